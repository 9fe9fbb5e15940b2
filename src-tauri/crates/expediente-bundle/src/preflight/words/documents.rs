//! Checks of single papers: documents that have expired, numbers that cannot be right, and dossiers
//! of this program used as exhibits.

use expediente_model::{Code, Finding, PageRanges, Passage, identity_number};

use crate::preflight::case::Case;
use crate::preflight::words::spelled::is_of_many;
use crate::preflight::words::{read_papers, shown, tell};

pub(super) fn check(case: &mut Case) {
    for (placed, words) in read_papers(case) {
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
        for (passage, code) in [
            (Passage::OwnDossier, Code::OwnDossier),
            (Passage::OddZone, Code::ZoneOdd),
        ] {
            if let Some(pages) = words.pages_with(passage) {
                let on = shown(case, &placed, pages);
                tell(case, &placed, Finding::new(code), &on);
            }
        }
        // The numbers of hundreds of signers are compared when a petition is counted, not here.
        if is_of_many(placed.exhibit, &words) {
            continue;
        }
        for (number, pages) in &words.identity_numbers {
            if let Some((kind, Some(_))) = identity_number(number) {
                let on = shown(case, &placed, pages);
                let finding = Finding::new(Code::NumberReadOdd)
                    .with("number", number)
                    .with("kind", kind.word());
                tell(case, &placed, finding, &on);
            }
        }
    }
}
