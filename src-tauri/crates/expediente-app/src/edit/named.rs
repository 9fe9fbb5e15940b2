//! Finds exhibits and documents by the names that people use: ids and labels.

use std::str::FromStr;
use std::sync::Arc;

use expediente_model::{Document, DocumentId, Exhibit, ExhibitId, Matter, MatterId};

use crate::error::AppError;
use crate::request_error::RequestError;
use crate::state::State;
use crate::views::plans::{self, Planned};

/// A matter whose exhibits and documents can be found by id or label.
pub(crate) struct NamedMatter {
    pub matter: Arc<Matter>,
    /// The labels of the exhibits in the plan.
    pub labels: Vec<(String, ExhibitId)>,
}

impl NamedMatter {
    pub(crate) fn of(planned: &Planned) -> Self {
        let exhibits = planned.plan.exhibits.iter();
        let labels = exhibits
            .map(|exhibit| (exhibit.label.to_string(), exhibit.id))
            .collect();
        Self {
            matter: Arc::clone(&planned.matter),
            labels,
        }
    }

    pub(crate) fn exhibit(&self, name: &str) -> Result<(usize, &Exhibit), AppError> {
        let labelled = || {
            self.labels
                .iter()
                .find(|(label, _)| label.eq_ignore_ascii_case(name))
                .map(|(_, id)| *id)
        };
        let id = ExhibitId::from_str(name)
            .ok()
            .filter(|id| self.matter.exhibit(*id).is_some())
            .or_else(labelled);
        let found = id.and_then(|id| {
            let index = self.matter.exhibit_index(id)?;
            Some((index, self.matter.exhibits.get(index)?.as_ref()))
        });
        found.ok_or_else(|| AppError::NoExhibit(name.to_owned()))
    }

    pub(crate) fn document(&self, name: &str) -> Result<&Document, AppError> {
        if let Ok(id) = DocumentId::from_str(name)
            && let Some(document) = self.matter.documents().find(|document| document.id == id)
        {
            return Ok(document);
        }
        match self.exhibit(name)?.1.documents.as_slice() {
            [only] => Ok(only),
            several => {
                let ids: Vec<String> = several
                    .iter()
                    .map(|document| document.id.to_string())
                    .collect();
                Err(RequestError::WhichDocument(ids).into())
            }
        }
    }
}

/// A matter in its current state, with the labels of its plan.
///
/// # Errors
/// When there is no such matter, or its profile is unknown.
pub(crate) fn named(state: &State, id: &MatterId) -> Result<NamedMatter, AppError> {
    Ok(NamedMatter::of(&plans::planned(state, id)?))
}
