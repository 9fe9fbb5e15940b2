//! A scan that holds complete blocks (ITU T.81, F.2).

use super::bits::{Bits, Huffman, LOOKED_UP, Table};

/// The step of the end of a block: farther than any codes within one.
const END: u16 = 128;

/// The table entry of a code: the step to the next coefficient, and the number of bits with its
/// value.
fn meaning(length: u32, symbol: u8, is_dc: bool) -> Option<u16> {
    let (run, size) = (u16::from(symbol >> 4), u16::from(symbol & 15));
    let further = match (is_dc, run, size) {
        (true, 0, 0..=11) => 1,
        (true, ..) | (false, _, 11..) => return None,
        (false, 0, 0) => END,
        (false, 15, 0) => 16,
        (false, _, 0) => return None,
        (false, ..) => run + 1,
    };
    Some(further * 32 + u16::try_from(length).ok()? + size)
}

/// The codes of DC coefficients.
pub(super) struct Means(Table);

impl Means {
    pub fn new(huffman: Huffman<'_>) -> Option<Self> {
        Table::new(huffman, |length, symbol| meaning(length, symbol, true)).map(Self)
    }
}

/// The codes of AC coefficients.
pub(super) struct Others {
    one: Table,
    /// By the next bits: as many codes as can be told from them, combined into one. They end with
    /// the block. The bits of the last value need not be among them, since the values do not
    /// matter.
    several: Box<[u16; 1 << LOOKED_UP]>,
}

impl Others {
    pub fn new(huffman: Huffman<'_>) -> Option<Self> {
        let one = Table::new(huffman, |length, symbol| meaning(length, symbol, false))?;
        let lengths = Table::new(huffman, |length, _| u16::try_from(length).ok())?;
        let mut several = one.short.clone();
        for (bits, together) in several.iter_mut().enumerate() {
            while *together != 0 && *together / 32 < END {
                let taken = u32::from(*together & 31);
                let next = (bits << taken) & ((1 << LOOKED_UP) - 1);
                let length = lengths
                    .short
                    .get(next)
                    .map_or(0, |length| u32::from(*length));
                // A code beyond the available bits is unknown.
                if length == 0 || taken + length > LOOKED_UP {
                    break;
                }
                let entry = one.short.get(next).copied()?;
                let (further, end) = (*together / 32 + entry / 32 % END, entry / 32 / END * END);
                if further > 63 {
                    break;
                }
                *together = (further + end) * 32 + (*together & 31) + entry % 32;
            }
        }
        Some(Self { one, several })
    }
}

/// Reads one block. `None` if it is damaged.
#[inline(always)]
pub(super) fn pass_block(bits: &mut Bits<'_>, Means(means): &Means, others: &Others) -> Option<()> {
    bits.refill();
    let mean = means.look(bits)?;
    bits.skip(u32::from(mean & 31));
    let mut at = 1;
    while at < 64 {
        bits.refill();
        let mut entry = bits.find(&others.several);
        // If several lead to the end of the block or beyond, some may belong to the next one.
        if entry == 0 || at + entry / 32 % END > 63 {
            entry = others.one.look(bits)?;
        }
        bits.skip(u32::from(entry & 31));
        at += entry / 32;
    }
    // A run that leads out of the block is damage.
    ((at == 64 || at > END) && !bits.is_behind()).then_some(())
}
