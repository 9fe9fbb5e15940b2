//! Draws pages in a few child processes: decides which request is served, which is dropped, and
//! when idle children end.
//!
//! `draw_process` drives one child; the reader crate's `draw` is its other side.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use expediente_model::{Corners, FoundRows, PageCode};

use crate::reading::engine::RawPage;
use crate::sandbox::draw_process::{DrawProcess, Failed, Picture, finding};
use crate::sandbox::drawing::{DrawError, Drawing, Gray, Jpeg};
use crate::sandbox::limits;
use crate::sandbox::protocol::Want;
use crate::sandbox::reader_program::ReaderProgram;

/// After this long without a request, pictures are drawn ahead of any request.
const CALM: Duration = Duration::from_millis(400);

/// Draws pages in child processes that are kept for the next page.
///
/// Shared by many threads: each waits for its own picture. The latest request is served first,
/// because its page is on the screen now.
#[derive(Debug)]
pub struct DrawPool {
    shared: Arc<Shared>,
}

struct Shared {
    program: ReaderProgram,
    /// The maximum number of children.
    most: usize,
    /// How long a child may take for a page.
    patience: Duration,
    /// How long an idle child is kept.
    rest: Duration,
    /// How many requests may wait.
    room: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Idle children, and since when; the last one is used first.
    idle: Vec<(DrawProcess, Instant)>,
    /// Number of requests being served.
    busy: usize,
    /// Requests that wait, oldest first.
    waiting: VecDeque<u64>,
    /// Waiting requests that have been given a slot.
    called: Vec<u64>,
    next: u64,
    /// A thread watches the idle children.
    watched: bool,
    /// Children started before this was last raised are not kept.
    age: u64,
    closed: bool,
    /// When work that drawing ahead would slow down was last under way.
    disturbed: Option<Instant>,
}

impl State {
    /// Whether there is no request, and has not been for a while.
    fn calm(&self) -> bool {
        self.busy == 0 && self.disturbed.is_none_or(|since| since.elapsed() >= CALM)
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("program", &self.program)
            .field("most", &self.most)
            .finish_non_exhaustive()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // No code panics while it holds the lock; if it did, lists and counts would still be
        // consistent.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The slot of a request; released when this is dropped, whatever happened.
struct Slot<'a> {
    shared: &'a Shared,
    process: Option<DrawProcess>,
    age: u64,
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        let too_old = state.closed || self.age < state.age;
        let kept = self.process.take();
        match state.waiting.pop_back() {
            Some(newest) => state.called.push(newest),
            None => state.busy = state.busy.saturating_sub(1),
        }
        let gone = match kept {
            Some(process) if !too_old => {
                state.idle.push((process, Instant::now()));
                None
            }
            kept => kept,
        };
        drop(state);
        self.shared.changed.notify_all();
        // Ending a child takes a moment; others need not wait for it.
        drop(gone);
    }
}

