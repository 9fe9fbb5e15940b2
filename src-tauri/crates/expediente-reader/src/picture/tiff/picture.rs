//! The samples of one picture of a TIFF, from all its chunks, and their colors.

use expediente_intake::limits;
use expediente_model::{Code, Finding};
use png::BitDepth;

use crate::picture::plain_png::{PlainPng, Tone, over_white, under_inks};
use crate::picture::srgb::Inks;
use crate::picture::tiff::codec;
use crate::picture::tiff::directory::{Directory, TiffFile};
use crate::picture::tiff::jpeg;
use crate::picture::tiff::layout::{Chunk, Coding, Layout, Photometric, tag};
use crate::refusal::damaged;

/// A decoded picture.
pub(crate) struct TiffPicture {
    layout: Layout,
    /// Rows of each plane, as in [`Layout::row_bytes`].
    planes: Vec<Vec<u8>>,
    colors: Colors,
    /// Whether all of it could be read. What is missing is white.
    pub(crate) whole: bool,
}

/// What the samples of a pixel mean.
enum Colors {
    Gray {
        white_is_zero: bool,
    },
    GrayAlpha {
        white_is_zero: bool,
        dimmed: bool,
    },
    Rgb,
    RgbAlpha {
        dimmed: bool,
    },
    /// RGB triples by index.
    Palette(Vec<[u8; 3]>),
    /// Four inks, and how they are converted if the file says it.
    Cmyk(Option<Inks>),
    YCbCr(Luma),
}

