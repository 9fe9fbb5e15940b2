//! How the samples of one picture of a TIFF are laid out in the file.

use expediente_model::Finding;

use crate::picture::tiff::directory::Directory;
use crate::refusal::{damaged, unsupported};

/// The tags of TIFF 6.0 that say how a picture is stored.
pub(crate) mod tag {
    pub(crate) const SUBFILE_TYPE: u16 = 254;
    pub(crate) const WIDTH: u16 = 256;
    pub(crate) const HEIGHT: u16 = 257;
    pub(crate) const BITS: u16 = 258;
    pub(crate) const COMPRESSION: u16 = 259;
    pub(crate) const PHOTOMETRIC: u16 = 262;
    pub(crate) const FILL_ORDER: u16 = 266;
    pub(crate) const STRIP_OFFSETS: u16 = 273;
    pub(crate) const ORIENTATION: u16 = 274;
    pub(crate) const SAMPLES: u16 = 277;
    pub(crate) const ROWS_PER_STRIP: u16 = 278;
    pub(crate) const STRIP_COUNTS: u16 = 279;
    pub(crate) const X_RESOLUTION: u16 = 282;
    pub(crate) const Y_RESOLUTION: u16 = 283;
    pub(crate) const PLANAR: u16 = 284;
    pub(crate) const T4_OPTIONS: u16 = 292;
    pub(crate) const PREDICTOR: u16 = 317;
    pub(crate) const COLOR_MAP: u16 = 320;
    pub(crate) const TILE_WIDTH: u16 = 322;
    pub(crate) const TILE_HEIGHT: u16 = 323;
    pub(crate) const TILE_OFFSETS: u16 = 324;
    pub(crate) const TILE_COUNTS: u16 = 325;
    pub(crate) const INK_SET: u16 = 332;
    pub(crate) const EXTRA_SAMPLES: u16 = 338;
    pub(crate) const SAMPLE_FORMAT: u16 = 339;
    pub(crate) const JPEG_TABLES: u16 = 347;
    pub(crate) const JPEG_STREAM: u16 = 513;
    pub(crate) const JPEG_STREAM_LENGTH: u16 = 514;
    pub(crate) const JPEG_RESTART: u16 = 515;
    pub(crate) const JPEG_Q_TABLES: u16 = 519;
    pub(crate) const JPEG_DC_TABLES: u16 = 520;
    pub(crate) const JPEG_AC_TABLES: u16 = 521;
    pub(crate) const YCBCR_COEFFICIENTS: u16 = 529;
    pub(crate) const YCBCR_SUBSAMPLING: u16 = 530;
    pub(crate) const REFERENCE_BLACK_WHITE: u16 = 532;
    pub(crate) const ICC_PROFILE: u16 = 34675;
}

/// How the bytes of a chunk are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    None,
    /// Modified Huffman: rows begin at bytes and have no end of line.
    FaxRle,
    /// ITU-T T.4, in one dimension or two.
    Group3 {
        two_dimensions: bool,
    },
    /// ITU-T T.6.
    Group4,
    Lzw,
    OldJpeg,
    Jpeg,
    Deflate,
    PackBits,
}

impl Coding {
    pub(crate) fn is_fax(self) -> bool {
        matches!(self, Self::FaxRle | Self::Group3 { .. } | Self::Group4)
    }
}

/// The meaning of samples, by `PhotometricInterpretation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Photometric {
    WhiteIsZero,
    BlackIsZero,
    Rgb,
    Palette,
    Cmyk,
    YCbCr,
}

/// The size of a chunk, in pixels, and its bytes in the file.
pub(crate) struct Chunk<'a> {
    pub(crate) width: usize,
    pub(crate) rows: usize,
    pub(crate) data: &'a [u8],
}

/// The layout of one picture.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Bits per sample.
    pub(crate) bits: usize,
    /// Samples per pixel.
    pub(crate) samples: usize,
    /// Each sample has its own chunks.
    pub(crate) planar: bool,
    pub(crate) photometric: Photometric,
    pub(crate) coding: Coding,
    /// Samples hold the difference from the pixel before.
    pub(crate) differences: bool,
    /// The lowest bit of each byte comes first.
    pub(crate) low_bit_first: bool,
    /// Pixels across and down of a chunk: a tile, or a strip of the full width.
    pub(crate) chunk: (usize, usize),
    pub(crate) tiled: bool,
    /// Of subsampled color: brightness samples across and down for each color.
    pub(crate) subsampling: (usize, usize),
    /// The position and the length of each chunk.
    pub(crate) chunks: Vec<(u64, u64)>,
    pub(crate) little: bool,
}

