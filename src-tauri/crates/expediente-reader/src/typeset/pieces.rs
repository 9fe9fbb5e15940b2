//! What is drawn on a page.

use crate::typeset::line_breaks::Line;

/// Something drawn on a page. Points from the lower left corner.
pub(crate) enum Piece {
    /// A line of text.
    Text {
        x: f64,
        y: f64,
        size: f64,
        line: Line,
    },
    /// A picture, by its number.
    Picture {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        picture: usize,
    },
    /// A thin line.
    Rule { x: f64, y: f64, width: f64 },
}

/// A JPEG to draw.
pub(crate) struct Jpeg {
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) is_gray: bool,
}

/// A page being filled.
#[derive(Default)]
pub(crate) struct LaidPage {
    pub(crate) pieces: Vec<Piece>,
    /// The first and the last numbered part on it: messages of a chat.
    pub(crate) marks: Option<(u64, u64)>,
}
