//! Decodes one chunk, a strip or a tile, of a TIFF.

use expediente_model::Finding;
use flate2::{Decompress, FlushDecompress, Status};
use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};
use weezl::{BitOrder, LzwStatus};

use crate::picture::tiff::jpeg;
use crate::picture::tiff::layout::{Chunk, Coding, Layout};
use crate::refusal::damaged;

/// What was read of a chunk.
pub(crate) struct Rows {
    pub(crate) bytes: Vec<u8>,
    /// Nothing in its codes is wrong, as far as can be told. Whether rows are missing is another
    /// question.
    pub(crate) is_whole: bool,
}

/// The rows of a chunk from the top, as many as could be read. Each takes [`Layout::row_bytes`] of
/// the chunk's width; samples over eight bits are in the byte order of the file.
pub(crate) fn decoded(
    layout: &Layout,
    tables: Option<&[u8]>,
    chunk: &Chunk<'_>,
) -> Result<Rows, Finding> {
    let mut is_whole = true;
    let turned;
    let mut data = chunk.data;
    // JPEG has its own order of bits, which libtiff keeps too.
    if layout.low_bit_first && layout.coding != Coding::Jpeg {
        turned = data
            .iter()
            .map(|byte| byte.reverse_bits())
            .collect::<Vec<u8>>();
        data = &turned;
    }
    let (across, down) = layout.subsampling;
    let coarse = (across, down) != (1, 1);
    let length = if coarse {
        let units = chunk.width.div_ceil(across) * chunk.rows.div_ceil(down);
        units * (across * down + 2)
    } else {
        layout.row_bytes(chunk.width) * chunk.rows
    };
    let mut bytes = match layout.coding {
        Coding::None => data.get(..length.min(data.len())).map(<[u8]>::to_vec),
        Coding::FaxRle => Some(fax(
            EncodingMode::Group3_1D,
            true,
            chunk,
            data,
            &mut is_whole,
        )),
        Coding::Group3 { two_dimensions } => {
            let mode = if two_dimensions {
                EncodingMode::Group3_2D
            } else {
                EncodingMode::Group3_1D
            };
            Some(fax(mode, false, chunk, data, &mut is_whole))
        }
        Coding::Group4 => Some(fax(EncodingMode::Group4, false, chunk, data, &mut is_whole)),
        Coding::Lzw => Some(lzw(data, length)),
        Coding::Deflate => Some(inflated(data, length)),
        Coding::PackBits => Some(unpacked(data, length, &mut is_whole)),
        Coding::Jpeg => Some(jpeg::chunk(layout, tables, chunk, &mut is_whole)?),
        Coding::OldJpeg => None,
    }
    .ok_or_else(|| damaged("a coding without chunks"))?;
    if layout.differences {
        add_differences(layout, chunk.width, &mut bytes);
    }
    if coarse {
        bytes = with_full_colors(layout, chunk, &bytes);
    }
    Ok(Rows { bytes, is_whole })
}

/// Rows of a fax, a set bit for a black run.
struct FaxRows {
    bytes: Vec<u8>,
    width: usize,
    line: usize,
    left: usize,
}

impl Decoder for FaxRows {
    fn push_row(&mut self, changes: &[u32]) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let start = self.bytes.len();
        self.bytes.resize(start + self.line, 0);
        let Some(row) = self.bytes.get_mut(start..) else {
            return;
        };
        for run in changes.chunks(2) {
            let from = run.first().map_or(self.width, |at| *at as usize);
            let to = run.get(1).map_or(self.width, |at| *at as usize);
            for x in from..to.min(self.width) {
                if let Some(byte) = row.get_mut(x / 8) {
                    *byte |= 0x80 >> (x % 8);
                }
            }
        }
    }
}

fn fax(
    encoding: EncodingMode,
    aligned: bool,
    chunk: &Chunk<'_>,
    data: &[u8],
    is_whole: &mut bool,
) -> Vec<u8> {
    // Neither is over 2^32: both were numbers of that size in the file.
    let settings = DecodeSettings {
        columns: chunk.width as u32,
        rows: chunk.rows as u32,
        end_of_block: true,
        end_of_line: false,
        rows_are_byte_aligned: aligned,
        encoding,
        strict: false,
    };
    let mut rows = FaxRows {
        bytes: Vec::new(),
        width: chunk.width,
        line: chunk.width.div_ceil(8),
        left: chunk.rows,
    };
    // What comes before the damage is shown, and the caller counts the rows.
    let read = hayro_ccitt::decode(data, &mut rows, &mut DecoderContext::new(settings));
    *is_whole &= read.is_ok();
    rows.bytes
}

