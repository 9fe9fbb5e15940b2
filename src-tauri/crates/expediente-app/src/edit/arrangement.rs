//! Acts on a matter as the window and the command line ask for them.

use expediente_model::{PageRanges, Turn};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::edit::fields::{DocumentFields, ExhibitFields};
use crate::edit::role_fields::RoleFields;

/// What is to be done. Exhibits are named by id (`e3`) or by the label that the plan gives them (`C`); documents by id
/// (`d7`), or by their exhibit where it has only one. A place is `front`, `back`, `new` or an exhibit.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Arrangement {
    /// What is said of an exhibit, all of it.
    Exhibit {
        /// Which.
        exhibit: String,
        /// What is said of it afterwards.
        fields: ExhibitFields,
    },
    /// What is said of a document, all of it.
    Document {
        /// Which.
        document: String,
        /// What is said of it afterwards.
        #[serde(flatten)]
        fields: DocumentFields,
    },
    /// What a document is to the others.
    #[serde(rename = "part")]
    Role {
        /// Which.
        document: String,
        /// What it is.
        #[serde(rename = "part")]
        role: RoleFields,
    },
    /// Exhibits go to a place together, in the order that they have.
    MoveExhibits {
        /// Which.
        exhibits: Vec<String>,
        /// Where the first of them stands among the others, counted from 0.
        to: usize,
    },
    /// Documents go to a place together, in the order that they have. An exhibit that is empty then goes.
    MoveDocuments {
        /// Which.
        documents: Vec<String>,
        /// Where to.
        place: String,
        /// Behind how many of those that stay there; for `new`, of the exhibits.
        at: usize,
    },
    /// Papers that stand nowhere go into the dossier.
    PlacePapers {
        /// Their SHA-256.
        papers: Vec<String>,
        /// Where to; for `new` each becomes an exhibit.
        place: String,
        /// Behind how many of those that are there; for `new`, of the exhibits.
        at: usize,
    },
    /// Exhibits become one, in the order given.
    Group {
        /// Which; the first one stays.
        exhibits: Vec<String>,
        /// Its title; none keeps that of the first.
        title: Option<String>,
    },
    /// An exhibit becomes two, or as many as it has documents.
    Split {
        /// Which.
        exhibit: String,
        /// The document that begins the second; none for one exhibit a document.
        before: Option<String>,
    },
    /// Which pages of a document go in.
    Pages {
        /// Which.
        document: String,
        /// These, in this order; none for all.
        #[ts(type = "string | null")]
        pages: Option<PageRanges>,
        /// And of them not these.
        #[ts(type = "string | null")]
        leave_out: Option<PageRanges>,
    },
    /// Pages are left out or put back; the others stay as they are.
    LeaveOut {
        /// Which.
        pages: Vec<PagesOf>,
        /// Out, or back.
        out: bool,
    },
    /// Pages are turned clockwise, on top of how they stand now.
    Turn {
        /// Which.
        pages: Vec<PagesOf>,
        /// How far.
        #[ts(type = "number")]
        degrees: Turn,
    },
    /// Exhibits and documents go; their papers stay in the store. An exhibit that is empty then goes too.
    Remove {
        /// Which exhibits.
        exhibits: Vec<String>,
        /// Which documents.
        documents: Vec<String>,
    },
}

/// Pages of one document.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct PagesOf {
    /// Which document.
    pub document: String,
    /// Its pages, counted from 1; none for all.
    pub pages: Option<Vec<u32>>,
}
