//! Writes the small files of the store that belong to no matter: the register of translators, the
//! user's own profiles.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::error::{AppError, At};
use crate::state::State;

/// Writes a file of the store atomically: after a failure at any moment it has its old or its new
/// contents.
pub(crate) fn write_atomic(state: &State, path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    let (folder, store) = (folder_of(path), state.vault.folder());
    if !folder.is_dir() {
        expediente_vault::create_private_folder(folder).at(folder)?;
        expediente_vault::sync_folder(store).at(store)?;
    }
    let mut staged = tempfile::NamedTempFile::new_in(state.vault.staging()).at(path)?;
    staged
        .write_all(bytes)
        .and_then(|()| staged.as_file().sync_all())
        .at(path)?;
    staged.persist(path).map_err(|error| error.error).at(path)?;
    expediente_vault::sync_folder(folder).at(folder)
}

/// Writes a new file and syncs it through the handle that wrote it: Windows does not sync a file
/// that was opened for reading.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    let mut file = File::create(path).at(path)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .at(path)
}

/// The folder of a file to write; the working folder for a bare name.
pub(crate) fn folder_of(out: &Path) -> &Path {
    match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
