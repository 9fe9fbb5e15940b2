//! Proves a written dossier.

use std::fs::File;
use std::path::Path;

use expediente_bundle::findings_of_flaws;
use expediente_model::{Catalogue, Finding};
use expediente_proof::{ExpectedDossier, Proof, Unproved};

use crate::error::{AppError, At};
use crate::filing::report::ProofReport;
use crate::platform;
use crate::views::finding_view::FindingView;
use crate::watch::{Phase, Watch};

/// Proves a file that Expediente wrote, from the file alone.
///
/// # Errors
/// When it cannot be read, or does not pass its proof.
pub fn verify(path: &Path, watch: &dyn Watch) -> Result<ProofReport, AppError> {
    let file = File::open(path).at(path)?;
    prove(file, None, path, watch).map(ProofReport::from)
}

/// The findings of a proof with their sentences, without a store.
#[must_use]
pub fn proof_findings(texts: &Catalogue, findings: &[Finding]) -> Vec<FindingView> {
    findings
        .iter()
        .map(|finding| FindingView::new(texts, finding, None))
        .collect()
}

/// What a build promised of a file.
pub(crate) struct Promised<'a> {
    /// Its pages.
    pub(crate) dossier: &'a ExpectedDossier,
    /// The SHA-256 of the bytes that were written.
    pub(crate) sha256: [u8; 32],
}

pub(crate) fn prove(
    file: File,
    promised: Option<&Promised<'_>>,
    path: &Path,
    watch: &dyn Watch,
) -> Result<Proof, AppError> {
    let file = platform::SharedFile(file);
    let expected = promised.map(|promised| promised.dossier);
    let sha256 = promised.map(|promised| promised.sha256);
    expediente_proof::verify(&file, expected, sha256, &mut |done, total| {
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
