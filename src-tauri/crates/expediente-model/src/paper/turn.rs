//! Rotation of a page by right angles.

use serde::{Deserialize, Serialize};

/// A clockwise rotation by a multiple of 90 degrees.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "u16", into = "u16")]
pub enum Turn {
    /// Not rotated.
    #[default]
    None,
    /// 90 degrees clockwise.
    Right,
    /// 180 degrees.
    Around,
    /// 270 degrees clockwise.
    Left,
}

impl Turn {
    /// Degrees clockwise: 0, 90, 180 or 270.
    #[must_use]
    pub fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Right => 90,
            Self::Around => 180,
            Self::Left => 270,
        }
    }

    /// This rotation followed by another.
    #[must_use]
    pub fn then(self, other: Self) -> Self {
        match (self.degrees() + other.degrees()) % 360 {
            90 => Self::Right,
            180 => Self::Around,
            270 => Self::Left,
            _ => Self::None,
        }
    }
}

impl TryFrom<u16> for Turn {
    type Error = &'static str;
    fn try_from(degrees: u16) -> Result<Self, Self::Error> {
        match degrees {
            0 | 360 => Ok(Self::None),
            90 => Ok(Self::Right),
            180 => Ok(Self::Around),
            270 => Ok(Self::Left),
            _ => Err("a page turns by 90, 180 or 270 degrees"),
        }
    }
}

impl From<Turn> for u16 {
    fn from(turn: Turn) -> Self {
        turn.degrees()
    }
}
