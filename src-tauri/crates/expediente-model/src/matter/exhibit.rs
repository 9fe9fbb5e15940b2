//! Exhibits and the documents in them.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::matter::id::{DocumentId, ExhibitId};
use crate::matter::role::Role;
use crate::paper::digest::Digest;
use crate::paper::page_ranges::PageRanges;
use crate::paper::turn::Turn;
use crate::text::date::Date;

/// What stands behind one tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Its id.
    pub id: ExhibitId,
    /// What the table and the slip sheet call it.
    pub title: String,
    /// The day the paper is dated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What kind of paper it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ExhibitKind>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The number that stands on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The person in it: who declares, writes, translates, holds it, gathered the signatures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Where it was made or signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How many have signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<u32>,
    /// Language of the paper, BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether a translation stands with it; none when nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translated: Option<bool>,
    /// The language that the person who declares or writes understands, BCP 47, where that is not the paper's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub understands: Option<String>,
    /// The heading that it stands under in the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Pictures on a page.
    #[serde(default)]
    pub photos_per_page: PhotosPerPage,
    /// Its documents in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
}

impl Exhibit {
    /// An exhibit with a title and nothing else.
    #[must_use]
    pub fn new(id: ExhibitId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            date: None,
            kind: None,
            issuer: None,
            number: None,
            who: None,
            place: None,
            signatures: None,
            language: None,
            translated: None,
            understands: None,
            group: None,
            photos_per_page: PhotosPerPage::One,
            documents: Vec::new(),
        }
    }
}

/// What kind of paper an exhibit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum ExhibitKind {
    /// Certificate of an authority, employer or school.
    Certificate,
    /// Petition with signatures.
    Petition,
    /// Declaration or affidavit.
    Declaration,
    /// Translation.
    Translation,
    /// Photos.
    Photo,
    /// Identity paper.
    Identity,
    /// Letter of support.
    Letter,
    /// Court paper.
    Court,
    /// Anything else.
    Other,
}

impl ExhibitKind {
    /// Every kind, in the order that lists show them.
    pub const ALL: [Self; 9] = [
        Self::Certificate,
        Self::Petition,
        Self::Declaration,
        Self::Translation,
        Self::Photo,
        Self::Identity,
        Self::Letter,
        Self::Court,
        Self::Other,
    ];

    /// Its word in files and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::Petition => "petition",
            Self::Declaration => "declaration",
            Self::Translation => "translation",
            Self::Photo => "photo",
            Self::Identity => "identity",
            Self::Letter => "letter",
            Self::Court => "court",
            Self::Other => "other",
        }
    }
}

impl FromStr for ExhibitKind {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.word() == text).ok_or(
            "the kind is one of certificate, petition, declaration, translation, photo, identity, letter, court, other",
        )
    }
}

/// How many pictures share a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum PhotosPerPage {
    /// One: the whole page.
    #[default]
    One,
    /// Two, one above the other.
    Two,
    /// Four, two by two.
    Four,
    /// Six, two across and three down.
    Six,
}

impl PhotosPerPage {
    /// As a number.
    #[must_use]
    pub fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
            Self::Six => 6,
        }
    }
}

impl TryFrom<u8> for PhotosPerPage {
    type Error = &'static str;
    fn try_from(count: u8) -> Result<Self, Self::Error> {
        match count {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            4 => Ok(Self::Four),
            6 => Ok(Self::Six),
            _ => Err("1, 2, 4 or 6 photos go on a page"),
        }
    }
}

impl From<PhotosPerPage> for u8 {
    fn from(value: PhotosPerPage) -> Self {
        match value {
            PhotosPerPage::One => 1,
            PhotosPerPage::Two => 2,
            PhotosPerPage::Four => 4,
            PhotosPerPage::Six => 6,
        }
    }
}

/// A paper in its place: which item, which of its pages, and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The original's SHA-256.
    pub item: Digest,
    /// What the outline calls it, where it has a name of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is printed under a photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The day it is dated or was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Where a photo was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The pages that go in, in this order; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<PageRanges>,
    /// Pages left out, counted from 1 in the paper.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub left_out: BTreeSet<u32>,
    /// Clockwise turns by page, counted from 1 in the paper.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", with = "pairs")]
    pub turns: BTreeMap<u32, Turn>,
    /// What it is to the others.
    #[serde(default, rename = "part", skip_serializing_if = "Role::is_paper")]
    pub role: Role,
    /// Made here to be printed and signed; it stands for the signed paper until that replaces it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsigned: bool,
}

impl Document {
    /// The whole of an item.
    #[must_use]
    pub fn new(id: DocumentId, item: Digest) -> Self {
        Self {
            id,
            item,
            title: None,
            caption: None,
            date: None,
            place: None,
            pages: None,
            left_out: BTreeSet::new(),
            turns: BTreeMap::new(),
            role: Role::Paper,
            unsigned: false,
        }
    }

    /// The pages that go in, counted from 1, of a paper that has `total`. Pages that the paper does not have
    /// are passed over: the preflight says so.
    #[must_use]
    pub fn chosen_pages(&self, total: u32) -> Vec<u32> {
        let keep = |page: &u32| *page <= total && !self.left_out.contains(page);
        match &self.pages {
            Some(ranges) => ranges.iter().filter(keep).collect(),
            None => (1..=total).filter(keep).collect(),
        }
    }

    /// The turn of a page, counted from 1.
    #[must_use]
    pub fn turn(&self, page: u32) -> Turn {
        self.turns.get(&page).copied().unwrap_or_default()
    }
}

/// Turns as a list of page and turn: a number as a key of a map is lost inside a tagged enum, as a change is
/// (https://github.com/serde-rs/serde/issues/1183).
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use crate::paper::turn::Turn;

    pub fn serialize<S: Serializer>(
        turns: &BTreeMap<u32, Turn>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(turns)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<u32, Turn>, D::Error> {
        Ok(Vec::<(u32, Turn)>::deserialize(deserializer)?
            .into_iter()
            .collect())
    }
}
