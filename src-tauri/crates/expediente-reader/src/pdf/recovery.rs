//! Recovers a PDF that cannot be read as it is, step by step.
//!
//! `inspect` tries the file as it is first. If that fails, a second reader (lopdf) reads it and
//! writes it again; it tolerates other kinds of damage than our own reader does. If that fails too,
//! the objects are gathered one by one from the bytes, ignoring the damaged table and trees. Each
//! result is opened, copied and checked exactly like an undamaged file. The last step renders the
//! pages of any version that opens, which loses the text but keeps what a viewer shows. Every step
//! makes a PDF that replaces the original, and a finding that says what was done. A panic in a step
//! counts as its failure.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use expediente_intake::limits;
use expediente_intake::protocol::{REPLACEMENT_NAME, UntrustedPaper};
use expediente_model::{Bytes, Code, Finding, Purpose};
use expediente_pdf::{
    Assembler, CatalogEntries, Notice, OpenError, Orientation, Page, Picture, PlacedPicture, Rect,
    Setup, Sheet, Source, StampFont, recover_newer_objects, recover_objects,
};
use hayro::hayro_syntax::{Pdf, PdfData};
use jpeg_encoder::SamplingFactor;
use memchr::memmem;

use crate::out_folder::OutFolder;
use crate::page_facts::drawing_operators::draws;
use crate::pdf::rehearsal;
use crate::raster::encode::to_jpeg;
use crate::raster::render::render_page;
use crate::signatures::Signatures;

/// Whether recovery may help with this refusal.
pub(crate) fn may_help(code: Code) -> bool {
    matches!(
        code,
        Code::PdfDamaged | Code::PdfNoPages | Code::KindUnknown | Code::PdfUncopyable
    )
}

/// Runs all further steps for a file that was refused with this code. None if all fail; a refusal
/// if one tells more about the file than that it is damaged.
pub(crate) fn climb(
    bytes: &Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
    code: Code,
) -> Option<Result<UntrustedPaper, Finding>> {
    let data: &[u8] = (**bytes).as_ref();
    let steps: [&dyn Fn() -> Option<Vec<u8>>; 2] = [&|| by_second_reader(data, password), &|| {
        recover_objects(data)
    }];
    let mut refusal = None;
    // A file too damaged to be opened cannot be rendered as it is either.
    let mut drawable: Vec<Bytes> = if code == Code::PdfDamaged {
        Vec::new()
    } else {
        vec![Arc::clone(bytes)]
    };
    for mended in steps.iter().filter_map(|step| guarded(step).flatten()) {
        let mended: Bytes = Arc::new(mended);
        match guarded(|| rebuilt(&mended, bytes, password, words, out, REBUILT)) {
            Some(Ok(received)) => return Some(Ok(received)),
            // Below the damage the file is encrypted, and that the user can resolve.
            Some(Err(finding))
                if matches!(finding.code, Code::PdfEncrypted | Code::PdfWrongPassword) =>
            {
                refusal = Some(finding);
            }
            _ => drawable.push(mended),
        }
    }
    if let Some(finding) = refusal {
        return Some(Err(finding));
    }
    drawable
        .into_iter()
        .find_map(|bytes| guarded(|| by_pixels(&bytes, password, words, out)).flatten())
        .map(Ok)
}

/// Whether the notice reports a part of the file that could not be read.
pub(crate) fn is_lost(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::PageUnreadable { .. } | Notice::PartUnreadable { .. }
    )
}

/// Whether pages may have been missed.
pub(crate) fn is_doubtful(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::Repaired
            | Notice::PagesByScan
            | Notice::PageCountDiffers { .. }
            | Notice::PageUnreadable { .. }
    )
}

/// For a readable file with unreadable parts: gathers its objects one by one, and returns the
/// result if it has more of the file.
pub(crate) fn with_lost_parts(
    bytes: &Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
    (pages, lost): (usize, usize),
) -> Option<UntrustedPaper> {
    let mended: Bytes = Arc::new(guarded(|| recover_objects((**bytes).as_ref())).flatten()?);
    let better = || {
        let source = Arc::new(Source::open(Arc::clone(&mended), password).ok()?);
        let mut notices = source.report();
        notices.extend(rehearsal::weigh(&source).ok()?.notices);
        let still = notices.iter().filter(|notice| is_lost(notice)).count();
        let count = source.page_count();
        Some(count > pages || (count == pages && still < lost))
    };
    if guarded(better).flatten() == Some(true) {
        guarded(|| rebuilt(&mended, bytes, password, words, out, REBUILT))?.ok()
    } else {
        None
    }
}

