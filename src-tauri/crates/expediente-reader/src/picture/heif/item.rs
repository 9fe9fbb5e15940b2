//! Decodes one picture of a HEIF file: a coded one, or one derived from others.

use std::cell::Cell;

use expediente_intake::limits;
use expediente_model::{Code, Finding, MediaKind};
use heifer::Image;
use heifer::color::{ColorParams, frame_to_rgba_into};
use heifer::heifer_hevc_dec::decoder::{DecodeOptions, decode_picture};
use heifer::heifer_hevc_dec::recon::Frame;
use heifer::heifer_isobmff::boxes::{ColorInfo, Property};
use heifer::heifer_isobmff::{Error, HeifFile, ItemId};

use crate::picture::heif::coded_frame::CodedFrame;
use crate::picture::heif::{av1, cut, unreadable};
use crate::picture::jpeg;
use crate::picture::photo::Coding;
use crate::refusal::{check_size, damaged};

/// Pictures that derive from each other, one within the other: a grid with a plane of alpha, under
/// a tone map.
const MOST_DEPTH: u32 = 4;

/// Bytes that a pixel takes while a picture is decoded: four, and one for the codec, because a tile
/// is small and one that is turned is in memory twice (`DECODED_BYTES` is half of the memory).
const BYTES_PER_PIXEL: u64 = 5;

/// The pictures of a file.
pub(crate) struct Items<'f, 'd> {
    file: &'f HeifFile<'d>,
    media: MediaKind,
    /// Pixels that may still be decoded: a small file can name one tile many times.
    budget: Cell<u64>,
}

/// A decoded picture, upright and cropped.
pub(crate) struct DecodedItem {
    pub(crate) image: Image<u8>,
    /// How it was coded.
    pub(crate) coding: Coding,
    /// The bytes of the file that it was coded in.
    pub(crate) coded_bytes: u64,
    /// Its colors are multiplied by its alpha.
    pub(crate) premultiplied: bool,
}

/// A coded picture before its colors are converted.
enum Coded {
    /// Brightness and colors.
    Frame(CodedFrame),
    /// Red, green, blue and alpha.
    Pixels(Image<u8>),
}

impl<'f, 'd> Items<'f, 'd> {
    pub(crate) fn new(file: &'f HeifFile<'d>, media: MediaKind) -> Self {
        Self {
            file,
            media,
            // All tiles of the greatest picture, its alpha, and what the tiles have beyond it.
            budget: Cell::new(4 * limits::DECODED_BYTES / BYTES_PER_PIXEL),
        }
    }

    /// The plain picture under a tone map (ISO 21496-1), which phones add for bright screens; any
    /// other picture is its own.
    pub(crate) fn still(&self, id: ItemId) -> Result<ItemId, Finding> {
        let item = self.file.item(id).map_err(damaged)?;
        if item.item_type.0 != *b"tmap" {
            return Ok(id);
        }
        let base = self.file.referenced_items(id, b"dimg").first();
        base.copied().ok_or_else(|| damaged("it has no picture"))
    }

    /// Decodes a picture and applies its crop, turn and mirroring, in the order of the file.
    pub(crate) fn decode(&self, id: ItemId, depth: u32) -> Result<DecodedItem, Finding> {
        if depth > MOST_DEPTH {
            return Err(damaged("its pictures derive from each other"));
        }
        let kind = self.file.item(id).map_err(damaged)?.item_type;
        let mut decoded = match &kind.0 {
            b"grid" => self.grid(id, depth)?,
            b"iden" => match self.file.referenced_items(id, b"dimg") {
                [source] => self.decode(*source, depth + 1)?,
                _ => return Err(damaged("it copies no picture")),
            },
            _ => self.coded_as_pixels(id)?,
        };
        self.attach_alpha(id, depth, &mut decoded)?;
        for property in self.file.item_properties(id).map_err(damaged)? {
            decoded.image = match property {
                Property::CleanAperture { .. } => cropped(&decoded.image, property)?,
                Property::Rotation(quarters @ 1..) => decoded.image.rotate_ccw(*quarters),
                Property::Mirror(top_bottom) => decoded.image.mirror(*top_bottom),
                _ => continue,
            };
        }
        Ok(decoded)
    }

