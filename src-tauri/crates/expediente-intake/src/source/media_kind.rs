//! The kind of a file by its first bytes, whatever its name says.
//!
//! Only signatures are read here. A file of a recognized kind that cannot be received is refused
//! with a finding whose text names the way out.

use expediente_model::{Code, Finding, MediaKind};

use crate::sandbox::protocol::Container;
use crate::source::office_kind;
use crate::source::signature::{OLE, find, find_wide, is_zip};
use crate::source::wide_text::wide_without_mark;

/// The kind of a file that begins with these bytes. `head` is the first
/// [`limits::SNIFF_BYTES`](crate::limits::SNIFF_BYTES), or the whole file if it is shorter.
///
/// # Errors
/// The finding with which the file is refused.
pub fn sniff(head: &[u8]) -> Result<MediaKind, Finding> {
    if head.is_empty() {
        return Err(Finding::new(Code::FileEmpty));
    }
    if let Some(media) = media(head) {
        return Ok(media);
    }
    if let Some(office) = office_kind::told(head) {
        return office;
    }
    match refused(head) {
        (Code::KindMail, EML) => Ok(MediaKind::Mail),
        (Code::KindMail, MSG) => Ok(MediaKind::Msg),
        // Of a web page the reader takes the words, if it came with a mail.
        (Code::KindText, _) | (Code::KindWeb, HTML) => Ok(MediaKind::Text),
        (code, what) => Err(Finding::new(code).with("what", what)),
    }
}

const EML: &str = "EML";
const MSG: &str = "MSG";
const MBOX: &str = "MBOX";
const ZIP: &str = "zip";
const HTML: &str = "HTML";

/// What a file that begins with these bytes holds other papers as; none for a file that is a paper
/// alone. A mail is both.
#[must_use]
pub fn container(head: &[u8]) -> Option<Container> {
    if head.is_empty() || media(head).is_some() || office_kind::told(head).is_some() {
        return None;
    }
    match refused(head) {
        (Code::KindArchive, ZIP) => Some(Container::Zip),
        (Code::KindMail, EML) => Some(Container::Mail),
        (Code::KindMail, MSG) => Some(Container::Msg),
        (Code::KindMail, MBOX) => Some(Container::Mbox),
        _ => None,
    }
}

fn media(head: &[u8]) -> Option<MediaKind> {
    let starts = |signature: &[u8]| head.starts_with(signature);
    if starts(b"\xff\xd8\xff") {
        Some(MediaKind::Jpeg)
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Some(MediaKind::Png)
    } else if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        Some(MediaKind::Tiff)
    } else if starts(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        Some(MediaKind::Webp)
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Some(MediaKind::Gif)
    } else if is_bmp(head) {
        Some(MediaKind::Bmp)
    } else if starts(b"\0\0\0\x0cjP  \r\n\x87\n") || starts(b"\xff\x4f\xff\x51") {
        Some(MediaKind::Jp2)
    } else if let Some(still) = heif(head) {
        Some(still)
    } else if is_pdf(head) {
        Some(MediaKind::Pdf)
    } else {
        None
    }
}

/// A still in the container of ISO/IEC 23008-12, by the brands in its first box: the main one, the
/// number of its version, and those that it also keeps to. Films have the same container.
fn heif(head: &[u8]) -> Option<MediaKind> {
    let length = u32::from_be_bytes(*head.first_chunk()?);
    let brands = head.get(4..)?.strip_prefix(b"ftyp")?;
    let length = usize::try_from(length).ok()?.saturating_sub(8);
    let (brands, _) = beginning(brands, length).as_chunks::<4>();
    let (main, rest) = brands.split_first()?;
    // A film may say that it has a still, too; what it is first is what it is.
    if matches!(
        main,
        b"qt  " | b"isom" | b"mp41" | b"mp42" | b"M4V " | b"3gp4" | b"3gp5"
    ) {
        return None;
    }
    let mut all = std::iter::once(main).chain(rest.iter().skip(1));
    let names = |names: &[&[u8; 4]], brand: &[u8; 4]| names.contains(&brand);
    const AVIF: [&[u8; 4]; 3] = [b"avif", b"avis", b"avio"];
    const HEIF: [&[u8; 4]; 14] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2",
        b"mif3", b"msf1", b"miaf", b"tmap",
    ];
    if all.clone().any(|brand| names(&AVIF, brand)) {
        Some(MediaKind::Avif)
    } else if all.any(|brand| names(&HEIF, brand)) {
        Some(MediaKind::Heic)
    } else {
        None
    }
}

