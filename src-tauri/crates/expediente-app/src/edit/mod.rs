//! Changing a matter: arranging and describing its exhibits and documents.

pub(crate) mod arrange;
pub(crate) mod arrangement;
pub(crate) mod commit;
mod described;
pub(crate) mod fields;
mod join;
pub(crate) mod named;
mod removed;
pub(crate) mod role_fields;
pub(crate) mod several;
mod split;
pub(crate) mod text_input;

use expediente_model::MatterId;

use crate::edit::arrangement::Arrangement;
use crate::edit::fields::{DocumentFields, ExhibitFields};
use crate::edit::role_fields::RoleFields;
use crate::error::AppError;
use crate::state::State;

/// Changes matters.
#[derive(Clone, Copy)]
pub struct Edit<'a> {
    state: &'a State,
}

impl<'a> Edit<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Carries out an act. Returns its name in the user's language.
    ///
    /// # Errors
    /// When there is no such matter, exhibit or document, or the request makes no sense.
    pub fn arrange(&self, id: &MatterId, arrangement: &Arrangement) -> Result<String, AppError> {
        arrange::arrange(self.state, id, arrangement)
    }

    /// The fields of an exhibit, named by id or label.
    ///
    /// # Errors
    /// When there is no such matter or exhibit.
    pub fn exhibit_fields(&self, id: &MatterId, exhibit: &str) -> Result<ExhibitFields, AppError> {
        fields::exhibit_fields(self.state, id, exhibit)
    }

    /// The title that exhibits have once they are joined, if nobody gives another.
    ///
    /// # Errors
    /// When there is no such matter or exhibit.
    pub fn joined_title(&self, id: &MatterId, exhibits: &[String]) -> Result<String, AppError> {
        named::named(self.state, id)?.joined_title(exhibits)
    }

    /// The place of a document: the id of its exhibit, `front` or `back`.
    ///
    /// # Errors
    /// If the matter or the document does not exist.
    pub fn place_of(&self, id: &MatterId, document: &str) -> Result<String, AppError> {
        fields::place_of(self.state, id, document)
    }

    /// The fields of a document, named by id, or by its exhibit where it has only one document.
    ///
    /// # Errors
    /// When there is no such matter or document.
    pub fn document_fields(
        &self,
        id: &MatterId,
        document: &str,
    ) -> Result<DocumentFields, AppError> {
        fields::document_fields(self.state, id, document)
    }

    /// The role of a document.
    ///
    /// # Errors
    /// When there is no such matter or document.
    pub fn role_fields(&self, id: &MatterId, document: &str) -> Result<RoleFields, AppError> {
        role_fields::role_fields(self.state, id, document)
    }
}
