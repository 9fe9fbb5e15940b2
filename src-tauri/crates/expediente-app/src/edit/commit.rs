//! Committing a change under the revision that it was computed from.

use expediente_model::{Act, Change, MatterId};
use expediente_vault::VaultError;

use crate::error::AppError;
use crate::state::State;
use crate::views::plans::{self, Planned};

/// Computes a change from a matter and its plan and commits it. When another act came in between,
/// both are computed again, so no act overwrites what it has not seen. Returns the name of the act
/// in words.
pub(crate) fn commit_planned(
    state: &State,
    id: &MatterId,
    mut compute: impl FnMut(&Planned) -> Result<(Act, Change), AppError>,
) -> Result<String, AppError> {
    loop {
        let planned = plans::planned(state, id)?;
        let (act, change) = compute(&planned)?;
        let now = state.now();
        match state.vault.commit_at(id, &planned.base, act, &change, &now) {
            // Whoever came first has made progress, so this ends.
            Err(VaultError::Stale(_)) => {}
            result => {
                result?;
                return Ok(state.act(act));
            }
        }
    }
}
