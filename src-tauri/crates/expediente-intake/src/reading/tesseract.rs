//! tesseract, where the system has it: one process a page.
//!
//! The picture goes in as plain gray pixels (PGM), drawn by a child of ours, so that tesseract's
//! own decoders see no file of anybody's. hOCR comes out and is checked value by value.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use std::{env, thread};

use expediente_model::{Code, Finding, ReadingLanguage};

use crate::reading::engine::{Engine, RawPage, ReadRequest};
use crate::reading::{hocr, line_check};
use crate::sandbox::draw_pool::DrawPool;
use crate::sandbox::drawing::{DrawError, Gray};
use crate::sandbox::wait::{Ended, pause, wait};
use crate::sandbox::{limits, platform};
use crate::stopped::Stopped;

/// Makes black and white of a shaded photo piece by piece (Sauvola). The default, one threshold for
/// the whole page, loses half of it.
const THRESHOLDING: &str = "thresholding_method=2";

/// The program tesseract of the system.
#[derive(Clone, Debug)]
pub struct Tesseract {
    path: PathBuf,
    version: String,
    languages: BTreeSet<String>,
    pool: Arc<DrawPool>,
}

impl Tesseract {
    /// The tesseract that the system has, if it has one that reads a language of ours. Pages are
    /// drawn by `pool`.
    #[must_use]
    pub fn find(pool: &Arc<DrawPool>) -> Option<Self> {
        let path = platform::program("tesseract")?;
        let version = asked(&path, "--version")?;
        // `tesseract 5.3.0`, or `tesseract v5.4.0.20240606`.
        let version = version.lines().next()?.strip_prefix("tesseract ")?;
        let version: String = version
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
            .take(40)
            .collect();
        let listed = asked(&path, "--list-langs")?;
        let known: BTreeSet<&str> = ReadingLanguage::ALL.into_iter().map(code).collect();
        let languages: BTreeSet<String> = listed
            .lines()
            .map(str::trim)
            .filter(|language| known.contains(language))
            .map(str::to_owned)
            .collect();
        if languages.is_empty() {
            return None;
        }
        Some(Self {
            path,
            version,
            languages,
            pool: Arc::clone(pool),
        })
    }

    fn output(
        &self,
        picture: &Gray,
        dots: u32,
        language: ReadingLanguage,
        cancel: &AtomicBool,
    ) -> Result<String, Stopped> {
        let mut command = quiet(&self.path);
        command
            .args(["stdin", "stdout", "-l", code(language), "--psm", "3"])
            .args(["--dpi", &dots.to_string(), "-c", THRESHOLDING, "hocr"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = Killed(command.spawn().map_err(|_| failed())?);
        platform::lower_priority(&child.0);
        let (Some(mut to), Some(from)) = (child.0.stdin.take(), child.0.stdout.take()) else {
            return Err(failed().into());
        };
        let head = format!("P5\n{} {}\n255\n", picture.width, picture.height);
        let bytes = Arc::clone(&picture.bytes);
        // A program that does not read would block whoever writes; both threads end with it.
        thread::spawn(move || {
            let _ = to
                .write_all(head.as_bytes())
                .and_then(|()| to.write_all(&bytes));
        });
        let reader = thread::spawn(move || {
            let mut out = Vec::new();
            from.take(limits::HOCR_BYTES + 1)
                .read_to_end(&mut out)
                .map(|_| out)
        });
        let time = Duration::from_secs(limits::READ_SECONDS);
        let ended = wait(|| child.0.try_wait(), time, cancel, pause);
        let status = match ended.map_err(|_| failed())? {
            Ended::Itself(status) => status,
            Ended::Cancelled => return Err(Stopped::Cancelled),
            Ended::TimeOver => {
                let late = Finding::new(Code::ReaderTimeout);
                return Err(late.with("seconds", limits::READ_SECONDS).into());
            }
        };
        let out = match reader.join() {
            Ok(Ok(out)) if status.success() && out.len() as u64 <= limits::HOCR_BYTES => out,
            _ => return Err(failed().into()),
        };
        String::from_utf8(out).map_err(|_| failed().into())
    }
}

impl Engine for Tesseract {
    fn word(&self) -> &'static str {
        "tesseract"
    }

    fn made_by(&self) -> String {
        format!("tesseract {}, Sauvola", self.version)
    }

    fn reads(&self, language: ReadingLanguage) -> bool {
        self.languages.contains(code(language))
    }

    fn minds_language(&self) -> bool {
        true
    }

    fn read(&self, request: &ReadRequest, cancel: &AtomicBool) -> Result<RawPage, Stopped> {
        let drawing = request.drawing.clone().turned(request.turn);
        let picture = self.pool.draw_gray(&drawing).map_err(|error| match error {
            DrawError::Refused(finding) => Stopped::Refused(finding),
            DrawError::Superseded => Stopped::Cancelled,
        })?;
        let size = (picture.width, picture.height);
        let dots = dots_per_inch(size, request.inches);
        let hocr = self.output(&picture, dots, request.language, cancel)?;
        let untrusted = hocr::page(&hocr).ok_or_else(failed)?;
        Ok(RawPage {
            width: size.0,
            height: size.1,
            lines: line_check::checked(untrusted.lines, size),
            aside: untrusted.aside,
        })
    }
}

/// The resolution that tesseract is told, which it takes letters to be of a usual size by.
fn dots_per_inch((width, height): (u32, u32), inches: f64) -> u32 {
    let dots = f64::from(width.max(height)) / inches.max(1.0);
    // Within what it takes, so the cast loses nothing.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let dots = dots.clamp(70.0, 600.0).round() as u32;
    dots
}

/// The name of the model of a language (ISO 639-2).
fn code(language: ReadingLanguage) -> &'static str {
    match language {
        ReadingLanguage::Es => "spa",
        ReadingLanguage::En => "eng",
        ReadingLanguage::Pt => "por",
        ReadingLanguage::Fr => "fra",
        ReadingLanguage::Ht => "hat",
    }
}

/// What the program says of itself; nothing where it does not run.
fn asked(path: &Path, argument: &str) -> Option<String> {
    let mut command = quiet(path);
    let out = command.arg(argument).stdin(Stdio::null()).output().ok()?;
    if !out.status.success() {
        return None;
    }
    String::from_utf8(out.stdout).ok()
}

/// A command that uses one thread, reads no configuration of the working folder and says nothing.
fn quiet(path: &Path) -> Command {
    let mut command = Command::new(path);
    command
        .env("OMP_THREAD_LIMIT", "1")
        .current_dir(env::temp_dir())
        .stderr(Stdio::null());
    platform::without_window(&mut command);
    command
}

fn failed() -> Finding {
    Finding::new(Code::ReaderFailed)
}

/// A process that does not outlive its page.
struct Killed(std::process::Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
