//! Pictures inside of copied PDFs without what they tell of their making: EXIF, XMP, comments, previews.
//!
//! Only whole segments and boxes are left out; what the pixels need stays as the bytes it is. What is damaged or of no
//! known build is left alone from there on.

use crate::image::jpeg;
use crate::read::content;
use crate::read::source::Source;
use hayro_syntax::Filter;
use hayro_syntax::object::{Object, Stream};
use std::ops::Range;

/// What is kept of the data of a stream.
pub(crate) enum Plain {
    /// These pieces of the data as it is coded.
    Pieces(Vec<Range<usize>>),
    /// The picture alone: what it was packed in besides had to be undone.
    Unpacked(Vec<u8>),
}

/// The data of a picture without what is not needed to show it; nothing where there is nothing to leave out.
pub(crate) fn plain(source: &Source, stream: &Stream<'_>, data: &[u8]) -> Option<Plain> {
    let keep = match stream.filters().last()? {
        Filter::DctDecode => jpeg_pieces,
        Filter::JpxDecode => jpx_pieces,
        _ => return None,
    };
    if stream.filters().len() == 1 {
        return keep(data).map(Plain::Pieces);
    }
    let unpacked = content::unwrapped(source, stream, data)?;
    let pieces = keep(&unpacked)?;
    Some(Plain::Unpacked(
        pieces
            .into_iter()
            .filter_map(|piece| unpacked.get(piece))
            .flatten()
            .copied()
            .collect(),
    ))
}

/// Whether a stream has parameters for its last filter alone, which then still hold.
pub(crate) fn parameters<'a>(source: &'a Source, stream: &Stream<'a>) -> Option<Object<'a>> {
    match source.value(stream.dict(), b"DecodeParms")? {
        Object::Array(all) => source.resolve(all.raw_iter().last()?),
        _ => None,
    }
}

/// The pieces of a JPEG that are needed to show it: not the segments for applications, but JFIF, ICC and Adobe's, and no
/// comments.
fn jpeg_pieces(data: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut dropped: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(marker) = jpeg::next_marker(data, &mut at) {
        let start = at - 2;
        match marker {
            // Behind the end stand previews, films and depth maps.
            0xD9 => {
                if at < data.len()
                    && data
                        .get(at..)?
                        .iter()
                        .any(|b| !b.is_ascii_whitespace() && *b != 0)
                {
                    dropped.push(at..data.len());
                }
                break;
            }
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let Some(&[high, low]) = data.get(at..at + 2).and_then(|l| l.first_chunk::<2>()) else {
            break;
        };
        let end = at + usize::from(u16::from_be_bytes([high, low])).max(2);
        let Some(body) = data.get(at + 2..end) else {
            break;
        };
        let tells = match marker {
            0xE0 => !body.starts_with(b"JFIF\0") || body.len() > 14,
            0xE2 => !body.starts_with(b"ICC_PROFILE\0"),
            0xEE => !body.starts_with(b"Adobe"),
            0xE1..=0xEF | 0xFE => true,
            _ => false,
        };
        if tells {
            dropped.push(start..end);
        }
        at = if marker == 0xDA {
            jpeg::scan_end(data, end)
        } else {
            end
        };
    }
    without(data, &dropped)
}

/// The boxes of a JPEG 2000 file that are needed to show it: not XML, not what a maker has put there.
fn jpx_pieces(data: &[u8]) -> Option<Vec<Range<usize>>> {
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
        let end = at
            .checked_add(length)
            .filter(|end| length >= 8 && *end <= data.len());
        let Some(end) = end else { break };
        if matches!(data.get(at + 4..at + 8), Some(b"uuid" | b"xml " | b"uinf")) {
            dropped.push(at..end);
        }
        at = end;
    }
    without(data, &dropped)
}

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

    /// Place, device, owner and program of a photo must not go along with a PDF that it stands in.
    #[test]
    fn a_jpeg_without_what_it_tells() {
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
        assert!(jpeg_pieces(&clean).is_none());
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
            joined(&told, &jpeg_pieces(&told).unwrap_or_default()),
            clean
        );
    }

    /// A JPEG that is cut within a segment is left as it is from there on: viewers show what there is.
    #[test]
    fn a_jpeg_cut_short() {
        let cut = [
            b"\xFF\xD8".to_vec(),
            segment(0xFE, b"made by"),
            b"\xFF\xDB\x00\x43\x00".to_vec(),
        ]
        .concat();
        assert_eq!(
            joined(&cut, &jpeg_pieces(&cut).unwrap_or_default()),
            b"\xFF\xD8\xFF\xDB\x00\x43\x00"
        );
    }

    /// The same for JPEG 2000.
    #[test]
    fn a_jpeg_2000_without_what_it_tells() {
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
            joined(&file, &jpx_pieces(&file).unwrap_or_default()),
            [head, code].concat()
        );
    }
}
