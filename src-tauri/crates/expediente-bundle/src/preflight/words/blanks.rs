//! Checks of blanks that were left open, and of a proof of service without a date in its text.

use expediente_model::{Code, DocumentId, Finding, Passage, Role};

use crate::preflight::case::Case;
use crate::preflight::words::{read, shown, tell};

/// Letters from which a proof of service can be read.
const READABLE: u64 = 40;

/// Whether a proof of service was told to have no day.
fn is_told_undated(case: &Case, document: DocumentId) -> bool {
    let mut found = case.found.iter();
    found.any(|one| one.finding.code == Code::ServiceUndated && one.document == Some(document))
}

/// Whether a paper is drafted for the judge, who dates and signs it.
fn is_proposed(title: &str) -> bool {
    let title = title.to_lowercase();
    ["proposed", "propuest", "proyecto de"]
        .iter()
        .any(|word| title.contains(word))
}

pub(super) fn check(case: &mut Case) {
    for (placed, words) in read(case) {
        // A form of ours that waits for its signature is a finding of its own.
        if placed.document.unsigned || is_proposed(&placed.title()) {
            continue;
        }
        for (code, passage) in [
            (Code::BlankDate, Passage::BlankDate),
            (Code::BlankSignature, Passage::BlankSignature),
        ] {
            // Then the missing day is told, which is one thing to do.
            if code == Code::BlankDate && is_told_undated(case, placed.document.id) {
                continue;
            }
            if let Some(pages) = words.pages_with(passage) {
                let on = shown(case, &placed, pages);
                tell(case, &placed, Finding::new(code), &on);
            }
        }
        let is_proof = placed.document.role == Role::ProofOfService;
        let is_dated = words
            .pages_with(Passage::FullDate)
            .is_some_and(|pages| !shown(case, &placed, pages).is_empty());
        if is_proof && words.letters >= READABLE && !is_dated {
            let on: Vec<usize> = case.pages_of(&placed).iter().map(|(at, _)| *at).collect();
            tell(case, &placed, Finding::new(Code::ServiceTextUndated), &on);
        }
    }
}
