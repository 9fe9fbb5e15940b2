//! One pass over the pages of a PDF: the first words, from which a kind and a title are suggested,
//! and the facts that court rules need. Runs in the child.
//!
//! It is optional: a paper that cannot be read in time gives nothing, and when a child breaks, the
//! paper is inspected again without this pass.

mod copy_check;
pub(crate) mod drawing_operators;
mod hidden_words;
pub(crate) mod ink;
mod page_probe;
mod printed_words;
mod required_phrases;
mod text_lines;

use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use expediente_intake::limits;
use expediente_model::{
    Code, Finding, PageFacts, PageRanges, Passage, ReadLine, TEXT_VERSION, TextFacts,
};
use expediente_pdf::Source;
use hayro::RenderCache;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret, interpret_page,
};
use hayro::hayro_syntax::content::TypedIter;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Rect;

use crate::page_facts::copy_check::ShownCounts;
use crate::page_facts::drawing_operators::draws;
use crate::page_facts::hidden_words::Hidden;
use crate::page_facts::page_probe::PageProbe;
pub(crate) use crate::page_facts::required_phrases::find_phrases;
use crate::raster::pixels::Pixels;
use crate::raster::render::render_page_of;
use crate::text_facts::TextReader;
use crate::values_by_page::ValuesByPage;

/// The longest wait for the first words.
const PATIENCE: Duration = Duration::from_secs(1);

/// Letters that suffice to tell the kind of a paper.
const LETTERS: usize = 1_000;

/// Pages after which cached fonts are dropped, so that those of a long paper do not fill the
/// memory.
const REMEMBERED: usize = 250;

/// What the pass found; what could not be found in time is missing.
#[derive(Default)]
pub(crate) struct PagesSeen {
    /// The text of the first page in drawing order.
    pub(crate) first_words: Option<String>,
    pub(crate) page_facts: Option<PageFacts>,
    /// What the user should know of words that nobody sees.
    pub(crate) findings: Vec<Finding>,
    /// Pages, counted from 0, that show nothing.
    pub(crate) blank: Vec<usize>,
    /// The first page, counted from 1, whose copy lacks something that the page shows.
    pub(crate) lost: Option<u32>,
}

/// A result of the pass.
enum Seen {
    FirstWords(Option<String>),
    Pages(Option<Box<AllPages>>),
    Lost(Option<u32>),
}

/// What all pages show.
struct AllPages {
    facts: PageFacts,
    findings: Vec<Finding>,
    counts: Vec<ShownCounts>,
}

/// Looks at all pages of a paper and at their copies, until a moment at the latest.
pub(crate) fn read(source: Arc<Source>, copy: Arc<Source>, until: Instant) -> PagesSeen {
    let (to, from) = mpsc::channel();
    let count = source.page_count();
    // The thread ends with the child, which has nothing else to do by then; a panic in it means no
    // facts.
    thread::spawn(move || {
        let pages = all_pages(&source, &copy, &|words| {
            let _ = to.send(Seen::FirstWords(words));
        });
        let counts = pages.as_ref().map(|pages| pages.counts.clone());
        let _ = to.send(Seen::Pages(pages.map(Box::new)));
        let _ = to.send(Seen::Lost(
            counts.and_then(|counts| first_lost(&source, &copy, &counts)),
        ));
    });
    let begun = Instant::now();
    let until = until.min(begun + Duration::from_millis(limits::page_facts_milliseconds(count)));
    let mut found = PagesSeen::default();
    let left = || until.saturating_duration_since(Instant::now());
    let Ok(Seen::FirstWords(words)) = from.recv_timeout(PATIENCE) else {
        return found;
    };
    found.first_words = words;
    let Ok(Seen::Pages(Some(pages))) = from.recv_timeout(left()) else {
        return found;
    };
    let blank = (0..)
        .zip(&pages.counts)
        .filter(|(_, counts)| counts.is_empty());
    found.blank = blank.map(|(page, _)| page).collect();
    found.page_facts = Some(pages.facts);
    found.findings = pages.findings;
    if let Ok(Seen::Lost(lost)) = from.recv_timeout(left()) {
        found.lost = lost;
    }
    found
}

