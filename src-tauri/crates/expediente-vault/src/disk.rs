//! What the vault asks of a file system to change it, and in which order it asks so that a power cut leaves nothing half done.
//!
//! Reading needs no order and goes to the system itself. What the system makes of the questions is left to
//! [`SystemDisk`](crate::SystemDisk); the tests put a disk in its place that forgets what was not synced.

use std::fmt::Debug;
use std::fs::File;
use std::io;
use std::path::Path;

/// A disk: everything by which a store changes what must survive a power cut.
///
/// Bytes are durable when their file was synced, names when their folder was.
#[allow(clippy::missing_errors_doc)] // Each fails when the disk does.
pub trait Disk: Debug + Send + Sync {
    /// Makes one folder; one that is there is an error.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes an empty file for reading and writing; one that is there is an error.
    fn create_file(&self, path: &Path) -> io::Result<File>;
    /// Writes all bytes into a file from `offset` on.
    fn write(&self, path: &Path, file: &mut File, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Cuts a file to a length.
    fn cut(&self, path: &Path, file: &File, length: u64) -> io::Result<()>;
    /// Makes the bytes of a file durable.
    fn sync_file(&self, path: &Path, file: &File) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a file read-only.
    fn protect(&self, path: &Path) -> io::Result<()>;
    /// Gives a file or folder another name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with everything in it, read-only files included; one that is not there is no error.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

/// Makes a folder and the ones above it, and makes their names durable.
pub fn create_folder(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let sync = || parent.map_or(Ok(()), |parent| disk.sync_folder(parent));
    if path.is_dir() {
        // Who made it may have been ended before its name was durable. What is above the store may be closed to us.
        return sync().or_else(|error| {
            if error.kind() == io::ErrorKind::PermissionDenied {
                Ok(())
            } else {
                Err(error)
            }
        });
    }
    if let Some(parent) = parent {
        create_folder(disk, parent)?;
    }
    match disk.create_folder(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => sync(),
    }
}

/// Moves a file to its lasting place: its bytes are durable before it has the name, the name before this returns.
/// A file that is there already stays as it is.
pub fn settle(disk: &dyn Disk, staged: &Path, place: &Path) -> io::Result<()> {
    let sync = || {
        place
            .parent()
            .map_or(Ok(()), |parent| disk.sync_folder(parent))
    };
    if place.exists() {
        // An act that failed may have left it before its name was durable.
        sync()?;
        return disk.remove_file(staged);
    }
    sync_file(disk, staged)?;
    // Read-only from the start: an original is written once.
    disk.protect(staged)?;
    disk.rename(staged, place)?;
    sync()
}

/// Makes the bytes of a file durable. Opened for writing: Windows syncs only such.
pub fn sync_file(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    disk.sync_file(path, &File::options().write(true).open(path)?)
}
