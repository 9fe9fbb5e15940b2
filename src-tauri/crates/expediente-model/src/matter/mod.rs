//! A matter: one person's file.

use std::collections::BTreeMap;
use std::sync::Arc;

pub mod answers;
pub mod bates;
pub mod exhibit;
pub mod facts;
pub mod id;
pub mod in_languages;
pub mod petition;
pub mod place;
mod printed;
pub mod role;

use crate::matter::exhibit::{Document, Exhibit};
use crate::matter::facts::Facts;
use crate::matter::id::{DocumentId, ExhibitId, MatterId};
use crate::matter::place::Place;
use crate::paper::digest::Digest;
use crate::paper::item::Item;

/// One person's file: facts, papers, and the exhibits they are arranged in.
///
/// Exhibits and items are shared, so a changed copy costs a few pointers.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// Its id in the store.
    pub id: MatterId,
    /// The short name the user gave it.
    pub name: String,
    /// Court, person, numbers.
    pub facts: Arc<Facts>,
    /// Every paper received, by the SHA-256 of its original.
    pub items: BTreeMap<Digest, Arc<Item>>,
    /// Papers before the cover page, usually unnumbered.
    pub front: Vec<Document>,
    /// The exhibits in order.
    pub exhibits: Vec<Arc<Exhibit>>,
    /// Papers after the last exhibit, usually unnumbered.
    pub back: Vec<Document>,
    /// The highest number given to an exhibit or document. Ids are never reused, not even after an
    /// undo.
    pub highest_id: u64,
}

impl Matter {
    /// An empty matter.
    #[must_use]
    pub fn new(id: MatterId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            facts: Arc::default(),
            items: BTreeMap::new(),
            front: Vec::new(),
            exhibits: Vec::new(),
            back: Vec::new(),
            highest_id: 0,
        }
    }

    /// An id that no exhibit of this matter has or had.
    pub fn fresh_exhibit_id(&mut self) -> ExhibitId {
        self.highest_id += 1;
        ExhibitId(self.highest_id)
    }

    /// An id that no document of this matter has or had.
    pub fn fresh_document_id(&mut self) -> DocumentId {
        self.highest_id += 1;
        DocumentId(self.highest_id)
    }

    /// The position of an exhibit, counted from 0.
    #[must_use]
    pub fn exhibit_index(&self, id: ExhibitId) -> Option<usize> {
        self.exhibits.iter().position(|exhibit| exhibit.id == id)
    }

    /// An exhibit by id.
    #[must_use]
    pub fn exhibit(&self, id: ExhibitId) -> Option<&Exhibit> {
        self.exhibits
            .iter()
            .find(|exhibit| exhibit.id == id)
            .map(AsRef::as_ref)
    }

    /// Papers that no document uses.
    #[must_use]
    pub fn unplaced(&self) -> Vec<Digest> {
        let mut placed = std::collections::BTreeSet::new();
        for document in self.documents() {
            placed.insert(document.item);
        }
        self.items
            .keys()
            .filter(|digest| !placed.contains(*digest))
            .copied()
            .collect()
    }

    /// The exhibit that a document is in; none of one that is before or after all of them.
    #[must_use]
    pub fn exhibit_of(&self, document: DocumentId) -> Option<&Exhibit> {
        match self.find_document(document) {
            Ok((Place::Exhibit(id), _)) => self.exhibit(id),
            _ => None,
        }
    }

    /// The pages of a document that are shown and that people can have signed, counted from 1; none
    /// where the matter has no such paper, or its pages were made of words: the typed list beside
    /// the sheets of a petition is no sheet.
    #[must_use]
    pub fn signed_pages(&self, document: &Document) -> Vec<u32> {
        let item = self.items.get(&document.item);
        let item = item.filter(|item| !item.media.is_words());
        item.map_or_else(Vec::new, |item| document.chosen_pages(item.pages))
    }

    /// Every document, front to back.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let inside = self
            .exhibits
            .iter()
            .flat_map(|exhibit| exhibit.documents.iter());
        self.front.iter().chain(inside).chain(self.back.iter())
    }
}
