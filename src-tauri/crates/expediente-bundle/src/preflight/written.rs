//! The preflight of a written file: checks it as it is, whatever was planned.

use expediente_model::{Code, Finding, Matter, PageFacts, PageRanges};

use crate::court::profile::Profile;
use crate::preflight::filing::{file_name_faults, in_tenths};
use crate::preflight::finding::PlannedFinding;
use crate::preflight::pages::{ON_OUR_SHEET, fits, resolution_limit};
use crate::preflight::severity::weighed;

/// A written file, as it was read back.
#[derive(Clone, Copy, Debug)]
pub struct WrittenFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its size in bytes.
    pub bytes: u64,
    /// The facts about its pages; none where they could not be read.
    pub page_facts: Option<&'a PageFacts>,
}

/// The finding that a written file of so many bytes exceeds the court's limit, if it does.
#[must_use]
pub fn over_limit(bytes: u64, profile: &Profile) -> Option<Finding> {
    let limit = profile.limit?;
    if bytes <= limit {
        return None;
    }
    let finding = Finding::new(Code::OverLimit).with("size", in_tenths(bytes));
    Some(finding.with("limit", limit))
}

/// Checks a written file: size and name, and the direction, resolution and size of its pages. Pages
/// are counted in the file, from 1. Searchable text is not checked, because every page has at least
/// its number.
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
    if let Some(rule) = profile.rule_of(Code::TooSharp) {
        let most = resolution_limit(rule);
        for (dpi, pages) in &page_facts.dpi {
            if f64::from(*dpi) > f64::from(most) * ON_OUR_SHEET {
                let values = [("dpi", dpi.to_string()), ("most", most.to_string())];
                tell(Code::TooSharp, pages, &values);
            }
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
