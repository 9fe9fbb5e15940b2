//! Standard output. Its reader may close it early (`| head`): then the rest is not printed, but the
//! work still runs to its end, so that nothing half done or confidential is left behind.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, PoisonError};

static FAILED: Mutex<Option<io::Error>> = Mutex::new(None);

/// Prints a line; after the first failure, prints nothing.
pub fn line(text: impl Display) {
    let mut failed = FAILED.lock().unwrap_or_else(PoisonError::into_inner);
    if failed.is_none() {
        *failed = writeln!(io::stdout(), "{text}").err();
    }
}

/// Flushes the output.
///
/// # Errors
/// When something could not be printed, except because the reader closed the output.
pub fn end() -> io::Result<()> {
    let mut failed = FAILED.lock().unwrap_or_else(PoisonError::into_inner);
    match failed.take().map_or_else(|| io::stdout().flush(), Err) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Prints a line to standard error. A failure is ignored, because there is no other way to report
/// it.
pub fn aside(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
