//! Finds words in the papers of a case, or of all.

pub(crate) mod find;
pub(crate) mod folded_paper;
pub(crate) mod hit;
pub(crate) mod marks;
pub(crate) mod words_to_find;

use std::sync::atomic::Ordering;

use expediente_model::MatterId;

use crate::error::AppError;
use crate::reading::printed;
use crate::search::hit::{Found, Marked};
use crate::state::State;
use crate::watch::Watch;

/// Finds words.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    state: &'a State,
}

impl<'a> Search<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// The pages on which all words of a question are, in the order of the dossier: of one matter,
    /// or of all. A word is found by its beginning, with and without accents, and a number with and
    /// without dots.
    ///
    /// # Errors
    /// When there is no such matter, or its words cannot be read.
    pub fn find(&self, id: Option<&MatterId>, question: &str) -> Result<Found, AppError> {
        find::find(self.state, id, question)
    }

    /// Takes out the words of all papers, one page at a time and only while no picture is
    /// requested, so that the first search need not.
    ///
    /// # Errors
    /// When there is no such matter, or the user cancels.
    pub fn prepare(&self, id: &MatterId, watch: &dyn Watch) -> Result<(), AppError> {
        let matter = self.state.vault.matter(id)?;
        let is_on = || !watch.cancel().load(Ordering::Relaxed);
        let go_on = || self.state.gallery.pool.wait_until_idle(&is_on);
        for item in matter.items.values() {
            printed::words_of(self.state, id, item, &go_on)?;
        }
        Ok(())
    }

    /// Where the words of a question are on a page of a paper.
    ///
    /// # Errors
    /// When there is no such matter or paper, or its words cannot be read.
    pub fn marks(
        &self,
        id: &MatterId,
        untrusted_item: &str,
        page: u32,
        question: &str,
    ) -> Result<Vec<Marked>, AppError> {
        marks::marks(self.state, id, untrusted_item, page, question)
    }

    /// Where these words are on a page of a paper, one after the other: a box for each line. None
    /// where the page does not have them.
    ///
    /// # Errors
    /// When there is no such matter or paper, or its words cannot be read.
    pub fn line_marks(
        &self,
        id: &MatterId,
        untrusted_item: &str,
        page: u32,
        words: &str,
    ) -> Result<Vec<Marked>, AppError> {
        marks::line_marks(self.state, id, untrusted_item, page, words)
    }
}
