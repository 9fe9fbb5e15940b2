//! The check of a store.

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

/// Reads every journal and every paper of the store and compares them with their hashes.
///
/// # Errors
/// When a folder of the store cannot be read, or the user cancels.
pub(crate) fn check(state: &State, watch: &dyn Watch) -> Result<CheckReport, AppError> {
    let rows = state.vault.matters();
    let total: usize = rows.iter().map(|row| row.papers).sum();
    let mut done = 0;
    let mut found = Vec::new();
    for row in &rows {
        let mut go_on = true;
        let findings = state.vault.check(&row.id, |own, _| {
            go_on = watch.step(Phase::Check, (done + own) as u64, total as u64);
            go_on
        })?;
        if !go_on {
            return Err(AppError::Cancelled);
        }
        found.extend(findings);
        done += row.papers;
    }
    let whole = found
        .iter()
        .all(|finding| finding.severity() != expediente_model::Severity::Stops);
    let mut findings = state.opened();
    let known = findings.clone();
    findings.extend(
        state
            .views(&found)
            .into_iter()
            .filter(|finding| !known.contains(finding)),
    );
    Ok(CheckReport {
        matters: rows.len(),
        papers: total,
        findings,
        whole,
    })
}
