//! The end of a journal.

use expediente_model::Digest;

/// Where a journal ends: the next record follows here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tip {
    /// Records so far.
    pub seq: u64,
    /// Hash of the last record.
    pub hash: Option<Digest>,
    /// Bytes so far.
    pub length: u64,
}

impl Tip {
    /// The end of an empty journal.
    pub const START: Self = Self {
        seq: 0,
        hash: None,
        length: 0,
    };
}
