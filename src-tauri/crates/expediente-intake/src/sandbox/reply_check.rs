//! Checks every word of a reader's reply to an inspection.
//!
//! The child may be under the control of the file it read. Counts must agree with each other, files
//! must be where they are said to be and are hashed here, texts are cleaned, and page facts that
//! cannot be true are dropped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use expediente_model::{
    Code, Date, Derivative, Digest, EdgeInk, ExhibitKind, FROM, Finding, MADE_BY, MEDIA, MediaKind,
    PageFacts, PageRanges, PaperField, PaperValue, PhotoFacts, Picture, Purpose, REFUSED, TO,
    TextFacts, Turn, is_hidden,
};
use sha2::{Digest as _, Sha256};

use crate::sandbox::limits;
use crate::sandbox::protocol::{
    InspectRequest, REPLACEMENT_NAME, UntrustedDays, UntrustedPaper, UntrustedSheet,
    UntrustedTable, page_file_name,
};
use crate::sandbox::received::{ChatDays, Made, Received, Sheet, Table};

fn unbelievable() -> Finding {
    Finding::new(Code::ReaderFailed)
}

/// The paper that an untrusted reply describes, if the whole reply is valid.
///
/// # Errors
/// When the reply contradicts itself or the files beside it: the child was broken or taken over.
pub(crate) fn received(
    untrusted: UntrustedPaper,
    request: &InspectRequest,
    out: &Path,
) -> Result<Received, Finding> {
    let media = request.media;
    let pages = untrusted.pages;
    let as_many = |length: usize| u32::try_from(length) == Ok(pages);
    let is_pdf = !media.is_picture();
    let is_replaced = match untrusted.instead {
        // Words have no pages of their own.
        None => !media.is_words() && !media.is_office(),
        Some(Purpose::Typeset) => media.is_words(),
        Some(Purpose::Exported) => media.is_office() && request.exported.is_some(),
        Some(purpose) => media == MediaKind::Pdf && purpose.is_whole(),
    };
    let right = (1..=limits::PAGES).contains(&pages)
        && if is_pdf {
            untrusted.pictures.is_empty()
        } else {
            as_many(untrusted.pictures.len())
        }
        && is_replaced;
    let is_promised = match &untrusted.promises {
        Some(promises) => is_pdf && as_many(promises.pages()) && promises.are_possible(),
        None => {
            !is_pdf
                && untrusted
                    .pictures
                    .iter()
                    .all(|picture| picture.promise.is_some())
        }
    };
    if !right || !is_promised {
        return Err(unbelievable());
    }
    let mut derivatives = Vec::new();
    if let Some(purpose) = untrusted.instead {
        let made = made(out, REPLACEMENT_NAME, b"%PDF-")?;
        let settings = untrusted.settings.into_iter().take(limits::SETTINGS);
        let settings = settings.map(|(name, value)| match name.as_str() {
            REFUSED | MEDIA => (name, clean_names(&value)),
            _ => (clean_text(&name), clean_text(&value)),
        });
        let mut settings: BTreeMap<String, String> = settings.collect();
        // What the parent knows is not taken from the child.
        for (name, day) in [
            (FROM, request.pages.days.from()),
            (TO, request.pages.days.to()),
        ] {
            if settings.remove(name).is_some() {
                settings.extend(day.map(|day| (name.to_owned(), day.to_string())));
            }
        }
        if let Some(exported) = &request.exported {
            settings.extend(exported.settings.clone());
        }
        derivatives.push(made.derived(purpose, None, settings));
    }
    let mut pictures = Vec::new();
    for (page, picture) in (1..).zip(untrusted.pictures) {
        let pixels = u64::from(picture.width) * u64::from(picture.height);
        let shape = picture.density;
        if pixels == 0
            || pixels > limits::PIXELS
            || shape.is_some_and(|density| !density.is_possible())
        {
            return Err(unbelievable());
        }
        let source = if let Some(untrusted) = picture.made {
            let name = page_file_name(page, untrusted.form);
            let made = made(out, &name, untrusted.form.signature())?;
            let with = clean_text(&untrusted.with);
            if with.is_empty() {
                return Err(unbelievable());
            }
            let digest = made.digest;
            let settings = BTreeMap::from([(MADE_BY.to_owned(), with)]);
            derivatives.push(made.derived(Purpose::Converted, Some(page), settings));
            digest
        } else if matches!(media, MediaKind::Jpeg | MediaKind::Png) {
            request.digest
        } else {
            return Err(unbelievable());
        };
        pictures.push(Picture {
            source,
            width: picture.width,
            height: picture.height,
            orientation: picture.orientation,
            density: picture.density,
            weight: possible_weight(picture.weight),
            promise: picture.promise,
            hash: picture.hash,
        });
    }
    let total: u64 = derivatives.iter().map(|made| made.size).sum();
    if total > limits::DERIVED_BYTES {
        return Err(Finding::new(Code::FileTooLarge)
            .with("size", total)
            .with("limit", limits::DERIVED_BYTES));
    }
    Ok(Received {
        media,
        pages,
        pictures,
        photo: untrusted.photo.map(clean_photo),
        derivatives,
        findings: untrusted
            .findings
            .into_iter()
            .take(limits::FINDINGS)
            .map(clean)
            .collect(),
        first_words: untrusted
            .first_words
            .map(|t| clean_lines(&t))
            .filter(|t| !t.is_empty()),
        page_facts: untrusted
            .page_facts
            .filter(|page_facts| is_pdf && are_possible(page_facts, pages)),
        promises: untrusted.promises,
    })
}

