//! Views of matters, dossiers and pages, for the window and the command line.

pub(crate) mod cli_view;
pub(crate) mod facts_view;
pub(crate) mod finding_view;
pub(crate) mod gallery;
pub(crate) mod history_view;
pub(crate) mod matter_view;
pub(crate) mod page_pictures;
pub(crate) mod picture_fault;
pub(crate) mod picture_paths;
pub(crate) mod place_detail;
pub(crate) mod plans;
pub(crate) mod pre_build_view;
pub(crate) mod profile_view;
pub(crate) mod rule_view;
pub(crate) mod signature_words;

use expediente_model::{MatterId, Turn};

use crate::error::AppError;
use crate::state::State;
use crate::views::cli_view::MatterContents;
use crate::views::history_view::HistoryView;
use crate::views::matter_view::{Glance, MatterView};
use crate::views::place_detail::{CaptionView, PlaceDetail};
use crate::views::pre_build_view::{Checked, DossierPages};
use crate::watch::Watch;

/// Shows matters and their dossiers.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    state: &'a State,
}

impl<'a> Views<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// A matter with the plan of its dossier.
    ///
    /// # Errors
    /// When no matter has this id, or its profile is unknown.
    pub fn contents(&self, id: &MatterId) -> Result<MatterContents, AppError> {
        cli_view::contents(self.state, id)
    }

    /// The contents of a place: `front`, `back`, or an exhibit named by its id.
    ///
    /// # Errors
    /// When there is no such matter or exhibit.
    pub fn place(&self, id: &MatterId, place: &str) -> Result<PlaceDetail, AppError> {
        place_detail::detail(self.state, id, place)
    }

    /// Every photo of the exhibits, in the order of the dossier.
    ///
    /// # Errors
    /// When there is no such matter.
    pub fn captions(&self, id: &MatterId) -> Result<Vec<CaptionView>, AppError> {
        place_detail::captions(self.state, id)
    }

    /// Every page of the planned dossier.
    ///
    /// # Errors
    /// When there is no such matter, or its profile is unknown.
    pub fn dossier_pages(&self, id: &MatterId) -> Result<DossierPages, AppError> {
        pre_build_view::dossier_pages(self.state, id)
    }

    /// The dossier before it is built, with the problems it would have.
    ///
    /// # Errors
    /// When there is no such matter, or its profile is unknown.
    pub fn before_build(&self, id: &MatterId) -> Result<Checked, AppError> {
        pre_build_view::before_build(self.state, id)
    }

    /// What was done in a matter, the last act first.
    ///
    /// # Errors
    /// When no matter has this id.
    pub fn history(&self, id: &MatterId) -> Result<HistoryView, AppError> {
        history_view::history(self.state, id)
    }

    /// A matter as the window lists it.
    ///
    /// # Errors
    /// When no matter has this id, or its profile is unknown.
    pub fn matter(&self, id: &MatterId) -> Result<MatterView, AppError> {
        matter_view::view(self.state, id)
    }

    /// Details of a matter in the list.
    ///
    /// # Errors
    /// When no matter has this id.
    pub fn glance(&self, id: &MatterId) -> Result<Glance, AppError> {
        matter_view::glance(self.state, id)
    }
}

/// Draws pages of papers and dossiers.
#[derive(Clone, Copy)]
pub struct Pictures<'a> {
    state: &'a State,
}

impl<'a> Pictures<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// A word that changes with every change of a matter. Pictures of its dossier belong to a
    /// revision.
    ///
    /// # Errors
    /// When there is no such matter.
    pub fn revision(&self, id: &MatterId) -> Result<String, AppError> {
        plans::revision(self.state, id)
    }

    /// A page of a paper as a JPEG whose longest side has `px` pixels, or fewer if the paper is a
    /// small picture. `untrusted_item` is the SHA-256 of the original, `page` counts from 1, and
    /// `turn` adds to the rotation of the original.
    ///
    /// # Errors
    /// When there is no such paper, page or size, or the page cannot be drawn. Cancelled when so
    /// many newer requests wait that this one is no longer needed.
    pub fn paper(
        &self,
        matter: &MatterId,
        untrusted_item: &str,
        page: u32,
        turn: Turn,
        px: u32,
    ) -> Result<Vec<u8>, AppError> {
        page_pictures::paper_picture(self.state, matter, untrusted_item, page, turn, px)
    }

    /// A page of the dossier as it would be built now, counted from 0, as a JPEG whose longest side
    /// has `px` pixels.
    ///
    /// # Errors
    /// As [`Pictures::paper`].
    pub fn dossier(&self, matter: &MatterId, index: usize, px: u32) -> Result<Vec<u8>, AppError> {
        page_pictures::dossier_picture(self.state, matter, index, px)
    }

    /// Draws the missing thumbnails of all papers, one at a time and only while no other picture is
    /// requested. Pages that cannot be drawn are skipped; a request for one gets the error.
    ///
    /// # Errors
    /// When there is no such matter, or the user cancels.
    pub fn warm(&self, matter: &MatterId, watch: &dyn Watch) -> Result<(), AppError> {
        page_pictures::warm(self.state, matter, watch)
    }
}
