//! Tells from its codes alone whether every pixel of a JPEG is there. Nothing is decoded to pixels,
//! so this takes a fraction of the time.
//!
//! It answers yes only if it has read every code of every block of every scan, with the restart
//! markers in their places, every bit of every coefficient, and the end directly after the last
//! scan (ITU T.81, F.2, G.2 and B.2). Anything unknown, such as arithmetic codes, and anything
//! wrong or merely unusual is left to a complete decode.

mod bits;
mod progressive;
mod sequential;

use std::cell::Cell;

use bits::{Bits, Huffman, Segment, Table};
use expediente_pdf::JpegSegments;
use progressive::Band;
use sequential::{Means, Others};

/// Scans of a component that are read at most: a few bytes can hold a scan over all blocks, and
/// programs that write photos make a dozen at most.
const SCANS: usize = 32;

/// What the codes of a picture say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wholeness {
    /// Every pixel is there.
    Whole,
    /// Codes are missing or impossible, or far more bytes follow than the pixels need. Decoders
    /// tolerate that and show gray or black.
    Broken,
    /// Unusual: a decoder must check.
    Unknown,
}

/// Whether the picture is complete.
pub(crate) fn wholeness(data: &[u8]) -> Wholeness {
    let mut reader = Reader::new(data);
    match reader.read() {
        Some(()) => Wholeness::Whole,
        None if reader.broken.get() => Wholeness::Broken,
        None => Wholeness::Unknown,
    }
}

