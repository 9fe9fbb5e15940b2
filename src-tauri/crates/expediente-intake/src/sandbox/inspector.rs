//! The parent's side: starts the child, watches the clock, checks every word of its answer.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use expediente_model::{
    Code, Derivative, Digest, Finding, Looks, MediaKind, PageRanges, PhotoFacts, Picture, Purpose,
    Turn,
};
use sha2::{Digest as _, Sha256};

use crate::received::{Answer, INSTEAD_NAME, READ_NAME, Untrusted, page_name};
use crate::{Made, Question, Received, Stopped, VERB, caps, sniff};

/// Has files read in child processes.
#[derive(Clone, Debug)]
pub struct Inspector {
    program: PathBuf,
    arguments: Vec<OsString>,
}

impl Inspector {
    /// The program that runs now, started with [`VERB`].
    ///
    /// # Errors
    /// When the system does not say where this program lies.
    pub fn of_this_program() -> io::Result<Self> {
        Ok(Self::new(std::env::current_exe()?, [VERB]))
    }

    /// The program of this name that lies beside the one that runs now, started with [`VERB`]; the one that runs now where there
    /// is none. A program with a window is slow to start as a child, because the system first joins it with all libraries of the
    /// web view.
    ///
    /// # Errors
    /// When the system does not say where this program lies.
    pub fn of_the_program_beside(name: &str) -> io::Result<Self> {
        let this = std::env::current_exe()?;
        let beside = this.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        Ok(Self::new(
            if beside.is_file() { beside } else { this },
            [VERB],
        ))
    }

    /// The program that is started.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Another program that answers as [`crate::run_child_of`] does, with these arguments.
    #[must_use]
    pub fn new(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
        }
    }

    /// Has one file inspected. Takes at most [`caps::seconds`] of its size; ends at once when cancelled.
    ///
    /// # Errors
    /// The finding with which the file is refused, or that it was cancelled. After an error nothing is left in
    /// the question's folder.
    pub fn inspect(&self, question: &Question, cancel: &AtomicBool) -> Result<Received, Stopped> {
        let out = Path::new(&question.out);
        let result = self.ask(question, out, cancel);
        if result.is_err() {
            clear(out);
        }
        result
    }

    fn ask(
        &self,
        question: &Question,
        out: &Path,
        cancel: &AtomicBool,
    ) -> Result<Received, Stopped> {
        let media = sniff(&question.head)?;
        fs::create_dir_all(out).map_err(|_| failed())?;
        let question = Question {
            media: Some(media),
            head: Vec::new(),
            ..question.clone()
        };
        let first = self.run(&question, cancel);
        let had_read = fs::remove_file(out.join(READ_NAME)).is_ok();
        let untrusted_answer = match first {
            // Words and a second opinion are only conveniences: no paper is refused because of them. A child that broke
            // before it came to them would only break again.
            Err(Stopped::Refused(_)) if had_read => {
                clear(out);
                self.run(
                    &Question {
                        words: false,
                        ..question.clone()
                    },
                    cancel,
                )?
            }
            result => result?,
        };
        match serde_json::from_slice::<Answer>(&untrusted_answer) {
            Ok(Answer::Received(untrusted)) => Ok(check(untrusted, media, &question, out)?),
            Ok(Answer::Refused(untrusted)) => Err(clean(untrusted).into()),
            Err(_) => Err(failed().into()),
        }
    }

    /// The bytes of the child's answer.
    fn run(&self, question: &Question, cancel: &AtomicBool) -> Result<Vec<u8>, Stopped> {
        let json = serde_json::to_vec(question).map_err(|_| failed())?;
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).env("RUST_BACKTRACE", "0");
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = Killed(command.spawn().map_err(|_| failed())?);
        let (Some(mut to), Some(from)) = (child.0.stdin.take(), child.0.stdout.take()) else {
            return Err(failed().into());
        };
        // A child that dies before it reads breaks the pipe; how it ended says more than that.
        let _ = to.write_all(&json);
        drop(to);
        let (done, answered) = mpsc::channel();
        let reader = thread::spawn(move || {
            let mut answer = Vec::new();
            let read = from
                .take(caps::ANSWER_BYTES + 1)
                .read_to_end(&mut answer)
                .map(|_| answer);
            // Nobody waits any more where it was cancelled.
            let _ = done.send(());
            read
        });
        let seconds = caps::seconds(question.size);
        let end = Instant::now() + Duration::from_secs(seconds);
        let mut wait = Duration::from_micros(100);
        let status = loop {
            // A child that has written its answer may wait for nothing more; one that writes too much waits for
            // ever, until the clock ends it.
            if let Some(status) = child.0.try_wait().map_err(|_| failed())? {
                break status;
            }
            if cancel.load(Ordering::Relaxed) {
                return Err(Stopped::Cancelled);
            }
            if Instant::now() >= end {
                return Err(timeout(seconds).into());
            }
            // Its output ends a moment before the child does: from then on it is looked at often.
            match answered.recv_timeout(Duration::from_millis(10)) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                    thread::sleep(wait);
                    wait = (wait * 2).min(Duration::from_millis(10));
                }
            }
        };
        let answer = reader.join().ok().and_then(Result::ok).unwrap_or_default();
        if !status.success() {
            return Err(ended(status, seconds).into());
        }
        if answer.len() as u64 > caps::ANSWER_BYTES {
            return Err(failed().into());
        }
        Ok(answer)
    }
}

