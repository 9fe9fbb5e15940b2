//! Random numbers that are the same on every run (SplitMix64), so that a loss can be reproduced.

/// A source of numbers.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// Any number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }

    /// True in `of` cases out of a hundred.
    pub fn happens(&mut self, of: usize) -> bool {
        self.below(100) < of
    }
}
