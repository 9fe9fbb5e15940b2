//! Checks of private facts that a court wants shortened (FRCP 5.2(a)), or advises to shorten.

use std::collections::BTreeSet;

use expediente_model::{Code, Exhibit, Finding, PageRanges, Passage, Place, folded};

use crate::preflight::case::Case;
use crate::preflight::finding::PlannedFinding;
use crate::preflight::words::name_match::words_in;
use crate::preflight::words::{read, shown, tell};

pub(super) fn check(case: &mut Case) {
    for (code, passage) in [
        (Code::AccountNumber, Passage::AccountNumber),
        (Code::BirthDate, Passage::BirthDate),
    ] {
        if !case.asks(code) {
            continue;
        }
        for (placed, words) in read(case) {
            let mut on = match words.pages_with(passage) {
                Some(pages) => shown(case, &placed, pages),
                None => Vec::new(),
            };
            // The zone of a passport has the day of birth in figures.
            if code == Code::BirthDate {
                let zones = words.zones.iter().map(|zone| zone.page);
                let zones = PageRanges::from_pages(zones);
                on.extend(zones.iter().flat_map(|pages| shown(case, &placed, pages)));
            }
            tell(case, &placed, Finding::new(code), &on);
        }
    }
    check_minors(case);
}

/// Reports the names of minors whom the user listed, where they are written out.
fn check_minors(case: &mut Case) {
    if !case.asks(Code::MinorNamed) {
        return;
    }
    let minors: Vec<(String, Vec<String>)> = case
        .matter
        .facts
        .minors
        .iter()
        .map(|minor| (minor.clone(), words_of(minor)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    check_titles(case, &minors);
    for (placed, words) in read(case) {
        let (mut named, mut on) = (Vec::new(), Vec::new());
        for (minor, wanted) in &minors {
            let runs = words.names.iter().filter(|(run, _)| names(run, wanted));
            let mut pages: Vec<usize> = runs
                .flat_map(|(_, pages)| shown(case, &placed, pages))
                .collect();
            // A form has the given name in one field and the surname in another.
            let alone = words.names.iter().filter(|(run, _)| is_given(run, wanted));
            let surname = words
                .names
                .iter()
                .filter(|(run, _)| has_surname(run, wanted));
            let with_it: BTreeSet<usize> = surname
                .flat_map(|(_, pages)| shown(case, &placed, pages))
                .collect();
            let given = alone.flat_map(|(_, pages)| shown(case, &placed, pages));
            pages.extend(given.filter(|page| with_it.contains(page)));
            if !pages.is_empty() {
                named.push(minor.clone());
                on.extend(pages);
            }
        }
        let finding = Finding::new(Code::MinorNamed).with("name", named.join("; "));
        tell(case, &placed, finding, &on);
    }
}

/// Reports listed names in titles, captions and all else that is printed of an exhibit.
fn check_titles(case: &mut Case, minors: &[(String, Vec<String>)]) {
    let filing = case.matter.facts.title.clone();
    let named: Vec<&str> = minors
        .iter()
        .filter(|(_, wanted)| names(&filing, wanted))
        .map(|(minor, _)| minor.as_str())
        .collect();
    if !named.is_empty() {
        let finding = Finding::new(Code::MinorNamed)
            .with("name", named.join("; "))
            .with("document", &filing)
            .with("pages", case.said(&[0]));
        case.tell(PlannedFinding::new(finding));
    }
    for exhibit in case.matter.exhibits.clone() {
        let printed = printed_texts(&exhibit);
        let is_named = |wanted: &Vec<String>| printed.iter().any(|text| names(text, wanted));
        let named: Vec<&str> = minors
            .iter()
            .filter(|(_, wanted)| is_named(wanted))
            .map(|(minor, _)| minor.as_str())
            .collect();
        if !named.is_empty() && case.is_shown(&exhibit) {
            let page: Vec<usize> = case.page_of(&exhibit).into_iter().collect();
            let finding = Finding::new(Code::MinorNamed)
                .with("name", named.join("; "))
                .with("document", case.name_of(&exhibit))
                .with("pages", case.said(&page));
            let finding = PlannedFinding::new(finding);
            let finding = finding.at(Some(Place::Exhibit(exhibit.id)), None);
            case.tell(finding.on(page.first().copied()));
        }
    }
}

/// Every text of an exhibit that is printed, in both languages.
fn printed_texts(exhibit: &Exhibit) -> Vec<&str> {
    let own = [
        &exhibit.issuer,
        &exhibit.who,
        &exhibit.place,
        &exhibit.group,
        &exhibit.original_with,
        &exhibit.address,
    ];
    let tally = exhibit.tally.as_deref().map(|tally| tally.by.as_str());
    let of_documents = exhibit.documents.iter().flat_map(|document| {
        let texts = [
            &document.title,
            &document.caption,
            &document.place,
            &document.issuer,
            &document.people,
            &document.author,
            &document.original_with,
            &document.address,
        ];
        let also = document.in_languages.iter().map(|(_, _, text)| text);
        let texts = texts.into_iter().filter_map(|text| text.as_deref());
        texts.chain(also)
    });
    [exhibit.title.as_str()]
        .into_iter()
        .chain(own.into_iter().filter_map(|text| text.as_deref()))
        .chain(tally)
        .chain(exhibit.in_languages.iter().map(|(_, _, text)| text))
        .chain(of_documents)
        .collect()
}

/// Whether a run is the given name of a listed child alone.
fn is_given(run: &str, wanted: &[String]) -> bool {
    let run = words_of(run);
    wanted.len() > 1
        && wanted
            .first()
            .is_some_and(|first| run.as_slice() == [first.clone()])
}

/// Whether a run has a surname of a listed child.
fn has_surname(run: &str, wanted: &[String]) -> bool {
    let run = words_of(run);
    wanted.iter().skip(1).any(|word| run.contains(word))
}

fn words_of(name: &str) -> Vec<String> {
    words_in(&folded(name)).map(str::to_owned).collect()
}

/// Whether a run of words has a listed name: its first word, and one more where it has more.
fn names(run: &str, wanted: &[String]) -> bool {
    let run = words_of(run);
    let Some((first, rest)) = wanted.split_first() else {
        return false;
    };
    run.contains(first) && (rest.is_empty() || rest.iter().any(|word| run.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_name_is_found_in_longer_ones() {
        let listed = words_of("Sofía Quintero Prado");
        for (run, expected) in [
            ("Sofía Quintero Prado", true),
            ("SOFIA QUINTERO", true),
            ("Sofia Prado", true),
            ("Quintero Prado Sofía", true),
            ("Sofía", false),
            ("S. Q.", false),
            ("Daniela Quintero Prado", false),
        ] {
            assert_eq!(names(run, &listed), expected, "{run}");
        }
        assert!(names("Sofía Pérez", &words_of("Sofía")));
    }
}
