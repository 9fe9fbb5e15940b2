//! Checks that the papers are about the person on the cover page: A-numbers and names.

use std::collections::BTreeSet;

use expediente_model::{Code, Finding, PageRanges};

use crate::preflight::case::Case;
use crate::preflight::finding::PlannedFinding;
use crate::preflight::words::name_match::{Likeness, Name, are_two};
use crate::preflight::words::spelled::{Sort, a_number, is_slip, key, spellings, written_a_number};
use crate::preflight::words::{read_papers, shown, tell};

/// Values of one paper that are told.
const TOLD: usize = 3;

pub(super) fn check(case: &mut Case) {
    check_a_numbers(case);
    check_names(case);
    check_values(case);
}

/// The values of a sort that somebody said are right, or explained in the note on differences, as
/// they are compared.
fn settled(case: &Case, sort: Sort) -> BTreeSet<String> {
    let decided = case.matter.facts.spellings.get(sort.word());
    let values = decided.into_iter().flat_map(|said| {
        let explained = said.explained.keys();
        explained.chain([&said.right])
    });
    values.map(|value| key(sort, value)).collect()
}

/// Reports days of birth and identity numbers that may be one, written in two ways.
fn check_values(case: &mut Case) {
    for (sort, values) in spellings(case.matter) {
        let code = match sort {
            Sort::Birth => Code::BirthDiffers,
            Sort::IdentityNumber => Code::IdentityNumberDiffers,
            // Those that differ from the cover page are reported with their pages.
            Sort::Name | Sort::ANumber => continue,
        };
        let decided = case.matter.facts.spellings.get(sort.word());
        if !values.iter().any(|one| one.is_open(decided)) {
            continue;
        }
        let written = values.iter().filter(|one| one.differs).map(|one| {
            let labels = one.places.iter().filter_map(|at| {
                let exhibit = case.matter.exhibit(at.exhibit?)?;
                let placed = case.places.exhibit(exhibit.id).first()?;
                Some(placed.label.to_string())
            });
            let labels: BTreeSet<String> = labels.collect();
            let labels: Vec<String> = labels.into_iter().collect();
            format!("{} ({})", one.value, labels.join(", "))
        });
        let written: Vec<String> = written.collect();
        let finding = Finding::new(code).with("values", written.join("; "));
        case.tell(PlannedFinding::new(finding));
    }
}

/// Reports papers with A-numbers that the cover page does not have. Papers of a family name
/// several; one of them is that of the person.
fn check_a_numbers(case: &mut Case) {
    let docket = case.matter.facts.docket.iter();
    let own: BTreeSet<String> = docket.filter_map(|number| a_number(number)).collect();
    if own.is_empty() {
        return;
    }
    let settled = settled(case, Sort::ANumber);
    for (placed, words) in read_papers(case) {
        let here: Vec<&(String, PageRanges)> = words
            .a_numbers
            .iter()
            .filter(|(_, on)| !shown(case, &placed, on).is_empty())
            .collect();
        let has_own = here.iter().any(|(number, _)| own.contains(number));
        let wrong = here.iter().filter(|(number, _)| {
            !own.contains(number)
                && !settled.contains(number)
                && (!has_own || own.iter().any(|own| is_slip(own, number)))
        });
        let wrong: Vec<&&(String, PageRanges)> = wrong.collect();
        let on: Vec<usize> = wrong
            .iter()
            .flat_map(|(_, on)| shown(case, &placed, on))
            .collect();
        let numbers: Vec<String> = wrong
            .iter()
            .take(TOLD)
            .map(|(number, _)| written_a_number(number))
            .collect();
        let finding = Finding::new(Code::ANumberDiffers).with("number", numbers.join(", "));
        tell(case, &placed, finding, &on);
    }
}

/// Reports papers that spell the person's name in another way, and a person whom no paper names.
fn check_names(case: &mut Case) {
    let person = case.matter.facts.person.clone();
    let Some(name) = Name::new(&person) else {
        return;
    };
    let settled = settled(case, Sort::Name);
    let (mut is_named, mut papers) = (false, 0);
    for (placed, words) in read_papers(case) {
        if words.letters == 0 || case.pages_of(&placed).is_empty() {
            continue;
        }
        // Papers outside the exhibits, as a proof of service, need not name the person.
        papers += usize::from(placed.exhibit.is_some());
        let mut others = Vec::new();
        let mut on = Vec::new();
        let mut mentioned = BTreeSet::new();
        for zone in &words.zones {
            mentioned.extend(name.words_of(&zone.name));
        }
        for (run, pages) in &words.names {
            let likeness = name.likeness(run);
            let passage = name.spelled_in(run);
            let differs = passage.as_ref().filter(|one| are_two(one, &person));
            if likeness == Likeness::None && differs.is_none() {
                continue;
            }
            let here = shown(case, &placed, pages);
            if here.is_empty() {
                continue;
            }
            // A form has surname and given name in two fields.
            mentioned.extend(name.words_of(run));
            let wrong = match differs {
                Some(passage) => Some(passage.clone()),
                None => (likeness == Likeness::Misspelled).then(|| name.part_of(run)),
            };
            if let Some(wrong) = wrong {
                is_named = true;
                if settled.contains(&key(Sort::Name, &wrong)) || others.contains(&wrong) {
                    continue;
                }
                others.push(wrong);
                on.extend(here);
            }
        }
        is_named |= mentioned.len() >= name.least();
        if others.is_empty() {
            continue;
        }
        others.truncate(TOLD);
        let finding = Finding::new(Code::NameDiffers)
            .with("found", others.join("; "))
            .with("person", &person);
        tell(case, &placed, finding, &on);
    }
    let exhibits = case
        .documents
        .iter()
        .filter(|placed| placed.exhibit.is_some());
    let all_read = exhibits.into_iter().all(|placed| {
        let is_photo = placed.item.is_picture();
        is_photo || placed.is_legible()
    });
    if papers > 0 && !is_named && all_read {
        let finding = Finding::new(Code::PersonMissing).with("person", person);
        case.tell(PlannedFinding::new(finding));
    }
}
