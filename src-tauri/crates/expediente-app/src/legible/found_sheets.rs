//! Sheets of paper that were found on photos. What was found is kept among what is cached of the
//! matter.

use expediente_intake::{DrawError, DrawPool};
use expediente_model::{Corners, Document, ExhibitKind, Item, Matter, MatterId, Turn};

use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::views::page_pictures;

/// The longest side of the picture on which a child looks for a sheet.
const SIDE: u32 = 1400;

/// Increase it when sheets are found in another way, so that they are looked for again.
const FORM: u32 = 1;

/// Pages of documents that are photos. Not of those that somebody called photographs: on one of a
/// person who holds a sign, the sign is no paper to be cut out.
pub(crate) fn photos(matter: &Matter) -> Result<Vec<(&Document, &Item, u32)>, AppError> {
    let mut photos = Vec::new();
    let exhibits = matter.exhibits.iter();
    let papers = exhibits.filter(|exhibit| exhibit.kind != Some(ExhibitKind::Photo));
    let inside = papers.flat_map(|exhibit| &exhibit.documents);
    for document in matter.front.iter().chain(inside).chain(&matter.back) {
        let item = item_of(matter, &document.item)?;
        if item.is_picture() {
            let pages = document.chosen_pages(item.pages);
            photos.extend(pages.into_iter().map(|page| (document, item, page)));
        }
    }
    Ok(photos)
}

/// The key under which it is kept that somebody left a page as it is.
pub(crate) fn left_key(item: &Item, page: u32) -> String {
    format!("photo-of-paper:{}:{page}", item.original)
}

/// Whether somebody left a page as it is.
pub(crate) fn is_left(matter: &Matter, item: &Item, page: u32) -> bool {
    matter.facts.answers.contains_key(&left_key(item, page))
}

/// How many photos show a sheet that waits to be cut out or left, as far as they were looked at.
pub(crate) fn waiting(state: &State, id: &MatterId, matter: &Matter) -> Result<u64, AppError> {
    let waits = photos(matter)?
        .into_iter()
        .filter(|(document, item, page)| {
            document.straightened(*page).is_none()
                && !is_left(matter, item, *page)
                && matches!(kept(state, id, item, *page), Some(Some(_)))
        });
    Ok(waits.count() as u64)
}

/// The corners of the sheet that is seen on a photo; a photo that cannot be drawn shows none.
pub(crate) fn found(
    state: &State,
    id: &MatterId,
    item: &Item,
    page: u32,
    pool: &DrawPool,
) -> Result<Option<Corners>, AppError> {
    if let Some(kept) = kept(state, id, item, page) {
        return Ok(kept);
    }
    let drawing = page_pictures::drawing(state, id, item, (page, None), Turn::None, SIDE)?;
    let found = match pool.find_sheet(&drawing) {
        Ok(found) => found,
        Err(DrawError::Superseded) => return Err(AppError::Cancelled),
        Err(DrawError::Refused(_)) => None,
    };
    let bytes = serde_json::to_vec(&found).map_err(|_| AppError::Bug("corners cannot be kept"))?;
    state.vault.pictures(id).keep(&name(item, page), &bytes);
    Ok(found)
}

/// What was found before; nothing where nobody looked.
fn kept(state: &State, id: &MatterId, item: &Item, page: u32) -> Option<Option<Corners>> {
    let bytes = state.vault.pictures(id).get(&name(item, page))?;
    serde_json::from_slice(&bytes).ok()
}

fn name(item: &Item, page: u32) -> String {
    format!("sheet-{}-{page}-{FORM}", item.original)
}
