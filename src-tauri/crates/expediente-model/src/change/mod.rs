//! A user's act as a value, and its inverse.

use serde::{Deserialize, Serialize};

pub mod act;
mod apply;
pub mod history;

use crate::matter::exhibit::{Document, Exhibit};
use crate::matter::facts::Facts;
use crate::matter::id::{DocumentId, ExhibitId};
use crate::matter::place::Place;
use crate::paper::digest::Digest;

/// One act on a matter. Carried out by [`Matter::apply`], which returns the change that undoes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Change {
    /// New facts of the matter.
    SetFacts {
        /// All of them.
        facts: Box<Facts>,
    },
    /// A new short name.
    SetName {
        /// The name.
        name: String,
    },
    /// A new exhibit.
    InsertExhibit {
        /// Where it stands, counted from 0.
        at: usize,
        /// The exhibit, with its documents.
        exhibit: Exhibit,
    },
    /// An exhibit goes, with its documents; its papers stay in the store.
    RemoveExhibit {
        /// Which.
        id: ExhibitId,
    },
    /// An exhibit goes to another place.
    MoveExhibit {
        /// Which.
        id: ExhibitId,
        /// Where it stands afterwards, counted from 0.
        to: usize,
    },
    /// What is said of an exhibit; its documents stay as they are.
    SetExhibit {
        /// The exhibit, its `documents` empty.
        exhibit: Exhibit,
    },
    /// A new document.
    InsertDocument {
        /// In which place.
        place: Place,
        /// Where in it, counted from 0.
        at: usize,
        /// The document.
        document: Document,
    },
    /// A document goes; its paper stays in the store.
    RemoveDocument {
        /// Which.
        id: DocumentId,
    },
    /// A document goes to another place.
    MoveDocument {
        /// Which.
        id: DocumentId,
        /// To which place.
        place: Place,
        /// Where in it afterwards, counted from 0.
        at: usize,
    },
    /// What is said of a document.
    SetDocument {
        /// The document.
        document: Document,
    },
    /// Several changes that the user sees as one act.
    #[serde(rename = "several")]
    Batch {
        /// In the order that they are carried out.
        changes: Vec<Change>,
    },
}

/// The change does not fit the matter as it is. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// No such exhibit.
    #[error("there is no exhibit {0} in this matter")]
    NoExhibit(ExhibitId),
    /// No such document.
    #[error("there is no document {0} in this matter")]
    NoDocument(DocumentId),
    /// The id is in use.
    #[error("the exhibit {0} is in this matter already")]
    ExhibitTwice(ExhibitId),
    /// The id is in use.
    #[error("the document {0} is in this matter already")]
    DocumentTwice(DocumentId),
    /// The paper was never received.
    #[error("the paper {0} was never received in this matter")]
    NoItem(Digest),
    /// The place is beyond the end.
    #[error("there are only {have} places, and place {asked} was asked for")]
    NoPlace {
        /// Asked for, counted from 1.
        asked: usize,
        /// How many there are.
        have: usize,
    },
}
