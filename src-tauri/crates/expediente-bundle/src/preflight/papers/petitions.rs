//! Petitions whose signatures are not all counted, or that somebody may have signed twice.

use expediente_model::{Code, Exhibit, Finding};

use crate::preflight::case::Case;

/// Reports sheets that were not counted while others of the petition were, a count of which nobody
/// says who made it and when, and entries that may be of one person and that nobody decided about.
pub(super) fn check(case: &mut Case, exhibit: &Exhibit) {
    let matter = case.matter;
    let Some(count) = exhibit.count(&|document| matter.shown_pages(document)) else {
        return;
    };
    if count.uncounted > 0 {
        let finding = Finding::new(Code::SheetsUncounted).with("count", count.uncounted);
        case.tell_of_exhibit(exhibit, finding);
    }
    let tally = exhibit.tally.as_deref();
    if tally.is_none_or(|tally| tally.by.is_empty() || tally.on.is_none()) {
        case.tell_of_exhibit(exhibit, Finding::new(Code::CountUnsigned));
    }
    if !count.open.is_empty() {
        let finding = Finding::new(Code::SignersAlike).with("count", count.open.len());
        case.tell_of_exhibit(exhibit, finding);
    }
}
