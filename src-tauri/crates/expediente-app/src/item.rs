//! The items behind documents.

use expediente_model::{Digest, Item, Matter};

use crate::error::AppError;

/// The item that a document or a list of papers names. Every change of a matter checks that the
/// item exists, and no change removes one, so its absence is a bug.
pub(crate) fn item_of<'m>(matter: &'m Matter, digest: &Digest) -> Result<&'m Item, AppError> {
    let item = matter.items.get(digest).map(AsRef::as_ref);
    item.ok_or(AppError::Bug("a document has no item in its matter"))
}