/// The words that each page shows, if all can be read until a moment.
pub(crate) fn words_of_pages(source: &Source, until: Instant) -> Option<Vec<String>> {
    const MOST: usize = 1 << 20;
    let pages = source.reader_pages()?;
    if pages.len() > limits::WORDING_PAGES {
        return None;
    }
    let cache = InterpreterCache::new();
    let mut all = Vec::with_capacity(pages.len());
    for (index, page) in pages.iter().enumerate() {
        if Instant::now() > until {
            return None;
        }
        let (sight, _) = seen(source, index, page, &cache, MOST)?;
        all.push(sight.into_text());
    }
    Some(all)
}

fn all_pages(source: &Source, copy: &Source, first: &dyn Fn(Option<String>)) -> Option<AllPages> {
    let pages = source.reader_pages()?;
    let copies = copy.reader_pages()?;
    let (mut reader, mut blank) = (None, Vec::new());
    let mut cache = InterpreterCache::new();
    let copy_cache = InterpreterCache::new();
    let (mut drawn_cache, mut hidden_pictures) = (RenderCache::new(), Vec::new());
    let (mut text, mut scans, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let mut headed = Vec::new();
    let mut askew = ValuesByPage::new(limits::PAGE_SIZES);
    let mut dpi = ValuesByPage::new(limits::PAGE_SIZES);
    let mut sizes = ValuesByPage::new(limits::PAGE_SIZES);
    let (mut hidden, mut all_counts) = (HiddenPages::default(), Vec::new());
    for (index, page) in pages.iter().enumerate() {
        if index % REMEMBERED == REMEMBERED - 1 {
            cache = InterpreterCache::new();
        }
        let number = u32::try_from(index + 1).ok()?;
        let searched = index < limits::WORDING_PAGES;
        let words = if searched { limits::PAGE_WORDS } else { 0 };
        let (mut sight, counts) = seen(source, index, page, &cache, words)?;
        // A form may have annotations alone, and a page with a broken font shows nothing here.
        let draws_nothing = || source.page_content(index).is_some_and(|own| !draws(&own));
        let is_blank = counts.is_empty() && !source.has_annotations(index) && draws_nothing();
        if is_blank {
            blank.push(number);
        }
        let has_letters_alone = counts.has_letters_alone() && !source.has_annotations(index);
        all_counts.push(counts);
        if sight.hidden().is_in_doubt() {
            if let Some(drawn) = look(page, &drawn_cache) {
                sight.hidden().settle(&drawn);
            }
            drawn_cache = RenderCache::new();
        }
        if sight.hidden().has_hidden_picture() {
            hidden_pictures.push(number);
        }
        let is_headed = sight.is_scan() && sight.has_words();
        if is_headed {
            headed.push(number);
        } else if sight.has_words() {
            text.push(number);
        }
        if sight.is_scan() {
            scans.push(number);
        }
        if let Some(turn) = sight.turn().filter(|_| !is_headed) {
            askew.add(turn, number);
        }
        if let Some(dots) = sight.dots_per_inch() {
            dpi.add(dots, number);
        }
        let (width, height) = source.page(index)?.displayed_size();
        sizes.add((points(width), points(height)), number);
        let hidden_words = sight.hidden_words();
        if !hidden_words.is_empty() {
            // What is outside of the page is in the copy only where it could not be left out.
            let (in_copy, _) = seen(copy, index, copies.get(index)?, &copy_cache, 0)?;
            hidden.add(number, hidden_words, &in_copy.hidden_words());
        }
        let is_covered = sight.is_covered();
        let mut words = sight.into_text();
        let shows_nothing = all_counts.last().is_some_and(ShownCounts::is_empty);
        let is_spaces = !words.is_empty() && words.trim().is_empty();
        if shows_nothing && is_spaces && !is_blank && !source.has_annotations(index) {
            blank.push(number);
        }
        if is_headed {
            // What others printed on a scan says nothing of the paper.
            words.clear();
        }
        if index == 0 {
            first(first_words(&words));
        }
        if searched {
            // A paper of pictures alone needs no patterns.
            if reader.is_none() && !words.is_empty() {
                reader = Some(TextReader::new().ok()?);
            }
            if let Some(reader) = &mut reader {
                let is_number = reader.read(number, &words, is_covered);
                if is_number && has_letters_alone {
                    blank.push(number);
                }
            }
            texts.push(words);
        }
    }
    let said = reader.map_or_else(TextFacts::default, TextReader::into_facts);
    let facts = PageFacts {
        // The copy, which goes into a dossier, has only what its pages use.
        archival: source.is_archival() && copy.has_archival_pages(),
        text: PageRanges::from_pages(text),
        scans: PageRanges::from_pages(scans),
        headed: PageRanges::from_pages(headed),
        askew: askew.into_ranges(),
        dpi: dpi.into_ranges(),
        sizes: sizes.into_ranges(),
        wordings: find_phrases(&texts),
        words: Some(Box::new(TextFacts {
            version: TEXT_VERSION,
            blank: PageRanges::from_pages(blank),
            passages: with_own(source, pages.len(), said.passages),
            ..said
        })),
        ..PageFacts::default()
    };
    let mut findings = hidden.into_findings();
    findings.extend(PageRanges::from_pages(hidden_pictures).map(|pages| {
        let finding = Finding::new(Code::PdfPicturesUnseen);
        finding.with("pages", pages)
    }));
    Some(AllPages {
        facts,
        findings,
        counts: all_counts,
    })
}

/// The passages, and all pages where the file says that this program assembled it. Its forms, which
/// printpdf writes, do not say so.
fn with_own(
    source: &Source,
    pages: usize,
    mut passages: Vec<(Passage, PageRanges)>,
) -> Vec<(Passage, PageRanges)> {
    let is_own = source
        .producer()
        .is_some_and(|producer| producer.starts_with(b"Expediente"));
    let own = (1..)
        .zip(0..pages)
        .filter(|(_, at)| is_own || source.is_own_page(*at));
    let own = PageRanges::from_pages(own.map(|(page, _)| page));
    passages.extend(own.map(|own| (Passage::OwnDossier, own)));
    passages
}

/// Pages with words that nobody sees, and the first of those words, by what is told of them.
#[derive(Default)]
struct HiddenPages(BTreeMap<Code, (Vec<u32>, Vec<String>)>);

/// Pages whose first words are told.
const PAGES_TOLD: usize = 3;

impl HiddenPages {
    fn add(&mut self, page: u32, words: Vec<(Hidden, String)>, in_copy: &[(Hidden, String)]) {
        for (hidden, words) in words {
            let is_kept = in_copy.iter().any(|(kept, _)| *kept == hidden);
            let code = match hidden {
                Hidden::Covered => Code::PdfWordsCovered,
                Hidden::Unseen => Code::PdfWordsUnseen,
                Hidden::Outside if is_kept => Code::PdfWordsOutside,
                Hidden::Outside => Code::PdfWordsCutOff,
            };
            let new = || (Vec::new(), Vec::new());
            let (pages, told) = self.0.entry(code).or_insert_with(new);
            pages.push(page);
            if told.len() < PAGES_TOLD && !told.contains(&words) {
                told.push(words);
            }
        }
    }

    fn into_findings(self) -> Vec<Finding> {
        let findings = self.0.into_iter().filter_map(|(code, (pages, words))| {
            let pages = PageRanges::from_pages(pages)?;
            let words = words.join(" … ");
            Some(Finding::new(code).with("pages", pages).with("words", words))
        });
        findings.collect()
    }
}

/// The first page, counted from 1, whose copy lacks something that the page shows.
fn first_lost(source: &Source, copy: &Source, counts: &[ShownCounts]) -> Option<u32> {
    // The interpreter follows layers in other ways than the copier.
    if source.has_hidden_layers() {
        return None;
    }
    let pages = copy.reader_pages()?;
    let mut cache = InterpreterCache::new();
    for (index, (page, shown)) in pages.iter().zip(counts).enumerate() {
        if index % REMEMBERED == REMEMBERED - 1 {
            cache = InterpreterCache::new();
        }
        let (copied, _) = seen(copy, index, page, &cache, 0)?;
        if !shown.is_in(&copied.counts()) {
            return u32::try_from(index + 1).ok();
        }
    }
    None
}

/// What a page shows, and how much its content shows without annotations.
fn seen<'a>(
    source: &'a Source,
    index: usize,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    words: usize,
) -> Option<(PageProbe, ShownCounts)> {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let unit = source.page(index)?.user_unit;
    let mut sight = PageProbe::new(width, height, unit, words);
    let counts = look_over((source, index), page, cache, &mut sight)?;
    Some((sight, counts))
}

