//! The plan of a dossier: every page with its label, before anything is written.

use std::ops::Range;
use std::sync::Arc;

use compact_str::CompactString;
use expediente_model::{Digest, DocumentId, ExhibitId, Orientation, Turn};

use crate::court::exhibit_label::ExhibitLabel;
use crate::error::BundleError;
use crate::front_matter::lists::listing::ListingPage;
use crate::front_matter::photos::Cell;
use crate::front_matter::table::{Row, TableLayout};
use crate::plan::page_numbering::PageNumbering;
use crate::preflight::finding::PlannedFinding;

/// The whole dossier, page by page.
///
/// Pure: the same matter, profile, texts and fonts give the same plan. Physical pages count from 0.
/// The constructors are in `planner.rs`.
#[derive(Clone, Debug, PartialEq)]
pub struct BundlePlan {
    /// Every page in order.
    pub pages: Vec<PlannedPage>,
    /// Papers before the cover page.
    pub front: Vec<PlannedDocument>,
    /// The exhibits that have pages. One that was cut has an entry for each of its parts.
    pub exhibits: Vec<PlannedExhibit>,
    /// Papers after the last exhibit.
    pub back: Vec<PlannedDocument>,
    /// Problems of the plan itself; the preflight finds those of the filing.
    pub findings: Vec<PlannedFinding>,
    /// The estimated size of all files in bytes.
    pub estimate: u64,
    /// The files that it is written to; one, unless it is split.
    pub volumes: Vec<PlannedVolume>,
    pub(crate) rows: Vec<Row>,
    pub(crate) table: TableLayout,
    pub(crate) numbering: PageNumbering,
    /// A broken invariant that planning met. Such a plan can be shown but not written: it may lack
    /// pages.
    pub(crate) fault: Option<&'static str>,
}

/// One file of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedVolume {
    /// Its physical pages.
    pub pages: Range<usize>,
    /// Its entries of [`BundlePlan::exhibits`].
    pub exhibits: Range<usize>,
    /// Its estimated size in bytes.
    pub estimate: u64,
}

/// One page.
///
/// The identity of a file (its `/ID`) is computed from the `Debug` text of its pages: renaming a
/// type or a field here, or in [`PlannedSheet`] and what it holds, gives every dossier another
/// identity.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedPage {
    /// Its number, counted from 1 over all numbered pages; none on an unnumbered paper.
    /// [`BundlePlan::label`] gives its printed form.
    pub number: Option<u32>,
    /// Its entry of [`BundlePlan::exhibits`], and its page within the exhibit, counted from 1.
    pub exhibit: Option<(u32, u32)>,
    /// Its content.
    pub sheet: PlannedSheet,
    /// Whether it is not ready to be filed: a translation without its certificate, or a paper that
    /// waits for its signature.
    pub draft: bool,
}

/// The content of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum PlannedSheet {
    /// The cover page.
    Cover,
    /// A page of the table, counted from 0.
    Table(usize),
    /// The slip sheet of the exhibit at this index of [`BundlePlan::exhibits`].
    Slip(usize),
    /// A page of a list in front of an exhibit's papers.
    Listing(ListedPage),
    /// A page of a PDF.
    Paper {
        /// The SHA-256 of the original.
        item: Digest,
        /// Its page, counted from 1.
        page: u32,
        /// The turn that the user gave it.
        turn: Turn,
        /// Whether it is outside the exhibits.
        loose: bool,
    },
    /// A sheet of pictures.
    Photos {
        /// Width and height of the sheet in points.
        size: (f64, f64),
        /// The pictures.
        photos: Vec<PlannedPhoto>,
        /// Whether it is outside the exhibits.
        loose: bool,
    },
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedPage(pub(crate) Arc<ListingPage>);

/// A picture on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedPhoto {
    /// The SHA-256 of the original.
    pub item: Digest,
    /// Its page, counted from 1.
    pub page: u32,
    /// The picture of the sheet that was cut out of it, where that is shown instead.
    pub straightened: Option<Digest>,
    /// Its orientation, with the user's turn.
    pub orientation: Orientation,
    pub(crate) cell: Cell,
}

/// An exhibit in its position, or one part of it where it alone was too large for a volume.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedExhibit {
    /// Its id in the matter.
    pub id: ExhibitId,
    /// The part's number and the number of parts; none where it is whole.
    pub part: Option<(usize, usize)>,
    /// The label on its tab.
    pub label: ExhibitLabel,
    /// Its title.
    pub title: Arc<str>,
    /// Its title with the number of its part, as in the table and the outline.
    pub heading: Arc<str>,
    /// The physical page of its slip sheet.
    pub slip: usize,
    /// Its last physical page.
    pub last: usize,
    /// Its documents that have pages.
    pub documents: Vec<PlannedDocument>,
}

