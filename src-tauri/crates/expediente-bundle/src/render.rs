//! Writes the planned dossier in one pass: our own pages from printpdf, the papers through the assembler.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use expediente_model::{Catalogue, Digest, Item, Matter, Papers};
use expediente_pdf::{Assembler, Notice, Setup};

use crate::BundleError;
use crate::behind::Behind;
use crate::fonts::Fonts;
use crate::outline;
use crate::own_pages::{draw_own_pages, links};
use crate::particulars::{closing, identity};
use crate::plan::{BundlePlan, PlannedSheet, PlannedVolume};
use crate::profile::Profile;
use crate::writer::{Opened, Opening, Writer, open_paper, stamp_font, write_error};

/// Papers that wait opened.
const AHEAD: usize = 3;

/// All that a dossier is made of.
pub struct Ingredients<'a> {
    /// The matter.
    pub matter: &'a Matter,
    /// Its plan, made for the same profile, texts and fonts.
    pub plan: &'a BundlePlan,
    /// The court's rules.
    pub profile: &'a Profile,
    /// The words of the dossier.
    pub texts: &'a Catalogue,
    /// The fonts of the front matter.
    pub fonts: &'a Fonts,
    /// An sRGB profile for the output intent.
    pub icc: &'a [u8],
    /// The papers' bytes.
    pub papers: &'a dyn Papers,
    /// The moment that stands in the file: year, month, day, hour, minute, second, UTC.
    pub created: (u16, u8, u8, u8, u8, u8),
}

/// What was written.
#[derive(Debug)]
pub struct Rendered<W> {
    /// What it was written to.
    pub out: W,
    /// Bytes.
    pub bytes: u64,
    /// What the papers lost on the way, by the SHA-256 of the original.
    pub notices: Vec<(Digest, Notice)>,
}

/// Writes one volume of the dossier, counted from 0. `step` is called with the pages done and their number, and ends it by
/// returning false.
///
/// # Errors
/// When there is nothing to write or some of it is a draft, a paper is not there or cannot be read, when writing fails, or
/// when it was ended.
pub fn render<W: Write + Send>(
    ingredients: &Ingredients,
    volume: usize,
    out: W,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    let plan = ingredients.plan;
    let volume = plan
        .volumes
        .get(volume)
        .filter(|_| !plan.exhibits.is_empty())
        .ok_or(BundleError::Nothing)?;
    if plan.has_drafts() {
        return Err(BundleError::Draft);
    }
    // Hashing takes as long as writing, so both go on beside each other. Nothing leaves here before both are done.
    let given_up = AtomicBool::new(false);
    thread::scope(|scope| {
        let unaltered = scope.spawn(|| check_papers(ingredients, &volume.pages, &given_up));
        let written = write(ingredients, volume, out, step);
        given_up.store(written.is_err(), Ordering::Relaxed);
        let unaltered = unaltered
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // A paper that rotted on the disk is the reason, whatever the writer met in it.
        match (unaltered, written) {
            (Err(altered @ BundleError::Altered { .. }), Err(_)) => Err(altered),
            (unaltered, written) => written.and_then(|written| unaltered.map(|()| written)),
        }
    })
}

/// Every paper that the dossier is made of has the bytes that were received: one that rotted on the disk must not stand
/// in a file that is called proved.
fn check_papers(
    ingredients: &Ingredients,
    pages: &Range<usize>,
    given_up: &AtomicBool,
) -> Result<(), BundleError> {
    for (wanted, (name, digest)) in used_bytes(ingredients, pages) {
        if given_up.load(Ordering::Relaxed) {
            return Ok(());
        }
        let bytes = ingredients.papers.bytes(&wanted);
        let bytes = bytes.map_err(|source| BundleError::Paper {
            name: name.to_owned(),
            digest,
            source,
        })?;
        if Digest::of((*bytes).as_ref()) != wanted {
            return Err(BundleError::Altered {
                name: name.to_owned(),
            });
        }
    }
    Ok(())
}

