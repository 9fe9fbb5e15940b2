//! What the parent asks of a child that draws, what it gets, and how both go through a pipe.
//!
//! A message is its length in four bytes, JSON of that length, and then the bytes that the JSON announces. Checking an
//! answer is `worker`'s.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use expediente_model::{Finding, MediaKind, Orientation, Turn};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::caps;

/// One page to be drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub(crate) request: Request,
    pub(crate) inline: Option<Arc<Vec<u8>>>,
}

impl Drawing {
    /// The first page of a file that lies on the disk: a PDF, a JPEG or a PNG. Of any other kind the PNG that was made
    /// from it can be drawn.
    #[must_use]
    pub fn of_file(path: &Path, media: MediaKind) -> Self {
        Self {
            request: Request {
                path: path.as_os_str().to_owned(),
                media,
                ..Request::default()
            },
            inline: None,
        }
    }

    /// The first page of a PDF in memory, made by this program and no larger than [`caps::INLINE_BYTES`].
    #[must_use]
    pub fn of_pdf(bytes: impl Into<Arc<Vec<u8>>>) -> Self {
        let bytes = bytes.into();
        let request = Request {
            inline: Some(bytes.len() as u64),
            ..Request::default()
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

    /// The longest side in pixels, from 1 to [`caps::PICTURE_SIDE`]. A picture of fewer pixels is not blown up.
    #[must_use]
    pub fn longest_side(mut self, pixels: u32) -> Self {
        self.request.side = pixels.clamp(1, caps::PICTURE_SIDE);
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

/// A [`Drawing`] on its way to the child.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) path: OsString,
    pub(crate) media: MediaKind,
    /// Bytes of a PDF that follow.
    pub(crate) inline: Option<u64>,
    pub(crate) page: u32,
    pub(crate) turn: Turn,
    pub(crate) orientation: Orientation,
    pub(crate) side: u32,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            path: OsString::new(),
            media: MediaKind::Pdf,
            inline: None,
            page: 1,
            turn: Turn::default(),
            orientation: Orientation::default(),
            side: 1,
        }
    }
}

/// The child's answer, which is believed in nothing until it is checked.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// A JPEG of so many bytes follows.
    Drawn {
        width: u32,
        height: u32,
        length: u64,
    },
    Refused(Finding),
}

/// Writes a message and the bytes that it announces.
pub(crate) fn send(out: &mut impl Write, message: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let json = serde_json::to_vec(message)?;
    let length = u32::try_from(json.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&json)?;
    out.write_all(bytes)?;
    out.flush()
}

/// Reads a message; nothing where the other side has closed.
pub(crate) fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match from.read(&mut length)? {
        0 => return Ok(None),
        read => from.read_exact(length.get_mut(read..).unwrap_or_default())?,
    }
    let length = u64::from(u32::from_le_bytes(length));
    if length > caps::QUESTION_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut json = Vec::new();
    from.take(length).read_to_end(&mut json)?;
    Ok(Some(serde_json::from_slice(&json)?))
}
