//! Findings about the papers that go into a dossier.

use std::collections::BTreeSet;

use expediente_bundle::BundlePlan;
use expediente_intake::findings_of;
use expediente_model::{Digest, Matter, Place};

use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::views::finding_view::FindingView;

/// The findings of intake about the papers in the dossier.
pub(crate) fn paper_findings(
    state: &State,
    matter: &Matter,
    plan: &BundlePlan,
) -> Result<Vec<FindingView>, AppError> {
    let inside = plan.exhibits.iter().flat_map(|exhibit| {
        let place = Place::Exhibit(exhibit.id);
        exhibit
            .documents
            .iter()
            .map(move |document| (place, document))
    });
    let front = plan.front.iter().map(|document| (Place::Front, document));
    let back = plan.back.iter().map(|document| (Place::Back, document));
    let mut used = BTreeSet::new();
    let mut views = Vec::new();
    for (place, document) in front.chain(inside).chain(back) {
        let item = item_of(matter, &document.item)?;
        if used.insert(document.item) {
            let view = |finding| {
                FindingView::new(state.texts(), finding, Some(&item.name))
                    .at(Some(place), Some(document.id))
            };
            views.extend(item.findings.iter().map(view));
        }
    }
    Ok(views)
}

/// What papers lost when they were copied, as far as intake did not report it.
pub(crate) fn lost(
    state: &State,
    matter: &Matter,
    notices: Vec<(Digest, expediente_pdf::Notice)>,
) -> Result<Vec<FindingView>, AppError> {
    let mut views = Vec::new();
    for (digest, notice) in notices {
        let item = item_of(matter, &digest)?;
        for finding in findings_of(&[notice]) {
            let known = item
                .findings
                .iter()
                .any(|had| had.code == finding.code && had.page == finding.page);
            if !known {
                views.push(FindingView::new(state.texts(), &finding, Some(&item.name)));
            }
        }
    }
    views.dedup();
    Ok(views)
}
