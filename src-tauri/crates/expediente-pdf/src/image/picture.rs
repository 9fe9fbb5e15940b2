//! A picture that goes into the file as it is: the pieces of its bytes, and their description as a
//! PDF image.
//!
//! `jpeg` and `png` read the formats.

use crate::bytes::Bytes;
use crate::error::AssembleError;
use crate::file::deflate::deflate;
use crate::file::object_writer::{ObjectWriter, XREF_ENTRY};
use crate::file::syntax;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

/// A piece of the embedded data.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// Bytes of the file.
    Kept(Range<usize>),
    /// Bytes that replace those of the file.
    Made(Vec<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    Gray,
    Rgb,
    Cmyk,
}

impl Space {
    pub(crate) fn components(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }

    fn device(self) -> &'static str {
        match self {
            Self::Gray => "/DeviceGray",
            Self::Rgb => "/DeviceRGB",
            Self::Cmyk => "/DeviceCMYK",
        }
    }

    /// Whether an ICC profile is for this color space.
    fn fits(self, profile: &[u8]) -> bool {
        let signature = match self {
            Self::Gray => b"GRAY",
            Self::Rgb => b"RGB ",
            Self::Cmyk => b"CMYK",
        };
        profile.len() >= 132
            && profile.get(16..20) == Some(signature)
            && profile.get(36..40) == Some(b"acsp")
    }
}

/// A picture whose bytes go into the file without being encoded again.
#[derive(Clone)]
pub struct Picture {
    pub(crate) bytes: Bytes,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bits: u8,
    pub(crate) space: Space,
    pub(crate) palette: Option<Vec<u8>>,
    pub(crate) profile: Option<Vec<u8>>,
    /// Filter, parameters and Decode, as PDF tokens.
    pub(crate) coding: String,
    pub(crate) truncated: bool,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("space", &self.space)
            .finish()
    }
}

impl Picture {
    /// Width in pixels, as stored.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels, as stored.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Whether the file ended early. The part that exists can be shown.
    pub fn truncated(&self) -> bool {
        self.truncated
    }

    /// How many bytes it takes in a file without other pictures: its data, its description, its
    /// color profile, and their entries in the xref table.
    pub fn weight(&self) -> Result<u64, AssembleError> {
        let mut writer = ObjectWriter::new(std::io::sink())?;
        let before = writer.written();
        self.write(&mut writer, &mut BTreeMap::new())?;
        Ok(writer.written() - before + XREF_ENTRY * writer.numbers.count() as u64)
    }

    /// Writes the picture. A profile that was written before is used again.
    pub(crate) fn write<W: Write>(
        &self,
        writer: &mut ObjectWriter<W>,
        profiles: &mut BTreeMap<[u8; 32], u32>,
    ) -> Result<u32, AssembleError> {
        let mut base = Vec::new();
        match self.profile.as_deref() {
            Some(profile) if self.space.fits(profile) => {
                let hash: [u8; 32] = Sha256::digest(profile).into();
                let number = match profiles.get(&hash) {
                    Some(&number) => number,
                    None => {
                        let number = write_profile(writer, profile, self.space)?;
                        profiles.insert(hash, number);
                        number
                    }
                };
                base.extend_from_slice(b"[/ICCBased ");
                syntax::reference(&mut base, number);
                base.push(b']');
            }
            _ => base.extend_from_slice(self.space.device().as_bytes()),
        }
        let mut entries = format!(
            "/Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent {}/ColorSpace ",
            self.width, self.height, self.bits
        )
        .into_bytes();
        match &self.palette {
            Some(palette) => {
                entries.extend_from_slice(b"[/Indexed ");
                entries.extend_from_slice(&base);
                entries.extend_from_slice(format!(" {} ", palette.len() / 3 - 1).as_bytes());
                syntax::hex(&mut entries, palette);
                entries.push(b']');
            }
            None => entries.extend_from_slice(&base),
        }
        entries.extend_from_slice(self.coding.as_bytes());
        let parts = self.parts()?;
        let number = writer.reserve();
        writer.stream(number, &entries, &parts)?;
        Ok(number)
    }

    /// The data that a file gets: of a JPEG, only what is needed to show it.
    ///
    /// # Errors
    /// [`AssembleError::Bug`], which a picture that was read never gives.
    pub fn data(&self) -> Result<Vec<u8>, AssembleError> {
        Ok(self.parts()?.concat())
    }

    fn parts(&self) -> Result<Vec<&[u8]>, AssembleError> {
        let bytes = (*self.bytes).as_ref();
        let parts = self.pieces.iter().map(|piece| match piece {
            Piece::Kept(range) => bytes.get(range.clone()),
            Piece::Made(made) => Some(made.as_slice()),
        });
        parts
            .collect::<Option<_>>()
            .ok_or(AssembleError::Bug("a piece is outside its picture"))
    }
}

fn write_profile<W: Write>(
    writer: &mut ObjectWriter<W>,
    profile: &[u8],
    space: Space,
) -> Result<u32, AssembleError> {
    let number = writer.reserve();
    let entries = format!(
        "/N {}/Alternate{}/Filter/FlateDecode",
        space.components(),
        space.device()
    );
    writer.stream(number, entries.as_bytes(), &[&deflate(profile)?])?;
    Ok(number)
}
