//! Writes a volume of the dossier in one pass.
//!
//! Three threads share the work. One opens papers ahead, one composes pages, and one hands bytes to
//! the system and hashes them.
//!
//! The bytes of papers are not compared with their hash here: what each page shows was promised
//! when its paper came in, and the proof compares that with the written file.

use std::io::Write;
use std::mem;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use expediente_model::Digest;
use expediente_pdf::{Assembler, Notice, Setup, Source};
use expediente_proof::ExpectedDossier;

use crate::error::BundleError;
use crate::plan::bundle_plan::{PlannedPage, PlannedVolume};
use crate::write::background_writer::BackgroundWriter;
use crate::write::document_properties::{closing, identity};
use crate::write::expected::{Promised, expected_dossier, own_promises};
use crate::write::front_matter::draw_front_matter;
use crate::write::links::links;
use crate::write::outline::outline;
use crate::write::page_writer::{Opening, PageWriter, write_error};
use crate::write::paper_source::{Opened, open_ahead};
use crate::write::render_input::RenderInput;

/// Papers that are open and wait for their pages. Each holds the positions of its objects, so there
/// are few.
const AHEAD: usize = 3;

/// A written volume.
#[derive(Debug)]
pub struct Rendered<W> {
    /// The writer that the volume went to.
    pub out: W,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, taken of the bytes on their way to the system.
    pub sha256: [u8; 32],
    /// What the papers lost on the way, by the SHA-256 of the original.
    pub notices: Vec<(Digest, Notice)>,
    /// What was promised of its pages.
    pub expected: ExpectedDossier,
}

/// Writes one volume of the dossier, counted from 0. `step` is called with the number of pages done
/// and of all pages; returning false cancels.
///
/// # Errors
/// When there is nothing to write, some of it is a draft, a paper is missing or unreadable, writing
/// fails, or the caller cancels.
pub fn render<W: Write + Send>(
    input: &RenderInput,
    volume: usize,
    out: W,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    let plan = input.plan;
    if let Some(fault) = plan.fault {
        return Err(BundleError::Bug(fault));
    }
    if plan.exhibits.is_empty() {
        return Err(BundleError::Nothing);
    }
    let volume = plan.volumes.get(volume).ok_or(BundleError::Nothing)?;
    if plan.has_drafts() {
        return Err(BundleError::Draft);
    }
    let pages = plan.pages_in(&volume.pages)?;
    write(input, volume, pages, out, step)
}

fn write<W: Write + Send>(
    input: &RenderInput,
    volume: &PlannedVolume,
    pages: &[PlannedPage],
    out: W,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    let (opened, ahead) = sync_channel(AHEAD);
    thread::scope(|scope| {
        scope.spawn(move || open_ahead(input, pages, &opened));
        let (background, writing) = BackgroundWriter::begin(scope, out);
        let put = write_pages(input, volume, pages, background, ahead, step);
        match (writing.end(), put) {
            (Ok((out, sha256)), Ok(pages)) => Ok(Rendered {
                out,
                bytes: pages.bytes,
                sha256,
                notices: pages.notices,
                expected: pages.expected,
            }),
            // The background thread knows why writing failed.
            (Err(error), Ok(_) | Err(BundleError::Write(_))) => Err(error.into()),
            (_, Err(error)) => Err(error),
        }
    })
}

/// The pages of a volume after they were handed to the thread that writes them.
struct WrittenPages {
    bytes: u64,
    notices: Vec<(Digest, Notice)>,
    expected: ExpectedDossier,
}

fn write_pages<W: Write>(
    input: &RenderInput,
    volume: &PlannedVolume,
    pages: &[PlannedPage],
    out: W,
    ahead: Receiver<Opened>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<WrittenPages, BundleError> {
    let plan = input.plan;
    let mut own = draw_front_matter(input, volume.pages.clone())?;
    let total = pages.len();
    let setup = Setup {
        font: input.fonts.stamps().clone(),
        output_intent: Some(input.icc.to_vec()),
    };
    let assembler = Assembler::new(out, total, setup).map_err(write_error)?;
    let mut writer = PageWriter::new(input, volume, assembler, Opening::Ahead(ahead))?;
    let own_source = open_own(&mut own.bytes)?;
    let shown = match &own_source {
        Some(source) => own_promises(input, source)?,
        None => Vec::new(),
    };
    let own_promise = |at: usize| {
        let index = own.sheets.get(&at)?;
        shown.get(*index).copied()
    };
    let drawn = own_source.map(|source| writer.assembler.source(source, &[]));
    let Promised {
        dossier: expected,
        changed,
    } = expected_dossier(input, volume, &own_promise)?;
    for (done, (at, planned)) in volume.pages.clone().zip(pages).enumerate() {
        if !step(done as u64, total as u64) {
            return Err(BundleError::Cancelled);
        }
        let links = links(plan, volume, at, &own.ways_back, planned, input.texts)?;
        let promised = expected.pages.get(done);
        writer.put(at, planned, own.sheet(at, drawn), links, promised)?;
        writer.close_unused(done);
    }
    let outline = outline(plan, volume, input.texts, &mut writer.outlines)?;
    let labels = pages.iter().map(|page| plan.page_label_of(page).into());
    let closing = closing(
        input,
        outline,
        labels.collect(),
        identity(input, volume, &changed),
    );
    let mut assembled = writer.assembler.finish(closing).map_err(write_error)?;
    assembled.out.flush()?;
    step(total as u64, total as u64);
    Ok(WrittenPages {
        bytes: assembled.bytes,
        notices: writer.notices,
        expected,
    })
}

/// Opens the drawn pages; none where nothing was drawn.
pub(crate) fn open_own(bytes: &mut Vec<u8>) -> Result<Option<Arc<Source>>, BundleError> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let drawn = Source::open(Arc::new(mem::take(bytes)), None);
    let drawn = drawn.map_err(|e| BundleError::FrontMatter(e.to_string()))?;
    Ok(Some(Arc::new(drawn)))
}
