//! Each picture of a TIFF is a page and becomes a plain PNG.
//!
//! Previews marked as such are not pages. A page that cannot be read becomes a white page with a
//! finding, so that the pages after it keep their numbers.

use std::io::Cursor;

use expediente_intake::limits;
use expediente_intake::protocol::{UntrustedPaper, UntrustedPicture, page_file_name};
use expediente_model::{Code, Finding, Orientation};
use png::BitDepth;
use tiff::decoder::ifd::Value;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use crate::out_folder::OutFolder;
use crate::picture::exif;
use crate::picture::plain_png::{PlainPng, Tone, flatten_gray_alpha, flatten_rgba};
use crate::refusal::{check_size, damaged, unsupported};

type Reader<'a> = Decoder<Cursor<&'a [u8]>>;

pub(crate) fn inspect(data: &[u8], out: &OutFolder<'_>) -> Result<UntrustedPaper, Finding> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = limits::DECODED_MEMORY;
    limits.intermediate_buffer_size = limits.decoding_buffer_size / 2;
    let mut decoder = Decoder::new(Cursor::new(data))
        .map_err(|e| refusal(&e))?
        .with_limits(limits);
    let mut pictures = Vec::new();
    let mut findings = Vec::new();
    let mut first_error = None;
    let mut pages = 0u32;
    loop {
        let number = pages + 1;
        if number > limits::PAGES {
            return Err(Finding::new(Code::TooManyPages)
                .with("pages", number)
                .with("limit", limits::PAGES));
        }
        if !is_preview(&mut decoder) {
            pages = number;
            match page(&mut decoder, number, out) {
                Ok(picture) => pictures.push(picture),
                // A bomb refuses the file, wherever it is.
                Err(Refused { finding, .. }) if finding.code == Code::PictureTooLarge => {
                    return Err(finding);
                }
                Err(Refused { finding, size }) => {
                    first_error.get_or_insert(finding);
                    findings.push(Finding::new(Code::PicturePageUnreadable).on_page(number));
                    pictures.push(white_page(size, number, out)?);
                }
            }
        }
        if !decoder.more_images() {
            break;
        }
        if decoder.next_image().is_err() {
            findings
                .push(Finding::new(Code::PicturePageUnreadable).on_page(number.saturating_add(1)));
            break;
        }
    }
    if let Some(error) = first_error
        && findings.len() >= pictures.len()
    {
        return Err(error);
    }
    if pages == 0 {
        return Err(damaged("it has no picture"));
    }
    let (_, photo) = exif::read(data);
    Ok(UntrustedPaper {
        pages,
        pictures,
        photo,
        findings,
        ..UntrustedPaper::default()
    })
}

struct Refused {
    finding: Finding,
    size: Option<(u32, u32)>,
}

impl From<Finding> for Refused {
    fn from(finding: Finding) -> Self {
        Self {
            finding,
            size: None,
        }
    }
}

fn is_preview(decoder: &mut Reader<'_>) -> bool {
    matches!(decoder.find_tag_unsigned::<u32>(Tag::NewSubfileType), Ok(Some(kind)) if kind & 1 == 1)
}

/// A white page that keeps the place of an unreadable one: Letter at 72 dpi if its size is unknown.
fn white_page(
    size: Option<(u32, u32)>,
    number: u32,
    out: &OutFolder<'_>,
) -> Result<UntrustedPicture, Finding> {
    const LETTER: (u32, u32) = (612, 792);
    let (width, height) = size.unwrap_or(LETTER);
    let path = out.path(&page_file_name(number));
    // A half-written page is useless.
    if path.exists() {
        std::fs::remove_file(&path).map_err(damaged)?;
    }
    let mut png = PlainPng::create(&path, width, height, Tone::Gray(BitDepth::One), None)?;
    let row = vec![0xff; width.div_ceil(8) as usize];
    for _ in 0..height {
        png.rows(&row)?;
    }
    png.finish()?;
    Ok(UntrustedPicture {
        made: true,
        width,
        height,
        orientation: Orientation::default(),
        weight: 0,
        promise: None,
    })
}