fn lzw(data: &[u8], length: usize) -> Vec<u8> {
    // Before TIFF 6.0 codes were written from the lowest bit up and grew one code later; libtiff
    // tells these files by their first code, which is Clear.
    let old = matches!(data, [0, second, ..] if second & 1 == 1);
    let mut decoder = if old {
        weezl::decode::Decoder::new(BitOrder::Lsb, 8)
    } else {
        weezl::decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
    };
    let mut out = vec![0; length];
    let (mut from, mut to) = (0, 0);
    while let (Some(input), Some(room)) = (data.get(from..), out.get_mut(to..)) {
        if room.is_empty() {
            break;
        }
        let done = decoder.decode_bytes(input, room);
        from += done.consumed_in;
        to += done.consumed_out;
        match done.status {
            Ok(LzwStatus::Ok) if done.consumed_in + done.consumed_out > 0 => {}
            _ => break,
        }
    }
    out.truncate(to);
    out
}

fn inflated(data: &[u8], length: usize) -> Vec<u8> {
    let mut inflater = Decompress::new(true);
    let mut out = vec![0; length];
    loop {
        // Both are positions in memory.
        let (from, to) = (inflater.total_in() as usize, inflater.total_out() as usize);
        let (Some(input), Some(room)) = (data.get(from..), out.get_mut(to..)) else {
            break;
        };
        if room.is_empty() {
            break;
        }
        let status = inflater.decompress(input, room, FlushDecompress::None);
        let moved = (inflater.total_in() as usize, inflater.total_out() as usize) != (from, to);
        if !matches!(status, Ok(Status::Ok)) || !moved {
            break;
        }
    }
    out.truncate(inflater.total_out() as usize);
    out
}

/// PackBits (TIFF 6.0, section 9).
fn unpacked(mut data: &[u8], length: usize, is_whole: &mut bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(length);
    while let [head, rest @ ..] = data
        && out.len() < length
    {
        let head = head.cast_signed();
        data = rest;
        if head >= 0 {
            let (raw, rest) = data.split_at(data.len().min(head.unsigned_abs() as usize + 1));
            out.extend_from_slice(raw);
            data = rest;
        } else if head != i8::MIN
            && let [value, rest @ ..] = data
        {
            out.resize(out.len() + usize::from(head.unsigned_abs()) + 1, *value);
            data = rest;
        }
    }
    // A run over the end, or bytes that are left over, but for some of filling, are of other rows.
    *is_whole &= out.len() <= length && data.len() < 8;
    out.truncate(length);
    out
}

/// Undoes horizontal differencing (TIFF 6.0, section 14).
fn add_differences(layout: &Layout, width: usize, bytes: &mut [u8]) {
    let line = layout.row_bytes(width);
    let size = layout.bits / 8;
    let step = layout.together() * size;
    for row in bytes.chunks_mut(line.max(1)) {
        for at in step..row.len() {
            let start = at / size * size;
            // Each sample is added as a whole, at its first byte.
            if at != start || start + size > row.len() {
                continue;
            }
            let number = |row: &[u8], at: usize| {
                let bytes = (0..size).filter_map(|i| row.get(at + i));
                if layout.little {
                    bytes.rev().fold(0u32, |sum, b| (sum << 8) | u32::from(*b))
                } else {
                    bytes.fold(0u32, |sum, b| (sum << 8) | u32::from(*b))
                }
            };
            let sum = number(row, at).wrapping_add(number(row, at - step));
            for i in 0..size {
                let shift = if layout.little { i } else { size - 1 - i };
                if let Some(byte) = row.get_mut(at + i) {
                    *byte = (sum >> (8 * shift)) as u8;
                }
            }
        }
    }
}

/// Brightness samples with a color for each block of them (TIFF 6.0, section 21), as pixels of
/// three samples.
fn with_full_colors(layout: &Layout, chunk: &Chunk<'_>, bytes: &[u8]) -> Vec<u8> {
    let (across, down) = layout.subsampling;
    let columns = chunk.width.div_ceil(across);
    let unit = across * down + 2;
    let line = chunk.width * 3;
    let rows = bytes.len() / (columns * unit).max(1) * down;
    let rows = rows.min(chunk.rows);
    let mut out = vec![0; line * rows];
    for (y, row) in out.chunks_exact_mut(line.max(1)).enumerate() {
        for (x, pixel) in row.chunks_exact_mut(3).enumerate() {
            let at = (y / down * columns + x / across) * unit;
            let brightness = at + y % down * across + x % across;
            let color = at + across * down;
            for (to, from) in pixel.iter_mut().zip([brightness, color, color + 1]) {
                *to = bytes.get(from).copied().unwrap_or(0); // All units are whole.
            }
        }
    }
    out
}
