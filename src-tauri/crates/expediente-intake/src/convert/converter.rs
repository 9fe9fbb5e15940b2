//! Has Office papers made into PDFs, one at a time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use expediente_model::{Code, DAY, Finding, MADE_BY, MediaKind};

use crate::convert::confinement::Confinement;
use crate::convert::libreoffice::{Form, LibreOffice, Rooms, flat};
use crate::convert::platform;
use crate::sandbox::wait::Ended;
use crate::stopped::Stopped;

/// Makes PDFs of Office papers with the program that is installed for it.
#[derive(Debug, Default)]
pub struct Converter {
    /// The program that is asked first, for tests.
    program: Option<PathBuf>,
    /// Looked for when the first Office paper comes in.
    found: OnceLock<Option<LibreOffice>>,
    confinement: OnceLock<Confinement>,
    /// What the program says of itself; one paper after the other asks it to make pages, because
    /// two would take twice the memory and no less time.
    version: Mutex<Option<String>>,
}

/// How the program runs for one paper.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// An existing folder of its own, in which it works.
    pub work: &'a Path,
    /// Whether it may run where nothing can lock it in.
    pub may_run_free: bool,
    /// How long it may take.
    pub seconds: u64,
    /// Whether the user cancelled.
    pub cancel: &'a AtomicBool,
}

/// A PDF that was made of an Office paper.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Where it is.
    pub path: PathBuf,
    /// The program and its version.
    pub program: String,
    /// How it was made.
    pub settings: BTreeMap<String, String>,
    /// The same paper as one XML file, where the child needs it to say what is in the paper.
    pub flat: Option<(PathBuf, MediaKind)>,
    /// The same once more with every formula calculated, of a spreadsheet that has some.
    pub calculated: Option<PathBuf>,
}

/// Why no PDF was made.
#[derive(Debug)]
pub enum Unconverted {
    /// The program is not on this computer; the word is that of the system.
    Missing(&'static str),
    /// Nothing can lock the program in, and the user did not say that it may run free.
    Unconfined,
    /// The paper is refused, or the user cancelled.
    Stopped(Stopped),
}

impl<T: Into<Stopped>> From<T> for Unconverted {
    fn from(stopped: T) -> Self {
        Self::Stopped(stopped.into())
    }
}

impl Converter {
    /// With a program at a path of its own, for tests.
    #[must_use]
    pub fn with_program(path: impl Into<PathBuf>) -> Self {
        Self {
            program: Some(path.into()),
            ..Self::default()
        }
    }

    /// Locked in by this means, for tests.
    #[must_use]
    pub fn confined_by(self, confinement: Confinement) -> Self {
        Self {
            confinement: OnceLock::from(confinement),
            ..self
        }
    }

    /// How the program is locked in here.
    #[must_use]
    pub fn confinement(&self) -> Confinement {
        *self.confinement.get_or_init(Confinement::of_this_computer)
    }

    /// Makes the PDF of a staged paper.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn export(
        &self,
        paper: (&Path, MediaKind),
        run: &Run<'_>,
        day: &str,
    ) -> Result<Exported, Unconverted> {
        let (path, program) = self.write(paper, Form::Pdf, run)?;
        let settings = BTreeMap::from([
            (MADE_BY.to_owned(), program.clone()),
            ("confined".to_owned(), self.confinement().word().to_owned()),
            (DAY.to_owned(), day.to_owned()),
        ]);
        Ok(Exported {
            path,
            program,
            settings,
            flat: None,
            calculated: None,
        })
    }

    /// Writes a staged paper as one XML file, which a child can read: old papers, and spreadsheets,
    /// whose columns a child then makes fit the paper.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn flatten(
        &self,
        paper: (&Path, MediaKind),
        run: &Run<'_>,
    ) -> Result<(PathBuf, MediaKind), Unconverted> {
        let (path, _) = self.write(paper, Form::Flat, run)?;
        Ok((path, flat(paper.1)))
    }

    /// Writes a spreadsheet as one XML file with every formula calculated.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn calculate(
        &self,
        paper: (&Path, MediaKind),
        run: &Run<'_>,
    ) -> Result<PathBuf, Unconverted> {
        let (path, _) = self.write(paper, Form::Calculated, run)?;
        Ok(path)
    }

    /// Has the program write one form; returns the file and what the program says of itself.
    fn write(
        &self,
        (paper, media): (&Path, MediaKind),
        form: Form,
        run: &Run<'_>,
    ) -> Result<(PathBuf, String), Unconverted> {
        let found = self.found.get_or_init(|| match &self.program {
            Some(path) => LibreOffice::at(path),
            None => LibreOffice::of_this_computer(),
        });
        let Some(office) = found else {
            return Err(Unconverted::Missing(platform::SYSTEM));
        };
        let confinement = self.confinement();
        if confinement == Confinement::Nothing && !run.may_run_free {
            return Err(Unconverted::Unconfined);
        }
        // Nothing is left half changed by a panic.
        let mut version = self.version.lock().unwrap_or_else(PoisonError::into_inner);
        let unwritten = |error: std::io::Error| Finding::unreadable(&error);
        let rooms = Rooms::make(run.work, form).map_err(unwritten)?;
        let failed = |code: Code| Finding::new(code).with("program", "LibreOffice");
        if version.is_none() {
            *version = office.version(confinement, &rooms, run.cancel);
        }
        if run.cancel.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled.into());
        }
        let Some(program) = version.clone() else {
            return Err(failed(Code::OfficeFailed).into());
        };
        let seconds = run.seconds;
        let ended = office
            .write(
                confinement,
                &rooms,
                (paper, media, form),
                seconds,
                run.cancel,
            )
            .map_err(unwritten)?;
        match ended {
            Ended::Cancelled => return Err(Stopped::Cancelled.into()),
            Ended::TimeOver => {
                let finding = failed(Code::OfficeTimeout).with("seconds", seconds);
                return Err(finding.into());
            }
            // Its exit code does not tell whether it made something.
            Ended::Itself(_) => {}
        }
        let path = rooms.written(media, form);
        // A program that was taken over could leave a link to any file of the user's.
        let is_made = path
            .symlink_metadata()
            .is_ok_and(|data| data.is_file() && data.len() > 0);
        if !is_made {
            return Err(failed(Code::OfficeFailed).into());
        }
        Ok((path, program))
    }
}