impl TiffPicture {
    /// Reads the picture of a directory.
    pub(crate) fn read(
        file: &TiffFile<'_>,
        directory: &Directory<'_>,
        layout: Layout,
    ) -> Result<Self, Finding> {
        let total = (layout.row_bytes(layout.width) as u64)
            .saturating_mul(layout.planes() as u64)
            .saturating_mul(layout.height as u64);
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX); // A number of 32 bits.
        if total > limits::DECODED_BYTES {
            return Err(Finding::new(Code::PictureTooLarge)
                .with("width", side(layout.width))
                .with("height", side(layout.height)));
        }
        if layout.coding == Coding::OldJpeg {
            return Self::of_old_jpeg(file, directory, layout);
        }
        let colors = Colors::of(directory, &layout)?;
        let line = layout.row_bytes(layout.width);
        let mut planes: Vec<Vec<u8>> = (0..layout.planes())
            .map(|plane| white(&layout, &colors, plane))
            .collect();
        let tables = directory.bytes(tag::JPEG_TABLES);
        let (across, down) = layout.grid();
        let (width, height) = layout.chunk;
        let together = layout.together();
        // Where a tile begins within a byte, its rows cannot be copied; TIFF 6.0 allows only
        // multiples of 16 pixels.
        if across > 1 && !(width * together * layout.bits).is_multiple_of(8) {
            return Err(damaged("tiles of broken bytes"));
        }
        let (mut whole, mut rows_read) = (true, 0usize);
        let mut first_error = None;
        for (plane, samples) in planes.iter_mut().enumerate() {
            for at in 0..across * down {
                let (column, row) = (at % across, at / across);
                let top = row * height;
                let wanted = height.min(layout.height - top);
                let chunk = layout
                    .chunks
                    .get(plane * across * down + at)
                    .and_then(|&(at, length)| file.bytes(at, length));
                // A tile has all its rows, a strip only those of the picture.
                let rows = if layout.tiled { height } else { wanted };
                let decoded = chunk.filter(|data| !data.is_empty()).map(|data| {
                    let chunk = Chunk { width, rows, data };
                    codec::decoded(&layout, tables, &chunk)
                });
                let decoded = match decoded {
                    Some(Ok(rows)) => {
                        whole &= rows.is_whole;
                        rows.bytes
                    }
                    Some(Err(finding)) => {
                        first_error.get_or_insert(finding);
                        whole = false;
                        continue;
                    }
                    None => {
                        whole = false;
                        continue;
                    }
                };
                let chunk_line = layout.row_bytes(width);
                let left = column * chunk_line;
                let length = chunk_line.min(line - left);
                let lines = decoded.chunks_exact(chunk_line.max(1)).take(wanted);
                whole &= lines.len() == wanted;
                rows_read += lines.len();
                for (y, from) in lines.enumerate() {
                    let start = (top + y) * line + left;
                    if let (Some(to), Some(from)) =
                        (samples.get_mut(start..start + length), from.get(..length))
                    {
                        to.copy_from_slice(from);
                    }
                }
            }
        }
        if rows_read == 0 {
            return Err(first_error.unwrap_or_else(|| damaged("it has no pixels"))); // Its reason.
        }
        Ok(Self {
            layout,
            planes,
            colors,
            whole,
        })
    }

    fn of_old_jpeg(
        file: &TiffFile<'_>,
        directory: &Directory<'_>,
        layout: Layout,
    ) -> Result<Self, Finding> {
        let decoded = jpeg::old(file, directory, &layout)?;
        let colors = match decoded.samples {
            1 => Colors::Gray {
                white_is_zero: layout.photometric == Photometric::WhiteIsZero,
            },
            3 => Colors::Rgb,
            _ => Colors::Cmyk(directory.bytes(tag::ICC_PROFILE).and_then(Inks::of)),
        };
        let layout = Layout {
            bits: 8,
            samples: decoded.samples,
            planar: false,
            ..layout
        };
        let line = layout.row_bytes(layout.width);
        let mut rows = white(&layout, &colors, 0);
        let from = decoded
            .pixels
            .chunks_exact((decoded.width * decoded.samples).max(1));
        for (to, from) in rows.chunks_exact_mut(line.max(1)).zip(from) {
            if let Some(from) = from.get(..line) {
                to.copy_from_slice(from);
            }
        }
        Ok(Self {
            whole: decoded.height >= layout.height,
            planes: vec![rows],
            layout,
            colors,
        })
    }

    /// Whether its colors become sRGB by its profile.
    pub(crate) fn is_converted(&self) -> bool {
        matches!(self.colors, Colors::Cmyk(Some(_)))
    }

    /// How the PNG made of it is coded.
    pub(crate) fn tone(&self) -> Tone {
        let few = match self.layout.bits {
            1 => Some(BitDepth::One),
            2 => Some(BitDepth::Two),
            4 => Some(BitDepth::Four),
            8 => Some(BitDepth::Eight),
            _ => None,
        };
        match (&self.colors, few) {
            (Colors::Gray { .. }, Some(bits)) if self.layout.samples == 1 => Tone::Gray(bits),
            (Colors::Palette(colors), Some(bits)) if self.layout.samples == 1 => {
                Tone::Indexed(bits, colors.as_flattened().to_vec())
            }
            (Colors::Gray { .. } | Colors::GrayAlpha { .. }, _) => Tone::Gray(BitDepth::Eight),
            _ => Tone::Rgb,
        }
    }

    /// Writes all rows.
    pub(crate) fn write(&self, png: &mut PlainPng) -> Result<(), Finding> {
        let line = self.layout.row_bytes(self.layout.width);
        let packed = self.layout.samples == 1
            && matches!(self.layout.bits, 1 | 2 | 4 | 8)
            && matches!(self.colors, Colors::Gray { .. } | Colors::Palette(_));
        let mut row = Vec::new();
        let mut samples = Vec::new();
        for y in 0..self.layout.height {
            let rows: Option<Vec<&[u8]>> = self
                .planes
                .iter()
                .map(|plane| plane.get(y * line..(y + 1) * line))
                .collect();
            let rows = rows.ok_or_else(|| damaged("it ends early"))?;
            row.clear();
            match (packed, rows.as_slice(), &self.colors) {
                (
                    true,
                    &[one],
                    Colors::Gray {
                        white_is_zero: true,
                    },
                ) => row.extend(one.iter().map(|byte| !byte)),
                (true, &[one], _) => row.extend_from_slice(one),
                _ => {
                    self.unpack(&rows, &mut samples);
                    self.convert(&samples, &mut row);
                }
            }
            png.rows(&row)?;
        }
        Ok(())
    }

    /// The samples of a row, pixel by pixel, as they are.
    fn unpack(&self, rows: &[&[u8]], samples: &mut Vec<u32>) {
        let (layout, planes) = (&self.layout, rows.len());
        samples.clear();
        samples.resize(layout.width * layout.samples, 0);
        for (plane, row) in rows.iter().enumerate() {
            let together = layout.together();
            for at in 0..layout.width * together {
                let value = sample(row, at, layout.bits, layout.little);
                let to = if planes > 1 {
                    at * layout.samples + plane
                } else {
                    at
                };
                if let Some(to) = samples.get_mut(to) {
                    *to = value;
                }
            }
        }
    }

    fn convert(&self, samples: &[u32], row: &mut Vec<u8>) {
        let bits = self.layout.bits;
        // Rounded, as ImageMagick does, so that white stays white and black stays black.
        let most = (1u64 << bits) - 1;
        let byte = |value: u32| ((u64::from(value) * 255 + most / 2) / most) as u8;
        let gray = |value: u32, white_is_zero: bool| {
            if white_is_zero {
                255 - byte(value)
            } else {
                byte(value)
            }
        };
        let shown = |value: u8, alpha: u8, dimmed: bool| {
            if dimmed {
                value.saturating_add(255 - alpha)
            } else {
                over_white(value, alpha)
            }
        };
        if let Colors::Cmyk(Some(inks)) = &self.colors {
            let pixels = samples.chunks_exact(self.layout.samples.max(1));
            let four: Vec<u8> = pixels
                .flat_map(|pixel| pixel.iter().take(4).map(|&ink| byte(ink)))
                .collect();
            let mut converted = vec![0; four.len()];
            if inks.convert(&four, &mut converted).is_some() {
                let (pixels, _) = converted.as_chunks::<4>();
                row.extend(pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]));
                return;
            }
        }
        for pixel in samples.chunks_exact(self.layout.samples.max(1)) {
            match (&self.colors, pixel) {
                (Colors::Gray { white_is_zero }, &[value, ..]) => {
                    row.push(gray(value, *white_is_zero));
                }
                (
                    Colors::GrayAlpha {
                        white_is_zero,
                        dimmed,
                    },
                    &[value, alpha, ..],
                ) => row.push(shown(gray(value, *white_is_zero), byte(alpha), *dimmed)),
                (Colors::Rgb, &[r, g, b, ..]) => row.extend([r, g, b].map(byte)),
                (Colors::RgbAlpha { dimmed }, &[r, g, b, a, ..]) => {
                    row.extend([r, g, b].map(|v| shown(byte(v), byte(a), *dimmed)));
                }
                (Colors::Palette(colors), &[index, ..]) => {
                    // An index without a color is black.
                    row.extend(colors.get(index as usize).copied().unwrap_or_default());
                }
                (Colors::Cmyk(_), &[c, m, y, k, ..]) => {
                    row.extend([c, m, y].map(|ink| under_inks(byte(ink), byte(k))));
                }
                (Colors::YCbCr(luma), &[y, cb, cr, ..]) => {
                    row.extend(luma.rgb(byte(y), byte(cb), byte(cr)));
                }
                _ => {}
            }
        }
    }
}

