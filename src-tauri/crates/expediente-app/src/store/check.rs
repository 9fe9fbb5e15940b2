//! The check of a store.

use expediente_model::{Finding, Severity};
use serde::Serialize;

use crate::error::AppError;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::watch::{Phase, Watch};

/// The result of a check.
#[derive(Clone, Debug, Serialize)]
pub struct CheckReport {
    /// The number of matters in the store.
    pub matters: usize,
    /// The number of papers that were read and compared.
    pub papers: usize,
    /// Problems and repairs.
    pub findings: Vec<FindingView>,
    /// Whether everything that was acknowledged is there.
    pub whole: bool,
}

/// Reads every journal and every paper of the store and compares them with their hashes. A matter
/// that cannot be read is a finding, and the others are checked.
///
/// # Errors
/// When the user cancels.
pub(crate) fn check(state: &State, watch: &dyn Watch) -> Result<CheckReport, AppError> {
    let rows = state.vault.matters();
    let mut found = state.opened_findings().to_vec();
    for finding in self::found(state, watch)? {
        // What was found when the store was opened is said once.
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    Ok(CheckReport {
        matters: rows.len(),
        papers: rows.iter().map(|row| row.papers).sum(),
        whole: is_whole(&found),
        findings: state.views(&found),
    })
}

/// Whether nothing that was acknowledged is missing or damaged.
pub(crate) fn is_whole(found: &[Finding]) -> bool {
    let mut found = found.iter();
    found.all(|finding| finding.severity() != Severity::Stops)
}

/// What is found in all matters.
pub(crate) fn found(state: &State, watch: &dyn Watch) -> Result<Vec<Finding>, AppError> {
    let rows = state.vault.matters();
    let total: usize = rows.iter().map(|row| row.papers).sum();
    let mut done = 0;
    let mut found = Vec::new();
    for row in &rows {
        let mut go_on = true;
        let findings = state.vault.check(&row.id, |own, _| {
            go_on = watch.step(Phase::Check, (done + own) as u64, total as u64);
            go_on
        });
        if !go_on {
            return Err(AppError::Cancelled);
        }
        match findings {
            Ok(findings) => found.extend(findings),
            Err(error) => found.push(expediente_vault::unreadable(&row.name, &error)),
        }
        done += row.papers;
    }
    Ok(found)
}
