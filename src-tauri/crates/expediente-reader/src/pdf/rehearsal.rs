//! Copies a PDF the way a build will, and describes it: pages, findings, and an unlocked copy if it
//! needed a password.

use std::io::Write;
use std::sync::Arc;

use expediente_intake::limits;
use expediente_intake::protocol::{REPLACEMENT_NAME, UntrustedPaper};
use expediente_model::{Code, Finding, PageFacts};
use expediente_pdf::{
    Assembler, CatalogEntries, Notice, OpenAt, OpenError, Page, Properties, Setup, Source,
    StampFont, Timestamp,
};

use crate::out_folder::OutFolder;
use crate::{mapped_file, page_facts};

/// The first words of a PDF, and facts about its pages, with the weights that the rehearsal
/// measured.
pub(crate) fn page_facts_of(
    source: &Arc<Source>,
    weighed: Weighed,
    out: &OutFolder<'_>,
) -> (Option<String>, Option<Box<PageFacts>>) {
    let (first_words, page_facts) = page_facts::read(Arc::clone(source), out.optional_until());
    let Weighed {
        weights, shared, ..
    } = weighed;
    (
        first_words,
        page_facts.map(|page_facts| {
            Box::new(PageFacts {
                weights,
                shared,
                ..page_facts
            })
        }),
    )
}

/// The same for the PDF that replaces the original, because it is the one that goes into a dossier.
pub(crate) fn page_facts_of_replacement(
    out: &OutFolder<'_>,
) -> (Option<String>, Option<Box<PageFacts>>) {
    let read = || {
        let bytes = mapped_file::map(&out.path(REPLACEMENT_NAME)).ok()?;
        let source = Arc::new(Source::open(Arc::new(bytes), None).ok()?);
        let weighed = rehearse(&source).ok()?;
        Some(page_facts_of(&source, weighed, out))
    };
    // Optional: a dossier can be built without them.
    read().unwrap_or((None, None))
}

/// The description of any PDF that can be copied.
pub(crate) fn described(source: &Source) -> Result<UntrustedPaper, Finding> {
    let count = source.page_count();
    let pages = u32::try_from(count)
        .ok()
        .filter(|&n| n <= limits::PAGES)
        .ok_or_else(|| {
            Finding::new(Code::TooManyPages)
                .with("pages", count)
                .with("limit", limits::PAGES)
        })?;
    Ok(UntrustedPaper {
        pages,
        ..UntrustedPaper::default()
    })
}

/// The font in which the assembler draws what a page leaves to its viewer.
pub(crate) const FONT: &[u8] =
    include_bytes!("../../../../../assets/fonts/ExpedienteSerif-Bold.ttf");

/// Copies every page to nowhere, as a build will copy it: anything that would break or exhaust the
/// program during a build does so here, where there are limits and nothing can be lost.
pub(crate) fn rehearse(source: &Arc<Source>) -> Result<Weighed, Finding> {
    let (_, weighed) = copy(source, std::io::sink())?;
    Ok(weighed)
}

/// The results of copying every page.
pub(crate) struct Weighed {
    pub(crate) notices: Vec<Notice>,
    /// Bytes that each page takes, in order, with the table entries of its objects; what pages
    /// share counts for the first of them.
    weights: Vec<u64>,
    /// Bytes that must at most be written twice when the paper is cut in two.
    shared: u64,
}

/// Copies every page of a source; returns the unfinished assembler and what it reported.
pub(crate) fn copy<W: Write>(
    source: &Arc<Source>,
    to: W,
) -> Result<(Assembler<W>, Weighed), Finding> {
    let damaged = |_| Finding::new(Code::PdfDamaged);
    let font =
        StampFont::parse(FONT).map_err(|e| Finding::new(Code::FileUnreadable).with("why", e))?;
    let count = source.page_count();
    let setup = Setup {
        font,
        output_intent: None,
    };
    let mut assembler = Assembler::new(to, count, setup)
        .map_err(damaged)?
        .weighing();
    let id = assembler.source(
        Arc::clone(source),
        &[(0..count).map(|page| (page, page)).collect()],
    );
    let (mut notices, mut weights) = (Vec::new(), Vec::with_capacity(count));
    let mut before = assembler.weight();
    for page in 0..count {
        notices.extend(assembler.page(Page::of_source(id, page)).map_err(damaged)?);
        let after = assembler.weight();
        weights.push(after.saturating_sub(before));
        before = after;
    }
    let shared = assembler.shared(id);
    Ok((
        assembler,
        Weighed {
            notices,
            weights,
            shared,
        },
    ))
}

/// The end of a file that only this program reads: no outline, no document properties.
pub(crate) fn plain_closing(pages: usize) -> CatalogEntries {
    CatalogEntries {
        outline: Vec::new(),
        labels: (1..=pages).map(|page| page.to_string()).collect(),
        info: Properties {
            title: String::new(),
            language: String::new(),
            author: None,
            created: Timestamp {
                year: 2000,
                month: 1,
                day: 1,
                hour: 0,
                minute: 0,
                second: 0,
            },
            producer: String::new(),
        },
        id: [0; 16],
        open_at: OpenAt::FitWidth,
    }
}

pub(crate) fn refusal(error: &OpenError) -> Finding {
    let code = match error {
        OpenError::Empty => Code::FileEmpty,
        OpenError::NotAPdf => Code::KindUnknown,
        OpenError::Encrypted => Code::PdfEncrypted,
        OpenError::WrongPassword => Code::PdfWrongPassword,
        OpenError::UnsupportedEncryption => Code::PdfEncryptionUnsupported,
        OpenError::NoPages => Code::PdfNoPages,
        OpenError::Damaged(_) => Code::PdfDamaged,
        OpenError::XfaOnly => Code::PdfXfaOnly,
        OpenError::Portfolio { files } => {
            return Finding::new(Code::PdfPortfolio).with("count", files);
        }
    };
    Finding::new(code)
}
