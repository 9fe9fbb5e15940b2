//! The checks of single pages, on several threads: their texts and their links.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::content::{self, Run};
use crate::document::{Document, Fonts, Page, Role};
use crate::expected_dossier::ExpectedDossier;
use crate::file::{Fault, File, form};
use crate::flaw::{Flaw, FlawKind};

/// Pages that a thread checks at a time.
const BLOCK: usize = 32;

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
    pub slip: Option<Slip>,
    pub links: usize,
    pub wrong: Vec<Flaw>,
}

/// Checks every page. `step` is called with the number of pages done; returning false cancels, and
/// so does setting `stop`.
pub fn prove(
    file: &File<'_>,
    document: &Document,
    labels: &[String],
    expected: Option<&ExpectedDossier>,
    stop: &AtomicBool,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Vec<ProvedPage>, Fault> {
    let total = document.len();
    let blocks = total.div_ceil(BLOCK);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<ProvedPage>)>> = Mutex::new(Vec::with_capacity(blocks));
    let work = |step: &mut dyn FnMut(u64, u64) -> bool| -> Result<(), Fault> {
        let mut reader = Reader {
            file,
            document,
            labels,
            fonts: Fonts::default(),
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
                // Whether the plan has as many pages as the file is a check of its own.
                let stamps = expected.and_then(|expected| expected.stamps.get(at));
                let stamps = stamps.map_or(&[][..], Vec::as_slice);
                // A broken file stops the other threads, too.
                pages.push(
                    reader
                        .page(at, stamps)
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
    file: &'a File<'a>,
    document: &'a Document,
    labels: &'a [String],
    fonts: Fonts,
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

/// Adds a flaw of a page, counted from 0.
pub fn flaw(wrong: &mut Vec<Flaw>, kind: FlawKind, at: usize) -> &mut Flaw {
    // Pages are objects, and the number of an object fits.
    let page = u32::try_from(at + 1).unwrap_or(u32::MAX);
    wrong.push(Flaw::new(kind).on_page(page));
    let last = wrong.len() - 1;
    // It was just added.
    #[allow(clippy::indexing_slicing)]
    &mut wrong[last]
}

impl Reader<'_> {
    /// Checks a page, counted from 0, with the stamps that were promised besides its label.
    pub fn page(&mut self, at: usize, promised: &[String]) -> Result<ProvedPage, Fault> {
        let page = self.document.page(self.file, at)?;
        let fonts = self.fonts.of(self.file, &page)?;
        let Some(role) = page.role else {
            return form(format!("page {} was not written by Expediente", at + 1));
        };
        let Some(label) = self.labels.get(at) else {
            return form(format!("page {} has no label", at + 1));
        };
        let mut proved = ProvedPage {
            role,
            rows: Vec::new(),
            slip: None,
            links: page.links.len(),
            wrong: Vec::new(),
        };
        if page.stray_annotation {
            proved
                .wrong(FlawKind::Active, at)
                .details
                .insert("what", "annotation".to_owned());
        }
        if page.broken_link {
            proved.wrong(FlawKind::Link, at);
        }
        let mut below = Vec::new();
        let mut last = Vec::new();
        for (index, &number) in page.contents.iter().enumerate() {
            let (_, bytes) = self.file.stream(number)?;
            if index + 1 == page.contents.len() {
                last = bytes;
            } else {
                below.extend_from_slice(&bytes);
                below.push(b'\n');
            }
        }
        // The last stream first closes the states below, then draws the stamps. A page without
        // stamps has none to find.
        if let Some(begins) = last.windows(9).position(|bytes| bytes == b"/Artifact") {
            below.extend(last.drain(..begins));
        } else {
            below.append(&mut last);
        }
        let drawn = content::drawing(&last, &fonts);
        // The last stream of an unnumbered page is a paper's own, which may be malformed.
        if drawn.malformed && !label.is_empty() {
            return form(format!("the stamps of page {} are damaged", at + 1));
        }
        let stamps: Vec<Run> = drawn.runs.into_iter().filter(|run| run.artifact).collect();
        check_stamps(at, label, &page, &stamps, promised, &mut proved);
        let state = content::content_state(&below);
        if !stamps.is_empty() && (state.depth != 0 || state.loose) {
            proved.wrong(FlawKind::GraphicsState, at);
        }
        if matches!(role, Role::Table | Role::Slip) {
            let drawn = content::drawing(&below, &fonts);
            if drawn.malformed {
                return form(format!("the content of page {} is damaged", at + 1));
            }
            match role {
                Role::Table => proved.read_table(at, &page, &drawn.runs),
                _ => proved.slip = Some(slip(at, &page, &drawn.runs)),
            }
        }
        Ok(proved)
    }
}

/// Every stamp of a numbered page must be drawn and seen; an unnumbered page must have none.
fn check_stamps(
    at: usize,
    label: &String,
    page: &Page,
    stamps: &[Run],
    promised: &[String],
    proved: &mut ProvedPage,
) {
    if label.is_empty() {
        if !stamps.is_empty() {
            proved.wrong(FlawKind::StampStray, at);
        }
        return;
    }
    for text in promised.iter().chain([label]) {
        let filled: Vec<&Run> = stamps
            .iter()
            .filter(|run| run.text == *text && run.gray.is_some())
            .collect();
        let kind = if filled.is_empty() {
            FlawKind::StampMissing
        } else if !filled.iter().any(|run| is_seen(run, page)) {
            FlawKind::StampHidden
        } else {
            continue;
        };
        proved.wrong(kind, at).details.insert("label", text.clone());
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

/// Whether a text is upright, dark, in an embedded font, and entirely inside the visible page.
fn is_seen(run: &Run, page: &Page) -> bool {
    let along = page.shown_direction((run.to.0 - run.from.0, run.to.1 - run.from.1));
    let up = page.shown_direction(run.up);
    let upright =
        along.0 > 0.0 && along.1.abs() < 0.01 * along.0 && up.1 > 0.0 && up.0.abs() < 0.01 * up.1;
    let corners = [
        run.from,
        run.to,
        (run.from.0 + run.up.0 * 0.7, run.from.1 + run.up.1 * 0.7),
    ];
    let inside = corners
        .into_iter()
        .map(|corner| page.shown(corner))
        .all(|(x, y)| (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y));
    upright && inside && run.embedded && run.gray.is_some_and(|gray| gray <= 0.35) && run.size > 0.0
}
