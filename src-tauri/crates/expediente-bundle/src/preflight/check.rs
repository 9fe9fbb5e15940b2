//! Runs all checks of a planned dossier.

use expediente_model::{Catalogue, Date, Matter};

use crate::court::profile::Profile;
use crate::front_matter::fonts::Fonts;
use crate::plan::bundle_plan::BundlePlan;
use crate::preflight::case::Case;
use crate::preflight::finding::PlannedFinding;
use crate::preflight::{facts, filing, pages, papers, stamps, statements, translations, words};

/// Checks a planned dossier against the court's rules, and for drafts. The findings of the plan
/// itself are not included.
///
/// `name` is the name that the file will have.
#[must_use]
pub fn preflight(
    matter: &Matter,
    plan: &BundlePlan,
    profile: &Profile,
    (texts, fonts): (&Catalogue, &Fonts),
    today: Date,
    name: &str,
) -> Vec<PlannedFinding> {
    let printed = matter.printed();
    let mut case = Case::new(&printed, plan, profile, today);
    filing::check(&mut case, texts, fonts, name);
    facts::check(&mut case);
    translations::check(&mut case);
    statements::check(&mut case);
    papers::check(&mut case);
    pages::check(&mut case);
    words::check(&mut case, matter);
    stamps::check(&mut case, texts, fonts);
    case.found
}
