//! Finds words in the papers of a case, or of all.

pub(crate) mod find;
pub(crate) mod folded_paper;
pub(crate) mod hit;
pub(crate) mod printed;
pub(crate) mod words_to_find;

use expediente_model::MatterId;

use crate::error::AppError;
use crate::search::hit::{Found, Marked};
use crate::state::State;

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
        find::marks(self.state, id, untrusted_item, page, question)
    }
}
