//! Pictures of pages: of a paper as it was received, and of the dossier as it will be.
//!
//! Children draw (`expediente-intake`), a page of the dossier is composed as in a build
//! (`expediente-bundle`), and thumbnails of papers are kept in the store (`expediente-vault`). This
//! file joins the three and makes sure that no picture of another revision is shown.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use expediente_bundle::{RenderInput, render_page};
use expediente_intake::{DrawError, Drawing};
use expediente_model::{
    ChangeError, Corners, Digest, Item, Matter, MatterId, MediaKind, Picture, Turn,
};

use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::views::gallery::{Key, locked};
use crate::views::matter_view::first_page;
use crate::views::picture_fault::{PICTURE_SIDES, PictureFault};
use crate::views::plans::{self, Planned};
use crate::watch::Watch;

/// The longest side of a picture that is kept in the store.
const KEPT_SIDE: u32 = 320;

/// Increase it when drawing changes, so that no old picture is shown.
const FORM: u32 = 1;

impl From<DrawError> for AppError {
    fn from(error: DrawError) -> Self {
        match error {
            DrawError::Refused(finding) => PictureFault::Page(finding).into(),
            // Newer requests have replaced this one.
            DrawError::Superseded => Self::Cancelled,
        }
    }
}

/// A page of a paper as a JPEG whose longest side has `px` pixels, or fewer if the paper is a small
/// picture. `untrusted_item` is the SHA-256 of the original, `page` counts from 1, and `turn` adds
/// to the rotation of the original.
///
/// # Errors
/// When there is no such paper, page or size, or the page cannot be drawn. Cancelled when so many
/// newer requests wait that this one is no longer needed.
pub(crate) fn paper_picture(
    state: &State,
    matter: &MatterId,
    untrusted_item: &str,
    page: u32,
    turn: Turn,
    px: u32,
) -> Result<Vec<u8>, AppError> {
    check_side(px)?;
    let digest: Digest = untrusted_item
        .parse()
        .map_err(|_| PictureFault::NoPaper(untrusted_item.chars().take(80).collect()))?;
    let whole = state.vault.matter(matter)?;
    let (item, sheet) = shown(&whole, digest)?;
    let pool = &state.gallery.pool;
    let drawing = drawing(state, matter, item, (page, sheet), turn, px)?;
    let pictures = state.vault.pictures(matter);
    let name = name(&digest, page, turn, px);
    if px <= KEPT_SIDE
        && let Some(kept) = pictures.get(&name)
    {
        return Ok(kept);
    }
    let drawn = pool.draw(&drawing)?;
    if px <= KEPT_SIDE {
        pictures.keep(&name, &drawn.bytes);
    }
    Ok(drawn.bytes)
}

/// The paper with this SHA-256, or whose pages have it, or the paper and the sheet that was cut out
/// of one of its pages.
pub(crate) fn shown(
    matter: &Matter,
    digest: Digest,
) -> Result<(&Item, Option<Digest>), ChangeError> {
    if let Some(item) = matter.items.get(&digest) {
        return Ok((item, None));
    }
    let has_it = |item: &&Arc<Item>| {
        let mut sheets = item.straightened.iter();
        sheets.any(|sheet| sheet.picture.source == digest)
    };
    // Of pages that are not shown any more nothing is drawn: it would be kept under their name.
    let is_shown = |item: &&Arc<Item>| item.usable() == digest;
    if let Some(item) = matter.items.values().find(is_shown) {
        return Ok((item, None));
    }
    let item = matter.items.values().find(has_it);
    Ok((item.ok_or(ChangeError::NoItem(digest))?, Some(digest)))
}

/// A page of the dossier as it would be built now, counted from 0, as a JPEG whose longest side has
/// `px` pixels.
///
/// # Errors
/// As [`paper_picture`].
pub(crate) fn dossier_picture(
    state: &State,
    matter: &MatterId,
    index: usize,
    px: u32,
) -> Result<Vec<u8>, AppError> {
    check_side(px)?;
    let pool = &state.gallery.pool;
    let planned = plans::planned(state, matter)?;
    let key = Key {
        matter: matter.clone(),
        revision: planned.revision.clone(),
        index,
        side: px,
    };
    if let Some(found) = state.gallery.found(&key) {
        return Ok(found);
    }
    let page = dossier_page(state, matter, &planned, index)?;
    let drawn = pool.draw(&Drawing::of_pdf(page).longest_side(px))?;
    state.gallery.remember(key, &drawn.bytes);
    Ok(drawn.bytes)
}

/// One page of the dossier as a PDF.
fn dossier_page(
    state: &State,
    id: &MatterId,
    planned: &Planned,
    index: usize,
) -> Result<Vec<u8>, AppError> {
    let total = planned.plan.pages.len();
    if index >= total {
        return Err(PictureFault::NoPage {
            page: index as u64 + 1,
            total: total as u64,
        }
        .into());
    }
    let facts = &planned.matter.facts;
    let papers = state.vault.papers(id);
    let input = RenderInput {
        matter: &planned.matter,
        plan: &planned.plan,
        profile: &planned.profile,
        texts: state.assets.dossier_texts(facts.language, &planned.profile),
        fonts: &state.assets.fonts,
        icc: state.assets.icc,
        papers: &papers,
        created: (state.clock)().civil(),
    };
    Ok(render_page(
        &input,
        index,
        &mut locked(&state.gallery.sources),
    )?)
}

