//! Checklists: which papers a kind of case needs, which are there, and who was asked for the rest.

pub(crate) mod checklist;
mod choose;
mod print;
pub(crate) mod shelf;
pub(crate) mod view;

use std::path::{Path, PathBuf};

use expediente_model::{MatterId, NeedState};

use crate::checklists::checklist::ChecklistListing;
use crate::checklists::view::ChecklistView;
use crate::error::AppError;
use crate::state::State;

/// Shows and follows checklists.
#[derive(Clone, Copy)]
pub struct Checklists<'a> {
    state: &'a State,
}

impl<'a> Checklists<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// All checklists, the program's first.
    #[must_use]
    pub fn list(&self) -> Vec<ChecklistListing> {
        shelf::list(self.state)
    }

    /// The checklist of a case with what is there and what is missing; none where the case follows
    /// none.
    ///
    /// # Errors
    /// If the matter does not exist or its checklist cannot be read.
    pub fn view(&self, id: &MatterId) -> Result<Option<ChecklistView>, AppError> {
        view::view(self.state, id)
    }

    /// Chooses the checklist of a case, or none. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// If the matter or the checklist does not exist.
    pub fn choose(&self, id: &MatterId, name: Option<&str>) -> Result<String, AppError> {
        choose::choose(self.state, id, name)
    }

    /// Says what was done about a paper of the checklist. Returns the name of the act in the user's
    /// language.
    ///
    /// # Errors
    /// When the checklist of the case has no such paper.
    pub fn set_need(
        &self,
        id: &MatterId,
        need: &str,
        done: &NeedState,
    ) -> Result<String, AppError> {
        choose::set_need(self.state, id, need, done)
    }

    /// Says that an exhibit, named by id or label, is a paper of the checklist, or is not. Returns
    /// the name of the act in the user's language.
    ///
    /// # Errors
    /// If the exhibit does not exist or the checklist does not name the paper.
    pub fn assign(
        &self,
        id: &MatterId,
        need: &str,
        exhibit: &str,
        is: bool,
    ) -> Result<String, AppError> {
        choose::assign(self.state, id, need, exhibit, is)
    }

    /// Writes the checklist of a case to a PDF file, for the family in its language.
    ///
    /// # Errors
    /// When the case follows none, or the file cannot be written.
    pub fn print(&self, id: &MatterId, file: &Path) -> Result<(), AppError> {
        print::print(self.state, id, file)
    }

    /// Copies a checklist under a new name into the store, where it can be changed. Returns the
    /// file.
    ///
    /// # Errors
    /// If the checklist does not exist, or the new name is taken or not allowed.
    pub fn copy(&self, name: &str, new: &str) -> Result<PathBuf, AppError> {
        shelf::copy(self.state, name, new)
    }
}
