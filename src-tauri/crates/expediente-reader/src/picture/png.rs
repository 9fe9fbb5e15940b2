//! A plain PNG goes into a dossier as it is; any other becomes a plain one first.

use std::io::Cursor;

use expediente_intake::protocol::{PictureForm, UntrustedPaper, UntrustedPicture, page_file_name};
use expediente_model::{Bytes, Code, Density, Finding};
use expediente_pdf::Picture;
use png::{BitDepth, ColorType, Decoder, Limits, Transformations};

use crate::out_folder::OutFolder;
use crate::picture::exif;
use crate::picture::made_with::{self, Tool};
use crate::picture::plain_png::{PlainPng, Tone, flatten_gray_alpha, flatten_rgba};
use crate::refusal::{check_size, damaged};

pub(crate) fn inspect(bytes: Bytes, out: &OutFolder<'_>) -> Result<UntrustedPaper, Finding> {
    let data: &[u8] = (*bytes).as_ref();
    let mut findings = Vec::new();
    let header = Decoder::new_with_limits(Cursor::new(data), limits())
        .read_header_info()
        .map(|i| (i.width, i.height));
    let (width, height) = header.map_err(damaged)?;
    check_size(width, height, 1)?;
    let plain = Picture::png(bytes.clone()).is_ok();
    // Read to the end in any case: a plain one may be damaged inside.
    let copy = if plain { None } else { Some(out) };
    let read = read(data, copy)?;
    let made = match (plain, read.whole) {
        (true, true) => false,
        (false, _) => true,
        (true, false) => {
            self::read(data, Some(out))?;
            true
        }
    };
    if !read.whole {
        findings.push(Finding::new(Code::PictureTruncated));
    }
    if read.animated {
        findings.push(Finding::new(Code::PictureAnimated));
    }
    let exif = exif::read(data);
    let picture = UntrustedPicture {
        made: made.then(|| made_with::png(Tool::Png)),
        width,
        height,
        orientation: exif.orientation,
        density: read.density.or(exif.density),
        weight: 0,
        promise: None,
        hash: None,
    };
    Ok(UntrustedPaper {
        pages: 1,
        pictures: vec![picture],
        photo: exif.photo,
        findings,
        ..UntrustedPaper::default()
    })
}

fn limits() -> Limits {
    Limits {
        bytes: 64 * 1024 * 1024,
    }
}

struct Read {
    whole: bool,
    density: Option<Density>,
    animated: bool,
}

/// Reads every row, and writes a plain copy if `copy` is given. Missing rows stay white.
fn read(data: &[u8], copy: Option<&OutFolder<'_>>) -> Result<Read, Finding> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(data), limits());
    decoder.ignore_checksums(true);
    decoder.set_ignore_text_chunk(true);
    let info = decoder.read_header_info().map_err(damaged)?;
    let keep_bits = info.color_type == ColorType::Grayscale && info.bit_depth != BitDepth::Sixteen;
    let mut reader = {
        // Gray of few bits stays so, unless one of its shades is transparent.
        let mut probe = Decoder::new_with_limits(Cursor::new(data), limits());
        probe.ignore_checksums(true);
        let see_through = probe.read_info().map_err(damaged)?.info().trns.is_some();
        let expand = if keep_bits && !see_through {
            Transformations::IDENTITY
        } else {
            Transformations::EXPAND
        };
        decoder.set_transformations(expand | Transformations::STRIP_16);
        decoder.read_info().map_err(damaged)?
    };
    let animated = reader
        .info()
        .animation_control
        .is_some_and(|a| a.num_frames > 1);
    // Whatever the unit is, it is the same on both sides.
    let density = reader
        .info()
        .pixel_dims
        .and_then(|dots| Density::uneven(dots.xppu.into(), dots.yppu.into()));
    let (width, height) = (reader.info().width, reader.info().height);
    let (color, bits) = reader.output_color_type();
    let profile = reader.info().icc_profile.as_ref().map(|p| p.to_vec());
    let line = reader
        .output_line_size(width)
        .ok_or_else(|| damaged("its rows are too long"))?;
    let tone = match color {
        ColorType::Grayscale | ColorType::GrayscaleAlpha => Tone::Gray(bits),
        ColorType::Rgb | ColorType::Rgba | ColorType::Indexed => Tone::Rgb,
    };
    let mut target = match copy {
        Some(out) => Some(PlainPng::create(
            &out.path(&page_file_name(1, PictureForm::Png)),
            width,
            height,
            tone,
            profile,
        )?),
        None => None,
    };
    let mut row = Vec::new();
    let mut put = |target: &mut Option<PlainPng>, pixels: &[u8]| -> Result<(), Finding> {
        let Some(target) = target else { return Ok(()) };
        match color {
            ColorType::Rgba => flatten_rgba(pixels, &mut row),
            ColorType::GrayscaleAlpha => flatten_gray_alpha(pixels, &mut row),
            _ => return target.rows(pixels),
        }
        target.rows(&row)
    };
    let mut whole = true;
    if reader.info().interlaced {
        // The passes follow each other, so the whole picture is in memory.
        check_size(width, height, (line as u64).div_ceil(u64::from(width)))?;
        // The decoder adds the bits of packed pixels to those that are there, so their rows begin
        // black, and what is missing stays so.
        let packed = matches!(bits, BitDepth::One | BitDepth::Two | BitDepth::Four);
        let blank = if packed { 0 } else { 0xff };
        let mut all = vec![blank; line.saturating_mul(height as usize)];
        whole = reader.next_frame(&mut all).is_ok();
        for pixels in all.chunks_exact(line) {
            put(&mut target, pixels)?;
        }
    } else {
        let mut buffer = vec![0xff; line];
        for _ in 0..height {
            if whole && !matches!(reader.read_row(&mut buffer), Ok(Some(_))) {
                whole = false;
                buffer.fill(0xff);
            }
            put(&mut target, &buffer)?;
        }
    }
    if let Some(target) = target {
        target.finish()?;
    }
    Ok(Read {
        whole,
        density,
        animated,
    })
}
