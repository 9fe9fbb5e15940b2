//! The program whose processes read untrusted files.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use crate::sandbox::protocol::PROTOCOL;

/// The file name of the reader, without the system's suffix.
const NAME: &str = "expediente-reader";

/// The program `expediente-reader`: small, because starting a process that joins the libraries of a
/// web view takes thirty times as long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderProgram {
    path: PathBuf,
    arguments: Vec<OsString>,
}

/// The reader is not where it is installed.
#[derive(Debug, thiserror::Error)]
pub enum ReaderMissing {
    /// The system does not say where the running program is.
    #[error("the system does not say where this program is")]
    Unlocatable(#[source] io::Error),
    /// No such file.
    #[error("a part of the program is missing: {}", .0.display())]
    NotThere(PathBuf),
}

impl ReaderMissing {
    /// Where the reader should be; its name alone where the system does not say.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Unlocatable(_) => PathBuf::from(NAME),
            Self::NotThere(path) => path.clone(),
        }
    }
}

impl ReaderProgram {
    /// The reader that is installed beside the running program. Cargo puts tests and examples into
    /// the folders `deps` and `examples` below the programs they belong to; for those alone, the
    /// folder above is asked. Anywhere else a stranger's program could lie there.
    ///
    /// # Errors
    /// When it is not there.
    pub fn beside_this_program() -> Result<Self, ReaderMissing> {
        let this = env::current_exe().map_err(ReaderMissing::Unlocatable)?;
        let name = format!("{NAME}{}", env::consts::EXE_SUFFIX);
        let beside = this.with_file_name(&name);
        let folder = this.parent();
        let is_cargo = folder.is_some_and(|at| at.ends_with("deps") || at.ends_with("examples"));
        let above = match folder.and_then(Path::parent) {
            Some(above) if is_cargo => Some(above.join(&name)),
            _ => None,
        };
        match above {
            _ if beside.is_file() => Ok(Self::at(beside)),
            Some(above) if above.is_file() => Ok(Self::at(above)),
            _ => Err(ReaderMissing::NotThere(beside)),
        }
    }

    /// A reader at a path of its own.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            arguments: Vec::new(),
        }
    }

    /// With arguments before the verb, for a program that plays the reader.
    #[must_use]
    pub fn with_arguments(
        mut self,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        self.arguments = arguments.into_iter().map(Into::into).collect();
        self
    }

    /// Starts a process with a verb; its standard input and output are pipes.
    pub(crate) fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(&self.path);
        command
            .args(&self.arguments)
            .args([verb, PROTOCOL])
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    }
}
