//! Scans that each hold part of every block (ITU T.81, G.1.2 and G.2).

use super::bits::{Bits, Huffman, Table};

/// A table whose entries give a code's symbol and its length.
pub(super) fn table(huffman: Huffman<'_>) -> Option<Table> {
    Table::new(huffman, |length, symbol| {
        Some(u16::from(symbol) << 8 | u16::try_from(length).ok()?)
    })
}

#[inline(always)]
fn symbol(bits: &mut Bits<'_>, table: &Table) -> Option<(u32, u32)> {
    bits.refill();
    let entry = table.look(bits)?;
    bits.skip(u32::from(entry & 255));
    Some((u32::from(entry >> 12), u32::from(entry >> 8 & 15)))
}

/// Reads the first bits of a block's DC coefficient.
pub(super) fn pass_first_dc(bits: &mut Bits<'_>, dc: &Table) -> Option<()> {
    let (run, size) = symbol(bits, dc)?;
    if run != 0 || size > 11 {
        return None;
    }
    bits.skip(size);
    (!bits.is_behind()).then_some(())
}

/// Reads one more bit of it.
pub(super) fn pass_next_dc(bits: &mut Bits<'_>) -> Option<()> {
    bits.refill();
    bits.skip(1);
    (!bits.is_behind()).then_some(())
}

/// A band of coefficients, scanned block by block.
pub(super) struct Band {
    /// Its first and last coefficient, 1 to 63.
    pub from: u32,
    pub to: u32,
    /// Blocks that end here and are not read yet.
    pub ended: u32,
}

impl Band {
    /// The coefficients of a range, one bit each.
    fn mask(from: u32, to: u32) -> u64 {
        if from > to {
            0
        } else {
            u64::MAX << from & u64::MAX >> (63 - to)
        }
    }

    /// A run of blocks that end: two to this power, plus the number after the code.
    fn run(bits: &mut Bits<'_>, power: u32) -> u32 {
        (1 << power) + bits.number(power)
    }

    /// Reads the first bits of a block's band, and marks the nonzero coefficients.
    #[inline(always)]
    pub fn pass_first(
        &mut self,
        bits: &mut Bits<'_>,
        ac: &Table,
        something: &mut u64,
    ) -> Option<()> {
        if self.ended > 0 {
            self.ended -= 1;
            return Some(());
        }
        let mut at = self.from;
        while at <= self.to {
            match symbol(bits, ac)? {
                (15, 0) => at += 16,
                (power, 0) => {
                    self.ended = Self::run(bits, power) - 1;
                    break;
                }
                (_, 11..) => return None,
                (run, size) => {
                    bits.skip(size);
                    at += run;
                    if at > self.to {
                        return None;
                    }
                    *something |= 1 << at;
                    at += 1;
                }
            }
        }
        (at <= self.to + 1 && !bits.is_behind()).then_some(())
    }

    /// Reads one more bit of a block's band: for each nonzero coefficient, and for those that
    /// become nonzero.
    #[inline(always)]
    pub fn pass_next(
        &mut self,
        bits: &mut Bits<'_>,
        ac: &Table,
        something: &mut u64,
    ) -> Option<()> {
        let had = *something;
        // If the block has already ended, no code is looked up.
        let nothing = if self.ended == 0 {
            !had & Self::mask(self.from, self.to)
        } else {
            0
        };
        let nothing = Places::of(nothing);
        let (mut at, mut next) = (self.from, 0);
        while at <= self.to && self.ended == 0 {
            let (run, size) = symbol(bits, ac)?;
            match size {
                0 if run < 15 => {
                    self.ended = Self::run(bits, run);
                    break;
                }
                0 => {}
                1 => bits.skip(1),
                _ => return None,
            }
            // Skips this many zero coefficients; each nonzero one on the way has its bit.
            next += run as usize;
            let place = nothing.get(next)?;
            next += 1;
            bits.pass_over(place - at - run);
            *something |= u64::from(size) << place;
            at = place + 1;
        }
        if self.ended > 0 {
            bits.pass_over((had & Self::mask(at, self.to)).count_ones());
            self.ended -= 1;
        }
        (!bits.is_behind()).then_some(())
    }
}

/// The positions of the ones among 64 bits, from the lowest.
///
/// They are computed before the codes are read, which say how many to skip, so the next code has to
/// wait only for one lookup.
struct Places {
    of: [u8; 64 + 8],
    count: usize,
}

impl Places {
    fn of(ones: u64) -> Self {
        let mut places = Self {
            of: [0; 64 + 8],
            count: 0,
        };
        for (byte, first) in ones.to_le_bytes().into_iter().zip((0u64..).step_by(8)) {
            let here = EACH_BYTE
                .get(usize::from(byte))
                .copied()
                .unwrap_or_default()
                + first * 0x0101_0101_0101_0101;
            if let Some(to) = places.of.get_mut(places.count..places.count + 8) {
                to.copy_from_slice(&here.to_le_bytes());
            }
            places.count += byte.count_ones() as usize;
        }
        places
    }

    /// One of them, counted from 0.
    #[inline(always)]
    fn get(&self, at: usize) -> Option<u32> {
        self.of
            .get(..self.count)?
            .get(at)
            .map(|place| u32::from(*place))
    }
}

/// For each byte the positions of its ones, a byte each, from the lowest.
#[allow(
    clippy::indexing_slicing,
    reason = "done while it is compiled, where a panic is an error"
)]
static EACH_BYTE: [u64; 256] = {
    let mut all = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut place, mut count) = (0, 0);
        while place < 8 {
            if byte >> place & 1 == 1 {
                all[byte] |= place << (8 * count);
                count += 1;
            }
            place += 1;
        }
        byte += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    /// A position that is off by one would call a complete photo damaged, or a damaged one
    /// complete.
    #[test]
    fn places_of_ones() {
        let mut state = 1u64;
        for _ in 0..2_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            for ones in [
                state,
                state & state >> 7,
                state | state << 3,
                u64::MAX << (state >> 58),
                0,
                u64::MAX,
            ] {
                let places = Places::of(ones);
                let expected: Vec<u32> = (0..64).filter(|place| ones >> place & 1 == 1).collect();
                assert_eq!(
                    (0..).map_while(|at| places.get(at)).collect::<Vec<_>>(),
                    expected,
                    "{ones:x}"
                );
            }
        }
    }
}
