//! Building a dossier, and proving one.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use expediente_bundle::BundlePlan;
use expediente_bundle::findings_of_flaws;
use expediente_intake::findings_of;
use expediente_model::{Catalogue, Digest, Finding, Matter, Place};
use expediente_proof::{ExpectedDossier, Proof, Unproved, verify};
use serde::Serialize;
use ts_rs::TS;

use crate::building::folder_of;
use crate::error::At;
use crate::platform;
use crate::{App, AppError, FindingView, Phase, Watch};

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

impl App {
    /// Whether a dossier could be written at a place: asked before papers are taken in, which can take long.
    ///
    /// # Errors
    /// When its folder is not there or cannot be written to, or the place is a folder itself.
    pub fn can_write(out: &Path) -> Result<(), AppError> {
        let folder = folder_of(out);
        if !folder.is_dir() {
            return Err(AppError::NoFolder(folder.to_owned()));
        }
        if out.is_dir() {
            return Err(AppError::IsFolder(out.to_owned()));
        }
        tempfile::tempfile_in(folder).map(|_| ()).at(folder)
    }

    /// Proves a file that Expediente wrote, by itself.
    ///
    /// # Errors
    /// When it cannot be read, or is not as it should be.
    pub fn verify(path: &Path, watch: &dyn Watch) -> Result<ProofReport, AppError> {
        let file = File::open(path).at(path)?;
        prove(file, None, path, watch).map(ProofReport::from)
    }

    /// A proof's findings with their sentences, without a store.
    #[must_use]
    pub fn proof_findings(texts: &Catalogue, findings: &[Finding]) -> Vec<FindingView> {
        findings
            .iter()
            .map(|finding| FindingView::new(texts, finding, None))
            .collect()
    }

    /// What intake found in the papers that are in the dossier.
    pub(crate) fn paper_findings(&self, matter: &Matter, plan: &BundlePlan) -> Vec<FindingView> {
        let inside = plan.exhibits.iter().flat_map(|exhibit| {
            let place = Place::Exhibit(exhibit.id);
            exhibit
                .documents
                .iter()
                .map(move |document| (place, document))
        });
        let front = plan.front.iter().map(|document| (Place::Front, document));
        let back = plan.back.iter().map(|document| (Place::Back, document));
        let mut used = BTreeSet::new();
        let mut views = Vec::new();
        for (place, document) in front.chain(inside).chain(back) {
            let Some(item) = matter.items.get(&document.item) else {
                continue;
            };
            if used.insert(document.item) {
                let view = |finding| {
                    FindingView::new(self.texts(), finding, Some(&item.name))
                        .at(Some(place), Some(document.id))
                };
                views.extend(item.findings.iter().map(view));
            }
        }
        views
    }

    /// What the papers lost while they were copied and intake did not know.
    pub(crate) fn lost(
        &self,
        matter: &Matter,
        notices: Vec<(Digest, expediente_pdf::Notice)>,
    ) -> Vec<FindingView> {
        let mut views = Vec::new();
        for (digest, notice) in notices {
            let Some(item) = matter.items.get(&digest) else {
                continue;
            };
            for finding in findings_of(&[notice]) {
                let known = item
                    .findings
                    .iter()
                    .any(|had| had.code == finding.code && had.page == finding.page);
                if !known {
                    views.push(FindingView::new(self.texts(), &finding, Some(&item.name)));
                }
            }
        }
        views.dedup();
        views
    }
}

pub(crate) fn prove(
    file: File,
    expected: Option<&ExpectedDossier>,
    path: &Path,
    watch: &dyn Watch,
) -> Result<Proof, AppError> {
    let file = platform::SharedFile(file);
    verify(&file, expected, &mut |done, total| {
        watch.step(Phase::Prove, done, total)
    })
    .map_err(|unproved| match unproved {
        Unproved::Unreadable(source) => AppError::Io {
            path: path.to_owned(),
            source,
        },
        Unproved::Wrong(flaws) => AppError::Unproved(findings_of_flaws(&flaws)),
        Unproved::Cancelled => AppError::Cancelled,
    })
}