/// A child that does not outlive its question.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn failed() -> Finding {
    Finding::new(Code::ReaderFailed)
}

fn timeout(seconds: u64) -> Finding {
    Finding::new(Code::ReaderTimeout).with("seconds", seconds)
}

#[cfg(unix)]
fn ended(status: std::process::ExitStatus, seconds: u64) -> Finding {
    use std::os::unix::process::ExitStatusExt;
    // SIGXCPU: 24 on Linux, macOS and BSD.
    const OUT_OF_TIME: i32 = 24;
    match status.signal() {
        Some(OUT_OF_TIME) => timeout(seconds),
        _ => failed(),
    }
}

#[cfg(not(unix))]
fn ended(_status: std::process::ExitStatus, _seconds: u64) -> Finding {
    failed()
}

/// Deletes what the child may have made, and only that.
fn clear(out: &Path) {
    let Ok(entries) = fs::read_dir(out) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name == INSTEAD_NAME || (name.starts_with("page-") && name.ends_with(".png")) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn check(
    untrusted: Untrusted,
    media: MediaKind,
    question: &Question,
    out: &Path,
) -> Result<Received, Finding> {
    let pages = untrusted.pages;
    let as_many = |length: usize| u32::try_from(length) == Ok(pages);
    let is_pdf = media == MediaKind::Pdf;
    let right = (1..=caps::PAGES).contains(&pages)
        && as_many(if is_pdf {
            untrusted.page_sizes.len()
        } else {
            untrusted.pictures.len()
        })
        && (is_pdf || untrusted.page_sizes.is_empty())
        && (!is_pdf || untrusted.pictures.is_empty())
        && untrusted
            .instead
            .is_none_or(|purpose| is_pdf && purpose.is_whole())
        && untrusted
            .page_sizes
            .iter()
            .flatten()
            .all(|v| v.is_finite() && *v > 0.0);
    if !right {
        return Err(failed());
    }
    let mut derivatives = Vec::new();
    if let Some(purpose) = untrusted.instead {
        derivatives.push(made(out, INSTEAD_NAME, b"%PDF-", purpose, None)?);
    }
    let mut pictures = Vec::new();
    for (page, picture) in (1..).zip(untrusted.pictures) {
        let pixels = u64::from(picture.width) * u64::from(picture.height);
        if pixels == 0 || pixels > caps::PIXELS {
            return Err(failed());
        }
        let source = if picture.made {
            let made = made(
                out,
                &page_name(page),
                b"\x89PNG\r\n\x1a\n",
                Purpose::Converted,
                Some(page),
            )?;
            let digest = made.derivative.digest;
            derivatives.push(made);
            digest
        } else if matches!(media, MediaKind::Jpeg | MediaKind::Png) {
            question.digest
        } else {
            return Err(failed());
        };
        pictures.push(Picture {
            source,
            width: picture.width,
            height: picture.height,
            orientation: picture.orientation,
            weight: if picture.weight <= caps::FILE_BYTES {
                picture.weight
            } else {
                0
            },
        });
    }
    let total: u64 = derivatives.iter().map(|made| made.size).sum();
    if total > caps::DERIVED_BYTES {
        return Err(Finding::new(Code::FileTooLarge)
            .with("size", total)
            .with("limit", caps::DERIVED_BYTES));
    }
    Ok(Received {
        media,
        pages,
        page_sizes: untrusted.page_sizes,
        pictures,
        photo: untrusted.photo.map(clean_photo),
        derivatives,
        findings: untrusted
            .findings
            .into_iter()
            .take(caps::FINDINGS)
            .map(clean)
            .collect(),
        title: untrusted
            .title
            .map(|t| clean_text(&t))
            .filter(|t| !t.is_empty()),
        first_words: untrusted
            .first_words
            .map(|t| clean_lines(&t))
            .filter(|t| !t.is_empty()),
        looks: untrusted
            .looks
            .filter(|looks| is_pdf && are_possible(looks, pages)),
    })
}

/// Whether this can be said of a paper of so many pages. What cannot be is dropped; the paper is not.
fn are_possible(looks: &Looks, pages: u32) -> bool {
    // Each page at most once, in order: so no list is longer than the paper.
    let in_order = |said: &PageRanges| {
        let apart = said
            .ranges()
            .windows(2)
            .all(|pair| matches!(pair, [(_, last), (first, _)] if last < first));
        apart && said.highest() <= pages
    };
    fn each_once<T: PartialEq>(
        said: &[(T, PageRanges)],
        pages: u32,
        in_order: impl Fn(&PageRanges) -> bool,
    ) -> bool {
        let parts: usize = said.iter().map(|(_, on)| on.ranges().len()).sum();
        said.len() <= caps::PAGE_SIZES.max(caps::DOTS_PER_INCH as usize / 10)
            && u32::try_from(parts).is_ok_and(|parts| parts <= pages)
            && said.iter().all(|(_, on)| in_order(on))
            && said
                .iter()
                .enumerate()
                .all(|(at, (one, _))| said.iter().skip(at + 1).all(|(other, _)| one != other))
    }
    let side = |side: u32| (1..=1_000_000_000).contains(&side);
    let total = looks
        .weights
        .iter()
        .try_fold(0u64, |sum, weight| sum.checked_add(*weight));
    looks.text.iter().chain(&looks.scans).all(in_order)
        && each_once(&looks.askew, pages, in_order)
        && looks.askew.iter().all(|(turn, _)| *turn != Turn::None)
        && each_once(&looks.dpi, pages, in_order)
        && looks
            .dpi
            .iter()
            .all(|(dpi, _)| (300..=caps::DOTS_PER_INCH).contains(dpi))
        && each_once(&looks.sizes, pages, in_order)
        && looks
            .sizes
            .iter()
            .all(|((width, height), _)| side(*width) && side(*height))
        && looks.wordings.iter().all(|(_, on)| in_order(on))
        && looks.wordings.len() <= 7
        && looks
            .wordings
            .windows(2)
            .all(|pair| matches!(pair, [(one, _), (other, _)] if one < other))
        && (looks.weights.is_empty() || u32::try_from(looks.weights.len()) == Ok(pages))
        && looks
            .weights
            .iter()
            .all(|weight| *weight <= caps::FILE_BYTES)
        && total.is_some_and(|total| looks.shared <= total)
}

/// A file that the child says it made: there, a file and no link, of the right kind, hashed here.
fn made(
    out: &Path,
    name: &str,
    magic: &[u8],
    purpose: Purpose,
    page: Option<u32>,
) -> Result<Made, Finding> {
    let path = out.join(name);
    let read = || -> io::Result<(Digest, u64, bool)> {
        if !fs::symlink_metadata(&path)?.is_file() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut file = File::open(&path)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1024 * 1024];
        let (mut size, mut right) = (0u64, false);
        loop {
            let count = file.read(&mut buffer)?;
            let bytes = buffer.get(..count).unwrap_or_default();
            if count == 0 {
                break;
            }
            right |= size == 0 && bytes.starts_with(magic);
            hash.update(bytes);
            size += count as u64;
        }
        Ok((Digest::from_bytes(hash.finalize().into()), size, right))
    };
    match read() {
        Ok((digest, size, true)) => Ok(Made {
            path,
            size,
            derivative: Derivative {
                digest,
                purpose,
                page,
            },
        }),
        _ => Err(failed()),
    }
}

