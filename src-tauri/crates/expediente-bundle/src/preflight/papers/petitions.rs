//! Petitions whose signatures are not all counted, or that somebody may have signed twice.

use expediente_model::{Code, Exhibit, ExhibitKind, Finding};

use crate::preflight::case::Case;

/// Reports sheets that were not counted while others of the petition were, and entries that may be
/// of one person and that nobody decided about.
pub(super) fn check(case: &mut Case, exhibit: &Exhibit) {
    let Some(count) = exhibit.count() else {
        return;
    };
    let counted = exhibit.documents.iter().any(|one| !one.rows.is_empty());
    let mut left = 0;
    if counted && exhibit.kind == Some(ExhibitKind::Petition) {
        for document in exhibit.documents.iter().filter(|one| one.role.is_paper()) {
            let total = case.matter.items.get(&document.item);
            let total = total.map_or(0, |item| item.pages);
            let pages = document.chosen_pages(total);
            left += pages
                .iter()
                .filter(|page| !document.rows.contains_key(page))
                .count();
        }
    }
    if left > 0 {
        let finding = Finding::new(Code::SheetsUncounted).with("count", left);
        case.tell_of_exhibit(exhibit, finding);
    }
    if !count.open.is_empty() {
        let finding = Finding::new(Code::SignersAlike).with("count", count.open.len());
        case.tell_of_exhibit(exhibit, finding);
    }
}
