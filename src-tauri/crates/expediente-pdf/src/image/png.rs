//! Reads a PNG. The compressed rows of a plain one are what a PDF takes, so they are kept.
//!
//! A PNG that must be decoded first is refused with the reason.

use crate::bytes::Bytes;
use crate::error::PictureError;
use crate::image::picture::{Picture, Piece, Space};
use flate2::read::ZlibDecoder;
use std::io::Read;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const LARGEST_PROFILE: u64 = 8 * 1024 * 1024;

struct Header {
    width: u32,
    height: u32,
    bits: u8,
    color: u8,
}

impl Picture {
    /// A PNG without transparency, interlacing or 16-bit samples, its compressed rows kept as they
    /// are.
    pub fn png(bytes: Bytes) -> Result<Self, PictureError> {
        read(bytes)
    }
}

fn read(bytes: Bytes) -> Result<Picture, PictureError> {
    let data: &[u8] = (*bytes).as_ref();
    if !data.starts_with(SIGNATURE) {
        return Err(PictureError::NotAPng);
    }
    let mut at = SIGNATURE.len();
    let mut header: Option<Header> = None;
    let mut palette: Option<Vec<u8>> = None;
    let mut profile = None;
    let mut pieces = Vec::new();
    let mut ended = false;
    while let Some(length) = data.get(at..at + 4).and_then(be32) {
        let body_start = at + 8;
        let end = body_start + length as usize;
        let (Some(named), Some(body), Some(crc)) = (
            data.get(at + 4..end),
            data.get(body_start..end),
            data.get(end..end + 4).and_then(be32),
        ) else {
            return Err(PictureError::Damaged("it ends early"));
        };
        let mut sum = flate2::Crc::new();
        sum.update(named);
        if sum.sum() != crc {
            return Err(PictureError::Damaged("a checksum does not match"));
        }
        match named.get(..4) {
            Some(b"IHDR") => header = Some(read_header(body)?),
            Some(b"PLTE") => palette = Some(body.to_vec()),
            Some(b"tRNS") => return Err(PictureError::NotPlain("it has transparency")),
            Some(b"iCCP") => profile = read_profile(body),
            Some(b"IDAT") => pieces.push(Piece::Kept(body_start..end)),
            Some(b"IEND") => {
                ended = true;
                break;
            }
            _ => {}
        }
        at = end + 4;
    }
    if !ended {
        return Err(PictureError::Damaged("it ends early"));
    }
    let header = header.ok_or(PictureError::Damaged("it has no header"))?;
    if pieces.is_empty() {
        return Err(PictureError::Damaged("it has no pixels"));
    }
    let space = match header.color {
        0 => Space::Gray,
        2 | 3 => Space::Rgb,
        _ => return Err(PictureError::NotPlain("it has transparency")),
    };
    let palette = match header.color {
        3 => {
            let mut colors =
                palette.ok_or(PictureError::Damaged("it has no colors to choose from"))?;
            // Whole colors, and no more than the samples can choose from.
            colors.truncate(colors.len().min(3 << header.bits) / 3 * 3);
            if colors.is_empty() {
                return Err(PictureError::Damaged("it has no colors to choose from"));
            }
            Some(colors)
        }
        _ => None,
    };
    let colors = if header.color == 2 { 3 } else { 1 };
    Ok(Picture {
        coding: format!(
            "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {colors}/BitsPerComponent {}/Columns {}>>",
            header.bits, header.width
        ),
        pieces,
        width: header.width,
        height: header.height,
        bits: header.bits,
        space,
        palette,
        profile,
        truncated: false,
        bytes,
    })
}

fn be32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

fn read_header(body: &[u8]) -> Result<Header, PictureError> {
    let (Some(width), Some(height), Some(&[bits, color, _, _, interlaced])) = (
        body.get(0..4).and_then(be32),
        body.get(4..8).and_then(be32),
        body.get(8..13),
    ) else {
        return Err(PictureError::Damaged("its header is too short"));
    };
    if width == 0 || height == 0 || width > 0x7fff_ffff || height > 0x7fff_ffff {
        return Err(PictureError::Damaged("its size makes no sense"));
    }
    if interlaced != 0 {
        return Err(PictureError::NotPlain("it is interlaced"));
    }
    match (color, bits) {
        (0 | 3, 1 | 2 | 4 | 8) | (2, 8) => {}
        (4 | 6, 8 | 16) => return Err(PictureError::NotPlain("it has transparency")),
        (0 | 2, 16) => return Err(PictureError::NotPlain("it has 16 bits a sample")),
        _ => return Err(PictureError::Damaged("its header makes no sense")),
    }
    Ok(Header {
        width,
        height,
        bits,
        color,
    })
}

fn read_profile(body: &[u8]) -> Option<Vec<u8>> {
    let name_end = body.iter().position(|&b| b == 0)?;
    let packed = body.get(name_end + 2..)?;
    let mut profile = Vec::new();
    ZlibDecoder::new(packed)
        .take(LARGEST_PROFILE)
        .read_to_end(&mut profile)
        .ok()?;
    Some(profile)
}
