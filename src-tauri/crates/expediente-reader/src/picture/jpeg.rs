//! A JPEG goes into a dossier as it is, so it is only checked to be complete.

use expediente_intake::protocol::{UntrustedPaper, UntrustedPicture};
use expediente_model::{Bytes, Code, Density, Finding};
use expediente_pdf::{JpegSegments, Picture, PictureError};
use heifer::Image;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::picture::entropy::{Wholeness, wholeness};
use crate::picture::exif;
use crate::refusal::{check_size, damaged, unsupported};

pub(crate) fn inspect(bytes: Bytes) -> Result<UntrustedPaper, Finding> {
    let picture = Picture::jpeg(bytes.clone()).map_err(|e| match e {
        PictureError::UnsupportedJpeg(why) => unsupported(why),
        other => damaged(other),
    })?;
    let (width, height) = (picture.width(), picture.height());
    check_size(width, height, 1)?;
    let data: &[u8] = (*bytes).as_ref();
    let mut findings = Vec::new();
    let plain;
    let decoded = match is_whole(data, width, height) {
        Ok(decoded) => decoded,
        // Decoders stumble over segments and markers that no dossier gets.
        Err(_) => {
            plain = picture.data().map_err(damaged)?;
            is_whole(&plain, width, height)?
        }
    };
    if picture.truncated() || !decoded {
        findings.push(Finding::new(Code::PictureTruncated));
    }
    let exif = exif::read(data);
    let picture = UntrustedPicture {
        made: None,
        width,
        height,
        orientation: exif.orientation,
        density: density_of_jfif(data).or(exif.density),
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

/// The density in a JFIF header. Whatever its unit is, it is the same on both sides.
fn density_of_jfif(data: &[u8]) -> Option<Density> {
    let header = JpegSegments::new(data)
        .take_while(|segment| segment.marker != 0xDA)
        .find(|segment| segment.marker == 0xE0 && segment.body.starts_with(b"JFIF\0"))?;
    let number = |at: usize| Some(u16::from_be_bytes(*header.body.get(at..)?.first_chunk()?));
    Density::uneven(number(8)?.into(), number(10)?.into())
}

/// The pixels of a JPEG within another file.
pub(crate) fn pixels(data: &[u8]) -> Result<Image<u8>, Finding> {
    let mut decoder = decoder(data, ColorSpace::RGBA);
    decoder.decode_headers().map_err(damaged)?;
    let (width, height) = decoder
        .dimensions()
        .ok_or_else(|| damaged("it has no size"))?;
    let side = |side: usize| u32::try_from(side).map_err(damaged);
    let (width, height) = (side(width)?, side(height)?);
    check_size(width, height, 5)?;
    let data = decoder.decode().map_err(damaged)?;
    let image = Image {
        width,
        height,
        bit_depth: 8,
        has_alpha: false,
        data,
    };
    if image.data.len() as u64 == u64::from(width) * u64::from(height) * 4 {
        Ok(image)
    } else {
        Err(damaged("it has too few pixels"))
    }
}

/// Whether every pixel can be read.
fn is_whole(data: &[u8], width: u32, height: u32) -> Result<bool, Finding> {
    let space = space(data)?;
    check_size(width, height, space.num_components() as u64)?;
    // This suffices for most photos: every code was read, and decoding the codes cannot fail.
    match wholeness(data) {
        Wholeness::Whole => Ok(true),
        // A decoder still tells whether it is of a kind that can be shown.
        Wholeness::Broken => decode(data, space).map(|_| false),
        Wholeness::Unknown => decode(data, space),
    }
}

fn decoder(data: &[u8], space: ColorSpace) -> JpegDecoder<ZCursor<&[u8]>> {
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(space)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    JpegDecoder::new_with_options(ZCursor::new(data), options)
}

/// The color space to decode to. Only brightness if possible: it shows damage as well and takes a
/// third of the memory.
pub(crate) fn space(data: &[u8]) -> Result<ColorSpace, Finding> {
    let mut decoder = decoder(data, ColorSpace::Luma);
    decoder.decode_headers().map_err(damaged)?;
    Ok(match decoder.input_colorspace() {
        Some(ColorSpace::YCbCr | ColorSpace::Luma) | None => ColorSpace::Luma,
        Some(ColorSpace::RGB) => ColorSpace::RGB,
        Some(other) => other,
    })
}

/// Whether a decoder finds every pixel.
pub(crate) fn decode(data: &[u8], space: ColorSpace) -> Result<bool, Finding> {
    match decoder(data, space).decode() {
        Ok(_) => Ok(true),
        // Viewers show what comes before the damage; so does the dossier, with a finding.
        Err(zune_jpeg::errors::DecodeErrors::Unsupported(why)) => {
            Err(unsupported(format!("{why:?}")))
        }
        Err(_) => Ok(false),
    }
}
