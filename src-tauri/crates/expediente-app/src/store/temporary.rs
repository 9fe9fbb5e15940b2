//! Stores that last as long as one build.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use expediente_vault::is_store;
use tempfile::TempDir;

use crate::platform;

/// How the names of temporary stores begin.
const PREFIX: &str = "expediente-build-";

/// A folder for a store that is removed when the value is dropped. Only its owner can enter it.
/// Removes those that builds left which were killed.
///
/// # Errors
/// When the system has no place for it.
pub fn temporary_store() -> io::Result<TempDir> {
    let folder = std::env::temp_dir();
    remove_dead(&folder);
    platform::private_folder_in(&folder, PREFIX)
}

/// Removes the temporary stores that no process holds. One that is just being made has no marker
/// before it is held.
fn remove_dead(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if !name.to_string_lossy().starts_with(PREFIX) || path.is_symlink() || !is_store(&path) {
            continue;
        }
        // Another user's cannot be opened.
        let lock = File::options().write(true).open(path.join("lock"));
        if lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            // The next build tries again.
            let _ = fs::remove_dir_all(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use expediente_vault::Vault;

    use super::*;

    /// A killed build leaves a person's papers in the folder for temporary files. The next build
    /// removes them, and not those of a build that runs.
    #[test]
    fn only_what_no_build_holds_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(format!("{PREFIX}{name}"));
        drop(Vault::open(&path("dead"), "test").unwrap());
        let (held, _) = Vault::open(&path("held"), "test").unwrap();
        fs::create_dir(path("foreign")).unwrap();
        fs::write(path("foreign").join("thesis.txt"), b"x").unwrap();
        remove_dead(folder.path());
        assert!(!path("dead").exists());
        assert!(path("held").exists() && path("foreign").join("thesis.txt").exists());
        drop(held);
    }
}
