//! Commits a change under the revision it was computed from.

use expediente_model::{Act, Change, MatterId};

use crate::error::AppError;
use crate::state::State;
use crate::views::plans::{self, Planned};

/// Computes a change from a matter and its plan, and commits it. If another act came in between,
/// both are computed again, so no act overwrites what it has not seen. Returns the name of the act
/// in the user's language.
pub(crate) fn commit_planned(
    state: &State,
    id: &MatterId,
    mut compute: impl FnMut(&Planned) -> Result<(Act, Change), AppError>,
) -> Result<String, AppError> {
    let now = state.now();
    // If another act comes in after the vault has read the base revision, the plan is newer than
    // that revision. The vault then refuses the change as stale and calls this again.
    let (_, act) = state.vault.commit_act_with(id, &now, |_| {
        let planned = plans::planned(state, id)?;
        compute(&planned)
    })?;
    let last = state.vault.history(id)?.undo.last().copied();
    match last {
        Some(step) if step.act == act => Ok(state.step(id, step)?),
        // Nothing was changed, or another act came after it.
        _ => Ok(state.act(act)),
    }
}
