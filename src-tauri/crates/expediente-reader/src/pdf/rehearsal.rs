//! Copies a PDF the way a build will, has the copy proved, and describes the paper: pages,
//! findings, what is promised of its pages.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::mem;
use std::sync::Arc;

use expediente_intake::limits;
use expediente_intake::protocol::{REHEARSAL_NAME, REPLACEMENT_NAME, UntrustedPaper};
use expediente_model::{Bytes, Code, Finding, PageBoxes, PageDigest, PageFacts, Promises};
use expediente_pdf::{
    AssembleError, Assembler, CatalogEntries, Notice, OpenError, Orientation, Page, Picture,
    PlacedPicture, Rect, Setup, Sheet, Source, StampFont,
};
use expediente_proof::{Promised, Unproved};

use crate::out_folder::OutFolder;
use crate::page_facts::ink;
use crate::{mapped_file, page_facts};

/// Adds to the description of a paper what its pages show: first words, facts, with the weights
/// that the rehearsal measured, and words that nobody sees. Returns the pages that show nothing.
///
/// # Errors
/// The copy that was rehearsed lacks something that a page shows.
pub(crate) fn add_page_facts(
    described: UntrustedPaper,
    source: &Arc<Source>,
    weighed: Weighed,
    out: &OutFolder<'_>,
) -> Result<(UntrustedPaper, Vec<usize>), Finding> {
    let Weighed {
        weights,
        shared,
        written,
        ..
    } = weighed;
    let uncopyable = || Finding::new(Code::PdfUncopyable);
    let written = written.ok_or_else(uncopyable)?;
    let copy = Source::open(Arc::clone(&written), None).map_err(|_| uncopyable())?;
    let seen = page_facts::read(Arc::clone(source), Arc::new(copy), out.optional_until());
    if let Some(page) = seen.lost {
        return Err(uncopyable().with("why", "content-lost").on_page(page));
    }
    let page_facts = seen.page_facts.map(|page_facts| {
        let ink = ink::read(written, source.page_count(), out.optional_until());
        Box::new(PageFacts {
            weights,
            shared,
            ink: Some(ink),
            ..page_facts
        })
    });
    let mut findings = described.findings;
    findings.extend(seen.findings);
    let described = UntrustedPaper {
        first_words: seen.first_words,
        page_facts,
        findings,
        ..described
    };
    Ok((described, seen.blank))
}

