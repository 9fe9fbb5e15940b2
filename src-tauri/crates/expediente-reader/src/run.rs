//! The child: this program started again with a hidden verb, to read untrusted files.
//!
//! With [`VERB`] it reads one question from standard input, limits itself, reads the file and writes the answer to
//! standard output. With [`DRAW_VERB`] it draws pages until its input ends. Whatever else happens to it, the
//! parent makes a finding of.

use std::ffi::OsString;
use std::io::{Read, Write, stdin, stdout};

use expediente_model::{Code, Finding};

use crate::caps;
use crate::draw;
use crate::inspect::inspect;
use crate::platform;
use crate::question::Question;
use crate::received::Answer;

/// The hidden verb of a child that reads one file.
pub const VERB: &str = "__inspect";

/// The hidden verb of a child that draws pages.
pub const DRAW_VERB: &str = "__draw";

/// Does a child's work, if the program was started as one, and gives the exit code of the process: 0 when it was done.
/// `arguments` are those of the process, its own name first. `main` calls this before anything else:
///
/// ```no_run
/// if let Some(code) = expediente_intake::run_child_of(std::env::args_os()) {
///     std::process::exit(code);
/// }
/// ```
#[must_use]
pub fn run_child_of(arguments: impl IntoIterator<Item = OsString>) -> Option<i32> {
    let verb = arguments.into_iter().nth(1)?;
    if verb == VERB {
        Some(run_inspector())
    } else if verb == DRAW_VERB {
        Some(draw::run())
    } else {
        None
    }
}

fn run_inspector() -> i32 {
    let Ok(question) = read_question() else {
        return 2;
    };
    if platform::limit_this_process(question.size).is_err() {
        return 3;
    }
    // A panic is an answer too; one that unwinds no further than here.
    let answer = match std::panic::catch_unwind(|| inspect(&question)) {
        Ok(Ok(received)) => Answer::Received(received),
        Ok(Err(finding)) => Answer::Refused(finding),
        Err(_) => Answer::Refused(Finding::new(Code::ReaderFailed)),
    };
    let Ok(json) = serde_json::to_vec(&answer) else {
        return 4;
    };
    let mut out = stdout().lock();
    if out.write_all(&json).and_then(|()| out.flush()).is_err() {
        return 5;
    }
    0
}

fn read_question() -> Result<Question, std::io::Error> {
    let mut json = Vec::new();
    stdin()
        .lock()
        .take(caps::QUESTION_BYTES)
        .read_to_end(&mut json)?;
    Ok(serde_json::from_slice(&json)?)
}
