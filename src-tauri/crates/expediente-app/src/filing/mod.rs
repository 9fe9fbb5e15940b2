//! Filing: checking a dossier before it is built, building and proving it, and making its forms.

pub(crate) mod build;
pub(crate) mod file_name;
pub(crate) mod forms;
pub(crate) mod handing_in;
pub(crate) mod late_promises;
pub(crate) mod made_paper;
pub(crate) mod paper_findings;
pub(crate) mod preflight;
pub(crate) mod proof;
pub(crate) mod report;
pub(crate) mod same_form;
pub(crate) mod volume_names;

use std::path::{Path, PathBuf};

use expediente_model::MatterId;

use crate::error::AppError;
use crate::filing::forms::{FormMade, FormRequest, SignedPaper};
use crate::filing::handing_in::HandingInView;
use crate::filing::preflight::PreflightReport;
use crate::filing::report::BuildReport;
use crate::state::State;
use crate::watch::Watch;

/// Checks, builds and proves dossiers.
#[derive(Clone, Copy)]
pub struct Filing<'a> {
    state: &'a State,
}

impl<'a> Filing<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Builds the dossier of a matter. `out` gets its file only once it is proved and durable.
    /// Volumes go beside it, under the names that the court wants.
    ///
    /// # Errors
    /// When the dossier holds drafts, a paper or the disk fails, a file does not pass its proof, or
    /// the user cancels: then no file has changed.
    pub fn build(
        &self,
        id: &MatterId,
        out: &Path,
        watch: &dyn Watch,
    ) -> Result<BuildReport, AppError> {
        build::build(self.state, id, out, watch)
    }

    /// Makes a form and puts it in its place in the dossier.
    ///
    /// # Errors
    /// When a required field is missing, there is no such document, or the disk fails.
    pub fn make_form(
        &self,
        id: &MatterId,
        request: &FormRequest,
        watch: &dyn Watch,
    ) -> Result<FormMade, AppError> {
        forms::make_form(self.state, id, request, watch)
    }

    /// Takes in the signed paper, which replaces the form.
    ///
    /// # Errors
    /// When the document does not wait for a signature, the paper cannot be taken in, or its words
    /// are not those of the form and nobody said that it is the one all the same.
    pub fn sign(
        &self,
        id: &MatterId,
        document: &str,
        signed: &SignedPaper<'_>,
        watch: &dyn Watch,
    ) -> Result<String, AppError> {
        forms::sign(self.state, id, document, signed, watch)
    }

    /// A file name for the paper of a document.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn paper_name(&self, id: &MatterId, document: &str) -> Result<String, AppError> {
        forms::paper_name(self.state, id, document)
    }

    /// Writes the paper of a document to a file for printing.
    ///
    /// # Errors
    /// When there is no such document, its original is missing or altered, or the disk fails.
    pub fn save_paper(
        &self,
        id: &MatterId,
        document: &str,
        out: &Path,
    ) -> Result<PathBuf, AppError> {
        forms::save_paper(self.state, id, document, out)
    }

    /// How the court of a matter takes its dossier.
    ///
    /// # Errors
    /// When there is no such matter, or its profile is unknown or broken.
    pub fn handing_in(&self, id: &MatterId) -> Result<HandingInView, AppError> {
        handing_in::view(self.state, id)
    }

    /// Writes that as a page for printing, in the user's language.
    ///
    /// # Errors
    /// When there is no such matter, or the disk fails.
    pub fn print_handing_in(&self, id: &MatterId, file: &Path) -> Result<(), AppError> {
        handing_in::print(self.state, id, file)
    }

    /// Checks the plan of a matter against the rules of its court.
    ///
    /// # Errors
    /// When there is no such matter, or its profile is unknown or broken.
    pub fn preflight(&self, id: &MatterId) -> Result<PreflightReport, AppError> {
        preflight::preflight(self.state, id)
    }

    /// Checks a written file against the same rules. The file is read from scratch, as if it came
    /// from somebody else.
    ///
    /// # Errors
    /// When there is no such matter, or the file cannot be read or does not pass its proof.
    pub fn preflight_file(
        &self,
        id: &MatterId,
        file: &Path,
        watch: &dyn crate::Watch,
    ) -> Result<PreflightReport, AppError> {
        preflight::preflight_file(self.state, id, file, watch)
    }

    /// Applies the fixes of findings, by their names, as one act. Returns the name of the act in
    /// the user's language.
    ///
    /// # Errors
    /// When there is no such finding, or a fix needs more information.
    pub fn fix(&self, id: &MatterId, names: &[String]) -> Result<String, AppError> {
        preflight::fix(self.state, id, names)
    }

    /// Saves an answer to findings, or removes it, as one act. Returns the name of the act in the
    /// user's language.
    ///
    /// # Errors
    /// When there is no such finding, or the answer is empty.
    pub fn answer(
        &self,
        id: &MatterId,
        names: &[String],
        answer: Option<&str>,
    ) -> Result<String, AppError> {
        preflight::answer(self.state, id, names, answer)
    }
}
