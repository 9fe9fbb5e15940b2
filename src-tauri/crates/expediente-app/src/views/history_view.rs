//! The acts of a matter, by name and moment.

use expediente_model::{MatterId, Step};
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::state::State;

/// What was done in a matter, the last act first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistoryView {
    /// Acts that undo can take back.
    pub done: Vec<StepView>,
    /// Acts that were taken back and can be done again, the next one first.
    pub undone: Vec<StepView>,
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StepView {
    /// Its name in the user's language.
    pub act: String,
    /// When it was done: RFC 3339, UTC; none where its record cannot be read.
    pub at: Option<String>,
}

/// The acts of a matter.
///
/// # Errors
/// When no matter has this id.
pub(crate) fn history(state: &State, id: &MatterId) -> Result<HistoryView, AppError> {
    let history = state.vault.history(id)?;
    let view = |step: &Step| -> Result<StepView, AppError> {
        let record = state.vault.step_record(id, *step)?;
        Ok(StepView {
            act: state.recorded_step(step.act, record.as_ref()),
            at: record.map(|record| record.at),
        })
    };
    let views = |steps: &[Step]| steps.iter().rev().map(view).collect::<Result<_, _>>();
    Ok(HistoryView {
        done: views(&history.undo)?,
        undone: views(&history.redo)?,
    })
}
