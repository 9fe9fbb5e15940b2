//! Reads page after page on all cores: the words of those that have none, codes for machines, and
//! where a sheet of paper is on a photo.
//!
//! Each page that was read is kept at once in a cache of the matter, and each paper whose pages
//! were all read is recorded with its words. So a run that ends early loses the page it was at.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use expediente_intake::{DrawError, Drawing, Engine, ReadRequest, Reading, Stopped, read_page};
use expediente_model::{
    Corners, Digest, Item, Matter, MatterId, PageCode, Picture, READING_VERSION, ReadPage,
    ReadingLanguage, Turn, words_beside, words_on_photo,
};

use crate::error::AppError;
use crate::item::papers_in_order;
use crate::legible::found_sheets;
use crate::reading::engines::{EngineChoice, workers};
use crate::reading::paper_words::{self, PageResult};
use crate::reading::printed;
use crate::reading::report::{ReadingReport, UnreadPages};
use crate::request_error::RequestError;
use crate::state::State;
use crate::views::page_pictures;
use crate::watch::{Phase, Watch};

/// Dots per inch at which pages are read.
const DOTS: f64 = 300.0;
/// Dots per inch at which codes are looked for: a module of a small one has three pixels.
const CODE_DOTS: f64 = 200.0;
/// The longest side of a paper of unknown size, in inches: photos are mostly of letters.
const USUAL_INCHES: f64 = 11.0;
/// The part of a photo that is its sheet where what is beside that is not read.
const MOST_OF_PHOTO: f64 = 0.5;
/// Letters that a page must have before its language is told by them.
const TELLING: usize = 120;

/// What became of a picture, with the language in which it was read and the engine.
type ReadWith = (Option<Reading>, (ReadingLanguage, String));

/// A paper whose pages are read.
struct Job {
    item: Arc<Item>,
    /// Its pages that are read now, in order, with what became of them.
    pages: Vec<u32>,
    results: Mutex<Vec<PageResult>>,
    left: AtomicUsize,
}

/// Reads the words of all pages that have none.
pub(crate) fn read_matter(
    state: &State,
    id: &MatterId,
    choice: EngineChoice,
    watch: &dyn Watch,
) -> Result<ReadingReport, AppError> {
    read(state, id, &|_| true, choice, watch)
}

/// The same for one paper.
pub(crate) fn read_paper(
    state: &State,
    id: &MatterId,
    paper: &Digest,
    choice: EngineChoice,
    watch: &dyn Watch,
) -> Result<ReadingReport, AppError> {
    read(state, id, &|item| item.original == *paper, choice, watch)
}

fn read(
    state: &State,
    id: &MatterId,
    is_wanted: &dyn Fn(&Item) -> bool,
    choice: EngineChoice,
    watch: &dyn Watch,
) -> Result<ReadingReport, AppError> {
    let matter = state.vault.matter(id)?;
    for item in matter
        .items
        .values()
        .filter(|item| !paper_words::is_told(item))
    {
        paper_words::tell_again(state, id, item, watch)?;
    }
    let mut jobs = jobs(&matter)?;
    jobs.retain(|job| is_wanted(&job.item));
    let mut report = ReadingReport::default();
    if !jobs.is_empty() {
        let engine = state.engines.of(&choice, ReadingLanguage::Es);
        let engine = engine.or_else(|| state.engines.of(&choice, ReadingLanguage::En));
        let engine = engine.ok_or(RequestError::NoEngine)?;
        report.engine = Some(engine.made_by());
        let run = Run {
            state,
            id,
            choice,
            watch,
            jobs: &jobs,
            stop: AtomicBool::new(false),
            done: AtomicU64::new(0),
            with_words: AtomicU64::new(0),
            codes: AtomicU64::new(0),
        };
        run.all()?;
        report.done = run.done.load(Ordering::Relaxed);
        report.with_words = run.with_words.load(Ordering::Relaxed);
        report.codes = run.codes.load(Ordering::Relaxed);
    }
    report.after = UnreadPages::of(state, id)?;
    Ok(report)
}

