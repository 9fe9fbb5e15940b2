//! The printed form of page numbers.
//!
//! A plan stores bare numbers and formats them on demand: a plan of twenty thousand pages is made
//! anew after every change, and few of its numbers are read each time.

use std::fmt;

use compact_str::{CompactString, ToCompactString};
use expediente_model::{Bates, Catalogue, Facts};

use crate::court::profile::Profile;
use crate::front_matter::words;

/// Placeholders in the text of an exhibit stamp, for the exhibit's label and for the page.
const LABEL: char = '\u{0}';
const PAGE: char = '\u{1}';

/// How the numbers of a dossier are printed.
#[derive(Clone, PartialEq)]
pub(crate) struct PageNumbering {
    /// The text before and after the number.
    format: (String, String),
    bates: Option<Bates>,
    /// Such as "Exhibit C-3", with [`LABEL`] and [`PAGE`] in it.
    exhibit: String,
}

impl fmt::Debug for PageNumbering {
    /// Part of a file's identity; see [`PlannedPage`]. The name is the one that the type had when
    /// identities were first computed.
    ///
    /// [`PlannedPage`]: crate::plan::bundle_plan::PlannedPage
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Numbering")
            .field("format", &self.format)
            .field("bates", &self.bates)
            .field("exhibit", &self.exhibit)
            .finish()
    }
}

impl PageNumbering {
    /// The broken invariant of a profile whose pages cannot be numbered, for the plan's `fault`.
    pub fn fault_of(profile: &Profile) -> Option<&'static str> {
        let around = profile.numbering.around_number();
        around
            .is_none()
            .then_some("a profile's page number format lacks {n}")
    }

    /// The numbering of a court.
    pub fn new(profile: &Profile, facts: &Facts, texts: &Catalogue) -> Self {
        // Without `{n}` the plan has a fault, and nothing is written from it.
        let (before, after) = profile.numbering.around_number().unwrap_or_default();
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

    /// The printed form of a number.
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

    /// The printed form of a range of pages: `3` or `3–7`. A page without a number is empty.
    pub fn range(&self, first: Option<u32>, last: Option<u32>) -> String {
        let label =
            |number: Option<u32>| number.map_or_else(CompactString::default, |n| self.label(n));
        words::range(&label(first), &label(last))
    }

    /// The Bates number of the page with this number.
    pub fn bates(&self, number: u32) -> Option<String> {
        self.bates
            .as_ref()
            .map(|bates| bates.number(u64::from(number.saturating_sub(1))))
    }

    /// The stamp on a page of the exhibit with this label.
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
