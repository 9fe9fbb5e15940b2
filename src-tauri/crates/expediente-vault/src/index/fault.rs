//! Why the index failed.

use std::io;
use std::path::Path;

use crate::error::VaultError;

/// The index failed. It can be rebuilt from the journals.
#[derive(Debug)]
pub enum IndexFault {
    /// Its contents are damaged or incomplete.
    Damaged(String),
    /// The disk failed.
    Disk(io::Error),
    /// An invariant of this program is broken, so the rows would be wrong.
    Bug(&'static str),
}

impl IndexFault {
    /// A broken invariant; stops a debug build. No rows are written, and the matter is served from
    /// its journal.
    pub fn bug(what: &'static str) -> Self {
        debug_assert!(false, "{what}");
        Self::Bug(what)
    }

    /// The error for an index at `path` that could not be rebuilt.
    pub fn at(self, path: &Path) -> VaultError {
        match self {
            Self::Damaged(why) => VaultError::Index(why),
            Self::Bug(what) => VaultError::Index(what.to_owned()),
            Self::Disk(source) => VaultError::Io {
                path: path.to_owned(),
                source,
            },
        }
    }

    /// Whether the disk is full, which says nothing about the contents of the index.
    pub fn lacks_room(&self) -> bool {
        use io::ErrorKind::{QuotaExceeded, StorageFull};
        matches!(self, Self::Disk(error) if matches!(error.kind(), StorageFull | QuotaExceeded))
    }
}

impl From<sled::Error> for IndexFault {
    fn from(error: sled::Error) -> Self {
        match error {
            sled::Error::Io(error) => Self::Disk(error),
            error => Self::Damaged(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for IndexFault {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}
