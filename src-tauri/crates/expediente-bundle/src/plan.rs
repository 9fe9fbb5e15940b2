//! The plan: every page of the dossier with its label, before anything is written.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use compact_str::CompactString;
use expediente_model::{
    Catalogue, Digest, Document, DocumentId, ExhibitId, Facts, Matter, Orientation, Role, Turn,
};

use crate::fonts::Fonts;
use crate::found::PlannedFinding;
use crate::kept::Kept;
use crate::label::ExhibitLabel;
use crate::numbers::Numbering;
use crate::pages::{Cell, Row, TableLayout};
use crate::planner;
use crate::profile::{Caption, Profile};

/// The whole dossier, page by page.
///
/// Pure: the same matter, profile, texts and fonts give the same plan. Physical pages count from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct BundlePlan {
    /// Every page in order.
    pub pages: Vec<PlannedPage>,
    /// Papers before the cover page.
    pub front: Vec<PlannedDocument>,
    /// The exhibits that have pages.
    pub exhibits: Vec<PlannedExhibit>,
    /// Papers after the last exhibit.
    pub back: Vec<PlannedDocument>,
    /// What is wrong with it.
    pub findings: Vec<PlannedFinding>,
    /// About how many bytes all files together will have.
    pub estimate: u64,
    /// The files that it is written into; one, unless it was split.
    pub volumes: Vec<PlannedVolume>,
    pub(crate) rows: Vec<Row>,
    pub(crate) table: TableLayout,
    pub(crate) numbering: Numbering,
}

/// One file of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedVolume {
    /// Its physical pages.
    pub pages: Range<usize>,
    /// Its entries of [`BundlePlan::exhibits`].
    pub exhibits: Range<usize>,
    /// About how many bytes it will have.
    pub estimate: u64,
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedPage {
    /// Its number, counted from 1 over all pages that have one; none on an unnumbered paper. [`BundlePlan::label`] says how it is
    /// printed.
    pub number: Option<u32>,
    /// The entry of [`BundlePlan::exhibits`] whose paper it is, and its page within the exhibit, counted from 1.
    pub exhibit: Option<(u32, u32)>,
    /// What is on it.
    pub sheet: PlannedSheet,
    /// It is not ready to be filed: a translation without its certificate, or a paper that waits for its signature.
    pub draft: bool,
}

/// What is on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum PlannedSheet {
    /// The cover page.
    Cover,
    /// A page of the table, counted from 0.
    Table(usize),
    /// The slip sheet of the exhibit at this index of the plan.
    Slip(usize),
    /// A page of a PDF.
    Paper {
        /// The original's SHA-256.
        item: Digest,
        /// Its page, counted from 1.
        page: u32,
        /// How the user turned it.
        turn: Turn,
        /// Whether it stands outside the exhibits.
        loose: bool,
    },
    /// A sheet of pictures.
    Photos {
        /// Width and height of the sheet in points.
        size: (f64, f64),
        /// The pictures.
        photos: Vec<PlannedPhoto>,
        /// Whether it stands outside the exhibits.
        loose: bool,
    },
}

/// A picture on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedPhoto {
    /// The original's SHA-256.
    pub item: Digest,
    /// Its page, counted from 1.
    pub page: u32,
    /// How it is to be held.
    pub orientation: Orientation,
    pub(crate) cell: Cell,
}

/// An exhibit in its place, or one part of it where it alone was too large for a volume.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedExhibit {
    /// Its id in the matter.
    pub id: ExhibitId,
    /// Which part it is and of how many; none where it is whole.
    pub part: Option<(usize, usize)>,
    /// What stands on its tab.
    pub label: ExhibitLabel,
    /// Its title.
    pub title: Arc<str>,
    /// The same with which part it is, as table and outline have it.
    pub heading: Arc<str>,
    /// The physical page of its slip sheet.
    pub slip: usize,
    /// The physical page of its last page.
    pub last: usize,
    /// Its documents that have pages.
    pub documents: Vec<PlannedDocument>,
}

/// A document in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedDocument {
    /// Its id in the matter.
    pub id: DocumentId,
    /// The original's SHA-256.
    pub item: Digest,
    /// What the outline calls it.
    pub title: Arc<str>,
    /// Whether a person gave it that title.
    pub named: bool,
    /// The physical page that it begins on.
    pub first: usize,
    /// The physical page that it ends on.
    pub last: usize,
}

impl BundlePlan {
    /// Plans the dossier of a matter. It is split into volumes where the matter says so and the court has a limit.
    #[must_use]
    pub fn of(matter: &Matter, profile: &Profile, texts: &Catalogue, fonts: &Fonts) -> Self {
        Self::filled(matter, profile, texts, fonts, profile.fill())
    }

    /// The same with volumes of at most so many bytes: for a second try where a written one was over the limit.
    #[must_use]
    pub fn filled(
        matter: &Matter,
        profile: &Profile,
        texts: &Catalogue,
        fonts: &Fonts,
        fill: Option<u64>,
    ) -> Self {
        planner::plan(matter, profile, texts, fonts, fill, &mut Kept::default())
    }

