//! Taking papers in: reads folders and files, makes papers durable, and places them.

pub(crate) mod containers;
pub(crate) mod folder;
pub(crate) mod folder_case;
pub(crate) mod manifest_intake;
mod office_papers;
pub(crate) mod options;
pub(crate) mod paper_reader;
pub(crate) mod papers;
pub(crate) mod placement;
pub(crate) mod report;
pub(crate) mod still_to_get;
pub(crate) mod title_guess;
pub(crate) mod together;
pub(crate) mod typeset_request;

use std::path::{Path, PathBuf};

use expediente_model::MatterId;

use crate::error::AppError;
use crate::intake::folder_case::{FolderCase, FolderFailure};
use crate::intake::options::FolderOptions;
use crate::intake::report::IntakeReport;
use crate::intake::together::Together;
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

    /// Takes in a folder: as its `dossier.toml` says, or with an exhibit for each subfolder, in
    /// natural order, and for each loose file.
    ///
    /// # Errors
    /// When nothing in it can be taken in, the dossier.toml is wrong, the disk fails, or the user
    /// cancels. Papers received until then stay in the store.
    pub fn take_folder(
        &self,
        id: &MatterId,
        folder: &Path,
        options: &FolderOptions,
        watch: &dyn Watch,
    ) -> Result<IntakeReport, AppError> {
        folder::take_folder(self.state, id, folder, options, watch)
    }

    /// Takes a folder in as a case with a name, or brings the case that was made of it up to date. A
    /// case that could not be taken in leaves nothing.
    ///
    /// # Errors
    /// As [`Intake::take_folder`]; also when a paper that its dossier.toml names is missing or
    /// refused, or no chat has the days that are asked for.
    pub fn take_case(
        &self,
        from: &Path,
        name: &str,
        options: &FolderOptions,
        watch: &dyn Watch,
    ) -> Result<FolderCase, Box<FolderFailure>> {
        folder_case::take_case(self.state, from, name, options, watch)
    }

    /// The folders and zips among these paths that can be one exhibit, or one for each file.
    #[must_use]
    pub fn together(&self, paths: &[PathBuf]) -> Vec<Together> {
        together::together(paths)
    }

    /// Adds files and folders to a matter. A folder without subfolders becomes one exhibit; a
    /// folder with subfolders is taken in like a whole case.
    ///
    /// # Errors
    /// As [`Intake::take_folder`].
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
