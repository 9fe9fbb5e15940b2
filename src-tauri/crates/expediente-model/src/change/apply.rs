//! Applies changes to a matter and computes their inverses.

use std::sync::Arc;

use crate::change::{Change, ChangeError};
use crate::matter::Matter;
use crate::matter::exhibit::{Document, Exhibit};
use crate::matter::facts::Facts;
use crate::matter::id::DocumentId;
use crate::matter::place::Place;

impl Matter {
    /// Applies a change and returns its inverse.
    ///
    /// # Errors
    /// When the change does not fit; the matter is then unchanged.
    pub fn apply(&mut self, change: &Change) -> Result<Change, ChangeError> {
        match change {
            Change::SetFacts { facts } => {
                let facts = Facts {
                    // Journals of earlier versions name papers by the ids of their documents.
                    answers: self.keyed_by_paper(&facts.answers),
                    ..(**facts).clone()
                };
                let before = std::mem::replace(&mut self.facts, Arc::new(facts));
                Ok(Change::SetFacts {
                    facts: Box::new(Arc::unwrap_or_clone(before)),
                })
            }
            Change::SetName { name } => Ok(Change::SetName {
                name: std::mem::replace(&mut self.name, name.clone()),
            }),
            Change::InsertExhibit { at, exhibit } => self.insert_exhibit(*at, exhibit),
            Change::RemoveExhibit { id } => {
                let at = self.exhibit_index(*id).ok_or(ChangeError::NoExhibit(*id))?;
                let exhibit = Arc::unwrap_or_clone(self.exhibits.remove(at));
                Ok(Change::InsertExhibit { at, exhibit })
            }
            Change::MoveExhibit { id, to } => {
                let from = self.exhibit_index(*id).ok_or(ChangeError::NoExhibit(*id))?;
                if *to >= self.exhibits.len() {
                    return Err(ChangeError::NoPlace {
                        asked: to + 1,
                        have: self.exhibits.len(),
                    });
                }
                let exhibit = self.exhibits.remove(from);
                self.exhibits.insert(*to, exhibit);
                Ok(Change::MoveExhibit { id: *id, to: from })
            }
            Change::SetExhibit { exhibit } => {
                let slot = self.exhibits.iter_mut().find(|e| e.id == exhibit.id);
                let slot = Arc::make_mut(slot.ok_or(ChangeError::NoExhibit(exhibit.id))?);
                let documents = std::mem::take(&mut slot.documents);
                let before = std::mem::replace(
                    slot,
                    Exhibit {
                        documents,
                        ..exhibit.clone()
                    },
                );
                Ok(Change::SetExhibit { exhibit: before })
            }
            Change::InsertDocument {
                place,
                at,
                document,
            } => {
                self.check_document(document)?;
                self.insert_document(*place, *at, document.clone())?;
                Ok(Change::RemoveDocument { id: document.id })
            }
            Change::RemoveDocument { id } => {
                let (place, at, document) = self.take_document(*id)?;
                Ok(Change::InsertDocument {
                    place,
                    at,
                    document,
                })
            }
            Change::MoveDocument { id, place, at } => {
                let (from, from_at, document) = self.take_document(*id)?;
                match self.insert_document(*place, *at, document.clone()) {
                    Ok(()) => Ok(Change::MoveDocument {
                        id: *id,
                        place: from,
                        at: from_at,
                    }),
                    Err(error) => {
                        self.insert_document(from, from_at, document)?;
                        Err(error)
                    }
                }
            }
            Change::SetDocument { document } => {
                if !self.items.contains_key(&document.item) {
                    return Err(ChangeError::NoItem(document.item));
                }
                let (place, at) = self.find_document(document.id)?;
                let slot = self
                    .documents_in(place)?
                    .get_mut(at)
                    .ok_or(ChangeError::NoDocument(document.id))?;
                Ok(Change::SetDocument {
                    document: std::mem::replace(slot, document.clone()),
                })
            }
            Change::ShowPages { item, pages } => {
                let slot = self.items.get_mut(item);
                let slot = slot.ok_or(ChangeError::NoItem(*item))?;
                let before = Arc::make_mut(slot).show(pages);
                Ok(Change::ShowPages {
                    item: *item,
                    pages: Box::new(before),
                })
            }
            Change::Batch { changes } => self.apply_batch(changes),
        }
    }

