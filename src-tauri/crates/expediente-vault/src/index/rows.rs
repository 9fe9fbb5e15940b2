//! The rows of the index and their keys.

use std::collections::BTreeMap;

use expediente_model::{Act, Document, DocumentId, Exhibit, ExhibitId, MatterId, Place};
use fractional_index::FractionalIndex;
use serde::{Deserialize, Serialize};

use crate::index::fault::IndexFault;
use crate::journal::matter_state::MatterState;
use crate::journal::record::Built;
use crate::journal::tip::Tip;

/// The version of the rows; an index of another version is rebuilt.
pub const FORM: u32 = 1;

/// Kinds of rows, each one byte of the key.
pub const FACTS: u8 = b'f';
pub const ITEM: u8 = b'i';
pub const EXHIBIT: u8 = b'x';
pub const DOCUMENT: u8 = b'd';
pub const UNDO: u8 = b'u';
pub const REDO: u8 = b'r';

/// The first byte of the key of every [`MatterRow`].
pub const MATTER: u8 = b'M';

/// One matter in the list of matters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatterRow {
    pub(crate) form: u32,
    /// Its id.
    pub id: MatterId,
    /// Its short name.
    pub name: String,
    /// The person it is about.
    pub person: String,
    /// Title of the filing.
    pub title: String,
    /// The profile's name.
    pub profile: String,
    /// Number of exhibits.
    pub exhibits: usize,
    /// Number of papers received.
    pub papers: usize,
    /// When it last changed: RFC 3339, UTC.
    pub updated: String,
    /// The last dossier built from it, and when.
    pub built: Option<(String, Built)>,
    /// The folder that it was made from, as text.
    #[serde(default)]
    pub source: Option<String>,
    /// Whether its journal is readable only in part or comes from a newer version.
    pub read_only: bool,
    pub(crate) tip: Tip,
    pub(crate) highest_id: u64,
    /// Number of the other rows of this matter.
    pub(crate) rows: usize,
}

impl MatterRow {
    pub(crate) fn new(state: &MatterState, tip: Tip, read_only: bool, rows: usize) -> Self {
        let matter = &state.matter;
        Self {
            form: FORM,
            id: matter.id.clone(),
            name: matter.name.clone(),
            person: matter.facts.person.clone(),
            title: matter.facts.title.clone(),
            profile: matter.facts.profile.clone(),
            exhibits: matter.exhibits.len(),
            papers: matter.items.len(),
            updated: state.updated.clone(),
            built: state.built.clone(),
            source: state.source.clone(),
            read_only,
            tip,
            highest_id: matter.highest_id,
            rows,
        }
    }
}

/// The order keys of a matter's exhibits and documents, and the number of its rows.
#[derive(Clone, Debug, Default)]
pub struct OrderKeys {
    pub exhibits: BTreeMap<ExhibitId, FractionalIndex>,
    pub documents: BTreeMap<Place, BTreeMap<DocumentId, FractionalIndex>>,
    pub rows: usize,
}

/// An exhibit without its documents, which have rows of their own.
#[derive(Serialize, Deserialize)]
pub struct ExhibitRow {
    pub key: FractionalIndex,
    pub exhibit: Exhibit,
}

#[derive(Serialize, Deserialize)]
pub struct DocumentRow {
    pub place: Place,
    pub key: FractionalIndex,
    pub document: Document,
}

#[derive(Serialize, Deserialize)]
pub struct StepRow {
    pub act: Act,
    pub record: u64,
    pub offset: u64,
}

/// The key of a matter's first row.
pub fn matter_key(id: &MatterId) -> Vec<u8> {
    [&[MATTER], id.as_str().as_bytes(), &[0]].concat()
}

/// What the keys of all other rows of a matter begin with.
pub fn rows_prefix(id: &MatterId) -> Vec<u8> {
    [b"R", id.as_str().as_bytes(), &[0]].concat()
}

/// The key of a row of one kind.
pub fn row_key(id: &MatterId, kind: u8, name: &[u8]) -> Vec<u8> {
    [rows_prefix(id).as_slice(), &[kind], name].concat()
}

/// The key of one value of a row.
pub fn part_key(name: &[u8], number: usize) -> Result<Vec<u8>, IndexFault> {
    let number =
        u16::try_from(number).map_err(|_| IndexFault::bug("a row has more than 65,536 values"))?;
    Ok([name, &number.to_be_bytes()].concat())
}