/// The words that are printed on the only page of a PDF, with their places on a picture whose
/// longest side has `side` pixels, and its size.
pub(crate) fn printed_words(source: &Source, side: u32) -> Option<(u32, u32, Vec<ReadLine>)> {
    let pages = source.reader_pages()?;
    let page = pages.first()?;
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let unit = source.page(0)?.user_unit;
    let mut sight = PageProbe::of_words(width, height, unit);
    look_over((source, 0), page, &InterpreterCache::new(), &mut sight)?;
    let scale = f64::from(side) / width.max(height);
    // At most `side`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let pixels = |length: f64| ((length * scale).round() as u32).clamp(1, side);
    let lines = sight.into_printed().into_lines(scale);
    Some((pixels(width), pixels(height), lines))
}

/// Shows a page to a probe; how much its content shows without annotations.
fn look_over<'a>(
    (source, index): (&'a Source, usize),
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    sight: &mut PageProbe,
) -> Option<ShownCounts> {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    // The assembler's reader, which has a limit, decodes the content; the page would keep it
    // forever.
    let settings = InterpreterSettings {
        render_content: RenderContent::ANNOTATIONS,
        ..InterpreterSettings::default()
    };
    let begin = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(
        begin,
        Rect::new(0.0, 0.0, width, height),
        cache,
        page.xref(),
        settings,
    );
    let content = source.page_content(index)?;
    interpret(
        TypedIter::new(&content),
        page.resources(),
        &mut context,
        sight,
    );
    let counts = sight.counts();
    interpret_page(page, &mut context, sight);
    Some(counts)
}

