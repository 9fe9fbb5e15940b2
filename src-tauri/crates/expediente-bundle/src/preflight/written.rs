//! The preflight of a written file: what it turned out to be, whatever was planned.

use expediente_model::{Code, Finding, Matter, PageFacts, PageRanges};

use super::filing::in_tenths;
use super::pages::{ON_OUR_SHEET, fits};
use super::{file_name_faults, weighed};
use crate::found::PlannedFinding;
use crate::profile::Profile;

/// A file as it was read anew.
#[derive(Clone, Copy, Debug)]
pub struct WrittenFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: u64,
    /// What its pages hold; none where that could not be read.
    pub page_facts: Option<&'a PageFacts>,
}

/// That a written file of so many bytes is larger than the court takes.
#[must_use]
pub fn over_limit(bytes: u64, profile: &Profile) -> Option<Finding> {
    let limit = profile.limit.filter(|limit| bytes > *limit)?;
    Some(
        Finding::new(Code::OverLimit)
            .with("size", in_tenths(bytes))
            .with("limit", limit),
    )
}

/// Looks at a written file: its size and name, which way up its pages stand, how sharp and how large they are. Pages are
/// counted in the file, from 1. Whether words can be searched is not asked of it: every page has at least its number.
#[must_use]
pub fn preflight_written(
    file: WrittenFile<'_>,
    matter: &Matter,
    profile: &Profile,
) -> Vec<PlannedFinding> {
    let mut found = file_name_faults(profile, matter, file.name);
    found.extend(over_limit(file.bytes, profile).map(PlannedFinding::new));
    if let Some(page_facts) = file.page_facts {
        found.extend(pages(page_facts, profile));
    }
    found
        .iter()
        .map(|finding| weighed(finding, profile))
        .collect()
}

fn pages(page_facts: &PageFacts, profile: &Profile) -> Vec<PlannedFinding> {
    let mut found = Vec::new();
    let mut tell = |code: Code, pages: &PageRanges, values: &[(&str, String)]| {
        if profile.rule_of(code).is_none() {
            return;
        }
        let finding = Finding::new(code).with("pages", pages).with("document", "");
        let finding = values
            .iter()
            .fold(finding, |finding, (name, value)| finding.with(name, value));
        let first = pages.iter().next().map(|page| page as usize - 1);
        found.push(PlannedFinding::new(finding).on(first));
    };
    for (turn, pages) in &page_facts.askew {
        tell(
            if turn.degrees() == 180 {
                Code::PageUpsideDown
            } else {
                Code::PageSideways
            },
            pages,
            &[],
        );
    }
    let most = profile
        .rule_of(Code::TooSharp)
        .and_then(|rule| rule.value)
        .unwrap_or(300);
    for (dpi, pages) in &page_facts.dpi {
        if f64::from(*dpi) > f64::from(most) * ON_OUR_SHEET {
            tell(
                Code::TooSharp,
                pages,
                &[("dpi", dpi.to_string()), ("most", most.to_string())],
            );
        }
    }
    for (size, pages) in &page_facts.sizes {
        if !fits(*size, profile.paper) {
            tell(
                Code::PaperSize,
                pages,
                &[("paper", profile.paper.word().to_owned())],
            );
        }
    }
    found
}
