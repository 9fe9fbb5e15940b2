//! Differences between systems when a reader process ends.

use std::process::ExitStatus;

/// Whether the system ended the process because it used up its processor time.
#[cfg(unix)]
pub(crate) fn ran_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // SIGXCPU: 24 on Linux, macOS and BSD.
    const OUT_OF_TIME: i32 = 24;
    status.signal() == Some(OUT_OF_TIME)
}

/// Only the parent's clock limits a process here.
#[cfg(not(unix))]
pub(crate) fn ran_out_of_time(_status: ExitStatus) -> bool {
    false
}