fn page(
    decoder: &mut Reader<'_>,
    number: u32,
    out: &OutFolder<'_>,
) -> Result<UntrustedPicture, Refused> {
    let (width, height) = decoder.dimensions().map_err(|e| refusal(&e))?;
    check_size(width, height, 0)?;
    let sized = |finding| Refused {
        finding,
        size: Some((width, height)),
    };
    let color = decoder.colortype().map_err(|e| sized(refusal(&e)))?;
    let samples = u64::from(samples(color));
    // Bits of all samples of a pixel, rounded up only for those that fill bytes.
    let bits = samples * u64::from(color.bit_depth());
    let bytes = (u64::from(width) * bits)
        .div_ceil(8)
        .saturating_mul(u64::from(height));
    if bytes > limits::DECODED_BYTES {
        return Err(Finding::new(Code::PictureTooLarge)
            .with("width", width)
            .with("height", height)
            .into());
    }
    let orientation = decoder
        .find_tag_unsigned::<u32>(Tag::Orientation)
        .ok()
        .flatten()
        .and_then(Orientation::from_exif)
        .unwrap_or_default(); // Upright unless it says otherwise.
    let profile = decoder
        .find_tag(Tag::IccProfile)
        .ok()
        .flatten()
        .and_then(|v| v.into_u8_vec().ok());
    let rows = Rows::of(decoder, color, width, height).map_err(sized)?;
    let path = out.path(&page_file_name(number));
    let mut png = PlainPng::create(&path, width, height, rows.tone()?, profile)?;
    rows.write(&mut png).map_err(sized)?;
    png.finish()?;
    Ok(UntrustedPicture {
        made: true,
        width,
        height,
        orientation,
        weight: 0,
        promise: None,
    })
}

fn samples(color: ColorType) -> u16 {
    match color {
        ColorType::Gray(_) | ColorType::Palette(_) => 1,
        ColorType::GrayA(_) => 2,
        ColorType::RGB(_) | ColorType::YCbCr(_) | ColorType::Lab(_) => 3,
        ColorType::RGBA(_) | ColorType::CMYK(_) => 4,
        ColorType::CMYKA(_) => 5,
        ColorType::Multiband { num_samples, .. } => num_samples,
        _ => 8,
    }
}

/// The meaning of a pixel's samples.
#[derive(Clone, Copy)]
enum Meaning {
    /// Gray, packed as in PNG.
    Packed(BitDepth),
    /// Indices, packed as in PNG.
    Indexed(BitDepth),
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
    /// Colors premultiplied by their alpha, as with TIFF's associated alpha.
    RgbaDimmed,
    Cmyk,
    YCbCr(Luma),
}

/// The decoded samples of a picture: 8 bits each, or packed rows.
struct Rows {
    meaning: Meaning,
    palette: Vec<u8>,
    samples: Vec<u8>,
    /// Bytes per row.
    line: usize,
    height: usize,
    /// Samples per pixel; some may have no meaning.
    step: usize,
    /// Where each plane begins if they are separate; otherwise a single zero.
    planes: Vec<usize>,
}

