//! Runs a program and everything that it starts, for so long and no longer.

use std::io;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use process_wrap::std::{ChildWrapper, CommandWrap};

use crate::convert::platform;
use crate::sandbox::wait::{Ended, pause, wait};

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
    wait(|| group.0.try_wait(), time, cancel, pause)
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
