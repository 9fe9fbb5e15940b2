//! A staged file read in place.

use std::fs::File;
use std::io;
use std::path::Path;

/// Maps a staged file. An empty file gives no bytes.
#[allow(unsafe_code)]
pub(crate) fn map(path: &Path) -> io::Result<memmap2::Mmap> {
    let file = File::open(path)?;
    // SAFETY: a map is undefined if another program cuts the file meanwhile. The staging folder is this
    // program's own and its files are written once; the worst that a stranger's hand there could do is to end
    // the child, which is what the child is for.
    unsafe { memmap2::Mmap::map(&file) }
}