/// What the segments so far have defined.
struct Reader<'a> {
    data: &'a [u8],
    /// Tables for DC coefficients, and for AC coefficients.
    huffman: [[Option<Huffman<'a>>; 4]; 2],
    quantized: [bool; 4],
    /// Units from one restart marker to the next; 0 for none.
    interval: u64,
    frame: Option<Frame>,
    /// Codes are missing or impossible.
    broken: Cell<bool>,
}

/// The frame of the picture.
struct Frame {
    progressive: bool,
    /// Units of all components together.
    units: u64,
    components: Vec<Component>,
}

struct Component {
    id: u8,
    /// Blocks per unit.
    together: u64,
    /// Blocks with part of the picture, if the component is scanned alone.
    alone: u64,
    quantization: u8,
    scans: usize,
    /// For each coefficient the bits still missing; `None` if all are.
    left: [Option<u8>; 64],
    /// For each block of a progressive picture: the nonzero coefficients.
    something: Vec<u64>,
}

/// The head of a scan.
struct Scan {
    /// Its components by their positions, each with its two tables.
    of: Vec<(usize, usize, usize)>,
    from: u8,
    to: u8,
    before: u8,
}

impl<'a> Reader<'a> {
    fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            huffman: Default::default(),
            quantized: [false; 4],
            interval: 0,
            frame: None,
            broken: Cell::new(false),
        }
    }

    fn read(&mut self) -> Option<()> {
        if !self.data.starts_with(b"\xff\xd8") {
            return None;
        }
        let mut segments = JpegSegments::new(self.data);
        let mut at = 2;
        loop {
            let segment = segments.next()?;
            // Bytes between segments and wrong lengths, which the segment reader tolerates, are
            // left to a decoder.
            if segment.range.start != at {
                return None;
            }
            if segment.is_end() {
                let told = self.frame.as_ref()?.is_told();
                // It ended between two scans.
                self.broken.set(!told);
                return told.then_some(());
            }
            if segment.declared < 2 {
                return None;
            }
            let body = segment.body;
            at = segment.range.end;
            match segment.marker {
                0xe0..=0xef | 0xfe => {}
                0xdb => self.read_quantization(body)?,
                0xc4 => self.read_huffman(body)?,
                0xdd => self.interval = u64::from(u16::from_be_bytes(body.try_into().ok()?)),
                marker @ 0xc0..=0xc2 if self.frame.is_none() => {
                    self.frame = Some(Frame::read(body, marker == 0xc2)?)
                }
                0xda => {
                    at = self.scan(body, at)?;
                    segments.seek(at);
                }
                _ => return None,
            }
        }
    }

    /// Marks which quantization tables exist.
    fn read_quantization(&mut self, mut body: &[u8]) -> Option<()> {
        while let [place, rest @ ..] = body {
            // 16-bit tables belong to 12-bit frames.
            if place >> 4 != 0 {
                return None;
            }
            *self.quantized.get_mut(usize::from(*place))? = true;
            body = rest.get(64..)?;
        }
        Some(())
    }

    fn read_huffman(&mut self, mut body: &'a [u8]) -> Option<()> {
        while let [place, rest @ ..] = body {
            let (counts, rest) = rest.split_at_checked(16)?;
            let (symbols, rest) =
                rest.split_at_checked(counts.iter().map(|&count| usize::from(count)).sum())?;
            let of = self
                .huffman
                .get_mut(usize::from(place >> 4))?
                .get_mut(usize::from(place & 15))?;
            *of = Some(Huffman { counts, symbols });
            body = rest;
        }
        Some(())
    }

    /// Reads the scan at a position. Returns the position of the marker after it.
    fn scan(&mut self, body: &[u8], at: usize) -> Option<usize> {
        let (frame, broken) = (self.frame.as_mut()?, &self.broken);
        let scan = frame.begin(body, self.quantized)?;
        let huffman = self.huffman;
        let of = |class: usize, place: usize| huffman.get(class)?.get(place).copied().flatten();
        let interval = self.interval;
        match (frame.progressive, scan.from) {
            (false, _) => {
                let mut tables = Vec::new();
                for &(component, dc, ac) in &scan.of {
                    let table = (Means::new(of(0, dc)?)?, Others::new(of(1, ac)?)?);
                    tables.push((frame.blocks(component, &scan)?, table));
                }
                units(
                    self.data,
                    at,
                    frame.units(&scan)?,
                    interval,
                    broken,
                    |bits, _| {
                        for (blocks, (dc, ac)) in &tables {
                            for _ in 0..*blocks {
                                sequential::pass_block(bits, dc, ac)?;
                            }
                        }
                        Some(0)
                    },
                )
            }
            (true, 0) => {
                let mut tables: Vec<(u64, Option<Table>)> = Vec::new();
                for &(component, dc, _) in &scan.of {
                    let first = scan.before == 0;
                    let table = if first {
                        Some(progressive::table(of(0, dc)?)?)
                    } else {
                        None
                    };
                    tables.push((frame.blocks(component, &scan)?, table));
                }
                units(
                    self.data,
                    at,
                    frame.units(&scan)?,
                    interval,
                    broken,
                    |bits, _| {
                        for (blocks, table) in &tables {
                            for _ in 0..*blocks {
                                match table {
                                    Some(dc) => progressive::pass_first_dc(bits, dc)?,
                                    None => progressive::pass_next_dc(bits)?,
                                }
                            }
                        }
                        Some(0)
                    },
                )
            }
            (true, from) => {
                let &[(component, _, ac)] = scan.of.as_slice() else {
                    return None;
                };
                let ac = progressive::table(of(1, ac)?)?;
                let mut band = Band {
                    from: u32::from(from),
                    to: u32::from(scan.to),
                    ended: 0,
                };
                let count = frame.units(&scan)?;
                let something = &mut frame.components.get_mut(component)?.something;
                something.resize(usize::try_from(count).ok()?, 0);
                units(self.data, at, count, interval, broken, |bits, block| {
                    let something = something.get_mut(block)?;
                    match scan.before {
                        0 => band.pass_first(bits, &ac, something)?,
                        _ => band.pass_next(bits, &ac, something)?,
                    }
                    Some(band.ended)
                })
            }
        }
    }
}

/// Bits that may follow the last code of a segment of so many bytes before they show damage: some
/// cameras fill up to a round length.
fn surplus(length: usize) -> i64 {
    (1024 + length as i64 / 50) * 8
}

