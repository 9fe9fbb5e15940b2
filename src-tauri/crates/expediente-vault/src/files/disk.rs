//! The operations by which a store changes a file system.
//!
//! The vault decides the order of writes and syncs so that a power cut leaves nothing half done;
//! [`SystemDisk`](crate::SystemDisk) carries them out. The tests use a disk that forgets whatever
//! was not synced. Reads need no order and go to the file system directly.

use std::fmt::Debug;
use std::fs::File;
use std::io;
use std::path::Path;

/// A disk: everything by which a store changes what must survive a power cut.
///
/// Bytes are durable once their file is synced, names once their folder is.
#[allow(clippy::missing_errors_doc)] // Each method fails when the disk does.
pub trait Disk: Debug + Send + Sync {
    /// Creates one folder; fails if it exists.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Creates an empty file for reading and writing; fails if it exists.
    fn create_file(&self, path: &Path) -> io::Result<File>;
    /// Writes all bytes to a file at `offset`.
    fn write(&self, path: &Path, file: &mut File, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Truncates a file to a length.
    fn cut(&self, path: &Path, file: &File, length: u64) -> io::Result<()>;
    /// Makes the bytes of a file durable. The file must be open for writing, or Windows refuses.
    fn sync_file(&self, path: &Path, file: &File) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a file read-only.
    fn protect(&self, path: &Path) -> io::Result<()>;
    /// Renames a file or folder.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, even if it is read-only.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder and its contents, read-only files included; a missing folder is not an
    /// error.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}
