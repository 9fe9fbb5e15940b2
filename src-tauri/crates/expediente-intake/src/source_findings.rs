//! Findings for what the PDF crate notices in a source.

use expediente_model::{Code, Finding, PageRanges};
use expediente_pdf::Notice;

/// The findings for what the assembler's crate noticed, each once.
#[must_use]
pub fn findings_of(notices: &[Notice]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for finding in notices.iter().map(finding) {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

/// The finding for one notice.
fn finding(notice: &Notice) -> Finding {
    let number = |page: &usize| u32::try_from(page + 1).unwrap_or(u32::MAX);
    let pages = |pages: &[usize]| {
        PageRanges::from_pages(pages.iter().map(number))
            .map(|r| r.to_string())
            .unwrap_or_default()
    };
    match notice {
        Notice::PageCountDiffers { declared, found } => Finding::new(Code::PdfPageCountDiffers)
            .with("declared", declared)
            .with("found", found),
        Notice::PagesByScan | Notice::Repaired => Finding::new(Code::PdfRepaired),
        Notice::EncryptedWithEmptyPassword => Finding::new(Code::PdfEmptyPassword),
        Notice::ActiveContent { active, count } => {
            let what = serde_json::to_value(active)
                .ok()
                .and_then(|v| v.as_str().map(ToOwned::to_owned));
            Finding::new(Code::PdfActiveContent)
                .with("what", what.unwrap_or_default())
                .with("count", count)
        }
        Notice::Markup { count, pages: on } => Finding::new(Code::PdfMarkup)
            .with("count", count)
            .with("pages", pages(on)),
        Notice::MarkupWithoutAppearance { count, pages: on } => {
            Finding::new(Code::PdfMarkupNotDrawn)
                .with("count", count)
                .with("pages", pages(on))
        }
        Notice::Xfa => Finding::new(Code::PdfXfaLeftOut),
        Notice::LinksDropped { page, count } => Finding::new(Code::LinksDropped)
            .with("count", count)
            .on_page(number(page)),
        Notice::UnappliedRedaction { count, pages: on } => {
            Finding::new(Code::PdfUnappliedRedaction)
                .with("count", count)
                .with("pages", pages(on))
        }
        Notice::FormFields { count } => Finding::new(Code::PdfForm).with("count", count),
        Notice::FieldWithoutAppearance { names } => {
            Finding::new(Code::PdfFieldWithoutAppearance).with("names", names.join(", "))
        }
        Notice::Signed { count } => Finding::new(Code::PdfSigned).with("count", count),
        Notice::HiddenLayers { names } => {
            Finding::new(Code::PdfHiddenLayers).with("names", names.join(", "))
        }
        Notice::PageUnreadable { page } => {
            Finding::new(Code::PdfPageUnreadable).on_page(number(page))
        }
        Notice::ContentDamaged { page } => {
            Finding::new(Code::PdfContentUnreadable).on_page(number(page))
        }
        Notice::PartUnreadable { .. } => Finding::new(Code::PdfContentUnreadable),
    }
}