/// The sheet that an untrusted reply describes, if the reply is valid. `settings` is what the
/// parent asked for.
///
/// # Errors
/// When the reply contradicts itself or the file beside it.
pub(crate) fn sheet(
    untrusted: UntrustedSheet,
    page: u32,
    mut settings: BTreeMap<String, String>,
    out: &Path,
) -> Result<Sheet, Finding> {
    let picture = untrusted.picture;
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    let Some(untrusted_made) = picture.made else {
        return Err(unbelievable());
    };
    let with = clean_text(&untrusted_made.with);
    let is_possible = (1..=limits::PIXELS).contains(&pixels)
        && picture.density.is_none()
        && picture.promise.is_some()
        && !with.is_empty();
    if !is_possible {
        return Err(unbelievable());
    }
    let form = untrusted_made.form;
    let made = made(out, &page_file_name(1, form), form.signature())?;
    settings.insert(MADE_BY.to_owned(), with);
    settings.insert("shape".to_owned(), untrusted.shape.word().to_owned());
    Ok(Sheet {
        shape: untrusted.shape,
        picture: Picture {
            source: made.digest,
            width: picture.width,
            height: picture.height,
            orientation: picture.orientation,
            density: None,
            weight: possible_weight(picture.weight),
            promise: picture.promise,
            hash: picture.hash,
        },
        made: made.derived(Purpose::Straightened, Some(page), settings),
    })
}

/// The bytes of a picture in a dossier; 0, which is "not counted", where it cannot be.
fn possible_weight(untrusted: u64) -> u64 {
    if untrusted <= limits::FILE_BYTES {
        untrusted
    } else {
        0
    }
}

/// Whether each page is named at most once and in order, so that no list is longer than the paper.
fn is_in_order(said: &PageRanges, pages: u32) -> bool {
    let apart = said
        .ranges()
        .windows(2)
        .all(|pair| matches!(pair, [(_, last), (first, _)] if last < first));
    apart && said.highest() <= pages
}

/// The messages that an untrusted reply counts, if it is valid.
pub(crate) fn chat_days(untrusted: UntrustedDays) -> Option<ChatDays> {
    let UntrustedDays { days, undated } = untrusted;
    let is_possible = days.is_sorted_by(|(first, _), (second, _)| first < second)
        && days
            .iter()
            .all(|(day, count)| day.day().is_some() && (1..=limits::TEXT_BYTES).contains(count))
        && undated <= limits::TEXT_BYTES;
    is_possible.then_some(ChatDays { days, undated })
}

