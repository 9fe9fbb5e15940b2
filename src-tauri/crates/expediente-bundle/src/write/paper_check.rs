//! Finds the paper whose bytes are no longer those that were received, after a dossier did not
//! become what was promised: a paper that rotted on the disk is the reason to tell.

use std::collections::BTreeSet;

use expediente_model::{Digest, Item};

use crate::error::BundleError;
use crate::plan::bundle_plan::{PlannedPage, PlannedSheet};
use crate::write::paper_source::bytes_of;
use crate::write::render_input::RenderInput;

/// The name of the first paper of a volume, counted from 0, whose bytes are not those that were
/// received; none where all are.
///
/// # Errors
/// When the plan has no such volume, or a paper cannot be read.
pub fn altered_paper(input: &RenderInput, volume: usize) -> Result<Option<String>, BundleError> {
    let volume = input.plan.volumes.get(volume);
    let volume = volume.ok_or(BundleError::Nothing)?;
    for (wanted, item) in used_bytes(input, input.plan.pages_in(&volume.pages)?)? {
        let bytes = bytes_of(input, item, &wanted)?;
        if Digest::of((*bytes).as_ref()) != wanted {
            return Ok(Some(item.name.clone()));
        }
    }
    Ok(None)
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
                    let picture =
                        item.picture(photo.page, photo.straightened)
                            .ok_or(BundleError::Bug(
                                "a page shows a picture that its paper does not have",
                            ))?;
                    use_of(item, picture.source);
                }
            }
            PlannedSheet::Cover
            | PlannedSheet::Table(_)
            | PlannedSheet::Slip(_)
            | PlannedSheet::Listing(_) => {}
        }
    }
    Ok(used)
}
