//! Compares the bytes of every paper that goes into a dossier with the hash that it was received
//! with: a paper that rotted on the disk must not be in a file that is called proved.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use expediente_model::{Digest, Item};

use crate::error::BundleError;
use crate::plan::bundle_plan::{PlannedPage, PlannedSheet};
use crate::write::paper_source::bytes_of;
use crate::write::render_input::RenderInput;

/// Checks all bytes that these pages use, until `given_up` is set.
pub(crate) fn check_papers(
    input: &RenderInput,
    pages: &[PlannedPage],
    given_up: &AtomicBool,
) -> Result<(), BundleError> {
    for (wanted, item) in used_bytes(input, pages)? {
        if given_up.load(Ordering::Relaxed) {
            return Ok(());
        }
        let bytes = bytes_of(input, item, &wanted)?;
        if Digest::of((*bytes).as_ref()) != wanted {
            return Err(BundleError::Altered {
                name: item.name.clone(),
            });
        }
    }
    Ok(())
}

/// The bytes that these pages use, by their SHA-256, each once and with its paper.
fn used_bytes<'a>(
    input: &RenderInput<'a>,
    pages: &[PlannedPage],
) -> Result<Vec<(Digest, &'a Item)>, BundleError> {
    let mut used = Vec::new();
    let mut seen = BTreeSet::new();
    let mut use_of = |item: &'a Item, wanted: Digest| {
        if seen.insert(wanted) {
            used.push((wanted, item));
        }
    };
    for page in pages {
        match &page.sheet {
            PlannedSheet::Paper { item, .. } => {
                let item = input.item(*item)?;
                use_of(item, item.usable());
            }
            PlannedSheet::Photos { photos, .. } => {
                for photo in photos {
                    let item = input.item(photo.item)?;
                    let at = (photo.page as usize).saturating_sub(1);
                    let picture = item.pictures.get(at).ok_or(BundleError::Bug(
                        "a page shows a picture that its paper does not have",
                    ))?;
                    use_of(item, picture.source);
                }
            }
            PlannedSheet::Cover | PlannedSheet::Table(_) | PlannedSheet::Slip(_) => {}
        }
    }
    Ok(used)
}
