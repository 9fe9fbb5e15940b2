//! The records of a journal, as they are on disk.

use expediente_model::{Act, Change, Digest, Facts, Item, MatterId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The version that this program writes. It does not understand records with a higher one.
pub const VERSION: u32 = 1;

/// A line of the journal: the record, and the hash of its bytes as written.
#[derive(Serialize, Deserialize)]
pub struct Line {
    pub hash: Digest,
    pub record: Box<RawValue>,
}

/// The part of a record that all versions share.
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
    /// Hash of the previous record; none in the first.
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
    /// The matter was created with these facts.
    Created {
        id: MatterId,
        name: String,
        facts: Box<Facts>,
        /// The folder that it is made from, as text; none for one that was begun by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
    },
    /// A paper is durable in originals/.
    Received { item: Box<Item> },
    /// A change, with the change that reverts it.
    Changed {
        act: Act,
        cause: Cause,
        change: Box<Change>,
        inverse: Box<Change>,
    },
    /// A dossier was built and verified.
    Built(Built),
}

/// Why a change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The user made it.
    Act,
    /// It reverts the last act.
    Undo,
    /// It repeats the act that was undone last.
    Redo,
}

/// A dossier that was built and verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// SHA-256 of the PDF.
    pub sha256: Digest,
    /// Its bytes.
    pub bytes: u64,
    /// Its pages.
    pub pages: u32,
    /// The profile it was built for.
    pub profile: String,
    /// If the dossier was split, the SHA-256 of each volume; `sha256` is then that of the first,
    /// and `bytes` and `pages` cover all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Digest>,
}