/// The cells that an untrusted reply tells, if it is valid.
pub(crate) fn table(untrusted: UntrustedTable) -> Option<Table> {
    let UntrustedTable {
        rows,
        without_value,
        other_sheets,
    } = untrusted;
    let text = |text: &String| text.chars().count() <= limits::TEXT_CHARS;
    let is_possible = rows.len() <= limits::TABLE_ROWS
        && rows.is_sorted_by(|(first, _), (second, _)| first < second)
        && rows.iter().all(|(number, cells)| {
            *number > 0 && cells.len() <= limits::TABLE_COLUMNS && cells.iter().all(text)
        })
        && without_value.len() <= limits::TABLE_ROWS
        && other_sheets.len() <= limits::TABLE_SHEETS
        && other_sheets.iter().all(text);
    is_possible.then_some(Table {
        rows,
        without_value,
        other_sheets,
    })
}

/// Whether page facts are possible for a paper with this many pages. Impossible ones are dropped;
/// the paper is not.
fn are_possible(page_facts: &PageFacts, pages: u32) -> bool {
    let in_order = |said: &PageRanges| is_in_order(said, pages);
    fn each_once<T: PartialEq>(
        said: &[(T, PageRanges)],
        pages: u32,
        in_order: impl Fn(&PageRanges) -> bool,
    ) -> bool {
        let parts: usize = said.iter().map(|(_, on)| on.ranges().len()).sum();
        said.len() <= limits::PAGE_SIZES.max(limits::DOTS_PER_INCH as usize / 10)
            && u32::try_from(parts).is_ok_and(|parts| parts <= pages)
            && said.iter().all(|(_, on)| in_order(on))
            && said
                .iter()
                .enumerate()
                .all(|(at, (one, _))| said.iter().skip(at + 1).all(|(other, _)| one != other))
    }
    let side = |side: u32| (1..=1_000_000_000).contains(&side);
    let total = page_facts
        .weights
        .iter()
        .try_fold(0u64, |sum, weight| sum.checked_add(*weight));
    page_facts
        .text
        .iter()
        .chain(&page_facts.scans)
        .chain(&page_facts.headed)
        .all(in_order)
        && each_once(&page_facts.askew, pages, in_order)
        && page_facts.askew.iter().all(|(turn, _)| *turn != Turn::None)
        && each_once(&page_facts.dpi, pages, in_order)
        && page_facts
            .dpi
            .iter()
            .all(|(dpi, _)| (300..=limits::DOTS_PER_INCH).contains(dpi))
        && each_once(&page_facts.sizes, pages, in_order)
        && page_facts
            .sizes
            .iter()
            .all(|((width, height), _)| side(*width) && side(*height))
        && page_facts.wordings.iter().all(|(_, on)| in_order(on))
        && page_facts
            .wordings
            .windows(2)
            .all(|pair| matches!(pair, [(one, _), (other, _)] if one < other))
        && (page_facts.weights.is_empty() || u32::try_from(page_facts.weights.len()) == Ok(pages))
        && page_facts
            .weights
            .iter()
            .all(|weight| *weight <= limits::FILE_BYTES)
        && total.is_some_and(|total| page_facts.shared <= total)
        && page_facts
            .ink
            .as_ref()
            .is_none_or(|ink| is_possible_ink(ink, pages))
        && page_facts
            .words
            .as_ref()
            .is_none_or(|words| are_possible_words(words, pages))
}

/// What words say that were read on a paper with this many pages, and the first of them; nothing
/// where it cannot be.
pub(crate) fn facts(
    untrusted: TextFacts,
    untrusted_first: Option<String>,
    pages: u32,
) -> Option<(TextFacts, Option<String>)> {
    if !are_possible_words(&untrusted, pages) {
        return None;
    }
    let first = untrusted_first.map(|text| clean_lines(&text));
    Some((untrusted, first.filter(|text| !text.is_empty())))
}