/// For a file whose table was rebuilt: hayro-syntax takes an older object where the newer one is in
/// an object stream, as a later revision has it. Gathers the objects one by one if there are such,
/// and returns the result if it has as many pages.
pub(crate) fn with_newer_objects(
    bytes: &Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
    pages: usize,
) -> Option<UntrustedPaper> {
    let mended: Bytes = Arc::new(guarded(|| recover_newer_objects((**bytes).as_ref())).flatten()?);
    let count = || {
        Some(
            Source::open(Arc::clone(&mended), password)
                .ok()?
                .page_count(),
        )
    };
    if guarded(count).flatten()? < pages {
        return None;
    }
    guarded(|| rebuilt(&mended, bytes, password, words, out, REBUILT))?.ok()
}

/// Runs a step; a panic in it counts as a failure.
pub(crate) fn guarded<T>(step: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(step)).ok()
}

/// A finding if a second reader finds more pages than `found`. It takes a tenth of a second for
/// thirty megabytes, so it is not run on a file that visibly has `found` page objects.
pub(crate) fn second_opinion(
    data: &[u8],
    password: Option<&[u8]>,
    found: usize,
) -> Option<Finding> {
    if visible_pages(data) == Some(found) {
        return None;
    }
    let other = guarded(|| Some(second_reader(data, password)?.get_pages().len())).flatten()?;
    (other > found).then(|| {
        Finding::new(Code::PdfReadersDiffer)
            .with("found", found)
            .with("other", other)
    })
}

/// Those of some pages that show nothing, counted from 0, for which a second reader finds content
/// that draws; returned as counted from 1.
pub(crate) fn seen_by_second_reader(
    source: &Source,
    data: &[u8],
    password: Option<&[u8]>,
    blank: &[usize],
) -> Vec<u32> {
    let is_drawn_here = |page: &usize| source.page_content(*page).is_none_or(|own| draws(&own));
    let blank: Vec<usize> = blank
        .iter()
        .filter(|page| !is_drawn_here(page))
        .copied()
        .collect();
    if blank.is_empty() {
        return Vec::new();
    }
    let asked = guarded(|| {
        let other = second_reader(data, password)?;
        let pages = other.get_pages();
        let is_drawn = |page: u32| {
            let content = pages.get(&page).map(|id| other.get_page_content(*id));
            content.is_some_and(|content| draws(&content))
        };
        let numbers = blank.iter().filter_map(|page| u32::try_from(page + 1).ok());
        Some(numbers.filter(|page| is_drawn(*page)).collect::<Vec<u32>>())
    });
    // A reader that breaks has nothing to say.
    asked.flatten().into_iter().flatten().collect()
}

/// The number of objects that declare themselves pages, dead ones included; none if objects are
/// packed, because those may be pages.
fn visible_pages(data: &[u8]) -> Option<usize> {
    if memmem::find(data, b"ObjStm").is_some() {
        return None;
    }
    let is_page = |at: usize| {
        let (_, kind) = data.split_at(at + KIND.len());
        let kind = kind.trim_ascii_start();
        // After "Pages" and the like the name continues.
        let end = kind.strip_prefix(b"/Page").and_then(<[u8]>::first);
        end.is_some_and(|end| end.is_ascii_whitespace() || b"/<>[]()%".contains(end))
    };
    Some(
        memmem::find_iter(data, KIND)
            .filter(|&at| is_page(at))
            .count(),
    )
}

const KIND: &[u8] = b"/Type";

fn second_reader(data: &[u8], password: Option<&[u8]>) -> Option<lopdf::Document> {
    if data.len() > limits::SECOND_READER_BYTES {
        return None;
    }
    match password.and_then(|p| std::str::from_utf8(p).ok()) {
        Some(password) => lopdf::Document::load_mem_with_options(
            data,
            lopdf::LoadOptions::with_password(password),
        )
        .ok(),
        None => lopdf::Document::load_mem(data).ok(),
    }
}

/// The file as the second reader understands it, written again.
fn by_second_reader(data: &[u8], password: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut document = second_reader(data, password)?;
    // Content that it could not decrypt would be written as if it were plain.
    if document.get_pages().is_empty() || document.trailer.has(b"Encrypt") {
        return None;
    }
    let mut written = Vec::new();
    document.save_to(&mut written).ok()?;
    Some(written)
}

/// What replaces a damaged file, and the finding that says so.
const REBUILT: (Purpose, Code) = (Purpose::Repaired, Code::PdfRebuilt);

/// For a locked file that the password did not open, although it has letters beyond ASCII:
/// hayro-syntax tries the bytes of UTF-8 alone, but encryption before AES-256 wants PDFDocEncoding
/// (ISO 32000-2, 7.6.4.3.2), and AES-256 wants SASLprep. The second reader does both.
pub(crate) fn with_other_letters(
    bytes: &Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
) -> Option<UntrustedPaper> {
    if password?.is_ascii() {
        return None;
    }
    let open = || by_second_reader((**bytes).as_ref(), password);
    let mended: Bytes = Arc::new(guarded(open).flatten()?);
    let how = (Purpose::Unlocked, Code::PdfUnlocked);
    guarded(|| rebuilt(&mended, bytes, None, words, out, how))?.ok()
}