/// A PDF's header may be anywhere in the first 1024 bytes (PDF 1.7, Annex H, 3.4.1). A mail that
/// carries a PDF has its own header before that.
fn is_pdf(head: &[u8]) -> bool {
    // The first paper of a zip that packs nothing is there as it is.
    if is_zip(head) {
        return false;
    }
    let start = beginning(head, 1024 + 5);
    // Within a line of a text it is a word, unless objects follow.
    let has_header = find(start, b"%PDF-").is_some_and(|at| {
        let before = at.checked_sub(1).and_then(|at| start.get(at));
        let is_in_line = before.is_some_and(|byte| matches!(byte, b' '..=b'~'));
        !is_in_line || find(head, b" obj").is_some()
    });
    // The header may be lost or damaged and the rest intact: a comment or the remains of one, then
    // objects.
    let first = beginning(head, 16);
    let begins = first.starts_with(b"%")
        || find(first, b"PDF-").is_some()
        || first.first().is_some_and(u8::is_ascii_digit);
    let has_objects = begins && find(start, b" 0 obj").is_some();
    (has_header || has_objects) && !is_mail(head) && !is_mbox(head)
}

/// The first bytes, or all if there are fewer.
fn beginning(head: &[u8], most: usize) -> &[u8] {
    head.split_at_checked(most)
        .map_or(head, |(beginning, _)| beginning)
}

fn is_bmp(head: &[u8]) -> bool {
    // "BM" alone also begins words; the size of the second header is more specific.
    let size = head
        .get(14..18)
        .and_then(|b| b.try_into().ok())
        .map(u32::from_le_bytes);
    head.starts_with(b"BM") && matches!(size, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

fn refused(head: &[u8]) -> (Code, &'static str) {
    let starts = |signature: &[u8]| head.starts_with(signature);
    if head.get(4..8) == Some(b"ftyp") {
        return match head.get(8..12) {
            Some(b"qt  ") => (Code::KindMedia, "MOV"),
            _ => (Code::KindMedia, "MP4"),
        };
    }
    if is_zip(head) {
        return zip(head);
    }
    if starts(OLE) {
        return ole(head);
    }
    for (signature, code, what) in [
        (b"Rar!\x1a\x07".as_slice(), Code::KindArchive, "RAR"),
        (b"7z\xbc\xaf\x27\x1c", Code::KindArchive, "7z"),
        (b"\x1f\x8b", Code::KindArchive, "gzip"),
        (b"BZh", Code::KindArchive, "bzip2"),
        (b"\xfd7zXZ\0", Code::KindArchive, "xz"),
        (b"\x28\xb5\x2f\xfd", Code::KindArchive, "zstd"),
        (b"OggS", Code::KindMedia, "Ogg"),
        (b"ID3", Code::KindMedia, "MP3"),
        (b"\xff\xfb", Code::KindMedia, "MP3"),
        (b"\xff\xf1", Code::KindMedia, "AAC"),
        (b"fLaC", Code::KindMedia, "FLAC"),
        (b"#!AMR", Code::KindMedia, "AMR"),
        (b"\x1a\x45\xdf\xa3", Code::KindMedia, "Matroska"),
        (b"FLV\x01", Code::KindMedia, "FLV"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Code::KindMedia, "WMV"),
        (b"\0\0\x01\xba", Code::KindMedia, "MPEG"),
        (b"\0\0\x01\xb3", Code::KindMedia, "MPEG"),
    ] {
        if starts(signature) {
            return (code, what);
        }
    }
    if starts(b"RIFF") {
        return match head.get(8..12) {
            Some(b"AVI ") => (Code::KindMedia, "AVI"),
            Some(b"WAVE") => (Code::KindMedia, "WAV"),
            _ => (Code::KindUnknown, "RIFF"),
        };
    }
    if is_cms(head) {
        return (Code::KindSigned, "P7M");
    }
    if head.get(257..262) == Some(b"ustar") {
        return (Code::KindArchive, "tar");
    }
    if is_mbox(head) {
        return (Code::KindMail, MBOX);
    }
    if is_mail(head) {
        return (Code::KindMail, EML);
    }
    text(head)
}

/// What a zip is that is no Office paper.
fn zip(head: &[u8]) -> (Code, &'static str) {
    if find(head, b"mimetypeapplication/epub").is_some() {
        return (Code::KindWeb, "EPUB");
    }
    (Code::KindArchive, ZIP)
}

/// The directory of an OLE file holds stream names in UTF-16. Its beginning is at the end of the
/// head, wherever it is in the file.
fn ole(head: &[u8]) -> (Code, &'static str) {
    let mail = [
        "__substg1.0_",
        "__properties_version1.0",
        "__nameid_version1.0",
    ];
    if mail.iter().any(|name| find_wide(head, name).is_some()) {
        (Code::KindMail, MSG)
    } else {
        (Code::KindOffice, "Office 97-2003")
    }
}

/// An envelope of a signature or a lock around a paper (CMS, RFC 5652): a sequence that begins with
/// the name of its kind, 1.2.840.113549.1.7 and one more number.
fn is_cms(head: &[u8]) -> bool {
    const NAME: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07";
    let lines = beginning(head, 64);
    let is_text = ["-----BEGIN PKCS7-----", "-----BEGIN CMS-----"]
        .iter()
        .any(|begin| lines.starts_with(begin.as_bytes()));
    is_text || (head.first() == Some(&0x30) && find(beginning(head, 20), NAME).is_some())
}

/// A folder of mails begins with the line "From ", which no header line does.
fn is_mbox(head: &[u8]) -> bool {
    head.starts_with(b"From ")
        && find(head, b"\nReceived:")
            .or_else(|| find(head, b"\nFrom:"))
            .or_else(|| find(head, b"\nX-GM-THRID:"))
            .is_some()
}

/// Header lines as mail programs write them, at least one of which occurs only in mail.
fn is_mail(head: &[u8]) -> bool {
    const ONLY_MAIL: [&str; 8] = [
        "received:",
        "return-path:",
        "message-id:",
        "mime-version:",
        "delivered-to:",
        "x-mozilla-status:",
        "dkim-signature:",
        "envelope-to:",
    ];
    const ANY: [&str; 8] = [
        "from:",
        "to:",
        "subject:",
        "date:",
        "cc:",
        "reply-to:",
        "content-type:",
        "sender:",
    ];
    let text = String::from_utf8_lossy(beginning(head, 2048)).to_lowercase();
    let mut only = 0;
    let mut any = 0;
    let text = text.trim_start_matches(['\u{feff}', '\r', '\n']);
    // Apple Mail writes the length of a mail before it.
    let text = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().parse::<u64>().is_ok() => rest,
        _ => text,
    };
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() {
            break;
        }
        let is_continued = line.starts_with([' ', '\t']) && index > 0;
        let named = line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        });
        if !is_continued && !named {
            return false;
        }
        only += usize::from(ONLY_MAIL.iter().any(|n| line.starts_with(n)));
        any += usize::from(ANY.iter().any(|n| line.starts_with(n)));
    }
    only + any >= 3 || (only >= 1 && any >= 1)
}

