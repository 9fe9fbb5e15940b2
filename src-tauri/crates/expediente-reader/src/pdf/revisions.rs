//! Compares the pages of a PDF with what they were when it was signed, where something was added
//! to it afterwards.
//!
//! An update can add another signature or data for checking one, which changes nothing that is
//! seen, or it can show another text on a signed page (Incremental Saving and shadow attacks,
//! Mladenov et al. 2019 and 2021). Every earlier state of the file is still in it, up to the end of
//! what was signed. So its pages are rehearsed like those of a paper, and their promises compared.

use std::sync::Arc;
use std::time::{Duration, Instant};

use expediente_model::{Bytes, PageRanges, Promises};
use expediente_pdf::Source;

use crate::out_folder::OutFolder;
use crate::pdf::recovery::guarded;
use crate::pdf::rehearsal::rehearse;
use crate::signatures::Signatures;

/// The beginning of a file.
struct Beginning {
    bytes: Bytes,
    end: usize,
}

impl AsRef<[u8]> for Beginning {
    fn as_ref(&self) -> &[u8] {
        let bytes: &[u8] = (*self.bytes).as_ref();
        bytes.get(..self.end).unwrap_or(bytes)
    }
}

/// Adds to the signatures of a paper which of its pages look otherwise than when it was signed.
/// `took` is how long its pages took to be promised, which each earlier state takes again. This is
/// optional work: where there is no time for it, or an earlier state cannot be read, nothing is
/// added.
pub(crate) fn compare(
    signatures: &mut Signatures,
    bytes: &Bytes,
    password: Option<&[u8]>,
    (promises, took): (&Promises, Duration),
    out: &OutFolder<'_>,
) {
    let mut last: Option<(usize, Option<Option<PageRanges>>)> = None;
    for followed in signatures.followed() {
        let end = followed.end;
        // Signatures of one state follow each other.
        if last.as_ref().is_none_or(|(known, _)| *known != end) {
            let is_time = Instant::now() + took * 2 < out.optional_until();
            let compared = is_time.then(|| {
                let bytes = Arc::clone(bytes);
                guarded(|| {
                    changed_pages(Arc::new(Beginning { bytes, end }), password, promises, out)
                })
            });
            last = Some((end, compared.flatten().flatten()));
        }
        if let Some((_, Some(changed))) = &last {
            *followed.changed = Some(changed.clone());
        }
    }
}

/// The pages that are not what they were in an earlier state, those that it did not have among
/// them; the inner none if all are. The outer none if the earlier state cannot be read, or had more
/// pages.
fn changed_pages(
    state: Bytes,
    password: Option<&[u8]>,
    promises: &Promises,
    out: &OutFolder<'_>,
) -> Option<Option<PageRanges>> {
    let source = Arc::new(Source::open(state, password).ok()?);
    let (_, before) = rehearse(&source, out).ok()?;
    if before.pages() > promises.pages() {
        return None;
    }
    let last = u32::try_from(promises.pages()).ok()?;
    let is_changed = |page: &u32| promises.page(*page) != before.page(*page);
    Some(PageRanges::from_pages((1..=last).filter(is_changed)))
}
