//! Reads an Office paper: what its file says, and the pages that were made of it.

use std::collections::BTreeMap;
use std::path::Path;

use expediente_intake::protocol::{FITTED_NAME, FORMULAS, InspectRequest, UntrustedPaper};
use expediente_model::{Code, Finding, MediaKind};

use crate::mapped_file;
use crate::office::package::Package;
use crate::office::seen::Seen;
use crate::office::{fit, not_shown, open_document, pages, rich_text, sheets, slides, word};
use crate::out_folder::OutFolder;

/// Reads the file, and its PDF if there is one.
///
/// # Errors
/// When the file is locked, damaged or made to harm, so that no program should open it; without a
/// PDF always: the finding that pages must be made has the paper's first words.
pub(crate) fn inspect(
    bytes: &[u8],
    request: &InspectRequest,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let what = kind_word(request.media);
    let mut seen = see(bytes, request.media).map_err(|finding| finding.with("what", what))?;
    let Some(exported) = &request.exported else {
        if request.media == MediaKind::Fods {
            fit::write(bytes, &out.path(FITTED_NAME))?;
        }
        let mut finding = Finding::new(Code::OfficeMissing).with("what", what);
        if request.media == MediaKind::Fods && !seen.formulas.is_empty() {
            finding = finding.with(FORMULAS, seen.formulas.len());
        }
        return Err(match seen.words() {
            Some(words) => finding.with("words", words),
            None => finding,
        });
    };
    if let Some((path, media)) = &exported.flat {
        let flat =
            mapped_file::map(Path::new(path)).map_err(|error| Finding::unreadable(&error))?;
        let flat = see((*flat).as_ref(), *media)?;
        seen.add_flat(
            flat,
            matches!(
                request.media,
                MediaKind::Doc | MediaKind::Xls | MediaKind::Ppt
            ),
        );
    }
    let mut findings = vec![
        Finding::new(Code::OfficePages)
            .with("program", &exported.program)
            .with("what", what),
    ];
    findings.extend(seen.findings());
    if let Some(path) = &exported.calculated {
        let flat =
            mapped_file::map(Path::new(path)).map_err(|error| Finding::unreadable(&error))?;
        let calculated = see((*flat).as_ref(), MediaKind::Fods)?;
        findings.extend(seen.differing(&calculated));
    }
    if request.words {
        let pages = pages::words(Path::new(&exported.path), out);
        findings.extend(pages.and_then(|pages| not_shown::told(&seen.shown, &pages)));
    }
    let described = UntrustedPaper {
        findings,
        settings: BTreeMap::new(),
        ..UntrustedPaper::default()
    };
    pages::read(described, (exported, what), request.words, out)
}

/// The word of a kind of paper in the catalogues: `office.word`.
fn kind_word(media: MediaKind) -> &'static str {
    match media {
        MediaKind::Docx | MediaKind::Doc => "word",
        MediaKind::Rtf => "rich-text",
        MediaKind::Xlsx | MediaKind::Xls => "excel",
        MediaKind::Pptx | MediaKind::Ppt => "powerpoint",
        MediaKind::Ods | MediaKind::Fods => "sheet",
        MediaKind::Odp | MediaKind::Fodp => "slides",
        _ => "letter",
    }
}

fn see(bytes: &[u8], media: MediaKind) -> Result<Seen, Finding> {
    let mut seen = Seen::default();
    match media {
        MediaKind::Docx => word::see(&mut Package::open(bytes)?, &mut seen)?,
        MediaKind::Xlsx => sheets::see(&mut Package::open(bytes)?, &mut seen)?,
        MediaKind::Pptx => slides::see(&mut Package::open(bytes)?, &mut seen)?,
        MediaKind::Odt | MediaKind::Ods | MediaKind::Odp => {
            open_document::see(&mut Package::open(bytes)?, &mut seen)?;
        }
        MediaKind::Fodt | MediaKind::Fods | MediaKind::Fodp => {
            open_document::see_flat(bytes, &mut seen)?;
        }
        MediaKind::Rtf => rich_text::see(bytes, &mut seen),
        // The streams of papers before 2007 are read by LibreOffice alone.
        _ => {}
    }
    Ok(seen)
}
