//! Copies a file into the staging folder and hashes it in the same pass.
//!
//! All later steps read the copy, so changes to the source have no effect.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use expediente_model::{Code, Digest, Finding};
use sha2::{Digest as _, Sha256};
use tempfile::{NamedTempFile, TempPath};

use crate::sandbox::limits;
use crate::source::directory_of::add_directory;
use crate::stopped::Stopped;

/// A staged file. It is deleted when this is dropped, unless its path is kept.
#[derive(Debug)]
pub struct Staged {
    /// The copy.
    pub path: TempPath,
    /// SHA-256 of all its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Its first bytes, which show its kind.
    pub head: Vec<u8>,
}

/// Copies `source` into `folder`.
///
/// # Errors
/// A finding: the file is empty, unreadable, too large, or changed while it was read. Or the user
/// cancelled.
pub fn stage(source: &Path, folder: &Path, cancel: &AtomicBool) -> Result<Staged, Stopped> {
    stage_capped(source, folder, cancel, limits::FILE_BYTES)
}

fn stage_capped(
    source: &Path,
    folder: &Path,
    cancel: &AtomicBool,
    cap: u64,
) -> Result<Staged, Stopped> {
    let unreadable = |e: std::io::Error| Finding::unreadable(&e);
    let before = fs::metadata(source).map_err(unreadable)?;
    // Opening a pipe would wait for its other end forever.
    if !before.is_file() {
        return Err(Finding::new(Code::FileUnreadable)
            .with("why", "special")
            .into());
    }
    let too_large = |size: u64| {
        Finding::new(Code::FileTooLarge)
            .with("size", size)
            .with("limit", cap)
    };
    if before.len() == 0 {
        return Err(Finding::new(Code::FileEmpty).into());
    }
    if before.len() > cap {
        return Err(too_large(before.len()).into());
    }
    let file = File::open(source).map_err(unreadable)?;
    let mut from = BufReader::with_capacity(1024 * 1024, file);
    let mut to = NamedTempFile::with_prefix_in("staged-", folder).map_err(unreadable)?;
    let mut hash = Sha256::new();
    let mut head = Vec::new();
    let mut size = 0u64;
    loop {
        if cancel.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled);
        }
        let bytes = match from.fill_buf() {
            Ok([]) => break,
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(unreadable(e).into()),
        };
        size += bytes.len() as u64;
        if size > cap {
            return Err(too_large(size).into());
        }
        if head.len() < limits::SNIFF_BYTES {
            let wanted = limits::SNIFF_BYTES - head.len();
            head.extend(bytes.iter().take(wanted));
        }
        hash.update(bytes);
        to.write_all(bytes).map_err(unreadable)?;
        let count = bytes.len();
        from.consume(count);
    }
    // A file that is still being written, or was truncated, is not a paper yet.
    let after = fs::metadata(source).ok();
    let same =
        after.is_some_and(|a| a.len() == size && a.modified().ok() == before.modified().ok());
    if size != before.len() || !same {
        return Err(Finding::new(Code::FileChanged).into());
    }
    let digest = Digest::from_bytes(hash.finalize().into());
    add_directory(&mut head, to.as_file_mut()).map_err(unreadable)?;
    Ok(Staged {
        path: to.into_temp_path(),
        digest,
        size,
        head,
    })
}

/// The first bytes of a file, as [`stage`] reads them.
///
/// # Errors
/// When it cannot be read, or is no file.
pub fn head_of(path: &Path) -> io::Result<Vec<u8>> {
    // Opening a pipe would wait for its other end forever.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    (&mut file)
        .take(limits::SNIFF_BYTES as u64)
        .read_to_end(&mut head)?;
    add_directory(&mut head, &mut file)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(result: Result<Staged, Stopped>) -> Option<Code> {
        match result {
            Err(Stopped::Refused(finding)) => Some(finding.code),
            _ => None,
        }
    }

    /// One pass gives copy, hash, size and head, and each way to fail has its own word.
    #[test]
    fn staged_or_refused() {
        let dir = tempfile::tempdir().unwrap();
        let go = AtomicBool::new(false);
        let file = dir.path().join("a");
        let bytes = vec![7u8; 3_000_000];
        fs::write(&file, &bytes).unwrap();
        let staged = stage(&file, dir.path(), &go).unwrap();
        assert_eq!(
            (staged.size, staged.digest, staged.head.len()),
            (3_000_000, Digest::of(&bytes), limits::SNIFF_BYTES)
        );
        assert_eq!(fs::read(&staged.path).unwrap(), bytes);
        let copy = staged.path.to_path_buf();
        drop(staged);
        assert!(!copy.exists(), "what is not kept leaves nothing behind");

        assert_eq!(
            code(stage_capped(&file, dir.path(), &go, 1000)),
            Some(Code::FileTooLarge)
        );
        assert_eq!(
            code(stage(&dir.path().join("none"), dir.path(), &go)),
            Some(Code::FileUnreadable)
        );
        assert_eq!(
            code(stage(dir.path(), dir.path(), &go)),
            Some(Code::FileUnreadable)
        );
        fs::write(&file, b"").unwrap();
        assert_eq!(code(stage(&file, dir.path(), &go)), Some(Code::FileEmpty));
        fs::write(&file, b"x").unwrap();
        assert!(matches!(
            stage(&file, dir.path(), &AtomicBool::new(true)),
            Err(Stopped::Cancelled)
        ));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
