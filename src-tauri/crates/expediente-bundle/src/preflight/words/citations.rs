//! Checks that the exhibits which a declaration cites are in the dossier.

use std::collections::BTreeSet;

use expediente_model::{Code, ExhibitKind, Finding, Place, Role};

use crate::preflight::case::{Case, Placed};
use crate::preflight::words::{read, shown, tell};

pub(super) fn check(case: &mut Case) {
    let labels: BTreeSet<String> = case
        .plan
        .exhibits
        .iter()
        .map(|exhibit| exhibit.label.as_str().to_uppercase())
        .collect();
    if labels.is_empty() {
        return;
    }
    for (placed, words) in read(case) {
        if !is_of_this_filing(&placed) {
            continue;
        }
        let absent = words
            .cited
            .iter()
            .filter(|(mark, _)| !labels.contains(mark));
        let absent: Vec<_> = absent
            .map(|(mark, pages)| (mark, shown(case, &placed, pages)))
            .filter(|(_, on)| !on.is_empty())
            .collect();
        let on: Vec<usize> = absent.iter().flat_map(|(_, on)| on.clone()).collect();
        let marks: Vec<&str> = absent.iter().map(|(mark, _)| mark.as_str()).collect();
        let finding = Finding::new(Code::ExhibitCited).with("marks", marks.join(", "));
        tell(case, &placed, finding, &on);
    }
}

/// Whether a paper was written for this filing: a judgment from elsewhere cites exhibits of its
/// own.
fn is_of_this_filing(placed: &Placed) -> bool {
    let is_declaration = placed.exhibit.is_some_and(|exhibit| {
        let is_statement = matches!(placed.document.role, Role::Paper | Role::Translation { .. });
        exhibit.kind == Some(ExhibitKind::Declaration) && is_statement
    });
    let is_front = placed.place == Place::Front && placed.document.role == Role::Paper;
    is_declaration || is_front
}