/// Completes the description of a paper by the PDF that replaces it, because that is the one that
/// goes into a dossier: what is promised of its pages, and, if asked for, facts about them.
pub(crate) fn of_replacement(
    described: UntrustedPaper,
    words: bool,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let bytes = mapped_file::map(&out.path(REPLACEMENT_NAME)).map_err(|e| unwritten(&e))?;
    let source = Source::open(Arc::new(bytes), None).map_err(|e| refusal(&e))?;
    let source = Arc::new(source);
    let (weighed, promises) = rehearse(&source, out)?;
    let described = UntrustedPaper {
        promises: Some(promises),
        ..described
    };
    if !words {
        return Ok(described);
    }
    out.mark_as_read();
    let (described, _) = add_page_facts(described, &source, weighed, out)?;
    Ok(described)
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

/// Copies every page to nowhere.
pub(crate) fn weigh(source: &Arc<Source>) -> Result<Weighed, Finding> {
    let (_, weighed) = copy(source, std::io::sink())?;
    Ok(weighed)
}

/// Makes the dossier of this paper alone, as a build will make it, and has it proved. Anything that
/// would break or exhaust the program during a build or its proof does so here, where there are
/// limits and nothing can be lost; and what the proof finds on the pages is what is promised.
pub(crate) fn rehearse(
    source: &Arc<Source>,
    out: &OutFolder<'_>,
) -> Result<(Weighed, Box<Promises>), Finding> {
    let (mut weighed, promised, written) =
        rehearsed(out, source.page_count(), |file| copy(source, file))?;
    weighed.written = Some(written);
    let pages = promised.into_iter().map(|promised| {
        let page = promised.page;
        let boxes = PageBoxes {
            media: page.media,
            visible: page.visible,
            rotate: page.rotate,
            unit: page.unit,
        };
        (PageDigest::from_bytes(page.digest), boxes)
    });
    let promises = Promises::of(pages)
        .with_contents(mem::take(&mut weighed.contents))
        .with_whole_pictures(!weighed.cuts_pictures);
    Ok((weighed, Box::new(promises)))
}

/// Makes a picture's sheet and has it proved. Returns what is promised of the picture.
pub(crate) fn rehearse_picture(
    picture: Picture,
    out: &OutFolder<'_>,
) -> Result<PageDigest, Finding> {
    let damaged = |error| match error {
        AssembleError::Io(error) => unwritten(&error),
        _ => Finding::new(Code::PictureDamaged),
    };
    let (_, promised, _) = rehearsed(out, 1, |file| {
        let mut assembler = begin(file, 1)?;
        let picture = assembler.picture(picture).map_err(damaged)?;
        let (width, height) = (612.0, 792.0);
        let mut page = Page::new(Sheet::Blank { width, height });
        page.pictures.push(PlacedPicture {
            picture,
            rect: Rect::new(0.0, 0.0, width, height),
            orientation: Orientation::UPRIGHT,
            words: None,
        });
        assembler.page(page).map_err(damaged)?;
        Ok((assembler, ()))
    })?;
    let promised = promised.first().and_then(|page| page.pictures.first());
    let digest = promised.ok_or_else(|| Finding::new(Code::PictureDamaged))?;
    Ok(PageDigest::from_bytes(*digest))
}

/// Writes a dossier into a file of the folder, has it proved, and removes it. Its bytes stay
/// mapped.
fn rehearsed<T>(
    out: &OutFolder<'_>,
    pages: usize,
    write: impl FnOnce(BufWriter<File>) -> Result<(Assembler<BufWriter<File>>, T), Finding>,
) -> Result<(T, Vec<Promised>, Bytes), Finding> {
    let path = out.path(REHEARSAL_NAME);
    let file = File::create(&path).map_err(|e| unwritten(&e))?;
    let (assembler, result) = write(BufWriter::new(file))?;
    let assembled = assembler
        .finish(CatalogEntries::plain(pages))
        .map_err(uncopied)?;
    let mut file = assembled.out;
    file.flush().map_err(|e| unwritten(&e))?;
    drop(file);
    let map: Bytes = Arc::new(mapped_file::map(&path).map_err(|e| unwritten(&e))?);
    let promised = expediente_proof::promises(&(*map).as_ref());
    // The parent removes the folder in any case.
    let _ = std::fs::remove_file(&path);
    match promised {
        Ok(promised) => Ok((result, promised, map)),
        Err(Unproved::Wrong(flaws)) => {
            let finding = Finding::new(Code::PdfUncopyable);
            let flaw = flaws.first();
            let finding = match flaw.and_then(|flaw| flaw.details.get("why")) {
                Some(why) => finding.with("why", why),
                None => finding,
            };
            Err(match flaw.and_then(|flaw| flaw.page) {
                Some(page) => finding.on_page(page),
                None => finding,
            })
        }
        Err(Unproved::Unreadable(error)) => Err(unwritten(&error)),
        Err(Unproved::Cancelled) => Err(Finding::new(Code::ReaderFailed)),
    }
}

/// Why a file of ours could not be written.
pub(crate) fn unwritten(error: &io::Error) -> Finding {
    Finding::unreadable(error)
}

/// Why pages could not be copied.
pub(crate) fn uncopied(error: AssembleError) -> Finding {
    match error {
        AssembleError::Io(error) => unwritten(&error),
        _ => Finding::new(Code::PdfDamaged),
    }
}

fn begin<W: Write>(to: W, pages: usize) -> Result<Assembler<W>, Finding> {
    let font =
        StampFont::parse(FONT).map_err(|e| Finding::new(Code::FileUnreadable).with("why", e))?;
    let setup = Setup {
        font,
        output_intent: None,
    };
    Assembler::new(to, pages, setup).map_err(uncopied)
}

/// The results of copying every page.
pub(crate) struct Weighed {
    pub(crate) notices: Vec<Notice>,
    /// Bytes that each page takes, in order, with the table entries of its objects; what pages
    /// share counts for the first of them.
    weights: Vec<u64>,
    /// Bytes that must at most be written twice when the paper is cut in two.
    shared: u64,
    /// What is known of the content of each page; empty where a build must read it.
    contents: Vec<String>,
    /// Something was cut out of a picture.
    cuts_pictures: bool,
    /// The dossier of this paper alone, where it was written to be proved.
    written: Option<Bytes>,
}

/// Copies every page of a source; returns the unfinished assembler and what it reported.
pub(crate) fn copy<W: Write>(
    source: &Arc<Source>,
    to: W,
) -> Result<(Assembler<W>, Weighed), Finding> {
    let count = source.page_count();
    let mut assembler = begin(to, count)?.weighing();
    let id = assembler.source(
        Arc::clone(source),
        &[(0..count).map(|page| (page, page)).collect()],
    );
    let (mut notices, mut weights) = (Vec::new(), Vec::with_capacity(count));
    let mut contents = Vec::with_capacity(count);
    let mut before = assembler.weight();
    for page in 0..count {
        notices.extend(
            assembler
                .page(Page::of_source(id, page))
                .map_err(uncopied)?,
        );
        let content = assembler.plain_content();
        let content = content.and_then(|content| content.to_text());
        contents.push(content.unwrap_or_else(String::new));
        let after = assembler.weight();
        weights.push(after.saturating_sub(before));
        before = after;
    }
    let shared = assembler.shared(id);
    let cuts_pictures = assembler.cuts_pictures(id);
    Ok((
        assembler,
        Weighed {
            notices,
            weights,
            shared,
            contents,
            cuts_pictures,
            written: None,
        },
    ))
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
