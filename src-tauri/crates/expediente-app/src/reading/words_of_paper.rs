//! The words that were read on a paper, with their places.

use expediente_bundle::BundleError;
use expediente_model::{Digest, Item, MatterId, Papers, ReadPage, WordsFile};

use crate::error::{AppError, At};
use crate::state::State;

/// The words of a paper; none where none were read.
pub(crate) struct WordsOfPaper {
    file: Option<WordsFile>,
    name: String,
}

impl WordsOfPaper {
    /// Opens the file with the words of a paper.
    ///
    /// # Errors
    /// When it cannot be read, or is damaged.
    pub(crate) fn open(state: &State, id: &MatterId, item: &Item) -> Result<Self, AppError> {
        Self::opened(state, id, item, |bytes, _| WordsFile::of(bytes))
    }

    /// The same, if its bytes are those that were kept.
    ///
    /// # Errors
    /// When they are not.
    pub(crate) fn checked(state: &State, id: &MatterId, item: &Item) -> Result<Self, AppError> {
        Self::opened(state, id, item, WordsFile::checked)
    }

    fn opened<E>(
        state: &State,
        id: &MatterId,
        item: &Item,
        of: impl FnOnce(expediente_model::Bytes, &Digest) -> Result<WordsFile, E>,
    ) -> Result<Self, AppError> {
        let name = item.name.clone();
        let Some(file) = item.read.as_ref().and_then(|read| read.words) else {
            return Ok(Self { file: None, name });
        };
        let papers = state.vault.papers(id);
        let bytes = papers.bytes(&file).at(&papers.derivative(&file))?;
        match of(bytes, &file) {
            Ok(file) => Ok(Self {
                file: Some(file),
                name,
            }),
            Err(_) => Err(altered(&name)),
        }
    }

    /// The words of a page; nothing where it has none.
    ///
    /// # Errors
    /// When they are damaged.
    pub(crate) fn page(&self, page: u32) -> Result<Option<ReadPage>, AppError> {
        match &self.file {
            Some(file) => file.page(page).map_err(|_| altered(&self.name)),
            None => Ok(None),
        }
    }

    /// The words of all pages that have any, in order.
    ///
    /// # Errors
    /// When those of one are damaged.
    pub(crate) fn pages(&self) -> Result<Vec<ReadPage>, AppError> {
        match &self.file {
            Some(file) => file.pages().map_err(|_| altered(&self.name)),
            None => Ok(Vec::new()),
        }
    }
}

fn altered(name: &str) -> AppError {
    let name = name.to_owned();
    BundleError::Altered { name }.into()
}
