//! What papers write in several ways: the person's name, days of birth, identity numbers. Nothing
//! is ever changed in a paper; a person says which is right, and which differences a note explains.

mod decide;
pub(crate) mod note;
pub(crate) mod view;

use std::collections::BTreeMap;
use std::path::Path;

use expediente_model::{Language, MatterId};

use crate::differences::view::DifferencesView;
use crate::error::AppError;
use crate::state::State;

/// Compares what papers say.
#[derive(Clone, Copy)]
pub struct Differences<'a> {
    state: &'a State,
}

impl<'a> Differences<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// What the papers of a case say of the person, grouped by spelling, each with its places.
    ///
    /// # Errors
    /// When there is no such matter.
    pub fn view(&self, id: &MatterId) -> Result<DifferencesView, AppError> {
        view::view(self.state, id)
    }

    /// Says which value of a sort (`name`, `birth`, `identity-number`, `a-number`) is right; none
    /// takes it back. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When no paper says this value.
    pub fn right(
        &self,
        id: &MatterId,
        sort: &str,
        right: Option<&str>,
    ) -> Result<String, AppError> {
        decide::right(self.state, id, sort, right)
    }

    /// Explains a value in the note on differences, and the same in other languages; none takes it
    /// out of the note. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When no paper says this value, or nothing was said to be right.
    pub fn explain(
        &self,
        id: &MatterId,
        sort: &str,
        value: &str,
        reason: Option<&str>,
        also: &BTreeMap<Language, String>,
    ) -> Result<String, AppError> {
        decide::explain(self.state, id, (sort, value), reason, also)
    }

    /// Writes the note on differences to a PDF file, in the language of the dossier.
    ///
    /// # Errors
    /// When nothing is explained, or the file cannot be written.
    pub fn print(&self, id: &MatterId, file: &Path) -> Result<(), AppError> {
        note::print(self.state, id, file)
    }

    /// Puts the note on differences into the dossier: in the place of an earlier one, or as its last
    /// exhibit. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When nothing is explained, or the disk fails.
    pub fn add(&self, id: &MatterId) -> Result<String, AppError> {
        note::add(self.state, id)
    }
}
