//! Tells Office papers by their first bytes and the names of their parts.

use expediente_model::{Code, Finding, MediaKind};

use crate::sandbox::limits;
use crate::source::signature::{OLE, find, find_wide, is_zip};

/// The kind of an Office paper that begins with these bytes, or the finding with which it is
/// refused; none for other files.
pub(crate) fn told(head: &[u8]) -> Option<Result<MediaKind, Finding>> {
    if head.starts_with(b"{\\rtf") {
        Some(Ok(MediaKind::Rtf))
    } else if is_zip(head) {
        // The type is the first member, so that it can be read without unpacking.
        let names = member_names(head);
        of_zip(&names).or_else(|| {
            if names.is_empty()
                && let Some(kind) = of_cut_zip(head)
            {
                return Some(Ok(kind));
            }
            let first = head.get(30..)?.strip_prefix(b"mimetype")?;
            of_mime_type(find_after(first, b"application/")?, false)
        })
    } else if head.starts_with(OLE) {
        of_ole(head)
    } else {
        let mime_type = find_after(head, b"office:mimetype=\"application/")?;
        let is_flat = find(head, b"<office:document").is_some() && !head.contains(&0);
        if is_flat {
            of_mime_type(mime_type, true)
        } else {
            None
        }
    }
}

fn refused(what: &str) -> Finding {
    Finding::new(Code::KindOffice).with("what", what)
}

/// An Office paper by the names of the parts of a zip.
fn of_zip(names: &[&[u8]]) -> Option<Result<MediaKind, Finding>> {
    let has = |name: &[u8]| names.contains(&name);
    let within = |folder: &[u8]| names.iter().any(|name| name.starts_with(folder));
    if has(b"[Content_Types].xml") {
        // A program may give the main part any name in its folder.
        let kinds: [(&[u8], MediaKind); 3] = [
            (b"word/", MediaKind::Docx),
            (b"xl/", MediaKind::Xlsx),
            (b"ppt/", MediaKind::Pptx),
        ];
        if has(b"xl/workbook.bin") {
            return Some(Err(refused("Excel (xlsb)")));
        }
        let kind = kinds.into_iter().find(|(folder, _)| within(folder));
        return Some(match kind {
            Some((_, kind)) => Ok(kind),
            None => Err(refused("Office")),
        });
    }
    let is_iwork = has(b"Index/Document.iwa") || has(b"Index.zip");
    is_iwork.then(|| Err(refused("iWork")))
}

/// An Office paper whose zip ends before its directory, by the names in its first bytes: the child
/// says that it is cut off, which no zip of others would be told.
fn of_cut_zip(head: &[u8]) -> Option<MediaKind> {
    head.get(30..)?.strip_prefix(b"[Content_Types].xml")?;
    let kinds: [(&[u8], MediaKind); 3] = [
        (b"word/", MediaKind::Docx),
        (b"xl/", MediaKind::Xlsx),
        (b"ppt/", MediaKind::Pptx),
    ];
    let found = kinds
        .into_iter()
        .find(|(name, _)| find(head, name).is_some());
    found.map(|(_, kind)| kind)
}

/// An OpenDocument by what follows "application/" in its MIME type.
fn of_mime_type(kind: &[u8], is_flat: bool) -> Option<Result<MediaKind, Finding>> {
    let kinds: [(&[u8], MediaKind, MediaKind); 3] = [
        (b"text", MediaKind::Odt, MediaKind::Fodt),
        (b"spreadsheet", MediaKind::Ods, MediaKind::Fods),
        (b"presentation", MediaKind::Odp, MediaKind::Fodp),
    ];
    let Some(name) = kind.strip_prefix(b"vnd.oasis.opendocument.") else {
        // What StarOffice wrote until 2005.
        let is_old = kind.starts_with(b"vnd.sun.xml.");
        return is_old.then(|| Err(refused("StarOffice")));
    };
    let found = kinds.iter().find(|(kind, ..)| name.starts_with(kind));
    Some(match found {
        Some((_, _, flat)) if is_flat => Ok(*flat),
        Some((_, packed, _)) => Ok(*packed),
        None => Err(refused("OpenDocument")),
    })
}

