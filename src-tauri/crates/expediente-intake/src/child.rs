//! The child: this program started again with a hidden verb, to read one untrusted file.
//!
//! It reads the question from standard input, limits itself, reads the file and writes the answer to standard
//! output. Whatever else happens to it, the parent makes a finding of.

use std::io::{Read, Write, stdin, stdout};

use expediente_model::{Code, Finding};

use crate::caps;
use crate::inspect::inspect;
use crate::platform;
use crate::question::Question;
use crate::received::Answer;

/// The hidden verb: a program whose only argument it is calls [`run_child`] and nothing else.
pub const VERB: &str = "__inspect";

/// Does the child's work and gives the exit code of the process: 0 when there is an answer.
#[must_use]
pub fn run_child() -> i32 {
    let Ok(question) = read_question() else { return 2 };
    if platform::limit_this_process(question.size).is_err() {
        return 3;
    }
    // A panic is an answer too; one that unwinds no further than here.
    let answer = match std::panic::catch_unwind(|| inspect(&question)) {
        Ok(Ok(received)) => Answer::Received(received),
        Ok(Err(finding)) => Answer::Refused(finding),
        Err(_) => Answer::Refused(Finding::new(Code::ReaderFailed)),
    };
    let Ok(json) = serde_json::to_vec(&answer) else { return 4 };
    let mut out = stdout().lock();
    if out.write_all(&json).and_then(|()| out.flush()).is_err() {
        return 5;
    }
    0
}

fn read_question() -> Result<Question, std::io::Error> {
    let mut json = Vec::new();
    stdin().lock().take(caps::QUESTION_BYTES).read_to_end(&mut json)?;
    Ok(serde_json::from_slice(&json)?)
}
