//! The list of papers that could not be taken in: what an intake adds to it and takes from it.

use std::path::Path;

use expediente_model::{Change, Facts, Matter, StillToGet, folded};

use crate::intake::report::{IntakeReport, PaperState};
use crate::request_error::RequestError;

/// The change of the list after an intake, if there is one, and the papers that left it: those that
/// were refused are on it, and those that came in now are not.
pub(crate) fn after(matter: &Matter, report: &IntakeReport) -> (Option<Change>, Vec<String>) {
    let came: Vec<&str> = report
        .papers
        .iter()
        .filter(|paper| paper.state != PaperState::Refused)
        .map(|paper| paper.path.as_str())
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
    let left: Vec<String> = list
        .iter()
        .filter(|paper| {
            let is_refused = report.still_to_get.iter().any(|one| one.name == paper.name);
            !is_refused && came.iter().any(|came| is_same(&list, &paper.name, came))
        })
        .map(|paper| paper.name.clone())
        .collect();
    list.retain(|paper| !left.contains(&paper.name));
    (changed(matter, list), left)
}

/// Whether a paper that came in is one of the list: it has its path, or it came alone and has the
/// name of no other one of the list. Papers of different folders are often called alike.
fn is_same(list: &[StillToGet], name: &str, came: &str) -> bool {
    if folded(name) == folded(came) {
        return true;
    }
    let is_alone = Path::new(came).components().nth(1).is_none();
    let alike = list.iter().filter(|one| key(&one.name) == key(came));
    is_alone && key(name) == key(came) && alike.count() == 1
}

/// The change that takes papers from the list.
///
/// # Errors
/// When one of them is not on it.
pub(crate) fn without(matter: &Matter, names: &[String]) -> Result<Change, RequestError> {
    let mut list = matter.facts.still_to_get.clone();
    let is_on = |name: &String| list.iter().any(|paper| paper.name == *name);
    if let Some(other) = names.iter().find(|name| !is_on(name)) {
        return Err(RequestError::NotStillToGet {
            name: other.clone(),
            list: list.iter().map(|paper| paper.name.clone()).collect(),
        });
    }
    list.retain(|paper| !names.contains(&paper.name));
    changed(matter, list).ok_or(RequestError::NothingNamed)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `IMG_1.jpg` of one folder came in and took that of another off the list.
    #[test]
    fn a_name_alone_is_not_a_paper() {
        let paper = |name: &str| StillToGet {
            name: name.to_owned(),
            why: Vec::new(),
        };
        let list = [
            paper("A/IMG_1.jpg"),
            paper("carta.pdf"),
            paper("B/x.pdf"),
            paper("C/x.pdf"),
        ];
        for (name, came, same) in [
            ("A/IMG_1.jpg", "A/img_1.JPG", true),
            ("A/IMG_1.jpg", "B/IMG_1.jpg", false),
            ("A/IMG_1.jpg", "IMG_1.jpg", true),
            ("carta.pdf", "D/carta.pdf", false),
            ("carta.pdf", "carta.pdf", true),
            ("B/x.pdf", "x.pdf", false),
        ] {
            assert_eq!(is_same(&list, name, came), same, "{name} {came}");
        }
    }
}
