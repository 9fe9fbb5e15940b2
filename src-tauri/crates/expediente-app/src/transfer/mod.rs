//! Exporting and importing cases.

pub(crate) mod export;
pub(crate) mod manifest;
pub(crate) mod manifest_fault;
pub(crate) mod manifest_paths;
pub(crate) mod manifest_texts;
pub(crate) mod zip_transfer;

use std::path::Path;

use expediente_model::MatterId;

use crate::error::AppError;
use crate::intake::report::IntakeReport;
use crate::state::State;
use crate::store::matters::NewMatter;
use crate::watch::Watch;

/// A case that came in.
#[derive(Debug)]
pub struct TakenBack {
    /// The matter.
    pub matter: MatterId,
    /// Whether it was here already and was brought up to date.
    pub known: bool,
    /// The outcome for its papers.
    pub report: IntakeReport,
}

/// Exports and imports cases.
#[derive(Clone, Copy)]
pub struct Transfer<'a> {
    state: &'a State,
}

impl<'a> Transfer<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Exports a matter into a new folder, which appears only when it is complete.
    ///
    /// # Errors
    /// When the folder exists and is not empty, an original is missing or altered, the disk fails,
    /// or the user cancels.
    pub fn export(&self, id: &MatterId, folder: &Path, watch: &dyn Watch) -> Result<(), AppError> {
        export::export(self.state, id, folder, watch)
    }

    /// Creates a matter from an exported folder or zip, or from any folder of papers. If not all of
    /// it can be taken in, nothing of it stays.
    ///
    /// # Errors
    /// When it is empty, its dossier.toml is wrong, papers that it names are missing, or the user
    /// cancels.
    pub fn import(
        &self,
        path: &Path,
        name: &str,
        watch: &dyn Watch,
    ) -> Result<(NewMatter, IntakeReport), AppError> {
        zip_transfer::import(self.state, path, name, watch)
    }

    /// Imports a case that may have gone out from here: then the matter is brought up to date,
    /// which undo takes back, instead of standing here twice.
    ///
    /// # Errors
    /// As [`Self::import`].
    pub fn take_back(
        &self,
        path: &Path,
        name: &str,
        watch: &dyn Watch,
    ) -> Result<TakenBack, AppError> {
        zip_transfer::take_back(self.state, path, name, watch)
    }

    /// Exports a matter as a zip, which appears only when it is complete.
    ///
    /// # Errors
    /// When an original is missing or altered, the disk fails, or the user cancels.
    pub fn export_zip(&self, id: &MatterId, out: &Path, watch: &dyn Watch) -> Result<(), AppError> {
        zip_transfer::export_zip(self.state, id, out, watch)
    }
}
