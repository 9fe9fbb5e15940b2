//! All that is printed goes through here, cleaned: the name of a file or a text in it may hold
//! commands for a terminal, line breaks that forge a line of a table, or marks that turn the
//! direction of writing.
//!
//! The reader of standard output may close it early (`| head`): then the rest is not printed, but
//! the work still runs to its end, so that nothing half done or confidential is left behind.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, PoisonError};

use expediente_app::is_hidden;

static FAILED: Mutex<Option<io::Error>> = Mutex::new(None);

/// Prints one line, whatever is in the text; after the first failure, prints nothing.
pub fn line(text: impl Display) {
    write_line(&clean(&text.to_string()));
}

/// Prints JSON, in which everything that a terminal could obey is escaped.
pub fn json(text: &str) {
    write_line(&escaped(text));
}

fn write_line(text: &str) {
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

/// Prints one line to standard error. A failure is ignored, because there is no other way to report
/// it.
pub fn aside(text: impl Display) {
    let _ = writeln!(io::stderr(), "{}", clean(&text.to_string()));
}

/// Asks a question on standard error and returns the answer, without spaces around it. If it cannot
/// be shown, no answer comes.
///
/// # Errors
/// When standard input cannot be read.
pub fn ask(question: &str) -> io::Result<String> {
    let mut err = io::stderr();
    let _ = write!(err, "{} ", clean(question).trim_end()).and_then(|()| err.flush());
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}

/// A text on one line, with a visible mark in place of each character that is not seen but obeyed.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(is_hidden, "\u{fffd}"))
}

/// JSON with everything escaped that a terminal could obey. Outside of texts, it has only line
/// breaks and spaces.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !is_hidden(c) {
            safe.push(c);
            continue;
        }
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            // Writing to a text does not fail.
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file called "\x1b[2K..." must not erase the line that names it.
    #[test]
    fn nothing_that_a_terminal_obeys() {
        let name = "a\u{1b}[1A\u{1b}[2K\r\nb\u{9b}31m\u{202e}fdp.exe\u{7f}\u{e0041} ñ \u{1f600}";
        let shown = clean(name);
        let expected = "a\u{fffd}[1A\u{fffd}[2K\u{fffd}\u{fffd}b\u{fffd}31m\u{fffd}fdp.exe\
                        \u{fffd}\u{fffd} ñ \u{1f600}";
        assert_eq!(shown, expected);
        let json = serde_json::to_string(name).unwrap();
        let safe = escaped(&json);
        assert!(!safe.contains(is_hidden), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), name);
    }
}
