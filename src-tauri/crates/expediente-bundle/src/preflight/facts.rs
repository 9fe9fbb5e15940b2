//! Checks of what was typed in: the hearing, the A-number, dates, the language of our own pages.
//! They need no rule of the court: no court wants a hearing that has passed.

use expediente_model::{Code, Date, Finding, Place, Role, find_date};

use crate::court::caption::Caption;
use crate::preflight::case::Case;
use crate::preflight::finding::PlannedFinding;

/// Digits of an A-number (8 CFR 1003.31 asks for it; USCIS writes seven to nine).
pub(super) const A_NUMBER: std::ops::RangeInclusive<usize> = 7..=9;

/// How many papers that are still to get a finding names; the case lists all.
const NAMED: usize = 8;

pub(super) fn check(case: &mut Case) {
    check_hearing(case);
    check_a_number(case);
    check_dates(case);
    check_service(case);
    check_language(case);
    check_still_to_get(case);
}

/// The day of a hearing, if it was written as one: `2026-03-12 09:00`, `March 12, 2026, 9 a.m.`
pub(super) fn day_of(hearing: &str) -> Option<Date> {
    let found = find_date(hearing)?;
    let day = found.date().filter(|date| date.day().is_some())?;
    let time = hearing.get(found.at.end..)?;
    has_no_wrong_hour(time).then_some(day)
}

/// Whether no hour of a text is one that no clock shows: `29:00`.
fn has_no_wrong_hour(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    parts.windows(2).all(|pair| {
        let [before, after] = pair else { return true };
        let is_digit = |c: char| c.is_ascii_digit();
        let hour = before.trim_end_matches(is_digit).len();
        let minute = after.len() - after.trim_start_matches(is_digit).len();
        let number = |text: Option<&str>| text.and_then(|text| text.parse::<u32>().ok());
        let hour = number(before.get(hour..)).is_none_or(|hour| hour < 24);
        hour && number(after.get(..minute)).is_none_or(|minute| minute < 60)
    })
}

/// Reports that papers were refused and nothing came in their place.
fn check_still_to_get(case: &mut Case) {
    let list = &case.matter.facts.still_to_get;
    if list.is_empty() {
        return;
    }
    let mut names: Vec<&str> = list.iter().map(|paper| paper.name.as_str()).collect();
    let count = names.len();
    if count > NAMED {
        names.truncate(NAMED);
        names.push("…");
    }
    let finding = Finding::new(Code::StillToGet)
        .with("count", count)
        .with("names", names.join(", "));
    tell(case, finding);
}

fn tell(case: &mut Case, finding: Finding) {
    case.tell(PlannedFinding::new(finding));
}

fn check_hearing(case: &mut Case) {
    let Some(hearing) = case.matter.facts.hearing.clone() else {
        return;
    };
    match day_of(hearing.trim()) {
        Some(date) if date.days_since(case.today) < 0 => {
            tell(case, Finding::new(Code::HearingPast).with("date", date));
        }
        Some(_) => {}
        None => tell(
            case,
            Finding::new(Code::HearingUnclear).with("hearing", hearing),
        ),
    }
}

fn check_a_number(case: &mut Case) {
    if case.profile.caption != Caption::Immigration {
        return;
    }
    for number in case.matter.facts.docket.clone() {
        let rest = number.trim().trim_start_matches(['A', 'a']);
        let digits = rest.chars().filter(char::is_ascii_digit).count();
        let is_plain = rest
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '#' | '.' | ':'));
        // Other numbers are listed there, too, as that of an appeal.
        let is_a = number.trim().starts_with(['A', 'a']);
        // "A O12-345-678", "A 012-34S-678": letters that look like figures.
        let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
        let alike = rest
            .chars()
            .all(|c| !c.is_alphabetic() || "OoQISZBlsz".contains(c));
        let is_slip = is_a && alike && (1..=2).contains(&letters) && digits >= 5;
        let is_meant = is_a && is_plain;
        let is_zero = rest.chars().all(|c| !c.is_ascii_digit() || c == '0');
        // Two numbers that were written one behind the other.
        let is_double = is_a && letters <= 2 && digits > 9;
        if is_slip || is_double || is_meant && (is_zero || !A_NUMBER.contains(&digits)) {
            tell(case, Finding::new(Code::ANumberOdd).with("number", number));
        }
    }
}

fn check_dates(case: &mut Case) {
    let today = case.today;
    let is_future = |date: Option<Date>| date.filter(|date| earliest(*date).days_since(today) > 0);
    for exhibit in case.matter.exhibits.clone() {
        if let Some(date) = is_future(exhibit.date) {
            let name = case.name_of(&exhibit);
            let page = case.page_of(&exhibit);
            let finding = Finding::new(Code::DateFuture).with("document", name);
            let finding = PlannedFinding::new(finding.with("date", date));
            case.tell(finding.at(Some(Place::Exhibit(exhibit.id)), None).on(page));
        }
    }
    for placed in case.documents.clone() {
        // The day of service is told as such.
        let service = case.matter.facts.service.as_ref();
        let is_service = placed.document.role == Role::ProofOfService
            && service.is_some_and(|service| service.date == placed.document.date);
        if is_service {
            continue;
        }
        if let Some(date) = is_future(placed.document.date) {
            let page = placed.planned.map(|planned| planned.first);
            let finding = Finding::new(Code::DateFuture).with("document", placed.title());
            let finding = PlannedFinding::new(finding.with("date", date));
            let finding = finding.at(Some(placed.place), Some(placed.document.id));
            case.tell(finding.on(page));
        }
    }
}

/// The earliest day that a date can mean.
fn earliest(date: Date) -> Date {
    let month = date.month().or(Some(1));
    let day = date.day().or(Some(1));
    // The first day of a month or a year exists.
    Date::new(date.year(), month, day).map_or(date, |earliest| earliest)
}

fn check_service(case: &mut Case) {
    let facts = &case.matter.facts;
    let Some(served) = facts.service.as_ref().and_then(|service| service.date) else {
        return;
    };
    let hearing = facts.hearing.as_deref().and_then(day_of);
    if earliest(served).days_since(case.today) > 0 {
        tell(case, Finding::new(Code::ServiceFuture).with("date", served));
    }
    if let Some(hearing) = hearing.filter(|day| served.days_since(*day) > 0) {
        let finding = Finding::new(Code::ServiceLate).with("date", served);
        tell(case, finding.with("hearing", hearing));
    }
}

fn check_language(case: &mut Case) {
    let language = case.matter.facts.language.tag();
    if !case.court_reads(language) {
        tell(
            case,
            Finding::new(Code::FrontLanguage).with("language", language),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_hearing() {
        for (hearing, expected) in [
            ("2027-06-01 09:00", Some("2027-06-01")),
            ("2027-06-01T09:00", Some("2027-06-01")),
            ("June 1, 2027, at 9:00 a.m.", Some("2027-06-01")),
            ("1 de junio de 2027 a las 9", Some("2027-06-01")),
            ("2027-06-01 29:00", None),
            ("2027-06-01 09:60", None),
            ("06/01/2027", None),
            ("June 2027", None),
            ("soon", None),
        ] {
            let day = day_of(hearing).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{hearing}");
        }
    }
}
