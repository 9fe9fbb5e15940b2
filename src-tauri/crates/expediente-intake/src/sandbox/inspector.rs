//! Inspects files: starts a reader process, watches the clock, and checks its reply.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{fs, thread};

use expediente_model::{Code, Finding, TextFacts};

use crate::sandbox::protocol::{
    Container, DAYS_VERB, DaysReply, FACTS_VERB, FactsReply, FactsRequest, INSPECT_VERB,
    InspectReply, InspectRequest, NOT_UNDERSTOOD, PictureForm, READ_MARKER, REPLACEMENT_NAME,
    STRAIGHTEN_VERB, StraightenReply, StraightenRequest, TABLE_VERB, TableReply, TableRequest,
    UNPACK_VERB, UnpackReply, UnpackRequest,
};
use crate::sandbox::question::Question;
use crate::sandbox::reader_program::ReaderProgram;
use crate::sandbox::received::{ChatDays, Received, Sheet, Table};
use crate::sandbox::reply_check::{chat_days, clean, facts, received, sheet, table};
use crate::sandbox::unpacked::{self, Unpacked};
use crate::sandbox::wait::{Ended, wait};
use crate::sandbox::{limits, platform};
use crate::source::stage::Staged;
use crate::stopped::Stopped;

/// Inspects files, each in a process of its own.
#[derive(Clone, Debug)]
pub struct Inspector {
    program: ReaderProgram,
}

impl Inspector {
    /// Inspects with processes of this program.
    #[must_use]
    pub fn new(program: ReaderProgram) -> Self {
        Self { program }
    }

    /// Inspects one file. Takes at most [`limits::seconds`] of its size; ends at once when
    /// cancelled.
    ///
    /// # Errors
    /// The finding with which the file is refused, or that the user cancelled. After an error the
    /// question's folder is empty.
    pub fn inspect(&self, question: &Question, cancel: &AtomicBool) -> Result<Received, Stopped> {
        let result = self.ask(question, cancel);
        if result.is_err() {
            clear(question.out());
        }
        result
    }

    /// Takes the files out of a zip or a mail. `folder` is an empty folder of its own, below which
    /// they are then; `left` says how many files and bytes may come out of it.
    ///
    /// # Errors
    /// The finding with which the file is refused as a whole, or that the user cancelled.
    pub fn unpack(
        &self,
        (staged, container): (&Staged, Container),
        password: Option<&[u8]>,
        folder: &Path,
        left: (usize, u64),
        cancel: &AtomicBool,
    ) -> Result<Unpacked, Stopped> {
        let (out, to) = (folder.join("out"), folder.join("in"));
        let (entries, room) = left;
        for part in [&out, &to] {
            fs::create_dir_all(part).map_err(|_| failed())?;
        }
        let request = UnpackRequest {
            path: staged.path.as_os_str().to_owned(),
            size: staged.size,
            container,
            out: out.as_os_str().to_owned(),
            password: password.map(<[u8]>::to_vec),
            room,
            entries,
        };
        let json = serde_json::to_vec(&request).map_err(|_| failed())?;
        // Time for what comes out, too: packed papers are at most some times smaller.
        let seconds = limits::seconds(staged.size.saturating_mul(2));
        let untrusted_reply = self.run(UNPACK_VERB, &json, seconds, cancel)?;
        match serde_json::from_slice::<UnpackReply>(&untrusted_reply) {
            Ok(UnpackReply::Unpacked(untrusted)) => {
                Ok(unpacked::checked(untrusted, left, &out, &to)?)
            }
            Ok(UnpackReply::Refused(untrusted)) => Err(clean(untrusted).into()),
            Err(_) => Err(failed().into()),
        }
    }

