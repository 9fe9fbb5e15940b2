//! WebP, GIF and BMP: each becomes a plain PNG.

use std::io::Cursor;
use std::num::NonZeroU64;

use expediente_intake::limits;
use expediente_intake::protocol::{PictureForm, UntrustedPaper, page_file_name};
use expediente_model::{Code, Density, Finding};
use gif::{ColorOutput, DecodeOptions, MemoryLimit};
use image::codecs::bmp::BmpDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ColorType, ImageDecoder, ImageError};
use png::BitDepth;

use crate::out_folder::OutFolder;
use crate::picture::exif::{self, ExifFacts};
use crate::picture::made_with::{self, Tool};
use crate::picture::photo;
use crate::picture::plain_png::{PlainPng, Tone, flatten_gray_alpha, flatten_rgba};
use crate::refusal::{check_size, damaged, unsupported};

pub(crate) fn webp(data: &[u8], out: &OutFolder<'_>) -> Result<UntrustedPaper, Finding> {
    let mut decoder = WebPDecoder::new(Cursor::new(data)).map_err(|e| refusal(&e))?;
    let animated = decoder.has_animation();
    let profile = decoder.icc_profile().ok().flatten();
    let block = decoder.exif_metadata().ok().flatten();
    let size = decode(decoder, profile, out, true)?;
    // Most have none.
    let exif = block.map_or_else(Default::default, |block| exif::read_block(&block));
    Ok(one(Tool::Image, size, exif, animated))
}

pub(crate) fn bmp(data: &[u8], out: &OutFolder<'_>) -> Result<UntrustedPaper, Finding> {
    let decoder = BmpDecoder::new(Cursor::new(data)).map_err(|e| refusal(&e))?;
    // Programs write anything into a BMP's alpha and viewers ignore it, so it must hide nothing.
    let size = decode(
        decoder,
        profile_of_bmp(data).map(<[u8]>::to_vec),
        out,
        false,
    )?;
    let exif = ExifFacts {
        density: density_of_bmp(data),
        ..ExifFacts::default()
    };
    Ok(one(Tool::Image, size, exif, false))
}

/// The density in a BMP of Windows: pixels per meter, after the size in a header of 40 bytes or
/// more.
fn density_of_bmp(data: &[u8]) -> Option<Density> {
    let number = |at: usize| Some(i32::from_le_bytes(*data.get(at..)?.first_chunk()?));
    if number(14)? < 40 {
        return None;
    }
    Density::uneven(number(38)?.into(), number(42)?.into())
}

/// The color profile in a BMP, which its decoder ignores: if a header of 124 bytes
/// (`BITMAPV5HEADER`) declares one, it gives its position, counted from the header's own beginning.
fn profile_of_bmp(data: &[u8]) -> Option<&[u8]> {
    const HEADER: usize = 14;
    let header = data.get(HEADER..)?;
    let number = |at: usize| Some(u32::from_le_bytes(*header.get(at..)?.first_chunk()?));
    // "MBED": embedded, read backward.
    if number(0)? != 124 || number(56)? != 0x4d42_4544 {
        return None;
    }
    let begin = usize::try_from(number(112)?).ok()?;
    header
        .get(begin..)?
        .get(..usize::try_from(number(116)?).ok()?)
}

/// The first picture of a GIF, put on white at its position.
pub(crate) fn gif(data: &[u8], out: &OutFolder<'_>) -> Result<UntrustedPaper, Finding> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    if let Some(limit) = NonZeroU64::new(limits::DECODED_BYTES) {
        options.set_memory_limit(MemoryLimit::Bytes(limit));
    }
    let mut decoder = options.read_info(Cursor::new(data)).map_err(damaged)?;
    let (width, height) = (decoder.width(), decoder.height());
    check_size(width.into(), height.into(), 8)?;
    let frame = decoder
        .read_next_frame()
        .map_err(damaged)?
        .ok_or_else(|| damaged("it has no picture"))?;
    // A picture may extend beyond the declared screen; none of it is cut off.
    let width = u32::from(width).max(u32::from(frame.left) + u32::from(frame.width));
    let height = u32::from(height).max(u32::from(frame.top) + u32::from(frame.height));
    check_size(width, height, 4)?;
    let mut canvas = vec![0xff; width as usize * height as usize * 3];
    let mut row = Vec::new();
    let (frame_width, left) = (usize::from(frame.width), usize::from(frame.left));
    for (index, pixels) in frame
        .buffer
        .chunks_exact((frame_width * 4).max(1))
        .enumerate()
    {
        flatten_rgba(pixels, &mut row);
        let from = ((usize::from(frame.top) + index) * width as usize + left) * 3;
        if let Some(target) = canvas.get_mut(from..from + row.len()) {
            target.copy_from_slice(&row);
        }
    }
    let mut png = PlainPng::create(
        &out.path(&page_file_name(1, PictureForm::Png)),
        width,
        height,
        Tone::Rgb,
        None,
    )?;
    for row in canvas.chunks_exact(width as usize * 3) {
        png.rows(row)?;
    }
    png.finish()?;
    let animated = matches!(decoder.next_frame_info(), Ok(Some(_)));
    Ok(one(
        Tool::Gif,
        (width, height),
        ExifFacts::default(),
        animated,
    ))
}

fn one(tool: Tool, (width, height): (u32, u32), exif: ExifFacts, animated: bool) -> UntrustedPaper {
    let findings = animated
        .then(|| Finding::new(Code::PictureAnimated))
        .into_iter()
        .collect();
    let made = photo::Made {
        picture: made_with::png(tool),
        width,
        height,
    };
    UntrustedPaper {
        findings,
        ..photo::paper(made, exif)
    }
}

fn decode(
    decoder: impl ImageDecoder,
    profile: Option<Vec<u8>>,
    out: &OutFolder<'_>,
    see_through: bool,
) -> Result<(u32, u32), Finding> {
    let (width, height) = decoder.dimensions();
    let color = decoder.color_type();
    check_size(width, height, u64::from(color.bytes_per_pixel()))?;
    let length = usize::try_from(decoder.total_bytes()).map_err(damaged)?;
    let mut pixels = vec![0xff; length];
    decoder.read_image(&mut pixels).map_err(|e| refusal(&e))?;
    let line = width as usize * usize::from(color.bytes_per_pixel());
    let tone = match color {
        ColorType::L8 | ColorType::La8 => Tone::Gray(BitDepth::Eight),
        ColorType::Rgb8 | ColorType::Rgba8 => Tone::Rgb,
        other => return Err(unsupported(format!("{other:?}"))),
    };
    let mut png = PlainPng::create(
        &out.path(&page_file_name(1, PictureForm::Png)),
        width,
        height,
        tone,
        profile,
    )?;
    let mut row = Vec::new();
    for pixels in pixels.chunks_exact(line) {
        match color {
            ColorType::Rgba8 if !see_through => {
                row.clear();
                pixels
                    .chunks_exact(4)
                    .for_each(|pixel| row.extend(pixel.iter().take(3)));
            }
            ColorType::Rgba8 => flatten_rgba(pixels, &mut row),
            ColorType::La8 => flatten_gray_alpha(pixels, &mut row),
            _ => {
                png.rows(pixels)?;
                continue;
            }
        }
        png.rows(&row)?;
    }
    png.finish()?;
    Ok((width, height))
}

fn refusal(error: &ImageError) -> Finding {
    match error {
        ImageError::Unsupported(why) => unsupported(why),
        other => damaged(other),
    }
}
