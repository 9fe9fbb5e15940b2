//! What the pages of a paper hold, as far as the rules of courts ask for it.
//!
//! Found once, when the paper is received, by the child that reads it; what a court makes of it is the preflight's.

use serde::{Deserialize, Serialize};

use crate::{PageRanges, Turn};

/// What stands on the pages of a PDF. Pages count from 1, and are meant as the paper shows them, before any turn that the
/// user gave them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Looks {
    /// Pages that have words which can be searched and copied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<PageRanges>,
    /// Pages that are covered by a picture and have no words: scans, or photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scans: Option<PageRanges>,
    /// Pages whose words do not stand upright, by the clockwise turn that would make them so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub askew: Vec<(Turn, PageRanges)>,
    /// The finest picture on a page that covers a good part of it, in dots per inch, where it has more than 300; rounded
    /// to whole tens.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dpi: Vec<(u32, PageRanges)>,
    /// Width and height of the pages as they are shown, in points rounded to whole ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<((u32, u32), PageRanges)>,
    /// Wordings that courts ask for, where they were found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<(Wording, PageRanges)>,
    /// Bytes that each page takes in a dossier, in order: what pages share counts for the first of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<u64>,
    /// Of these bytes, those that pages share: what must be written once more where the paper is cut in two.
    #[serde(skip_serializing_if = "is_zero")]
    pub shared: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(bytes: &u64) -> bool {
    *bytes == 0
}

impl Looks {
    /// Whether a wording stands anywhere in the paper.
    #[must_use]
    pub fn says(&self, wording: Wording) -> bool {
        self.wordings.iter().any(|(found, _)| *found == wording)
    }

    /// Whether its words were read: a paper without any cannot be searched for a wording.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.text.is_some()
    }

    /// What is said of one page, counted from 1.
    #[must_use]
    pub fn of_page<T: Copy>(said: &[(T, PageRanges)], page: u32) -> Option<T> {
        said.iter().find(|(_, pages)| pages.contains(page)).map(|(value, _)| *value)
    }
}

/// A form of words that a court asks for, in English or Spanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// "under penalty of perjury" (28 USC 1746).
    Perjury,
    /// "under the laws of the United States of America" (28 USC 1746(1), for what is signed abroad).
    UnitedStatesLaws,
    /// "I believe that the facts stated in this … are true" (CPR Practice Direction 22).
    StatementOfTruth,
    /// That the translator is competent to translate.
    CompetentTranslator,
    /// That the translation is true and accurate, or complete and accurate.
    AccurateTranslation,
    /// That it was read to the person in a language that they understand, or interpreted for them.
    ReadToPerson,
    /// A number formed like a United States social-security number, written out whole (FRCP 5.2(a)).
    SocialSecurityNumber,
}
