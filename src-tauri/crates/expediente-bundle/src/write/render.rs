//! Writes a volume of the dossier in one pass.
//!
//! Four threads share the work. One hashes the papers, because a dossier must be made of the bytes
//! that were received and hashing takes as long as writing. One opens papers ahead, one composes
//! pages, and one hands bytes to the system.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use expediente_model::Digest;
use expediente_pdf::{Assembler, Notice, Setup};

use crate::error::BundleError;
use crate::plan::bundle_plan::{PlannedPage, PlannedVolume};
use crate::write::background_writer::BackgroundWriter;
use crate::write::document_properties::{closing, identity};
use crate::write::front_matter::draw_front_matter;
use crate::write::links::links;
use crate::write::outline::outline;
use crate::write::page_writer::{Opening, PageWriter, write_error};
use crate::write::paper_check::check_papers;
use crate::write::paper_source::{Opened, open_ahead};
use crate::write::render_input::RenderInput;
use crate::write::stamp_positions::stamp_font;

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
    /// What the papers lost on the way, by the SHA-256 of the original.
    pub notices: Vec<(Digest, Notice)>,
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
    // Nothing is returned before both threads are done.
    let given_up = AtomicBool::new(false);
    thread::scope(|scope| {
        let unaltered = scope.spawn(|| check_papers(input, pages, &given_up));
        let written = write(input, volume, pages, out, step);
        given_up.store(written.is_err(), Ordering::Relaxed);
        let unaltered = unaltered
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // If a paper rotted on the disk, that is the reason for whatever the writer met in it.
        match (unaltered, written) {
            (Err(altered @ BundleError::Altered { .. }), Err(_)) => Err(altered),
            (unaltered, written) => written.and_then(|written| unaltered.map(|()| written)),
        }
    })
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
        let put = write_pages(input, volume, pages, background, ahead, step).and_then(|rendered| {
            let Rendered {
                mut out,
                bytes,
                notices,
            } = rendered;
            out.flush()?;
            Ok((bytes, notices))
        });
        match (writing.end(), put) {
            (Ok(out), Ok((bytes, notices))) => Ok(Rendered {
                out,
                bytes,
                notices,
            }),
            // The background thread knows why writing failed.
            (Err(error), Ok(_) | Err(BundleError::Write(_))) => Err(error.into()),
            (_, Err(error)) => Err(error),
        }
    })
}

fn write_pages<W: Write>(
    input: &RenderInput,
    volume: &PlannedVolume,
    pages: &[PlannedPage],
    out: W,
    ahead: Receiver<Opened>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    let plan = input.plan;
    let mut own = draw_front_matter(input, volume.pages.clone())?;
    let total = pages.len();
    let setup = Setup {
        font: stamp_font(input.fonts)?,
        output_intent: Some(input.icc.to_vec()),
    };
    let assembler = Assembler::new(out, total, setup).map_err(write_error)?;
    let mut writer = PageWriter::new(input, volume, assembler, Opening::Ahead(ahead))?;
    let drawn = writer.own_source(&mut own)?;
    for (done, (at, planned)) in volume.pages.clone().zip(pages).enumerate() {
        if !step(done as u64, total as u64) {
            return Err(BundleError::Cancelled);
        }
        let links = links(plan, volume, at, &own.ways_back, planned, input.texts)?;
        writer.put(at, planned, own.sheet(at, drawn), links)?;
        writer.close_unused(done);
    }
    let outline = outline(plan, volume, input.texts, &mut writer.outlines)?;
    let labels = pages.iter().map(|page| plan.page_label_of(page).into());
    let closing = closing(input, outline, labels.collect(), identity(input, volume));
    let assembled = writer.assembler.finish(closing).map_err(write_error)?;
    step(total as u64, total as u64);
    Ok(Rendered {
        out: assembled.out,
        bytes: assembled.bytes,
        notices: writer.notices,
    })
}
