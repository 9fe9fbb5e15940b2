//! Paper sizes of our own pages.

use serde::Deserialize;

/// Paper size of our own pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 8.5 x 11 inches.
    Letter,
    /// 210 x 297 mm.
    A4,
}

impl Paper {
    /// Width and height in points, upright.
    #[must_use]
    pub fn size(self) -> (f64, f64) {
        match self {
            Self::Letter => (612.0, 792.0),
            Self::A4 => (595.276, 841.89),
        }
    }

    /// Its word in profiles and catalogs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::A4 => "a4",
        }
    }
}
