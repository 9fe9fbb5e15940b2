//! The checks of single pages, on several threads: their content, their links, and their promises.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::content::font::Font;
use crate::content::foreign::{Ended, Follower};
use crate::content::matrix::Matrix;
use crate::content::own_page::{self, Run};
use crate::content::stamps::{self, Stamp};
use crate::content::tokens::Tokens;
use crate::content::words;
use crate::document::{Document, Link, Page, Role};
use crate::expected_dossier::{ExpectedDossier, ExpectedPage, ExpectedWords, Found};
use crate::file::{Fault, File, form};
use crate::flaw::{Flaw, FlawKind};
use crate::keys;
use crate::ledger::Ledger;
use crate::object::Object;
use crate::promise::{self, Promised};
use crate::resources::Resources;

/// Pages that a thread checks at a time.
const BLOCK: usize = 32;
/// Largest stream of ours.
const LARGEST_OURS: usize = 16 << 20;
/// Most content of one page, decompressed.
pub const MOST_CONTENT: u64 = 128 << 20;
/// Content of a whole file that is followed, decompressed: this much, and a multiple of its size.
const CONTENT_BASE: u64 = 1 << 30;
const CONTENT_TIMES: u64 = 64;
/// Smallest size of a stamp in points.
const SMALLEST: f64 = 6.0;

/// A row of the table.
pub struct Row {
    /// The page that it is on.
    pub page: usize,
    /// The page that it leads to.
    pub target: usize,
    pub label: String,
    pub pages: String,
}

/// A slip sheet.
pub struct Slip {
    pub page: usize,
    pub label: String,
    pub texts: Vec<String>,
    /// The page that its link leads to.
    pub back: Option<usize>,
}

/// The findings of a page.
pub struct ProvedPage {
    pub role: Role,
    pub rows: Vec<Row>,
    pub slip: Option<Box<Slip>>,
    pub links: usize,
    pub wrong: Vec<Flaw>,
    /// The digest of the page as the frame has it.
    pub digest: [u8; 32],
    /// What may be promised of the page and its pictures; nothing where a dossier is proved, whose
    /// pages are all kept until the end.
    pub promised: Option<Box<Promised>>,
}

