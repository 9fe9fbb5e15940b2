//! By which a picture is found again that was compressed or resized: how light and dark lie on it.

use serde::{Deserialize, Serialize};

use crate::paper::digest::Digest;
use crate::paper::hex;

/// A difference hash of 256 bits: the picture is made 17 pixels wide and 16 high, and a bit says
/// whether a pixel is lighter than the one to its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PictureHash([u8; 32]);

impl PictureHash {
    /// How many of its bits differ between the same picture compressed and resized, at most.
    pub const SAME: u32 = 24;

    /// The same between sheets that were cut out of two photos.
    pub const SAME_SHEET: u32 = 40;

    /// From its bits.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// How many bits differ, of 256.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        let bytes = self.0.iter().zip(&other.0);
        bytes.map(|(one, other)| (one ^ other).count_ones()).sum()
    }
}

impl From<PictureHash> for String {
    fn from(hash: PictureHash) -> Self {
        hex::digits(&hash.0)
    }
}

impl TryFrom<String> for PictureHash {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits: Digest = text
            .parse()
            .map_err(|_| "the hash of a picture has 64 digits")?;
        Ok(Self(*digits.as_bytes()))
    }
}
