//! The records of a journal, as they lie on disk.

use expediente_model::{Act, Change, Digest, Facts, Item, MatterId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The version that this program writes. Records of a higher one are not understood.
pub const VERSION: u32 = 1;

/// A line of the journal: the record, and the hash of its bytes as written.
#[derive(Serialize, Deserialize)]
pub struct Line {
    pub hash: Digest,
    pub record: Box<RawValue>,
}

/// The part of a record that every version has.
#[derive(Deserialize)]
pub struct Head {
    pub v: u32,
    pub seq: u64,
    pub prev: Option<Digest>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the record's form.
    pub v: u32,
    /// Counted from 1.
    pub seq: u64,
    /// Hash of the record before; none in the first.
    pub prev: Option<Digest>,
    /// RFC 3339, UTC.
    pub at: String,
    /// What happened.
    pub body: Body,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Body {
    /// The matter began, with what was said of it then.
    Created {
        id: MatterId,
        name: String,
        facts: Box<Facts>,
    },
    /// A paper is durable in originals/.
    Received { item: Box<Item> },
    /// A change, with what takes it back.
    Changed {
        act: Act,
        cause: Cause,
        change: Box<Change>,
        inverse: Box<Change>,
    },
    /// A dossier was built and proved.
    Built(Built),
}

/// Why a change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The user did it.
    Act,
    /// It takes the last act back.
    Undo,
    /// It does the last undone act again.
    Redo,
}

/// A dossier that was built and proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// SHA-256 of the PDF.
    pub sha256: Digest,
    /// Its bytes.
    pub bytes: u64,
    /// Its pages.
    pub pages: u32,
    /// The profile that it was built for.
    pub profile: String,
    /// SHA-256 of each volume where it was split; `sha256` is then that of the first, `bytes` and `pages` are those of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Digest>,
}
