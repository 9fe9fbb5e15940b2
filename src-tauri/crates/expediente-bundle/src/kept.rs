//! What was laid out of the exhibits, kept from one plan to the next: after a move in a case of a thousand exhibits only
//! numbers and labels are new.
//!
//! Architecture invariant: what is kept depends on the exhibit, its papers, the profile, the texts and the fonts alone,
//! and is made anew where one of them is another. A plan with what was kept equals one without (`shape.rs`).

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use expediente_model::{Catalogue, Digest, DocumentId, Exhibit, ExhibitId, Item, Matter};

use crate::fonts::Fonts;
use crate::found::PlannedFinding;
use crate::pages::{Lines, Widths};
use crate::plan::PlannedDocument;
use crate::planner::{Leaves, captions};
use crate::profile::Profile;

/// What one plan leaves to the next of the same matter; of another matter it only costs the time that it would save.
#[derive(Default)]
pub struct Kept {
    under: Option<(Profile, Catalogue, Fonts)>,
    exhibits: HashMap<ExhibitId, Arc<Laid>>,
}

impl Kept {
    /// Every exhibit laid out, in order: as it was kept, or by `lay` where it, or what it depends on, has changed.
    pub(crate) fn exhibits(
        &mut self,
        matter: &Matter,
        profile: &Profile,
        (texts, fonts): (&Catalogue, &Fonts),
        drafts: &BTreeSet<DocumentId>,
        lay: impl Fn(&Arc<Exhibit>) -> Laid,
    ) -> Vec<Arc<Laid>> {
        let same = self
            .under
            .as_ref()
            .is_some_and(|(of, words, faces)| of == profile && words == texts && faces.same(fonts));
        if !same {
            self.exhibits.clear();
            self.under = Some((profile.clone(), texts.clone(), fonts.clone()));
        }
        let mut before = std::mem::replace(
            &mut self.exhibits,
            HashMap::with_capacity(matter.exhibits.len()),
        );
        let mut all = Vec::with_capacity(matter.exhibits.len());
        for exhibit in &matter.exhibits {
            let kept = before
                .remove(&exhibit.id)
                .filter(|laid| laid.is_of(exhibit, matter, drafts));
            let laid = kept.unwrap_or_else(|| Arc::new(lay(exhibit)));
            self.exhibits.insert(exhibit.id, Arc::clone(&laid));
            all.push(laid);
        }
        all
    }
}

/// An exhibit laid out, before it has a label and its pages have numbers.
#[derive(Debug)]
pub(crate) struct Laid {
    /// What it was made of. Held, so that another one can never stand at the same address.
    pub exhibit: Arc<Exhibit>,
    items: Vec<Option<Arc<Item>>>,
    /// Which of its documents were not ready to be filed: that depends on certificates that may stand elsewhere.
    drafts: Vec<DocumentId>,
    pub title: Arc<str>,
    pub particulars: Arc<str>,
    pub leaves: Leaves,
    /// The documents that have pages, as if the exhibit began on page 0.
    pub documents: Vec<PlannedDocument>,
    /// What is wrong with its pages.
    pub findings: Vec<PlannedFinding>,
    /// Whether the fonts have every letter of it.
    pub has_all_letters: bool,
    /// Its texts in the table, as they were last broken.
    lines: Mutex<Option<(Widths, Lines)>>,
}

impl Laid {
    /// Nothing yet, of an exhibit and its papers as they are now.
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
            title: Arc::default(),
            particulars: Arc::default(),
            leaves: Leaves::default(),
            documents: Vec::new(),
            findings: Vec::new(),
            has_all_letters: true,
            lines: Mutex::default(),
        }
    }

    /// Whether exhibit and papers are the very ones that it was made of.
    fn is_of(
        &self,
        exhibit: &Arc<Exhibit>,
        matter: &Matter,
        drafts: &BTreeSet<DocumentId>,
    ) -> bool {
        let now = |item: &Digest| matter.items.get(item);
        let same = |kept: &Option<Arc<Item>>, now: Option<&Arc<Item>>| match (kept, now) {
            (Some(kept), Some(now)) => Arc::ptr_eq(kept, now),
            (None, None) => true,
            _ => false,
        };
        Arc::ptr_eq(&self.exhibit, exhibit)
            && drafts_of(exhibit, drafts).eq(self.drafts.iter().copied())
            && self
                .items
                .iter()
                .zip(&exhibit.documents)
                .all(|(item, document)| same(item, now(&document.item)))
    }

    /// Its texts in the table, broken into lines so wide.
    pub fn lines(&self, fonts: &Fonts, widths: Widths) -> Lines {
        let mut kept = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, lines)) if *of == widths => lines.clone(),
            _ => {
                let lines = Lines::of(fonts, widths, &self.title, &self.particulars);
                *kept = Some((widths, lines.clone()));
                lines
            }
        }
    }

    /// Every text of it that is drawn.
    pub fn drawn(&self) -> impl Iterator<Item = &str> {
        let said = [&*self.title, &*self.particulars]
            .into_iter()
            .chain(self.exhibit.group.as_deref());
        // One document is the exhibit itself, and the slip sheet does not name it.
        let named = if self.documents.len() > 1 {
            self.documents.as_slice()
        } else {
            &[]
        };
        let said = said.chain(named.iter().map(|document| &*document.title));
        said.chain(captions(self.leaves.sheets.iter()))
    }
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
