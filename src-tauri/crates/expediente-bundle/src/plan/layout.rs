//! Exhibits and loose papers laid out on sheets, before they are numbered.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use expediente_model::{DocumentId, Exhibit, Item, Matter};

use crate::court::exhibit_label::ExhibitLabel;
use crate::front_matter::fonts::Fonts;
use crate::front_matter::table::{Lines, Widths};
use crate::plan::bundle_plan::{PlannedDocument, PlannedSheet};
use crate::plan::weight::Weight;
use crate::preflight::finding::PlannedFinding;

/// A sheet before it is numbered.
#[derive(Clone, Debug)]
pub(crate) struct LaidSheet {
    pub sheet: PlannedSheet,
    pub weight: Weight,
    /// Whether it is not ready to be filed.
    pub draft: bool,
}

/// The sheets of one exhibit, or of the papers before or after all exhibits.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageLayout {
    pub sheets: Vec<LaidSheet>,
    /// The weight of all sheets.
    pub weight: Weight,
    /// The first and last sheet of each document; none where it has no pages.
    pub spans: Vec<Option<(usize, usize)>>,
    /// A broken invariant that was met; see [`BundlePlan::fault`].
    ///
    /// [`BundlePlan::fault`]: crate::plan::bundle_plan::BundlePlan
    pub fault: Option<&'static str>,
}

impl PageLayout {
    /// No sheets yet, of so many documents.
    pub fn of(documents: usize) -> Self {
        Self {
            spans: vec![None; documents],
            ..Self::default()
        }
    }

    /// Adds a sheet that belongs to these documents.
    pub fn push(&mut self, sheet: LaidSheet, owners: impl Iterator<Item = usize>) {
        let at = self.sheets.len();
        for owner in owners {
            match self.spans.get_mut(owner) {
                Some(Some((_, last))) => *last = at,
                Some(span) => *span = Some((at, at)),
                None => self.fault = Some("a sheet belongs to a document that is not there"),
            }
        }
        self.weight.add(&sheet.weight);
        self.sheets.push(sheet);
    }

    /// The planned content of every sheet.
    pub fn contents(&self) -> impl Iterator<Item = &PlannedSheet> {
        self.sheets.iter().map(|laid| &laid.sheet)
    }
}

/// What the layout of an exhibit depends on, besides profile, texts and fonts.
#[derive(Debug)]
pub(crate) struct LayoutKey {
    /// Kept alive, so that another exhibit can never have the same address.
    pub exhibit: Arc<Exhibit>,
    items: Vec<Option<Arc<Item>>>,
    /// Documents of the exhibit that are not ready to be filed. That depends on certificates, which
    /// may be elsewhere in the matter.
    drafts: Vec<DocumentId>,
}

impl LayoutKey {
    /// The key of an exhibit as it is now.
    pub fn of(exhibit: &Arc<Exhibit>, matter: &Matter, drafts: &BTreeSet<DocumentId>) -> Self {
        let items = exhibit
            .documents
            .iter()
            .map(|document| matter.items.get(&document.item).cloned())
            .collect();
        Self {
            exhibit: Arc::clone(exhibit),
            items,
            drafts: drafts_of(exhibit, drafts).collect(),
        }
    }

    /// Whether an exhibit, its papers and its drafts are still the ones of this key.
    pub fn is_of(
        &self,
        exhibit: &Arc<Exhibit>,
        matter: &Matter,
        drafts: &BTreeSet<DocumentId>,
    ) -> bool {
        let same = |then: &Option<Arc<Item>>, now: Option<&Arc<Item>>| match (then, now) {
            (Some(then), Some(now)) => Arc::ptr_eq(then, now),
            (None, None) => true,
            _ => false,
        };
        Arc::ptr_eq(&self.exhibit, exhibit)
            && drafts_of(exhibit, drafts).eq(self.drafts.iter().copied())
            && self
                .items
                .iter()
                .zip(&exhibit.documents)
                .all(|(item, document)| same(item, matter.items.get(&document.item)))
    }
}

