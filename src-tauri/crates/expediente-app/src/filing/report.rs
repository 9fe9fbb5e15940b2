//! Building a dossier, and proving one.

use expediente_model::Digest;
use expediente_proof::Proof;
use serde::Serialize;
use ts_rs::TS;

use crate::views::finding_view::FindingView;

/// What was proved of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProofReport {
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its pages, each with its number proved.
    pub pages: usize,
    /// Its exhibits.
    pub exhibits: usize,
    /// Links and bookmarks whose goal was proved.
    pub links: usize,
}

impl From<Proof> for ProofReport {
    fn from(proof: Proof) -> Self {
        Self {
            sha256: Digest::from_bytes(proof.sha256).to_string(),
            bytes: proof.bytes,
            pages: proof.pages,
            exhibits: proof.exhibits,
            links: proof.links,
        }
    }
}

/// A dossier that was built and proved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BuildReport {
    /// What was proved, of all files together; the SHA-256 is that of the first.
    #[serde(flatten)]
    pub proof: ProofReport,
    /// Its size for people.
    pub size: String,
    /// The court's limit in bytes, where it has one.
    pub limit: Option<u64>,
    /// The limit for people.
    pub limit_size: Option<String>,
    /// The files; more than one where it was split into volumes.
    pub files: Vec<BuiltFile>,
    /// What to look at before it is filed.
    pub findings: Vec<FindingView>,
}

/// A file of a dossier that was built and proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BuiltFile {
    /// Where it lies.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its size for people.
    pub size: String,
    /// Its pages.
    pub pages: usize,
}