/// An Office paper before 2007 by the first of its streams that tells; none for a mail.
fn of_ole(head: &[u8]) -> Option<Result<MediaKind, Finding>> {
    if find_wide(head, "EncryptedPackage").is_some() {
        return Some(Err(Finding::new(Code::OfficeEncrypted)));
    }
    // Papers inside of others have their streams in the same directory, after its own.
    [
        ("WordDocument", MediaKind::Doc),
        ("Workbook\0", MediaKind::Xls),
        ("Book\0", MediaKind::Xls),
        ("PowerPoint Document", MediaKind::Ppt),
    ]
    .into_iter()
    .filter_map(|(name, kind)| Some((find_wide(head, name)?, kind)))
    .min_by_key(|(at, _)| *at)
    .map(|(_, kind)| Ok(kind))
}

fn find_after<'a>(head: &'a [u8], needle: &[u8]) -> Option<&'a [u8]> {
    head.get(find(head, needle)? + needle.len()..)
}

/// The bytes of a central directory's record before its name (APPNOTE 4.3.12).
const RECORD: usize = 46;

/// The names of the members of a zip: of its directory, which is at the end of the head, or in it
/// if the whole file is. A paper inside of the zip has its own names in the bytes before that.
fn member_names(head: &[u8]) -> Vec<&[u8]> {
    let at = if head.len() > limits::SNIFF_BYTES {
        Some(limits::SNIFF_BYTES)
    } else {
        directory(head).map(|(at, _)| at)
    };
    let mut rest = at.and_then(|at| head.get(at..)).unwrap_or(&[]);
    let mut names = Vec::new();
    while rest.starts_with(b"PK\x01\x02") {
        let length = |at: usize| {
            let bytes = rest.get(at..)?.first_chunk()?;
            Some(usize::from(u16::from_le_bytes(*bytes)))
        };
        let (Some(name), Some(extra), Some(comment)) = (length(28), length(30), length(32)) else {
            break;
        };
        names.extend(rest.get(RECORD..RECORD + name));
        rest = rest.get(RECORD + name + extra + comment..).unwrap_or(&[]);
    }
    names
}