/// Reads the units of the scan at a position, and the restart markers between them. `pass` returns
/// how many blocks it has read ahead; none may be ahead at a marker or at the end. Returns the
/// position of the marker after the scan.
fn units(
    file: &[u8],
    at: usize,
    count: u64,
    interval: u64,
    broken: &Cell<bool>,
    mut pass: impl FnMut(&mut Bits<'_>, usize) -> Option<u32>,
) -> Option<usize> {
    let mut segment = Segment::new(file, at);
    let count = usize::try_from(count).ok()?;
    let interval = usize::try_from(interval)
        .ok()
        .filter(|interval| *interval > 0)
        .unwrap_or(count);
    let (mut unit, mut number) = (0, 0u8);
    loop {
        let mut bits = segment.bits();
        let mut ahead = 0;
        for unit in unit..count.min(unit + interval) {
            ahead = match pass(&mut bits, unit) {
                Some(ahead) => ahead,
                None => {
                    broken.set(true);
                    return None;
                }
            };
        }
        if ahead != 0 || bits.left() > surplus(segment.length()) {
            broken.set(true);
            return None;
        }
        let marker = segment.end(bits.left())?;
        unit += interval;
        if unit >= count {
            return Some(marker);
        }
        segment.restart(number)?;
        number = number.wrapping_add(1);
    }
}

impl Frame {
    fn read(body: &[u8], progressive: bool) -> Option<Self> {
        let [8, y1, y2, x1, x2, count, rest @ ..] = body else {
            return None;
        };
        let number = |high: &u8, low: &u8| u64::from(u16::from_be_bytes([*high, *low]));
        let (width, height) = (number(x1, x2), number(y1, y2));
        let told = rest.chunks_exact(3).map(|component| match component {
            [id, sampling, table] => Some((
                *id,
                u64::from(sampling >> 4),
                u64::from(sampling & 15),
                *table,
            )),
            _ => None,
        });
        let told: Vec<(u8, u64, u64, u8)> = told.collect::<Option<_>>()?;
        let usual = told
            .iter()
            .all(|one| (1..=4).contains(&one.1) && (1..=4).contains(&one.2));
        let together: u64 = told.iter().map(|one| one.1 * one.2).sum();
        // B.2.3: a unit of several components has no more blocks.
        let fits = told.len() == 1 || (2..=10).contains(&together);
        let right = rest.len() == usize::from(*count) * 3 && usual && fits;
        if !right || width == 0 || height == 0 {
            return None;
        }
        let widest = told.iter().map(|one| one.1).max()?;
        let highest = told.iter().map(|one| one.2).max()?;
        // A.1.1 and A.2.2: the part of the picture in a component, in blocks.
        let blocks = |side: u64, own: u64, most: u64| (side * own).div_ceil(most).div_ceil(8);
        let components = told
            .iter()
            .map(|&(id, across, down, quantization)| Component {
                id,
                together: across * down,
                alone: blocks(width, across, widest) * blocks(height, down, highest),
                quantization,
                scans: 0,
                left: [None; 64],
                something: Vec::new(),
            });
        let units = width.div_ceil(8 * widest) * height.div_ceil(8 * highest);
        Some(Self {
            progressive,
            units,
            components: components.collect(),
        })
    }

    /// Reads the head of a scan and records the bits it will give: each once, the higher before the
    /// lower.
    fn begin(&mut self, body: &[u8], quantized: [bool; 4]) -> Option<Scan> {
        let [count, rest @ ..] = body else {
            return None;
        };
        let (of, end) = rest.split_at_checked(usize::from(*count) * 2)?;
        let &[from, to, bits] = end else { return None };
        let (before, left) = (bits >> 4, bits & 15);
        let band = match (self.progressive, from) {
            (false, _) => (from, to, before, left) == (0, 63, 0, 0),
            (true, 0) => to == 0,
            // Only DC coefficients are scanned for several components at a time.
            (true, _) => from <= to && to <= 63 && *count == 1,
        };
        if !(band && *count > 0 && (before == 0 || before == left + 1)) {
            return None;
        }
        let mut scan = Scan {
            of: Vec::new(),
            from,
            to,
            before,
        };
        for of in of.chunks_exact(2) {
            let [id, tables] = of else { return None };
            let place = self
                .components
                .iter()
                .position(|component| component.id == *id)?;
            let component = self.components.get_mut(place)?;
            if quantized.get(usize::from(component.quantization)) != Some(&true) {
                return None;
            }
            component.scans += 1;
            if component.scans > SCANS {
                return None;
            }
            // The DC coefficient comes first.
            if !(from == 0 || component.left.first()?.is_some()) {
                return None;
            }
            for told in component
                .left
                .get_mut(usize::from(from)..=usize::from(to))?
            {
                let follows = match told {
                    None => before == 0,
                    Some(had) => before > 0 && *had == before,
                };
                if !follows {
                    return None;
                }
                *told = Some(left);
            }
            scan.of
                .push((place, usize::from(tables >> 4), usize::from(tables & 15)));
        }
        Some(scan)
    }

    /// The number of units in a scan: for one component alone, its blocks (A.2.2).
    fn units(&self, scan: &Scan) -> Option<u64> {
        match scan.of.as_slice() {
            [(component, ..)] => Some(self.components.get(*component)?.alone),
            _ => Some(self.units),
        }
    }

    /// The number of blocks of a component in a unit of a scan.
    fn blocks(&self, component: usize, scan: &Scan) -> Option<u64> {
        if scan.of.len() == 1 {
            Some(1)
        } else {
            Some(self.components.get(component)?.together)
        }
    }

    /// Whether every bit of every coefficient was given.
    fn is_told(&self) -> bool {
        self.components
            .iter()
            .all(|component| component.left.iter().all(|left| *left == Some(0)))
    }
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    use super::*;

    fn is_whole(data: &[u8]) -> bool {
        wholeness(data) == Wholeness::Whole
    }

    use crate::picture::jpeg::{decode, space};

    /// Pixels with edges and noise, the same every time.
    fn photo(width: u16, height: u16, channels: usize) -> Vec<u8> {
        let mut state = 7u32;
        let mut noise = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 27) as u8
        };
        let length = usize::from(width) * usize::from(height) * channels;
        (0..length)
            .map(|at| (at / 40 * 23 % 200) as u8 + noise())
            .collect()
    }

    fn coded(
        width: u16,
        height: u16,
        sampling: SamplingFactor,
        restart: u16,
        color: ColorType,
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 80);
        encoder.set_sampling_factor(sampling);
        if restart > 0 {
            encoder.set_restart_interval(restart);
        }
        let channels = if matches!(color, ColorType::Luma) {
            1
        } else {
            3
        };
        encoder
            .encode(&photo(width, height, channels), width, height, color)
            .unwrap();
        bytes
    }

    /// Photos written by libjpeg, in ten scans that each give some bits of some coefficients.
    fn progressive() -> Vec<Vec<u8>> {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/picture/entropy/photos");
        let names = ["420", "422", "444-restarts", "grey"];
        names
            .map(|name| std::fs::read(folder.join(format!("progressive-{name}.jpg"))).unwrap())
            .to_vec()
    }

    fn all() -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        for sampling in [
            SamplingFactor::F_1_1,
            SamplingFactor::F_2_1,
            SamplingFactor::F_2_2,
            SamplingFactor::F_1_2,
        ] {
            for (width, height, restart) in
                [(64, 48, 0), (61, 43, 0), (61, 43, 3), (8, 8, 1), (1, 1, 0)]
            {
                all.push(coded(width, height, sampling, restart, ColorType::Rgb));
                all.push(coded(width, height, sampling, restart, ColorType::Luma));
            }
        }
        all.extend(progressive());
        all
    }

    /// A photo as phones write it is recognized as complete without a decode: that is the purpose.
    #[test]
    fn whole_photos_are_known() {
        for (at, jpeg) in all().iter().enumerate() {
            assert!(is_whole(jpeg), "{at}");
        }
    }

    /// No damage that a complete decode finds may pass: a photo truncated anywhere, or with a wrong
    /// byte anywhere, is never called complete if the decoder calls it damaged.
    #[test]
    fn no_damage_passes_that_a_decode_finds() {
        // Every seventh position, starting at another one in each.
        for (from, jpeg) in all().into_iter().enumerate() {
            for cut in (from % 7..jpeg.len()).step_by(7) {
                assert!(!is_whole(&jpeg[..cut]), "cut at {cut} of {}", jpeg.len());
            }
            for at in (2 + from % 7..jpeg.len()).step_by(7) {
                for change in [0x01, 0xff] {
                    let mut damaged = jpeg.clone();
                    damaged[at] ^= change;
                    if is_whole(&damaged) {
                        let found = space(&damaged).and_then(|space| decode(&damaged, space));
                        assert_eq!(
                            found.ok(),
                            Some(true),
                            "byte {at} of {} changed",
                            jpeg.len()
                        );
                    }
                }
            }
        }
    }
}
