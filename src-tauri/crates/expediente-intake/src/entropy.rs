//! Whether every pixel of a plain JPEG is there, told by its codes alone: nothing is turned into pixels, which takes a
//! fraction of the time.
//!
//! It says yes only where it has read every code of every block, with the restart markers in their places and the end
//! right behind the last one (ITU T.81, F.2 and B.2). Whatever it does not know, such as progressive photos, and whatever is
//! wrong or only unusual, it leaves to a whole decode.

/// Bits that are looked up at once; longer codes are rare, and of the shortest several fit.
const LOOKED_UP: u32 = 12;
/// What a look-up says of the end of a block: more than a block has.
const BLOCK_ENDS: u16 = 63;

/// Whether the picture is surely whole. No means only that a decoder must look.
pub(crate) fn is_surely_whole(data: &[u8]) -> bool {
    Scan::find(data).and_then(|scan| scan.read()).is_some()
}

/// A Huffman table. Of each code it knows how many bits it takes with the bits of the value behind it, and how many
/// coefficients further that leads.
struct Table {
    /// By the next bits: bits taken, and coefficients times 32; 0 where the code is longer or there is none.
    short: Box<[u16; 1 << LOOKED_UP]>,
    /// The longer codes, which all come behind the shorter ones: by the next 16 bits, from `from` on.
    long: Vec<u16>,
    from: usize,
    /// By the next bits: as many codes with their values as are whole in them, taken together like one. They end with
    /// the block, and lead to no coefficient behind the last.
    several: Box<[u16; 1 << LOOKED_UP]>,
}

impl Table {
    /// From the counts and symbols of a DHT segment. None where the codes do not fit into 16 bits, or a symbol means
    /// nothing in a plain JPEG of 8 bits.
    fn new(counts: &[u8], symbols: &[u8], is_dc: bool) -> Option<Self> {
        let mut short = Box::new([0; 1 << LOOKED_UP]);
        let (mut long, mut from) = (Vec::new(), 1 << 16);
        let mut symbols = symbols.iter();
        let mut code = 0u32;
        for (length, &count) in (1u32..).zip(counts) {
            for _ in 0..count {
                let entry = Self::entry(length, *symbols.next()?, is_dc)?;
                if code >> length != 0 {
                    return None;
                }
                if length <= LOOKED_UP {
                    let first = (code << (LOOKED_UP - length)) as usize;
                    let all = short.get_mut(first..first + (1 << (LOOKED_UP - length)))?;
                    all.fill(entry);
                } else {
                    let first = (code << (16 - length)) as usize;
                    from = first.min(from);
                    long.resize(first - from + (1 << (16 - length)), entry);
                }
                code += 1;
            }
            code <<= 1;
        }
        let several = Self::several(&short);
        Some(Self { short, long, from, several })
    }

    fn several(short: &[u16; 1 << LOOKED_UP]) -> Box<[u16; 1 << LOOKED_UP]> {
        let mut several = Box::new([0; 1 << LOOKED_UP]);
        for (bits, entry) in several.iter_mut().enumerate() {
            let (mut taken, mut further) = (0, 0);
            loop {
                let next = short.get((bits << taken) & ((1 << LOOKED_UP) - 1)).copied().unwrap_or_default();
                let step = next / 32;
                // What is looked up beyond the bits that are there is not known.
                if next == 0
                    || taken + next % 32 > LOOKED_UP as u16
                    || step == BLOCK_ENDS
                    || further + step >= BLOCK_ENDS
                {
                    break;
                }
                taken += next % 32;
                further += step;
            }
            *entry = further * 32 + taken;
        }
        several
    }

    fn entry(length: u32, symbol: u8, is_dc: bool) -> Option<u16> {
        let (run, size) = (u16::from(symbol >> 4), u16::from(symbol & 15));
        let further = match (is_dc, run, size) {
            (true, 0, 0..=11) => 1,
            (true, ..) | (false, _, 11..) => return None,
            (false, 0, 0) => BLOCK_ENDS,
            (false, 15, 0) => 16,
            (false, _, 0) => return None,
            (false, ..) => run + 1,
        };
        Some(further * 32 + u16::try_from(length).ok()? + size)
    }
}

