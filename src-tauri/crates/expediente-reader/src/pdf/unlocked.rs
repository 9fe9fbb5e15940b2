//! Compares an unlocked copy with its locked original, without the password.
//!
//! A locked PDF hides its texts and streams, but in most files not the dictionaries of its pages:
//! how many there are, and how large each is. These must be the same in the copy.
//! Equal pages do not prove equal words; unequal ones prove another paper. Where the pages are in
//! object streams, which are hidden too, nothing can be compared, and a finding says so.

use std::sync::Arc;

use expediente_model::{Bytes, Code, Finding};
use expediente_pdf::{PageGeometry, Source};

use crate::pdf::recovery::is_doubtful;

/// The key by which a trailer says that a file is locked.
const ENCRYPT: &[u8] = b"/Encrypt";

/// A key of the same length that means nothing.
const NOTHING: &[u8] = b"/Encrypx";

/// Points by which two sizes of a page may differ, because programs round them.
const TOLERANCE: f64 = 1.0;

/// Compares a copy with the locked original. Returns what the user should know.
///
/// # Errors
/// The finding with which a copy of another paper is refused.
pub(crate) fn compare(locked: &[u8], copy: &Bytes) -> Result<Option<Finding>, Finding> {
    let other = |why: &str| Finding::new(Code::UnlockedOther).with("why", why);
    let copy = Source::open(Arc::clone(copy), None);
    let copy = copy.map_err(|_| other("unlocked-unreadable"))?;
    let Some(seen) = seen(locked) else {
        return Ok(Some(Finding::new(Code::UnlockedUnchecked)));
    };
    let pages = pages(&copy);
    if pages.len() != seen.len() {
        return Err(other("unlocked-pages"));
    }
    let is_equal = |(a, b): (&PageGeometry, &PageGeometry)| {
        let ((wide, high), (other_wide, other_high)) = (a.displayed_size(), b.displayed_size());
        (wide - other_wide).abs() <= TOLERANCE && (high - other_high).abs() <= TOLERANCE
    };
    if !pages.iter().zip(&seen).all(is_equal) {
        return Err(other("unlocked-sizes"));
    }
    Ok(None)
}

/// The pages of a locked file, as far as they are seen without its password; none if they are not.
fn seen(locked: &[u8]) -> Option<Vec<PageGeometry>> {
    let mut plain = locked.to_vec();
    let at: Vec<usize> = memchr::memmem::find_iter(locked, ENCRYPT).collect();
    for at in at {
        let end = at + ENCRYPT.len();
        // "/EncryptMetadata" is another key.
        let goes_on = locked.get(end).is_some_and(u8::is_ascii_alphabetic);
        if !goes_on && let Some(key) = plain.get_mut(at..end) {
            key.copy_from_slice(NOTHING);
        }
    }
    let source = Source::open(Arc::new(plain), None).ok()?;
    let pages = pages(&source);
    // Pages that were found in other ways than by the page tree are not all of them.
    let whole = !source.report().iter().any(is_doubtful);
    (whole && !pages.is_empty()).then_some(pages)
}

fn pages(source: &Source) -> Vec<PageGeometry> {
    (0..source.page_count())
        .filter_map(|index| source.page(index))
        .collect()
}
