//! The pages that a plan promises, for the proof to compare a written file with.

use expediente_proof::ExpectedDossier;

use crate::error::BundleError;
use crate::plan::bundle_plan::{BundlePlan, PlannedVolume};

/// The pages that a plan promises of one volume, counted from the first page of the file.
///
/// # Errors
/// When the plan does not have the volume's pages or exhibits.
pub fn expected_dossier(
    plan: &BundlePlan,
    volume: &PlannedVolume,
) -> Result<ExpectedDossier, BundleError> {
    let pages = plan.pages_in(&volume.pages)?;
    let exhibits = plan.exhibits_in(volume)?;
    let mut stamps = Vec::with_capacity(pages.len());
    for page in pages {
        let exhibit = plan.exhibit_label_of(page)?;
        stamps.push(exhibit.into_iter().chain(plan.bates_of(page)).collect());
    }
    Ok(ExpectedDossier {
        labels: pages
            .iter()
            .map(|page| plan.page_label_of(page).into())
            .collect(),
        slips: exhibits
            .iter()
            .map(|exhibit| exhibit.slip - volume.pages.start)
            .collect(),
        stamps,
    })
}
