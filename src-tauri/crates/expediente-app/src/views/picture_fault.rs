//! Why there is no picture of a page.

use expediente_model::Finding;

/// The sides that a picture can have: its longest, in pixels.
pub const PICTURE_SIDES: [u32; 5] = [160, 320, 640, 1280, 2048];

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// Pictures are not made in this size.
    #[error("pictures of pages have a longest side of {PICTURE_SIDES:?} pixels, not {0}")]
    Size(u32),
    /// The text is no SHA-256.
    #[error("“{0}” names no paper")]
    NoPaper(String),
    /// There is no such page.
    #[error("page {page} was asked for; there are {total}")]
    NoPage {
        /// RequestError for, counted from 1.
        page: u64,
        /// How many there are.
        total: u64,
    },
    /// It cannot be drawn.
    #[error("the page cannot be drawn: {}", .0.code.word())]
    Page(Finding),
}
