//! Acts on a matter, as the window and the command line request them.

use expediente_model::{PageRanges, Turn};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::edit::fields::{DocumentFields, ExhibitFields};
use crate::edit::role_fields::RoleFields;
use crate::edit::several::SeveralFields;

/// An act on a matter. Exhibits are named by id (`e3`) or by their label in the plan (`C`),
/// documents by id (`d7`), or by their exhibit where it has only one document. A place is `front`,
/// `back`, `new` or an exhibit.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Arrangement {
    /// Replaces all fields of an exhibit.
    Exhibit {
        /// The exhibit.
        exhibit: String,
        /// Its new fields.
        fields: ExhibitFields,
    },
    /// Sets some fields of several exhibits; the others stay as they are.
    Several {
        /// The exhibits.
        exhibits: Vec<String>,
        /// What is set.
        fields: SeveralFields,
    },
    /// Replaces all fields of a document.
    Document {
        /// The document.
        document: String,
        /// Its new fields.
        #[serde(flatten)]
        fields: DocumentFields,
    },
    /// Sets the role of a document.
    #[serde(rename = "part")]
    Role {
        /// The document.
        document: String,
        /// Its new role.
        #[serde(rename = "part")]
        role: RoleFields,
    },
    /// Moves exhibits to one place; they keep their order.
    MoveExhibits {
        /// The exhibits.
        exhibits: Vec<String>,
        /// The position of the first of them among the others, counted from 0.
        to: usize,
    },
    /// Moves documents to one place; they keep their order. Exhibits that become empty are removed.
    MoveDocuments {
        /// The documents.
        documents: Vec<String>,
        /// The place.
        place: String,
        /// The number of documents before them there, without those that move; for `new`, of
        /// exhibits.
        at: usize,
    },
    /// Puts papers into the dossier that no document uses.
    PlacePapers {
        /// Their SHA-256.
        papers: Vec<String>,
        /// The place. With `new`, each becomes an exhibit.
        place: String,
        /// The number of documents before them there; for `new`, of exhibits.
        at: usize,
    },
    /// Puts exhibits under one heading of the table, one after the other, or removes their
    /// headings.
    Group {
        /// The exhibits.
        exhibits: Vec<String>,
        /// The heading; none removes it.
        heading: Option<String>,
    },
    /// Joins exhibits into the first, in the given order. Titles, dates and issuers become those of
    /// the documents.
    Join {
        /// The exhibits; the first one stays.
        exhibits: Vec<String>,
        /// The title of the joined exhibit; none keeps the title of the first.
        title: Option<String>,
    },
    /// Splits an exhibit in two, or into one exhibit for each document, which keeps its own title,
    /// date and issuer. A document can be cut in two at a page.
    Split {
        /// The exhibit.
        exhibit: String,
        /// The first document of the second exhibit; none for one exhibit for each document.
        before: Option<String>,
        /// The page with which that document begins there, where it is to be cut in two; its
        /// earlier pages stay.
        #[serde(default)]
        page: Option<u32>,
    },
    /// Chooses the pages of a document.
    Pages {
        /// The document.
        document: String,
        /// The pages, in this order; none for all.
        #[ts(type = "string | null")]
        pages: Option<PageRanges>,
        /// Pages to leave out of them.
        #[ts(type = "string | null")]
        leave_out: Option<PageRanges>,
    },
    /// Leaves pages out or puts them back; all others stay as they are.
    LeaveOut {
        /// The pages.
        pages: Vec<PagesOf>,
        /// Whether to leave them out.
        out: bool,
    },
    /// Turns pages clockwise, in addition to their current rotation.
    Turn {
        /// The pages.
        pages: Vec<PagesOf>,
        /// The angle.
        #[ts(type = "number")]
        degrees: Turn,
    },
    /// Removes exhibits and documents; their papers stay in the store. Exhibits that become empty
    /// are removed too.
    Remove {
        /// The exhibits.
        exhibits: Vec<String>,
        /// The documents.
        documents: Vec<String>,
    },
    /// Takes papers from the list of those that are still to get.
    NotNeeded {
        /// Their names in the list.
        papers: Vec<String>,
    },
}

/// Pages of one document.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct PagesOf {
    /// The document.
    pub document: String,
    /// Its pages, counted from 1; none for all.
    pub pages: Option<Vec<u32>>,
}