impl Layout {
    /// Width and height in pixels.
    pub(crate) fn size(directory: &Directory<'_>) -> Result<(u32, u32), Finding> {
        let side = |tag| {
            let side = directory.number(tag).and_then(|v| u32::try_from(v).ok());
            side.ok_or_else(|| damaged("it does not say its size"))
        };
        Ok((side(tag::WIDTH)?, side(tag::HEIGHT)?))
    }

    pub(crate) fn of(
        directory: &Directory<'_>,
        length: u64,
        little: bool,
    ) -> Result<Self, Finding> {
        let (width, height) = Self::size(directory)?;
        let (width, height) = (width as usize, height as usize);
        let number = |tag, usual| directory.number(tag).unwrap_or(usual); // TIFF 6.0 has defaults.
        let all_bits = directory.numbers(tag::BITS).unwrap_or_else(|| vec![1]);
        let samples = number(tag::SAMPLES, all_bits.len() as u64);
        if samples == 0 || samples > 32 {
            return Err(unsupported("more than 32 samples a pixel"));
        }
        let samples = samples as usize;
        let bits = all_bits.first().copied().unwrap_or(1) as usize; // It has at least one.
        if all_bits.iter().any(|&other| other != bits as u64) {
            return Err(unsupported("samples of different sizes"));
        }
        let formats = directory.numbers(tag::SAMPLE_FORMAT);
        // 4 is "undefined", which scanners write.
        if formats.is_some_and(|formats| formats.iter().any(|&format| format != 1 && format != 4)) {
            return Err(unsupported("samples that are not whole numbers"));
        }
        let coding = coding(
            number(tag::COMPRESSION, 1),
            number(tag::T4_OPTIONS, 0) & 1 == 1,
        )?;
        let photometric = photometric(directory, coding, samples)?;
        if !matches!(bits, 1..=16 | 32) || (coding.is_fax() && (bits, samples) != (1, 1)) {
            return Err(unsupported(format!("{samples} samples of {bits} bits")));
        }
        let differences = match number(tag::PREDICTOR, 1) {
            2 if matches!(coding, Coding::Lzw | Coding::Deflate) => match bits {
                8 | 16 | 32 => true,
                _ => return Err(unsupported("differences of such samples")),
            },
            3.. if matches!(coding, Coding::Lzw | Coding::Deflate) => {
                return Err(unsupported("differences of fractions"));
            }
            _ => false,
        };
        // A picture of one sample has one plane, whatever it says.
        let planar = number(tag::PLANAR, 1) == 2 && samples > 1;
        let tiled = directory.number(tag::TILE_WIDTH).is_some()
            && directory.number(tag::TILE_OFFSETS).is_some();
        let side = |tag| {
            let side = directory.number(tag).and_then(|v| u32::try_from(v).ok());
            let side = side.map(|side| side as usize);
            // A tile is in memory as a whole.
            side.filter(|side| (1..=1 << 16).contains(side))
                .ok_or_else(|| damaged("its tiles have no size"))
        };
        let chunk = if tiled {
            (side(tag::TILE_WIDTH)?, side(tag::TILE_HEIGHT)?)
        } else {
            // Without the tag, and with the greatest number, one strip has all rows.
            let rows = match directory.number(tag::ROWS_PER_STRIP) {
                None | Some(0) => height,
                Some(rows) => usize::try_from(rows).map_or(height, |rows| rows.min(height)),
            };
            (width, rows)
        };
        let (offsets, counts) = if tiled {
            (tag::TILE_OFFSETS, tag::TILE_COUNTS)
        } else {
            (tag::STRIP_OFFSETS, tag::STRIP_COUNTS)
        };
        // An old JPEG may have a stream instead of strips.
        let offsets = directory.numbers(offsets).unwrap_or_default();
        if offsets.is_empty() && coding != Coding::OldJpeg {
            return Err(damaged("it has no pixels"));
        }
        let counts = directory.numbers(counts).unwrap_or_default();
        let chunks = chunks(&offsets, &counts, length);
        let subsampling = match directory.numbers(tag::YCBCR_SUBSAMPLING).as_deref() {
            _ if photometric != Photometric::YCbCr || coding == Coding::Jpeg => (1, 1),
            Some(&[across @ (1 | 2 | 4), down @ (1 | 2 | 4), ..]) => {
                (across as usize, down as usize)
            }
            Some(_) => return Err(damaged("its colors have no size")),
            // The default, but many programs that write full colors do not say so.
            None => {
                let full = (width * chunk.1 * 3) as u64;
                match chunks.first() {
                    Some(&(_, count)) if coding == Coding::None && count == full => (1, 1),
                    _ => (2, 2),
                }
            }
        };
        if subsampling != (1, 1)
            && coding != Coding::OldJpeg
            && (planar || bits != 8 || samples != 3)
        {
            return Err(unsupported("coarse colors in planes"));
        }
        Ok(Self {
            width,
            height,
            bits,
            samples,
            planar,
            photometric,
            coding,
            differences,
            low_bit_first: number(tag::FILL_ORDER, 1) == 2,
            chunk,
            tiled,
            subsampling,
            chunks,
            little,
        })
    }

