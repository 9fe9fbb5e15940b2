//! Completes a paper that pages of ours were made of.

use std::collections::BTreeMap;

use expediente_intake::protocol::{InspectRequest, PagesRequest, REPLACEMENT_NAME, UntrustedPaper};
use expediente_model::{Catalogue, Code, Finding, Purpose};

use crate::out_folder::OutFolder;
use crate::pdf;
use crate::typeset::page_layout::Layout;

/// The version of these pages: the same words make other pages with another.
const MADE_BY: &str = concat!("expediente ", env!("CARGO_PKG_VERSION"), ", pages 1");

/// The words of the pages, in the language of the user.
pub(crate) fn texts(pages: &PagesRequest) -> Result<Catalogue, Finding> {
    let json = serde_json::to_string(&pages.texts);
    let texts = json.ok().and_then(|json| Catalogue::from_json(&json).ok());
    texts.ok_or_else(|| Finding::new(Code::ReaderFailed))
}

/// What is known of a paper before its pages are written.
#[derive(Default)]
pub(crate) struct Known {
    /// The choices with which they are made.
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) findings: Vec<Finding>,
    /// The words from which a title is suggested.
    pub(crate) first_words: Option<String>,
}

/// Writes the pages and reads them as any other paper.
///
/// # Errors
/// When they cannot be written or proved.
pub(crate) fn paper(
    layout: Layout,
    header: impl Fn(usize, usize, Option<(u64, u64)>) -> (String, String),
    request: &InspectRequest,
    known: Known,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let Known {
        mut settings,
        mut findings,
        first_words,
    } = known;
    let pages = &request.pages;
    let (count, missing) = layout.write(&out.path(REPLACEMENT_NAME), header)?;
    findings.extend(missing);
    let language = pages.texts.get("language");
    settings.extend(language.map(|tag| ("language".to_owned(), tag.clone())));
    settings.insert(expediente_model::MADE_BY.to_owned(), MADE_BY.to_owned());
    let (across, down) = pages.paper;
    settings.insert("paper".to_owned(), format!("{across}x{down}"));
    let described = UntrustedPaper {
        pages: u32::try_from(count).map_err(|_| Finding::new(Code::ReaderFailed))?,
        instead: Some(Purpose::Typeset),
        settings,
        findings,
        ..UntrustedPaper::default()
    };
    let paper = pdf::of_replacement(described, request.words, out)?;
    Ok(UntrustedPaper {
        // The pages begin with a header of ours, from which nothing is concluded.
        first_words: if request.words { first_words } else { None },
        ..paper
    })
}

/// The words at the right of a header: which page of how many.
pub(crate) fn page_of(texts: &Catalogue, page: usize, count: usize) -> String {
    texts.fill(
        "typeset.page",
        [("page", page.to_string()), ("pages", count.to_string())],
    )
}

/// The name of the file as a header shows it, with the file that it came out of.
pub(crate) fn shown_name(request: &PagesRequest) -> String {
    match &request.origin {
        Some(origin) => format!("{} ({})", request.name, origin.name),
        None => request.name.clone(),
    }
}
