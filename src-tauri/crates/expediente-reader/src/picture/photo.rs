//! Photos that a PDF cannot carry: what was decoded of one becomes a JPEG, or a PNG where nothing
//! was lost when it was coded.
//!
//! A phone's photo as PNG takes ten times the bytes of the photo itself, and a court limits bytes.
//! A JPEG of quality 92 is closer to the photo than the photo to what the camera saw
//! (`docs/architecture.md` has the figures). Pictures that were coded without loss, such as scans
//! in JPEG 2000, keep every pixel.

use std::fs::File;
use std::io::{BufWriter, Write};

use expediente_intake::protocol::{
    MadePicture, PictureForm, UntrustedPaper, UntrustedPicture, page_file_name,
};
use expediente_model::Finding;
use heifer::Image;
use jpeg_encoder::{ColorType, SamplingFactor};
use png::BitDepth;

use crate::out_folder::OutFolder;
use crate::picture::exif::ExifFacts;
use crate::picture::made_with::{self, Tool};
use crate::picture::plain_png::{PlainPng, Tone, over_white};
use crate::raster::encode;

/// The quality of the JPEG, of 100.
pub(crate) const QUALITY: u8 = 92;

/// How a picture was coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Hevc,
    Av1,
    Av1Lossless,
    /// A JPEG within a HEIF.
    Jpeg,
    Jpeg2000,
    Jpeg2000Lossless,
}

impl Coding {
    fn tool(self) -> Tool {
        match self {
            Self::Hevc => Tool::Heifer,
            Self::Av1 | Self::Av1Lossless => Tool::Rav1d,
            Self::Jpeg => Tool::ZuneJpeg,
            Self::Jpeg2000 | Self::Jpeg2000Lossless => Tool::HayroJpeg2000,
        }
    }

    fn is_lossless(self) -> bool {
        matches!(self, Self::Av1Lossless | Self::Jpeg2000Lossless)
    }
}

/// What was done to the colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colors {
    /// They are as they were coded.
    AsCoded,
    /// They were converted to sRGB.
    Srgb,
}

/// A picture that was written.
pub(crate) struct Made {
    pub(crate) picture: MadePicture,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Whether a picture is of one color although its code is not short: some decoders give black for
/// what they cannot read and say nothing. A picture that is truly empty has next to no code.
pub(crate) fn is_blank(image: &Image<u8>, coded_bytes: u64) -> bool {
    let pixels = u64::from(image.width) * u64::from(image.height);
    let (all, _) = image.data.as_chunks::<4>();
    coded_bytes > 1000 + pixels / 500
        && all
            .first()
            .is_some_and(|first| all.iter().all(|pixel| pixel == first))
}

/// Puts a picture that can be seen through on white.
pub(crate) fn flatten(image: &mut Image<u8>, premultiplied: bool) {
    if !image.has_alpha {
        return;
    }
    let (pixels, _) = image.data.as_chunks_mut::<4>();
    for [r, g, b, alpha] in pixels {
        for value in [r, g, b] {
            *value = if premultiplied {
                value.saturating_add(255 - *alpha)
            } else {
                over_white(*value, *alpha)
            };
        }
        *alpha = 255;
    }
    image.has_alpha = false;
}

/// Writes an opaque picture.
pub(crate) fn write(
    image: &Image<u8>,
    coding: Coding,
    colors: Colors,
    out: &OutFolder<'_>,
) -> Result<Made, Finding> {
    let (pixels, _) = image.data.as_chunks::<4>();
    let is_gray = pixels.iter().all(|[r, g, b, _]| r == g && g == b);
    let sides = u16::try_from(image.width).ok();
    let sides = sides.zip(u16::try_from(image.height).ok());
    let (form, how) = match sides {
        Some(sides) if !coding.is_lossless() => {
            let path = out.path(&page_file_name(1, PictureForm::Jpeg));
            let file = File::create_new(path).map_err(|error| unwritten(&error))?;
            write_jpeg(pixels, sides, is_gray, BufWriter::new(file))?;
            (PictureForm::Jpeg, format!("JPEG {QUALITY}"))
        }
        _ => {
            write_png(image, is_gray, out)?;
            (PictureForm::Png, "PNG".to_owned())
        }
    };
    let with = match colors {
        Colors::AsCoded => made_with::tool(coding.tool(), &[&how]),
        Colors::Srgb => made_with::tool(coding.tool(), &["sRGB", &how]),
    };
    Ok(Made {
        picture: MadePicture { form, with },
        width: image.width,
        height: image.height,
    })
}

fn write_jpeg(
    pixels: &[[u8; 4]],
    sides: (u16, u16),
    is_gray: bool,
    mut file: BufWriter<File>,
) -> Result<(), Finding> {
    let gray: Vec<u8>;
    let data = if is_gray {
        gray = pixels.iter().map(|[value, ..]| *value).collect();
        (gray.as_slice(), ColorType::Luma)
    } else {
        (pixels.as_flattened(), ColorType::Rgba)
    };
    let how = (QUALITY, SamplingFactor::R_4_4_4);
    encode::write_jpeg(&mut file, data, (sides.0, sides.1, None), how, None)?;
    file.flush().map_err(|error| unwritten(&error))
}

fn write_png(image: &Image<u8>, is_gray: bool, out: &OutFolder<'_>) -> Result<(), Finding> {
    let path = out.path(&page_file_name(1, PictureForm::Png));
    let tone = if is_gray {
        Tone::Gray(BitDepth::Eight)
    } else {
        Tone::Rgb
    };
    let mut png = PlainPng::create(&path, image.width, image.height, tone, None)?;
    let kept = if is_gray { 1 } else { 3 };
    let mut row = Vec::new();
    for pixels in image.data.chunks_exact((image.width as usize * 4).max(1)) {
        row.clear();
        let (pixels, _) = pixels.as_chunks::<4>();
        row.extend(pixels.iter().flat_map(|pixel| pixel.iter().take(kept)));
        png.rows(&row)?;
    }
    png.finish()
}

fn unwritten(error: &std::io::Error) -> Finding {
    Finding::unreadable(error)
}

/// The paper of one picture.
pub(crate) fn paper(made: Made, exif: ExifFacts) -> UntrustedPaper {
    let picture = UntrustedPicture {
        made: Some(made.picture),
        width: made.width,
        height: made.height,
        orientation: exif.orientation,
        density: exif.density,
        weight: 0,
        promise: None,
        hash: None,
    };
    UntrustedPaper {
        pages: 1,
        pictures: vec![picture],
        photo: exif.photo,
        ..UntrustedPaper::default()
    }
}
