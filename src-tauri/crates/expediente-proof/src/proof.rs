//! Results of a proof.

use crate::flaw::Flaw;

/// A proved file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Pages, each with its label proved.
    pub pages: usize,
    /// Exhibits, each found in the table, on a slip sheet and in the outline.
    pub exhibits: usize,
    /// Links and outline entries whose targets were proved.
    pub links: usize,
}

/// Why a file is not proved.
#[derive(Debug)]
pub enum Unproved {
    /// The file could not be read.
    Unreadable(std::io::Error),
    /// The file is not as it should be. At most 50 flaws are listed.
    Wrong(Vec<Flaw>),
    /// The caller cancelled.
    Cancelled,
}
