//! What a plan promises of a file, and what the proof says of it as findings.

use expediente_model::{Code, Finding};
use expediente_proof::{ExpectedDossier, Flaw, FlawKind};

use crate::plan::{BundlePlan, PlannedVolume};

/// What a plan promises of one volume. Pages are counted from the first of the file.
#[must_use]
pub fn expected_dossier(plan: &BundlePlan, volume: &PlannedVolume) -> ExpectedDossier {
    let pages = plan.pages.get(volume.pages.clone()).unwrap_or_default();
    let exhibits = plan
        .exhibits
        .get(volume.exhibits.clone())
        .unwrap_or_default();
    ExpectedDossier {
        labels: pages
            .iter()
            .map(|page| plan.label_of(page).unwrap_or_default().into())
            .collect(),
        slips: exhibits
            .iter()
            .map(|exhibit| exhibit.slip - volume.pages.start)
            .collect(),
        stamps: pages
            .iter()
            .map(|page| {
                plan.exhibit_label_of(page)
                    .into_iter()
                    .chain(plan.bates_of(page))
                    .collect()
            })
            .collect(),
    }
}

/// The findings that a person reads for what the proof found wrong.
#[must_use]
pub fn findings_of_flaws(flaws: &[Flaw]) -> Vec<Finding> {
    flaws.iter().map(finding).collect()
}

fn finding(flaw: &Flaw) -> Finding {
    let code = match flaw.kind {
        FlawKind::Form => Code::ProofForm,
        FlawKind::Reference => Code::ProofReference,
        FlawKind::Active => Code::ProofActive,
        FlawKind::Pages => Code::ProofPages,
        FlawKind::Label => Code::ProofLabel,
        FlawKind::GraphicsState => Code::ProofGraphicsState,
        FlawKind::StampMissing => Code::ProofStampMissing,
        FlawKind::StampHidden => Code::ProofStampHidden,
        FlawKind::StampStray => Code::ProofStampStray,
        FlawKind::Table => Code::ProofTable,
        FlawKind::TableMissing => Code::ProofTableMissing,
        FlawKind::Slip => Code::ProofSlip,
        FlawKind::Link => Code::ProofLink,
        FlawKind::Outline => Code::ProofOutline,
    };
    let details = flaw.details.iter();
    let finding = details.fold(Finding::new(code), |finding, (name, value)| {
        finding.with(name, value)
    });
    match flaw.page {
        Some(page) => finding.on_page(page),
        None => finding,
    }
}
