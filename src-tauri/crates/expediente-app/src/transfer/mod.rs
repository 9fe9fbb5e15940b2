//! Exporting and importing cases.

pub(crate) mod export;
pub(crate) mod manifest;
pub(crate) mod manifest_fault;
pub(crate) mod manifest_paths;
pub(crate) mod manifest_texts;
pub(crate) mod zip_transfer;

use std::path::Path;

use expediente_model::MatterId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::AppError;
use crate::intake::report::IntakeReport;
use crate::state::State;
use crate::store::matters::NewMatter;
use crate::watch::Watch;

/// A case that came in, or a question before it does.
#[derive(Debug)]
pub enum TakenBack {
    /// It is here.
    Done {
        /// The matter.
        matter: MatterId,
        /// Whether it was here already and was brought up to date.
        known: bool,
        /// The outcome for its papers.
        report: IntakeReport,
    },
    /// It is here already, and differs from what comes: nothing was changed.
    Differs(CaseHere),
}

/// What to do with a case that is here already and differs from what comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WhenHere {
    /// Change nothing, and tell the differences.
    Ask,
    /// Make it as it comes, which is one act.
    Replace,
    /// Take it in beside the other.
    Apart,
}

/// How the case that is here differs from the one that comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CaseHere {
    /// Its short name.
    pub name: String,
    /// When it was last changed here, RFC 3339.
    pub updated: String,
    /// The titles of exhibits that only it has.
    pub only_here: Vec<String>,
    /// The titles of exhibits that are described or filled in another way.
    pub different: Vec<String>,
    /// The titles of exhibits that only come.
    pub only_there: Vec<String>,
    /// Whether the details of the case, the order or other papers differ.
    pub others: bool,
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
    /// which undo takes back as one act, instead of standing here twice. The case is called as it
    /// says, or else `name`.
    ///
    /// # Errors
    /// As [`Self::import`].
    pub fn take_back(
        &self,
        path: &Path,
        name: &str,
        here: WhenHere,
        watch: &dyn Watch,
    ) -> Result<TakenBack, AppError> {
        zip_transfer::take_back(self.state, path, name, here, watch)
    }

    /// Exports a matter as a zip, which appears only when it is complete.
    ///
    /// # Errors
    /// When an original is missing or altered, the disk fails, or the user cancels.
    pub fn export_zip(&self, id: &MatterId, out: &Path, watch: &dyn Watch) -> Result<(), AppError> {
        zip_transfer::export_zip(self.state, id, out, watch)
    }
}
