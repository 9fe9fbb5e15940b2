//! Positions of exhibits and documents in the dossier, across all volumes.

use std::collections::HashMap;

use expediente_model::{DocumentId, ExhibitId};

use crate::plan::bundle_plan::{BundlePlan, PlannedDocument, PlannedExhibit};

/// An index of a plan. Something that was cut has a part in each of its volumes, and all of them
/// belong to it.
pub struct Places<'p> {
    plan: &'p BundlePlan,
    exhibits: HashMap<ExhibitId, &'p [PlannedExhibit]>,
    /// Sorted by id; the parts of one document in the order of the dossier.
    documents: Vec<&'p PlannedDocument>,
}

impl<'p> Places<'p> {
    /// The places of a plan.
    #[must_use]
    pub fn of(plan: &'p BundlePlan) -> Self {
        let mut exhibits = HashMap::with_capacity(plan.exhibits.len());
        // The parts of one exhibit follow each other.
        for parts in plan.exhibits.chunk_by(|one, next| one.id == next.id) {
            exhibits.extend(parts.first().map(|first| (first.id, parts)));
        }
        let inside = plan.exhibits.iter().flat_map(|exhibit| &exhibit.documents);
        let mut documents: Vec<_> = plan.front.iter().chain(inside).chain(&plan.back).collect();
        documents.sort_by_key(|document| document.id);
        Self {
            plan,
            exhibits,
            documents,
        }
    }

    /// The parts of an exhibit in order: one where it is whole, none while it has no pages.
    #[must_use]
    pub fn exhibit(&self, id: ExhibitId) -> &'p [PlannedExhibit] {
        self.exhibits.get(&id).map_or(&[], |parts| parts)
    }

    /// The parts of a document in order: one where it is whole, none while it has no pages.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> &[&'p PlannedDocument] {
        let from = self.documents.partition_point(|document| document.id < id);
        let (_, rest) = self.documents.split_at(from);
        let (parts, _) = rest.split_at(rest.partition_point(|document| document.id == id));
        parts
    }

    /// The printed pages of an exhibit, `210–314, 318–402` where it was cut; none while it has no
    /// pages.
    #[must_use]
    pub fn pages_of_exhibit(&self, id: ExhibitId) -> Option<String> {
        self.printed(self.exhibit(id).iter().map(|part| (part.slip, part.last)))
    }

    /// The printed pages of a document; none while it has no pages or none of them has a number.
    #[must_use]
    pub fn pages_of_document(&self, id: DocumentId) -> Option<String> {
        self.printed(self.document(id).iter().map(|part| (part.first, part.last)))
    }

    /// The number of sheets behind the slip sheets of an exhibit.
    #[must_use]
    pub fn sheets_of_exhibit(&self, id: ExhibitId) -> usize {
        self.exhibit(id)
            .iter()
            .map(|part| part.last - part.slip)
            .sum()
    }

    fn printed(&self, spans: impl Iterator<Item = (usize, usize)>) -> Option<String> {
        let ranges = spans
            .map(|(first, last)| self.plan.range(first, last))
            .filter(|range| !range.is_empty());
        ranges.reduce(|before, range| before + ", " + &range)
    }
}
