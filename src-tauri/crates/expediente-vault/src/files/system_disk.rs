//! The disk of the operating system. All differences between systems that concern the vault are
//! here.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use crate::files::disk::Disk;

/// The operating system's own disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        create_private_folder(path)
    }

    fn create_file(&self, path: &Path) -> io::Result<File> {
        private_options()
            .create_new(true)
            .read(true)
            .write(true)
            .open(path)
    }

    fn write(&self, _path: &Path, file: &mut File, offset: u64, bytes: &[u8]) -> io::Result<()> {
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)
    }

    fn cut(&self, _path: &Path, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }

    fn sync_file(&self, _path: &Path, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        sync_folder(path)
    }

    fn protect(&self, path: &Path) -> io::Result<()> {
        protect(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        make_writable(path);
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        make_all_writable(path);
        match fs::remove_dir_all(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result,
        }
    }
}

/// Creates a folder that only its owner can enter.
///
/// # Errors
/// When it exists, or the disk fails.
#[cfg(unix)]
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

/// Creates a folder. On other systems, rights are inherited from the folder above.
///
/// # Errors
/// When it exists, or the disk fails.
#[cfg(not(unix))]
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// How to open a file so that, if it is created, only its owner can read it.
#[cfg(unix)]
pub fn private_options() -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
pub fn private_options() -> fs::OpenOptions {
    File::options()
}

/// Writes a file that only its owner can read.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = private_options();
    let mut file = options.create(true).truncate(true).write(true).open(path)?;
    file.write_all(bytes)
}

/// Makes a file read-only, and unreadable for others.
#[cfg(unix)]
fn protect(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o400))
}

#[cfg(not(unix))]
fn protect(path: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions)
}

/// Takes from all others the right to read a folder and everything in it; links are left alone. A
/// file system without rights (a USB stick) refuses, and the store is as open as its file system.
#[cfg(unix)]
pub fn make_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(found) = fs::symlink_metadata(path) else {
        return;
    };
    if found.is_symlink() {
        return;
    }
    let mode = found.permissions().mode() & 0o7777;
    let private = mode & 0o700;
    if mode != private {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(private));
    }
    if found.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.for_each(|entry| make_private(&entry.path()));
    }
}

#[cfg(not(unix))]
pub fn make_private(_path: &Path) {}

/// Makes the names in a folder durable.
///
/// # Errors
/// When the folder is missing or the disk fails.
#[cfg(unix)]
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Does nothing: Windows cannot sync folders. A power cut there may lose a name, but not the bytes.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Windows does not remove read-only files, so the attribute is cleared first.
#[cfg(not(unix))]
fn make_writable(path: &Path) {
    if let Ok(metadata) = fs::metadata(path) {
        let mut permissions = metadata.permissions();
        permissions.set_readonly(false);
        let _ = fs::set_permissions(path, permissions);
    }
}

#[cfg(not(unix))]
fn make_all_writable(path: &Path) {
    let Ok(entries) = fs::read_dir(path) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            make_all_writable(&entry.path());
        } else {
            make_writable(&entry.path());
        }
    }
}

#[cfg(unix)]
fn make_writable(_path: &Path) {}

#[cfg(unix)]
fn make_all_writable(_path: &Path) {}
