//! A staged file read in place.

use std::fs::File;
use std::io;
use std::path::Path;

/// Maps a staged file. An empty file gives no bytes.
#[allow(unsafe_code)]
pub(crate) fn map(path: &Path) -> io::Result<memmap2::Mmap> {
    let file = File::open(path)?;
    // SAFETY: a map is undefined if another program truncates the file meanwhile. The staging
    // folder belongs to this program and its files are written once; at worst, interference from
    // outside ends the child, which exists for that.
    unsafe { memmap2::Mmap::map(&file) }
}
