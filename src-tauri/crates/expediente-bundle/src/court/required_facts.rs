//! Facts of a matter that a court's cover page needs.

use expediente_model::Facts;

use crate::court::caption::Caption;
use crate::court::profile::Profile;

/// The facts that the court's cover page needs and that are still empty, by their keys in the
/// catalogs (`fact.`).
#[must_use]
pub fn missing_facts(facts: &Facts, profile: &Profile) -> Vec<&'static str> {
    let court = !matches!(
        profile.caption,
        Caption::Agency | Caption::Plain | Caption::InterAmerican
    );
    let missing = [
        (
            "title",
            facts.title.is_empty() && !matches!(profile.caption, Caption::Uk | Caption::UkTribunal),
        ),
        ("person", facts.person.is_empty()),
        ("docket", court && facts.docket.is_empty()),
        ("court", court && facts.court.is_empty()),
        (
            "filer",
            profile.caption == Caption::Immigration && facts.filer.name.is_empty(),
        ),
    ];
    missing
        .into_iter()
        .filter(|(_, missing)| *missing)
        .map(|(what, _)| what)
        .collect()
}
