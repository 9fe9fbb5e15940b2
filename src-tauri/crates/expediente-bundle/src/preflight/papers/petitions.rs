//! Petitions whose signatures are not all counted, or that somebody may have signed twice.

use std::collections::BTreeMap;

use expediente_model::{Code, EntryMark, Exhibit, ExhibitId, Finding, Sameness, pairs};

use crate::preflight::case::Case;

/// Reports sheets that were not counted while others of the petition were, a count of which nobody
/// says who made it and when, and entries that may be of one person and that nobody decided about.
pub(super) fn check(case: &mut Case, exhibit: &Exhibit) {
    let matter = case.matter;
    let Some(count) = exhibit.count(&|document| matter.signed_pages(document)) else {
        return;
    };
    if count.uncounted > 0 {
        let finding = Finding::new(Code::SheetsUncounted).with("count", count.uncounted);
        case.tell_of_exhibit(exhibit, finding);
    }
    let tally = exhibit.tally.as_deref();
    let listed = tally.map_or(0, |tally| tally.listed.len());
    if listed > 0 {
        let code = if count.is_list() {
            Code::ListOnly
        } else {
            Code::ListUnplaced
        };
        case.tell_of_exhibit(exhibit, Finding::new(code).with("count", listed));
    }
    if tally.is_none_or(|tally| tally.by.is_empty() || tally.on.is_none()) {
        case.tell_of_exhibit(exhibit, Finding::new(Code::CountUnsigned));
    }
    let rows = exhibit.rows(&|document| matter.signed_pages(document));
    let unchecked = rows.iter().filter(|(_, row)| row.read).count();
    if unchecked > 0 {
        let finding = Finding::new(Code::NamesUnchecked).with("count", unchecked);
        case.tell_of_exhibit(exhibit, finding);
    }
    if !count.open.is_empty() {
        let finding = Finding::new(Code::SignersAlike).with("count", count.open.len());
        case.tell_of_exhibit(exhibit, finding);
    }
}

/// Reports signers that are in two petitions: each is counted alone, and the person who counted one
/// did not see the other.
pub(super) fn check_across(case: &mut Case) {
    let matter = case.matter;
    let pages = |document: &_| matter.signed_pages(document);
    let mut all = Vec::new();
    for exhibit in &matter.exhibits {
        if case.is_shown(exhibit) && exhibit.count(&pages).is_some() {
            let rows = exhibit.rows(&pages).into_iter();
            let signed = rows.filter(|(_, row)| row.mark == EntryMark::Signed);
            all.extend(signed.map(|(_, row)| (exhibit, row)));
        }
    }
    let rows: Vec<_> = all.iter().map(|(_, row)| *row).collect();
    let mut across: BTreeMap<(ExhibitId, ExhibitId), usize> = BTreeMap::new();
    let of = |at: usize| all.get(at).map(|(exhibit, _)| exhibit.id);
    // Within a petition, the nearest one would hide one in another.
    let is_one = |first, second| (of(first) == of(second)).then_some(Sameness::TwoPeople);
    for pair in pairs(&rows, &is_one) {
        if let (Some(first), Some(second)) = (of(pair.first), of(pair.second))
            && first != second
        {
            *across.entry((first, second)).or_default() += 1;
        }
    }
    for ((first, second), count) in across {
        let (Some(first), Some(second)) = (matter.exhibit(first), matter.exhibit(second)) else {
            continue;
        };
        let finding = Finding::new(Code::SignersAcross)
            .with("other", case.name_of(first))
            .with("count", count);
        case.tell_of_exhibit(second, finding);
    }
}
