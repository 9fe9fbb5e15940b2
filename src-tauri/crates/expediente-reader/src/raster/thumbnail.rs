//! Makes a small picture of a JPEG or PNG with as little memory as possible. Runs in the child.
//!
//! `draw` turns and encodes it.

use std::io::Cursor;

use expediente_intake::limits;
use expediente_model::{Bytes, Density, Finding};
use expediente_pdf::Picture;
use jpeg_decoder::PixelFormat;
use png::{ColorType, Decoder, Limits, Transformations};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::picture::plain_png::{flatten_gray_alpha, flatten_rgba};
use crate::raster::downscale::{Downscale, fitted, shrunk};
use crate::raster::pixels::Pixels;
use crate::refusal::{check_size, damaged, unsupported};

/// A picture whose longest side has at most `side` pixels, and its color profile.
pub(crate) fn jpeg(file: Bytes, side: u32) -> Result<(Pixels, Option<Vec<u8>>), Finding> {
    decoded_jpeg((*file).as_ref(), side).or_else(|error| {
        // Decoders stumble over segments and markers that no dossier gets.
        let plain = Picture::jpeg(file).map_err(|_| error)?;
        decoded_jpeg(&plain.data().map_err(damaged)?, side)
    })
}

fn decoded_jpeg(data: &[u8], side: u32) -> Result<(Pixels, Option<Vec<u8>>), Finding> {
    // Decoded to an eighth, a quarter or half of its size if that suffices: this takes a third less
    // time, and a photo of 200 megapixels needs no more memory than one of three.
    let mut decoder = jpeg_decoder::Decoder::new(data);
    decoder.set_max_decoding_buffer_size(limits::DECODED_MEMORY);
    let info = decoder.read_info().ok().and_then(|()| decoder.info());
    if let Some(info) = info {
        let full = (u32::from(info.width), u32::from(info.height));
        if u64::from(full.0) * u64::from(full.1) > limits::PIXELS {
            return check_size(full.0, full.1, 1).and(Err(damaged("it has too many pixels")));
        }
        let channels = match info.pixel_format {
            PixelFormat::L8 => Some(1),
            PixelFormat::RGB24 => Some(3),
            PixelFormat::L16 | PixelFormat::CMYK32 => None,
        };
        let small = fitted(full, side);
        // No larger than `full`, whose sides are 16 bits.
        let scaled = channels.zip(decoder.scale(small.0 as u16, small.1 as u16).ok());
        if let Some((channels, (width, height))) = scaled
            && let Ok(pixels) = decoder.decode()
        {
            let profile = if channels == 3 {
                decoder.icc_profile().filter(|p| is_small_rgb(p))
            } else {
                None
            };
            return Ok((
                shrunk(&pixels, channels, (width.into(), height.into()), small),
                profile,
            ));
        }
    }
    whole_jpeg(data, side).map(|pixels| (pixels, None))
}

/// Whether a profile is for RGB and small: those of phones have half a kilobyte, so keeping one
/// costs nothing.
fn is_small_rgb(profile: &[u8]) -> bool {
    (128..=4096).contains(&profile.len()) && profile.get(16..20) == Some(b"RGB ")
}

/// For four channels, or damage: decodes all of it, and shows what comes before the damage, as
/// viewers do.
fn whole_jpeg(data: &[u8], side: u32) -> Result<Pixels, Finding> {
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    decoder.decode_headers().map_err(damaged)?;
    let (width, height) = decoder
        .dimensions()
        .ok_or_else(|| damaged("it has no size"))?;
    let size = (
        u32::try_from(width).map_err(damaged)?,
        u32::try_from(height).map_err(damaged)?,
    );
    check_size(size.0, size.1, 3)?;
    let length = decoder
        .output_buffer_size()
        .ok_or_else(|| damaged("it has no size"))?;
    let mut pixels = vec![0xff; length];
    if let Err(zune_jpeg::errors::DecodeErrors::Unsupported(why)) = decoder.decode_into(&mut pixels)
    {
        return Err(unsupported(format!("{why:?}")));
    }
    Ok(shrunk(&pixels, 3, size, fitted(size, side)))
}

/// A picture of square pixels whose longest side has at most `side`, from one whose pixels lie
/// closer in one direction.
pub(crate) fn squared(pixels: Pixels, density: Density, side: u32) -> Pixels {
    let (across, down) = (u64::from(density.across), u64::from(density.down));
    let from = (pixels.width, pixels.height);
    // Shorter than the side was, because `less` is below `more`.
    let shorter = |side: u32, less: u64, more: u64| ((u64::from(side) * less / more) as u32).max(1);
    let to = if across > down {
        (shorter(from.0, down, across), from.1)
    } else {
        (from.0, shorter(from.1, across, down))
    };
    shrunk(&pixels.data, pixels.channels, from, fitted(to, side))
}

/// A picture whose longest side has at most `side` pixels.
pub(crate) fn png(data: &[u8], side: u32) -> Result<Pixels, Finding> {
    let mut decoder = Decoder::new_with_limits(
        Cursor::new(data),
        Limits {
            bytes: 64 * 1024 * 1024,
        },
    );
    decoder.ignore_checksums(true);
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let size = (reader.info().width, reader.info().height);
    check_size(size.0, size.1, 1)?;
    let (color, _) = reader.output_color_type();
    let channels = match color {
        ColorType::Grayscale | ColorType::GrayscaleAlpha => 1,
        ColorType::Rgb | ColorType::Rgba | ColorType::Indexed => 3,
    };
    let line = reader
        .output_line_size(size.0)
        .ok_or_else(|| damaged("its rows are too long"))?;
    let mut shrink = Downscale::new(channels, size, fitted(size, side));
    let mut flat = Vec::new();
    let mut put = |pixels: &[u8]| match color {
        ColorType::Rgba => {
            flatten_rgba(pixels, &mut flat);
            shrink.row(&flat);
        }
        ColorType::GrayscaleAlpha => {
            flatten_gray_alpha(pixels, &mut flat);
            shrink.row(&flat);
        }
        _ => shrink.row(pixels),
    };
    if reader.info().interlaced {
        // The passes follow each other, so the whole picture is in memory.
        check_size(size.0, size.1, (line as u64).div_ceil(u64::from(size.0)))?;
        let mut all = vec![0xff; line.saturating_mul(size.1 as usize)];
        // The picture is white from the damage on.
        let _ = reader.next_frame(&mut all);
        all.chunks_exact(line).for_each(&mut put);
    } else {
        let mut row = vec![0xff; line];
        for _ in 0..size.1 {
            if !matches!(reader.read_row(&mut row), Ok(Some(_))) {
                break;
            }
            put(&row);
        }
    }
    Ok(shrink.finish())
}

/// The same of a WebP or GIF, which is in memory whole.
pub(crate) fn other(data: &[u8], side: u32) -> Result<Pixels, Finding> {
    let reader = image::ImageReader::new(Cursor::new(data));
    let mut reader = reader.with_guessed_format().map_err(damaged)?;
    let mut memory = image::Limits::default();
    memory.max_alloc = Some(limits::DECODED_BYTES);
    reader.limits(memory);
    let decoded = reader.decode().map_err(damaged)?;
    let size = (decoded.width(), decoded.height());
    check_size(size.0, size.1, 4)?;
    let mut shrink = Downscale::new(3, size, fitted(size, side));
    let rgba = decoded.into_rgba8();
    let mut flat = Vec::new();
    for row in rgba.as_raw().chunks_exact((size.0 as usize * 4).max(1)) {
        flatten_rgba(row, &mut flat);
        shrink.row(&flat);
    }
    Ok(shrink.finish())
}
