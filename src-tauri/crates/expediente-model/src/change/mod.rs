//! A user's act as a value.

use serde::{Deserialize, Serialize};

pub mod act;
pub mod act_count;
mod apply;
pub mod history;

use crate::matter::exhibit::{Document, Exhibit};
use crate::matter::facts::Facts;
use crate::matter::id::{DocumentId, ExhibitId};
use crate::matter::place::Place;
use crate::paper::digest::Digest;
use crate::paper::made_pages::MadePages;

/// One change to a matter. [`Matter::apply`](crate::Matter::apply) applies it and returns the
/// change that undoes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Change {
    /// Replaces the facts of the matter.
    SetFacts {
        /// All of them.
        facts: Box<Facts>,
    },
    /// Renames the matter.
    SetName {
        /// The name.
        name: String,
    },
    /// Adds an exhibit.
    InsertExhibit {
        /// Its position, counted from 0.
        at: usize,
        /// The exhibit, with its documents.
        exhibit: Exhibit,
    },
    /// Removes an exhibit with its documents; its papers stay in the store.
    RemoveExhibit {
        /// Which.
        id: ExhibitId,
    },
    /// Moves an exhibit.
    MoveExhibit {
        /// Which.
        id: ExhibitId,
        /// Its position afterwards, counted from 0.
        to: usize,
    },
    /// Describes an exhibit anew; its documents stay as they are.
    SetExhibit {
        /// The exhibit, with `documents` empty.
        exhibit: Exhibit,
    },
    /// Adds a document.
    InsertDocument {
        /// Where to.
        place: Place,
        /// Its position there, counted from 0.
        at: usize,
        /// The document.
        document: Document,
    },
    /// Removes a document; its paper stays in the store.
    RemoveDocument {
        /// Which.
        id: DocumentId,
    },
    /// Moves a document.
    MoveDocument {
        /// Which.
        id: DocumentId,
        /// Where to.
        place: Place,
        /// Its position there afterwards, counted from 0.
        at: usize,
    },
    /// Replaces a document with the same id.
    SetDocument {
        /// The document.
        document: Document,
    },
    /// Shows other pages of a paper, which were made of it before.
    ShowPages {
        /// Which paper.
        item: Digest,
        /// The pages.
        pages: Box<MadePages>,
    },
    /// Several changes that the user sees as one act.
    #[serde(rename = "several")]
    Batch {
        /// In the order they are applied.
        changes: Vec<Change>,
    },
}

/// The change does not fit the matter. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// No such exhibit.
    #[error("there is no exhibit {0} in this matter")]
    NoExhibit(ExhibitId),
    /// No such document.
    #[error("there is no document {0} in this matter")]
    NoDocument(DocumentId),
    /// The id is in use.
    #[error("the exhibit {0} is already in this matter")]
    ExhibitTwice(ExhibitId),
    /// The id is in use.
    #[error("the document {0} is already in this matter")]
    DocumentTwice(DocumentId),
    /// The paper was never received.
    #[error("the paper {0} was never received in this matter")]
    NoItem(Digest),
    /// The position is beyond the end.
    #[error("place {asked} was requested, but there are only {have}")]
    NoPlace {
        /// The position asked for, counted from 1.
        asked: usize,
        /// How many positions there are.
        have: usize,
    },
}
