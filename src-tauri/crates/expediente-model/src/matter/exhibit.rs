//! Exhibits and the documents in them.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::matter::id::{DocumentId, ExhibitId};
use crate::matter::in_languages::InLanguages;
use crate::matter::petition::row::{SheetRow, Tally};
use crate::matter::role::Role;
use crate::paper::digest::Digest;
use crate::paper::page_ranges::PageRanges;
use crate::paper::turn::Turn;
use crate::text::date::Date;

/// The papers behind one tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Its id.
    pub id: ExhibitId,
    /// Its title in the table and on the slip sheet.
    pub title: String,
    /// The date on the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What kind of paper it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ExhibitKind>,
    /// The authority or person that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The number on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The person in it: who declares, writes, translates, holds it, or gathered the signatures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Where it was issued or signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How many people signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<u32>,
    /// Language of the paper, BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether it includes a translation; `None` when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translated: Option<bool>,
    /// The language that the person who declares or writes understands, BCP 47, when it is not the
    /// paper's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub understands: Option<String>,
    /// Its group heading in the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Its texts in other languages.
    #[serde(default, skip_serializing_if = "InLanguages::is_empty")]
    pub in_languages: InLanguages,
    /// The code with which its issuer lets it be verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The address where it can be verified. It is never opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The last day on which it is valid, as it says itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Who holds the original.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_with: Option<String>,
    /// What of the case's checklist it is, by the names of its needs.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub needs: BTreeSet<String>,
    /// How its signatures were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Box<Tally>>,
    /// Photos per page.
    #[serde(default)]
    pub photos_per_page: PhotosPerPage,
    /// Whether a list of its photos is printed before them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub photo_list: bool,
    /// Its documents in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
}

impl Exhibit {
    /// Whether somebody began to count its signatures, on sheets or in a list.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        let listed = self
            .tally
            .as_ref()
            .is_some_and(|one| !one.listed.is_empty());
        listed || self.documents.iter().any(|one| !one.rows.is_empty())
    }

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
            in_languages: InLanguages::default(),
            code: None,
            address: None,
            valid_until: None,
            original_with: None,
            needs: BTreeSet::new(),
            tally: None,
            photos_per_page: PhotosPerPage::One,
            photo_list: false,
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
    /// Letter of support.
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
    /// Twelve, three across and four down: a contact sheet.
    Twelve,
}

impl PhotosPerPage {
    /// The number of photos.
    #[must_use]
    pub fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
            Self::Six => 6,
            Self::Twelve => 12,
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
            12 => Ok(Self::Twelve),
            _ => Err("1, 2, 4, 6 or 12 photos go on a page"),
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
            PhotosPerPage::Twelve => 12,
        }
    }
}

/// One paper placed in the dossier: which item, which of its pages, and how it is described.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The original's SHA-256.
    pub item: Digest,
    /// Its own title in the outline, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The caption printed under a photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// The date on it, or the day the photo was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Where a photo was taken, or where a paper among several was made or signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The authority or person that issued it, where its exhibit has several papers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The number on it, where it is not that of its exhibit: of an apostille.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The code with which its issuer lets it be verified, where it is not that of its exhibit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The address where it can be verified. It is never opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The last day on which it is valid, as it says itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Who holds the original.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_with: Option<String>,
    /// Who is on a photo, or whom a paper among several is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// Who took a photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Its texts in other languages.
    #[serde(default, skip_serializing_if = "InLanguages::is_empty")]
    pub in_languages: InLanguages,
    /// The rows of signatures by page, counted from 1 in the paper.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", with = "pairs")]
    pub rows: BTreeMap<u32, Vec<SheetRow>>,
    /// The pages to include, in this order; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<PageRanges>,
    /// Pages left out, counted from 1 in the paper.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub left_out: BTreeSet<u32>,
    /// Clockwise turns by page, counted from 1 in the paper.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", with = "pairs")]
    pub turns: BTreeMap<u32, Turn>,
    /// Pages that are shown as the sheet that was cut out of them: the SHA-256 of its picture by
    /// page, counted from 1 in the paper.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", with = "pairs")]
    pub straightened: BTreeMap<u32, Digest>,
    /// Its role for other documents.
    #[serde(default, rename = "part", skip_serializing_if = "Role::is_paper")]
    pub role: Role,
    /// Made here to be printed and signed; a placeholder until the signed paper replaces it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsigned: bool,
}

impl Document {
    /// The document with another paper. Which pages of the one before it were chosen or turned, and
    /// that it waited for a signature, says nothing of this one; all else that people wrote stays.
    #[must_use]
    pub fn with_paper(&self, item: Digest) -> Self {
        let Self {
            pages,
            left_out,
            turns,
            straightened,
            unsigned,
            ..
        } = Self::new(self.id, item);
        Self {
            item,
            pages,
            left_out,
            turns,
            straightened,
            unsigned,
            ..self.clone()
        }
    }

    /// All pages of an item.
    #[must_use]
    pub fn new(id: DocumentId, item: Digest) -> Self {
        Self {
            id,
            item,
            title: None,
            caption: None,
            date: None,
            place: None,
            issuer: None,
            number: None,
            code: None,
            address: None,
            valid_until: None,
            original_with: None,
            people: None,
            author: None,
            in_languages: InLanguages::default(),
            rows: BTreeMap::new(),
            pages: None,
            left_out: BTreeSet::new(),
            turns: BTreeMap::new(),
            straightened: BTreeMap::new(),
            role: Role::Paper,
            unsigned: false,
        }
    }

    /// The pages to include, counted from 1, of a paper with `total` pages. Pages the paper does
    /// not have are skipped; the preflight reports them.
    #[must_use]
    pub fn chosen_pages(&self, total: u32) -> Vec<u32> {
        let keep = |page: &u32| *page <= total && !self.left_out.contains(page);
        match &self.pages {
            Some(ranges) => ranges.iter().filter(keep).collect(),
            None => (1..=total).filter(keep).collect(),
        }
    }

    /// The picture of the sheet that was cut out of a page, counted from 1; none where the page is
    /// shown as it came in.
    #[must_use]
    pub fn straightened(&self, page: u32) -> Option<Digest> {
        self.straightened.get(&page).copied()
    }

    /// The turn of a page, counted from 1. A page that is not listed is not turned.
    #[must_use]
    pub fn turn(&self, page: u32) -> Turn {
        self.turns.get(&page).map_or(Turn::None, |turn| *turn)
    }
}

/// Serializes what is known by page as a list of page and value: inside a tagged enum such as
/// `Change`, serde loses map keys that are numbers (https://github.com/serde-rs/serde/issues/1183).
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(
        by_page: &BTreeMap<u32, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(by_page)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<u32, T>, D::Error> {
        Ok(Vec::<(u32, T)>::deserialize(deserializer)?
            .into_iter()
            .collect())
    }
}