fn write<W: Write + Send>(
    ingredients: &Ingredients,
    volume: &PlannedVolume,
    out: W,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    // A paper is opened while those before it are written. Few wait, because each holds where its objects are.
    let (opened, ahead) = sync_channel(AHEAD);
    thread::scope(|scope| {
        scope.spawn(move || open_papers(ingredients, &volume.pages, &opened));
        let (behind, writing) = Behind::begin(scope, out);
        let put = write_pages(ingredients, volume, behind, ahead, step).and_then(|rendered| {
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
            (Err(error), Ok(_) | Err(BundleError::Write(_))) => Err(error.into()),
            (_, Err(error)) => Err(error),
        }
    })
}

fn write_pages<W: Write>(
    ingredients: &Ingredients,
    volume: &PlannedVolume,
    out: W,
    ahead: Receiver<Opened>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    let plan = ingredients.plan;
    let mut own = draw_own_pages(ingredients, volume.pages.clone())?;
    let total = volume.pages.len();
    let setup = Setup {
        font: stamp_font(ingredients)?,
        output_intent: Some(ingredients.icc.to_vec()),
    };
    let assembler = Assembler::new(out, total, setup).map_err(write_error)?;
    let placements = placements(plan, &volume.pages);
    let mut writer = Writer::new(
        ingredients,
        volume,
        assembler,
        placements,
        Opening::Ahead(ahead),
    );
    let drawn = writer.own_source(&mut own)?;
    for (at, planned) in plan
        .pages
        .iter()
        .enumerate()
        .take(volume.pages.end)
        .skip(volume.pages.start)
    {
        let done = at - volume.pages.start;
        if !step(done as u64, total as u64) {
            return Err(BundleError::Cancelled);
        }
        let links = links(plan, volume, at, &own.ways_back, planned, ingredients.texts);
        writer.put(at, planned, own.sheet(at, drawn), links)?;
        writer.close_unused(done);
    }
    let mut outlines = std::mem::take(&mut writer.outlines);
    let outline = outline::outline(plan, volume, ingredients.texts, &mut outlines);
    let labels = plan
        .labels()
        .take(volume.pages.end)
        .skip(volume.pages.start)
        .map(String::from)
        .collect();
    let closing = closing(ingredients, outline, labels, identity(ingredients, volume));
    let assembled = writer.assembler.finish(closing).map_err(write_error)?;
    step(total as u64, total as u64);
    Ok(Rendered {
        out: assembled.out,
        bytes: assembled.bytes,
        notices: writer.notices,
    })
}

/// Opens every paper in the order in which the dossier comes to it, until nobody asks any more.
fn open_papers(ingredients: &Ingredients, pages: &Range<usize>, opened: &SyncSender<Opened>) {
    let mut seen = BTreeSet::new();
    for page in ingredients
        .plan
        .pages
        .get(pages.clone())
        .unwrap_or_default()
    {
        let PlannedSheet::Paper { item, .. } = page.sheet else {
            continue;
        };
        if seen.insert(item) && opened.send((item, open_paper(ingredients, item))).is_err() {
            return;
        }
    }
}

/// The bytes that go into the dossier, by their SHA-256, each with the name and the original of its paper.
fn used_bytes<'a>(
    ingredients: &'a Ingredients,
    pages: &Range<usize>,
) -> Vec<(Digest, (&'a str, Digest))> {
    let items = &ingredients.matter.items;
    let mut used = Vec::new();
    let mut seen = BTreeSet::new();
    let mut use_of = |item: &'a Item, wanted: Digest| {
        if seen.insert(wanted) {
            used.push((wanted, (item.name.as_str(), item.original)));
        }
    };
    for page in ingredients
        .plan
        .pages
        .get(pages.clone())
        .unwrap_or_default()
    {
        match &page.sheet {
            PlannedSheet::Paper { item, .. } => {
                if let Some(item) = items.get(item) {
                    use_of(item, item.usable());
                }
            }
            PlannedSheet::Photos { photos, .. } => {
                for photo in photos {
                    let Some(item) = items.get(&photo.item) else {
                        continue;
                    };
                    if let Some(picture) =
                        item.pictures.get((photo.page as usize).saturating_sub(1))
                    {
                        use_of(item, picture.source);
                    }
                }
            }
            _ => {}
        }
    }
    used
}

/// For each paper: its pages, counted from 0, and where each stands in the file, in the order of the dossier. The last one is
/// where it can be closed.
fn placements(plan: &BundlePlan, pages: &Range<usize>) -> BTreeMap<Digest, Vec<(usize, usize)>> {
    let mut placements: BTreeMap<Digest, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, planned) in plan
        .pages
        .get(pages.clone())
        .unwrap_or_default()
        .iter()
        .enumerate()
    {
        if let PlannedSheet::Paper { item, page, .. } = &planned.sheet {
            placements
                .entry(*item)
                .or_default()
                .push(((*page as usize).saturating_sub(1), at));
        }
    }
    placements
}