    /// What the words say that were read on a paper with this many pages, and the first of them.
    ///
    /// # Errors
    /// Why they cannot be told, or that the user cancelled.
    pub fn facts(
        &self,
        words: &Path,
        pages: u32,
        cancel: &AtomicBool,
    ) -> Result<(TextFacts, Option<String>), Stopped> {
        let size = fs::metadata(words).map_err(|_| failed())?.len();
        let request = FactsRequest {
            path: words.as_os_str().to_owned(),
            size,
        };
        let json = serde_json::to_vec(&request).map_err(|_| failed())?;
        let work = size.saturating_mul(limits::WORDS_WORK);
        let untrusted_reply = self.run(FACTS_VERB, &json, limits::seconds(work), cancel)?;
        match serde_json::from_slice::<FactsReply>(&untrusted_reply) {
            Ok(FactsReply::Told(untrusted, first)) => {
                facts(*untrusted, first, pages).ok_or_else(|| failed().into())
            }
            Ok(FactsReply::Refused(untrusted)) => Err(clean(untrusted).into()),
            Err(_) => Err(failed().into()),
        }
    }

    /// Counts the messages of a chat by their days.
    ///
    /// # Errors
    /// Why they cannot be counted, or that the user cancelled.
    pub fn chat_days(&self, question: &Question, cancel: &AtomicBool) -> Result<ChatDays, Stopped> {
        let request = question.request()?;
        let json = serde_json::to_vec(&request).map_err(|_| failed())?;
        let seconds = limits::seconds(request.work());
        let untrusted_reply = self.run(DAYS_VERB, &json, seconds, cancel)?;
        match serde_json::from_slice::<DaysReply>(&untrusted_reply) {
            Ok(DaysReply::Told(untrusted)) => chat_days(untrusted).ok_or_else(|| failed().into()),
            Ok(DaysReply::Refused(untrusted)) => Err(clean(untrusted).into()),
            Err(_) => Err(failed().into()),
        }
    }

    /// The cells of a spreadsheet, of at most [`limits::TABLE_ROWS`] rows.
    ///
    /// # Errors
    /// Why they cannot be told, or that the user cancelled.
    pub fn table(&self, file: &Path, cancel: &AtomicBool) -> Result<Table, Stopped> {
        let size = fs::metadata(file).map_err(|_| failed())?.len();
        let request = TableRequest {
            path: file.as_os_str().to_owned(),
            size,
        };
        let json = serde_json::to_vec(&request).map_err(|_| failed())?;
        let untrusted_reply = self.run(TABLE_VERB, &json, limits::seconds(size), cancel)?;
        match serde_json::from_slice::<TableReply>(&untrusted_reply) {
            Ok(TableReply::Told(untrusted)) => table(untrusted).ok_or_else(|| failed().into()),
            Ok(TableReply::Refused(untrusted)) => Err(clean(untrusted).into()),
            Err(_) => Err(failed().into()),
        }
    }

    /// Cuts a sheet of paper out of a photo.
    ///
    /// # Errors
    /// Why it cannot be made, or that the user cancelled.
    pub fn straighten(
        &self,
        request: &StraightenRequest,
        page: u32,
        cancel: &AtomicBool,
    ) -> Result<Sheet, Stopped> {
        let json = serde_json::to_vec(request).map_err(|_| failed())?;
        let seconds = limits::seconds(request.size);
        let untrusted_reply = self.run(STRAIGHTEN_VERB, &json, seconds, cancel)?;
        match serde_json::from_slice::<StraightenReply>(&untrusted_reply) {
            Ok(StraightenReply::Made(untrusted)) => {
                let light = if request.even { "even" } else { "as it is" };
                let settings = BTreeMap::from([
                    ("corners".to_owned(), request.corners.to_string()),
                    ("light".to_owned(), light.to_owned()),
                ]);
                let out = Path::new(&request.out);
                Ok(sheet(untrusted, page, settings, out)?)
            }
            Ok(StraightenReply::Refused(untrusted)) => Err(clean(untrusted).into()),
            Err(_) => Err(failed().into()),
        }
    }

