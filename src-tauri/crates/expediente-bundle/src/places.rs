//! Where exhibits and documents stand in the dossier, whatever volumes they run through.

use expediente_model::{DocumentId, ExhibitId};

use crate::plan::{BundlePlan, PlannedDocument, PlannedExhibit};

/// An index of a plan. What was cut has a part in each of its volumes, and all of them belong to it.
pub struct Places<'p> {
    plan: &'p BundlePlan,
    /// By id, those of the same in the order of the dossier.
    exhibits: Vec<&'p PlannedExhibit>,
    /// The same.
    documents: Vec<&'p PlannedDocument>,
}

impl<'p> Places<'p> {
    /// The places of a plan.
    #[must_use]
    pub fn of(plan: &'p BundlePlan) -> Self {
        let mut exhibits: Vec<_> = plan.exhibits.iter().collect();
        exhibits.sort_by_key(|exhibit| exhibit.id);
        let inside = plan.exhibits.iter().flat_map(|exhibit| &exhibit.documents);
        let mut documents: Vec<_> = plan.front.iter().chain(inside).chain(&plan.back).collect();
        documents.sort_by_key(|document| document.id);
        Self { plan, exhibits, documents }
    }

    /// The parts of an exhibit in order: one where it is whole, none while it has no pages.
    #[must_use]
    pub fn exhibit(&self, id: ExhibitId) -> &[&'p PlannedExhibit] {
        of_id(&self.exhibits, id, |exhibit| exhibit.id)
    }

    /// The parts of a document, likewise.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> &[&'p PlannedDocument] {
        of_id(&self.documents, id, |document| document.id)
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
        self.exhibit(id).iter().map(|part| part.last - part.slip).sum()
    }

    fn printed(&self, spans: impl Iterator<Item = (usize, usize)>) -> Option<String> {
        let ranges: Vec<String> = spans.map(|(first, last)| self.plan.range(first, last)).collect();
        let printed: Vec<String> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        (!printed.is_empty()).then(|| printed.join(", "))
    }
}

fn of_id<'s, 'p, T, I: Ord>(sorted: &'s [&'p T], id: I, of: impl Fn(&T) -> I) -> &'s [&'p T] {
    let from = sorted.partition_point(|one| of(one) < id);
    let to = sorted.partition_point(|one| of(one) <= id);
    sorted.get(from..to).unwrap_or_default()
}
