//! Differences between systems in files written for the user. The vault syncs folders.

use std::fs::File;
use std::io;
use std::path::Path;

use expediente_model::is_reserved_name;
use expediente_proof::Stored;
use tempfile::TempDir;

/// A temporary folder that only its owner can enter.
#[cfg(unix)]
pub(crate) fn private_folder_in(parent: &Path, prefix: &str) -> io::Result<TempDir> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new()
        .prefix(prefix)
        .permissions(std::fs::Permissions::from_mode(0o700))
        .tempdir_in(parent)
}

/// A temporary folder. On other systems, rights are inherited from the folder above.
#[cfg(not(unix))]
pub(crate) fn private_folder_in(parent: &Path, prefix: &str) -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(prefix).tempdir_in(parent)
}

/// Gives a file or folder the usual rights; temporary ones are private.
#[cfg(unix)]
pub(crate) fn readable_by_all(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    // A file system without rights (a USB stick) refuses this; the file is still good.
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
}

/// On other systems, rights are inherited from the folder.
#[cfg(not(unix))]
pub(crate) fn readable_by_all(_path: &Path, _mode: u32) {}

/// Whether this system can create a file of this name. Windows refuses the names of devices and
/// some characters, and takes what follows a colon for a hidden part of the file.
pub(crate) fn can_be_created(relative: &Path) -> bool {
    !cfg!(windows) || !windows_refuses(relative)
}

/// Whether Windows refuses the name of a folder or file in a path.
fn windows_refuses(relative: &Path) -> bool {
    let refused = |c: char| c.is_control() || r#"<>:"|?*\"#.contains(c);
    relative
        .iter()
        .map(std::ffi::OsStr::to_string_lossy)
        .any(|step| is_reserved_name(&step) || step.contains(refused))
}

/// A second handle on an open file, which shares its lock.
///
/// Opening the file again by its path does not work on Windows: `LockFileEx` locks are mandatory,
/// and a handle that was opened separately cannot read what the first one has locked. A duplicated
/// handle belongs to the same open file
/// (<https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-lockfileex>).
pub(crate) fn second_handle(file: &File) -> io::Result<File> {
    file.try_clone()
}

/// A file that several threads read at once, each at its own position.
pub(crate) struct SharedFile(pub File);

impl Stored for SharedFile {
    fn length(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    #[cfg(unix)]
    fn read_at(&self, buffer: &mut [u8], from: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.0, buffer, from)
    }

    #[cfg(windows)]
    fn read_at(&self, buffer: &mut [u8], from: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(&self.0, buffer, from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A zip that holds `aux/carta.pdf` must not be unpacked into a device.
    #[test]
    fn names_of_devices_are_found_in_paths() {
        for (path, expected) in [
            ("case/papers/001 - carta.pdf", false),
            ("case/aux/carta.pdf", true),
            ("case/con.pdf", true),
            ("case/Ruiz: asilo.pdf", true),
            ("case/a.pdf:x", true),
            ("case/¿Cuándo?.pdf", true),
        ] {
            assert_eq!(windows_refuses(Path::new(path)), expected, "{path}");
        }
        assert_eq!(can_be_created(Path::new("con")), !cfg!(windows));
    }

    /// A dossier is proved while its file is locked: the second handle must share that lock, which
    /// a file opened by its path does not.
    #[test]
    fn the_second_handle_shares_the_lock() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().try_lock().unwrap();
        let second = second_handle(file.as_file()).unwrap();
        second.try_lock().unwrap();
        assert!(File::open(file.path()).unwrap().try_lock().is_err());
        std::fs::write(file.path(), b"proved").unwrap();
        let mut bytes = [0; 6];
        assert_eq!(SharedFile(second).read_at(&mut bytes, 0).unwrap(), 6);
        assert_eq!(&bytes, b"proved");
    }
}
