//! Encodes pixels as JPEG.

use std::io::Write;

use expediente_model::Finding;
use jpeg_encoder::{ColorType, Encoder, PixelDensity, SamplingFactor};

use crate::raster::pixels::Pixels;
use crate::refusal::damaged;

/// Writes rows of pixels, with their dots per inch where they are known. Only of RGB a color profile
/// is written.
pub(crate) fn write_jpeg(
    to: impl Write,
    (data, color): (&[u8], ColorType),
    (width, height, dots): (u16, u16, Option<u16>),
    (quality, sampling): (u8, SamplingFactor),
    profile: Option<&[u8]>,
) -> Result<(), Finding> {
    let mut encoder = Encoder::new(to, quality);
    encoder.set_sampling_factor(sampling);
    if let Some(dots) = dots {
        encoder.set_density(PixelDensity::dpi(dots));
    }
    if let Some(profile) = profile
        && color == ColorType::Rgb
    {
        encoder.add_icc_profile(profile).map_err(damaged)?;
    }
    encoder.encode(data, width, height, color).map_err(damaged)
}

/// The JPEG that is shown on the screen.
pub(crate) fn to_jpeg(
    pixels: Pixels,
    profile: Option<Vec<u8>>,
    sampling: SamplingFactor,
) -> Result<Vec<u8>, Finding> {
    const QUALITY: u8 = 85;
    let pixels = gray(pixels);
    let color = match pixels.channels {
        1 => ColorType::Luma,
        3 => ColorType::Rgb,
        _ => ColorType::Rgba,
    };
    let size = |length: u32| u16::try_from(length).map_err(damaged);
    let (width, height) = (size(pixels.width)?, size(pixels.height)?);
    let mut jpeg = Vec::new();
    let data = (pixels.data.as_slice(), color);
    let how = (QUALITY, sampling);
    write_jpeg(
        &mut jpeg,
        data,
        (width, height, None),
        how,
        profile.as_deref(),
    )?;
    Ok(jpeg)
}

/// Most pages are black on white: as gray they take a third of the work and of the bytes.
fn gray(pixels: Pixels) -> Pixels {
    let channels = pixels.channels;
    let plain = |pixel: &[u8]| matches!(pixel, [r, g, b, ..] if r == g && g == b);
    if channels < 3 || !pixels.data.chunks_exact(channels).all(plain) {
        return pixels;
    }
    let data = pixels.data.iter().step_by(channels).copied().collect();
    Pixels {
        channels: 1,
        data,
        ..pixels
    }
}
