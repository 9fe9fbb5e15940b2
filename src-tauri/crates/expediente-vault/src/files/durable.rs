//! Steps that make files and folders survive a power cut.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::files::disk::Disk;

/// Creates a folder and its parents, and makes their names durable.
pub fn create_folder(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    // A relative path of one part has an empty parent, which cannot be opened.
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let sync = || parent.map_or(Ok(()), |parent| disk.sync_folder(parent));
    if path.is_dir() {
        // The process that made it may have ended before its name was durable. The parent of the
        // store itself may be closed to us.
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

/// Moves a staged file to its lasting place. Its bytes are durable before it has the name, and the
/// name is durable when this returns. A file that is already there stays as it is.
pub fn move_into_place(disk: &dyn Disk, staged: &Path, place: &Path) -> io::Result<()> {
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

/// Puts a staged file in the place of one that is damaged or missing. Its bytes are durable before
/// it has the name, and the name is durable when this returns.
pub fn replace(disk: &dyn Disk, staged: &Path, place: &Path) -> io::Result<()> {
    sync_file(disk, staged)?;
    disk.protect(staged)?;
    if place.symlink_metadata().is_ok() {
        // Windows renames nothing over a read-only file. What is lost here was of no use.
        disk.remove_file(place)?;
    }
    disk.rename(staged, place)?;
    place
        .parent()
        .map_or(Ok(()), |parent| disk.sync_folder(parent))
}

/// Makes the bytes of a file durable. Opens it for writing, because Windows refuses to sync a file
/// that is open for reading only.
pub fn sync_file(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    disk.sync_file(path, &File::options().write(true).open(path)?)
}