/// The bits of a scan, without the zeros that are stuffed behind bytes of ones.
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    /// From the highest bit on.
    held: u64,
    count: u32,
}

impl Bits<'_> {
    fn fill(&mut self) {
        const ONES: u64 = 0x0101_0101_0101_0101;
        let next = self.data.get(self.at..self.at + 8).and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
        if let Some(next) = next.map(u64::from_be_bytes) {
            // No byte of ones among them: eight bytes less those for which there is no room.
            if (!next).wrapping_sub(ONES) & next & (ONES << 7) == 0 {
                self.held |= next >> self.count;
                let taken = (63 - self.count) / 8;
                self.at += taken as usize;
                self.count += taken * 8;
                return;
            }
        }
        while self.count <= 56 {
            let taken = match (self.data.get(self.at), self.data.get(self.at + 1)) {
                (Some(0xff), Some(0)) => 2,
                // A marker, or the end of the file.
                (Some(0xff) | None, _) => return,
                _ => 1,
            };
            let byte = self.data.get(self.at).copied().unwrap_or_default();
            self.held |= u64::from(byte) << (56 - self.count);
            self.at += taken;
            self.count += 8;
        }
    }

    /// Passes over a code and the bits of its value. Returns how many coefficients further that leads.
    #[inline(always)]
    fn pass(&mut self, table: &Table) -> Option<u16> {
        // A code has at most 16 bits and a value 11.
        if self.count < 27 {
            self.fill();
        }
        let next = (self.held >> (64 - LOOKED_UP)) as usize;
        let mut entry = table.short.get(next).copied().unwrap_or_default();
        if entry == 0 {
            let at = ((self.held >> 48) as usize).checked_sub(table.from)?;
            entry = *table.long.get(at)?;
        }
        let bits = u32::from(entry & 31);
        self.count = self.count.checked_sub(bits)?;
        self.held <<= bits;
        Some(entry / 32)
    }

    /// Passes over the next codes that are looked up together, where they lead at most so many coefficients further.
    /// There is always another code behind them.
    #[inline(always)]
    fn pass_several(&mut self, table: &Table, most: u16) -> u16 {
        // Those and one more.
        if self.count < LOOKED_UP + 32 {
            self.fill();
        }
        let entry = table.several.get((self.held >> (64 - LOOKED_UP)) as usize).copied().unwrap_or_default();
        let (bits, further) = (u32::from(entry & 31), entry / 32);
        if further > most || bits > self.count {
            return 0;
        }
        self.count -= bits;
        self.held <<= bits;
        further
    }

    /// Goes to a marker that must come here, behind less than a byte of padding.
    fn marker(&mut self, marker: u8) -> Option<()> {
        self.fill();
        let here = self.data.get(self.at..self.at + 2)?;
        (self.count < 8 && here == [0xff, marker]).then_some(())?;
        *self = Bits { data: self.data, at: self.at + 2, held: 0, count: 0 };
        Some(())
    }
}

/// The one scan of a plain JPEG.
struct Scan<'a> {
    data: &'a [u8],
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    /// For each block of a unit: its tables.
    blocks: Vec<(usize, usize)>,
    units: u64,
    /// Units from one restart marker to the next; 0 for none.
    interval: u64,
}

/// A component of the frame: its id, blocks across and down in a unit, and quantisation table.
type Component = (u8, u64, u64, u8);

