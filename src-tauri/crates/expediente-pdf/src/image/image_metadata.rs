//! Cuts metadata out of pictures inside copied PDFs: EXIF, XMP, comments, previews.
//!
//! Only whole segments and boxes are left out; everything needed for the pixels stays as its
//! encoded bytes. From the first damage on a picture stays as it is.

use crate::image::jpeg_segments::JpegSegments;
use crate::read::content;
use crate::read::objects::Objects;
use hayro_syntax::Filter;
use hayro_syntax::object::{Object, Stream};
use std::ops::Range;

/// The data of a stream without metadata.
pub(crate) enum Cleaned<'a> {
    /// These pieces of the encoded data.
    Pieces(Vec<&'a [u8]>),
    /// The picture alone. The filters around it had to be removed.
    Unwrapped(Vec<u8>),
}

/// The data of a picture without metadata, and without filters around its own format; nothing when
/// there is nothing to leave out.
pub(crate) fn cleaned<'a>(
    objects: &Objects,
    stream: &Stream<'_>,
    data: &'a [u8],
) -> Option<Cleaned<'a>> {
    let needed = match stream.filters().last()? {
        Filter::DctDecode => needed_of_jpeg,
        Filter::JpxDecode => needed_of_jpx,
        _ => return None,
    };
    if stream.filters().len() == 1 {
        return Some(Cleaned::Pieces(slices(data, needed(data)?)));
    }
    let unwrapped = content::unwrapped(objects, stream, data)?;
    Some(Cleaned::Unwrapped(match needed(&unwrapped) {
        Some(needed) => slices(&unwrapped, needed).concat(),
        None => unwrapped,
    }))
}

fn slices(data: &[u8], ranges: Vec<Range<usize>>) -> Vec<&[u8]> {
    ranges
        .into_iter()
        .filter_map(|range| {
            let slice = data.get(range);
            debug_assert!(slice.is_some(), "a piece is within its picture");
            slice
        })
        .collect()
}

/// The parameters of a stream's last filter, which remain when the filters around it are removed.
pub(crate) fn parameters<'a>(objects: &'a Objects, stream: &Stream<'a>) -> Option<Object<'a>> {
    match objects.value(stream.dict(), b"DecodeParms")? {
        Object::Array(all) => objects.resolve(all.raw_iter().last()?),
        _ => None,
    }
}

/// The pieces of a JPEG that are needed to show it: of the segments for applications only JFIF, ICC
/// and Adobe, and no comments. Nothing when that is all of it.
fn needed_of_jpeg(data: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut dropped: Vec<Range<usize>> = Vec::new();
    for segment in JpegSegments::new(data) {
        let (range, body) = (segment.range, segment.body);
        let is_metadata = match segment.marker {
            // Previews, films and depth maps can follow the end.
            0xD9 => {
                let tail = data.get(range.end..)?;
                if tail.iter().any(|b| !b.is_ascii_whitespace() && *b != 0) {
                    dropped.push(range.end..data.len());
                }
                false
            }
            0xE0 => !body.starts_with(b"JFIF\0") || body.len() > 14,
            0xE2 => !body.starts_with(b"ICC_PROFILE\0"),
            0xEE => !body.starts_with(b"Adobe"),
            0xE1..=0xEF | 0xFE => true,
            _ => false,
        };
        if is_metadata {
            dropped.push(range);
        }
    }
    without(data, &dropped)
}

