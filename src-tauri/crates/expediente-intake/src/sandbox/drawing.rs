//! A page to draw, and its picture.

use std::path::Path;
use std::sync::Arc;

use expediente_model::{Corners, Density, Finding, MediaKind, Orientation, Turn};

use crate::sandbox::limits;
use crate::sandbox::protocol::{DrawRequest, Want};

/// A page to draw.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub(crate) request: DrawRequest,
    pub(crate) inline: Option<Arc<Vec<u8>>>,
}

impl Drawing {
    /// The first page of a file on disk: a PDF, a JPEG or a PNG. For any other kind, draw the PNG
    /// that was made from it.
    #[must_use]
    pub fn of_file(path: &Path, media: MediaKind) -> Self {
        Self {
            request: DrawRequest {
                path: path.as_os_str().to_owned(),
                media,
                ..DrawRequest::default()
            },
            inline: None,
        }
    }

    /// The first page of a PDF in memory, made by this program and no larger than
    /// [`limits::INLINE_BYTES`].
    #[must_use]
    pub fn of_pdf(bytes: impl Into<Arc<Vec<u8>>>) -> Self {
        let bytes = bytes.into();
        let request = DrawRequest {
            inline: Some(bytes.len() as u64),
            ..DrawRequest::default()
        };
        Self {
            request,
            inline: Some(bytes),
        }
    }

    /// Another page, counted from 1.
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.request.page = page;
        self
    }

    /// Turned clockwise.
    #[must_use]
    pub fn turned(mut self, turn: Turn) -> Self {
        self.request.turn = turn;
        self
    }

    /// The orientation of a picture, applied before the turn.
    #[must_use]
    pub fn held(mut self, orientation: Orientation) -> Self {
        self.request.orientation = orientation;
        self
    }

    /// The shape of a picture's pixels, if they are not square.
    #[must_use]
    pub fn dense(mut self, density: Option<Density>) -> Self {
        self.request.density = density;
        self
    }

    /// Only the sheet of paper with these corners on the picture as it is held, evenly lit or
    /// not.
    #[must_use]
    pub fn cut_out(mut self, corners: Corners, even: bool) -> Self {
        self.request.cut_out = Some((corners, even));
        self
    }

    /// As something else than a JPEG.
    pub(crate) fn wanted(mut self, want: Want) -> Self {
        self.request.want = want;
        self
    }

    /// The longest side in pixels, from 1 to [`limits::PICTURE_SIDE`]. A smaller picture is not
    /// enlarged.
    #[must_use]
    pub fn longest_side(mut self, pixels: u32) -> Self {
        self.request.side = pixels.clamp(1, limits::PICTURE_SIDE);
        self
    }
}

/// The picture of a page.
#[derive(Clone, PartialEq, Eq)]
pub struct Jpeg {
    /// A baseline JPEG, gray or in color.
    pub bytes: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl std::fmt::Debug for Jpeg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Jpeg({} x {}, {} bytes)",
            self.width,
            self.height,
            self.bytes.len()
        )
    }
}

/// The gray picture of a page, from black (0) to white (255).
#[derive(Clone, PartialEq, Eq)]
pub struct Gray {
    /// A byte for each pixel, row by row.
    pub bytes: Arc<Vec<u8>>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl std::fmt::Debug for Gray {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gray({} x {})", self.width, self.height)
    }
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// The page cannot be drawn.
    #[error("the page cannot be drawn: {}", .0.code.word())]
    Refused(Finding),
    /// Too many newer requests were made; ask again if the page is still wanted.
    #[error("superseded by newer requests")]
    Superseded,
}
