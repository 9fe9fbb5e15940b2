//! The words that are printed as words on the pages of PDFs, with their places: taken out by a
//! child and kept in the cache of the matter, from which they can be made again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use expediente_intake::DrawError;
use expediente_model::{Item, MatterId, ReadPage, Turn, WordsFile, words_file};

use crate::error::AppError;
use crate::reading::engines::workers;
use crate::state::State;
use crate::views::page_pictures::drawing;

/// Increase it when words are taken out in another way.
const FORM: u32 = 2;
/// Pixels of the longest side of the picture on which places are told.
const SIDE: u32 = 2_000;

/// The printed words of a paper; none where it has only pictures.
pub(crate) fn words_of(
    state: &State,
    id: &MatterId,
    item: &Item,
    go_on: &dyn Fn() -> bool,
) -> Result<Option<WordsFile>, AppError> {
    if !has_words(item) {
        return Ok(None);
    }
    let pictures = state.vault.pictures(id);
    let name = name_of(item);
    let kept = pictures
        .get(&name)
        .and_then(|bytes| WordsFile::of(Arc::new(bytes)).ok());
    if let Some(kept) = kept {
        return Ok(Some(kept));
    }
    let mut pages = Vec::new();
    for page in printed_pages(item) {
        if !go_on() {
            return Err(AppError::Cancelled);
        }
        pages.extend(on_page(state, id, item, page)?);
    }
    let bytes = words_file(&pages).map_err(|_| AppError::Bug("words cannot be written"))?;
    pictures.keep(&name, &bytes);
    let file = WordsFile::of(Arc::new(bytes));
    file.map(Some)
        .map_err(|_| AppError::Bug("words that were written cannot be read"))
}

/// The words that are printed on a page; none where it cannot be drawn.
pub(crate) fn on_page(
    state: &State,
    id: &MatterId,
    item: &Item,
    page: u32,
) -> Result<Option<ReadPage>, AppError> {
    let drawing = drawing(state, id, item, (page, None), Turn::None, SIDE)?;
    match state.engines.pool().printed_words(&drawing) {
        Ok(words) => Ok(Some(ReadPage {
            page,
            width: words.width,
            height: words.height,
            lines: words.lines,
        })),
        // A page that cannot be drawn has no words that anybody sees.
        Err(DrawError::Refused(_)) => Ok(None),
        Err(DrawError::Superseded) => Err(AppError::Cancelled),
    }
}

/// Takes out the printed words of all these papers that have not been yet, on all cores.
pub(crate) fn prepare(
    state: &State,
    id: &MatterId,
    items: &[Arc<Item>],
    go_on: &(dyn Fn() -> bool + Sync),
) -> Result<(), AppError> {
    let pictures = state.vault.pictures(id);
    let missing: Vec<&Arc<Item>> = items
        .iter()
        .filter(|item| has_words(item) && !pictures.has(&name_of(item)))
        .collect();
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let go_on = || !stop.load(Ordering::Relaxed) && go_on();
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = missing.get(at) else {
                return Ok(());
            };
            if let Err(error) = words_of(state, id, item, &go_on) {
                stop.store(true, Ordering::Relaxed);
                return Err(error);
            }
        }
    };
    thread::scope(|scope| {
        let started: Vec<_> = (0..workers().min(missing.len()))
            .map(|_| scope.spawn(work))
            .collect();
        started.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })
}

/// Whether words may be printed on any of its pages.
fn has_words(item: &Item) -> bool {
    printed_pages(item).next().is_some()
}

/// The pages on which words may be printed.
fn printed_pages(item: &Item) -> impl Iterator<Item = u32> + '_ {
    (1..=item.pages).filter(|page| item.has_printed_words(*page))
}

/// The name of its words among what is cached of a matter: that of the file they are in.
fn name_of(item: &Item) -> String {
    format!("printed-{}-{FORM}", item.usable())
}