/// A sample of a row of packed samples; those over eight bits that fill bytes are in the byte order
/// of the file.
fn sample(row: &[u8], at: usize, bits: usize, little: bool) -> u32 {
    if matches!(bits, 8 | 16 | 32) {
        let size = bits / 8;
        let bytes = row.iter().skip(at * size).take(size);
        return if little {
            bytes.rev().fold(0, |sum, b| (sum << 8) | u32::from(*b))
        } else {
            bytes.fold(0, |sum, b| (sum << 8) | u32::from(*b))
        };
    }
    let first = at * bits;
    (first..first + bits).fold(0, |sum, bit| {
        let byte = row.get(bit / 8).copied().unwrap_or(0); // A row has all its bits.
        (sum << 1) | u32::from(byte >> (7 - bit % 8) & 1)
    })
}

/// All rows of a plane, white.
fn white(layout: &Layout, colors: &Colors, plane: usize) -> Vec<u8> {
    let value = |sample: usize| match colors {
        Colors::Gray {
            white_is_zero: true,
        }
        | Colors::Cmyk(_) => 0,
        Colors::GrayAlpha {
            white_is_zero: true,
            ..
        } if sample == 0 => 0,
        Colors::YCbCr(_) if sample > 0 => 1 << (layout.bits - 1),
        Colors::Palette(colors) => {
            let light = |color: &[u8; 3]| color.iter().map(|v| u32::from(*v)).sum::<u32>();
            let lightest = (0u64..).zip(colors).max_by_key(|(_, color)| light(color));
            lightest.map_or(0, |(at, _)| at)
        }
        _ => u64::MAX,
    };
    let line = layout.row_bytes(layout.width);
    let mut row = vec![0; line];
    for at in 0..layout.width * layout.together() {
        let sample = if layout.planar {
            plane
        } else {
            at % layout.samples
        };
        let value = value(sample);
        for bit in 0..layout.bits {
            let to = at * layout.bits + bit;
            // Whole bytes in the file's order; white is the same both ways, but for an index.
            let from = if layout.little && layout.bits > 8 && layout.bits.is_multiple_of(8) {
                let (byte, bit) = (bit / 8, bit % 8);
                byte * 8 + 7 - bit
            } else {
                layout.bits - 1 - bit
            };
            if value >> from & 1 == 1
                && let Some(byte) = row.get_mut(to / 8)
            {
                *byte |= 0x80 >> (to % 8);
            }
        }
    }
    row.repeat(layout.height)
}