impl Rows {
    fn of(
        decoder: &mut Reader<'_>,
        color: ColorType,
        width: u32,
        height: u32,
    ) -> Result<Self, Finding> {
        let depth = |bits: u8| match bits {
            1 => Some(BitDepth::One),
            2 => Some(BitDepth::Two),
            4 => Some(BitDepth::Four),
            8 => Some(BitDepth::Eight),
            _ => None,
        };
        let extra = decoder
            .find_tag_unsigned_vec::<u16>(Tag::ExtraSamples)
            .ok()
            .flatten()
            .and_then(|v| v.first().copied());
        let meaning = match color {
            ColorType::Gray(bits @ (1 | 2 | 4)) => depth(bits).map(Meaning::Packed),
            ColorType::Palette(bits @ (1 | 2 | 4 | 8)) => depth(bits).map(Meaning::Indexed),
            ColorType::Gray(8 | 16) => Some(Meaning::Gray),
            ColorType::GrayA(8 | 16)
            | ColorType::Multiband {
                num_samples: 2,
                bit_depth: 8 | 16,
            } => match extra {
                Some(1 | 2) => Some(Meaning::GrayAlpha),
                _ => Some(Meaning::Gray),
            },
            ColorType::RGB(8 | 16) => Some(Meaning::Rgb),
            ColorType::RGBA(8 | 16) => match extra {
                Some(1) => Some(Meaning::RgbaDimmed),
                Some(2) => Some(Meaning::Rgba),
                // A fourth sample without an explanation hides nothing.
                _ => Some(Meaning::Rgb),
            },
            ColorType::CMYK(8 | 16) | ColorType::CMYKA(8 | 16) => Some(Meaning::Cmyk),
            ColorType::YCbCr(8) => Some(Meaning::YCbCr(Luma::of(decoder))),
            _ => None,
        };
        let meaning = meaning.ok_or_else(|| unsupported(format!("{color:?}")))?;
        let palette = match meaning {
            Meaning::Indexed(_) => palette(decoder, color.bit_depth())?,
            _ => Vec::new(),
        };
        let mut result = DecodingResult::U8(Vec::new());
        let layout = decoder
            .read_image_to_buffer(&mut result)
            .map_err(|e| refusal(&e))?;
        let samples = match result {
            DecodingResult::U8(samples) => samples,
            DecodingResult::U16(samples) => samples.iter().map(|&v| (v >> 8) as u8).collect(),
            _ => return Err(unsupported("samples that are not whole numbers")),
        };
        let step = usize::from(self::samples(color));
        let (width, height) = (width as usize, height as usize);
        let planar = layout.planes > 1;
        let planes = if planar {
            (0..layout.planes).map(|i| i * width * height).collect()
        } else {
            vec![0]
        };
        let line = match meaning {
            Meaning::Packed(bits) | Meaning::Indexed(bits) => (width * bits as usize).div_ceil(8),
            _ if planar => width,
            _ => width * step,
        };
        Ok(Self {
            meaning,
            palette,
            samples,
            line,
            height,
            step,
            planes,
        })
    }

    fn tone(&self) -> Result<Tone, Finding> {
        Ok(match self.meaning {
            Meaning::Packed(bits) => Tone::Gray(bits),
            Meaning::Indexed(bits) => Tone::Indexed(bits, self.palette.clone()),
            Meaning::Gray | Meaning::GrayAlpha => Tone::Gray(BitDepth::Eight),
            Meaning::Rgb
            | Meaning::Rgba
            | Meaning::RgbaDimmed
            | Meaning::Cmyk
            | Meaning::YCbCr(_) => Tone::Rgb,
        })
    }

    fn write(&self, png: &mut PlainPng) -> Result<(), Finding> {
        let short = || damaged("it ends early");
        let mut joined = Vec::new();
        let mut row = Vec::new();
        for index in 0..self.height {
            let at = |plane: usize| {
                self.samples
                    .get(plane + index * self.line..plane + (index + 1) * self.line)
            };
            let mut pixels = at(0).ok_or_else(short)?;
            let mut step = self.step;
            if let [_, _, ..] = self.planes.as_slice() {
                let planes: Option<Vec<_>> = self.planes.iter().map(|&plane| at(plane)).collect();
                let planes = planes.ok_or_else(short)?;
                joined.clear();
                for x in 0..self.line {
                    joined.extend(planes.iter().filter_map(|plane| plane.get(x)));
                }
                step = planes.len();
                pixels = &joined;
            }
            self.convert(pixels, step, &mut row);
            png.rows(&row)?;
        }
        Ok(())
    }

