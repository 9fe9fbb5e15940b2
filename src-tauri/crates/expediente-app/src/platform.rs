//! What differs between systems when files are handed to the user. Syncing folders is the vault's.

use std::fs::File;
use std::io;
use std::path::Path;

use expediente_proof::Stored;

/// Gives a file or folder the rights of any other that the user makes; temporary ones are private.
#[cfg(unix)]
pub(crate) fn readable_by_all(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    // A file system without rights (a USB stick) refuses this, and the file is good all the same.
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
}

/// Elsewhere rights are inherited from the folder.
#[cfg(not(unix))]
pub(crate) fn readable_by_all(_path: &Path, _mode: u32) {}

/// A file that several read at once, each at its own place.
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
