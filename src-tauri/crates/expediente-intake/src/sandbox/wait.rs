//! Waits for a process.

use std::io;
use std::process::ExitStatus;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How a wait ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// The process ended by itself.
    Itself(ExitStatus),
    /// Its time is over. It may still run.
    TimeOver,
    /// The user cancelled. It may still run.
    Cancelled,
}

/// Waits until a process has ended, its time is over or the user cancels. `pause` is called between
/// two looks at it.
///
/// # Errors
/// When the system does not say whether it has ended.
pub(crate) fn wait(
    mut status: impl FnMut() -> io::Result<Option<ExitStatus>>,
    time: Duration,
    cancel: &AtomicBool,
    mut pause: impl FnMut(),
) -> io::Result<Ended> {
    let end = Instant::now() + time;
    loop {
        if let Some(status) = status()? {
            return Ok(Ended::Itself(status));
        }
        if cancel.load(Ordering::Relaxed) {
            return Ok(Ended::Cancelled);
        }
        if Instant::now() >= end {
            return Ok(Ended::TimeOver);
        }
        pause();
    }
}

/// The usual pause.
pub(crate) fn pause() {
    thread::sleep(Duration::from_millis(10));
}