/// The papers with pages to be read, in the order of the dossier.
fn jobs(matter: &Matter) -> Result<Vec<Job>, AppError> {
    let mut jobs = Vec::new();
    for (item, _) in papers_in_order(matter)? {
        let wanted: BTreeSet<u32> = item.unread_pages().chain(item.uncoded_pages()).collect();
        let pages: Vec<u32> = wanted.into_iter().collect();
        if !pages.is_empty() {
            jobs.push(Job {
                item: Arc::clone(item),
                results: Mutex::new(Vec::with_capacity(pages.len())),
                left: AtomicUsize::new(pages.len()),
                pages,
            });
        }
    }
    Ok(jobs)
}

struct Run<'a> {
    state: &'a State,
    id: &'a MatterId,
    choice: EngineChoice,
    watch: &'a dyn Watch,
    jobs: &'a [Job],
    stop: AtomicBool,
    done: AtomicU64,
    with_words: AtomicU64,
    codes: AtomicU64,
}

impl Run<'_> {
    fn all(&self) -> Result<(), AppError> {
        let tasks: Vec<(usize, u32)> = self
            .jobs
            .iter()
            .enumerate()
            .flat_map(|(at, job)| job.pages.iter().map(move |page| (at, *page)))
            .collect();
        let total = tasks.len() as u64;
        let (next, next_done) = (AtomicUsize::new(0), AtomicU64::new(0));
        let work = || -> Result<(), AppError> {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((job, page)) = tasks.get(at) else {
                    return Ok(());
                };
                let Some(job) = self.jobs.get(*job) else {
                    return Err(AppError::Bug("a page belongs to no paper"));
                };
                let done = next_done.load(Ordering::Relaxed);
                if self.stop.load(Ordering::Relaxed) || !self.watch.step(Phase::Read, done, total) {
                    return Err(AppError::Cancelled);
                }
                self.one(job, *page)?;
                next_done.fetch_add(1, Ordering::Relaxed);
            }
        };
        let work = || {
            let result = work();
            if result.is_err() {
                self.stop.store(true, Ordering::Relaxed);
            }
            result
        };
        let mut results: Vec<Result<(), AppError>> = thread::scope(|scope| {
            let started: Vec<_> = (0..workers().min(tasks.len()))
                .map(|_| scope.spawn(work))
                .collect();
            started
                .into_iter()
                .map(|thread| {
                    thread
                        .join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                })
                .collect()
        });
        // The reason comes before the threads that were only told to stop.
        results.sort_by_key(|result| matches!(result, Err(AppError::Cancelled)));
        results.into_iter().collect::<Result<Vec<()>, _>>()?;
        self.watch.progress(Phase::Read, total, total);
        Ok(())
    }

    /// Reads a page, and records its paper where it was the last.
    fn one(&self, job: &Job, page: u32) -> Result<(), AppError> {
        let item = &*job.item;
        self.watch.what(&item.name);
        let pictures = self.state.vault.pictures(self.id);
        let name = cache_name(&item.original, page);
        let kept = pictures
            .get(&name)
            .and_then(|bytes| serde_json::from_slice::<PageResult>(&bytes).ok())
            .filter(|kept| kept.page == page);
        let sheet = self.sheet(item, page)?;
        let kept = kept.filter(|kept| !kept.is_reading() || kept.sheet() == sheet);
        let result = match kept {
            Some(kept) => kept,
            None => {
                let read = if item.is_unread(page) {
                    self.read(item, page, sheet)?
                } else {
                    PageResult::without_reading(page)
                };
                let read = read.with_codes(self.codes(item, page)?);
                let bytes = serde_json::to_vec(&read)
                    .map_err(|_| AppError::Bug("the words of a page cannot be kept"))?;
                pictures.keep(&name, &bytes);
                read
            }
        };
        if result.is_reading() {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
        self.codes
            .fetch_add(result.codes.len() as u64, Ordering::Relaxed);
        if result.words.is_some() {
            self.with_words.fetch_add(1, Ordering::Relaxed);
        }
        job.results
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(result);
        if job.left.fetch_sub(1, Ordering::AcqRel) == 1 {
            let mut results =
                std::mem::take(&mut *job.results.lock().unwrap_or_else(PoisonError::into_inner));
            results.sort_by_key(|result| result.page);
            paper_words::record(self.state, self.id, &item.original, &results, self.watch)?;
            for page in &job.pages {
                pictures.remove(&cache_name(&item.original, *page));
            }
        }
        Ok(())
    }

    /// The corners of the sheet on a photo: where it was cut out last, or as it is found.
    fn sheet(&self, item: &Item, page: u32) -> Result<Option<Corners>, AppError> {
        if !item.is_picture() {
            return Ok(None);
        }
        if let Some(made) = item.last_sheet(page) {
            return Ok(Some(made.corners));
        }
        let pool = self.state.engines.pool();
        found_sheets::found(self.state, self.id, item, page, pool)
    }

    /// The codes for machines on a page, unless it was looked at for them before.
    fn codes(&self, item: &Item, page: u32) -> Result<Vec<PageCode>, AppError> {
        if !item.is_uncoded(page) {
            return Ok(Vec::new());
        }
        let drawing =
            page_pictures::drawing(self.state, self.id, item, (page, None), Turn::None, 1)?;
        // At most the largest picture.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let side = (inches(item, page) * CODE_DOTS).round().clamp(1.0, 1e5) as u32;
        match self.state.engines.pool().codes(&drawing.longest_side(side)) {
            Ok(codes) => Ok(codes),
            // A page that cannot be drawn shows no codes.
            Err(DrawError::Refused(_)) => Ok(Vec::new()),
            Err(DrawError::Superseded) => Err(AppError::Cancelled),
        }
    }

    /// Reads a page. The words of a photo are read on the sheet that it shows, after that was cut
    /// out, because a crooked page is read badly.
    fn read(&self, item: &Item, page: u32, sheet: Option<Corners>) -> Result<PageResult, AppError> {
        let drawing =
            page_pictures::drawing(self.state, self.id, item, (page, None), Turn::None, 1)?;
        let picture = item.picture(page, None);
        let (reading, read_with) = match (sheet, picture) {
            (Some(corners), Some(picture)) => {
                self.read_sheet(item, page, drawing, (corners, picture))?
            }
            _ => self.read_drawing(item, page, &drawing)?,
        };
        let reading = self.unprinted(item, page, reading)?;
        Ok(PageResult::new(page, reading, read_with).on_sheet(sheet))
    }

    /// What was read on a page, without what is printed on it as words: a dossier would have that
    /// twice.
    fn unprinted(
        &self,
        item: &Item,
        page: u32,
        reading: Option<Reading>,
    ) -> Result<Option<Reading>, AppError> {
        let Some(Reading::Words(words, sure)) = reading else {
            return Ok(reading);
        };
        if !item.is_headed(page) {
            return Ok(Some(Reading::Words(words, sure)));
        }
        let printed = printed::on_page(self.state, self.id, item, page)?;
        let own = match &printed {
            Some(printed) => words.beside(printed),
            None => words,
        };
        Ok(Some(if own.lines.is_empty() {
            Reading::Nothing
        } else {
            Reading::Words(own, sure)
        }))
    }

    /// Reads a photo on the sheet that it shows, and what is beside that as it is.
    fn read_sheet(
        &self,
        item: &Item,
        page: u32,
        drawing: Drawing,
        (corners, picture): (Corners, &Picture),
    ) -> Result<ReadWith, AppError> {
        let cut = drawing.clone().cut_out(corners, true);
        let (sheet, with) = self.read_drawing(item, page, &cut)?;
        if let Some(Reading::Words(words, true)) = &sheet
            && corners.share() >= MOST_OF_PHOTO
        {
            let words = words_on_photo(words, &corners, picture.upright_size());
            return Ok((Some(Reading::Words(words, true)), with));
        }
        let (photo, photo_with) = self.read_drawing(item, page, &drawing)?;
        Ok(match (sheet, photo) {
            (Some(Reading::Words(words, sure)), Some(Reading::Words(whole, whole_sure))) => {
                let mut words = words_on_photo(&words, &corners, (whole.width, whole.height));
                let (on, beside) = words_beside(&whole, &corners);
                if merit(&on) > merit(&words) {
                    (Some(Reading::Words(whole, whole_sure)), photo_with)
                } else {
                    words.lines.extend(beside.lines);
                    (Some(Reading::Words(words, sure && whole_sure)), with)
                }
            }
            (Some(Reading::Words(words, sure)), _) => {
                let words = words_on_photo(&words, &corners, picture.upright_size());
                (Some(Reading::Words(words, sure)), with)
            }
            (_, photo) => (photo, photo_with),
        })
    }

    /// Reads a picture of a page: first as Spanish, and again where its words turn out to be in
    /// another language.
    fn read_drawing(
        &self,
        item: &Item,
        page: u32,
        drawing: &Drawing,
    ) -> Result<ReadWith, AppError> {
        let inches = inches(item, page);
        // At most the largest picture.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let side = (inches * DOTS).round().clamp(1.0, 1e5) as u32;
        let request = |language| ReadRequest {
            drawing: drawing.clone().longest_side(side),
            inches,
            turn: Turn::None,
            language,
        };
        let (engine, language) = self.engine(ReadingLanguage::Es)?;
        let mut made_by = engine.made_by();
        let mut known = language;
        let mut reading = self.outcome(read_page(
            engine,
            &request(language),
            page,
            self.watch.cancel(),
        ))?;
        let told = match &reading {
            Some(Reading::Words(words, _)) => language_of(words),
            _ => None,
        };
        if let Some(found) = told
            && found != language
            && let Some(other) = self.state.engines.of(&self.choice, found)
        {
            if other.minds_language() {
                let request = request(found);
                let again = read_page(other, &request, page, self.watch.cancel());
                let again = self.outcome(again)?;
                if let Some(Reading::Words(..)) = &again {
                    (reading, known, made_by) = (again, found, other.made_by());
                }
            } else {
                known = found;
            }
        }
        Ok((reading, (known, made_by)))
    }

    fn engine(
        &self,
        language: ReadingLanguage,
    ) -> Result<(&dyn Engine, ReadingLanguage), AppError> {
        let all = ReadingLanguage::ALL.into_iter();
        let found = [language].into_iter().chain(all).find_map(|language| {
            let engine = self.state.engines.of(&self.choice, language)?;
            Some((engine, language))
        });
        Ok(found.ok_or(RequestError::NoEngine)?)
    }

    /// What became of a page; nothing where it cannot be drawn or read, which is no reason to stop.
    fn outcome(&self, read: Result<Reading, Stopped>) -> Result<Option<Reading>, AppError> {
        match read {
            Ok(reading) => Ok(Some(reading)),
            Err(Stopped::Refused(_)) => Ok(None),
            Err(Stopped::Cancelled) => Err(AppError::Cancelled),
        }
    }
}

/// How much was read, and how surely.
fn merit(page: &ReadPage) -> u64 {
    let words = page.lines.iter().flat_map(|line| &line.words);
    words
        .map(|word| word.text.chars().count() as u64 * u64::from(word.sure))
        .sum()
}

/// The length of the longest side of a page in inches, as far as it is known.
fn inches(item: &Item, page: u32) -> f64 {
    let facts = item.page_facts.as_ref();
    let size = facts.and_then(|facts| expediente_model::PageFacts::of_page(&facts.sizes, page));
    match size {
        Some((width, height)) => (f64::from(width.max(height)) / 72.0).max(1.0),
        None => USUAL_INCHES,
    }
}

/// The language that the words of a page are in, where they tell.
fn language_of(page: &ReadPage) -> Option<ReadingLanguage> {
    let text = page.text();
    if text.chars().filter(|c| c.is_alphabetic()).count() < TELLING {
        return None;
    }
    expediente_model::language_of_words(&text)
}

/// The name of the words of a page among what is cached of a matter.
fn cache_name(original: &Digest, page: u32) -> String {
    format!("words-{original}-{page}-{READING_VERSION}")
}
