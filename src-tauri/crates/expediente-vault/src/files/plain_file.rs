//! Opens files of the store, and nothing else that stands in their place.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Opens a file for reading. Whoever opens a pipe waits for somebody to write into it, forever.
pub fn open(path: &Path) -> io::Result<File> {
    check(path)?;
    File::open(path)
}

/// Fails where there is something that is not a file.
pub fn check(path: &Path) -> io::Result<()> {
    let found = fs::metadata(path)?;
    if found.is_file() {
        Ok(())
    } else if found.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else {
        Err(io::Error::other("special"))
    }
}
