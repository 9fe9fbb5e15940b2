//! The codes of the letters that a font draws.

/// Codes that strings have, read as single bytes and as pairs of bytes: which of the two they are
/// only the font knows.
#[derive(Debug, Clone)]
pub(super) struct Codes {
    bytes: [bool; 256],
    /// A bit for each pair.
    pairs: Vec<u64>,
    /// Some string is not of pairs.
    pub(super) odd: bool,
}

impl Default for Codes {
    fn default() -> Self {
        Self {
            bytes: [false; 256],
            pairs: vec![0; 65_536 / 64],
            odd: false,
        }
    }
}

impl Codes {
    /// Notes the codes of a string.
    pub(super) fn add(&mut self, string: &[u8]) {
        for byte in string {
            if let Some(is_used) = self.bytes.get_mut(usize::from(*byte)) {
                *is_used = true;
            }
        }
        let (pairs, odd) = string.as_chunks::<2>();
        self.odd |= !odd.is_empty();
        for pair in pairs {
            let pair = usize::from(u16::from_be_bytes(*pair));
            if let Some(bits) = self.pairs.get_mut(pair / 64) {
                *bits |= 1 << (pair % 64);
            }
        }
    }

    /// Notes the codes of other strings.
    pub(super) fn extend(&mut self, other: &Self) {
        for (is_used, too) in self.bytes.iter_mut().zip(other.bytes) {
            *is_used |= too;
        }
        for (bits, too) in self.pairs.iter_mut().zip(&other.pairs) {
            *bits |= too;
        }
        self.odd |= other.odd;
    }

    /// The codes as single bytes.
    pub(super) fn bytes(&self) -> impl Iterator<Item = u8> {
        let used = (0u8..=255).zip(self.bytes);
        used.filter(|(_, is_used)| *is_used).map(|(byte, _)| byte)
    }

    /// The codes as pairs of bytes.
    pub(super) fn pairs(&self) -> impl Iterator<Item = u16> {
        (0u16..=u16::MAX).filter(|pair| {
            let bits = self.pairs.get(usize::from(*pair) / 64);
            bits.is_some_and(|bits| bits >> (pair % 64) & 1 == 1)
        })
    }
}