/// A document in its position.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedDocument {
    /// Its id in the matter.
    pub id: DocumentId,
    /// The SHA-256 of the original.
    pub item: Digest,
    /// Its title in the outline.
    pub title: Arc<str>,
    /// Whether a person chose that title.
    pub named: bool,
    /// What its exhibit does not say of it, such as its date and code, in words; empty where there
    /// is nothing.
    pub particulars: Arc<str>,
    /// Its first physical page.
    pub first: usize,
    /// Its last physical page.
    pub last: usize,
}

impl BundlePlan {
    /// Pages of the dossier by their printed numbers.
    pub(crate) fn said(&self, pages: &[usize]) -> String {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for &page in pages {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == page || *last == page => *last = page,
                _ => runs.push((page, page)),
            }
        }
        // Papers before the cover page have no printed number and are counted in the file, in
        // brackets.
        let run = |&(first, last): &(usize, usize)| {
            if self.label(first).is_some() {
                return self.range(first, last);
            }
            if first == last {
                format!("[{}]", first + 1)
            } else {
                format!("[{}-{}]", first + 1, last + 1)
            }
        };
        runs.iter().map(run).collect::<Vec<_>>().join(", ")
    }

    /// Whether any page is not ready to be filed.
    #[must_use]
    pub fn has_drafts(&self) -> bool {
        self.pages.iter().any(|page| page.draft)
    }

    /// The printed number of a page, counted from 0; none on an unnumbered paper.
    #[must_use]
    pub fn label(&self, at: usize) -> Option<CompactString> {
        self.label_of(self.pages.get(at)?)
    }

    /// The printed number of a page of this plan; none on an unnumbered paper.
    #[must_use]
    pub fn label_of(&self, page: &PlannedPage) -> Option<CompactString> {
        page.number.map(|number| self.numbering.label(number))
    }

    /// The PDF's own label of a page of this plan: its printed number, or empty where it has none.
    pub(crate) fn page_label_of(&self, page: &PlannedPage) -> CompactString {
        self.label_of(page).unwrap_or_default()
    }

    /// The printed exhibit label of a page of this plan, such as "Exhibit C-3"; none outside the
    /// exhibits.
    pub(crate) fn exhibit_label_of(
        &self,
        page: &PlannedPage,
    ) -> Result<Option<String>, BundleError> {
        let Some((exhibit, within)) = page.exhibit else {
            return Ok(None);
        };
        let exhibit = self.exhibit_at(exhibit as usize)?;
        let label = self.numbering.exhibit(exhibit.label.as_str(), within);
        Ok(Some(label))
    }

    /// The Bates number of a page of this plan; none where the filer wants none or the page is
    /// unnumbered.
    pub(crate) fn bates_of(&self, page: &PlannedPage) -> Option<String> {
        self.numbering.bates(page.number?)
    }

    /// The printed form of the pages from `first` to `last`, both included.
    #[must_use]
    pub fn range(&self, first: usize, last: usize) -> String {
        let number = |at: usize| self.pages.get(at).and_then(|page| page.number);
        self.numbering.range(number(first), number(last))
    }

    /// The pages of a range of physical pages.
    pub(crate) fn pages_in(&self, range: &Range<usize>) -> Result<&[PlannedPage], BundleError> {
        let pages = self.pages.get(range.clone());
        pages.ok_or(BundleError::Bug("a page that the plan does not have"))
    }

    /// The exhibits of a volume.
    pub(crate) fn exhibits_in(
        &self,
        volume: &PlannedVolume,
    ) -> Result<&[PlannedExhibit], BundleError> {
        let exhibits = self.exhibits.get(volume.exhibits.clone());
        exhibits.ok_or(BundleError::Bug("an exhibit that the plan does not have"))
    }

    /// An exhibit by its index.
    pub(crate) fn exhibit_at(&self, at: usize) -> Result<&PlannedExhibit, BundleError> {
        let exhibit = self.exhibits.get(at);
        exhibit.ok_or(BundleError::Bug("an exhibit that the plan does not have"))
    }

    /// The volume that has a physical page, and its index.
    pub(crate) fn volume_of(&self, page: usize) -> Result<(usize, &PlannedVolume), BundleError> {
        let mut volumes = self.volumes.iter().enumerate();
        let volume = volumes.find(|(_, volume)| volume.pages.contains(&page));
        volume.ok_or(BundleError::Bug("a page outside all volumes"))
    }

    /// The physical page of the table that has the row of an exhibit, in the exhibit's own volume.
    pub(crate) fn table_page_of(&self, row: usize) -> Result<usize, BundleError> {
        const MISSING: BundleError = BundleError::Bug("an exhibit without a row of the table");
        let mut volumes = self.volumes.iter();
        let volume = volumes.find(|volume| volume.exhibits.contains(&row));
        let start = volume.ok_or(MISSING)?.pages.start;
        let mut from = self.pages.iter().enumerate().skip(start);
        let cover = from.find(|(_, page)| page.sheet == PlannedSheet::Cover);
        let (cover, _) = cover.ok_or(MISSING)?;
        let mut pages = self.table.pages.iter();
        let within = pages.position(|page| page.lines.iter().any(|line| line.row == row));
        Ok(cover + 1 + within.ok_or(MISSING)?)
    }
}