    fn coded_as_pixels(&self, id: ItemId) -> Result<DecodedItem, Finding> {
        let (coded, coding, coded_bytes) = self.coded(id)?;
        let image = match coded {
            Coded::Pixels(image) => image,
            Coded::Frame(coded) => {
                let (width, height) = coded.size;
                let mut image = Image::filled_samples(width, height, 8, [0; 4]);
                let line = width as usize * 4;
                let mut rows: Vec<&mut [u8]> = image.data.chunks_exact_mut(line.max(1)).collect();
                let (across, down) = (width as usize, height as usize);
                frame_to_rgba_into(&coded.frame, coded.params, &mut rows, across, down);
                image
            }
        };
        Ok(DecodedItem {
            image,
            coding,
            coded_bytes,
            premultiplied: false,
        })
    }

    /// A coded picture, how it is coded, and in how many bytes.
    fn coded(&self, id: ItemId) -> Result<(Coded, Coding, u64), Finding> {
        let kind = self.file.item(id).map_err(damaged)?.item_type;
        let data = self.file.item_data(id).map_err(broken)?;
        let empty = match &kind.0 {
            b"hvc1" | b"hev1" => cut::EMPTY_HEVC,
            _ => cut::EMPTY_OTHER,
        };
        if cut::ends_empty(&data, empty) {
            return Err(Finding::new(Code::PictureCut));
        }
        // Decoders take an empty code for a mistake of their caller.
        if data.is_empty() {
            return Err(damaged("a picture without a code"));
        }
        let coded_bytes = data.len() as u64;
        let (coded, coding) = match &kind.0 {
            b"hvc1" | b"hev1" => (self.hevc(id)?, Coding::Hevc),
            b"av01" => av1::decode(data.into_owned(), self.media)?,
            b"jpeg" => {
                let head = self.jpeg_head(id);
                let image = jpeg::pixels(&[head, &data].concat())?;
                self.spend(image.width, image.height)?;
                return Ok((Coded::Pixels(image), Coding::Jpeg, coded_bytes));
            }
            other => return Err(unreadable(self.media, String::from_utf8_lossy(other))),
        };
        let coded = self.sized(id, coded)?;
        Ok((Coded::Frame(coded), coding, coded_bytes))
    }

    fn hevc(&self, id: ItemId) -> Result<CodedFrame, Finding> {
        let stream = self.file.hevc_bitstream(id).map_err(broken)?;
        let options = DecodeOptions {
            max_pixels: limits::DECODED_BYTES / BYTES_PER_PIXEL,
            ..DecodeOptions::default()
        };
        let frame = decode_picture(&stream, options).map_err(|error| {
            use heifer::heifer_hevc_dec::Error;
            match error {
                Error::Unimplemented(what) => unreadable(self.media, what),
                other => damaged(other),
            }
        })?;
        let first = |sides: &[u32; 3]| sides.first().copied().unwrap_or(0); // It has three planes.
        Ok(CodedFrame {
            size: (first(&frame.widths), first(&frame.heights)),
            params: ColorParams::from_frame(&frame),
            frame,
        })
    }

    /// A coded picture with the size and the colors that the file says: a codec has whole blocks,
    /// and need not know its colors.
    fn sized(&self, id: ItemId, mut coded: CodedFrame) -> Result<CodedFrame, Finding> {
        let (across, down) = coded.size;
        self.spend(across, down)?;
        if let Some((width, height)) = self.file.image_size(id).map_err(damaged)? {
            coded.size = (width.min(across), height.min(down));
            check_size(coded.size.0, coded.size.1, BYTES_PER_PIXEL)?;
        }
        let mut properties = self.file.item_properties(id).map_err(damaged)?;
        let said = properties.find_map(|property| match property {
            Property::Color(ColorInfo::Nclx {
                matrix, full_range, ..
            }) => Some(ColorParams {
                matrix: *matrix,
                full_range: *full_range,
            }),
            _ => None,
        });
        if let Some(said) = said {
            coded.params = said;
        }
        // Those that `frame_to_rgba_into` knows; it takes any other for BT.601 without a word.
        if !matches!(coded.params.matrix, 0..=2 | 4..=7 | 9 | 10) {
            let matrix = format!("matrix {}", coded.params.matrix);
            return Err(unreadable(self.media, matrix));
        }
        if coded.frame.chroma_format == 0 && !coded.params.full_range {
            widen_gray(&mut coded.frame);
        }
        Ok(coded)
    }