/// Where the directory of a zip begins and how long it is, by its last bytes (APPNOTE 4.3.16).
pub(crate) fn directory(end: &[u8]) -> Option<(usize, usize)> {
    let at = end.windows(4).rposition(|bytes| bytes == b"PK\x05\x06")?;
    let number = |offset: usize| {
        let bytes = end.get(at + offset..)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    };
    Some((number(16)?, number(12)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A zip with members of these names and no bytes.
    fn zip(names: &[&str]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut directory = Vec::new();
        for name in names {
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let at = u32::try_from(file.len()).unwrap().to_le_bytes();
            file.extend([b"PK\x03\x04".as_slice(), &[0; 22], &length, &[0; 2]].concat());
            file.extend(name.as_bytes());
            directory.extend([b"PK\x01\x02".as_slice(), &[0; 24], &length, &[0; 12], &at].concat());
            directory.extend(name.as_bytes());
        }
        let at = u32::try_from(file.len()).unwrap().to_le_bytes();
        let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
        file.extend(directory);
        file.extend([b"PK\x05\x06".as_slice(), &[0; 8], &size, &at, &[0; 2]].concat());
        file
    }

    /// A folder that is called `word`, or a letter inside of a zip, makes no letter of the zip.
    #[test]
    fn office_papers_are_told_by_the_members_of_the_zip() {
        let kind =
            |names: &[&str]| told(&zip(names)).map(|kind| kind.map_err(|finding| finding.code));
        let office = Err(Code::KindOffice);
        for (names, expected) in [
            (
                &["[Content_Types].xml", "word/document.xml"][..],
                Some(Ok(MediaKind::Docx)),
            ),
            (
                &["word/document2.xml", "[Content_Types].xml"],
                Some(Ok(MediaKind::Docx)),
            ),
            (
                &["[Content_Types].xml", "xl/workbook.xml"],
                Some(Ok(MediaKind::Xlsx)),
            ),
            (&["[Content_Types].xml", "xl/workbook.bin"], Some(office)),
            (
                &["[Content_Types].xml", "ppt/presentation.xml"],
                Some(Ok(MediaKind::Pptx)),
            ),
            (&["[Content_Types].xml", "visio/document.xml"], Some(office)),
            (
                &["Index/Document.iwa", "Metadata/Properties.plist"],
                Some(office),
            ),
            (&["word/photo.jpg", "xl/a.jpg"], None),
            (&["carta.docx"], None),
        ] {
            assert_eq!(kind(names), expected, "{names:?}");
        }
        let mut holding = zip(&["carta.docx"]);
        let letter = zip(&["[Content_Types].xml", "word/document.xml"]);
        holding.splice(30..30, letter);
        assert!(told(&holding).is_none());
    }

    #[test]
    fn other_office_papers_are_told_by_their_first_bytes() {
        let wide = |names: &[&str]| {
            let names = names.iter().flat_map(|name| name.encode_utf16());
            let names: Vec<u8> = names.flat_map(u16::to_le_bytes).collect();
            [OLE, &[0; 600], &names].concat()
        };
        let flat = |kind: &str| {
            let mime_type =
                format!("office:mimetype=\"application/vnd.oasis.opendocument.{kind}\"");
            format!("<?xml version=\"1.0\"?><office:document {mime_type}>").into_bytes()
        };
        let packed = |kind: &str| {
            let mime_type = format!("mimetypeapplication/{kind}PK");
            [b"PK\x03\x04".as_slice(), &[0; 26], mime_type.as_bytes()].concat()
        };
        for (head, expected) in [
            (b"{\\rtf1\\ansi".to_vec(), Some(Ok(MediaKind::Rtf))),
            (
                wide(&["Root Entry", "WordDocument", "Workbook\0"]),
                Some(Ok(MediaKind::Doc)),
            ),
            (
                wide(&["Root Entry", "Workbook\0", "WordDocument"]),
                Some(Ok(MediaKind::Xls)),
            ),
            (wide(&["Book\0"]), Some(Ok(MediaKind::Xls))),
            (wide(&["PowerPoint Document"]), Some(Ok(MediaKind::Ppt))),
            (
                wide(&["EncryptionInfo", "EncryptedPackage"]),
                Some(Err(Code::OfficeEncrypted)),
            ),
            (wide(&["__substg1.0_0037001F"]), None),
            (flat("text"), Some(Ok(MediaKind::Fodt))),
            (flat("spreadsheet"), Some(Ok(MediaKind::Fods))),
            (flat("presentation"), Some(Ok(MediaKind::Fodp))),
            (
                packed("vnd.oasis.opendocument.text"),
                Some(Ok(MediaKind::Odt)),
            ),
            (
                packed("vnd.oasis.opendocument.text-template"),
                Some(Ok(MediaKind::Odt)),
            ),
            (
                packed("vnd.oasis.opendocument.spreadsheet"),
                Some(Ok(MediaKind::Ods)),
            ),
            (
                packed("vnd.oasis.opendocument.presentation"),
                Some(Ok(MediaKind::Odp)),
            ),
            (
                packed("vnd.oasis.opendocument.graphics"),
                Some(Err(Code::KindOffice)),
            ),
            (packed("vnd.sun.xml.writer"), Some(Err(Code::KindOffice))),
            (packed("epub+zip"), None),
            (
                b"office:mimetype=\"application/vnd.oasis.opendocument.text\" in a letter".to_vec(),
                None,
            ),
        ] {
            let kind = told(&head).map(|kind| kind.map_err(|finding| finding.code));
            assert_eq!(kind, expected, "{:?}", String::from_utf8_lossy(&head));
        }
    }
}
