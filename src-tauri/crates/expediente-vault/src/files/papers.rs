//! The bytes of a matter's papers, mapped from disk.

use crate::files::plain_file;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use expediente_model::{Bytes, Digest, Papers, change};

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
        self.mapped(digest, &[])
    }

    fn changed_bytes(&self, digest: &Digest, changes: &[(usize, Vec<u8>)]) -> io::Result<Bytes> {
        self.mapped(digest, changes)
    }
}

impl MatterPapers {
    fn mapped(&self, digest: &Digest, changes: &[(usize, Vec<u8>)]) -> io::Result<Bytes> {
        match map(&self.original(digest), changes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                map(&self.derivative(digest), changes)
            }
            result => result,
        }
    }
}

/// Maps a file of the store that is never written again. Changes are made in the map alone: it
/// is private, so that only the memory pages with changes are copied.
///
/// # Errors
/// When it is missing or cannot be mapped, or a change leads over its end.
#[allow(unsafe_code)]
fn map(path: &Path, changes: &[(usize, Vec<u8>)]) -> io::Result<Bytes> {
    let file = plain_file::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(Arc::new(Vec::new()));
    }
    // SAFETY: the files of a store are written once, set read-only, and never truncated while this
    // process holds the store (the lock). If another program truncates them nevertheless, reading
    // can end in a bus error.
    let mapped = unsafe {
        if changes.is_empty() {
            memmap2::Mmap::map(&file)?
        } else {
            let mut mapped = memmap2::MmapOptions::new().map_copy(&file)?;
            change(&mut mapped, changes)?;
            mapped.make_read_only()?
        }
    };
    Ok(Arc::new(mapped))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is changed for a reader is not changed in the store.
    #[test]
    fn changes_stay_in_memory() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("paper");
        std::fs::write(&path, b"0123456789").unwrap();
        let changes = [(2, b"xy".to_vec()), (9, b"z".to_vec())];
        let changed = map(&path, &changes).unwrap();
        assert_eq!((*changed).as_ref(), b"01xy45678z");
        assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
        let plain = map(&path, &[]).unwrap();
        assert_eq!((*plain).as_ref(), b"0123456789");
        assert!(map(&path, &[(9, b"zz".to_vec())]).is_err());
    }
}
