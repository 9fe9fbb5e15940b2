//! Standard output. Whoever reads it may close it early (`| head`): what is left is then not printed, the work goes on
//! to its end, and nothing half done or confidential stays behind.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, PoisonError};

static FAILED: Mutex<Option<io::Error>> = Mutex::new(None);

/// Prints a line; after the first failure nothing more.
pub fn line(text: impl Display) {
    let mut failed = FAILED.lock().unwrap_or_else(PoisonError::into_inner);
    if failed.is_none() {
        *failed = writeln!(io::stdout(), "{text}").err();
    }
}

/// Prints what is still held back.
///
/// # Errors
/// When something could not be printed for another reason than that nobody reads it.
pub fn end() -> io::Result<()> {
    let mut failed = FAILED.lock().unwrap_or_else(PoisonError::into_inner);
    match failed.take().map_or_else(|| io::stdout().flush(), Err) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Says a line to people beside the output; where nobody can hear it there is nothing to do about it.
pub fn aside(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