    fn ask(&self, question: &Question, cancel: &AtomicBool) -> Result<Received, Stopped> {
        let out = question.out();
        let request = question.request()?;
        fs::create_dir_all(out).map_err(|_| failed())?;
        let first = self.inspected(&request, cancel);
        let had_read = fs::remove_file(out.join(READ_MARKER)).is_ok();
        let untrusted_reply = match first {
            // Optional work never causes a refusal. A child that broke before it began that work
            // would only break again.
            Err(Stopped::Refused(_)) if had_read => {
                clear(out);
                let request = InspectRequest {
                    words: false,
                    ..request.clone()
                };
                self.inspected(&request, cancel)?
            }
            result => result?,
        };
        match serde_json::from_slice::<InspectReply>(&untrusted_reply) {
            Ok(InspectReply::Received(untrusted)) => Ok(received(untrusted, &request, out)?),
            Ok(InspectReply::Refused(untrusted)) => Err(clean(untrusted).into()),
            Err(_) => Err(failed().into()),
        }
    }

    /// The bytes of the child's reply to an inspection.
    fn inspected(&self, request: &InspectRequest, cancel: &AtomicBool) -> Result<Vec<u8>, Stopped> {
        let json = serde_json::to_vec(request).map_err(|_| failed())?;
        self.run(INSPECT_VERB, &json, limits::seconds(request.work()), cancel)
    }

    /// The bytes of the child's reply.
    fn run(
        &self,
        verb: &str,
        json: &[u8],
        seconds: u64,
        cancel: &AtomicBool,
    ) -> Result<Vec<u8>, Stopped> {
        let mut command = self.program.command(verb);
        let mut child = KilledOnDrop(command.spawn().map_err(|_| unusable())?);
        let (Some(mut to), Some(from)) = (child.0.stdin.take(), child.0.stdout.take()) else {
            return Err(failed().into());
        };
        // A child that dies before it reads breaks the pipe; its exit status tells more.
        let _ = to.write_all(json);
        drop(to);
        let (done, replied) = mpsc::channel();
        let reader = thread::spawn(move || {
            let mut reply = Vec::new();
            let read = from
                .take(limits::REPLY_BYTES + 1)
                .read_to_end(&mut reply)
                .map(|_| reply);
            // After a cancel nobody waits for this.
            let _ = done.send(());
            read
        });
        let mut short = Duration::from_micros(100);
        // Its output ends a moment before the process does: from then on poll quickly.
        let pause = || match replied.recv_timeout(Duration::from_millis(10)) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(short);
                short = (short * 2).min(Duration::from_millis(10));
            }
        };
        // A child that has replied ends by itself; one that writes too much blocks until the clock
        // ends it.
        let time = Duration::from_secs(seconds);
        let waited = wait(|| child.0.try_wait(), time, cancel, pause);
        let status = match waited.map_err(|_| failed())? {
            Ended::Itself(status) => status,
            Ended::Cancelled => return Err(Stopped::Cancelled),
            Ended::TimeOver => return Err(timeout(seconds).into()),
        };
        if !status.success() {
            return Err(ended(status, seconds).into());
        }
        let reply = match reader.join() {
            Ok(Ok(reply)) if reply.len() as u64 <= limits::REPLY_BYTES => reply,
            _ => return Err(failed().into()),
        };
        Ok(reply)
    }
}

/// A child that does not outlive its request.
struct KilledOnDrop(Child);

impl Drop for KilledOnDrop {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn failed() -> Finding {
    Finding::new(Code::ReaderFailed)
}

fn unusable() -> Finding {
    Finding::new(Code::ReaderUnusable)
}

fn timeout(seconds: u64) -> Finding {
    Finding::new(Code::ReaderTimeout).with("seconds", seconds)
}

fn ended(status: ExitStatus, seconds: u64) -> Finding {
    if platform::ran_out_of_time(status) {
        timeout(seconds)
    } else if status.code() == Some(NOT_UNDERSTOOD.into()) {
        unusable()
    } else {
        failed()
    }
}

/// Deletes the files that a child may have made, and no others.
fn clear(out: &Path) {
    let Ok(entries) = fs::read_dir(out) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_picture = [PictureForm::Png, PictureForm::Jpeg]
            .iter()
            .any(|form| name.ends_with(&format!(".{}", form.extension())));
        if name == REPLACEMENT_NAME || (name.starts_with("page-") && is_picture) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
