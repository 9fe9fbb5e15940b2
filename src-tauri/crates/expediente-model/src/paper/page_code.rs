//! Codes that machines read: the squares and stripes on certificates and cards.

use serde::{Deserialize, Serialize};

/// How a code is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum CodeKind {
    /// A square (ISO/IEC 18004).
    Qr,
    /// Stacked stripes (ISO/IEC 15438), on many identity cards.
    Pdf417,
}

/// A code on a page of a paper. What it says is shown and kept; an address in it is never opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct PageCode {
    /// The page of the paper, counted from 1.
    pub page: u32,
    /// How it is drawn.
    pub kind: CodeKind,
    /// What it says, on one line, without what nobody sees.
    pub text: String,
    /// Its left edge, top edge, width and height, in parts of the page as the paper shows it.
    pub place: [f32; 4],
}
