//! Waiting until sled has released its files.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// Waits when it is dropped until sled has released its files.
///
/// For a moment after a database is dropped or fails to open, threads of sled may still hold it
/// (<https://github.com/spacejam/sled/issues/1234>). Opening it then fails, so a sound index looks
/// damaged; and Windows neither moves nor removes files that are held.
pub struct Release {
    /// The file that sled locks.
    file: PathBuf,
}

impl Release {
    /// Much longer than sled needs. If the files are held even then, the index is rebuilt.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// For a database in a folder.
    pub fn new(folder: &Path) -> Self {
        Self {
            file: folder.join("db"),
        }
    }
}

impl Drop for Release {
    fn drop(&mut self) {
        let Ok(file) = File::open(&self.file) else {
            return;
        };
        let until = Instant::now() + Self::PATIENCE;
        while matches!(file.try_lock(), Err(TryLockError::WouldBlock)) && Instant::now() < until {
            thread::sleep(Duration::from_millis(1));
        }
    }
}