    fn apply_batch(&mut self, changes: &[Change]) -> Result<Change, ChangeError> {
        let before = self.clone();
        let mut inverses = Vec::with_capacity(changes.len());
        for change in changes {
            match self.apply(change) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    *self = before;
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Change::Batch { changes: inverses })
    }

    fn insert_exhibit(&mut self, at: usize, exhibit: &Exhibit) -> Result<Change, ChangeError> {
        if self.exhibit(exhibit.id).is_some() {
            return Err(ChangeError::ExhibitTwice(exhibit.id));
        }
        if at > self.exhibits.len() {
            return Err(ChangeError::NoPlace {
                asked: at + 1,
                have: self.exhibits.len() + 1,
            });
        }
        let mut seen = std::collections::BTreeSet::new();
        for document in &exhibit.documents {
            if !self.items.contains_key(&document.item) {
                return Err(ChangeError::NoItem(document.item));
            }
            if !seen.insert(document.id) {
                return Err(ChangeError::DocumentTwice(document.id));
            }
        }
        if !seen.is_empty()
            && let Some(twice) = self
                .documents()
                .find(|document| seen.contains(&document.id))
        {
            return Err(ChangeError::DocumentTwice(twice.id));
        }
        let documents = exhibit.documents.iter().map(|d| d.id.0);
        let highest = documents.fold(exhibit.id.0, u64::max);
        self.highest_id = self.highest_id.max(highest);
        self.exhibits.insert(at, Arc::new(exhibit.clone()));
        Ok(Change::RemoveExhibit { id: exhibit.id })
    }

    fn check_document(&self, document: &Document) -> Result<(), ChangeError> {
        if !self.items.contains_key(&document.item) {
            return Err(ChangeError::NoItem(document.item));
        }
        match self.find_document(document.id) {
            Ok(_) => Err(ChangeError::DocumentTwice(document.id)),
            Err(_) => Ok(()),
        }
    }

    /// Where a document is, and its position there.
    ///
    /// # Errors
    /// When no place has it.
    pub fn find_document(&self, id: DocumentId) -> Result<(Place, usize), ChangeError> {
        let within =
            |documents: &[Document]| documents.iter().position(|document| document.id == id);
        if let Some(at) = within(&self.front) {
            return Ok((Place::Front, at));
        }
        if let Some(at) = within(&self.back) {
            return Ok((Place::Back, at));
        }
        for exhibit in &self.exhibits {
            if let Some(at) = within(&exhibit.documents) {
                return Ok((Place::Exhibit(exhibit.id), at));
            }
        }
        Err(ChangeError::NoDocument(id))
    }

    fn documents_in(&mut self, place: Place) -> Result<&mut Vec<Document>, ChangeError> {
        match place {
            Place::Front => Ok(&mut self.front),
            Place::Back => Ok(&mut self.back),
            Place::Exhibit(id) => {
                let slot = self.exhibits.iter_mut().find(|exhibit| exhibit.id == id);
                Ok(&mut Arc::make_mut(slot.ok_or(ChangeError::NoExhibit(id))?).documents)
            }
        }
    }

    fn insert_document(
        &mut self,
        place: Place,
        at: usize,
        document: Document,
    ) -> Result<(), ChangeError> {
        let id = document.id.0;
        let documents = self.documents_in(place)?;
        if at > documents.len() {
            return Err(ChangeError::NoPlace {
                asked: at + 1,
                have: documents.len() + 1,
            });
        }
        documents.insert(at, document);
        self.highest_id = self.highest_id.max(id);
        Ok(())
    }

    fn take_document(&mut self, id: DocumentId) -> Result<(Place, usize, Document), ChangeError> {
        let (place, at) = self.find_document(id)?;
        let documents = self.documents_in(place)?;
        if at >= documents.len() {
            return Err(ChangeError::NoDocument(id));
        }
        Ok((place, at, documents.remove(at)))
    }
}
