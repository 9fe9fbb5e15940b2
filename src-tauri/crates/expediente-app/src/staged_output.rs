//! Dossiers, exports and zips while they are written: hidden in the folder that they will be in, so
//! that the last step is a rename within one file system.

use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::{NamedTempFile, TempDir};

use crate::platform;

const PREFIX: &str = ".expediente-";
const SUFFIX: &str = ".part";

/// A hidden file in a folder.
///
/// Its lock is held while it is written: an unlocked file is left over from a program that was
/// killed. On file systems without locks, no file counts as left over.
pub(crate) fn staged_file(folder: &Path) -> io::Result<NamedTempFile> {
    let file = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .tempfile_in(folder)?;
    let _ = file.as_file().try_lock();
    Ok(file)
}

/// A hidden folder in a folder.
pub(crate) fn staged_folder(folder: &Path) -> io::Result<TempDir> {
    platform::private_folder_in(folder, PREFIX)
}

/// Removes the files that killed programs left in a folder: parts of dossiers and of cases, which
/// hold private papers.
pub(crate) fn remove_leftovers(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(PREFIX) || !name.ends_with(SUFFIX) {
            continue;
        }
        let unheld = File::options()
            .write(true)
            .open(entry.path())
            .is_ok_and(|file| file.try_lock().is_ok());
        if unheld {
            // The next build tries again.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A build removes what a killed one left, and not the zip that is being written beside it.
    #[test]
    fn only_what_nobody_holds_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let held = staged_file(folder.path()).unwrap();
        let left = folder.path().join(".expediente-abc.part");
        std::fs::write(&left, b"page 1").unwrap();
        remove_leftovers(folder.path());
        assert!(held.path().exists() && !left.exists());
    }
}
