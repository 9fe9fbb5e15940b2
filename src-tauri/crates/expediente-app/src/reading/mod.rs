//! Reads the words of pages that have none, and finds words in all papers.

pub(crate) mod engines;
pub(crate) mod page_queue;
pub(crate) mod paper_words;
pub(crate) mod printed;
pub(crate) mod report;
pub(crate) mod words_of_paper;

use expediente_model::MatterId;

use crate::error::AppError;
use crate::reading::engines::EngineChoice;
use crate::reading::report::{ReadingReport, UnreadPages};
use crate::state::State;
use crate::watch::Watch;

/// Reads words.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    state: &'a State,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Reads the words of all pages of a matter that have none, at low priority and on all cores.
    /// What is read stays, however this ends: the next time goes on from there.
    ///
    /// # Errors
    /// When there is no such matter or engine, it is read-only, the disk fails, or the user
    /// cancels.
    pub fn read(
        &self,
        id: &MatterId,
        choice: EngineChoice,
        watch: &dyn Watch,
    ) -> Result<ReadingReport, AppError> {
        page_queue::read_matter(self.state, id, choice, watch)
    }

    /// How many pages of a matter have words, and how many are still to be read.
    ///
    /// # Errors
    /// When there is no such matter.
    pub fn unread(&self, id: &MatterId) -> Result<UnreadPages, AppError> {
        UnreadPages::of(self.state, id)
    }

    /// The engines that are there, the best first, by their words.
    #[must_use]
    pub fn engines(&self) -> Vec<String> {
        let engines = self.state.engines.all();
        engines.map(|engine| engine.word().to_owned()).collect()
    }
}
