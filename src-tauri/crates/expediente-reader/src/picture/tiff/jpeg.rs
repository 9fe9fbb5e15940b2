//! JPEG within TIFF: the new form (Technical Note 2), a JPEG for each chunk, and the old one (TIFF
//! 6.0, section 22), which every program wrote differently.

use expediente_model::Finding;
use expediente_pdf::JpegSegments;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::picture::entropy::{Wholeness, wholeness};
use crate::picture::tiff::directory::{Directory, TiffFile};
use crate::picture::tiff::layout::{Chunk, Layout, Photometric, tag};
use crate::refusal::{check_size, damaged};

/// A decoded JPEG: pixels of `samples` bytes.
pub(crate) struct Decoded {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) samples: usize,
    pub(crate) pixels: Vec<u8>,
}

/// The samples of a JPEG as they are coded, or as RGB where `rgb` is wanted and it has three.
fn decode(data: &[u8], rgb: bool) -> Result<Decoded, Finding> {
    let decoder = |space| {
        let options = DecoderOptions::default()
            .jpeg_set_out_colorspace(space)
            .set_max_width(usize::from(u16::MAX))
            .set_max_height(usize::from(u16::MAX));
        JpegDecoder::new_with_options(ZCursor::new(data), options)
    };
    let mut head = decoder(ColorSpace::RGB);
    head.decode_headers().map_err(damaged)?;
    let coded = head.input_colorspace();
    let space = match coded {
        Some(ColorSpace::YCbCr) if rgb => ColorSpace::RGB,
        // Its decoder turns this into no other color.
        Some(ColorSpace::YCCK) => ColorSpace::YCCK,
        Some(space) => space,
        None => return Err(damaged("a JPEG without colors")),
    };
    let (width, height) = head.dimensions().ok_or_else(|| damaged("no size"))?;
    let samples = space.num_components();
    check_size(width as u32, height as u32, samples as u64)?;
    let pixels = decoder(space).decode().map_err(damaged)?;
    Ok(Decoded {
        width,
        height,
        samples,
        pixels,
    })
}

/// The rows of a chunk that is a JPEG, with the tables that all chunks share.
pub(crate) fn chunk(
    layout: &Layout,
    tables: Option<&[u8]>,
    chunk: &Chunk<'_>,
    is_whole: &mut bool,
) -> Result<Vec<u8>, Finding> {
    let joined = match tables {
        // Its tables lie between its own start and end.
        Some(tables) if tables.len() > 4 => {
            let end = match tables.strip_suffix(b"\xff\xd9") {
                Some(tables) => tables,
                // Some have no end.
                None => tables,
            };
            let rest = chunk.data.strip_prefix(b"\xff\xd8");
            [end, rest.ok_or_else(|| damaged("a chunk is no JPEG"))?].concat()
        }
        _ => chunk.data.to_vec(),
    };
    let decoded = decode(&joined, false)?;
    // The decoder shows gray where codes are broken, and says nothing.
    *is_whole &= wholeness(&joined) != Wholeness::Broken;
    fitted(&decoded, layout.together(), chunk)
}

/// Rows of a chunk's width, from a JPEG that may be wider, because it is made of whole blocks.
fn fitted(decoded: &Decoded, samples: usize, chunk: &Chunk<'_>) -> Result<Vec<u8>, Finding> {
    if decoded.samples != samples {
        return Err(damaged("a JPEG with other colors than its picture"));
    }
    let line = chunk.width * samples;
    let mut out = Vec::new();
    let lines = decoded
        .pixels
        .chunks_exact((decoded.width * samples).max(1));
    for row in lines.take(decoded.height.min(chunk.rows)) {
        let start = out.len();
        out.extend_from_slice(row.get(..line.min(row.len())).unwrap_or(row)); // Never longer.
        // A narrower one goes on with its last pixel.
        while out.len() < start + line {
            let last = out.len().checked_sub(samples).and_then(|at| out.get(at..));
            let last = last.map(<[u8]>::to_vec);
            out.extend(last.ok_or_else(|| damaged("a JPEG without pixels"))?);
        }
    }
    Ok(out)
}