/// The boxes of a JPEG 2000 file that are needed to show it: neither XML nor boxes that vendors
/// added.
fn needed_of_jpx(data: &[u8]) -> Option<Vec<Range<usize>>> {
    if data.get(4..8) != Some(b"jP  ") {
        return None;
    }
    let mut dropped = Vec::new();
    let mut at = 0;
    while let Some(&[a, b, c, d]) = data.get(at..at + 4).and_then(|l| l.first_chunk::<4>()) {
        let length = match u32::from_be_bytes([a, b, c, d]) {
            0 => data.len() - at,
            1 => {
                let long = data
                    .get(at + 8..at + 16)
                    .and_then(|l| l.first_chunk::<8>())?;
                usize::try_from(u64::from_be_bytes(*long)).ok()?
            }
            short => short as usize,
        };
        // A damaged box and all that follows stay as they are.
        let Some(end) = at.checked_add(length) else {
            break;
        };
        if length < 8 || end > data.len() {
            break;
        }
        if matches!(data.get(at + 4..at + 8), Some(b"uuid" | b"xml " | b"uinf")) {
            dropped.push(at..end);
        }
        at = end;
    }
    without(data, &dropped)
}

/// The ranges between the dropped ones; nothing when none is dropped.
fn without(data: &[u8], dropped: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
    if dropped.is_empty() {
        return None;
    }
    let mut kept = Vec::with_capacity(dropped.len() + 1);
    let mut at = 0;
    for range in dropped {
        kept.push(at..range.start);
        at = range.end;
    }
    kept.push(at..data.len());
    kept.retain(|range| !range.is_empty());
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(data: &[u8], pieces: &[Range<usize>]) -> Vec<u8> {
        pieces
            .iter()
            .filter_map(|piece| data.get(piece.clone()))
            .flatten()
            .copied()
            .collect()
    }

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2)
            .unwrap_or_default()
            .to_be_bytes();
        [&[0xFF, marker], length.as_slice(), body].concat()
    }

    /// Place, device, owner and program of a photo must not go along with the PDF that contains it.
    #[test]
    fn a_jpeg_without_its_metadata() {
        let scan = [
            segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x12\xff\x00\x34".to_vec(),
        ]
        .concat();
        let icc = segment(0xE2, b"ICC_PROFILE\0\x01\x01profile");
        let adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01");
        let head = [
            b"\xFF\xD8".to_vec(),
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        ]
        .concat();
        let tail = [segment(0xDB, b"table"), scan, b"\xFF\xD9".to_vec()].concat();
        let clean = [head.clone(), icc.clone(), adobe.clone(), tail.clone()].concat();
        assert!(needed_of_jpeg(&clean).is_none());
        let told = [
            head,
            segment(0xE1, b"Exif\0\0GPS"),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>"),
            icc,
            segment(0xED, b"Photoshop 3.0\0"),
            segment(0xFE, b"made by"),
            adobe,
            tail,
            b"MotionPhoto".to_vec(),
        ]
        .concat();
        assert_eq!(
            joined(&told, &needed_of_jpeg(&told).unwrap_or_default()),
            clean
        );
    }

    /// A JPEG cut off within a segment keeps that segment as it is: viewers show what there is.
    #[test]
    fn a_jpeg_cut_short() {
        let cut = [
            b"\xFF\xD8".to_vec(),
            segment(0xFE, b"made by"),
            b"\xFF\xDB\x00\x43\x00".to_vec(),
        ]
        .concat();
        assert_eq!(
            joined(&cut, &needed_of_jpeg(&cut).unwrap_or_default()),
            b"\xFF\xD8\xFF\xDB\x00\x43\x00"
        );
    }

    /// The same for JPEG 2000.
    #[test]
    fn a_jpeg_2000_without_its_metadata() {
        let told = |kind: &[u8], body: &[u8]| -> Vec<u8> {
            [
                u32::try_from(body.len() + 8)
                    .unwrap_or_default()
                    .to_be_bytes()
                    .as_slice(),
                kind,
                body,
            ]
            .concat()
        };
        let (head, code) = (told(b"jP  ", b"\r\n\x87\n"), told(b"jp2c", b"pixels"));
        let file = [
            head.clone(),
            told(b"uuid", b"exif"),
            told(b"xml ", b"<x/>"),
            code.clone(),
        ]
        .concat();
        assert_eq!(
            joined(&file, &needed_of_jpx(&file).unwrap_or_default()),
            [head, code].concat()
        );
    }
}
