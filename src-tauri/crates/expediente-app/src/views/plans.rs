//! The plan of a matter in its current state, cached until the matter or its rules change.
//!
//! Every view, picture and act needs the plan, so two caches keep it fast. `Gallery::plans` has the
//! last plans by matter and revision. The revision includes the digest of the user's own profile,
//! so that a changed rule makes a new plan, and a new plan of a matter replaces its older ones.
//! `Gallery::layout_cache` has the exhibit layouts of the last plan: after a change, the planner
//! lays out only the exhibits that differ. Its lock is held while planning, so two threads plan one
//! after the other. An act does not depend on the caches being current: the vault refuses a change
//! whose base revision is outdated.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;

use expediente_bundle::{BundlePlan, Profile};
use expediente_model::{Digest, Matter, MatterId};

use crate::error::AppError;
use crate::state::State;
use crate::store::profile_store::{self, Court};
use crate::views::gallery::locked;

/// The number of cached plans: of the open matter, and of the one before.
const PLANS: usize = 2;

/// A plan and what it was made from.
pub(crate) struct Planned {
    pub matter: Arc<Matter>,
    /// The revision of the dossier: of the matter and of the rules it is planned by.
    pub revision: String,
    pub plan: Arc<BundlePlan>,
    /// The rules it was made by.
    pub profile: Arc<Profile>,
}

/// A word that changes with every change of a matter. Pictures of its dossier belong to a revision.
///
/// # Errors
/// When there is no such matter.
pub(crate) fn revision(state: &State, id: &MatterId) -> Result<String, AppError> {
    Ok(state.vault.revised(id)?.1)
}

/// The plan of a matter in its current state.
///
/// # Errors
/// When there is no such matter, or its profile is unknown or broken.
pub(crate) fn planned(state: &State, id: &MatterId) -> Result<Planned, AppError> {
    // While the user arranges a case, new page numbers are more urgent than pictures drawn ahead.
    state.gallery.pool.hush();
    let (matter, revision) = state.vault.revised(id)?;
    let Court { profile, own } = profile_store::court(state, &matter.facts.profile)?;
    // If the user changes a profile, the same matter makes another dossier.
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
    let texts = state.assets.dossier_texts(facts.language, &profile);
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
    // Freeing twenty thousand pages takes a millisecond; nobody needs to wait for it.
    thread::spawn(move || drop(stale));
    Ok(Planned {
        matter,
        revision,
        plan,
        profile,
    })
}
