//! All words of a paper that are searched: those that are printed on it, and those that an engine
//! read.

use std::collections::BTreeMap;

use expediente_model::{Item, MatterId, ReadPage, WordsFile};

use crate::error::AppError;
use crate::reading::printed;
use crate::reading::words_of_paper::WordsOfPaper;
use crate::state::State;

/// The words of a paper, from both.
pub(crate) struct WordsToFind {
    printed: Option<WordsFile>,
    read: WordsOfPaper,
}

impl WordsToFind {
    /// Opens them; takes the printed ones out of the paper where that was not done yet.
    pub(crate) fn open(state: &State, id: &MatterId, item: &Item) -> Result<Self, AppError> {
        Ok(Self {
            printed: printed::words_of(state, id, item, &|| true)?,
            read: WordsOfPaper::open(state, id, item)?,
        })
    }

    /// The words of a page, each part with the size of the picture that its places are on; none
    /// where it has none.
    pub(crate) fn page(&self, page: u32) -> Result<Vec<ReadPage>, AppError> {
        let printed = match &self.printed {
            Some(printed) => printed.page(page).map_err(damaged)?,
            None => None,
        };
        Ok(printed.into_iter().chain(self.read.page(page)?).collect())
    }

    /// The words of all pages that have any, in order, those of one page one after the other.
    pub(crate) fn pages(&self) -> Result<Vec<ReadPage>, AppError> {
        let printed = match &self.printed {
            Some(printed) => printed.pages().map_err(damaged)?,
            None => Vec::new(),
        };
        let mut pages: BTreeMap<u32, ReadPage> = BTreeMap::new();
        for page in printed.into_iter().chain(self.read.pages()?) {
            match pages.get_mut(&page.page) {
                Some(other) => other.lines.extend(page.lines),
                None => {
                    pages.insert(page.page, page);
                }
            }
        }
        Ok(pages.into_values().collect())
    }
}

/// What was taken out of a paper was sealed when it was kept.
fn damaged(_: expediente_model::WordsDamaged) -> AppError {
    AppError::Bug("kept words cannot be read")
}
