//! Flaws that the proof found in a written file, as findings.

use expediente_model::{Code, Finding};
use expediente_proof::{Flaw, FlawKind};

/// The findings to show for the flaws of a file.
#[must_use]
pub fn findings_of_flaws(flaws: &[Flaw]) -> Vec<Finding> {
    flaws.iter().map(finding).collect()
}

fn finding(flaw: &Flaw) -> Finding {
    let code = match flaw.kind {
        FlawKind::Form => Code::ProofForm,
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
        FlawKind::OwnPage => Code::ProofOwnPage,
        FlawKind::Content => Code::ProofContent,
        FlawKind::Words => Code::ProofWords,
        FlawKind::Changed => Code::ProofChanged,
        FlawKind::Frame => Code::ProofFrame,
        FlawKind::Older => Code::ProofOlder,
        FlawKind::Foreign => Code::ProofForeign,
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
