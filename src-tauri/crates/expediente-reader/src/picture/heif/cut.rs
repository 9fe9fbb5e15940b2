//! Whether a HEIF file ends before its end: cables and chats that break off leave such files, and
//! "cut off" tells the person to send it again, where "damaged" tells them that it is lost.

use heifer::heifer_isobmff::HeifFile;
use heifer::heifer_isobmff::boxes::ConstructionMethod;

/// Bytes at the end of a picture's code that are all zero only where nothing was written: HEVC
/// never has three in a row (ITU-T H.265, 7.4.2), the others never so many.
pub(crate) const EMPTY_HEVC: usize = 3;
pub(crate) const EMPTY_OTHER: usize = 8;

/// Whether a box at the top of the file reaches beyond its end.
pub(crate) fn is_cut(data: &[u8]) -> bool {
    let mut rest = data;
    while !rest.is_empty() {
        let Some(length) = box_length(rest) else {
            // Less than the head of a box.
            return true;
        };
        let Some(next) = usize::try_from(length).ok().and_then(|at| rest.get(at..)) else {
            return true;
        };
        // A length of nothing is damage, which the parser tells.
        if length < 8 {
            return false;
        }
        rest = next;
    }
    false
}

/// The length of the box that begins here: in four bytes, in eight, or to the end of the file
/// (ISO/IEC 14496-12, 4.2).
fn box_length(rest: &[u8]) -> Option<u64> {
    let short = u32::from_be_bytes(*rest.first_chunk()?);
    match short {
        0 => Some(rest.len() as u64),
        1 => Some(u64::from_be_bytes(*rest.get(8..)?.first_chunk()?)),
        short => Some(short.into()),
    }
}

/// Whether a picture's bytes are said to be beyond the end of the file.
pub(crate) fn has_items_beyond(file: &HeifFile<'_>, data: &[u8]) -> bool {
    let length = data.len() as u64;
    file.items
        .iter()
        .filter_map(|item| item.location.as_ref())
        .filter(|location| location.construction_method == ConstructionMethod::File)
        .flat_map(|location| &location.extents)
        .any(|extent| {
            let end = extent.offset.checked_add(extent.length);
            end.is_none_or(|end| end > length)
        })
}

/// Whether the end of a picture's code is empty: some cameras and cables set the room for a file
/// aside first.
pub(crate) fn ends_empty(code: &[u8], empty: usize) -> bool {
    let zeros = code.iter().rev().take_while(|&&byte| byte == 0).count();
    zeros >= empty || (zeros > 0 && zeros == code.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lengths as ISO/IEC 14496-12 gives them.
    #[test]
    fn boxes_that_are_not_all_there() {
        let ftyp = b"\0\0\0\x0cftypheic";
        let long = b"\0\0\0\x01mdat\0\0\0\0\0\0\0\x12ab";
        for (name, parts, cut) in [
            ("whole", vec![ftyp.as_slice(), b"\0\0\0\x09meta1"], false),
            ("to the end", vec![ftyp, b"\0\0\0\0mdatabc"], false),
            ("a long length", vec![ftyp, long], false),
            ("a long length, cut", vec![ftyp, &long[..17]], true),
            ("cut in a box", vec![ftyp, b"\0\0\0\x0ameta1"], true),
            ("cut in a head", vec![ftyp, b"\0\0\0"], true),
            ("a length of its head", vec![ftyp, b"\0\0\0\x03mdat"], false),
        ] {
            assert_eq!(is_cut(&parts.concat()), cut, "{name}");
        }
    }

    #[test]
    fn an_end_that_was_never_written() {
        for (code, empty) in [
            (b"\x07\0\0\0".as_slice(), true),
            (b"\x07\0\0", false),
            (b"\0\0\0\x07", false),
            (b"\0", true),
            (b"", false),
        ] {
            assert_eq!(ends_empty(code, EMPTY_HEVC), empty, "{code:?}");
        }
        assert!(!ends_empty(b"\x07\0\0\0", EMPTY_OTHER));
    }
}