/// Draws the missing thumbnails of all papers, one at a time and only while no other picture is
/// requested. Pages that cannot be drawn are skipped; a request for one gets the error.
///
/// # Errors
/// When there is no such matter, or the user cancels.
pub(crate) fn warm(state: &State, matter: &MatterId, watch: &dyn Watch) -> Result<(), AppError> {
    let whole = state.vault.matter(matter)?;
    let pool = &state.gallery.pool;
    let pictures = state.vault.pictures(matter);
    let go_on = || !watch.cancel().load(Ordering::Relaxed);
    let mut first = Vec::new();
    for document in whole.documents() {
        let item = item_of(&whole, &document.item)?;
        let page = first_page(document, item);
        first.push((item, page, document.straightened(page), document.turn(page)));
    }
    for digest in whole.unplaced() {
        first.push((item_of(&whole, &digest)?, 1, None, Turn::None));
    }
    for side in [160, KEPT_SIDE] {
        for (item, page, sheet, turn) in &first {
            let shown = sheet.unwrap_or_else(|| item.pictured());
            let name = name(&shown, *page, *turn, side);
            if pictures.has(&name) {
                continue;
            }
            if let Ok(drawing) = drawing(state, matter, item, (*page, *sheet), *turn, side) {
                match pool.draw_when_idle(&drawing, &go_on) {
                    Ok(Some(drawn)) => pictures.keep(&name, &drawn.bytes),
                    Ok(None) => return Err(AppError::Cancelled),
                    Err(_) => {}
                }
            }
        }
    }
    Ok(())
}

/// Closes a matter's files, so that they can be erased, and forgets its pictures and plans.
pub(crate) fn forget_pictures(state: &State, id: &MatterId) {
    state.gallery.pool.let_go();
    state.engines.let_go();
    state.folded.forget();
    locked(&state.gallery.sources).close();
    locked(&state.gallery.plans).retain(|(of, _, _)| of != id);
    locked(&state.gallery.drawn).retain(|(key, _)| key.matter != *id);
}

/// The request to a child for a page of a paper, or for the sheet that was cut out of it.
pub(crate) fn drawing(
    state: &State,
    id: &MatterId,
    item: &Item,
    (page, sheet): (u32, Option<Digest>),
    turn: Turn,
    px: u32,
) -> Result<Drawing, AppError> {
    if page == 0 || page > item.pages {
        return Err(PictureFault::NoPage {
            page: page.into(),
            total: item.pages.into(),
        }
        .into());
    }
    let drawing = if item.is_picture() {
        let none = || PictureFault::NoPage {
            page: page.into(),
            total: item.pictures.len() as u64,
        };
        let picture = item.picture(page, sheet).ok_or_else(none)?;
        let (path, media) = source_of(state, id, item, picture);
        Drawing::of_file(&path, media)
            .held(picture.orientation)
            .dense(picture.density)
    } else {
        Drawing::of_file(&path_of(state, id, item, &item.usable()), MediaKind::Pdf).page(page)
    };
    Ok(drawing.turned(turn).longest_side(px))
}

/// The file of a paper's original, or of something made of it.
fn path_of(state: &State, id: &MatterId, item: &Item, digest: &Digest) -> PathBuf {
    let papers = state.vault.papers(id);
    if *digest == item.original {
        papers.original(digest)
    } else {
        papers.derivative(digest)
    }
}

/// The file of a picture, and its kind: a picture that is not the original is a PNG or JPEG made
/// from it.
pub(crate) fn source_of(
    state: &State,
    id: &MatterId,
    item: &Item,
    picture: &Picture,
) -> (PathBuf, MediaKind) {
    let path = path_of(state, id, item, &picture.source);
    let media = if picture.source == item.original {
        item.media
    } else {
        made_media(&path)
    };
    (path, media)
}

/// What the sheet on a photo will look like, as a JPEG whose longest side has at most `px` pixels.
/// `untrusted_item` is the SHA-256 of the photo, `page` counts from 1.
///
/// # Errors
/// As [`paper_picture`].
pub(crate) fn sheet_picture(
    state: &State,
    matter: &MatterId,
    untrusted_item: &str,
    page: u32,
    (corners, even): (Corners, bool),
    px: u32,
) -> Result<Vec<u8>, AppError> {
    check_side(px)?;
    let none = || PictureFault::NoPaper(untrusted_item.chars().take(80).collect());
    let digest: Digest = untrusted_item.parse().map_err(|_| none())?;
    let whole = state.vault.matter(matter)?;
    let item = whole.items.get(&digest).ok_or_else(none)?;
    if !item.is_picture() || !corners.are_possible() {
        return Err(none().into());
    }
    let drawing = drawing(state, matter, item, (page, None), Turn::None, px)?;
    let drawn = state.gallery.pool.draw(&drawing.cut_out(corners, even))?;
    Ok(drawn.bytes)
}

/// The kind of a picture that was made: the first bytes tell it. One that cannot be opened is told
/// where it is drawn.
fn made_media(path: &Path) -> MediaKind {
    let mut head = [0; 3];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    if read.is_ok() && head == *b"\xff\xd8\xff" {
        MediaKind::Jpeg
    } else {
        MediaKind::Png
    }
}

fn check_side(px: u32) -> Result<(), PictureFault> {
    if PICTURE_SIDES.contains(&px) {
        Ok(())
    } else {
        Err(PictureFault::Size(px))
    }
}

/// The name of a paper's picture in the store. It contains the digest of the paper, so it never
/// names a picture of another paper.
fn name(digest: &Digest, page: u32, turn: Turn, px: u32) -> String {
    format!("{digest}-{page}-{}-{px}-{FORM}", turn.degrees())
}