    /// The start that JPEGs of a file share (ISO/IEC 23008-12, H.2.4); most have all of it.
    fn jpeg_head(&self, id: ItemId) -> &[u8] {
        let properties = self.file.item_properties(id).into_iter().flatten();
        let mut heads = properties.filter_map(|property| match property {
            Property::Unknown(kind, head) if kind.0 == *b"jpgC" => Some(head.as_slice()),
            _ => None,
        });
        heads.next().map_or(&[], |head| head)
    }

    /// Counts the pixels of a coded picture against what the whole file may have.
    fn spend(&self, width: u32, height: u32) -> Result<(), Finding> {
        check_size(width, height, BYTES_PER_PIXEL)?;
        let pixels = u64::from(width) * u64::from(height);
        let left = self.budget.get().checked_sub(pixels);
        self.budget
            .set(left.ok_or_else(|| damaged("it repeats its pictures"))?);
        Ok(())
    }

    /// Tiles, row by row.
    fn grid(&self, id: ItemId, depth: u32) -> Result<DecodedItem, Finding> {
        let grid = self.file.grid(id).map_err(broken)?;
        let tiles = self.file.referenced_items(id, b"dimg");
        let (width, height) = (grid.output_width, grid.output_height);
        check_size(width, height, BYTES_PER_PIXEL)?;
        let count = usize::from(grid.rows) * usize::from(grid.columns);
        if tiles.len() != count {
            return Err(damaged("it has not as many tiles as it says"));
        }
        let mut canvas = Canvas::new(width, height, usize::from(grid.columns));
        let (mut coding, mut coded_bytes) = (None, 0);
        for &tile in tiles {
            let (kind, bytes) = if self.is_plain(tile)? {
                let (coded, kind, bytes) = self.coded(tile)?;
                match coded {
                    Coded::Pixels(image) => canvas.put(&image)?,
                    Coded::Frame(coded) => canvas.put_frame(&coded)?,
                }
                (kind, bytes)
            } else {
                let decoded = self.decode(tile, depth + 1)?;
                canvas.put(&decoded.image)?;
                (decoded.coding, decoded.coded_bytes)
            };
            coding.get_or_insert(kind);
            coded_bytes += bytes;
        }
        let coding = coding.ok_or_else(|| damaged("it has no tiles"))?;
        Ok(DecodedItem {
            image: canvas.finish()?,
            coding,
            coded_bytes,
            premultiplied: false,
        })
    }

    /// Whether a tile is coded and nothing is done to it, as nearly all are.
    fn is_plain(&self, id: ItemId) -> Result<bool, Finding> {
        let kind = self.file.item(id).map_err(damaged)?.item_type;
        let mut properties = self.file.item_properties(id).map_err(damaged)?;
        Ok(!matches!(&kind.0, b"grid" | b"iden")
            && properties.all(|property| {
                !matches!(
                    property,
                    Property::CleanAperture { .. } | Property::Rotation(_) | Property::Mirror(_)
                )
            }))
    }

    /// The transparency of a picture, which is a gray picture of its own.
    fn attach_alpha(
        &self,
        id: ItemId,
        depth: u32,
        decoded: &mut DecodedItem,
    ) -> Result<(), Finding> {
        let alpha = self.file.referencing_items(id, b"auxl");
        let Some(alpha) = alpha.into_iter().find(|aux| self.is_alpha(*aux)) else {
            return Ok(());
        };
        let plane = self.decode(alpha, depth + 1)?.image;
        let image = &mut decoded.image;
        if (plane.width, plane.height) != (image.width, image.height) {
            return Err(unreadable(self.media, "alpha of another size"));
        }
        let pairs = image
            .data
            .chunks_exact_mut(4)
            .zip(plane.data.chunks_exact(4));
        for (to, from) in pairs {
            if let ([.., to], [from, ..]) = (to, from) {
                *to = *from;
            }
        }
        image.has_alpha = true;
        decoded.premultiplied = !self.file.referenced_items(id, b"prem").is_empty();
        Ok(())
    }

    fn is_alpha(&self, id: ItemId) -> bool {
        const ALPHA: [&str; 2] = [
            "urn:mpeg:hevc:2015:auxid:1",
            "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
        ];
        let mut properties = self.file.item_properties(id).into_iter().flatten();
        properties.any(|property| {
            matches!(property, Property::AuxiliaryType(kind) if ALPHA.contains(&kind.as_str()))
        })
    }
}

/// The picture that tiles make.
struct Canvas {
    image: Image<u8>,
    columns: usize,
    /// The size of all tiles, known from the first.
    tile: Option<(usize, usize)>,
    placed: usize,
}