fn text(head: &[u8]) -> (Code, &'static str) {
    let has_mark = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if has_mark || wide_without_mark(head).is_some() {
        return (Code::KindText, "text");
    }
    // Old systems end a text with 26, and some programs leave single others; no text has a zero.
    let is_control = |b: u8| b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 12 | 26 | 27);
    let controls = head.iter().filter(|&&b| is_control(b)).count();
    if head.contains(&0) || controls * 200 > head.len() {
        return (Code::KindUnknown, "");
    }
    let lower = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    if lower.starts_with("<!doctype html")
        || lower.starts_with("<html")
        || lower.contains("<head>")
        || lower.contains("<body")
    {
        (Code::KindWeb, HTML)
    } else if lower.starts_with("<svg") || (lower.starts_with("<?xml") && lower.contains("<svg")) {
        (Code::KindUnknown, "SVG")
    } else {
        (Code::KindText, "text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expected: Result<MediaKind, Code>) {
        assert_eq!(
            sniff(head).map_err(|f| f.code),
            expected,
            "{:?}",
            String::from_utf8_lossy(head)
        );
    }

    /// The name may lie, the bytes do not.
    #[test]
    fn kinds_are_told_by_their_bytes() {
        let bmp = [b"BM".as_slice(), &[0; 12], &40u32.to_le_bytes()].concat();
        let late_pdf = [vec![b'\n'; 1000], b"%PDF-1.4".to_vec()].concat();
        let too_late = [vec![0; 2000], b"%PDF-1.4".to_vec()].concat();
        let wide = |s: &str| {
            s.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        let msg = [ole.clone(), vec![0; 600], wide("__substg1.0_0037001F")].concat();
        for (head, expected) in [
            (b"%PDF-1.7".as_slice(), Ok(MediaKind::Pdf)),
            (&late_pdf, Ok(MediaKind::Pdf)),
            (&too_late, Err(Code::KindUnknown)),
            (b"%\xe2\xe3\n1 0 obj\n<<", Ok(MediaKind::Pdf)),
            (b"junk %PDF-1.4\n1 0 obj\n<<", Ok(MediaKind::Pdf)),
            // The header of a PDF in a text, and in a zip that packs nothing.
            (
                b"El archivo empieza con %PDF-1.4 y eso no es todo.\n",
                Ok(MediaKind::Text),
            ),
            (
                b"PK\x03\x04\x14\0\0\0\0\0a.pdf%PDF-1.4\n1 0 obj\n<<",
                Err(Code::KindArchive),
            ),
            (b"\xff\xd8\xff\xe0", Ok(MediaKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Ok(MediaKind::Png)),
            (b"II*\0", Ok(MediaKind::Tiff)),
            (b"MM\0*", Ok(MediaKind::Tiff)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Ok(MediaKind::Webp)),
            (b"GIF89a", Ok(MediaKind::Gif)),
            (&bmp, Ok(MediaKind::Bmp)),
            (b"BMW was the first word of this text", Ok(MediaKind::Text)),
            (b"\0\0\0\x18ftypheic", Ok(MediaKind::Heic)),
            (b"\0\0\0\x18ftypavif", Ok(MediaKind::Avif)),
            // As iOS 18 writes it, and as libheif writes an AVIF of a general brand.
            (
                b"\0\0\0\x24ftypheic\0\0\0\0mif1MiHEMiPrmiafheictmap",
                Ok(MediaKind::Heic),
            ),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Ok(MediaKind::Avif)),
            // Beyond the first box are no brands, and the number of a version is none.
            (b"\0\0\0\x10ftypmp42\0\0\0\0heic", Err(Code::KindMedia)),
            (b"\0\0\0\x18ftypdash\0\0\0\0iso6heic", Ok(MediaKind::Heic)),
            (b"\0\0\0\x10ftypdash\0\0\0\0heic", Err(Code::KindMedia)),
            (b"\0\0\0\x14ftypdashheiciso6", Err(Code::KindMedia)),
            // The film of a live photo.
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Err(Code::KindMedia)),
            (b"\0\0\0\x0cjP  \r\n\x87\n", Ok(MediaKind::Jp2)),
            (b"\xff\x4f\xff\x51\0\x2f", Ok(MediaKind::Jp2)),
            (b"\0\0\0\x18ftypmp42", Err(Code::KindMedia)),
            (
                b"PK\x03\x04............word/document.xml",
                Err(Code::KindArchive),
            ),
            (
                b"PK\x03\x04..........................mimetypeapplication/vnd.oasis.opendocument.text",
                Ok(MediaKind::Odt),
            ),
            (b"PK\x03\x04......photo.jpg", Err(Code::KindArchive)),
            (&ole, Err(Code::KindOffice)),
            (&msg, Ok(MediaKind::Msg)),
            (b"{\\rtf1", Ok(MediaKind::Rtf)),
            (
                b"Return-Path: <a@b>\r\nFrom: a\r\n\r\n%PDF-1.4",
                Ok(MediaKind::Mail),
            ),
            (b"From: a\nTo: b\nSubject: c\n\nhello", Ok(MediaKind::Mail)),
            (
                b"120  \nFrom: a\nTo: b\nSubject: c\n\nhello",
                Ok(MediaKind::Mail),
            ),
            (b"Note: call Ana\nTo: buy\n", Ok(MediaKind::Text)),
            (b"<!DOCTYPE html><html>", Ok(MediaKind::Text)),
            (b"hola, \xc3\xb1and\xc3\xba", Ok(MediaKind::Text)),
            // What OpenSSL writes: `openssl smime -sign -nodetach -outform DER`.
            (
                b"\x30\x82\x05\x31\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0",
                Err(Code::KindSigned),
            ),
            (b"-----BEGIN PKCS7-----\nMII", Err(Code::KindSigned)),
            (b"h\0o\0l\0a\0 \0\xf1\0", Ok(MediaKind::Text)),
            (b"OggS\0", Err(Code::KindMedia)),
            (b"\x00\x01\x02\x03", Err(Code::KindUnknown)),
            (b"", Err(Code::FileEmpty)),
        ] {
            check(head, expected);
        }
    }
}
