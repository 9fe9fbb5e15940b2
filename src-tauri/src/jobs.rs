//! Running jobs, by the numbers that the window gave them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tauri::ipc::Channel;

use crate::progress::{Progress, Work};

/// Running jobs.
#[derive(Clone, Default)]
pub struct Jobs(Arc<Inner>);

#[derive(Default)]
struct Inner {
    running: Mutex<BTreeMap<u32, Arc<AtomicBool>>>,
    ended: Condvar,
}

impl Jobs {
    /// Begins a job, which runs until the returned value is dropped.
    pub fn begin(&self, job: u32, channel: Channel<Progress>) -> Work {
        let cancel = Arc::new(AtomicBool::new(false));
        self.lock().insert(job, Arc::clone(&cancel));
        let jobs = self.clone();
        Work::new(channel, cancel, move || {
            jobs.lock().remove(&job);
            jobs.0.ended.notify_all();
        })
    }

    /// Asks a job to stop at its next step.
    pub fn cancel(&self, job: u32) {
        if let Some(cancel) = self.lock().get(&job) {
            cancel.store(true, Ordering::Relaxed);
        }
    }

    /// The number of running jobs.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// Stops all jobs and waits, but not forever: their work can be interrupted safely.
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