impl Colors {
    fn of(directory: &Directory<'_>, layout: &Layout) -> Result<Self, Finding> {
        let extra = directory.number(tag::EXTRA_SAMPLES);
        let white_is_zero = layout.photometric == Photometric::WhiteIsZero;
        let dimmed = extra == Some(1);
        // A sample without an explanation hides nothing.
        let see_through = matches!(extra, Some(1 | 2));
        Ok(match layout.photometric {
            Photometric::WhiteIsZero | Photometric::BlackIsZero => {
                if see_through && layout.samples > 1 {
                    Self::GrayAlpha {
                        white_is_zero,
                        dimmed,
                    }
                } else {
                    Self::Gray { white_is_zero }
                }
            }
            Photometric::Rgb if see_through && layout.samples > 3 => Self::RgbAlpha { dimmed },
            Photometric::Rgb => Self::Rgb,
            Photometric::Palette => Self::Palette(palette(directory, layout.bits)?),
            Photometric::Cmyk => Self::Cmyk(directory.bytes(tag::ICC_PROFILE).and_then(Inks::of)),
            Photometric::YCbCr => Self::YCbCr(Luma::of(directory)),
        })
    }
}

/// The color map: the file has all reds first, with 16 bits each.
fn palette(directory: &Directory<'_>, bits: usize) -> Result<Vec<[u8; 3]>, Finding> {
    let map = directory
        .numbers(tag::COLOR_MAP)
        .ok_or_else(|| damaged("it has no color map"))?;
    if bits > 16 {
        return Err(damaged("it has no color map"));
    }
    let count = 1usize << bits;
    // Old programs wrote 8-bit values into the 16-bit map.
    let step = if map.iter().any(|&v| v > 255) { 257 } else { 1 };
    // Entries that a short map lacks are black.
    let value = |index: usize| map.get(index).map_or(0, |&v| ((v + step / 2) / step) as u8);
    Ok((0..count)
        .map(|i| [value(i), value(count + i), value(2 * count + i)])
        .collect())
}

/// How a picture with separate brightness and color becomes red, green and blue.
struct Luma {
    /// The shares of red, green and blue in the brightness.
    shares: [f32; 3],
    /// The values of black and white, of no color and full color twice.
    range: [f32; 6],
}

impl Luma {
    /// ITU-R BT.601, as in JPEG and by default in TIFF.
    const USUAL: [f32; 3] = [0.299, 0.587, 0.114];
    const FULL: [f32; 6] = [0.0, 255.0, 128.0, 255.0, 128.0, 255.0];

    /// The file's own values (`YCbCrCoefficients` and `ReferenceBlackWhite`, TIFF 6.0, sections 20
    /// and 21), if they are possible.
    fn of(directory: &Directory<'_>) -> Self {
        let said = |tag| directory.fractions(tag);
        let shares = match said(tag::YCBCR_COEFFICIENTS).as_deref() {
            Some(&[red, green, blue]) => {
                let shares = [red, green, blue].map(|share| share as f32);
                let sum: f32 = shares.iter().sum();
                let can_be = shares.iter().all(|part| *part > 0.0) && (sum - 1.0).abs() < 0.01;
                if can_be { shares } else { Self::USUAL }
            }
            _ => Self::USUAL,
        };
        let range = match said(tag::REFERENCE_BLACK_WHITE).as_deref() {
            Some(&[a, b, c, d, e, f]) => {
                let range = [a, b, c, d, e, f].map(|value| value as f32);
                let wide = |low: f32, high: f32| high - low >= 64.0 && (0.0..=255.0).contains(&low);
                let [a, b, c, d, e, f] = range;
                let can_be = wide(a, b) && wide(c, d) && wide(e, f);
                if can_be { range } else { Self::FULL }
            }
            _ => Self::FULL,
        };
        Self { shares, range }
    }

    fn rgb(&self, y: u8, cb: u8, cr: u8) -> [u8; 3] {
        let [of_red, of_green, of_blue] = self.shares;
        let [black, white, no_blue, full_blue, no_red, full_red] = self.range;
        let y = (f32::from(y) - black) * 255.0 / (white - black);
        let cb = (f32::from(cb) - no_blue) * 127.0 / (full_blue - no_blue);
        let cr = (f32::from(cr) - no_red) * 127.0 / (full_red - no_red);
        let red = y + 2.0 * (1.0 - of_red) * cr;
        let blue = y + 2.0 * (1.0 - of_blue) * cb;
        let green = (y - of_red * red - of_blue * blue) / of_green;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        [red, green, blue].map(|v| v.round().clamp(0.0, 255.0) as u8)
    }
}
