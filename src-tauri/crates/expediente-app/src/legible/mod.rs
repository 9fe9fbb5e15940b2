//! Photos of papers made legible: cut out, straight and evenly lit.

mod cards;
pub(crate) mod found_sheets;
pub(crate) mod sheet_table;
pub(crate) mod sheets;

use expediente_model::{Corners, MatterId};

use crate::edit::arrangement::PagesOf;
use crate::error::AppError;
use crate::legible::sheets::{SheetChoice, SheetView};
use crate::state::State;
use crate::views::page_pictures;
use crate::watch::Watch;

/// Makes photos of papers legible. Nothing of it is done before somebody says so, and the photo is
/// kept as it is.
#[derive(Clone, Copy)]
pub struct Legible<'a> {
    state: &'a State,
}

impl<'a> Legible<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// The photos of a matter on which a sheet of paper is seen, or whose sheet is shown already,
    /// in the order of the dossier. Those that somebody left as they are are not among them.
    ///
    /// # Errors
    /// When there is no such matter, or the user cancels.
    pub fn sheets(&self, id: &MatterId, watch: &dyn Watch) -> Result<Vec<SheetView>, AppError> {
        sheets::sheets(self.state, id, watch)
    }

    /// One page of a document, whether a sheet is seen on it or not.
    ///
    /// # Errors
    /// When there is no such page, or it is no photo.
    pub fn sheet(&self, id: &MatterId, document: &str, page: u32) -> Result<SheetView, AppError> {
        sheets::sheet(self.state, id, document, page)
    }

    /// Cuts sheets out of their photos, as one act. Returns its name in the user's language.
    ///
    /// # Errors
    /// When there is no such page, no sheet is seen on it and none is told, or the user cancels.
    pub fn straighten(
        &self,
        id: &MatterId,
        chosen: &[SheetChoice],
        watch: &dyn Watch,
    ) -> Result<String, AppError> {
        sheets::straighten(self.state, id, chosen, watch)
    }

    /// Shows pages as they were photographed, and does not offer them any more, as one act.
    ///
    /// # Errors
    /// When there is no such page.
    pub fn leave(&self, id: &MatterId, pages: &[PagesOf]) -> Result<String, AppError> {
        sheets::leave(self.state, id, pages)
    }

    /// Cuts front and back of a card out of their photos and puts them on one page, in their true
    /// size, as one act. Returns its name in the user's language.
    ///
    /// # Errors
    /// As [`Legible::straighten`].
    pub fn card(
        &self,
        id: &MatterId,
        sides: (&str, &str),
        watch: &dyn Watch,
    ) -> Result<String, AppError> {
        cards::card(self.state, id, sides, watch)
    }

    /// What a sheet will look like, as a JPEG whose longest side has at most `px` pixels.
    ///
    /// # Errors
    /// When there is no such photo, or it cannot be drawn.
    pub fn preview(
        &self,
        id: &MatterId,
        untrusted_item: &str,
        page: u32,
        (corners, even): (Corners, bool),
        px: u32,
    ) -> Result<Vec<u8>, AppError> {
        let cut = (corners, even);
        page_pictures::sheet_picture(self.state, id, untrusted_item, page, cut, px)
    }
}
