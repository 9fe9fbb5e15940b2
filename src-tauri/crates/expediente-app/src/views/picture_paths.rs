//! Where the window asks for pictures of pages.

use expediente_model::{Digest, Document, Matter};

/// The path of a page's picture in the window's picture protocol, without the size.
/// `shown` is the SHA-256 of the paper, of its pages where they were made again, or of the sheet
/// that is shown of the page.
pub(crate) fn picture_of(matter: &Matter, shown: &Digest, page: u32, degrees: u16) -> String {
    format!("paper/{}/{shown}/{page}/{degrees}", matter.id)
}

/// The path of the picture of a page as a document shows it.
pub(crate) fn picture_in(matter: &Matter, document: &Document, page: u32) -> String {
    let own = matter.items.get(&document.item);
    let own = own.map_or(document.item, |item| item.pictured());
    let shown = document.straightened(page).unwrap_or(own);
    picture_of(matter, &shown, page, document.turn(page).degrees())
}