impl Canvas {
    fn new(width: u32, height: u32, columns: usize) -> Self {
        Self {
            image: Image::filled_samples(width, height, 8, [0; 4]),
            columns: columns.max(1),
            tile: None,
            placed: 0,
        }
    }

    /// The rows that the next tile of this size fills, and its width within the picture.
    fn next(&mut self, width: u32, height: u32) -> Result<(Vec<&mut [u8]>, usize), Finding> {
        let size = (width as usize, height as usize);
        let tile = *self.tile.get_or_insert(size);
        if tile != size || tile.0 == 0 || tile.1 == 0 {
            return Err(damaged("its tiles have different sizes"));
        }
        let left = self.placed % self.columns * tile.0;
        let top = self.placed / self.columns * tile.1;
        self.placed += 1;
        let line = self.image.width as usize * 4;
        let across = tile.0.min((self.image.width as usize).saturating_sub(left));
        let rows = self.image.data.chunks_exact_mut(line.max(1));
        let rows = rows.skip(top).take(tile.1);
        // A tile may be wholly outside of the picture.
        let rows = rows.filter_map(|row| row.get_mut(left * 4..(left + across) * 4));
        Ok((rows.filter(|row| !row.is_empty()).collect(), across))
    }

    fn put(&mut self, tile: &Image<u8>) -> Result<(), Finding> {
        let (mut rows, _) = self.next(tile.width, tile.height)?;
        let from = tile.data.chunks_exact((tile.width as usize * 4).max(1));
        for (to, from) in rows.iter_mut().zip(from) {
            if let Some(from) = from.get(..to.len()) {
                to.copy_from_slice(from);
            }
        }
        Ok(())
    }

    fn put_frame(&mut self, coded: &CodedFrame) -> Result<(), Finding> {
        let (mut rows, across) = self.next(coded.size.0, coded.size.1)?;
        let down = rows.len();
        frame_to_rgba_into(&coded.frame, coded.params, &mut rows, across, down);
        Ok(())
    }

    fn finish(self) -> Result<Image<u8>, Finding> {
        let (across, down) = self.tile.ok_or_else(|| damaged("it has no tiles"))?;
        let rows = self.placed / self.columns;
        let covers = across * self.columns >= self.image.width as usize
            && down * rows >= self.image.height as usize;
        if covers {
            Ok(self.image)
        } else {
            Err(damaged("its tiles do not cover it"))
        }
    }
}

/// Spreads the brightness of a gray picture, coded from 16 to 235 (of 8 bits), over all values: the
/// conversion of colors does so only where there are colors.
fn widen_gray(frame: &mut Frame) {
    let [bits, _] = frame.bit_depth;
    let most = (1u32 << bits) - 1;
    let one = 1u32 << (bits - 8);
    let (black, range) = (16 * one, 219 * one);
    for sample in frame.planes.iter_mut().take(1).flatten() {
        let above = u32::from(*sample).saturating_sub(black).min(range);
        // At most `most`, which has the bits of a sample.
        *sample = ((above * most + range / 2) / range) as u16;
    }
}

/// A container that does not lead to its pictures.
fn broken(error: Error) -> Finding {
    damaged(error)
}

/// The part of a picture that its clean aperture shows (ISO/IEC 14496-12, 12.1.4): a size, and how
/// far its middle is from that of the picture.
fn cropped(image: &Image<u8>, aperture: &Property) -> Result<Image<u8>, Finding> {
    let Property::CleanAperture {
        width,
        height,
        horiz_offset,
        vert_offset,
    } = aperture
    else {
        return Err(damaged("a crop that is none"));
    };
    let side = |length: u32, wanted: &(u32, u32), offset: &(i32, u32)| {
        let wanted = f64::from(wanted.0) / f64::from(wanted.1);
        let middle = f64::from(offset.0) / f64::from(offset.1) + f64::from(length) / 2.0;
        let start = middle - wanted / 2.0;
        // Without numbers over nothing, and with a pixel at least.
        let is_inside = start >= -0.5 && wanted >= 1.0 && start + wanted <= f64::from(length) + 0.5;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        is_inside.then(|| (start.max(0.0).round() as u32, wanted.round() as u32))
    };
    let across = side(image.width, width, horiz_offset);
    let down = side(image.height, height, vert_offset);
    let ((left, wide), (top, high)) = across
        .zip(down)
        .ok_or_else(|| damaged("a crop outside of the picture"))?;
    Ok(image.crop(left, top, wide, high))
}
