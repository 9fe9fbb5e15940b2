//! The pictures of a chat, small, from the folder in which the chat is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use expediente_intake::{limits, sniff};
use expediente_model::{Bytes, Digest, MediaKind};
use expediente_pdf::Source;
use jpeg_encoder::SamplingFactor;
use unicode_normalization::UnicodeNormalization;

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
    /// Those that came, by their names in the chat.
    digests: BTreeMap<String, Digest>,
    /// Files that were in it before and could not be papers.
    refused: BTreeSet<String>,
    until: Instant,
    drawn: usize,
}

impl Beside {
    /// Lists a folder; pictures are drawn until a moment. `refused` are files that were in it before
    /// and could not be papers.
    pub(crate) fn of(folder: Option<&Path>, refused: &[String], until: Instant) -> Self {
        let mut files = Vec::new();
        list(folder, 0, &mut files);
        Self::with(files, refused, until)
    }

    /// The same of files that are known by their names in the chat.
    pub(crate) fn with(files: Vec<(String, PathBuf)>, refused: &[String], until: Instant) -> Self {
        Self {
            files,
            digests: BTreeMap::new(),
            refused: refused.iter().cloned().collect(),
            until,
            drawn: 0,
        }
    }

    /// The file with a name. In a case that went out, numbers stand before the names; phones and
    /// zips write endings in capitals, and letters with their accents apart.
    fn file(&self, name: &str) -> Option<&Path> {
        let by = |alike: fn(&str, &str) -> bool| {
            let mut found = self.files.iter().filter(|(own, _)| alike(own, name));
            // Of two that could be meant, neither is.
            match (found.next(), found.next()) {
                (Some((_, path)), None) => Some(path.as_path()),
                _ => None,
            }
        };
        let exact = self.files.iter().find(|(own, _)| own == name);
        let exact = exact.map(|(_, path)| path.as_path());
        exact
            .or_else(|| by(|own, name| without_number(own) == Some(name)))
            .or_else(|| by(|own, name| plain(own) == plain(name)))
            .or_else(|| by(|own, name| without_number(own).map(plain) == Some(plain(name))))
    }

    /// The files that came, as a setting names them.
    pub(crate) fn as_setting(&self) -> Option<String> {
        let all = self.digests.iter();
        let all: Vec<String> = all
            .map(|(name, digest)| format!("{digest} {name}"))
            .collect();
        (!all.is_empty()).then(|| all.join("/"))
    }

    /// Remembers a file that only a message names that is not shown.
    pub(crate) fn note(&mut self, name: &str) {
        let map = self.file(name).and_then(|path| mapped_file::map(path).ok());
        let digest = map.map(|map| Digest::of(&map));
        self.digests
            .extend(digest.map(|digest| (name.to_owned(), digest)));
    }

    /// What became of a file that the chat names.
    pub(crate) fn came(&mut self, name: &str) -> Came {
        let Some(path) = self.file(name).map(Path::to_owned) else {
            let was_refused = self.refused.contains(name);
            return if was_refused {
                Came::Refused
            } else {
                Came::Absent
            };
        };
        let Ok(map) = mapped_file::map(&path) else {
            return Came::Refused;
        };
        let head = map.get(..limits::SNIFF_BYTES.min(map.len()));
        let media = match head.map(sniff) {
            Some(Ok(media)) => media,
            _ => return Came::Refused,
        };
        self.digests.insert(name.to_owned(), Digest::of(&map));
        match media {
            MediaKind::Pdf => match Source::open(Arc::new(map), None) {
                Ok(source) if source.page_count() > 0 => Came::Paper,
                _ => Came::Refused,
            },
            MediaKind::Jpeg | MediaKind::Png | MediaKind::Webp | MediaKind::Gif => {
                if self.drawn >= limits::CHAT_PICTURES || Instant::now() > self.until {
                    return Came::NotDrawn;
                }
                match small(&path, media) {
                    Some(jpeg) => {
                        self.drawn += 1;
                        Came::Drawn(jpeg)
                    }
                    None => Came::Refused,
                }
            }
            _ => Came::Paper,
        }
    }
}

/// A name without the number before it.
fn without_number(name: &str) -> Option<&str> {
    let (number, rest) = name.split_once(" - ")?;
    let is_number = number.len() >= 3 && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(rest)
}

/// A name with its accents on its letters, in lower case.
fn plain(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

/// What became of a file that a chat names.
pub(crate) enum Came {
    /// It did not come with the chat.
    Absent,
    /// It came and cannot be a paper: sound, video, damaged.
    Refused,
    /// A small picture of it.
    Drawn(Jpeg),
    /// A picture that is not drawn: too many, or no time.
    NotDrawn,
    /// Another paper.
    Paper,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_with_other_capitals_and_accents() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "IMG-1.JPG",
            "cafe\u{301}.jpg",
            "0007 - B.jpg",
            "c.jpg",
            "C.JPG",
            "Dos.jpg",
            "dos.JPG",
        ] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let beside = Beside::of(Some(folder.path()), &[], Instant::now());
        let found = |name: &str| {
            let path = beside.file(name)?;
            Some(path.file_name()?.to_string_lossy().into_owned())
        };
        for (name, own) in [
            ("IMG-1.jpg", Some("IMG-1.JPG")),
            ("caf\u{e9}.jpg", Some("cafe\u{301}.jpg")),
            ("b.jpg", Some("0007 - B.jpg")),
            ("C.JPG", Some("C.JPG")),
            ("DOS.jpg", None),
            ("x.jpg", None),
        ] {
            assert_eq!(found(name).as_deref(), own, "{name}");
        }
    }

    /// A file that no paper can be is not said to be there.
    #[test]
    fn what_is_no_paper_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("a.jpg", b"\xff\xd8\xff\xe0 cut".as_slice()),
            ("b.opus", b"OggS\0\0"),
            ("c.pdf", b"%PDF-1.4 broken"),
            ("d.txt", b"hola"),
        ] {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let until = Instant::now() + std::time::Duration::from_secs(60);
        let mut beside = Beside::of(Some(folder.path()), &[], until);
        for name in ["a.jpg", "b.opus", "c.pdf"] {
            assert!(matches!(beside.came(name), Came::Refused), "{name}");
        }
        assert!(matches!(beside.came("d.txt"), Came::Paper));
        assert!(matches!(beside.came("e.txt"), Came::Absent));
    }
}
