//! Why the store could not do what was asked.

use std::io;
use std::path::{Path, PathBuf};

use expediente_model::{ChangeError, MatterId};

/// The store could not do what was asked. Everything acknowledged before is kept.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Another process holds the store.
    #[error(
        "the store is in use by {program} (process {pid}); close it first, or choose another store"
    )]
    Held {
        /// The program that holds it.
        program: String,
        /// Its process id, or 0 if it is unknown.
        pid: u32,
    },
    /// The folder has files and is not a store.
    #[error(
        "{} has files in it and is not a store of Expediente; name a new or an empty folder",
        .0.display()
    )]
    NotAStore(PathBuf),
    /// A newer version made the store.
    #[error("a newer version of Expediente made the store {}; install that version", .0.display())]
    NewerStore(PathBuf),
    /// No such matter.
    #[error("there is no matter {0} in this store")]
    NoMatter(String),
    /// The id is in use.
    #[error("the matter {0} is already in this store")]
    MatterTwice(MatterId),
    /// The matter is read-only.
    #[error(
        "the matter {0} is read-only: its journal is damaged, or a newer version of Expediente wrote it"
    )]
    ReadOnly(MatterId),
    /// The matter has changed since the change was computed.
    #[error("the matter {0} changed in the meantime; try again")]
    Stale(MatterId),
    /// Nothing is left to undo or redo.
    #[error("there is nothing to {0}")]
    NothingTo(&'static str),
    /// The change does not fit.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// A file or folder of the store could not be read or written.
    #[error("{}: {source}", explain(path, source))]
    Io {
        /// Its path.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A journal record could not be read back.
    #[error("a record in the journal of the matter {0} cannot be read; run `expediente repair`")]
    Record(MatterId),
    /// The index failed, and rebuilding it failed too.
    #[error("the index of the store cannot be used and could not be rebuilt: {0}")]
    Index(String),
}

impl VaultError {
    /// Whether a full disk was the cause.
    #[must_use]
    pub fn lacks_room(&self) -> bool {
        match self {
            Self::Io { source, .. } => matches!(
                source.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            ),
            _ => false,
        }
    }
}

fn explain(path: &Path, source: &io::Error) -> String {
    let path = path.display();
    match source.kind() {
        io::ErrorKind::StorageFull => {
            format!("the disk is full at {path}; free some space and try again")
        }
        io::ErrorKind::PermissionDenied => format!("no permission for {path}"),
        io::ErrorKind::NotFound => format!("{path} is missing"),
        _ => format!("{path} cannot be read or written"),
    }
}

/// Adds the path to an I/O error.
pub(crate) trait At<T> {
    fn at(self, path: &Path) -> Result<T, VaultError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, VaultError> {
        self.map_err(|source| VaultError::Io {
            path: path.to_owned(),
            source,
        })
    }
}