impl<'a> Scan<'a> {
    /// Reads the headers. None for what is not one sequential scan of Huffman codes of 8 bits.
    fn find(data: &'a [u8]) -> Option<Self> {
        let mut rest = data.strip_prefix(b"\xff\xd8")?;
        let mut scan = Self {
            data: &[],
            dc: Default::default(),
            ac: Default::default(),
            blocks: Vec::new(),
            units: 0,
            interval: 0,
        };
        let mut frame: Option<(u64, u64, Vec<Component>)> = None;
        let mut quantised = [false; 4];
        loop {
            let [0xff, marker, high, low, after @ ..] = rest else { return None };
            let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2)?;
            let (body, behind) = after.split_at_checked(length)?;
            rest = behind;
            match marker {
                0xe0..=0xef | 0xfe => {}
                0xdb => mark_quantisation(body, &mut quantised)?,
                0xc4 => scan.read_tables(body)?,
                0xdd => scan.interval = u64::from(u16::from_be_bytes(body.try_into().ok()?)),
                0xc0 | 0xc1 if frame.is_none() => frame = Some(read_frame(body)?),
                0xda => {
                    scan.data = rest;
                    let (width, height, components) = frame?;
                    let quantised = |component: &Component| quantised.get(usize::from(component.3)) == Some(&true);
                    components.iter().all(quantised).then_some(())?;
                    return scan.begin(body, width, height, &components);
                }
                _ => return None,
            }
        }
    }

    fn read_tables(&mut self, mut body: &[u8]) -> Option<()> {
        while let [place, rest @ ..] = body {
            let (counts, rest) = rest.split_at_checked(16)?;
            let (symbols, rest) = rest.split_at_checked(counts.iter().map(|&count| usize::from(count)).sum())?;
            let is_dc = place >> 4 == 0;
            let tables = if place >> 4 > 1 { None } else { Some(if is_dc { &mut self.dc } else { &mut self.ac }) };
            *tables?.get_mut(usize::from(place & 15))? = Some(Table::new(counts, symbols, is_dc)?);
            body = rest;
        }
        Some(())
    }

    /// Reads the head of the scan.
    fn begin(mut self, body: &[u8], width: u64, height: u64, components: &[Component]) -> Option<Self> {
        let [count, rest @ ..] = body else { return None };
        let (of, end) = rest.split_at_checked(usize::from(*count) * 2)?;
        // All components in one scan, from the first coefficient to the last.
        (usize::from(*count) == components.len() && end == [0, 63, 0]).then_some(())?;
        let widest = components.iter().map(|component| component.1).max()?;
        let highest = components.iter().map(|component| component.2).max()?;
        let alone = components.len() == 1;
        for (&(id, across, down, _), of) in components.iter().zip(of.chunks_exact(2)) {
            let [scanned, tables] = of else { return None };
            (*scanned == id).then_some(())?;
            let tables = (usize::from(tables >> 4), usize::from(tables & 15));
            let blocks = if alone { 1 } else { across * down };
            self.blocks.extend((0..blocks).map(|_| tables));
        }
        // A component alone is scanned block by block (A.2.2).
        let (across, down) = if alone { (8, 8) } else { (8 * widest, 8 * highest) };
        self.units = width.div_ceil(across) * height.div_ceil(down);
        (self.units > 0 && self.blocks.len() <= 10).then_some(self)
    }

    /// Reads every code to the end of the picture.
    fn read(&self) -> Option<()> {
        let tables = self.blocks.iter().map(|&(dc, ac)| Some((self.dc.get(dc)?.as_ref()?, self.ac.get(ac)?.as_ref()?)));
        let tables: Vec<(&Table, &Table)> = tables.collect::<Option<_>>()?;
        let mut bits = Bits { data: self.data, at: 0, held: 0, count: 0 };
        let mut restarts = 0u8;
        for unit in 0..self.units {
            if unit > 0 && self.interval > 0 && unit % self.interval == 0 {
                bits.marker(0xd0 + restarts % 8)?;
                restarts = (restarts + 1) % 8;
            }
            for (dc, ac) in &tables {
                bits.pass(dc)?;
                let mut at = 1;
                while at < 64 {
                    at += bits.pass_several(ac, 63 - at);
                    let further = bits.pass(ac)?;
                    if further == BLOCK_ENDS {
                        break;
                    }
                    at += further;
                }
                // A run that leads out of the block is damage.
                (at <= 64).then_some(())?;
            }
        }
        bits.marker(0xd9)
    }
}

