//! The jobs that are under way, by the numbers that the window gave them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tauri::ipc::Channel;

use crate::progress::{Progress, Work};

/// Jobs under way.
#[derive(Clone, Default)]
pub struct Jobs(Arc<Inner>);

#[derive(Default)]
struct Inner {
    running: Mutex<BTreeMap<u32, Arc<AtomicBool>>>,
    ended: Condvar,
}

impl Jobs {
    /// Begins a job; it is under way until what is returned is dropped.
    pub fn begin(&self, job: u32, channel: Channel<Progress>) -> Work {
        let cancel = Arc::new(AtomicBool::new(false));
        self.lock().insert(job, Arc::clone(&cancel));
        let jobs = self.clone();
        Work::new(channel, cancel, move || {
            jobs.lock().remove(&job);
            jobs.0.ended.notify_all();
        })
    }

    /// Asks a job to end at its next step.
    pub fn cancel(&self, job: u32) {
        if let Some(cancel) = self.lock().get(&job) {
            cancel.store(true, Ordering::Relaxed);
        }
    }

    /// How many are under way.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// Ends all of them and waits; not for ever, because what they do is safe to be cut off.
    pub fn end_all(&self, patience: Duration) {
        let running = self.lock();
        running
            .values()
            .for_each(|cancel| cancel.store(true, Ordering::Relaxed));
        let waited = self
            .0
            .ended
            .wait_timeout_while(running, patience, |running| !running.is_empty());
        drop(waited);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<u32, Arc<AtomicBool>>> {
        self.0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
