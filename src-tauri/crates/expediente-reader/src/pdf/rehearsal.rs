//! A PDF to what is known of it: pages, findings, an unlocked copy where a password was needed.
//!
//! What becomes of one that cannot be read as it is belongs to `ladder`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;

use expediente_model::{Bytes, Code, Finding, Looks, PageRanges, Purpose};
use expediente_pdf::{
    Assembler, Closing, Notice, OpenAt, OpenError, Page, Properties, Setup, Source, StampFont,
    Timestamp,
};

use crate::caps;
use crate::inspect::Out;
use crate::received::{INSTEAD_NAME, Untrusted};
use crate::{ladder, looks, mapped};

pub(crate) fn inspect(
    bytes: Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &Out<'_>,
) -> Result<Untrusted, Finding> {
    // Fuzzing found bytes on which hayro panics where overflow is checked (a predictor's row of too many bits); such a file has the
    // same way up the ladder as one that it cannot read.
    let first = ladder::guarded(|| as_it_is(&bytes, password, words, out)).unwrap_or_else(|| {
        // What it may have begun to write stands in the way of the next step.
        let _ = std::fs::remove_file(out.path(INSTEAD_NAME));
        Err(Finding::new(Code::PdfDamaged))
    });
    match first {
        Err(finding) if ladder::may_help(finding.code) => {
            ladder::climb(&bytes, password, words, out, finding.code).unwrap_or(Err(finding))
        }
        result => result,
    }
}

/// The first step of the ladder: the file as it is.
fn as_it_is(
    bytes: &Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &Out<'_>,
) -> Result<Untrusted, Finding> {
    let source = Arc::new(Source::open(Arc::clone(bytes), password).map_err(|e| refusal(&e))?);
    let described = described(&source)?;
    let mut notices = source.survey();
    let mut weighed = rehearse(&source)?;
    notices.append(&mut weighed.notices);
    let lost = notices
        .iter()
        .filter(|notice| ladder::is_lost(notice))
        .count();
    if lost > 0
        && let Some(received) =
            ladder::with_lost_parts(bytes, password, words, out, (source.page_count(), lost))
    {
        return Ok(received);
    }
    let mut findings = findings_of(&notices);
    let instead = source.needed_password().then_some(Purpose::Unlocked);
    if instead.is_some() {
        write_unlocked(&source, out)?;
        findings.push(Finding::new(Code::PdfUnlocked));
    }
    if words {
        out.has_read();
    }
    if words && notices.iter().any(is_doubtful) {
        findings.extend(ladder::second_opinion(
            (**bytes).as_ref(),
            password,
            source.page_count(),
        ));
    }
    let (first_words, looks) = if words {
        looks_of(&source, weighed, out)
    } else {
        (None, None)
    };
    Ok(Untrusted {
        instead,
        findings,
        first_words,
        looks,
        ..described
    })
}

/// The first words of a PDF, and what its pages hold, with what the rehearsal weighed.
fn looks_of(
    source: &Arc<Source>,
    weighed: Weighed,
    out: &Out<'_>,
) -> (Option<String>, Option<Box<Looks>>) {
    let (first_words, looks) = looks::read(Arc::clone(source), out.conveniences_end());
    let Weighed {
        weights, shared, ..
    } = weighed;
    (
        first_words,
        looks.map(|looks| {
            Box::new(Looks {
                weights,
                shared,
                ..looks
            })
        }),
    )
}

/// The same of the PDF that was made to stand for the original: it is what goes into a dossier.
pub(crate) fn looks_of_instead(out: &Out<'_>) -> (Option<String>, Option<Box<Looks>>) {
    let read = || {
        let bytes = mapped::map(&out.path(INSTEAD_NAME)).ok()?;
        let source = Arc::new(Source::open(Arc::new(bytes), None).ok()?);
        let weighed = rehearse(&source).ok()?;
        Some(looks_of(&source, weighed, out))
    };
    read().unwrap_or_default()
}

/// Whether pages may have been missed.
fn is_doubtful(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::Repaired
            | Notice::PagesByScan
            | Notice::PageCountDiffers { .. }
            | Notice::PageUnreadable { .. }
    )
}

/// What is known of every PDF that can be copied.
pub(crate) fn described(source: &Source) -> Result<Untrusted, Finding> {
    let count = source.page_count();
    let pages = u32::try_from(count)
        .ok()
        .filter(|&n| n <= caps::PAGES)
        .ok_or_else(|| {
            Finding::new(Code::TooManyPages)
                .with("pages", count)
                .with("limit", caps::PAGES)
        })?;
    let page_sizes = (0..count)
        .filter_map(|index| source.page(index))
        .map(|page| {
            let (width, height) = page.displayed_size();
            // Points on paper need no more than a float's 24 bits.
            #[allow(clippy::cast_possible_truncation)]
            [width as f32, height as f32]
        });
    Ok(Untrusted {
        pages,
        page_sizes: page_sizes.collect(),
        title: source.title(),
        ..Untrusted::default()
    })
}

/// The font in which the assembler draws what a page leaves to its viewer.
pub(crate) const FONT: &[u8] = include_bytes!("../../../../assets/fonts/ExpedienteSerif-Bold.ttf");

/// Copies every page to nowhere, as a build will copy it: what would break or exhaust the program that builds a dossier
/// does so here, where there are limits and nothing to lose.
pub(crate) fn rehearse(source: &Arc<Source>) -> Result<Weighed, Finding> {
    let (_, weighed) = copy(source, std::io::sink())?;
    Ok(weighed)
}

/// What a copy of every page told.
pub(crate) struct Weighed {
    pub(crate) notices: Vec<Notice>,
    /// Bytes that each page takes, in order, with the entries of its objects in the table; what pages share counts for the
    /// first of them.
    weights: Vec<u64>,
    /// Bytes that must at most be written once more where the paper is cut in two.
    shared: u64,
}

/// Every page of a source through the assembler, which is not finished yet, and what came of it.
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
        (0..count).map(|page| (page, page)).collect(),
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

/// How a file ends that is read by this program only: no outline, no words about itself.
pub(crate) fn plain_closing(pages: usize) -> Closing {
    Closing {
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

fn write_unlocked(source: &Arc<Source>, out: &Out<'_>) -> Result<(), Finding> {
    let failed =
        |_: &dyn std::fmt::Display| Finding::new(Code::FileUnreadable).with("why", "not-written");
    let file = File::create_new(out.path(INSTEAD_NAME)).map_err(|e| failed(&e))?;
    let mut written = source
        .write_unlocked(BufWriter::new(file))
        .map_err(|e| failed(&e))?;
    written.flush().map_err(|e| failed(&e))
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
    };
    Finding::new(code)
}

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
