//! The plan of a matter as it is now, kept until the matter or its rules change.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;

use expediente_bundle::{BundlePlan, Profile};
use expediente_model::{Digest, Matter, MatterId};

use crate::error::AppError;
use crate::state::State;
use crate::store::profile_store::{self, Court};
use crate::views::gallery::locked;

/// Plans that are kept: of the matter that is shown, and of the one before.
const PLANS: usize = 2;

/// A plan and what it was made of.
pub(crate) struct Planned {
    pub matter: Arc<Matter>,
    /// The revision of the dossier: that of the matter and of the rules it is planned by.
    pub revision: String,
    pub plan: Arc<BundlePlan>,
    /// The rules that it was made by.
    pub profile: Arc<Profile>,
}

/// A word that becomes another one with everything that changes in a matter. Pictures of its dossier are those of a
/// revision.
///
/// # Errors
/// When there is no such matter.
pub(crate) fn revision(state: &State, id: &MatterId) -> Result<String, AppError> {
    Ok(state.vault.revised(id)?.1)
}

/// The plan of a matter as it is now.
pub(crate) fn planned(state: &State, id: &MatterId) -> Result<Planned, AppError> {
    // Who arranges a case wants the new numbers before pictures that nobody looks at yet.
    state.gallery.pool.hush();
    let (matter, revision) = state.vault.revised(id)?;
    let Court { profile, own } = profile_store::court(state, &matter.facts.profile)?;
    // A profile that the user changes makes another dossier of the same matter.
    let revision = match own {
        None => revision,
        Some(text) => format!("{revision}-{}", Digest::of(text.as_bytes()).short()),
    };
    let known = {
        let mut plans = locked(&state.gallery.plans);
        let at = plans
            .iter()
            .position(|(of, at, _)| of == id && *at == revision);
        let found = at.and_then(|at| plans.remove(at));
        found.map(|found| {
            let plan = Arc::clone(&found.2);
            plans.push_back(found);
            plan
        })
    };
    if let Some(plan) = known {
        return Ok(Planned {
            matter,
            revision,
            plan,
            profile,
        });
    }
    let facts = &matter.facts;
    let texts = state.assets.texts(facts.language);
    let plan = BundlePlan::again(
        &matter,
        &profile,
        texts,
        &state.assets.fonts,
        &mut locked(&state.gallery.layout_cache),
    );
    let plan = Arc::new(plan);
    let mut plans = locked(&state.gallery.plans);
    let (mut stale, others): (VecDeque<_>, _) = plans.drain(..).partition(|(of, _, _)| of == id);
    *plans = others;
    plans.push_back((id.clone(), revision.clone(), Arc::clone(&plan)));
    while plans.len() > PLANS {
        stale.extend(plans.pop_front());
    }
    // To forget twenty thousand pages takes a millisecond, for which nobody need wait.
    thread::spawn(move || drop(stale));
    Ok(Planned {
        matter,
        revision,
        plan,
        profile,
    })
}
