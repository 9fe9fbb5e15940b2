//! The bits of a scan, and the codes in them.

/// Bits that are looked up at once; longer codes are rare.
pub(super) const LOOKED_UP: u32 = 13;

/// The bytes from one marker to the next, without the zeros stuffed after bytes of ones.
pub(super) struct Segment<'a> {
    file: &'a [u8],
    bytes: Vec<u8>,
    /// The position of the next marker in the file.
    marker: usize,
}

impl<'a> Segment<'a> {
    /// The segment that begins at a position in the file.
    pub fn new(file: &'a [u8], at: usize) -> Self {
        let mut segment = Self {
            file,
            bytes: Vec::new(),
            marker: at,
        };
        segment.read(at);
        segment
    }

    fn read(&mut self, mut at: usize) {
        self.bytes.clear();
        loop {
            let rest = self.file.get(at..).unwrap_or_default();
            let ones = memchr::memchr(0xff, rest).unwrap_or(rest.len());
            let (plain, after) = rest.split_at(ones);
            self.bytes.extend_from_slice(plain);
            self.marker = at + ones;
            if after.get(1) != Some(&0) {
                return;
            }
            self.bytes.push(0xff);
            at += ones + 2;
        }
    }

    /// Its bytes.
    pub fn length(&self) -> usize {
        self.bytes.len()
    }

    pub fn bits(&self) -> Bits<'_> {
        Bits {
            bytes: &self.bytes,
            at: 0,
            held: 0,
            count: 0,
        }
    }

    /// The position of the marker after the bytes used, if less than a byte of padding is left.
    pub fn end(&self, left: i64) -> Option<usize> {
        (0..8).contains(&left).then_some(self.marker)
    }

    /// Skips a restart marker and reads the segment after it.
    pub fn restart(&mut self, number: u8) -> Option<()> {
        let at = self.marker;
        if self.file.get(at..at + 2)? != [0xff, 0xd0 + number % 8] {
            return None;
        }
        self.read(at + 2);
        Some(())
    }
}

/// The bits of a segment. After its end they are zeros, and [`Bits::is_behind`] reports it.
///
/// It is held by value where it is used, so that it stays in registers.
pub(super) struct Bits<'s> {
    bytes: &'s [u8],
    at: usize,
    /// From the highest bit down; the counted bits are followed by some of the next.
    held: u64,
    count: u32,
}

impl Bits<'_> {
    /// Fills up to at least 56 bits: more than two codes with the bits of their values.
    #[inline(always)]
    pub fn refill(&mut self) {
        let next = self
            .bytes
            .get(self.at..self.at + 8)
            .and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
        let next = match next {
            Some(next) => u64::from_be_bytes(next),
            None => last(self.bytes, self.at),
        };
        self.held |= next >> self.count;
        self.at += ((63 - self.count) / 8) as usize;
        self.count |= 56;
    }

    /// The entry of a table for the next bits.
    #[inline(always)]
    pub fn find(&self, table: &[u16; 1 << LOOKED_UP]) -> u16 {
        table
            .get((self.held >> (64 - LOOKED_UP)) as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Skips bits, at most those held.
    #[inline(always)]
    pub fn skip(&mut self, bits: u32) {
        self.held <<= bits;
        self.count -= bits;
    }

    /// Skips at most 63 bits.
    #[inline(always)]
    pub fn pass_over(&mut self, bits: u32) {
        self.refill();
        self.skip(bits.min(32));
        if bits > 32 {
            self.refill();
            self.skip(bits - 32);
        }
    }

    /// The number in the next bits, at most 14.
    pub fn number(&mut self, bits: u32) -> u32 {
        self.refill();
        // Two shifts, because a shift by 64 overflows.
        let number = (self.held >> 1) >> (63 - bits);
        self.skip(bits);
        number as u32
    }

    /// How many bits are left; negative when more were taken than there are.
    #[inline(always)]
    pub fn left(&self) -> i64 {
        let taken = self.at as i64 * 8 - i64::from(self.count);
        self.bytes.len() as i64 * 8 - taken
    }

    /// Whether more bits were taken than there are.
    #[inline(always)]
    pub fn is_behind(&self) -> bool {
        self.left() < 0
    }
}

/// The last bytes, followed by zeros.
#[cold]
fn last(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter()
        .take(8)
        .zip((0..8).rev())
        .map(|(byte, place)| u64::from(*byte) << (8 * place))
        .sum()
}

/// A Huffman table as in the file.
#[derive(Clone, Copy)]
pub(super) struct Huffman<'a> {
    /// The number of codes of each length from 1 to 16.
    pub counts: &'a [u8],
    /// The symbols of the codes, in their order.
    pub symbols: &'a [u8],
}

/// A lookup table for codes. Its entries are what `meaning` made of each code.
pub(super) struct Table {
    /// By the next bits; 0 if the code is longer or does not exist.
    pub short: Box<[u16; 1 << LOOKED_UP]>,
    /// The longer codes, which all follow the shorter ones: by the next 16 bits, starting with
    /// `from`.
    long: Vec<u16>,
    from: usize,
}

impl Table {
    /// `meaning` gets the length of a code and its symbol; it returns `None` for a meaningless
    /// symbol, and never 0. Returns `None` too if the codes do not fit into 16 bits.
    pub fn new(huffman: Huffman<'_>, meaning: impl Fn(u32, u8) -> Option<u16>) -> Option<Self> {
        let mut short = Box::new([0; 1 << LOOKED_UP]);
        let (mut long, mut from) = (Vec::new(), 1 << 16);
        let mut symbols = huffman.symbols.iter();
        let mut code = 0u32;
        for (length, &count) in (1u32..).zip(huffman.counts) {
            for _ in 0..count {
                let entry = meaning(length, *symbols.next()?)?;
                if code >> length != 0 {
                    return None;
                }
                if length <= LOOKED_UP {
                    let first = (code << (LOOKED_UP - length)) as usize;
                    short
                        .get_mut(first..first + (1 << (LOOKED_UP - length)))?
                        .fill(entry);
                } else {
                    let first = (code << (16 - length)) as usize;
                    from = first.min(from);
                    long.resize(first - from + (1 << (16 - length)), entry);
                }
                code += 1;
            }
            code <<= 1;
        }
        Some(Self { short, long, from })
    }

    /// The entry for the next code; `None` if there is no such code.
    #[inline(always)]
    pub fn look(&self, bits: &Bits<'_>) -> Option<u16> {
        match bits.find(&self.short) {
            0 => self.look_far(bits.held),
            entry => Some(entry),
        }
    }

    #[cold]
    fn look_far(&self, held: u64) -> Option<u16> {
        let at = ((held >> 48) as usize).checked_sub(self.from)?;
        self.long.get(at).copied()
    }
}
