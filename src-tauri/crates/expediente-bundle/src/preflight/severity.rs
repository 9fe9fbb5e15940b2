//! The severity of a finding under the rules of a court.

use expediente_model::Code;

use crate::court::profile::Profile;
use crate::court::rule::Rule;
use crate::preflight::finding::PlannedFinding;

/// A finding with the court's rule that it comes from, and with that rule's severity.
#[must_use]
pub fn weighed(finding: &PlannedFinding, profile: &Profile) -> PlannedFinding {
    let code = finding.finding.code;
    let asks = |rule: &Rule| rule.checks.contains_key(&code);
    // The limit is a value of the profile; its rule is the one about that value.
    let of_limit = matches!(
        code,
        Code::NeedsSplit | Code::VolumeTooLarge | Code::OverLimit
    );
    let found = || {
        profile
            .rules
            .iter()
            .position(|rule| asks(rule) || of_limit && rule.about == "limit")
    };
    let rule = finding.rule.or_else(found);
    let severity = rule
        .and_then(|at| profile.rules.get(at))
        .and_then(|rule| rule.checks.get(&code))
        .copied();
    PlannedFinding {
        // A finding that no rule asks for has the severity of its code.
        severity: severity.unwrap_or(finding.severity),
        rule,
        ..finding.clone()
    }
}
