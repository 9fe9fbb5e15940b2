//! A folder that becomes a case of the store, or brings the case that was made of it up to date.

use std::path::Path;

use expediente_model::{Facts, MatterId};

use crate::chats::days::cut_all;
use crate::error::AppError;
use crate::intake::folder::take_folder;
use crate::intake::options::FolderOptions;
use crate::intake::report::IntakeReport;
use crate::state::State;
use crate::store::matters;
use crate::transfer::manifest;
use crate::watch::Watch;

/// A case that was taken in.
#[derive(Debug)]
pub struct FolderCase {
    /// Its id.
    pub id: MatterId,
    /// What became of its papers.
    pub report: IntakeReport,
}

/// A folder that could not be taken in.
#[derive(Debug)]
pub struct FolderFailure {
    /// Why.
    pub error: AppError,
    /// The case, if it was there before; a new one leaves nothing.
    pub id: Option<MatterId>,
    /// What became of its papers, where all were looked at.
    pub report: Option<IntakeReport>,
}

impl From<AppError> for FolderFailure {
    fn from(error: AppError) -> Self {
        Self {
            error,
            id: None,
            report: None,
        }
    }
}

/// Takes a folder in as a case with a name, or brings the case that was made of it up to date. A new
/// case is of no court in particular, and in the language of messages, until something says more.
///
/// # Errors
/// As [`take_folder`]; also when a paper that its dossier.toml names is missing or refused, or no
/// chat has the days that are asked for.
pub(crate) fn take_case(
    state: &State,
    from: &Path,
    name: &str,
    options: &FolderOptions,
    watch: &dyn Watch,
) -> Result<FolderCase, Box<FolderFailure>> {
    let failed = |error: AppError| Box::new(FolderFailure::from(error));
    let plain = Facts {
        profile: "plain".to_owned(),
        language: state.language(),
        ..Facts::default()
    };
    let (matter, is_new) = matters::of_folder(state, from, name, &plain).map_err(failed)?;
    let id = matter.id;
    let options = FolderOptions {
        update: !is_new,
        ..options.clone()
    };
    let (error, report) = match take_folder(state, &id, from, &options, watch) {
        Ok(report) if report.cancelled => (AppError::Cancelled, None),
        Ok(report) => match completed(state, &id, from, &report, &options, watch) {
            Ok(()) => return Ok(FolderCase { id, report }),
            Err(error) => (error, Some(report)),
        },
        Err(error) => (error, None),
    };
    if is_new {
        matters::erase(state, &id).map_err(failed)?;
    }
    Err(Box::new(FolderFailure {
        error,
        id: (!is_new).then_some(id),
        report,
    }))
}

/// Cuts the chats of a case that was taken in, and asks for every paper that its manifest names.
fn completed(
    state: &State,
    id: &MatterId,
    from: &Path,
    report: &IntakeReport,
    options: &FolderOptions,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    if !options.days.is_all() {
        // Also of chats that came in before, with other days or with all.
        cut_all(state, id, options.days, watch)?;
    }
    if !report.missing.is_empty() {
        return Err(AppError::ManifestPapers {
            path: from.join(manifest::NAME),
            papers: report.missing.clone(),
        });
    }
    Ok(())
}
