//! Pictures of a paper: their size, how they are held, and by what the same one is found again.

use serde::{Deserialize, Serialize};

use crate::paper::digest::Digest;
use crate::paper::hex;
use crate::paper::promises::PageDigest;
use crate::paper::turn::Turn;

/// One picture of a paper: a page of a TIFF, or a whole photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Bytes that can go into a PDF: those of the original, or a plain PNG or JPEG made from it.
    pub source: Digest,
    /// Pixels across, before orientation.
    pub width: u32,
    /// Pixels down, before orientation.
    pub height: u32,
    /// How to hold it.
    #[serde(default)]
    pub orientation: Orientation,
    /// The shape of its pixels, before orientation; nothing if they are square.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub density: Option<Density>,
    /// Bytes it takes in a dossier; 0 if not counted.
    #[serde(default)]
    pub weight: u64,
    /// What was promised of it; `None` if it came in before the program promised anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<PageDigest>,
    /// By which the same picture is found again, however it was compressed; `None` where it was not
    /// looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<PictureHash>,
}

impl Picture {
    /// Across and down in square pixels, as displayed. A picture whose pixels are not square has
    /// more of them here than in its file, never fewer.
    #[must_use]
    pub fn upright_size(&self) -> (u32, u32) {
        let (width, height) = match self.density {
            Some(density) => density.squared(self.width, self.height),
            None => (self.width, self.height),
        };
        if self.orientation.swaps_sides() {
            (height, width)
        } else {
            (width, height)
        }
    }
}

/// How close the pixels of a picture lie, across and down, where that differs: fax machines send
/// twice as many pixels across as down. Pixels per the same length, whichever that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Density {
    /// Pixels across.
    pub across: u32,
    /// Pixels down.
    pub down: u32,
}

impl Density {
    /// The greatest number on either side.
    pub const MOST: u32 = 1_000_000;

    /// The density of a picture that states these numbers of pixels per the same length; nothing if
    /// they make square pixels, or none that a scanner or fax machine makes.
    #[must_use]
    pub fn uneven(across: f64, down: f64) -> Option<Self> {
        let ratio = across / down;
        // Programs round numbers of dots per inch and per meter, which changes no shape.
        let square = (ratio - 1.0).abs() <= 0.01;
        if !(0.25..=4.0).contains(&ratio) || across <= 0.0 || square {
            return None;
        }
        let whole = |v: f64| v.fract() == 0.0 && v <= f64::from(Self::MOST);
        let scale = if whole(across) && whole(down) {
            1.0
        } else {
            10_000.0 / across.max(down)
        };
        // Both are between 1 and a million now.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let number = |v: f64| (v * scale).round() as u32;
        let density = Self {
            across: number(across),
            down: number(down),
        };
        density.is_possible().then_some(density)
    }

    /// Whether [`Density::uneven`] can have made it.
    #[must_use]
    pub fn is_possible(self) -> bool {
        let Self { across, down } = self;
        let sides = 1..=Self::MOST;
        sides.contains(&across)
            && sides.contains(&down)
            && across <= down.saturating_mul(4)
            && down <= across.saturating_mul(4)
    }

    /// The sides of a picture in square pixels: one of its sides is longer than in the file.
    fn squared(self, width: u32, height: u32) -> (u32, u32) {
        let (across, down) = (u64::from(self.across), u64::from(self.down));
        let longer = |side: u32, by: u64, to: u64| {
            let side = (u64::from(side) * by + to / 2) / to.max(1);
            // At most four times a side of 16 bits or of a picture that was not refused.
            u32::try_from(side).unwrap_or(u32::MAX)
        };
        if across > down {
            (width, longer(height, across, down))
        } else {
            (longer(width, down, across), height)
        }
    }
}

/// EXIF orientation, 1 to 8 (Exif 2.32, tag 0x0112).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Orientation(u8);

impl Orientation {
    /// From the tag's value; a value outside 1 to 8 is invalid.
    #[must_use]
    pub fn from_exif(value: u32) -> Option<Self> {
        u8::try_from(value)
            .ok()
            .filter(|v| (1..=8).contains(v))
            .map(Self)
    }

    /// The tag's value.
    #[must_use]
    pub fn exif(self) -> u8 {
        self.0
    }

    /// This orientation followed by a turn.
    #[must_use]
    pub fn turned(self, turn: Turn) -> Self {
        // Each family in order of quarter turns clockwise; the second is mirrored.
        const PLAIN: [u8; 4] = [1, 6, 3, 8];
        const MIRRORED: [u8; 4] = [2, 7, 4, 5];
        for family in [PLAIN, MIRRORED] {
            if let Some(at) = family.iter().position(|&value| value == self.0) {
                let quarters = at + usize::from(turn.degrees() / 90);
                return family.get(quarters % 4).map_or(self, |&value| Self(value));
            }
        }
        self
    }

    /// Whether width and height are exchanged.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }
}

impl Default for Orientation {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<u8> for Orientation {
    type Error = &'static str;
    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::from_exif(value.into()).ok_or("an EXIF orientation is 1 to 8")
    }
}

impl From<Orientation> for u8 {
    fn from(orientation: Orientation) -> Self {
        orientation.0
    }
}

/// A difference hash of 256 bits: the picture is made 17 pixels wide and 16 high, and a bit says
/// whether a pixel is lighter than the one to its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PictureHash([u8; 32]);

impl PictureHash {
    /// How many of its bits differ between the same picture compressed and resized, at most.
    ///
    /// Measured on 48 photos that were made half as large and pressed (at most 23), and on
    /// different photos (at least 65). Pages of one form can differ by as little as 12, so what
    /// they say must be compared too. Sheets that were cut out of two photos of one paper differ by
    /// 24 to 200, and sheets of different papers by 27 and more: there it tells nothing.
    pub const SAME: u32 = 24;

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