/// Whether what a paper says can have been said by one with this many pages.
fn are_possible_words(words: &TextFacts, pages: u32) -> bool {
    let on = |on: &PageRanges| is_in_order(on, pages);
    let values = |values: &[(String, PageRanges)]| {
        values.len() <= limits::TEXT_VALUES
            && values.iter().all(|(value, pages)| {
                let is_short = (1..=limits::NAME_BYTES).contains(&value.len());
                is_short && !value.chars().any(is_hidden) && on(pages)
            })
    };
    let page = |page: u32| (1..=pages).contains(&page);
    [
        &words.languages,
        &words.translated_from,
        &words.a_numbers,
        &words.births,
        &words.identity_numbers,
        &words.names,
        &words.cited,
    ]
    .into_iter()
    .all(|all| values(all))
        && words.numbered.len() <= limits::TEXT_VALUES
        && words.numbered.iter().all(|printed| page(printed.page))
        && words.zones.len() <= limits::ZONES
        && words.zones.iter().all(|zone| {
            page(zone.page)
                && zone.name.len() <= limits::NAME_BYTES
                && !zone.name.chars().any(is_hidden)
        })
        && words
            .passages
            .windows(2)
            .all(|pair| matches!(pair, [(one, _), (other, _)] if one < other))
        && words.passages.iter().all(|(_, pages)| on(pages))
        && words
            .wordings
            .windows(2)
            .all(|pair| matches!(pair, [(one, _), (other, _)] if one < other))
        && words.wordings.iter().all(|(_, pages)| on(pages))
        && words.made.iter().all(|(_, pages)| on(pages))
        && are_possible_values(&words.values, pages)
        && words.blank.as_ref().is_none_or(on)
}

/// Whether what a paper says of itself is possible: each field at most once, and each value of the
/// form of its field.
fn are_possible_values(values: &[PaperValue], pages: u32) -> bool {
    let is_text =
        |text: &str| (1..=limits::TEXT_CHARS).contains(&text.len()) && !text.chars().any(is_hidden);
    let has_form = |field: PaperField, value: &str| match field {
        PaperField::Made | PaperField::Expires => {
            value.parse::<Date>().is_ok_and(|date| date.day().is_some())
        }
        PaperField::Kind => value.parse::<ExhibitKind>().is_ok(),
        PaperField::Language => value.len() <= 3 && value.bytes().all(|b| b.is_ascii_lowercase()),
        PaperField::Title
        | PaperField::Issuer
        | PaperField::Number
        | PaperField::Writer
        | PaperField::Subject
        | PaperField::Code
        | PaperField::Address => true,
    };
    let is_possible = |one: &PaperValue| {
        (1..=pages).contains(&one.page)
            && is_text(&one.line)
            && (1..=2).contains(&one.values.len())
            && one
                .values
                .iter()
                .all(|value| is_text(value) && has_form(one.field, value))
    };
    values
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a.field < b.field))
        && values.iter().all(is_possible)
}

/// Whether the ink of pages is possible: each page is in one group at most, and each group has ink
/// of its own.
fn is_possible_ink(ink: &[(EdgeInk, PageRanges)], pages: u32) -> bool {
    let mut seen = BTreeSet::new();
    let bytes: usize = ink.iter().map(|(ink, _)| ink.weight()).sum();
    let mut inks: Vec<&EdgeInk> = ink.iter().map(|(ink, _)| ink).collect();
    inks.sort_unstable();
    bytes <= limits::INK_BYTES
        && inks.windows(2).all(|pair| matches!(pair, [a, b] if a != b))
        && ink.iter().all(|(ink, on)| {
            ink.is_possible()
                && on.highest() <= pages
                && on.iter().all(|page| page > 0 && seen.insert(page))
        })
}

/// A file that the child made, as the parent found it.
struct MadeFile {
    path: PathBuf,
    digest: Digest,
    size: u64,
}

impl MadeFile {
    fn derived(
        self,
        purpose: Purpose,
        page: Option<u32>,
        settings: BTreeMap<String, String>,
    ) -> Made {
        let derivative = Derivative {
            digest: self.digest,
            purpose,
            page,
            settings,
        };
        Made {
            path: self.path,
            size: self.size,
            derivative,
        }
    }
}

