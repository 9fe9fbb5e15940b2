//! JPEG: which of its segments are needed to show it, and nothing else of it.
//!
//! No pixel is decoded.

use crate::error::PictureError;
use crate::image::picture::{Picture, Piece, Space};
use crate::read::source::Bytes;
use std::collections::BTreeMap;
use std::ops::Range;

/// A JFIF header of density 1 without a preview.
const JFIF: [u8; 18] = [
    0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
];
const LARGEST_PROFILE: usize = 8 * 1024 * 1024;

struct Frame {
    width: u32,
    height: u32,
    components: Vec<u8>,
}

pub(crate) fn read(bytes: Bytes) -> Result<Picture, PictureError> {
    let data: &[u8] = (*bytes).as_ref();
    if !data.starts_with(&[0xFF, 0xD8]) {
        return Err(PictureError::NotAJpeg);
    }
    let mut pieces = vec![Piece::Kept(0..2)];
    let mut frame: Option<Frame> = None;
    let mut jfif = false;
    let mut adobe: Option<u8> = None;
    let mut profile: BTreeMap<u8, Range<usize>> = BTreeMap::new();
    let mut scans = 0usize;
    let mut ended = false;
    let mut at = 2;
    while let Some(marker) = next_marker(data, &mut at) {
        let start = at - 2;
        match marker {
            0xD9 => {
                pieces.push(Piece::Made(vec![0xFF, 0xD9]));
                ended = true;
                break;
            }
            // Restart markers and TEM stand alone; a second SOI is noise.
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let Some(length) = data.get(at..at + 2).and_then(|l| match l {
            [a, b] => Some(usize::from(u16::from_be_bytes([*a, *b]))),
            _ => None,
        }) else {
            break;
        };
        let end = at + length.max(2);
        let Some(body) = data.get(at + 2..end) else {
            break;
        };
        at = end;
        match marker {
            0xE0 if body.starts_with(b"JFIF\0") && !jfif => {
                jfif = true;
                let mut made = JFIF.to_vec();
                // The density is harmless and true; the preview is not taken over.
                if let (Some(to), Some(from)) = (made.get_mut(9..16), body.get(5..12)) {
                    to.copy_from_slice(from);
                }
                pieces.push(Piece::Made(made));
            }
            0xE2 if body.starts_with(b"ICC_PROFILE\0") => {
                if let Some(&number) = body.get(12) {
                    profile.entry(number).or_insert(start + 18..end);
                }
                pieces.push(Piece::Kept(start..end));
            }
            0xEE if body.starts_with(b"Adobe") => {
                adobe = adobe.or(body.get(11).copied());
                pieces.push(Piece::Kept(start..end));
            }
            0xE0..=0xEF | 0xFE => {}
            0xC0..=0xC2 => {
                if frame.is_some() {
                    return Err(PictureError::UnsupportedJpeg("more than one frame"));
                }
                frame = Some(read_frame(body)?);
                pieces.push(Piece::Kept(start..end));
            }
            0xC3 | 0xC5..=0xC7 | 0xCB | 0xCD..=0xCF => {
                return Err(PictureError::UnsupportedJpeg("lossless or hierarchical"));
            }
            0xC9 | 0xCA | 0xCC => return Err(PictureError::UnsupportedJpeg("arithmetic coding")),
            0xC4 | 0xDB | 0xDD => pieces.push(Piece::Kept(start..end)),
            0xDC => {
                return Err(PictureError::UnsupportedJpeg(
                    "height known only at the end",
                ));
            }
            0xDA => {
                if frame.is_none() {
                    return Err(PictureError::Damaged("a scan before its frame"));
                }
                scans += 1;
                at = scan_end(data, end);
                pieces.push(Piece::Kept(start..at));
            }
            _ => {}
        }
    }
    let frame = frame.ok_or(PictureError::Damaged("it has no frame"))?;
    if scans == 0 {
        return Err(PictureError::Damaged("it has no pixels"));
    }
    if !ended {
        pieces.push(Piece::Made(vec![0xFF, 0xD9]));
    }
    let space = match frame.components.len() {
        1 => Space::Gray,
        3 => Space::Rgb,
        4 => Space::Cmyk,
        _ => return Err(PictureError::UnsupportedJpeg("an odd number of colours")),
    };
    let mut coding = String::from("/Filter/DCTDecode");
    if space == Space::Cmyk && adobe.is_some() {
        coding.push_str("/Decode[1 0 1 0 1 0 1 0]");
    }
    if space == Space::Rgb && adobe.is_none() && !jfif && frame.components == *b"RGB" {
        coding.push_str("/DecodeParms<</ColorTransform 0>>");
    }
    let profile = join(data, &profile);
    Ok(Picture {
        pieces: merged(pieces),
        width: frame.width,
        height: frame.height,
        bits: 8,
        space,
        palette: None,
        profile,
        coding,
        truncated: !ended,
        bytes,
    })
}

/// Moves past the next marker, over whatever stands before it.
pub(crate) fn next_marker(data: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let rest = data.get(*at..)?;
        *at += memchr::memchr(0xFF, rest)?;
        while data.get(*at) == Some(&0xFF) {
            *at += 1;
        }
        let marker = *data.get(*at)?;
        *at += 1;
        if marker != 0 {
            return Some(marker);
        }
    }
}

/// Where the coded pixels that begin here end.
pub(crate) fn scan_end(data: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = data.get(at..).and_then(|rest| memchr::memchr(0xFF, rest)) {
        let mark = at + found;
        match data.get(mark + 1) {
            Some(0 | 0xD0..=0xD7) => at = mark + 2,
            // Fill bytes.
            Some(0xFF) => at = mark + 1,
            Some(_) => return mark,
            None => return mark,
        }
    }
    data.len()
}

fn read_frame(body: &[u8]) -> Result<Frame, PictureError> {
    let damaged = PictureError::Damaged("its frame is too short");
    let [bits, h1, h0, w1, w0, count, rest @ ..] = body else {
        return Err(damaged);
    };
    if *bits != 8 {
        return Err(PictureError::UnsupportedJpeg("not 8 bits a sample"));
    }
    let components: Vec<u8> = rest
        .chunks_exact(3)
        .take(usize::from(*count))
        .filter_map(|c| c.first().copied())
        .collect();
    if components.len() != usize::from(*count) {
        return Err(damaged);
    }
    let width = u32::from(u16::from_be_bytes([*w1, *w0]));
    let height = u32::from(u16::from_be_bytes([*h1, *h0]));
    if height == 0 {
        return Err(PictureError::UnsupportedJpeg(
            "height known only at the end",
        ));
    }
    if width == 0 {
        return Err(PictureError::Damaged("it has no width"));
    }
    Ok(Frame {
        width,
        height,
        components,
    })
}

/// The profile from its numbered parts, when they are all there.
fn join(data: &[u8], parts: &BTreeMap<u8, Range<usize>>) -> Option<Vec<u8>> {
    let mut profile = Vec::new();
    for (expected, (number, range)) in (1u8..).zip(parts) {
        if *number != expected {
            return None;
        }
        profile.extend_from_slice(data.get(range.clone())?);
        if profile.len() > LARGEST_PROFILE {
            return None;
        }
    }
    (!profile.is_empty()).then_some(profile)
}

/// Neighbouring pieces as one.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let (Some(Piece::Kept(last)), Piece::Kept(next)) = (out.last_mut(), &piece)
            && last.end == next.start
        {
            last.end = next.end;
            continue;
        }
        out.push(piece);
    }
    out
}
