//! A page to draw, and the picture of it.

use std::path::Path;
use std::sync::Arc;

use expediente_model::{Finding, MediaKind, Orientation, Turn};

use crate::sandbox::limits;
use crate::sandbox::protocol::DrawRequest;

/// One page to be drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub(crate) request: DrawRequest,
    pub(crate) inline: Option<Arc<Vec<u8>>>,
}

impl Drawing {
    /// The first page of a file that lies on the disk: a PDF, a JPEG or a PNG. Of any other kind the PNG that was made
    /// from it can be drawn.
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

    /// The first page of a PDF in memory, made by this program and no larger than [`limits::INLINE_BYTES`].
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

    /// Of a picture: how it is to be held before it is turned.
    #[must_use]
    pub fn held(mut self, orientation: Orientation) -> Self {
        self.request.orientation = orientation;
        self
    }

    /// The longest side in pixels, from 1 to [`limits::PICTURE_SIDE`]. A picture of fewer pixels is not blown up.
    #[must_use]
    pub fn longest_side(mut self, pixels: u32) -> Self {
        self.request.side = pixels.clamp(1, limits::PICTURE_SIDE);
        self
    }
}

/// A page drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct Jpeg {
    /// A baseline JPEG, grey or in colours.
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

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// The page cannot be drawn.
    #[error("the page cannot be drawn: {}", .0.code.word())]
    Refused(Finding),
    /// Too many others were asked for since; whoever still wants it asks again.
    #[error("superseded by newer requests")]
    Superseded,
}