/// An exhibit laid out, before it has a label and its pages have numbers.
#[derive(Debug)]
pub(crate) struct ExhibitLayout {
    pub key: LayoutKey,
    pub title: Arc<str>,
    pub particulars: Arc<str>,
    /// The heading over it.
    pub group: Option<String>,
    pub pages: PageLayout,
    /// The documents that have pages, as if the exhibit began on page 0.
    pub documents: Vec<PlannedDocument>,
    /// Problems of its pages.
    pub findings: Vec<PlannedFinding>,
    /// Whether the fonts have every letter of it.
    pub has_all_letters: bool,
    /// Its row of the table, as it was last broken into lines.
    lines: Mutex<Option<(Widths, Lines)>>,
}

impl ExhibitLayout {
    /// A layout with these parts. Letters are checked against `fonts`.
    pub fn new(
        key: LayoutKey,
        (title, particulars, group): (String, String, Option<String>),
        pages: PageLayout,
        documents: Vec<PlannedDocument>,
        findings: Vec<PlannedFinding>,
        fonts: &Fonts,
    ) -> Self {
        let mut layout = Self {
            key,
            title: title.into(),
            particulars: particulars.into(),
            group,
            pages,
            documents,
            findings,
            has_all_letters: true,
            lines: Mutex::default(),
        };
        let has_all_letters = layout.drawn().all(|text| fonts.has_all(text));
        layout.has_all_letters = has_all_letters;
        layout
    }

    /// The exhibit.
    pub fn exhibit(&self) -> &Exhibit {
        &self.key.exhibit
    }

    /// Its row of the table, broken into lines of these widths.
    pub fn lines(&self, fonts: &Fonts, widths: Widths) -> Lines {
        let mut cached = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        match &*cached {
            Some((of, lines)) if *of == widths => lines.clone(),
            _ => {
                let lines = Lines::of(fonts, widths, &self.title, &self.particulars);
                *cached = Some((widths, lines.clone()));
                lines
            }
        }
    }

    /// Every text of it that is drawn.
    pub fn drawn(&self) -> impl Iterator<Item = &str> {
        let texts = [&*self.title, &*self.particulars]
            .into_iter()
            .chain(self.group.as_deref());
        // The slip sheet does not name a single document, which is the exhibit itself.
        let named = if self.documents.len() > 1 {
            self.documents.as_slice()
        } else {
            &[]
        };
        let texts = texts.chain(named.iter().map(|document| &*document.title));
        let listed = self.pages.contents().flat_map(|sheet| match sheet {
            PlannedSheet::Listing(page) => page.0.texts.as_slice(),
            _ => &[],
        });
        texts
            .chain(captions(self.pages.contents()))
            .chain(listed.map(|line| line.text.as_str()))
    }
}

/// An exhibit that has pages, with its label.
pub(crate) struct LabeledExhibit {
    pub layout: Arc<ExhibitLayout>,
    pub label: ExhibitLabel,
}

/// The captions under the photos of these sheets, line by line.
pub(crate) fn captions<'s>(
    sheets: impl Iterator<Item = &'s PlannedSheet>,
) -> impl Iterator<Item = &'s str> {
    let photos = sheets.flat_map(|sheet| match sheet {
        PlannedSheet::Photos { photos, .. } => photos.as_slice(),
        _ => &[],
    });
    photos
        .flat_map(|photo| photo.cell.caption.iter().chain(&photo.cell.particulars))
        .map(String::as_str)
}

/// The documents of an exhibit that are not ready to be filed.
fn drafts_of<'a>(
    exhibit: &'a Exhibit,
    drafts: &'a BTreeSet<DocumentId>,
) -> impl Iterator<Item = DocumentId> + 'a {
    let documents = if drafts.is_empty() {
        &[]
    } else {
        exhibit.documents.as_slice()
    };
    documents
        .iter()
        .map(|document| document.id)
        .filter(|id| drafts.contains(id))
}
