//! Runs a program and everything that it starts, for so long and no longer.

use std::io;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

use crate::convert::platform;

/// How a run ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// By itself.
    Itself(ExitStatus),
    /// It was ended, because its time was over.
    TimeOver,
    /// It was ended, because the user cancelled.
    Cancelled,
}

/// Runs a command until it ends, its time is over or the user cancels. Whatever it started and
/// left behind is ended with it.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn run(mut command: Command, time: Duration, cancel: &AtomicBool) -> io::Result<Ended> {
    command.stdin(Stdio::null()).stderr(Stdio::null());
    let mut wrapped = CommandWrap::from(command);
    platform::group(&mut wrapped);
    let mut group = Group(wrapped.spawn()?);
    let end = Instant::now() + time;
    loop {
        if let Some(status) = group.0.try_wait()? {
            return Ok(Ended::Itself(status));
        }
        if cancel.load(Ordering::Relaxed) {
            return Ok(Ended::Cancelled);
        }
        if Instant::now() >= end {
            return Ok(Ended::TimeOver);
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// A command and what it started. None of them outlives this.
struct Group(Box<dyn ChildWrapper>);

impl Drop for Group {
    fn drop(&mut self) {
        // A group without processes cannot be ended, and need not be.
        let _ = self.0.start_kill();
        let _ = self.0.wait();
    }
}