/// A file that the child claims to have made: it must exist, be a file and not a link, and have the
/// right kind. It is hashed here.
fn made(out: &Path, name: &str, magic: &[u8]) -> Result<MadeFile, Finding> {
    let path = out.join(name);
    let read = || -> io::Result<(Digest, u64, bool)> {
        if !fs::symlink_metadata(&path)?.is_file() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut file = BufReader::with_capacity(1024 * 1024, File::open(&path)?);
        let mut hash = Sha256::new();
        let (mut size, mut right) = (0u64, false);
        loop {
            let bytes = file.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            right |= size == 0 && bytes.starts_with(magic);
            hash.update(bytes);
            let count = bytes.len();
            size += count as u64;
            file.consume(count);
        }
        Ok((Digest::from_bytes(hash.finalize().into()), size, right))
    };
    match read() {
        Ok((digest, size, true)) => Ok(MadeFile { path, digest, size }),
        _ => Err(unbelievable()),
    }
}

fn clean_photo(photo: PhotoFacts) -> PhotoFacts {
    PhotoFacts {
        date: photo.date,
        taken: photo.taken.map(|t| clean_text(&t)),
        camera: photo
            .camera
            .map(|t| clean_text(&t))
            .filter(|t| !t.is_empty()),
        position: photo
            .position
            .filter(|(lat, lon)| (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon)),
    }
}

pub(crate) fn clean(finding: Finding) -> Finding {
    let args = finding
        .args
        .into_iter()
        .take(limits::FINDING_VALUES)
        .map(|(key, value)| (clean_text(&key), clean_text(&value)))
        .collect();
    Finding { args, ..finding }
}

/// Text from a paper as one line of limited length, without control characters or direction marks:
/// it is shown in tables and on terminals.
fn clean_text(text: &str) -> String {
    let invisible = |c: char| {
        let marks = '\u{200b}'..='\u{200f}';
        let embeddings = '\u{202a}'..='\u{202e}';
        let isolates = '\u{2066}'..='\u{2069}';
        marks.contains(&c) || embeddings.contains(&c) || isolates.contains(&c) || c == '\u{feff}'
    };
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !invisible(*c))
        .collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(limits::TEXT_CHARS).collect()
}

/// Names with `/` between them, each made harmless.
fn clean_names(names: &str) -> String {
    let names = names.split('/').take(limits::MEMBERS).map(clean_text);
    names.collect::<Vec<_>>().join("/")
}

