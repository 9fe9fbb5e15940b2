//! The PDF that another program made of an Office paper: untrusted like any other.

use std::path::Path;
use std::sync::Arc;

use expediente_intake::protocol::{ExportedPdf, REPLACEMENT_NAME, UntrustedPaper};
use expediente_model::{Code, DAY, Finding, Purpose};
use expediente_pdf::Source;

use crate::out_folder::OutFolder;
use crate::page_facts::words_of_pages;
use crate::{mapped_file, pdf};

/// Reads the PDF as the paper that goes into a dossier.
///
/// # Errors
/// When it is no sound PDF: the program failed.
pub(crate) fn read(
    described: UntrustedPaper,
    (exported, what): (&ExportedPdf, &str),
    words: bool,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let failed = || {
        Finding::new(Code::OfficeFailed)
            .with("program", &exported.program)
            .with("what", what)
    };
    let unreadable = |error: std::io::Error| Finding::unreadable(&error);
    let bytes = mapped_file::map(Path::new(&exported.path)).map_err(unreadable)?;
    std::fs::write(
        out.path(REPLACEMENT_NAME),
        steady((*bytes).as_ref(), day(exported)),
    )
    .map_err(unreadable)?;
    let source = Source::open(Arc::new(bytes), None).map_err(|_| failed())?;
    let pages = u32::try_from(source.page_count()).map_err(|_| failed())?;
    let described = UntrustedPaper {
        pages,
        instead: Some(Purpose::Exported),
        ..described
    };
    pdf::of_replacement(described, words, out).map_err(|finding| match finding.code {
        Code::PdfDamaged | Code::PdfEncrypted | Code::PdfNoPages => failed(),
        _ => finding,
    })
}

/// The words of the pages; none if they cannot be read in time.
pub(crate) fn words(path: &Path, out: &OutFolder<'_>) -> Option<Vec<String>> {
    let bytes = mapped_file::map(path).ok()?;
    let until = out.optional_until();
    pdf::guarded(|| {
        let source = Source::open(Arc::new(bytes), None).ok()?;
        words_of_pages(&source, until)
    })?
}

fn day(exported: &ExportedPdf) -> &str {
    exported.settings.get(DAY).map_or("", String::as_str)
}

/// The same PDF without the moment at which it was written and the numbers that are drawn from it:
/// made again on the same day by the same program, it is the same file. Nothing changes its length.
fn steady(bytes: &[u8], day: &str) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let digits: Vec<u8> = day.bytes().filter(u8::is_ascii_digit).collect();
    let moment = [b"D:".as_slice(), &digits, b"000000"].concat();
    for name in [b"/CreationDate(".as_slice(), b"/ModDate("] {
        each_after(&mut bytes, name, |value| {
            if let Some(written) = value.get_mut(..moment.len())
                && written.starts_with(b"D:")
            {
                written.copy_from_slice(&moment);
            }
        });
    }
    // Two strings of 32 digits in brackets, and a name of 32.
    for (name, longest) in [(b"/ID [".as_slice(), 80), (b"/DocChecksum /", 32)] {
        each_after(&mut bytes, name, |value| {
            let digits = value.iter_mut().take(longest);
            for digit in digits.take_while(|byte| !matches!(byte, b']' | b'/')) {
                if digit.is_ascii_hexdigit() {
                    *digit = b'0';
                }
            }
        });
    }
    bytes
}

fn each_after(bytes: &mut [u8], name: &[u8], mut change: impl FnMut(&mut [u8])) {
    let found: Vec<usize> = memchr::memmem::find_iter(bytes, name).collect();
    for at in found {
        if let Some(value) = bytes.get_mut(at + name.len()..) {
            change(value);
        }
    }
}