/// A page as it is seen, with two pixels to a point, or as fine as it may be.
fn look<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Option<Pixels> {
    const MOST_SIDE: f32 = 2_000.0;
    let (width, height) = page.render_dimensions();
    let scale = (MOST_SIDE / width.max(height)).min(2.0);
    // At most the side above.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let pixels = |side: f32| (side * scale).round().max(1.0) as usize;
    render_page_of(page, cache, pixels(width), pixels(height))
}

/// The first lines, as far as a person would read to tell the kind of the paper.
pub(crate) fn first_words(text: &str) -> Option<String> {
    let mut letters = 0;
    let lines = text.lines().take_while(|line| {
        let enough = letters >= LETTERS;
        letters += line.len();
        !enough
    });
    let text = lines
        .take(limits::FIRST_LINES + 1)
        .collect::<Vec<_>>()
        .join("\n");
    (text.chars().filter(|c| c.is_alphabetic()).count() > 3).then_some(text)
}

/// Rounded to whole points. Every page size fits a whole number.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn points(side: f64) -> u32 {
    side.round().clamp(1.0, 1e9) as u32
}

#[cfg(test)]
mod tests {
    use expediente_model::{Turn, Wording};

    use super::*;

    /// A PDF of pages, each given by the additional entries of its dictionary and its content.
    /// `/F1` is a font, `/Im` a picture of 2550 by 3300 pixels, `/Fm` a form with the words "the
    /// house".
    fn page_facts(pages: &[(&str, &str)]) -> PageFacts {
        let source = made(pages);
        all_pages(&source, &source, &|_| {}).unwrap().facts
    }