/// The picture of an old JPEG, as gray or RGB.
pub(crate) fn old(
    file: &TiffFile<'_>,
    directory: &Directory<'_>,
    layout: &Layout,
) -> Result<Decoded, Finding> {
    let strips = || layout.chunks.iter();
    let bytes = |&(at, length): &(u64, u64)| file.bytes(at, length);
    // A whole JPEG, beside the strips or around them.
    let stream = directory.number(tag::JPEG_STREAM).and_then(|at| {
        let rest = (file.data.len() as u64).checked_sub(at)?;
        let length = directory.number(tag::JPEG_STREAM_LENGTH);
        // 0 and lengths beyond the file mean its end.
        let length = length.filter(|length| (1..=rest).contains(length));
        let stream = file.bytes(at, length.unwrap_or(rest))?;
        stream.starts_with(b"\xff\xd8").then_some(stream)
    });
    if let Some(stream) = stream {
        let pixels = JpegSegments::new(stream)
            .find(|segment| segment.marker == 0xDA)
            .and_then(|scan| stream.get(scan.range.end..));
        let has_pixels = pixels.is_some_and(|pixels| pixels.len() > 2);
        if has_pixels && layout.chunks.len() <= 1 {
            return whole(stream, layout);
        }
        // Only its head: the strips have the rest. Programs that wrote these files began anew with
        // each strip.
        if let Some(head) = Head::of(stream, strips().next().and_then(bytes)) {
            let made = heights(layout).zip(strips());
            let made =
                made.filter_map(|(height, strip)| Some(head.with_pixels(height, bytes(strip)?)));
            let stacked = stacked(made, layout);
            if stacked.is_ok() || !has_pixels {
                return stacked;
            }
            return whole(stream, layout);
        }
    }
    // Each strip a JPEG.
    let first = strips().next().and_then(bytes);
    if first.is_some_and(|first| first.starts_with(b"\xff\xd8")) {
        return stacked(strips().filter_map(bytes).map(<[u8]>::to_vec), layout);
    }
    // Only pixels, with tables that the directory names.
    let head = tables(file, directory, layout)?;
    let restart = directory.number(tag::JPEG_RESTART);
    let names: &[u8] = if layout.samples < 3 { &[1] } else { &[1, 2, 3] };
    let made = heights(layout).zip(strips()).filter_map(|(height, strip)| {
        let mut made = head.clone();
        if let Some(restart @ 1..=0xffff) = restart {
            made.extend([0xFF, 0xDD, 0, 4]);
            made.extend((restart as u16).to_be_bytes());
        }
        made.extend(frame_header(layout, height));
        made.extend(scan_header(names));
        made.extend_from_slice(bytes(strip)?);
        made.extend([0xFF, 0xD9]);
        Some(made)
    });
    stacked(made, layout)
}

/// The rows of each strip.
fn heights(layout: &Layout) -> impl Iterator<Item = usize> {
    let (rows, height) = (layout.chunk.1, layout.height);
    (0..).map(move |at| rows.min(height.saturating_sub(at * rows)))
}

/// The head of a JPEG whose pixels are elsewhere.
struct Head {
    /// From its start to its frame.
    before: Vec<u8>,
    /// The frame, whose height is that of the whole picture.
    frame: Vec<u8>,
    /// From its frame to its scan.
    after: Vec<u8>,
    scan: Vec<u8>,
}

impl Head {
    /// The head of a stream. The first strip may begin with the scan that all share.
    fn of(stream: &[u8], first_strip: Option<&[u8]>) -> Option<Self> {
        let mut head = Self {
            before: vec![0xFF, 0xD8],
            frame: Vec::new(),
            after: Vec::new(),
            scan: Vec::new(),
        };
        for segment in JpegSegments::new(stream) {
            let bytes = stream.get(segment.range.clone())?;
            match segment.marker {
                0xD9 => break,
                0xDA => {
                    head.scan = bytes.to_vec();
                    break;
                }
                0xC0..=0xC2 => head.frame = bytes.to_vec(),
                _ if head.frame.is_empty() => head.before.extend_from_slice(bytes),
                _ => head.after.extend_from_slice(bytes),
            }
        }
        if head.frame.len() < 8 {
            return None;
        }
        if let Some([0xFF, 0xDA, high, low, ..]) = first_strip {
            let length = usize::from(u16::from_be_bytes([*high, *low]));
            head.scan = first_strip?.get(..2 + length)?.to_vec();
        } else if head.scan.is_empty() {
            let components = head.frame.get(10..)?.chunks_exact(3);
            let names: Vec<u8> = components.filter_map(|it| it.first().copied()).collect();
            head.scan = scan_header(&names);
        }
        Some(head)
    }

