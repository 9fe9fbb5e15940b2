//! Checks of the days on which papers say that they were made or served.

use expediente_model::{Code, Date, Finding, Role};

use crate::preflight::case::{Case, Placed};
use crate::preflight::facts::day_of;
use crate::preflight::words::{read, shown, tell};

pub(super) fn check(case: &mut Case) {
    let hearing = case.matter.facts.hearing.as_deref().and_then(day_of);
    for (placed, words) in read(case) {
        let days: Vec<(Date, Vec<usize>)> = words
            .made
            .iter()
            .map(|(date, pages)| (*date, shown(case, &placed, pages)))
            .filter(|(_, on)| !on.is_empty())
            .collect();
        let late = hearing.and_then(|day| first_after(&days, day));
        match (late, hearing) {
            (Some((date, on)), Some(hearing)) if placed.document.role == Role::ProofOfService => {
                // The date that was typed in is a finding of its own.
                if !is_said(case, &placed, date) {
                    let finding = Finding::new(Code::ServiceLate).with("date", date);
                    tell(case, &placed, finding.with("hearing", hearing), on);
                }
            }
            _ => check_future(case, &placed, &days, hearing),
        }
    }
}

/// The first day after another one, with its pages.
fn first_after(days: &[(Date, Vec<usize>)], other: Date) -> Option<(Date, &[usize])> {
    let after = days.iter().find(|(date, _)| date.days_since(other) > 0);
    after.map(|(date, on)| (*date, on.as_slice()))
}

/// Reports a day to come. A notice of the hearing bears the day of the hearing.
fn check_future(
    case: &mut Case,
    placed: &Placed,
    days: &[(Date, Vec<usize>)],
    hearing: Option<Date>,
) {
    let days: Vec<(Date, Vec<usize>)> = days
        .iter()
        .filter(|(date, _)| Some(*date) != hearing)
        .cloned()
        .collect();
    let Some((date, on)) = first_after(&days, case.today) else {
        return;
    };
    if !is_said(case, placed, date) {
        let finding = Finding::new(Code::PaperFuture).with("date", date);
        tell(case, placed, finding, on);
    }
}

/// Whether a date was also typed into the case, where it is a finding of its own.
fn is_said(case: &Case, placed: &Placed, date: Date) -> bool {
    let of_exhibit = placed.exhibit.and_then(|exhibit| exhibit.date);
    let service = case.matter.facts.service.as_ref();
    let served = service.and_then(|service| service.date);
    let is_service = placed.document.role == Role::ProofOfService && served == Some(date);
    is_service || [placed.document.date, of_exhibit].contains(&Some(date))
}
