//! Where exhibits and documents stand in the dossier, whatever volumes they run through.

use std::collections::HashMap;
use std::ops::Range;

use expediente_model::{DocumentId, ExhibitId};

use crate::plan::{BundlePlan, PlannedDocument, PlannedExhibit};

/// An index of a plan. What was cut has a part in each of its volumes, and all of them belong to it.
pub struct Places<'p> {
    plan: &'p BundlePlan,
    /// Their places among the exhibits of the plan: the parts of one follow each other.
    exhibits: HashMap<ExhibitId, Range<usize>>,
    /// By id, those of the same in the order of the dossier.
    documents: Vec<&'p PlannedDocument>,
}

impl<'p> Places<'p> {
    /// The places of a plan.
    #[must_use]
    pub fn of(plan: &'p BundlePlan) -> Self {
        let mut exhibits: HashMap<ExhibitId, Range<usize>> =
            HashMap::with_capacity(plan.exhibits.len());
        for (at, exhibit) in plan.exhibits.iter().enumerate() {
            exhibits.entry(exhibit.id).or_insert(at..at).end = at + 1;
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
        let range = self.exhibits.get(&id).cloned().unwrap_or_default();
        self.plan.exhibits.get(range).unwrap_or_default()
    }

    /// The parts of a document, likewise.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> &[&'p PlannedDocument] {
        let from = self.documents.partition_point(|document| document.id < id);
        let to = self.documents.partition_point(|document| document.id <= id);
        self.documents.get(from..to).unwrap_or_default()
    }

    /// The pages of an exhibit as printed, `210–314, 318–402` where it was cut; none while it has no pages.
    #[must_use]
    pub fn pages_of_exhibit(&self, id: ExhibitId) -> Option<String> {
        self.printed(self.exhibit(id).iter().map(|part| (part.slip, part.last)))
    }

    /// The pages of a document as printed; none while it has no pages, or none of them has a number.
    #[must_use]
    pub fn pages_of_document(&self, id: DocumentId) -> Option<String> {
        self.printed(self.document(id).iter().map(|part| (part.first, part.last)))
    }

    /// How many sheets stand behind the slip sheets of an exhibit.
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
