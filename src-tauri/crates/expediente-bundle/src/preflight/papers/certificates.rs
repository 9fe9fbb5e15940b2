//! How long certificates and identity papers can be used, and the form of their numbers.

use expediente_model::{Code, Date, Exhibit, Facts, Finding, identity_number};

use crate::court::profile::Profile;
use crate::preflight::case::Case;
use crate::preflight::facts::day_of;
use crate::preflight::papers::{ages, day, days_of};

/// The last day on which a court takes a paper, and what says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// The day.
    pub until: Date,
    /// For how many days certificates are taken as current, by the court's rule on their age; none
    /// where the paper itself says its last day.
    pub days: Option<u32>,
}

/// The last day on which the court of a profile takes an exhibit; none where nothing limits it.
#[must_use]
pub fn fresh_until(exhibit: &Exhibit, profile: &Profile) -> Option<Fresh> {
    // Of papers that were joined each has its own: the earliest counts.
    let papers = exhibit.documents.iter().filter_map(|one| one.valid_until);
    let by_paper = papers
        .chain(exhibit.valid_until)
        .min()
        .map(|until| Fresh { until, days: None });
    let by_rule = profile.rule_of(Code::CertificateOld).and_then(|rule| {
        if !ages(exhibit) {
            return None;
        }
        // Of a month or a year, the latest day that it can mean.
        let days = days_of(rule);
        let until = day(exhibit)?.latest().after(days)?;
        Some(Fresh {
            until,
            days: Some(days),
        })
    });
    match (by_paper, by_rule) {
        (Some(paper), Some(rule)) if rule.until.days_since(paper.until) < 0 => Some(rule),
        (Some(paper), _) => Some(paper),
        (None, rule) => rule,
    }
}

/// The day of the hearing, if it was written as one.
#[must_use]
pub fn hearing_day(facts: &Facts) -> Option<Date> {
    facts.hearing.as_deref().and_then(day_of)
}

/// Reports papers that have run out, or will before the hearing.
pub(super) fn check_freshness(case: &mut Case, exhibit: &Exhibit) {
    let Some(fresh) = fresh_until(exhibit, case.profile) else {
        return;
    };
    if fresh.until.days_since(case.today) < 0 {
        // That a rule makes it old is reported with the rule.
        if fresh.days.is_none() {
            let finding = Finding::new(Code::HasRunOut).with("date", fresh.until);
            case.tell_of_exhibit(exhibit, finding);
        }
        return;
    }
    let hearing = hearing_day(&case.matter.facts);
    if let Some(hearing) = hearing.filter(|day| fresh.until.days_since(*day) < 0) {
        let finding = Finding::new(Code::RunsOut)
            .with("date", fresh.until)
            .with("hearing", hearing);
        case.tell_of_exhibit(exhibit, finding);
    }
}

/// Reports an identity number that cannot be right. It may be misread or mistyped.
pub(super) fn check_number(case: &mut Case, exhibit: &Exhibit) {
    let Some(number) = &exhibit.number else {
        return;
    };
    if let Some((kind, Some(_))) = identity_number(number) {
        let finding = Finding::new(Code::NumberForm)
            .with("number", number)
            .with("kind", kind.word());
        case.tell_of_exhibit(exhibit, finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::preflight::papers::runs_out;

    #[test]
    fn what_a_paper_is_decides_whether_it_ages() {
        for ages in [
            "Certificado de antecedentes penales, con apostilla",
            "Constancia de buena conducta",
            "Criminal record check with apostille",
        ] {
            assert!(runs_out(ages), "{ages}");
        }
        for stays in [
            "Apostilla del certificado",
            "Acta de nacimiento",
            "Birth certificate",
            "Constancia de trabajo",
            "Título de bachiller",
        ] {
            assert!(!runs_out(stays), "{stays}");
        }
    }
}
