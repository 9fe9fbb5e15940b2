//! Every write that must survive a power cut goes through here.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes a folder and the ones above it, and makes their names durable.
pub fn create_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        create_folder(parent)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => path.parent().filter(|parent| !parent.as_os_str().is_empty()).map_or(Ok(()), sync_folder),
    }
}

/// Moves a file to its lasting place: its bytes are durable before it has the name, the name before this returns.
/// A file that is there already stays as it is.
pub fn settle(staged: &Path, place: &Path) -> io::Result<()> {
    if place.exists() {
        return fs::remove_file(staged);
    }
    sync_file(staged)?;
    // Read-only from the start: an original is written once.
    let mut permissions = fs::metadata(staged)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(staged, permissions)?;
    fs::rename(staged, place)?;
    place.parent().map_or(Ok(()), sync_folder)
}

/// Makes the bytes of a file durable. Opened for writing: Windows syncs only such.
pub fn sync_file(path: &Path) -> io::Result<()> {
    File::options().write(true).open(path)?.sync_all()
}

/// Makes the names in a folder durable.
///
/// # Errors
/// When the folder is not there or the disk fails.
#[cfg(unix)]
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Windows cannot sync folders: there a name may be lost in a power cut, the bytes not.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes a folder with everything in it, read-only files included; one that is not there is no error.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    make_writable(path);
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Windows does not remove read-only files, so the flag goes first.
#[cfg(not(unix))]
fn make_writable(path: &Path) {
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            make_writable(&entry.path());
        } else if let Ok(metadata) = entry.metadata() {
            let mut permissions = metadata.permissions();
            permissions.set_readonly(false);
            let _ = fs::set_permissions(entry.path(), permissions);
        }
    }
}

#[cfg(unix)]
fn make_writable(_path: &Path) {}