/// Marks which quantisation tables are there.
fn mark_quantisation(mut body: &[u8], there: &mut [bool; 4]) -> Option<()> {
    while let [place, rest @ ..] = body {
        // Tables of 16 bits belong to frames of 12.
        (place >> 4 == 0).then_some(())?;
        *there.get_mut(usize::from(*place))? = true;
        body = rest.get(64..)?;
    }
    Some(())
}

fn read_frame(body: &[u8]) -> Option<(u64, u64, Vec<Component>)> {
    let [8, y1, y2, x1, x2, count, rest @ ..] = body else { return None };
    let components = rest.chunks_exact(3).map(|component| match component {
        [id, sampling, table] => Some((*id, u64::from(sampling >> 4), u64::from(sampling & 15), *table)),
        _ => None,
    });
    let components: Vec<Component> = components.collect::<Option<_>>()?;
    let usual = |component: &Component| (1..=4).contains(&component.1) && (1..=4).contains(&component.2);
    (rest.len() == usize::from(*count) * 3 && components.iter().all(usual)).then_some(())?;
    let number = |high: &u8, low: &u8| u64::from(u16::from_be_bytes([*high, *low]));
    Some((number(x1, x2), number(y1, y2), components))
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    use super::*;
    use crate::jpeg::{decode, space};

    /// Pixels with edges and noise, always the same.
    fn photo(width: u16, height: u16, channels: usize) -> Vec<u8> {
        let mut state = 7u32;
        let mut noise = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 27) as u8
        };
        let length = usize::from(width) * usize::from(height) * channels;
        (0..length).map(|at| (at / 40 * 23 % 200) as u8 + noise()).collect()
    }

    fn coded(width: u16, height: u16, sampling: SamplingFactor, restart: u16, colour: ColorType) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 80);
        encoder.set_sampling_factor(sampling);
        if restart > 0 {
            encoder.set_restart_interval(restart);
        }
        let channels = if matches!(colour, ColorType::Luma) { 1 } else { 3 };
        encoder.encode(&photo(width, height, channels), width, height, colour).unwrap();
        bytes
    }

    fn all() -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        for sampling in [SamplingFactor::F_1_1, SamplingFactor::F_2_1, SamplingFactor::F_2_2, SamplingFactor::F_1_2] {
            for (width, height, restart) in [(64, 48, 0), (61, 43, 0), (61, 43, 3), (8, 8, 1), (1, 1, 0)] {
                all.push(coded(width, height, sampling, restart, ColorType::Rgb));
                all.push(coded(width, height, sampling, restart, ColorType::Luma));
            }
        }
        all
    }

    /// A photo as phones write it is known to be whole without a decode: that is what this is for.
    #[test]
    fn whole_photos_are_known() {
        for (at, jpeg) in all().iter().enumerate() {
            assert!(is_surely_whole(jpeg), "{at}");
        }
    }

    /// No damage that a whole decode finds may pass here: a photo that is cut anywhere, or has a wrong byte anywhere, is never
    /// called whole where the decoder calls it damaged.
    #[test]
    fn no_damage_passes_that_a_decode_finds() {
        // Every seventh place of each, another one in each.
        for (from, jpeg) in all().into_iter().enumerate() {
            for cut in (from % 7..jpeg.len()).step_by(7) {
                assert!(!is_surely_whole(&jpeg[..cut]), "cut at {cut} of {}", jpeg.len());
            }
            for at in (2 + from % 7..jpeg.len()).step_by(7) {
                for change in [0x01, 0xff] {
                    let mut damaged = jpeg.clone();
                    damaged[at] ^= change;
                    if is_surely_whole(&damaged) {
                        let found = space(&damaged).and_then(|space| decode(&damaged, space));
                        assert_eq!(found.ok(), Some(true), "byte {at} of {} changed", jpeg.len());
                    }
                }
            }
        }
    }
}
