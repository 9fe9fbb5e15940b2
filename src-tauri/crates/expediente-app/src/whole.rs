//! Small files of the store that belong to no matter: the register of translators, the user's own profiles.

use std::io::Write;
use std::path::Path;

use crate::building::folder_of;
use crate::error::At;
use crate::{App, AppError};

impl App {
    /// Writes a file of the store so that after a failure at any moment it is as it was before, or whole.
    pub(crate) fn keep_whole(&self, path: &Path, bytes: &[u8]) -> Result<(), AppError> {
        let (folder, store) = (folder_of(path), self.vault.folder());
        if !folder.is_dir() {
            std::fs::create_dir_all(folder).at(folder)?;
            expediente_vault::sync_folder(store).at(store)?;
        }
        let mut staged = tempfile::NamedTempFile::new_in(self.vault.staging()).at(path)?;
        staged
            .write_all(bytes)
            .and_then(|()| staged.as_file().sync_all())
            .at(path)?;
        staged.persist(path).map_err(|error| error.error).at(path)?;
        expediente_vault::sync_folder(folder).at(folder)
    }
}