/// What the checks of pages need.
pub struct Checked<'a> {
    pub file: &'a File<'a>,
    pub ledger: &'a Ledger<'a>,
    pub document: &'a Document,
    /// The labels of the pages; none where only promises are made.
    pub labels: Option<&'a [String]>,
    pub expected: Option<&'a ExpectedDossier>,
    /// The font of the stamps, and its object.
    pub stamp_font: (u32, &'a Font),
    /// The same of the font of words that are not seen.
    pub words_font: Option<(u32, &'a Font)>,
}

/// Checks every page. `step` is called with the number of pages done; returning false cancels, and
/// so does setting `stop`.
pub fn prove(
    checked: &Checked<'_>,
    stop: &AtomicBool,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Vec<ProvedPage>, Fault> {
    let total = checked.document.len();
    let blocks = total.div_ceil(BLOCK);
    let next = AtomicUsize::new(0);
    let followed = AtomicU64::new(0);
    let done: Mutex<Vec<(usize, Vec<ProvedPage>)>> = Mutex::new(Vec::with_capacity(blocks));
    let work = |step: &mut dyn FnMut(u64, u64) -> bool| -> Result<(), Fault> {
        let mut reader = Reader {
            checked,
            followed: &followed,
            fonts: HashMap::new(),
        };
        loop {
            let block = next.fetch_add(1, Ordering::Relaxed);
            if block >= blocks {
                return Ok(());
            }
            if stop.load(Ordering::Relaxed) || !step((block * BLOCK) as u64, total as u64) {
                stop.store(true, Ordering::Relaxed);
                return Err(Fault::Cancelled);
            }
            let mut pages = Vec::with_capacity(BLOCK);
            for at in block * BLOCK..total.min((block + 1) * BLOCK) {
                // A broken file stops the other threads, too.
                pages.push(
                    reader
                        .page(at)
                        .inspect_err(|_| stop.store(true, Ordering::Relaxed))?,
                );
            }
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((block, pages));
        }
    };
    let helpers = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(blocks)
        .saturating_sub(1);
    let mut results = thread::scope(|scope| {
        let work = &work;
        let started: Vec<_> = (0..helpers)
            .map(|_| scope.spawn(move || work(&mut |_, _| true)))
            .collect();
        let mut results = vec![work(step)];
        for helper in started {
            results.push(
                helper
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
        results
    });
    // The reason comes before the threads that were only told to stop.
    results.sort_by_key(|result| matches!(result, Err(Fault::Cancelled)));
    results.into_iter().collect::<Result<Vec<()>, Fault>>()?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(block, _)| *block);
    Ok(done.into_iter().flat_map(|(_, pages)| pages).collect())
}

/// Checks pages on one thread.
struct Reader<'a> {
    checked: &'a Checked<'a>,
    /// Content that was followed by all threads.
    followed: &'a AtomicU64,
    /// The fonts of our own pages, by their objects.
    fonts: HashMap<u32, Option<Rc<Font>>>,
}

/// Adds a flaw of a page, counted from 0.
pub fn flaw(wrong: &mut Vec<Flaw>, kind: FlawKind, at: usize) -> &mut Flaw {
    wrong.push(Flaw::new(kind).on_page(at));
    let last = wrong.len() - 1;
    // It was just added.
    #[allow(clippy::indexing_slicing)]
    &mut wrong[last]
}

impl ProvedPage {
    fn wrong(&mut self, kind: FlawKind, at: usize) -> &mut Flaw {
        flaw(&mut self.wrong, kind, at)
    }

    fn read_table(&mut self, at: usize, page: &Page, runs: &[Run]) {
        for link in &page.links {
            let [left, bottom, right, top] = link.rect;
            let inside = |run: &&Run| {
                let (x, y) = run.from;
                x >= left - 1.0 && run.to.0 <= right + 1.0 && y >= bottom - 1.0 && y <= top + 1.0
            };
            let texts: Vec<&Run> = runs.iter().filter(inside).collect();
            let rightmost = texts.iter().max_by(|a, b| a.to.0.total_cmp(&b.to.0));
            let leftmost = texts.iter().min_by(|a, b| a.from.0.total_cmp(&b.from.0));
            let (Some(target), Some(pages), Some(label)) = (link.page, rightmost, leftmost) else {
                self.wrong(FlawKind::Link, at);
                continue;
            };
            let (label, pages) = (label.text.clone(), pages.text.clone());
            self.rows.push(Row {
                page: at,
                target,
                label,
                pages,
            });
        }
    }
}

impl Reader<'_> {
    /// Checks a page, counted from 0.
    fn page(&mut self, at: usize) -> Result<ProvedPage, Fault> {
        let Checked {
            ledger,
            document,
            expected,
            ..
        } = *self.checked;
        let page = document.page(ledger, at)?;
        let resources = Resources::of(&page)?;
        let mut streams = Vec::new();
        for number in page.parts.ours() {
            let (dict, bytes) = ledger.stream(number, LARGEST_OURS)?;
            keys::check("a stream of ours", &dict, &[b"Length", b"Filter"])?;
            streams.push(bytes);
        }
        let ours: Vec<&[u8]> = streams.iter().map(Vec::as_slice).collect();
        let digest = promise::page_digest(at, &page, &ours, &document.places);
        let drawn = self.drawn(&page, &resources, &ours)?;
        let mut proved = ProvedPage {
            role: page.role,
            rows: Vec::new(),
            slip: None,
            links: page.links.iter().filter(|link| link.page.is_some()).count(),
            wrong: Vec::new(),
            digest,
            promised: match self.checked.labels {
                Some(_) => None,
                None => Some(Box::new(Promised {
                    page: drawn.promise(&page),
                    pictures: drawn.pictures.clone(),
                })),
            },
        };
        if page.dict.get(b"XPDT_Page") != Some(&Object::Text(digest.to_vec())) {
            proved.wrong(FlawKind::Changed, at);
        }
        if page.broken_link {
            proved.wrong(FlawKind::Link, at);
        }
        let placed = self.check_sheet(at, &page, &ours, &resources, &mut proved)?;
        let expected = match expected {
            // Whether the plan has as many pages as the file is a check of its own.
            Some(expected) => expected.pages.get(at),
            None => None,
        };
        if !self.has_words(&page, &ours, &resources, expected) {
            proved.wrong(FlawKind::Words, at);
        }
        self.check_stamps(at, &page, &ours, &resources, expected, &mut proved)?;
        if self.checked.labels.is_some() {
            check_promise(at, &page, &drawn, placed, expected, &mut proved);
        }
        Ok(proved)
    }

    fn drawn(
        &self,
        page: &Page,
        resources: &Resources,
        ours: &[&[u8]],
    ) -> Result<promise::Drawn, Fault> {
        let (stamps, _) = self.checked.stamp_font;
        let words = self.checked.words_font.map(|(number, _)| number);
        let fonts: Vec<u32> = [Some(stamps), words].into_iter().flatten().collect();
        let (ledger, document) = (self.checked.ledger, self.checked.document);
        promise::Drawn::read(ledger, &document.places, page, resources, ours, &fonts)
    }

    /// The sheet, appearances and pictures of a page. Returns how the sheet is placed, or the
    /// appearances where there is no sheet.
    fn check_sheet(
        &mut self,
        at: usize,
        page: &Page,
        ours: &[&[u8]],
        resources: &Resources,
        proved: &mut ProvedPage,
    ) -> Result<Option<Placed>, Fault> {
        let Checked { file, expected, .. } = *self.checked;
        let mut sheet_placed = None;
        let mut ours = ours.iter();
        let mut next = || match ours.next() {
            Some(bytes) => Ok(*bytes),
            None => form("a page has fewer streams than it says"),
        };
        // What was promised was followed when the paper came in.
        let is_promised = expected.is_some();
        if page.parts.words.is_some() {
            next()?;
        }
        if let Some((_, streams, _)) = &page.parts.sheet {
            let (enter, after) = (next()?, next()?);
            let placed = Placed::read(enter);
            if page.role.is_ours() {
                let fonts = self.fonts_of(resources)?;
                let [only] = streams.as_slice() else {
                    return form(format!("page {} is not as we draw it", at + 1));
                };
                let (_, content) = file.stream(*only, LARGEST_OURS)?;
                let is_plain = enter == b"q\n" && after.trim_ascii() == b"Q";
                let runs = match own_page::read(&content, &fonts) {
                    Some(runs) if is_plain => runs,
                    _ => {
                        proved.wrong(FlawKind::OwnPage, at);
                        return Ok(placed);
                    }
                };
                match page.role {
                    Role::Table => proved.read_table(at, page, &runs),
                    Role::Slip => proved.slip = Some(Box::new(slip(at, page, &runs))),
                    _ => {}
                }
            } else {
                let is_placed = placed.as_ref().is_some_and(|placed| placed.is_on(page));
                let is_clean = is_promised || self.is_clean(streams, enter, after)?;
                if !is_placed || !is_clean {
                    proved.wrong(FlawKind::GraphicsState, at);
                }
            }
            sheet_placed = placed;
        } else if page.role.is_ours() {
            proved.wrong(FlawKind::OwnPage, at);
        }
        if page.parts.annotations.is_some() {
            let (enter, drawn) = (next()?, next()?);
            // Marks stand where their sheet stands.
            let placed = Placed::read(enter);
            let is_placed = placed.as_ref().is_some_and(|placed| {
                placed.is_on(page) && (page.parts.sheet.is_none() || sheet_placed == Some(*placed))
            });
            let mut follower = Follower::default();
            follower.follow(enter, MOST_CONTENT)?;
            follower.follow(drawn, MOST_CONTENT)?;
            if !is_placed || follower.ended() != Ended::Clean {
                proved.wrong(FlawKind::GraphicsState, at);
            }
            sheet_placed = placed;
        }
        if page.parts.pictures.is_some() {
            let pictures = own_page::pictures(next()?);
            let is_ours = !page.role.is_ours()
                && pictures.is_some_and(|pictures| {
                    pictures.iter().all(|(name, placed)| {
                        resources.xobject(name).is_some() && placed.is_finite()
                    })
                });
            if !is_ours {
                proved.wrong(FlawKind::OwnPage, at);
            }
        }
        Ok(sheet_placed)
    }

    /// Whether the words that are not seen are as they must be: nothing else is drawn with them,
    /// and they are those that were promised, where they were promised.
    fn has_words(
        &self,
        page: &Page,
        ours: &[&[u8]],
        resources: &Resources,
        expected: Option<&ExpectedPage>,
    ) -> bool {
        let promised = expected.map(|page| page.words.as_ref());
        let (Some(_), Some(content)) = (page.parts.words, ours.first()) else {
            return matches!(promised, None | Some(None));
        };
        let Some((number, font)) = self.checked.words_font else {
            return false;
        };
        let is_words = |name: &[u8]| resources.font(name) == Some(number);
        let Some(lines) = words::read(content, &is_words, font) else {
            return false;
        };
        match promised {
            _ if page.role.is_ours() => false,
            None => true,
            Some(None) => false,
            Some(Some(promised)) => are_words(&lines, promised, page),
        }
    }

    /// Whether content leaves the graphics state as it found it.
    fn is_clean(&self, streams: &[u32], enter: &[u8], after: &[u8]) -> Result<bool, Fault> {
        let file = self.checked.file;
        let mut follower = Follower::default();
        follower.follow(enter, MOST_CONTENT)?;
        let mut all = 0;
        for &number in streams {
            let (_, content) = file.unpacked(number, file.indirect(number)?)?;
            let Ok(read) = follower.follow(content, MOST_CONTENT) else {
                return form(format!("object {number} cannot be decompressed"));
            };
            all += read;
            let before = self.followed.fetch_add(read, Ordering::Relaxed);
            let most = CONTENT_BASE + CONTENT_TIMES * file.length();
            if all > MOST_CONTENT || before > most {
                return form("the content of a page is too long to be proved");
            }
        }
        follower.follow(after, MOST_CONTENT)?;
        Ok(follower.ended() == Ended::Clean)
    }

    /// The fonts of a page that are ours, by resource name.
    fn fonts_of(&mut self, resources: &Resources) -> Result<BTreeMap<Vec<u8>, Rc<Font>>, Fault> {
        let file = self.checked.file;
        let mut fonts = BTreeMap::new();
        for (name, number) in &resources.fonts {
            let known = match self.fonts.get(number) {
                Some(known) => known.clone(),
                None => {
                    let read = match file.indirect(*number)?.object {
                        Object::Dict(dict) => Font::read(file, &dict)?.map(Rc::new),
                        _ => None,
                    };
                    self.fonts.insert(*number, read.clone());
                    read
                }
            };
            fonts.extend(known.map(|font| (name.clone(), font)));
        }
        Ok(fonts)
    }

    /// Every stamp of a numbered page must be drawn and seen; an unnumbered page must have none.
    fn check_stamps(
        &self,
        at: usize,
        page: &Page,
        ours: &[&[u8]],
        resources: &Resources,
        expected: Option<&ExpectedPage>,
        proved: &mut ProvedPage,
    ) -> Result<(), Fault> {
        let label = match self.checked.labels.map(|labels| labels.get(at)) {
            Some(Some(label)) => label.as_str(),
            Some(None) => return form(format!("page {} has no label", at + 1)),
            // A paper that is only rehearsed has no stamps.
            None => "",
        };
        if page.parts.stamps.is_none() {
            if !label.is_empty() {
                proved
                    .wrong(FlawKind::StampMissing, at)
                    .details
                    .insert("label", label.to_owned());
            }
            return Ok(());
        }
        if label.is_empty() {
            proved.wrong(FlawKind::StampStray, at);
            return Ok(());
        }
        let drawn = ours.last().and_then(|last| stamps::read(last));
        let (number, font) = self.checked.stamp_font;
        let Some(drawn) = drawn else {
            proved
                .wrong(FlawKind::StampHidden, at)
                .details
                .insert("label", label.to_owned());
            return Ok(());
        };
        let mut seen: Vec<Seen> = Vec::new();
        for stamp in &drawn {
            let is_ours = resources.font(&stamp.font) == Some(number);
            let read = if is_ours {
                Seen::read(stamp, font, page)
            } else {
                None
            };
            let is_free = read.as_ref().is_some_and(|this| {
                !seen.iter().any(|other| other.touches(this))
                    && !page
                        .links
                        .iter()
                        .any(|link| this.is_framed_over(link, page))
            });
            let text = match &read {
                Some(read) => read.text.clone(),
                None => label.to_owned(),
            };
            if !is_free {
                proved
                    .wrong(FlawKind::StampHidden, at)
                    .details
                    .insert("label", text);
            }
            seen.extend(read);
        }
        let texts: Vec<&str> = seen.iter().map(|stamp| stamp.text.as_str()).collect();
        match expected {
            Some(expected) => {
                let promised = expected.stamps.iter().map(String::as_str);
                let promised: Vec<&str> = std::iter::once(label).chain(promised).collect();
                for missing in promised.iter().filter(|text| !texts.contains(text)) {
                    proved
                        .wrong(FlawKind::StampMissing, at)
                        .details
                        .insert("label", (*missing).to_owned());
                }
                // In the order in which they are drawn, each once.
                if texts != promised {
                    proved.wrong(FlawKind::StampStray, at);
                }
            }
            // The number is the first; an exhibit label and a Bates number may follow.
            None => {
                if texts.first() != Some(&label) {
                    proved
                        .wrong(FlawKind::StampMissing, at)
                        .details
                        .insert("label", label.to_owned());
                }
                if texts.len() > 3 || texts.iter().skip(1).any(|text| *text == label) {
                    proved.wrong(FlawKind::StampStray, at);
                }
            }
        }
        Ok(())
    }
}

/// How far a line of words may be from where it was promised, in points.
const ASTRAY: f64 = 0.5;

/// Whether lines of words are those that were promised, in their places.
fn are_words(lines: &[words::Line], promised: &ExpectedWords, page: &Page) -> bool {
    let display = page.display();
    let is_near = |line: &words::Line, place: &[f32; 4]| {
        let (from, to) = (
            display.apply(line.from.0, line.from.1),
            display.apply(line.to.0, line.to.1),
        );
        let found = [from.0, from.1, to.0, to.1];
        found
            .iter()
            .zip(place)
            .all(|(found, place)| (found - f64::from(*place)).abs() <= ASTRAY)
    };
    words::digest(lines.iter().map(|line| line.words.as_slice())) == promised.digest
        && lines.len() == promised.lines.len()
        && lines
            .iter()
            .zip(&promised.lines)
            .all(|(line, place)| is_near(line, place))
}

/// The content of a page must be the promised content: that which the file carries, and that which
/// the plan has.
fn check_promise(
    at: usize,
    page: &Page,
    drawn: &promise::Drawn,
    placed: Option<Placed>,
    expected: Option<&ExpectedPage>,
    proved: &mut ProvedPage,
) {
    let carried = |key: &[u8]| page.dict.get(key).cloned();
    let of_sheet = drawn.sheet.map(|digest| Object::Text(digest.to_vec()));
    let of_pictures: Vec<Object> = drawn
        .pictures
        .iter()
        .map(|digest| Object::Text(digest.to_vec()))
        .collect();
    let of_pictures = (!of_pictures.is_empty()).then_some(Object::Array(of_pictures));
    let mut is_kept =
        carried(b"XPDT_Promise") == of_sheet && carried(b"XPDT_Pictures") == of_pictures;
    if let Some(expected) = expected {
        is_kept &= expected.sheet == drawn.sheet && expected.pictures == drawn.pictures;
        if let Some(boxes) = &expected.boxes {
            is_kept &= boxes.are_of(&Found {
                media: page.media,
                visible: page.visible,
                rotate: page.rotate,
                unit: page.unit,
                placed: match placed {
                    Some(placed) => placed.clip.map(|clip| (placed.matrix, clip)),
                    // What shows nothing stands nowhere.
                    None => boxes.placed.map(|(matrix, clip)| (Matrix(matrix), clip)),
                },
            });
        }
    }
    if !is_kept {
        proved.wrong(FlawKind::Content, at);
    }
}

/// How a sheet is put on its page.
#[derive(Clone, Copy, PartialEq)]
struct Placed {
    matrix: Matrix,
    /// What is drawn of it, in its own space; nothing where that is all of the page.
    clip: Option<[f64; 4]>,
}

impl Placed {
    /// Reads the stream before a sheet: `q`, or `q a b c d e f cm x y w h re W n`.
    fn read(enter: &[u8]) -> Option<Self> {
        let mut tokens = Tokens::new(enter);
        tokens.operator(b"q")?;
        if tokens.is_done() {
            return Some(Self {
                matrix: Matrix::ONE,
                clip: None,
            });
        }
        let matrix = Matrix(tokens.numbers(b"cm")?);
        let [x, y, width, height] = tokens.numbers(b"re")?;
        tokens.operator(b"W")?;
        tokens.operator(b"n")?;
        tokens.is_done().then_some(Self {
            matrix,
            clip: Some([x, y, x + width, y + height]),
        })
    }

    /// Whether the sheet is upright as before, not larger, and all of it is on the page.
    fn is_on(&self, page: &Page) -> bool {
        let Some([left, bottom, right, top]) = self.clip else {
            return true;
        };
        let all = self.matrix.then(page.display());
        let Matrix([a, b, c, d, ..]) = all;
        let is_straight = (b.abs() < 1e-6 && c.abs() < 1e-6) || (a.abs() < 1e-6 && d.abs() < 1e-6);
        let keeps_shape = ((a * a + b * b).sqrt() - (c * c + d * d).sqrt()).abs() < 1e-3;
        let keeps_hands = a * d - b * c > 0.0;
        let (width, height) = page.displayed_size();
        const ROUNDING: f64 = 0.05;
        let is_inside = [(left, bottom), (right, top)].into_iter().all(|(x, y)| {
            let (x, y) = all.apply(x, y);
            (-ROUNDING..=width + ROUNDING).contains(&x)
                && (-ROUNDING..=height + ROUNDING).contains(&y)
        });
        is_straight && keeps_shape && keeps_hands && is_inside
    }
}

/// A stamp as a reader sees it, in points on the displayed page.
struct Seen {
    text: String,
    left: f64,
    bottom: f64,
    right: f64,
    top: f64,
}

impl Seen {
    /// A stamp that is upright, large enough, and entirely on the visible page; none otherwise.
    fn read(stamp: &Stamp, font: &Font, page: &Page) -> Option<Self> {
        let (text, thousandths) = font.decode(&stamp.codes)?;
        let all = stamp.matrix.then(page.display());
        let Matrix([a, b, c, d, ..]) = all;
        let is_upright = a > 0.0 && (a - d).abs() < 0.01 * a && b.abs() + c.abs() < 0.01 * a;
        let size = stamp.size * a;
        let (x, y) = stamp.at;
        let (left, base) = all.apply(x, y);
        let seen = Self {
            text,
            left,
            right: left + thousandths / 1000.0 * size,
            // Letters are about this far below and above the baseline.
            bottom: base - 0.2 * size,
            top: base + 0.7 * size,
        };
        let (width, height) = page.displayed_size();
        let is_inside =
            seen.left >= 0.0 && seen.right <= width && seen.bottom >= 0.0 && seen.top <= height;
        let is_readable = size >= SMALLEST - 0.01 && seen.right > seen.left;
        (is_upright && is_inside && is_readable).then_some(seen)
    }

    fn touches(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.bottom < other.top
            && other.bottom < self.top
    }

    /// Whether the frame of a link is drawn over the stamp.
    fn is_framed_over(&self, link: &Link, page: &Page) -> bool {
        if link.frame <= 0.0 {
            return false;
        }
        let display = page.display();
        let [left, bottom, right, top] = link.rect;
        let (a, b) = (display.apply(left, bottom), display.apply(right, top));
        let wide = link.frame * page.unit;
        let outer = (
            a.0.min(b.0) - wide,
            a.1.min(b.1) - wide,
            a.0.max(b.0) + wide,
            a.1.max(b.1) + wide,
        );
        let meets = self.left < outer.2
            && outer.0 < self.right
            && self.bottom < outer.3
            && outer.1 < self.top;
        let is_within = self.left > outer.0 + 2.0 * wide
            && self.right < outer.2 - 2.0 * wide
            && self.bottom > outer.1 + 2.0 * wide
            && self.top < outer.3 - 2.0 * wide;
        meets && !is_within
    }
}

/// The words of a slip sheet. Its label is its largest text.
fn slip(at: usize, page: &Page, runs: &[Run]) -> Slip {
    let largest = runs.iter().max_by(|a, b| a.size.total_cmp(&b.size));
    Slip {
        page: at,
        // A slip sheet without texts fails, because none of them has its pages.
        label: largest.map_or_else(String::new, |run| run.text.clone()),
        texts: runs.iter().map(|run| run.text.clone()).collect(),
        back: page.links.iter().find_map(|link| link.page),
    }
}
