//! What differs between systems when files are handed to the user. Syncing folders is the vault's.

use std::path::Path;

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
