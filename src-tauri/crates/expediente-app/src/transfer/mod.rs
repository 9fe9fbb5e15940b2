//! Cases from and to other computers.

pub(crate) mod export;
pub(crate) mod manifest;
pub(crate) mod manifest_fault;
pub(crate) mod zip_transfer;

use std::path::Path;

use expediente_model::MatterId;

use crate::error::AppError;
use crate::intake::report::IntakeReport;
use crate::state::State;
use crate::store::matters::NewMatter;
use crate::watch::Watch;

/// Exports and imports cases.
#[derive(Clone, Copy)]
pub struct Transfer<'a> {
    state: &'a State,
}

impl<'a> Transfer<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Writes a matter into a new folder. The folder stands there only when it is whole.
    ///
    /// # Errors
    /// When the folder exists and is not empty, an original is missing or altered, the disk fails, or it was ended.
    pub fn export(&self, id: &MatterId, folder: &Path, watch: &dyn Watch) -> Result<(), AppError> {
        export::export(self.state, id, folder, watch)
    }

    /// Begins a matter from a folder or a zip that was exported, or from any folder of papers. When it cannot be taken in
    /// whole, nothing of it stays.
    ///
    /// # Errors
    /// When there is nothing in it, its dossier.toml is wrong, papers that it names are missing, or it was ended.
    pub fn import(
        &self,
        path: &Path,
        name: &str,
        watch: &dyn Watch,
    ) -> Result<(NewMatter, IntakeReport), AppError> {
        zip_transfer::import(self.state, path, name, watch)
    }

    /// Writes a matter into a zip. The file stands there only when it is whole.
    ///
    /// # Errors
    /// When an original is missing or altered, the disk fails, or it was ended.
    pub fn export_zip(&self, id: &MatterId, out: &Path, watch: &dyn Watch) -> Result<(), AppError> {
        zip_transfer::export_zip(self.state, id, out, watch)
    }
}
