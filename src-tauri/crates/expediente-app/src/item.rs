//! The items behind documents.

use std::collections::BTreeSet;
use std::sync::Arc;

use expediente_model::{Digest, Document, Item, Matter};

use crate::error::AppError;

/// The item of a document, or of a list of papers. Every change checks that its items exist, and no
/// change removes one, so a missing item is a bug.
pub(crate) fn item_of<'m>(matter: &'m Matter, digest: &Digest) -> Result<&'m Item, AppError> {
    shared_item_of(matter, digest).map(AsRef::as_ref)
}

fn shared_item_of<'m>(matter: &'m Matter, digest: &Digest) -> Result<&'m Arc<Item>, AppError> {
    let item = matter.items.get(digest);
    item.ok_or(AppError::Bug("a document has no item in its matter"))
}

/// A paper, and the first document that shows it.
type PaperInOrder<'m> = (&'m Arc<Item>, Option<&'m Document>);

/// The papers of a matter, each once: in the order of the dossier with the first document that
/// shows it, then those that are not placed.
pub(crate) fn papers_in_order(matter: &Matter) -> Result<Vec<PaperInOrder<'_>>, AppError> {
    let mut seen = BTreeSet::new();
    let placed = matter.documents().map(|one| (one.item, Some(one)));
    let unplaced = matter.unplaced().into_iter().map(|digest| (digest, None));
    placed
        .chain(unplaced)
        .filter(|(digest, _)| seen.insert(*digest))
        .map(|(digest, document)| Ok((shared_item_of(matter, &digest)?, document)))
        .collect()
}
