//! The lock by which only one process uses a store.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use crate::error::{At, VaultError};
use crate::files::system_disk::{private_options, write_private};

/// Holds a store for this process until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Locks the store. Other processes are told that `program` holds it.
    pub fn take(store: &Path, program: &str) -> Result<Self, VaultError> {
        let path = store.join("lock");
        // The holder is named in a separate file: on Windows a locked file cannot be read.
        let holder = store.join("holder");
        let file = private_options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .at(&path)?;
        match file.try_lock() {
            Ok(()) => {
                let text = format!("{}\n{program}\n", std::process::id());
                write_private(&holder, text.as_bytes()).at(&holder)?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => Err(held(&holder)),
            Err(TryLockError::Error(error)) => Err(error).at(&path),
        }
    }
}

/// The error that names the holder. Its file may not be written yet, in the moment after the lock.
fn held(holder: &Path) -> VaultError {
    let text = fs::read_to_string(holder).ok();
    let named = text.as_deref().and_then(|text| {
        let (pid, program) = text.trim_end().split_once('\n')?;
        Some((pid.parse().ok()?, program))
    });
    let (pid, program) = named.unwrap_or((0, "another program"));
    VaultError::Held {
        program: program.to_owned(),
        pid,
    }
}