    fn made(pages: &[(&str, &str)]) -> Source {
        let stream = |entries: &str, data: &str| {
            format!(
                "<<{entries}/Length {}>>stream\n{data}\nendstream",
                data.len()
            )
        };
        let kids: Vec<String> = (0..pages.len())
            .map(|page| format!("{} 0 R", 7 + page * 2))
            .collect();
        let mut bodies = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!(
                "<</Type/Pages/Kids[{}]/Count {}/MediaBox[0 0 612 792]/Resources 3 0 R>>",
                kids.join(" "),
                pages.len()
            ),
            "<</Font<</F1 4 0 R>>/XObject<</Im 5 0 R/Fm 6 0 R>>>>".to_owned(),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
            stream(
                "/Type/XObject/Subtype/Image/Width 2550/Height 3300/BitsPerComponent 1/ColorSpace/DeviceGray\
                 /Filter/FlateDecode",
                "never unpacked",
            ),
            stream(
                "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources 3 0 R",
                "BT /F1 12 Tf 72 700 Td (The house stands in the street) Tj ET",
            ),
        ];
        for (index, (page, content)) in pages.iter().enumerate() {
            bodies.push(format!(
                "<</Type/Page/Parent 2 0 R/Contents {} 0 R{page}>>",
                8 + index * 2
            ));
            bodies.push(stream("", content));
        }
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (number, body) in (1..).zip(&bodies) {
            places.push(out.len());
            out.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
        }
        let table = out.len();
        let size = bodies.len() + 1;
        out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        out.extend(
            places
                .iter()
                .flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()),
        );
        out.extend(
            format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes(),
        );
        Source::open(Arc::new(out), None).unwrap()
    }

    /// A copy that lacks a word, a picture or a line, or has it elsewhere, is found out; one that
    /// has more, or the same in another order, is none of that.
    #[test]
    fn a_copy_that_loses_something_is_found() {
        let words = "BT /F1 12 Tf 72 700 Td (All) Tj 0 -400 Td (of it) Tj ET";
        let picture = "q 90 0 0 90 72 400 cm /Im Do Q";
        let line = "72 300 m 400 300 l S";
        let whole = format!("{words} {picture} {line}");
        let source = made(&[("", ""), ("", &whole)]);
        let pages = all_pages(&source, &source, &|_| {}).unwrap();
        for (copy, lost) in [
            (whole.clone(), None),
            (format!("{line} {picture} {words}"), None),
            (format!("{whole} 9 9 9 9 re f"), None),
            (
                format!("q {words} Q {picture} {line} BT /F1 9 Tf (x) Tj ET"),
                None,
            ),
            (format!("{picture} {line}"), Some(2)),
            (format!("{words} {line}"), Some(2)),
            (format!("{words} {picture}"), Some(2)),
            (whole.replace("of it", "of"), Some(2)),
            (whole.replace("-400 Td", "-40 Td"), Some(2)),
            (whole.replace("72 400 cm", "372 100 cm"), Some(2)),
            (format!("0 0 9 9 re W n {whole}"), Some(2)),
        ] {
            let copied = made(&[("", ""), ("", &copy)]);
            assert_eq!(first_lost(&source, &copied, &pages.counts), lost, "{copy}");
        }
        let blank: Vec<bool> = pages.counts.iter().map(ShownCounts::is_empty).collect();
        assert_eq!(blank, [true, false]);
    }

    const WORDS: &str = "(The quick brown fox jumps over the lazy dog) Tj ET";

    fn on(pages: &str) -> Option<PageRanges> {
        pages.parse().ok()
    }

    /// A page that was scanned or printed the wrong way round is found, whether its content or its
    /// own rotation turns it; a page where the two cancel out is upright.
    #[test]
    fn pages_that_do_not_stand_upright() {
        let upright = format!("BT /F1 12 Tf 1 0 0 1 72 700 Tm {WORDS}");
        let around = format!("BT /F1 12 Tf -1 0 0 -1 500 300 Tm {WORDS}");
        let upwards = format!("BT /F1 12 Tf 0 1 -1 0 300 100 Tm {WORDS}");
        let downwards = format!("BT /F1 12 Tf 0 -1 1 0 300 700 Tm {WORDS}");
        let mixed = format!("{upright} {around}");
        let few = "BT /F1 12 Tf -1 0 0 -1 500 300 Tm (Page 12) Tj ET";
        let slanted = format!("BT /F1 12 Tf 0.7 0.7 -0.7 0.7 100 100 Tm {WORDS}");
        let found = page_facts(&[
            ("", &upright),
            ("", &around),
            ("", &upwards),
            ("", &downwards),
            ("/Rotate 180", &upright),
            ("/Rotate 180", &around),
            ("/Rotate 90", &upwards),
            ("/Rotate 90", &upright),
            ("", &mixed),
            ("", few),
            ("", &slanted),
        ]);
        let expected = vec![
            (Turn::Around, on("2,5").unwrap()),
            (Turn::Right, on("3").unwrap()),
            (Turn::Left, on("4,8").unwrap()),
        ];
        assert_eq!(found.askew, expected);
        assert_eq!(found.text, on("1-11"));
    }

    /// A scan has no text to search; the invisible text that scanning software puts under it counts
    /// as text.
    #[test]
    fn scans_and_what_can_be_searched() {
        let scan = "q 612 0 0 792 0 0 cm /Im Do Q";
        let read = format!("{scan} BT 3 Tr /F1 12 Tf 72 700 Td {WORDS}");
        let found = page_facts(&[
            ("", scan),
            ("", &read),
            ("", "/Fm Do"),
            ("", "q 200 0 0 300 0 0 cm /Im Do Q"),
            // A clip leaves little of the picture.
            ("", "q 0 0 100 100 re W n 612 0 0 792 0 0 cm /Im Do Q"),
            // Words beyond the page, and words hidden by a clip.
            ("", "BT /F1 12 Tf 72 2000 Td (The quick brown fox) Tj ET"),
            (
                "",
                "q 0 0 50 50 re W n BT /F1 12 Tf 72 700 Td (The quick brown fox) Tj ET Q",
            ),
            ("", ""),
        ]);
        assert_eq!(found.scans, on("1"));
        assert_eq!(found.text, on("2-3"));
    }

    /// 2,550 pixels over four and a quarter inches are 600 dots per inch; over a whole page they
    /// are 300, which courts allow; on a page with larger units they are fewer.
    #[test]
    fn pictures_that_are_finer_than_courts_allow() {
        let half = "q 306 0 0 396 0 0 cm /Im Do Q";
        let strips = "q 306 0 0 396 0 0 cm 0 0 1 0.5 re W n /Im Do Q q 306 0 0 396 0 0 cm 0 0.5 1 0.5 re W n /Im Do Q";
        let found = page_facts(&[
            ("", half),
            ("", "q 612 0 0 792 0 0 cm /Im Do Q"),
            ("", "q 100 0 0 130 0 0 cm /Im Do Q"),
            ("/UserUnit 2", half),
            ("", strips),
        ]);
        assert_eq!(found.dpi, [(600, on("1,5").unwrap())]);
    }

    /// Sizes are the displayed ones: after the page's crop, rotation and unit.
    #[test]
    fn sizes_of_pages() {
        let found = page_facts(&[
            ("", ""),
            ("/MediaBox[0 0 595.276 841.89]", ""),
            ("/Rotate 90", ""),
            ("/CropBox[0 0 306 396]/UserUnit 2", ""),
        ]);
        let expected = [
            ((612, 792), on("1,4")),
            ((595, 842), on("2")),
            ((792, 612), on("3")),
        ];
        assert_eq!(found.sizes, expected.map(|(size, on)| (size, on.unwrap())));
    }

    /// Words are assembled from what is drawn: in pieces, across lines and pages, with accents,
    /// upside down.
    #[test]
    fn wordings_are_found_as_they_are_drawn() {
        let found = page_facts(&[
            (
                "",
                "BT /F1 12 Tf 72 700 Td [(I declare under pen) 20 (alty) -300 (of)] TJ ET",
            ),
            (
                "",
                "BT /F1 12 Tf 72 700 Td (perjury. SSN 123-45-) Tj 0 -14 Td (6789) Tj ET",
            ),
            (
                "",
                "BT /F1 12 Tf -1 0 0 -1 500 300 Tm (traducci\\363n fiel y) Tj 0 -14 Td (exacta) Tj ET",
            ),
        ]);
        let expected = [
            (Wording::Perjury, on("1")),
            (Wording::AccurateTranslation, on("3")),
            (Wording::SocialSecurityNumber, on("2")),
        ];
        assert_eq!(
            found.wordings,
            expected.map(|(wording, on)| (wording, on.unwrap()))
        );
    }
}
