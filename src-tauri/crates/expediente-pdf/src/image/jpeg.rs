//! Reads a JPEG: which of its segments are needed to show it. All others are left out.

use crate::bytes::Bytes;
use crate::error::PictureError;
use crate::image::jpeg_segments::JpegSegments;
use crate::image::picture::{Picture, Piece, Space};
use std::collections::BTreeMap;

/// A JFIF header of density 1 without a preview.
const JFIF: [u8; 18] = [
    0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
];
/// An end of image marker.
const END: [u8; 2] = [0xFF, 0xD9];
const LARGEST_PROFILE: usize = 8 * 1024 * 1024;

struct Frame {
    width: u32,
    height: u32,
    components: Vec<u8>,
}

impl Picture {
    /// A JPEG as it is, without the segments that are not needed to show it: no EXIF, no XMP, no
    /// preview, nothing after its end.
    pub fn jpeg(bytes: Bytes) -> Result<Self, PictureError> {
        let data: &[u8] = (*bytes).as_ref();
        let start = &[0xFF, 0xD8];
        if !data.starts_with(start) {
            return Err(PictureError::NotAJpeg);
        }
        let mut pieces = vec![Piece::Kept(0..start.len())];
        let mut frame: Option<Frame> = None;
        let mut jfif = false;
        let mut adobe = false;
        // The parts of the ICC profile by their numbers; nothing for one that is cut off.
        let mut profile: BTreeMap<u8, Option<&[u8]>> = BTreeMap::new();
        let mut scans = 0usize;
        let mut ended = false;
        let mut segments = JpegSegments::new(data);
        while let Some(segment) = segments.next() {
            let (range, body) = (segment.range, segment.body);
            match segment.marker {
                0xD9 => {
                    pieces.push(Piece::Made(END.to_vec()));
                    ended = true;
                }
                0xE0 if body.starts_with(b"JFIF\0") && !jfif => {
                    jfif = true;
                    pieces.push(Piece::Made(jfif_header(body)));
                }
                0xE2 if body.starts_with(b"ICC_PROFILE\0") => {
                    if let Some(number) = body.get(12) {
                        profile.entry(*number).or_insert(body.get(14..));
                    }
                    pieces.push(Piece::Kept(range));
                }
                0xEE if body.starts_with(b"Adobe") => {
                    adobe |= body.len() > 11;
                    pieces.push(Piece::Kept(range));
                }
                0xE0..=0xEF | 0xFE => {}
                0xC0..=0xC2 => {
                    if frame.is_some() {
                        return Err(PictureError::UnsupportedJpeg("more than one frame"));
                    }
                    frame = Some(read_frame(body)?);
                    pieces.push(Piece::Kept(range));
                }
                0xC3 | 0xC5..=0xC7 | 0xCB | 0xCD..=0xCF => {
                    return Err(PictureError::UnsupportedJpeg("lossless or hierarchical"));
                }
                0xC9 | 0xCA | 0xCC => {
                    return Err(PictureError::UnsupportedJpeg("arithmetic coding"));
                }
                0xC4 | 0xDB | 0xDD => pieces.push(Piece::Kept(range)),
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
                    pieces.push(Piece::Kept(range.start..segments.skip_pixels()));
                }
                _ => {}
            }
        }
        let frame = frame.ok_or(PictureError::Damaged("it has no frame"))?;
        if scans == 0 {
            return Err(PictureError::Damaged("it has no pixels"));
        }
        if !ended {
            pieces.push(Piece::Made(END.to_vec()));
        }
        let space = match frame.components.len() {
            1 => Space::Gray,
            3 => Space::Rgb,
            4 => Space::Cmyk,
            _ => {
                return Err(PictureError::UnsupportedJpeg(
                    "an unsupported number of colors",
                ));
            }
        };
        let mut coding = String::from("/Filter/DCTDecode");
        if space == Space::Cmyk {
            // Adobe's programs write ink as light, and those that leave out Adobe's segment do so
            // too: every program that shows JPEG files (libjpeg's convention) takes it so.
            coding.push_str("/Decode[1 0 1 0 1 0 1 0]");
        }
        if space == Space::Rgb && !adobe && !jfif && frame.components == *b"RGB" {
            coding.push_str("/DecodeParms<</ColorTransform 0>>");
        }
        Ok(Self {
            pieces: merged(pieces),
            width: frame.width,
            height: frame.height,
            bits: 8,
            space,
            palette: None,
            profile: join(&profile),
            coding,
            truncated: !ended,
            bytes,
        })
    }
}

/// A JFIF header with the density of the original, but not its preview.
fn jfif_header(body: &[u8]) -> Vec<u8> {
    let mut made = JFIF.to_vec();
    if let (Some(to), Some(from)) = (made.get_mut(9..16), body.get(5..12)) {
        to.copy_from_slice(from);
    }
    made
}

fn read_frame(body: &[u8]) -> Result<Frame, PictureError> {
    let damaged = PictureError::Damaged("its frame is too short");
    let [bits, h1, h0, w1, w0, count, rest @ ..] = body else {
        return Err(damaged);
    };
    if *bits != 8 {
        return Err(PictureError::UnsupportedJpeg("not 8 bits a sample"));
    }
    let (triples, _) = rest.as_chunks::<3>();
    let components: Vec<u8> = triples
        .iter()
        .take(usize::from(*count))
        .map(|[id, ..]| *id)
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

/// The profile from its numbered parts, if all are there.
fn join(parts: &BTreeMap<u8, Option<&[u8]>>) -> Option<Vec<u8>> {
    let mut profile = Vec::new();
    for (expected, (number, part)) in (1u8..).zip(parts) {
        if *number != expected {
            return None;
        }
        profile.extend_from_slice((*part)?);
        if profile.len() > LARGEST_PROFILE {
            return None;
        }
    }
    (!profile.is_empty()).then_some(profile)
}

/// Joins adjacent pieces.
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
