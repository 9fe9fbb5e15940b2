//! The numbers of the pages, given out in order.

use compact_str::{CompactString, ToCompactString, format_compact};
use expediente_model::{Bates, Facts};

use crate::plan::{PlannedPage, PlannedSheet};
use crate::profile::Profile;

/// The numbers that are given out next.
pub(crate) struct Numbers<'a> {
    every_page: bool,
    /// What stands before and after the number.
    format: (&'a str, &'a str),
    bates: Option<&'a Bates>,
    next: u64,
}

impl<'a> Numbers<'a> {
    pub fn new(profile: &'a Profile, facts: &'a Facts) -> Self {
        let format = profile.numbering.format.split_once("{n}").unwrap_or_default();
        Self { every_page: profile.numbering.every_page, format, bates: facts.bates.as_ref(), next: 1 }
    }

    fn label(&self, number: u64) -> CompactString {
        match self.format {
            ("", "") => number.to_compact_string(),
            (before, after) => format_compact!("{before}{number}{after}"),
        }
    }

    /// What the next page that has a number shows.
    pub fn next_label(&self) -> CompactString {
        self.label(self.next)
    }

    /// Gives numbers to so many pages; loose ones have none in most courts. Returns the label of the last.
    pub fn pass(&mut self, pages: usize, loose: bool) -> CompactString {
        self.next += if !loose || self.every_page { pages as u64 } else { 0 };
        self.label(self.next - 1)
    }

    pub fn page(&mut self, sheet: PlannedSheet, exhibit_label: Option<CompactString>, loose: bool) -> PlannedPage {
        let (mut label, mut bates) = (None, None);
        if !loose || self.every_page {
            label = Some(self.label(self.next));
            bates = self.bates.map(|bates| bates.number(self.next - 1).into());
            self.next += 1;
        }
        PlannedPage { label, exhibit_label, bates, sheet, draft: false }
    }
}