    /// A whole JPEG of so many rows, with the pixels of a strip.
    fn with_pixels(&self, height: usize, strip: &[u8]) -> Vec<u8> {
        let mut made = self.before.clone();
        let start = made.len();
        made.extend_from_slice(&self.frame);
        if let Some(to) = made.get_mut(start + 5..start + 7) {
            to.copy_from_slice(&(height as u16).to_be_bytes());
        }
        made.extend_from_slice(&self.after);
        if !strip.starts_with(b"\xff\xda") {
            made.extend_from_slice(&self.scan);
        }
        made.extend_from_slice(strip);
        made.extend([0xFF, 0xD9]);
        made
    }
}

fn whole(stream: &[u8], layout: &Layout) -> Result<Decoded, Finding> {
    let decoded = decode(stream, true)?;
    if decoded.width < layout.width || decoded.samples < layout.samples.min(3) {
        return Err(damaged("a JPEG that does not fit its picture"));
    }
    Ok(decoded)
}

/// JPEGs of the same width as one picture.
fn stacked(strips: impl Iterator<Item = Vec<u8>>, layout: &Layout) -> Result<Decoded, Finding> {
    let mut all: Option<Decoded> = None;
    for strip in strips {
        let Ok(next) = whole(&strip, layout) else {
            // What follows would stand at the wrong height.
            break;
        };
        match &mut all {
            None => all = Some(next),
            Some(all) if (all.width, all.samples) == (next.width, next.samples) => {
                check_size(all.width as u32, (all.height + next.height) as u32, 3)?;
                all.height += next.height;
                all.pixels.extend(next.pixels);
            }
            Some(_) => break,
        }
    }
    all.ok_or_else(|| damaged("it has no pixels"))
}

/// The start of a JPEG and the tables that the directory names.
fn tables(
    file: &TiffFile<'_>,
    directory: &Directory<'_>,
    layout: &Layout,
) -> Result<Vec<u8>, Finding> {
    let none = || damaged("it has no tables");
    let mut made = vec![0xFF, 0xD8];
    let places = |tag| directory.numbers(tag).ok_or_else(none);
    for (number, at) in (0u8..).zip(places(tag::JPEG_Q_TABLES)?.into_iter().take(layout.samples)) {
        made.extend([0xFF, 0xDB, 0, 67, number]);
        made.extend_from_slice(file.bytes(at, 64).ok_or_else(none)?);
    }
    for (class, tag) in [(0u8, tag::JPEG_DC_TABLES), (0x10, tag::JPEG_AC_TABLES)] {
        for (number, at) in (class..).zip(places(tag)?.into_iter().take(layout.samples)) {
            let counts = file.bytes(at, 16).ok_or_else(none)?;
            let values: u16 = counts.iter().map(|&count| u16::from(count)).sum();
            made.extend([0xFF, 0xC4]);
            made.extend((19 + values).to_be_bytes());
            made.push(number);
            let table = file.bytes(at, 16 + u64::from(values));
            made.extend_from_slice(table.ok_or_else(none)?);
        }
    }
    Ok(made)
}

fn frame_header(layout: &Layout, height: usize) -> Vec<u8> {
    let count = layout.samples.min(3) as u8;
    let mut made = vec![0xFF, 0xC0, 0, 8 + 3 * count, 8];
    made.extend((height as u16).to_be_bytes());
    made.extend((layout.width as u16).to_be_bytes());
    made.push(count);
    let (across, down) = match layout.photometric {
        Photometric::YCbCr => layout.subsampling,
        _ => (1, 1),
    };
    for number in 0..count {
        let size = if number == 0 {
            across << 4 | down
        } else {
            0x11
        };
        made.extend([number + 1, size as u8, number]);
    }
    made
}

/// A scan of all these components, each with the tables of its place.
fn scan_header(names: &[u8]) -> Vec<u8> {
    let count = names.len() as u8;
    let mut made = vec![0xFF, 0xDA, 0, 6 + 2 * count, count];
    let tables = (0u8..).map(|number| number.min(1) * 0x11);
    made.extend(
        names
            .iter()
            .zip(tables)
            .flat_map(|(name, tables)| [*name, tables]),
    );
    made.extend([0, 63, 0]);
    made
}