/// Several lines, each made harmless.
fn clean_lines(text: &str) -> String {
    let lines = text
        .lines()
        .map(clean_text)
        .filter(|line| !line.is_empty())
        .take(limits::FIRST_LINES);
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use expediente_model::{Density, Digest, Orientation, PageBoxes, PageDigest, Promises};

    use expediente_model::Passage;

    use super::*;
    use crate::sandbox::protocol::{MadePicture, PictureForm, UntrustedPicture};

    fn request(media: MediaKind) -> InspectRequest {
        InspectRequest {
            path: OsString::new(),
            size: 1,
            digest: Digest::of(b""),
            media,
            out: OsString::new(),
            password: None,
            locked: None,
            words: true,
            pages: crate::sandbox::protocol::PagesRequest::default(),
            exported: None,
        }
    }

    fn picture(made: bool, width: u32) -> UntrustedPicture {
        UntrustedPicture {
            made: made.then(|| MadePicture {
                form: PictureForm::Png,
                with: "a tool 1.0, PNG".into(),
            }),
            width,
            height: 10,
            orientation: Orientation::default(),
            density: None,
            weight: 0,
            promise: Some(PageDigest::from_bytes([7; 32])),
            hash: None,
        }
    }

    /// Promises of so many pages.
    fn promises(pages: usize) -> Option<Box<Promises>> {
        let boxes = PageBoxes {
            media: [0.0, 0.0, 612.0, 792.0],
            visible: [0.0, 0.0, 612.0, 792.0],
            rotate: 0,
            unit: 1.0,
        };
        let page = (PageDigest::from_bytes([7; 32]), boxes);
        Some(Box::new(Promises::of(std::iter::repeat_n(page, pages))))
    }

    /// Words have no pages of their own, and nothing but words gets pages of ours.
    #[test]
    fn only_words_are_typeset() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(REPLACEMENT_NAME), b"%PDF-1.7").unwrap();
        let paper = |instead| UntrustedPaper {
            pages: 1,
            promises: promises(1),
            instead,
            settings: [("dates".to_owned(), "day\u{202e}-first".to_owned())].into(),
            ..UntrustedPaper::default()
        };
        for (media, instead, is_right) in [
            (MediaKind::Text, Some(Purpose::Typeset), true),
            (MediaKind::Msg, Some(Purpose::Typeset), true),
            (MediaKind::Text, None, false),
            (MediaKind::Mail, Some(Purpose::Repaired), false),
            (MediaKind::Pdf, Some(Purpose::Typeset), false),
            (MediaKind::Pdf, Some(Purpose::Repaired), true),
            (MediaKind::Jpeg, Some(Purpose::Typeset), false),
        ] {
            let result = received(paper(instead), &request(media), dir.path());
            assert_eq!(result.is_ok(), is_right, "{media:?} {instead:?}");
            if let Ok(received) = result {
                let settings = &received.derivatives[0].derivative.settings;
                assert_eq!(settings["dates"], "day-first");
            }
        }
    }

    /// A child under the control of its paper can claim anything; nothing false gets past this
    /// check.
    #[test]
    fn nothing_the_child_says_is_believed() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path();
        let ok = || UntrustedPaper {
            pages: 1,
            pictures: vec![picture(false, 10)],
            ..UntrustedPaper::default()
        };
        assert!(received(ok(), &request(MediaKind::Jpeg), out).is_ok());
        let wrong: Vec<(MediaKind, UntrustedPaper)> = vec![
            (
                MediaKind::Jpeg,
                UntrustedPaper {
                    promises: promises(1),
                    ..ok()
                },
            ),
            (
                MediaKind::Jpeg,
                UntrustedPaper {
                    pictures: vec![UntrustedPicture {
                        promise: None,
                        ..picture(false, 10)
                    }],
                    ..ok()
                },
            ),
            (
                MediaKind::Pdf,
                UntrustedPaper {
                    pages: 1,
                    ..UntrustedPaper::default()
                },
            ),
            (
                MediaKind::Pdf,
                UntrustedPaper {
                    pages: 1,
                    promises: promises(2),
                    ..UntrustedPaper::default()
                },
            ),
            (MediaKind::Jpeg, UntrustedPaper { pages: 0, ..ok() }),
            (MediaKind::Jpeg, UntrustedPaper { pages: 2, ..ok() }),
            (
                MediaKind::Jpeg,
                UntrustedPaper {
                    pages: u32::MAX,
                    ..ok()
                },
            ),
            (
                MediaKind::Jpeg,
                UntrustedPaper {
                    instead: Some(Purpose::Unlocked),
                    ..ok()
                },
            ),
            (
                MediaKind::Jpeg,
                UntrustedPaper {
                    pictures: vec![picture(false, 0)],
                    ..ok()
                },
            ),
            (
                MediaKind::Jpeg,
                UntrustedPaper {
                    pictures: vec![picture(false, u32::MAX)],
                    ..ok()
                },
            ),
            (
                MediaKind::Jpeg,
                UntrustedPaper {
                    pictures: vec![UntrustedPicture {
                        density: Some(Density { across: 0, down: 9 }),
                        ..picture(false, 10)
                    }],
                    ..ok()
                },
            ),
            // Only JPEG and PNG are used as they are.
            (MediaKind::Tiff, ok()),
            // A file that was never made.
            (
                MediaKind::Tiff,
                UntrustedPaper {
                    pictures: vec![picture(true, 10)],
                    ..ok()
                },
            ),
            (MediaKind::Pdf, ok()),
            (
                MediaKind::Pdf,
                UntrustedPaper {
                    pages: limits::PAGES + 1,
                    ..UntrustedPaper::default()
                },
            ),
            (
                MediaKind::Pdf,
                UntrustedPaper {
                    pages: 1,
                    promises: promises(1),
                    instead: Some(Purpose::Repaired),
                    ..UntrustedPaper::default()
                },
            ),
            (
                MediaKind::Pdf,
                UntrustedPaper {
                    pages: 1,
                    promises: promises(1),
                    instead: Some(Purpose::Converted),
                    ..UntrustedPaper::default()
                },
            ),
        ];
        for (media, untrusted) in wrong {
            let said = format!("{untrusted:?}");
            assert!(
                received(untrusted, &request(media), out).is_err(),
                "{media:?} {said}"
            );
        }
        // A PDF has no pictures, even where a good one lies.
        let made = || UntrustedPaper {
            pictures: vec![picture(true, 10)],
            ..ok()
        };
        let png = out.join(page_file_name(1, PictureForm::Png));
        fs::write(&png, b"\x89PNG\r\n\x1a\n").unwrap();
        assert!(received(made(), &request(MediaKind::Pdf), out).is_err());
        assert!(received(made(), &request(MediaKind::Tiff), out).is_ok());
        fs::remove_file(png).unwrap();
        // A link to a stranger's file, under the right name.
        #[cfg(unix)]
        {
            fs::write(out.join("elsewhere"), b"\x89PNG\r\n\x1a\n").unwrap();
            std::os::unix::fs::symlink(
                out.join("elsewhere"),
                out.join(page_file_name(1, PictureForm::Png)),
            )
            .unwrap();
            let untrusted = UntrustedPaper {
                pictures: vec![picture(true, 10)],
                ..ok()
            };
            assert!(received(untrusted, &request(MediaKind::Tiff), out).is_err());
        }
    }

    /// The ink of a page with two by two cells; `bits` are those of its upper left corner.
    fn edge_ink(bits: u8) -> EdgeInk {
        serde_json::from_str(&format!("\"{bits} 0/0*2/0*2/0*2\"")).unwrap()
    }

    /// Impossible page facts cost only themselves, not the paper.
    #[test]
    fn looks_that_cannot_be_are_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let on = |pages: &str| pages.parse::<PageRanges>().unwrap();
        let value = |field, value: &str| PaperValue {
            field,
            values: vec![value.into()],
            page: 1,
            line: "Fecha: 14/05/2024".into(),
        };
        let valued = |values: Vec<PaperValue>| TextFacts {
            values,
            ..TextFacts::default()
        };
        let words = || TextFacts {
            languages: vec![("es".into(), on("1-2"))],
            names: vec![("Marisol Prado".into(), on("1,3"))],
            numbered: vec![(1, 1, 3).into(), (3, 3, 3).into()],
            passages: vec![(Passage::BlankDate, on("2")), (Passage::BirthDate, on("1"))],
            wordings: vec![(expediente_model::Wording::Jurat, on("3"))],
            blank: Some(on("3")),
            values: vec![value(PaperField::Made, "2024-05-14")],
            ..TextFacts::default()
        };
        let good = || PageFacts {
            text: Some(on("1-2")),
            scans: Some(on("3")),
            headed: Some(on("3")),
            askew: vec![(Turn::Around, on("1,3"))],
            dpi: vec![(600, on("3"))],
            sizes: vec![((612, 792), on("1-2")), ((595, 842), on("3"))],
            wordings: vec![(expediente_model::Wording::Perjury, on("1,3"))],
            weights: vec![10, 20, 30],
            shared: 5,
            ink: Some(vec![(edge_ink(1), on("1,3")), (edge_ink(2), on("2"))]),
            archival: true,
            words: Some(Box::new(words())),
        };
        let page_facts = |page_facts: PageFacts| {
            let untrusted = UntrustedPaper {
                pages: 3,
                promises: promises(3),
                page_facts: Some(Box::new(page_facts)),
                ..UntrustedPaper::default()
            };
            received(untrusted, &request(MediaKind::Pdf), dir.path())
                .unwrap()
                .page_facts
                .map(|page_facts| *page_facts)
        };
        let said = |words| PageFacts {
            words: Some(Box::new(words)),
            ..good()
        };
        assert_eq!(page_facts(good()), Some(good()));
        assert_eq!(page_facts(PageFacts::default()), Some(PageFacts::default()));
        for wrong in [
            PageFacts {
                text: Some(on("1-4")),
                ..good()
            },
            PageFacts {
                text: Some(on("2,1")),
                ..good()
            },
            PageFacts {
                scans: Some(on("1,1")),
                ..good()
            },
            PageFacts {
                askew: vec![(Turn::None, on("1"))],
                ..good()
            },
            PageFacts {
                askew: vec![(Turn::Left, on("1-1000000"))],
                ..good()
            },
            PageFacts {
                dpi: vec![(u32::MAX, on("1"))],
                ..good()
            },
            PageFacts {
                dpi: vec![(600, on("1")), (600, on("1"))],
                ..good()
            },
            PageFacts {
                dpi: (300..700).map(|dpi| (dpi, on("1-3"))).collect(),
                ..good()
            },
            PageFacts {
                sizes: vec![((0, 1), on("1"))],
                ..good()
            },
            PageFacts {
                wordings: vec![(expediente_model::Wording::Perjury, on("1")); 2],
                ..good()
            },
            PageFacts {
                weights: vec![1, 2],
                ..good()
            },
            PageFacts {
                weights: vec![u64::MAX; 3],
                ..good()
            },
            PageFacts {
                shared: 61,
                ..good()
            },
            PageFacts {
                ink: Some(vec![(edge_ink(1), on("1-4"))]),
                ..good()
            },
            PageFacts {
                ink: Some(vec![(edge_ink(1), on("1-2")), (edge_ink(2), on("2-3"))]),
                ..good()
            },
            PageFacts {
                ink: Some(vec![(edge_ink(1), on("1")), (edge_ink(1), on("2"))]),
                ..good()
            },
            said(TextFacts {
                languages: vec![("es".into(), on("1-4"))],
                ..words()
            }),
            said(TextFacts {
                names: vec![("a\u{202e}b".into(), on("1"))],
                ..words()
            }),
            said(TextFacts {
                a_numbers: vec![("1".repeat(limits::NAME_BYTES + 1), on("1"))],
                ..words()
            }),
            said(TextFacts {
                cited: vec![("C".into(), on("1")); limits::TEXT_VALUES + 1],
                ..words()
            }),
            said(TextFacts {
                numbered: vec![(4, 1, 3).into()],
                ..words()
            }),
            said(TextFacts {
                passages: vec![(Passage::BirthDate, on("1")); 2],
                ..words()
            }),
            said(TextFacts {
                blank: Some(on("2,1")),
                ..words()
            }),
            said(valued(vec![value(PaperField::Made, "14/05/2024")])),
            said(valued(vec![value(PaperField::Made, "2024-05")])),
            said(valued(vec![value(PaperField::Kind, "passport")])),
            said(valued(vec![value(PaperField::Language, "Spanish")])),
            said(valued(vec![value(PaperField::Issuer, "a\u{202e}b")])),
            said(valued(vec![value(PaperField::Issuer, "")])),
            said(valued(vec![value(PaperField::Number, "1"); 2])),
            said(valued(vec![PaperValue {
                page: 4,
                ..value(PaperField::Number, "1")
            }])),
            said(valued(vec![PaperValue {
                values: Vec::new(),
                ..value(PaperField::Number, "1")
            }])),
            said(valued(vec![PaperValue {
                line: "a".repeat(limits::TEXT_CHARS + 1),
                ..value(PaperField::Number, "1")
            }])),
            PageFacts {
                // Two rows of cells, of which a third is printed.
                ink: Some(vec![(edge_ink(4), on("1"))]),
                ..good()
            },
        ] {
            assert_eq!(page_facts(wrong.clone()), None, "{wrong:?}");
        }
        let untrusted = UntrustedPaper {
            pages: 1,
            pictures: vec![picture(false, 10)],
            page_facts: Some(Box::new(good())),
            ..UntrustedPaper::default()
        };
        assert_eq!(
            received(untrusted, &request(MediaKind::Jpeg), dir.path())
                .unwrap()
                .page_facts,
            None
        );
    }

    /// A title from a paper is shown on a terminal and in a table: one line, without anything that
    /// acts there.
    #[test]
    fn text_is_one_harmless_line() {
        assert_eq!(clean_text(" a\u{1b}[31m\nb\u{202e}c  d "), "a [31m bc d");
        assert_eq!(clean_text(&"x".repeat(5000)).len(), limits::TEXT_CHARS);
    }
}