    /// The plan with what an earlier one laid out of the exhibits that did not change since.
    #[must_use]
    pub fn again(
        matter: &Matter,
        profile: &Profile,
        texts: &Catalogue,
        fonts: &Fonts,
        kept: &mut Kept,
    ) -> Self {
        planner::plan(matter, profile, texts, fonts, profile.fill(), kept)
    }

    /// The volume that a physical page stands in.
    #[must_use]
    pub fn volume_of(&self, page: usize) -> usize {
        self.volumes
            .iter()
            .position(|volume| volume.pages.contains(&page))
            .unwrap_or(0)
    }

    /// Whether a page is not ready to be filed.
    #[must_use]
    pub fn has_drafts(&self) -> bool {
        self.pages.iter().any(|page| page.draft)
    }

    /// What is printed as the number of a page, counted from 0; none on an unnumbered paper.
    #[must_use]
    pub fn label(&self, at: usize) -> Option<CompactString> {
        self.label_of(self.pages.get(at)?)
    }

    /// The same of a page of this plan.
    #[must_use]
    pub fn label_of(&self, page: &PlannedPage) -> Option<CompactString> {
        page.number.map(|number| self.numbering.label(number))
    }

    /// What is printed as the exhibit label of a page of this plan, such as "Exhibit C-3".
    #[must_use]
    pub fn exhibit_label_of(&self, page: &PlannedPage) -> Option<String> {
        let (exhibit, within) = page.exhibit?;
        Some(
            self.numbering
                .exhibit(self.exhibits.get(exhibit as usize)?.label.as_str(), within),
        )
    }

    /// The Bates number of a page of this plan.
    #[must_use]
    pub fn bates_of(&self, page: &PlannedPage) -> Option<String> {
        self.numbering.bates(page.number?)
    }

    /// The label of every page, as printed and as the PDF itself says; empty for an unnumbered page.
    pub fn labels(&self) -> impl Iterator<Item = CompactString> {
        self.pages
            .iter()
            .map(|page| self.label_of(page).unwrap_or_default())
    }

    /// What is printed for the pages from `first` to `last`, physical and both included.
    #[must_use]
    pub fn range(&self, first: usize, last: usize) -> String {
        let number = |at: usize| self.pages.get(at).and_then(|page| page.number);
        self.numbering.range(number(first), number(last))
    }

    /// The physical page of the table that holds the row of an exhibit, in the exhibit's own volume.
    pub(crate) fn table_page_of(&self, row: usize) -> usize {
        let volume = self
            .volumes
            .iter()
            .find(|volume| volume.exhibits.contains(&row));
        let start = volume.map_or(0, |volume| volume.pages.start);
        let mut from = self.pages.iter().enumerate().skip(start);
        let cover = from
            .find(|(_, page)| page.sheet == PlannedSheet::Cover)
            .map_or(0, |(at, _)| at);
        let within = self
            .table
            .pages
            .iter()
            .position(|page| page.lines.iter().any(|line| line.row == row));
        cover + 1 + within.unwrap_or(0)
    }
}

/// The facts that the cover page of a court needs and that nobody gave, by their words in the catalogues (`fact.`).
#[must_use]
pub fn missing_facts(facts: &Facts, profile: &Profile) -> Vec<&'static str> {
    let court = !matches!(
        profile.caption,
        Caption::Agency | Caption::Plain | Caption::InterAmerican
    );
    let missing = [
        (
            "title",
            facts.title.is_empty() && profile.caption != Caption::Uk,
        ),
        ("person", facts.person.is_empty()),
        ("docket", court && facts.docket.is_empty()),
        ("court", court && facts.court.is_empty()),
        (
            "filer",
            profile.caption == Caption::Immigration && facts.filer.name.is_empty(),
        ),
    ];
    missing
        .into_iter()
        .filter(|(_, missing)| *missing)
        .map(|(what, _)| what)
        .collect()
}

/// Documents that are not ready to be filed: what waits for its signature, and translations that no signed certificate
/// names.
#[must_use]
pub fn drafts(matter: &Matter) -> BTreeSet<DocumentId> {
    let certified = certified(matter, true);
    let draft = |document: &&Document| {
        document.unsigned
            || matches!(document.role, Role::Translation { .. })
                && !certified.contains(&document.id)
    };
    matter
        .documents()
        .filter(draft)
        .map(|document| document.id)
        .collect()
}

/// The translations that a certificate names, one that is signed or one that waits for its signature.
pub(crate) fn certified(matter: &Matter, signed: bool) -> BTreeSet<DocumentId> {
    let certificate = |document: &&Document| {
        document.unsigned != signed && matches!(document.role, Role::TranslationCertificate { .. })
    };
    matter
        .documents()
        .filter(certificate)
        .flat_map(|document| document.role.of().iter().copied())
        .collect()
}
