//! Checks of single papers: documents that have expired, and dossiers of this program used as
//! exhibits.

use expediente_model::{Code, Finding, PageRanges, Passage};

use crate::preflight::case::Case;
use crate::preflight::words::{read, shown, tell};

pub(super) fn check(case: &mut Case) {
    for (placed, words) in read(case) {
        let expired = words
            .zones
            .iter()
            .filter_map(|zone| {
                let expires = zone.expires.filter(|day| day.days_since(case.today) < 0)?;
                let page = PageRanges::from_pages([zone.page])?;
                Some((expires, shown(case, &placed, &page)))
            })
            .find(|(_, on)| !on.is_empty());
        if let Some((expires, on)) = expired {
            let finding = Finding::new(Code::DocumentExpired).with("date", expires);
            tell(case, &placed, finding, &on);
        }
        if let Some(pages) = words.pages_with(Passage::OwnDossier) {
            let on = shown(case, &placed, pages);
            tell(case, &placed, Finding::new(Code::OwnDossier), &on);
        }
    }
}
