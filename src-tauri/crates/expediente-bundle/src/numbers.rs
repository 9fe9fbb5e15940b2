//! The numbers of the pages: given out in order, and put into words where they are wanted. A plan of twenty thousand pages is made
//! anew after every act, and few of its numbers are read each time.

use compact_str::{CompactString, ToCompactString};
use expediente_model::{Bates, Catalogue, Facts};

use crate::plan::{PlannedPage, PlannedSheet};
use crate::profile::Profile;
use crate::words;

/// What stands in the words of an exhibit label for the exhibit's label and for the page.
const LABEL: char = '\u{0}';
const PAGE: char = '\u{1}';

/// How the numbers of a dossier read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Numbering {
    /// What stands before and after the number.
    format: (String, String),
    bates: Option<Bates>,
    /// Such as "Exhibit C-3", with [`LABEL`] and [`PAGE`] in it.
    exhibit: String,
}

impl Numbering {
    /// That of a court.
    pub fn new(profile: &Profile, facts: &Facts, texts: &Catalogue) -> Self {
        let (before, after) = profile
            .numbering
            .format
            .split_once("{n}")
            .unwrap_or_default();
        let values = [
            ("word", words::exhibit(texts, profile)),
            ("label", LABEL.to_string()),
            ("n", PAGE.to_string()),
        ];
        Self {
            format: (before.to_owned(), after.to_owned()),
            bates: facts.bates.clone(),
            exhibit: texts.fill("dossier.stamp.exhibit", values),
        }
    }

    /// What is printed for a number.
    pub fn label(&self, number: u32) -> CompactString {
        let (before, after) = &self.format;
        if before.is_empty() && after.is_empty() {
            return number.to_compact_string();
        }
        let mut label = CompactString::from(before.as_str());
        label.push_str(&number.to_compact_string());
        label.push_str(after);
        label
    }

    /// What is printed for the pages from one to another: `3` or `3–7`.
    pub fn range(&self, first: Option<u32>, last: Option<u32>) -> String {
        let label =
            |number: Option<u32>| number.map(|number| self.label(number)).unwrap_or_default();
        words::range(&label(first), &label(last))
    }

    /// The Bates number of the page with this number.
    pub fn bates(&self, number: u32) -> Option<String> {
        self.bates
            .as_ref()
            .map(|bates| bates.number(u64::from(number.saturating_sub(1))))
    }

    /// What is printed on a page of the exhibit with this label.
    pub fn exhibit(&self, label: &str, page: u32) -> String {
        let mut words = String::with_capacity(self.exhibit.len() + label.len() + 8);
        for c in self.exhibit.chars() {
            match c {
                LABEL => words.push_str(label),
                PAGE => words.push_str(&page.to_compact_string()),
                c => words.push(c),
            }
        }
        words
    }
}

/// The numbers that are given out next.
pub(crate) struct Numbers {
    every_page: bool,
    next: u32,
}

impl Numbers {
    pub fn new(profile: &Profile) -> Self {
        Self {
            every_page: profile.numbering.every_page,
            next: 1,
        }
    }

    /// The number of the next page that has one.
    pub fn next(&self) -> u32 {
        self.next
    }

    /// Gives numbers to so many pages; loose ones have none in most courts. Returns the last.
    pub fn pass(&mut self, pages: usize, loose: bool) -> u32 {
        let numbered = if !loose || self.every_page { pages } else { 0 };
        self.next = self
            .next
            .saturating_add(u32::try_from(numbered).unwrap_or(u32::MAX));
        self.next - 1
    }

    /// The next page. `exhibit` is the one of the plan that it belongs to and its page there.
    pub fn page(
        &mut self,
        sheet: PlannedSheet,
        exhibit: Option<(u32, u32)>,
        loose: bool,
    ) -> PlannedPage {
        let number = (!loose || self.every_page).then_some(self.next);
        self.pass(1, loose);
        PlannedPage {
            number,
            exhibit,
            sheet,
            draft: false,
        }
    }
}