    fn convert(&self, pixels: &[u8], step: usize, row: &mut Vec<u8>) {
        row.clear();
        match self.meaning {
            Meaning::Packed(_) | Meaning::Indexed(_) => row.extend_from_slice(pixels),
            Meaning::Gray => row.extend(pixels.iter().step_by(step.max(1))),
            Meaning::GrayAlpha => flatten_gray_alpha(pixels, row),
            Meaning::Rgba => flatten_rgba(pixels, row),
            Meaning::RgbaDimmed => {
                for pixel in pixels.chunks_exact(4) {
                    if let &[r, g, b, a] = pixel {
                        row.extend([r, g, b].map(|v| v.saturating_add(255 - a)));
                    }
                }
            }
            Meaning::Rgb => {
                for pixel in pixels.chunks_exact(step.max(3)) {
                    row.extend(pixel.iter().take(3));
                }
            }
            Meaning::Cmyk => {
                for pixel in pixels.chunks_exact(step.max(4)) {
                    if let &[c, m, y, k, ..] = pixel {
                        row.extend([c, m, y].map(|ink| cover(ink, k)));
                    }
                }
            }
            Meaning::YCbCr(luma) => {
                for pixel in pixels.chunks_exact(step.max(3)) {
                    if let &[y, cb, cr, ..] = pixel {
                        row.extend(luma.rgb(y, cb, cr));
                    }
                }
            }
        }
    }
}

/// The light that remains of white under an ink and black.
fn cover(ink: u8, black: u8) -> u8 {
    let light = (255 - u32::from(ink)) * (255 - u32::from(black));
    // A product of two fractions of a byte is a byte.
    ((light + 127) / 255) as u8
}

/// The shares of red, green and blue in the brightness of a picture with separate brightness and
/// color.
#[derive(Clone, Copy)]
struct Luma([f32; 3]);

impl Luma {
    /// ITU-R BT.601, as in JPEG and by default in TIFF.
    const USUAL: Self = Self([0.299, 0.587, 0.114]);

    /// The file's own shares (`YCbCrCoefficients`, TIFF 6.0, section 21), if they are possible.
    fn of(decoder: &mut Reader<'_>) -> Self {
        let said = match decoder.find_tag(Tag::Unknown(529)) {
            Ok(Some(Value::List(said))) => said,
            _ => return Self::USUAL,
        };
        let number = |value: &Value| match *value {
            Value::Rational(above, below) => above as f32 / below as f32,
            Value::Float(number) => number,
            _ => f32::NAN,
        };
        let [red, green, blue] = said.as_slice() else {
            return Self::USUAL;
        };
        let said = [red, green, blue].map(number);
        let sum: f32 = said.iter().sum();
        let can_be = said.iter().all(|part| *part > 0.0) && (sum - 1.0).abs() < 0.01;
        if can_be { Self(said) } else { Self::USUAL }
    }

    /// A color of full range.
    fn rgb(self, y: u8, cb: u8, cr: u8) -> [u8; 3] {
        let Self([of_red, of_green, of_blue]) = self;
        let (y, cb, cr) = (f32::from(y), f32::from(cb) - 128.0, f32::from(cr) - 128.0);
        let (red, blue) = (
            y + 2.0 * (1.0 - of_red) * cr,
            y + 2.0 * (1.0 - of_blue) * cb,
        );
        let green = (y - of_red * red - of_blue * blue) / of_green;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        [red, green, blue].map(|v| v.round().clamp(0.0, 255.0) as u8)
    }
}

/// The color map as RGB triples: the file has all reds first, with 16 bits each.
fn palette(decoder: &mut Reader<'_>, bits: u8) -> Result<Vec<u8>, Finding> {
    let map = decoder
        .find_tag_unsigned_vec::<u16>(Tag::ColorMap)
        .ok()
        .flatten()
        .ok_or_else(|| damaged("it has no color map"))?;
    let count = 1usize << bits.min(8);
    // Old programs wrote 8-bit values into the 16-bit map.
    let shift = if map.iter().any(|&v| v > 255) { 8 } else { 0 };
    // Entries that a short map lacks are black.
    let value = |index: usize| map.get(index).map_or(0, |&v| (v >> shift) as u8);
    Ok((0..count)
        .flat_map(|i| [value(i), value(count + i), value(2 * count + i)])
        .collect())
}

fn refusal(error: &TiffError) -> Finding {
    match error {
        TiffError::UnsupportedError(why) => unsupported(why),
        TiffError::LimitsExceeded => damaged("it would take too much memory"),
        other => damaged(other),
    }
}
