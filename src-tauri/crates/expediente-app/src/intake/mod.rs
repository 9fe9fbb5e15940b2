//! Taking papers in: folders and files are read, made durable, and placed.

pub(crate) mod folder;
pub(crate) mod paper_reader;
pub(crate) mod papers;
pub(crate) mod report;
pub(crate) mod title_guess;

use std::path::{Path, PathBuf};

use expediente_model::MatterId;

use crate::error::AppError;
use crate::intake::folder::FolderOptions;
use crate::intake::report::IntakeReport;
use crate::state::State;
use crate::watch::Watch;

/// Takes papers in.
#[derive(Clone, Copy)]
pub struct Intake<'a> {
    state: &'a State,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Takes a folder in: as its `dossier.toml` says, or its subfolders as exhibits in natural order and its loose files
    /// as exhibits of their own.
    ///
    /// # Errors
    /// When nothing in it can be taken in, the dossier.toml is wrong, the disk fails, or it was ended. Papers that were
    /// received until then stay received.
    pub fn take_folder(
        &self,
        id: &MatterId,
        folder: &Path,
        options: &FolderOptions,
        watch: &dyn Watch,
    ) -> Result<IntakeReport, AppError> {
        folder::take_folder(self.state, id, folder, options, watch)
    }

    /// Adds files and folders to a matter. A folder without subfolders is one exhibit; one with subfolders is taken as a
    /// whole case is.
    ///
    /// # Errors
    /// As [`App::take_folder`].
    pub fn add(
        &self,
        id: &MatterId,
        paths: &[PathBuf],
        options: &FolderOptions,
        watch: &dyn Watch,
    ) -> Result<IntakeReport, AppError> {
        folder::add(self.state, id, paths, options, watch)
    }
}
