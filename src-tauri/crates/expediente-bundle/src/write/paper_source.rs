//! Opens papers for the assembler, on a thread of its own while a dossier is written.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use expediente_model::{Bytes, Digest, Item};
use expediente_pdf::{Source, righted_tables};

use crate::error::BundleError;
use crate::plan::bundle_plan::{PlannedPage, PlannedSheet};
use crate::write::render_input::RenderInput;

/// A paper by the SHA-256 of its original, opened.
pub(crate) type Opened = (Digest, Result<Arc<Source>, BundleError>);

/// Opens every paper of these pages, in the order in which they need it, until the receiver is
/// dropped.
pub(crate) fn open_ahead(input: &RenderInput, pages: &[PlannedPage], opened: &SyncSender<Opened>) {
    let mut seen = BTreeSet::new();
    for page in pages {
        let PlannedSheet::Paper { item, .. } = page.sheet else {
            // Only pages of PDFs need an open source.
            continue;
        };
        if seen.insert(item) && opened.send((item, open_paper(input, item))).is_err() {
            return;
        }
    }
}

/// Opens a paper.
pub(crate) fn open_paper(input: &RenderInput, digest: Digest) -> Result<Arc<Source>, BundleError> {
    let item = input.item(digest)?;
    let bytes = bytes_of(input, item, &item.usable())?;
    // Where only its table of objects is wrong, that is made right for the reader, which would else
    // go through every byte.
    let source = match righted_tables((*bytes).as_ref()) {
        Some(changes) => {
            let changed = input.papers.changed_bytes(&item.usable(), &changes);
            Source::open_righted(changed.map_err(unreadable(item))?)
        }
        None => Source::open(bytes, None),
    };
    let source = source.map_err(|error| BundleError::Page {
        name: item.name.clone(),
        page: 1,
        why: error.to_string(),
    })?;
    Ok(Arc::new(source))
}

/// The bytes of a paper, or of a derivative of it. They are not compared with their hash here:
/// `paper_check.rs` does that on another thread.
pub(crate) fn bytes_of(
    input: &RenderInput,
    item: &Item,
    wanted: &Digest,
) -> Result<Bytes, BundleError> {
    input.papers.bytes(wanted).map_err(unreadable(item))
}

fn unreadable(item: &Item) -> impl FnOnce(io::Error) -> BundleError {
    |source| BundleError::Paper {
        name: item.name.clone(),
        digest: item.original,
        source,
    }
}
