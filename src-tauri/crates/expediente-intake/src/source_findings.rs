//! Findings for notices of the PDF crate.

use expediente_model::{Code, Finding, PageRanges};
use expediente_pdf::{ActiveKind, Notice};

/// The findings for the notices about a source, each once.
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
    // A paper has at most `limits::PAGES` pages, so its page numbers fit.
    let number = |page: &usize| u32::try_from(page + 1).unwrap_or(u32::MAX);
    let pages = |pages: &[usize]| {
        let ranges = PageRanges::from_pages(pages.iter().map(number));
        // Some notices are about the whole file and name no page.
        ranges.map_or_else(String::new, |ranges| ranges.to_string())
    };
    match notice {
        Notice::PageCountDiffers { declared, found } => Finding::new(Code::PdfPageCountDiffers)
            .with("declared", declared)
            .with("found", found),
        Notice::PagesByScan | Notice::Repaired => Finding::new(Code::PdfRepaired),
        Notice::EncryptedWithEmptyPassword => Finding::new(Code::PdfEmptyPassword),
        Notice::ActiveContent { active, count } => Finding::new(Code::PdfActiveContent)
            .with("what", active_word(*active))
            .with("count", count),
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
        Notice::HiddenWordsKept { page } => {
            Finding::new(Code::PdfHiddenWordsKept).on_page(number(page))
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

/// The word of a kind of active content in the catalogues.
fn active_word(active: ActiveKind) -> &'static str {
    match active {
        ActiveKind::JavaScript => "java-script",
        ActiveKind::Launch => "launch",
        ActiveKind::SubmitForm => "submit-form",
        ActiveKind::ImportData => "import-data",
        ActiveKind::GoToR => "go-to-r",
        ActiveKind::GoToE => "go-to-e",
        ActiveKind::EmbeddedFiles => "embedded-files",
        ActiveKind::RichMedia => "rich-media",
        ActiveKind::OpenAction => "open-action",
        ActiveKind::AdditionalActions => "additional-actions",
        ActiveKind::OtherLinks => "other-links",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word in a finding is the one in other reports, so that its text is found.
    #[test]
    fn active_content_has_one_word() {
        for active in [
            ActiveKind::JavaScript,
            ActiveKind::Launch,
            ActiveKind::SubmitForm,
            ActiveKind::ImportData,
            ActiveKind::GoToR,
            ActiveKind::GoToE,
            ActiveKind::EmbeddedFiles,
            ActiveKind::RichMedia,
            ActiveKind::OpenAction,
            ActiveKind::AdditionalActions,
            ActiveKind::OtherLinks,
        ] {
            let written = serde_json::to_value(active).unwrap();
            assert_eq!(written.as_str(), Some(active_word(active)));
        }
    }
}
