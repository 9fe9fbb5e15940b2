//! Plain PNGs, for pictures that a PDF cannot carry as they are.
//!
//! 8 bits gray or RGB, or fewer bits gray or indexed; no transparency, no interlacing. Rows are
//! written as they come, so a picture is never in memory twice.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use expediente_model::{Code, Finding, io_reason};
use png::{BitDepth, ColorType, Compression, Encoder, Info, StreamWriter};

/// The coding of the rows.
pub(crate) enum Tone {
    /// Gray with this many bits per pixel.
    Gray(BitDepth),
    /// 8 bits per channel.
    Rgb,
    /// Indices of this many bits into a palette of RGB triples.
    Indexed(BitDepth, Vec<u8>),
}

/// A PNG being written.
pub(crate) struct PlainPng {
    rows: StreamWriter<'static, BufWriter<File>>,
}

impl PlainPng {
    /// Creates a file. A profile for another color space is left out.
    pub(crate) fn create(
        path: &Path,
        width: u32,
        height: u32,
        tone: Tone,
        profile: Option<Vec<u8>>,
    ) -> Result<Self, Finding> {
        let mut info = Info::with_size(width, height);
        let signature: &[u8] = match &tone {
            Tone::Gray(_) => b"GRAY",
            Tone::Rgb | Tone::Indexed(..) => b"RGB ",
        };
        let fits = |p: &Vec<u8>| {
            p.len() >= 132 && p.get(16..20) == Some(signature) && p.get(36..40) == Some(b"acsp")
        };
        info.icc_profile = profile.filter(fits).map(Cow::Owned);
        match tone {
            Tone::Gray(bits) => (info.color_type, info.bit_depth) = (ColorType::Grayscale, bits),
            Tone::Rgb => (info.color_type, info.bit_depth) = (ColorType::Rgb, BitDepth::Eight),
            Tone::Indexed(bits, palette) => {
                (info.color_type, info.bit_depth) = (ColorType::Indexed, bits);
                info.palette = Some(Cow::Owned(palette));
            }
        }
        let file = File::create_new(path).map_err(unwritten)?;
        let mut encoder = Encoder::with_info(BufWriter::new(file), info).map_err(unwritten)?;
        // Five times the work of the fast level for a third fewer bytes: courts limit bytes, not
        // seconds.
        encoder.set_compression(Compression::Balanced);
        let rows = encoder
            .write_header()
            .and_then(png::Writer::into_stream_writer)
            .map_err(unwritten)?;
        Ok(Self { rows })
    }

    /// Writes one or more rows.
    pub(crate) fn rows(&mut self, bytes: &[u8]) -> Result<(), Finding> {
        self.rows.write_all(bytes).map_err(unwritten)
    }

    /// Ends the file.
    pub(crate) fn finish(self) -> Result<(), Finding> {
        self.rows.finish().map_err(unwritten)
    }
}

/// One color channel over white. An `alpha` of 255 is opaque.
pub(crate) fn over_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    let sum = value * alpha + 255 * (255 - alpha);
    // A mean of two bytes is a byte.
    ((sum + 127) / 255) as u8
}

/// The light that remains of white under an ink and black.
pub(crate) fn under_inks(ink: u8, black: u8) -> u8 {
    let light = (255 - u32::from(ink)) * (255 - u32::from(black));
    // A product of two fractions of a byte is a byte.
    ((light + 127) / 255) as u8
}

/// RGBA pixels over white, as RGB, into `row`.
pub(crate) fn flatten_rgba(rgba: &[u8], row: &mut Vec<u8>) {
    row.clear();
    for pixel in rgba.chunks_exact(4) {
        if let &[r, g, b, a] = pixel {
            row.extend([over_white(r, a), over_white(g, a), over_white(b, a)]);
        }
    }
}

/// Gray and alpha over white, as gray, into `row`.
pub(crate) fn flatten_gray_alpha(pixels: &[u8], row: &mut Vec<u8>) {
    row.clear();
    for pixel in pixels.chunks_exact(2) {
        if let &[value, alpha] = pixel {
            row.push(over_white(value, alpha));
        }
    }
}

fn unwritten(error: impl Into<png::EncodingError>) -> Finding {
    let why = match error.into() {
        png::EncodingError::IoError(error) => io_reason(&error),
        _ => "not-written".to_owned(),
    };
    Finding::new(Code::FileUnreadable).with("why", why)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Transparent pixels show white paper, not black.
    #[test]
    fn transparency_becomes_paper() {
        for (value, alpha, expected) in [
            (0, 0, 255),
            (0, 255, 0),
            (255, 128, 255),
            (0, 128, 127),
            (100, 255, 100),
        ] {
            assert_eq!(over_white(value, alpha), expected);
        }
    }
}
