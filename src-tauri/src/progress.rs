//! Progress messages to the window.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use expediente_app::{PaperReport, Phase, Watch};
use serde::Serialize;
use tauri::ipc::Channel;
use ts_rs::TS;

/// Nobody can read more frequent updates.
const EVERY: Duration = Duration::from_millis(60);

/// An earlier estimate of the remaining time is noise.
const TELLING: Duration = Duration::from_millis(1500);

/// The progress of long work.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Progress {
    /// Its phase.
    pub phase: Phase,
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
    /// The file being worked on.
    pub what: Option<String>,
    /// The estimated remaining time.
    pub seconds_left: Option<u64>,
    /// The outcome for a paper that has just finished.
    pub paper: Option<PaperReport>,
}

/// A running job: reports to the window and receives its cancel.
pub struct Work {
    channel: Channel<Progress>,
    cancel: Arc<AtomicBool>,
    state: Mutex<State>,
    ended: Box<dyn Fn() + Send + Sync>,
}

struct State {
    phase: Phase,
    began: Instant,
    told: Option<Instant>,
    done: u64,
    total: u64,
    what: Option<String>,
}

impl Work {
    /// A running job. `ended` is called when it is over.
    pub fn new(
        channel: Channel<Progress>,
        cancel: Arc<AtomicBool>,
        ended: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let state = State {
            phase: Phase::Intake,
            began: Instant::now(),
            told: None,
            done: 0,
            total: 0,
            what: None,
        };
        Self {
            channel,
            cancel,
            state: Mutex::new(state),
            ended: Box::new(ended),
        }
    }

    fn tell(&self, state: &mut State, paper: Option<PaperReport>) {
        state.told = Some(Instant::now());
        let progress = Progress {
            phase: state.phase,
            done: state.done,
            total: state.total,
            what: state.what.clone(),
            seconds_left: seconds_left(state.began.elapsed(), state.done, state.total),
            paper,
        };
        // If the window has closed, nobody receives this; the work still finishes.
        let _ = self.channel.send(progress);
    }
}

/// The remaining time at the current speed.
fn seconds_left(passed: Duration, done: u64, total: u64) -> Option<u64> {
    if passed < TELLING || done == 0 || done > total {
        return None;
    }
    let left = passed.as_secs_f64() / done as f64 * (total - done) as f64;
    // More than a year is not an estimate.
    (left < 3.0e7).then_some(left.ceil() as u64)
}

impl Watch for Work {
    fn progress(&self, phase: Phase, done: u64, total: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.phase != phase {
            state.phase = phase;
            state.began = Instant::now();
            state.told = None;
            state.what = None;
        }
        state.done = done;
        state.total = total;
        if done == total || state.told.is_none_or(|told| told.elapsed() >= EVERY) {
            self.tell(&mut state, None);
        }
    }

    fn what(&self, name: &str) {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .what = Some(name.to_owned());
    }

    fn paper(&self, report: &PaperReport) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done += 1;
        self.tell(&mut state, Some(report.clone()));
    }

    fn cancel(&self) -> &AtomicBool {
        &self.cancel
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        (self.ended)();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wrong estimate is worse than none: there is none at the beginning, and none without a
    /// finished step.
    #[test]
    fn the_time_left_is_told_when_it_means_something() {
        for (passed, done, total, expected) in [
            (1, 5, 10, None),
            (10, 0, 10, None),
            (10, 5, 10, Some(10)),
            (10, 10, 10, Some(0)),
            (10, 11, 10, None),
        ] {
            assert_eq!(
                seconds_left(Duration::from_secs(passed), done, total),
                expected,
                "{done} of {total}"
            );
        }
    }
}