impl DrawPool {
    /// Draws with at most `most` processes of this program at a time. None is started before it is
    /// needed.
    #[must_use]
    pub fn new(program: ReaderProgram, most: usize) -> Self {
        let shared = Shared {
            program,
            most: most.max(1),
            patience: Duration::from_secs(limits::DRAW_SECONDS),
            rest: Duration::from_secs(limits::IDLE_SECONDS),
            room: limits::WAITING,
            state: Mutex::default(),
            changed: Condvar::new(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Replaces the times of [`limits`] and the number of requests that may wait.
    #[must_use]
    pub fn paced(mut self, patience: Duration, rest: Duration, room: usize) -> Self {
        // `new` made it and it is owned here, so it is not shared yet.
        if let Some(shared) = Arc::get_mut(&mut self.shared) {
            (shared.patience, shared.rest, shared.room) = (patience, rest, room);
        }
        self
    }

    /// Draws a page and waits for it.
    ///
    /// # Errors
    /// A finding that says why it cannot be drawn, or that newer requests displaced it.
    pub fn draw(&self, drawing: &Drawing) -> Result<Jpeg, DrawError> {
        let slot = self.slot()?;
        jpeg(self.serve(slot, drawing)?)
    }

    /// Draws a page as gray pixels, to be read, and waits for it.
    ///
    /// # Errors
    /// As [`DrawPool::draw`].
    pub fn draw_gray(&self, drawing: &Drawing) -> Result<Gray, DrawError> {
        let slot = self.slot()?;
        match self.serve(slot, &drawing.clone().wanted(Want::Gray))? {
            Picture::Gray(gray) => Ok(gray),
            // Answers are of the kind that was asked for.
            _ => Err(DrawError::Refused(finding(Failed::Broken))),
        }
    }

    /// Reads the words on a page, and waits for them.
    ///
    /// # Errors
    /// As [`DrawPool::draw`].
    pub fn read_words(&self, drawing: &Drawing) -> Result<RawPage, DrawError> {
        self.words(drawing, Want::Words)
    }

    /// The words that are printed on a page of a PDF; waits for them.
    ///
    /// # Errors
    /// As [`DrawPool::draw`].
    pub fn printed_words(&self, drawing: &Drawing) -> Result<RawPage, DrawError> {
        self.words(drawing, Want::Printed)
    }

    /// The codes for machines on a page; waits for them.
    ///
    /// # Errors
    /// As [`DrawPool::draw`].
    pub fn codes(&self, drawing: &Drawing) -> Result<Vec<PageCode>, DrawError> {
        let slot = self.slot()?;
        match self.serve(slot, &drawing.clone().wanted(Want::Codes))? {
            Picture::Codes(codes) => Ok(codes),
            _ => Err(DrawError::Refused(finding(Failed::Broken))),
        }
    }

    fn words(&self, drawing: &Drawing, want: Want) -> Result<RawPage, DrawError> {
        let slot = self.slot()?;
        match self.serve(slot, &drawing.clone().wanted(want))? {
            Picture::Words(page) => Ok(page),
            _ => Err(DrawError::Refused(finding(Failed::Broken))),
        }
    }

    /// The corners of the sheet of paper on a photo; none where none is seen.
    ///
    /// # Errors
    /// As [`DrawPool::draw`].
    pub fn find_sheet(&self, drawing: &Drawing) -> Result<Option<Corners>, DrawError> {
        let slot = self.slot()?;
        match self.serve(slot, &drawing.clone().wanted(Want::Sheet))? {
            Picture::Sheet(corners) => Ok(corners),
            _ => Err(DrawError::Refused(finding(Failed::Broken))),
        }
    }

    /// The rows of the table on a page, such as a sheet of signatures; none where none is seen. They
    /// are a proposal: somebody looks at them. The page is drawn in the size that this needs.
    ///
    /// # Errors
    /// As [`DrawPool::draw`].
    pub fn find_rows(&self, drawing: &Drawing) -> Result<FoundRows, DrawError> {
        let slot = self.slot()?;
        let drawing = drawing.clone().longest_side(limits::ROWS_SIDE);
        match self.serve(slot, &drawing.wanted(Want::Rows))? {
            Picture::Rows(rows) => Ok(rows),
            _ => Err(DrawError::Refused(finding(Failed::Broken))),
        }
    }

    /// As [`DrawPool::draw`], but only once there is no other request. Returns `None` when `go_on`
    /// returns false meanwhile.
    ///
    /// # Errors
    /// As [`DrawPool::draw`].
    pub fn draw_when_idle(
        &self,
        drawing: &Drawing,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Option<Jpeg>, DrawError> {
        let Some(mut state) = self.calm(go_on) else {
            return Ok(None);
        };
        let slot = self.take(&mut state);
        drop(state);
        jpeg(self.serve(slot, drawing)?).map(Some)
    }

    /// Waits until there is no other request; whether to go on then.
    pub fn wait_until_idle(&self, go_on: &dyn Fn() -> bool) -> bool {
        self.calm(go_on).is_some()
    }

    /// The state once there is no request; nothing when `go_on` returns false meanwhile.
    fn calm(&self, go_on: &dyn Fn() -> bool) -> Option<MutexGuard<'_, State>> {
        const GLANCE: Duration = Duration::from_millis(50);
        let mut state = self.shared.state();
        while !state.calm() {
            if !go_on() {
                return None;
            }
            state = self
                .shared
                .changed
                .wait_timeout(state, GLANCE)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        go_on().then_some(state)
    }

    /// Ends the present children once they have finished their page, because they hold files open
    /// that are to be removed. Returns when they are gone.
    pub fn let_go(&self) {
        let mut state = self.shared.state();
        state.age += 1;
        let idle = std::mem::take(&mut state.idle);
        let begun = Instant::now();
        // A child at work ends by itself or is ended by its clock.
        while state.busy > 0 && begun.elapsed() < self.shared.patience {
            let left = Duration::from_millis(50);
            state = self
                .shared
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        drop(state);
        drop(idle);
    }

    /// Delays drawing ahead for a moment, because other work is under way.
    pub fn hush(&self) {
        self.shared.state().disturbed = Some(Instant::now());
    }

    /// Waits for a slot.
    fn slot(&self) -> Result<Slot<'_>, DrawError> {
        let mut state = self.shared.state();
        state.disturbed = Some(Instant::now());
        if state.busy < self.shared.most {
            return Ok(self.take(&mut state));
        }
        let own = state.next;
        state.next += 1;
        state.waiting.push_back(own);
        if state.waiting.len() > self.shared.room {
            state.waiting.pop_front();
            self.shared.changed.notify_all();
        }
        loop {
            if let Some(at) = state.called.iter().position(|called| *called == own) {
                state.called.swap_remove(at);
                let process = state.idle.pop().map(|(process, _)| process);
                return Ok(Slot {
                    shared: &self.shared,
                    process,
                    age: state.age,
                });
            }
            // Waiting requests are in order.
            if state.waiting.binary_search(&own).is_err() {
                return Err(DrawError::Superseded);
            }
            state = self
                .shared
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn take<'a>(&'a self, state: &mut State) -> Slot<'a> {
        state.busy += 1;
        let process = state.idle.pop().map(|(process, _)| process);
        Slot {
            shared: &self.shared,
            process,
            age: state.age,
        }
    }

    fn serve(&self, mut slot: Slot<'_>, drawing: &Drawing) -> Result<Picture, DrawError> {
        let result = loop {
            let mut process = match slot.process.take() {
                Some(process) => process,
                None => match DrawProcess::start(&self.shared.program) {
                    Ok(process) => process,
                    Err(_) => break Err(Failed::Broken),
                },
            };
            let seasoned = process.seasoned;
            let patience = match drawing.request.want {
                // Nobody waits for these, and a busy computer is slow.
                Want::Words | Want::Gray | Want::Sheet | Want::Codes => {
                    Duration::from_secs(limits::READ_SECONDS)
                }
                Want::Jpeg | Want::Printed | Want::Rows => self.shared.patience,
            };
            match process.ask(drawing, patience) {
                // A child that has drawn before may have died of an earlier page, or been killed by
                // the system. A new child that dies does so because of this page, which is then not
                // tried again.
                Err(Failed::Broken) if seasoned => {}
                result => {
                    if matches!(result, Ok(_) | Err(Failed::Refused(_))) {
                        slot.process = Some(process);
                    }
                    break result;
                }
            }
        };
        drop(slot);
        self.look_after();
        result.map_err(|failed| DrawError::Refused(finding(failed)))
    }

    /// Starts the thread that ends idle children, if there is none.
    fn look_after(&self) {
        let mut state = self.shared.state();
        if state.idle.is_empty() || std::mem::replace(&mut state.watched, true) {
            return;
        }
        drop(state);
        let shared = Arc::clone(&self.shared);
        thread::spawn(move || {
            let mut state = shared.state();
            while !state.closed && (state.busy > 0 || !state.idle.is_empty()) {
                let (rest, now) = (shared.rest, Instant::now());
                // The longest idle come first.
                let tired = state
                    .idle
                    .iter()
                    .take_while(|(_, since)| now.duration_since(*since) >= rest)
                    .count();
                let gone: Vec<_> = state.idle.drain(..tired).collect();
                if !gone.is_empty() {
                    drop(state);
                    drop(gone);
                    state = shared.state();
                    continue;
                }
                let since = state.idle.first().map_or(now, |(_, since)| *since);
                let left = (since + rest)
                    .saturating_duration_since(now)
                    .max(Duration::from_millis(1));
                state = shared
                    .changed
                    .wait_timeout(state, left)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0;
            }
            state.watched = false;
        });
    }
}

fn jpeg(picture: Picture) -> Result<Jpeg, DrawError> {
    match picture {
        Picture::Jpeg(jpeg) => Ok(jpeg),
        // Answers are of the kind that was asked for.
        _ => Err(DrawError::Refused(finding(Failed::Broken))),
    }
}

impl Drop for DrawPool {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.closed = true;
        let idle = std::mem::take(&mut state.idle);
        drop(state);
        self.shared.changed.notify_all();
        drop(idle);
    }
}
