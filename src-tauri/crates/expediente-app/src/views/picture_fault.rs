//! Why a page has no picture.

use expediente_model::Finding;

/// The sizes of pictures: the longest side, in pixels.
pub const PICTURE_SIDES: [u32; 5] = [160, 320, 640, 1280, 2048];

/// Why a page has no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// Pictures do not have this size.
    #[error("pictures of pages have a longest side of {PICTURE_SIDES:?} pixels, not {0}")]
    Size(u32),
    /// The text is not the SHA-256 of a paper.
    #[error("“{0}” is not the name of a paper")]
    NoPaper(String),
    /// There is no such page.
    #[error("there is no page {page}; there are {total}")]
    NoPage {
        /// The requested page, counted from 1.
        page: u64,
        /// The number of pages.
        total: u64,
    },
    /// It cannot be drawn.
    #[error("the page cannot be drawn: {}", .0.code.word())]
    Page(Finding),
}
