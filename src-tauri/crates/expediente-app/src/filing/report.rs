//! Reports of builds and proofs.

use expediente_model::Digest;
use expediente_proof::Proof;
use serde::Serialize;
use ts_rs::TS;

use crate::views::finding_view::FindingView;

/// What the proof of a file established.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProofReport {
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The number of its pages, each with its number proved.
    pub pages: usize,
    /// The number of its exhibits.
    pub exhibits: usize,
    /// The number of links and bookmarks whose target was proved.
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
    /// The proof of all files together; the SHA-256 is that of the first.
    #[serde(flatten)]
    pub proof: ProofReport,
    /// Its size, formatted for people.
    pub size: String,
    /// The court's limit in bytes, where it has one.
    pub limit: Option<u64>,
    /// The limit, formatted for people.
    pub limit_size: Option<String>,
    /// The files: more than one if the dossier was split into volumes.
    pub files: Vec<BuiltFile>,
    /// What to look at before filing.
    pub findings: Vec<FindingView>,
    /// How many things stop the filing: unanswered findings of the preflight check, and files that
    /// the court does not accept. The proof covers none of them.
    pub stops: u32,
    /// How many findings somebody should look at before filing; the preflight check lists all.
    pub checks: u32,
    /// How many pages are only pictures of a damaged paper. The proof compares them with the
    /// pictures, not with the paper.
    pub drawn: u32,
}

/// One file of a built and proved dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BuiltFile {
    /// Its path.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its size, formatted for people.
    pub size: String,
    /// The number of its pages.
    pub pages: usize,
}