    /// Samples of a pixel that lie together.
    pub(crate) fn together(&self) -> usize {
        if self.planar { 1 } else { self.samples }
    }

    /// Bytes of so many pixels of a row in one plane.
    pub(crate) fn row_bytes(&self, pixels: usize) -> usize {
        (pixels * self.together() * self.bits).div_ceil(8)
    }

    /// How many planes there are.
    pub(crate) fn planes(&self) -> usize {
        if self.planar { self.samples } else { 1 }
    }

    /// Chunks across and down in one plane.
    pub(crate) fn grid(&self) -> (usize, usize) {
        (
            self.width.div_ceil(self.chunk.0.max(1)),
            self.height.div_ceil(self.chunk.1.max(1)),
        )
    }
}

fn coding(compression: u64, two_dimensions: bool) -> Result<Coding, Finding> {
    Ok(match compression {
        1 => Coding::None,
        2 => Coding::FaxRle,
        3 => Coding::Group3 { two_dimensions },
        4 => Coding::Group4,
        5 => Coding::Lzw,
        6 => Coding::OldJpeg,
        7 => Coding::Jpeg,
        8 | 32946 => Coding::Deflate,
        32773 => Coding::PackBits,
        other => return Err(unsupported(format!("compression {other}"))),
    })
}

fn photometric(
    directory: &Directory<'_>,
    coding: Coding,
    samples: usize,
) -> Result<Photometric, Finding> {
    let kind = match directory.number(tag::PHOTOMETRIC) {
        // What libtiff takes it for.
        None if coding.is_fax() => Photometric::WhiteIsZero,
        None if coding == Coding::OldJpeg && samples == 3 => Photometric::YCbCr,
        None if samples >= 3 => Photometric::Rgb,
        None => Photometric::BlackIsZero,
        Some(0) => Photometric::WhiteIsZero,
        Some(1) => Photometric::BlackIsZero,
        Some(2) => Photometric::Rgb,
        Some(3) => Photometric::Palette,
        // A mask shows what it keeps as white.
        Some(4) => Photometric::BlackIsZero,
        Some(5) if directory.number(tag::INK_SET).is_none_or(|set| set == 1) => Photometric::Cmyk,
        Some(6) => Photometric::YCbCr,
        Some(other) => return Err(unsupported(format!("colors of kind {other}"))),
    };
    let least = match kind {
        Photometric::Rgb | Photometric::YCbCr => 3,
        Photometric::Cmyk => 4,
        _ => 1,
    };
    if samples < least {
        return Err(damaged("its pixels have too few samples"));
    }
    Ok(kind)
}

/// Where the chunks are. Some programs leave out how long they are: then each goes on to the next
/// one, or to the end of the file.
fn chunks(offsets: &[u64], counts: &[u64], length: u64) -> Vec<(u64, u64)> {
    let mut sorted = offsets.to_vec();
    sorted.sort_unstable();
    let place = |(at, &offset): (usize, &u64)| {
        let rest = length.saturating_sub(offset);
        let count = match counts.get(at) {
            Some(&count) => count,
            None => {
                let after = sorted.partition_point(|&other| other <= offset);
                let next = sorted.get(after).copied();
                next.map_or(rest, |next| next - offset)
            }
        };
        (offset, count.min(rest))
    };
    offsets.iter().enumerate().map(place).collect()
}
