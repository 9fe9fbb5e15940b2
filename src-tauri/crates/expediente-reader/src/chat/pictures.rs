//! The pictures of a chat, small, from the folder in which the chat is.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use expediente_intake::{limits, sniff};
use expediente_model::{Bytes, MediaKind};
use jpeg_encoder::SamplingFactor;

use crate::mapped_file;
use crate::picture::exif;
use crate::raster::encode::to_jpeg;
use crate::raster::thumbnail;
use crate::typeset::pieces::Jpeg;

/// Pixels of the longest side: 6 cm at about 200 dots per inch.
const SIDE: u32 = 480;

/// The folder with the files that a chat names.
pub(crate) struct Beside {
    /// The files of the folder, with their names.
    files: Vec<(String, PathBuf)>,
    until: Instant,
    drawn: usize,
}

impl Beside {
    /// Lists a folder; pictures are drawn until a moment.
    pub(crate) fn of(folder: Option<&Path>, until: Instant) -> Self {
        let mut files = Vec::new();
        list(folder, 0, &mut files);
        Self {
            files,
            until,
            drawn: 0,
        }
    }

    /// The file with a name. In a case that went out, numbers stand before the names.
    pub(crate) fn file(&self, name: &str) -> Option<&Path> {
        let exact = self.files.iter().find(|(own, _)| own == name);
        let numbered = || {
            self.files.iter().find(|(own, _)| {
                let rest = own.split_once(" - ");
                rest.is_some_and(|(number, rest)| {
                    rest == name && number.len() >= 3 && number.bytes().all(|b| b.is_ascii_digit())
                })
            })
        };
        exact.or_else(numbered).map(|(_, path)| path.as_path())
    }

    /// A file as a small JPEG, if it is a picture that can be drawn.
    pub(crate) fn drawn(&mut self, path: &Path) -> Drawn {
        let Some(media) = media(path) else {
            return Drawn::NoPicture;
        };
        if self.drawn >= limits::CHAT_PICTURES || Instant::now() > self.until {
            return Drawn::NotNow;
        }
        match small(path, media) {
            Some(jpeg) => {
                self.drawn += 1;
                Drawn::Jpeg(jpeg)
            }
            None => Drawn::NotNow,
        }
    }
}

/// What became of a file.
pub(crate) enum Drawn {
    /// A small picture.
    Jpeg(Jpeg),
    /// A picture that is not drawn: too many, too large, damaged.
    NotNow,
    /// No picture.
    NoPicture,
}

/// The files of a folder and of the folders in it: Telegram has one for each kind.
fn list(folder: Option<&Path>, depth: usize, files: &mut Vec<(String, PathBuf)>) {
    // A folder that cannot be listed has no files: they are told as missing.
    let entries = folder.and_then(|folder| fs::read_dir(folder).ok());
    let mut inner = Vec::new();
    for entry in entries.into_iter().flatten().flatten() {
        let kind = entry.file_type();
        if files.len() >= limits::MEMBERS {
            return;
        }
        if kind.as_ref().is_ok_and(fs::FileType::is_file) {
            files.push((
                entry.file_name().to_string_lossy().into_owned(),
                entry.path(),
            ));
        } else if kind.is_ok_and(|kind| kind.is_dir()) && depth == 0 {
            inner.push(entry.path());
        }
    }
    inner.sort();
    for folder in inner {
        list(Some(&folder), depth + 1, files);
    }
}

/// The kind of a picture that is drawn; none for other files.
fn media(path: &Path) -> Option<MediaKind> {
    let map = mapped_file::map(path).ok()?;
    let bytes: &[u8] = &map;
    let head = bytes.get(..limits::SNIFF_BYTES.min(bytes.len()))?;
    let media = sniff(head).ok()?;
    let is_drawn = matches!(
        media,
        MediaKind::Jpeg | MediaKind::Png | MediaKind::Webp | MediaKind::Gif
    );
    is_drawn.then_some(media)
}

fn small(path: &Path, media: MediaKind) -> Option<Jpeg> {
    let bytes: Bytes = Arc::new(mapped_file::map(path).ok()?);
    let pixels = match media {
        MediaKind::Jpeg => {
            let orientation = exif::read((*bytes).as_ref()).orientation;
            thumbnail::jpeg(bytes, SIDE)
                .ok()?
                .0
                .held(orientation.exif())
        }
        MediaKind::Png => thumbnail::png((*bytes).as_ref(), SIDE).ok()?,
        _ => thumbnail::other((*bytes).as_ref(), SIDE).ok()?,
    };
    let (width, height) = (pixels.width, pixels.height);
    let bytes = to_jpeg(pixels, None, SamplingFactor::R_4_2_0).ok()?;
    let is_gray = is_gray(&bytes)?;
    Some(Jpeg {
        bytes,
        width,
        height,
        is_gray,
    })
}

/// Whether a JPEG has one channel: its frame header says so.
fn is_gray(jpeg: &[u8]) -> Option<bool> {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    decoder.read_info().ok()?;
    let format = decoder.info()?.pixel_format;
    Some(matches!(format, jpeg_decoder::PixelFormat::L8))
}
