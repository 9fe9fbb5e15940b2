//! One store, one process.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use crate::error::{At, VaultError};

/// Holds a store for this process until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the store. `program` is what another process will be told.
    pub fn take(store: &Path, program: &str) -> Result<Self, VaultError> {
        let path = store.join("lock");
        // Who holds it stands in a file of its own: on Windows a locked file cannot be read.
        let holder = store.join("holder");
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .at(&path)?;
        match file.try_lock() {
            Ok(()) => {
                fs::write(&holder, format!("{}\n{program}\n", std::process::id())).at(&holder)?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let text = fs::read_to_string(&holder).unwrap_or_default();
                let mut lines = text.lines();
                let pid = lines.next().and_then(|line| line.parse().ok()).unwrap_or(0);
                let program = lines.next().unwrap_or("another program").to_owned();
                Err(VaultError::Held { program, pid })
            }
            Err(TryLockError::Error(error)) => Err(error).at(&path),
        }
    }
}