/// Copies the pages of a mended file into a new one, as a dossier would have them. What is told of
/// signatures is about the file as it came.
fn rebuilt(
    mended: &Bytes,
    original: &Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
    (purpose, code): (Purpose, Code),
) -> Result<UntrustedPaper, Finding> {
    let source = Source::open(Arc::clone(mended), password)
        .map_err(|e: OpenError| rehearsal::refusal(&e))?;
    let source = Arc::new(source);
    let described = rehearsal::described(&source)?;
    let mut notices = source.report();
    let (assembler, more) = rehearsal::copy(&source, writer(out)?)?;
    finish(assembler, source.page_count())?;
    notices.extend(more.notices);
    // The finding of the recovery says more than that the file was damaged.
    notices.retain(|notice| !matches!(notice, Notice::Repaired | Notice::PagesByScan));
    let mut findings = vec![Finding::new(code)];
    findings.extend(expediente_intake::findings_of(&notices));
    let signatures = Signatures::of(&source, (**original).as_ref(), &notices);
    findings.extend(signatures.findings());
    let described = UntrustedPaper {
        instead: Some(purpose),
        findings,
        ..described
    };
    rehearsal::of_replacement(described, words, out)
}

/// The last step: renders the pages and puts the pictures on pages of the same size.
fn by_pixels(
    bytes: &Bytes,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
) -> Option<UntrustedPaper> {
    let data: &[u8] = (**bytes).as_ref();
    if data.len() > limits::SECOND_READER_BYTES {
        return None;
    }
    let password = match password.map(std::str::from_utf8) {
        Some(Ok(password)) => password,
        // The empty password is the usual one. One that is not UTF-8 cannot be tried.
        Some(Err(_)) | None => "",
    };
    let pdf = Pdf::new_with_password(PdfData::from(Arc::new(data.to_vec())), password).ok()?;
    let pages = pdf.pages();
    if pages.is_empty() || pages.len() > limits::DRAWN_PAGES {
        return None;
    }
    let font = StampFont::parse(rehearsal::FONT).ok()?;
    let mut assembler = Assembler::new(
        writer(out).ok()?,
        pages.len(),
        Setup {
            font,
            output_intent: None,
        },
    )
    .ok()?;
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        if ![width, height]
            .iter()
            .all(|side| side.is_finite() && *side >= 1.0)
        {
            return None;
        }
        let jpeg = to_jpeg(
            render_page(page, limits::DRAWN_SIDE),
            None,
            SamplingFactor::R_4_4_4,
        )
        .ok()?;
        let picture = assembler
            .picture(Picture::jpeg(Arc::new(jpeg)).ok()?)
            .ok()?;
        let (width, height) = (f64::from(width), f64::from(height));
        let mut sheet = Page::new(Sheet::Blank { width, height });
        let rect = Rect::new(0.0, 0.0, width, height);
        sheet.pictures.push(PlacedPicture {
            picture,
            rect,
            orientation: Orientation::UPRIGHT,
            words: None,
        });
        assembler.page(sheet).ok()?;
    }
    let count = pages.len();
    finish(assembler, count).ok()?;
    let findings = vec![Finding::new(Code::PdfDrawn)];
    let pages = u32::try_from(count).ok()?;
    let described = UntrustedPaper {
        pages,
        instead: Some(Purpose::Drawn),
        findings,
        ..UntrustedPaper::default()
    };
    rehearsal::of_replacement(described, words, out).ok()
}

/// The file that replaces the original. An earlier step may have left its own.
fn writer(out: &OutFolder<'_>) -> Result<BufWriter<File>, Finding> {
    File::create(out.path(REPLACEMENT_NAME))
        .map(BufWriter::new)
        .map_err(|error| rehearsal::unwritten(&error))
}

fn finish(assembler: Assembler<BufWriter<File>>, pages: usize) -> Result<(), Finding> {
    let written = assembler
        .finish(CatalogEntries::plain(pages))
        .map_err(rehearsal::uncopied)?;
    let mut out = written.out;
    out.flush().map_err(|error| rehearsal::unwritten(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finding as many pages as can be seen leaves no doubt; one more, or packed objects, does.
    #[test]
    fn pages_are_counted_where_they_can_be_seen() {
        let page = "1 0 obj <</Type/Page/Parent 2 0 R>> endobj\n3 0 obj << /Type /Page >> endobj\n4 0 obj<</Type\n/Page>>";
        let others = "<</Type/Pages>> <</Type/PageLabel>> <</Type/Font/Page 3>> /Type";
        assert_eq!(visible_pages(format!("{page}{others}").as_bytes()), Some(3));
        assert_eq!(
            visible_pages(format!("{page}{others}<</Type/ObjStm>>").as_bytes()),
            None
        );
        assert_eq!(visible_pages(b""), Some(0));
    }
}
