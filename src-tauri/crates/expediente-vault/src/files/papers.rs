//! The bytes of a matter's papers, mapped from disk.

use crate::files::plain_file;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use expediente_model::{Bytes, Digest, Papers};

/// The folder of a matter's originals.
pub const ORIGINALS: &str = "originals";
/// The folder of a matter's derivatives.
pub const DERIVATIVES: &str = "derivatives";

/// Reads the originals and derivatives of one matter.
#[derive(Clone, Debug)]
pub struct MatterPapers {
    folder: PathBuf,
}

impl MatterPapers {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The path of an original, whether or not it exists.
    #[must_use]
    pub fn original(&self, digest: &Digest) -> PathBuf {
        self.folder.join(ORIGINALS).join(digest.to_string())
    }

    /// The path of a derivative, whether or not it exists.
    #[must_use]
    pub fn derivative(&self, digest: &Digest) -> PathBuf {
        self.folder.join(DERIVATIVES).join(digest.to_string())
    }
}

impl Papers for MatterPapers {
    fn bytes(&self, digest: &Digest) -> io::Result<Bytes> {
        match map(&self.original(digest)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => map(&self.derivative(digest)),
            result => result,
        }
    }
}

/// Maps a file of the store that is never written again.
///
/// # Errors
/// When it is missing or cannot be mapped.
#[allow(unsafe_code)]
fn map(path: &Path) -> io::Result<Bytes> {
    let file = plain_file::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(Arc::new(Vec::new()));
    }
    // SAFETY: the files of a store are written once, set read-only, and never truncated while this
    // process holds the store (the lock). If another program truncates them nevertheless, reading
    // can end in a bus error.
    let mapped = unsafe { memmap2::Mmap::map(&file)? };
    Ok(Arc::new(mapped))
}
