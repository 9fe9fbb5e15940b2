//! The items behind documents.

use expediente_model::{Digest, Item, Matter};

use crate::error::AppError;

/// The item of a document, or of a list of papers. Every change checks that its items exist, and no
/// change removes one, so a missing item is a bug.
pub(crate) fn item_of<'m>(matter: &'m Matter, digest: &Digest) -> Result<&'m Item, AppError> {
    let item = matter.items.get(digest).map(AsRef::as_ref);
    item.ok_or(AppError::Bug("a document has no item in its matter"))
}