fn clean_photo(photo: PhotoFacts) -> PhotoFacts {
    PhotoFacts {
        date: photo.date,
        taken: photo.taken.map(|t| clean_text(&t)),
        camera: photo
            .camera
            .map(|t| clean_text(&t))
            .filter(|t| !t.is_empty()),
        position: photo
            .position
            .filter(|(lat, lon)| (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon)),
    }
}

pub(crate) fn clean(finding: Finding) -> Finding {
    let args = finding
        .args
        .into_iter()
        .take(8)
        .map(|(key, value)| (clean_text(&key), clean_text(&value)))
        .collect();
    Finding { args, ..finding }
}

/// Text out of a paper as one line, without control characters, marks that turn the direction of writing, or
/// great length: it will stand in tables and on a terminal.
fn clean_text(text: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !invisible(*c))
        .collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(caps::TEXT_CHARS).collect()
}

/// Several lines, each made harmless.
fn clean_lines(text: &str) -> String {
    let lines = text
        .lines()
        .map(clean_text)
        .filter(|line| !line.is_empty())
        .take(caps::FIRST_LINES);
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use expediente_model::Orientation;

    use super::*;
    use crate::received::UntrustedPicture;

    fn question() -> Question {
        Question {
            path: OsString::new(),
            size: 1,
            digest: Digest::of(b""),
            media: None,
            head: Vec::new(),
            out: OsString::new(),
            password: Some(b"secreto".to_vec()),
            words: true,
        }
    }

    fn picture(made: bool, width: u32) -> UntrustedPicture {
        UntrustedPicture {
            made,
            width,
            height: 10,
            orientation: Orientation::default(),
            weight: 0,
        }
    }

    /// A child that was taken over by its paper can say what it likes; none of it gets further than here.
    #[test]
    fn nothing_the_child_says_is_believed() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path();
        let ok = || Untrusted {
            pages: 1,
            pictures: vec![picture(false, 10)],
            ..Untrusted::default()
        };
        assert!(check(ok(), MediaKind::Jpeg, &question(), out).is_ok());
        let wrong: Vec<(MediaKind, Untrusted)> = vec![
            (MediaKind::Jpeg, Untrusted { pages: 0, ..ok() }),
            (MediaKind::Jpeg, Untrusted { pages: 2, ..ok() }),
            (
                MediaKind::Jpeg,
                Untrusted {
                    pages: u32::MAX,
                    ..ok()
                },
            ),
            (
                MediaKind::Jpeg,
                Untrusted {
                    instead: Some(Purpose::Unlocked),
                    ..ok()
                },
            ),
            (
                MediaKind::Jpeg,
                Untrusted {
                    pictures: vec![picture(false, 0)],
                    ..ok()
                },
            ),
            (
                MediaKind::Jpeg,
                Untrusted {
                    pictures: vec![picture(false, u32::MAX)],
                    ..ok()
                },
            ),
            // Only JPEG and PNG go in as they are.
            (MediaKind::Tiff, ok()),
            // A file that was never made.
            (
                MediaKind::Tiff,
                Untrusted {
                    pictures: vec![picture(true, 10)],
                    ..ok()
                },
            ),
            (MediaKind::Pdf, ok()),
            (
                MediaKind::Pdf,
                Untrusted {
                    pages: 1,
                    page_sizes: vec![[f32::NAN, 1.0]],
                    ..Untrusted::default()
                },
            ),
            (
                MediaKind::Pdf,
                Untrusted {
                    pages: 1,
                    page_sizes: vec![[1.0, 1.0]],
                    instead: Some(Purpose::Repaired),
                    ..Untrusted::default()
                },
            ),
            (
                MediaKind::Pdf,
                Untrusted {
                    pages: 1,
                    page_sizes: vec![[1.0, 1.0]],
                    instead: Some(Purpose::Converted),
                    ..Untrusted::default()
                },
            ),
        ];
        for (media, untrusted) in wrong {
            let said = format!("{untrusted:?}");
            assert!(
                check(untrusted, media, &question(), out).is_err(),
                "{media:?} {said}"
            );
        }
        // A link to somebody else's file, under the right name.
        #[cfg(unix)]
        {
            fs::write(out.join("elsewhere"), b"\x89PNG\r\n\x1a\n").unwrap();
            std::os::unix::fs::symlink(out.join("elsewhere"), out.join(page_name(1))).unwrap();
            let untrusted = Untrusted {
                pictures: vec![picture(true, 10)],
                ..ok()
            };
            assert!(check(untrusted, MediaKind::Tiff, &question(), out).is_err());
        }
    }

    /// What it says of the pages is believed no more, but costs no paper: only itself.
    #[test]
    fn looks_that_cannot_be_are_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let on = |pages: &str| pages.parse::<PageRanges>().unwrap();
        let good = || Looks {
            text: Some(on("1-2")),
            scans: Some(on("3")),
            askew: vec![(Turn::Around, on("1,3"))],
            dpi: vec![(600, on("3"))],
            sizes: vec![((612, 792), on("1-2")), ((595, 842), on("3"))],
            wordings: vec![(expediente_model::Wording::Perjury, on("1,3"))],
            weights: vec![10, 20, 30],
            shared: 5,
        };
        let looks = |looks: Looks| {
            let untrusted = Untrusted {
                pages: 3,
                page_sizes: vec![[1.0, 1.0]; 3],
                looks: Some(Box::new(looks)),
                ..Untrusted::default()
            };
            check(untrusted, MediaKind::Pdf, &question(), dir.path())
                .unwrap()
                .looks
                .map(|looks| *looks)
        };
        assert_eq!(looks(good()), Some(good()));
        assert_eq!(looks(Looks::default()), Some(Looks::default()));
        for wrong in [
            Looks {
                text: Some(on("1-4")),
                ..good()
            },
            Looks {
                text: Some(on("2,1")),
                ..good()
            },
            Looks {
                scans: Some(on("1,1")),
                ..good()
            },
            Looks {
                askew: vec![(Turn::None, on("1"))],
                ..good()
            },
            Looks {
                askew: vec![(Turn::Left, on("1-1000000"))],
                ..good()
            },
            Looks {
                dpi: vec![(u32::MAX, on("1"))],
                ..good()
            },
            Looks {
                dpi: vec![(600, on("1")), (600, on("1"))],
                ..good()
            },
            Looks {
                dpi: (300..700).map(|dpi| (dpi, on("1-3"))).collect(),
                ..good()
            },
            Looks {
                sizes: vec![((0, 1), on("1"))],
                ..good()
            },
            Looks {
                wordings: vec![(expediente_model::Wording::Perjury, on("1")); 2],
                ..good()
            },
            Looks {
                weights: vec![1, 2],
                ..good()
            },
            Looks {
                weights: vec![u64::MAX; 3],
                ..good()
            },
            Looks {
                shared: 61,
                ..good()
            },
        ] {
            assert_eq!(looks(wrong.clone()), None, "{wrong:?}");
        }
        let untrusted = Untrusted {
            pages: 1,
            pictures: vec![picture(false, 10)],
            looks: Some(Box::new(good())),
            ..Untrusted::default()
        };
        assert_eq!(
            check(untrusted, MediaKind::Jpeg, &question(), dir.path())
                .unwrap()
                .looks,
            None
        );
    }

    /// A title from a paper stands on a terminal and in a table: one line, nothing that acts there.
    #[test]
    fn text_is_one_harmless_line() {
        assert_eq!(clean_text(" a\u{1b}[31m\nb\u{202e}c  d "), "a [31m bc d");
        assert_eq!(clean_text(&"x".repeat(5000)).len(), caps::TEXT_CHARS);
    }

    /// Logs are kept longer than anybody thinks.
    #[test]
    fn a_question_does_not_show_its_password() {
        assert!(!format!("{:?}", question()).contains("secreto"));
    }
}
