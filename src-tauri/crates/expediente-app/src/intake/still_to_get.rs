//! The list of papers that could not be taken in: what an intake adds to it and takes from it.

use std::path::Path;

use expediente_model::{Change, Facts, Matter, StillToGet, folded};

use crate::intake::report::{IntakeReport, PaperState};

/// The change of the list after an intake, if there is one: papers that were refused are on it, and
/// those that came in now are not.
pub(crate) fn after(matter: &Matter, report: &IntakeReport) -> Option<Change> {
    let came: Vec<String> = report
        .papers
        .iter()
        .filter(|paper| paper.state != PaperState::Refused)
        .map(|paper| key(&paper.path))
        .collect();
    let mut list = matter.facts.still_to_get.clone();
    for refused in &report.still_to_get {
        let had = list.iter_mut().find(|had| had.name == refused.name);
        match had {
            // It was tried again, and the reason can be another one.
            Some(had) => had.clone_from(refused),
            None => list.push(refused.clone()),
        }
    }
    list.retain(|paper| !came.contains(&key(&paper.name)));
    changed(matter, list)
}

/// The change that takes papers from the list, if there is one.
pub(crate) fn without(matter: &Matter, names: &[String]) -> Option<Change> {
    let mut list = matter.facts.still_to_get.clone();
    list.retain(|paper| !names.contains(&paper.name));
    changed(matter, list)
}

fn changed(matter: &Matter, still_to_get: Vec<StillToGet>) -> Option<Change> {
    if matter.facts.still_to_get == still_to_get {
        return None;
    }
    let facts = Facts {
        still_to_get,
        ..(*matter.facts).clone()
    };
    let facts = Box::new(facts);
    Some(Change::SetFacts { facts })
}

/// By what a paper is known again: the name of its file, wherever it lies now.
fn key(shown: &str) -> String {
    let name = Path::new(shown).file_name();
    // A name such as `..` is the name as it was shown.
    folded(&name.map_or_else(|| shown.into(), |name| name.to_string_lossy()))
}
