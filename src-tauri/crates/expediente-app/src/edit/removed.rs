//! What was said of papers that were removed: placed again, they have it again.

use std::collections::BTreeMap;

use expediente_model::{
    Act, Change, Digest, Document, DocumentId, Exhibit, ExhibitId, Matter, MatterId, Place, Role,
};

use expediente_vault::StepRecord;

use crate::error::AppError;
use crate::state::State;

/// Acts of the history that are searched for a removal, the latest first.
const SEARCHED: usize = 200;

/// A paper as it was when it was removed.
#[derive(Clone)]
pub(super) struct Removed {
    document: Document,
    /// Its exhibit, if it was the only paper there.
    exhibit: Option<Exhibit>,
}

impl Removed {
    /// The exhibit that the paper was, if it was one by itself, with new ids.
    pub(super) fn exhibit(&self, matter: &mut Matter) -> Option<Exhibit> {
        let had = self.exhibit.as_ref()?;
        let document = self.document(matter.fresh_document_id(), matter);
        Some(Exhibit {
            id: matter.fresh_exhibit_id(),
            documents: vec![document],
            ..had.clone()
        })
    }

    /// What the paper was called among others: by its exhibit, if it was one by itself.
    pub(super) fn title(&self) -> Option<String> {
        let own = self.document.title.clone();
        let exhibit = self.exhibit.as_ref().map(|exhibit| exhibit.title.clone());
        own.or(exhibit).filter(|title| !title.is_empty())
    }

    /// The document that it was, with a new id. A paper that it belonged to may be gone, or have
    /// another id now.
    pub(super) fn document(&self, id: DocumentId, matter: &Matter) -> Document {
        let is_there = |of: &DocumentId| matter.find_document(*of).is_ok();
        let stays = match &self.document.role {
            Role::Paper | Role::IdentityCopy | Role::ProofOfService | Role::DifferencesNote => true,
            Role::Translation { of, .. }
            | Role::InterpretationCertificate { of }
            | Role::Apostille { of } => is_there(of),
            Role::TranslationCertificate { of } => of.iter().all(is_there),
        };
        let role = if stays {
            self.document.role.clone()
        } else {
            Role::Paper
        };
        Document {
            id,
            role,
            ..self.document.clone()
        }
    }
}

/// These papers as they were when they were removed last, as far as the history tells.
pub(super) fn removed(
    state: &State,
    id: &MatterId,
    papers: &[Digest],
) -> Result<BTreeMap<Digest, Removed>, AppError> {
    let mut found = BTreeMap::new();
    let history = state.vault.history(id)?;
    let steps = history.undo.iter().rev().take(SEARCHED);
    for step in steps.filter(|step| step.act == Act::Remove) {
        // A record that cannot be read tells nothing; the papers then have their names.
        let Some(StepRecord { inverse, .. }) = state.vault.step_record(id, *step)? else {
            continue;
        };
        let mut exhibits = BTreeMap::new();
        collect(&inverse, &mut exhibits, &mut |removed: Removed| {
            if papers.contains(&removed.document.item) {
                found.entry(removed.document.item).or_insert(removed);
            }
        });
    }
    Ok(found)
}

/// The documents that the inverse of a removal brings back. An exhibit that lost its last document
/// comes back empty, and before it.
fn collect(
    change: &Change,
    empty: &mut BTreeMap<ExhibitId, Exhibit>,
    add: &mut impl FnMut(Removed),
) {
    match change {
        Change::Batch { changes } => {
            for change in changes {
                collect(change, empty, add);
            }
        }
        Change::InsertExhibit { exhibit, .. } => {
            if exhibit.documents.is_empty() {
                empty.insert(exhibit.id, exhibit.clone());
            }
            for document in &exhibit.documents {
                let is_only = exhibit.documents.len() == 1;
                add(Removed {
                    document: document.clone(),
                    exhibit: is_only.then(|| exhibit.clone()),
                });
            }
        }
        Change::InsertDocument {
            place, document, ..
        } => {
            let exhibit = match place {
                Place::Exhibit(id) => empty.get(id).cloned(),
                Place::Front | Place::Back => None,
            };
            add(Removed {
                document: document.clone(),
                exhibit,
            });
        }
        _ => {}
    }
}
