//! A staged file's bytes to what is known of them. Runs in the child.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use expediente_model::{Bytes, Code, Finding, MediaKind, cause};
use expediente_pdf::Picture;

use crate::question::Question;
use crate::received::{READ_NAME, Untrusted, page_name};
use crate::{caps, jpeg, mapped, pdf, png_file, raster, sniff, tiff_file};

/// Where the readers put what they make.
pub(crate) struct Out<'a> {
    folder: &'a Path,
    conveniences_end: Instant,
}

impl<'a> Out<'a> {
    #[cfg(test)]
    pub(crate) fn of(folder: &'a Path) -> Self {
        Self {
            folder,
            conveniences_end: Instant::now() + Duration::from_secs(60),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// When to do without what is only a convenience, so that the child is not ended for it.
    pub(crate) fn conveniences_end(&self) -> Instant {
        self.conveniences_end
    }

    /// Says to the parent that what comes now is only a convenience: it may ask again without it.
    pub(crate) fn has_read(&self) {
        // Without the word, a child that breaks is not asked again; that is all that is lost.
        let _ = std::fs::File::create(self.path(READ_NAME));
    }
}

/// Reads the file that the question names.
pub(crate) fn inspect(question: &Question) -> Result<Untrusted, Finding> {
    let unreadable = |e: std::io::Error| Finding::new(Code::FileUnreadable).with("why", cause(&e));
    let map = mapped::map(Path::new(&question.path)).map_err(unreadable)?;
    if map.len() as u64 != question.size {
        return Err(Finding::new(Code::FileChanged));
    }
    let media = match question.media {
        Some(media) => media,
        None => sniff(map.get(..map.len().min(caps::SNIFF_BYTES)).unwrap_or(&map))?,
    };
    let conveniences_end =
        Instant::now() + Duration::from_secs(caps::seconds(question.size)) * 2 / 3;
    let out = Out {
        folder: Path::new(&question.out),
        conveniences_end,
    };
    read(
        Arc::new(map),
        media,
        question.password.as_deref(),
        question.words,
        &out,
    )
}

/// Reads bytes whose kind is told.
pub(crate) fn read(
    bytes: Bytes,
    media: MediaKind,
    password: Option<&[u8]>,
    words: bool,
    out: &Out<'_>,
) -> Result<Untrusted, Finding> {
    let mut read = match media {
        MediaKind::Pdf => pdf::inspect(Arc::clone(&bytes), password, words, out),
        MediaKind::Jpeg => jpeg::inspect(Arc::clone(&bytes)),
        MediaKind::Png => png_file::inspect(Arc::clone(&bytes), out),
        MediaKind::Tiff => tiff_file::inspect((*bytes).as_ref(), out),
        MediaKind::Webp => raster::webp((*bytes).as_ref(), out),
        MediaKind::Gif => raster::gif((*bytes).as_ref(), out),
        MediaKind::Bmp => raster::bmp((*bytes).as_ref(), out),
    }?;
    for (page, picture) in (1..).zip(&mut read.pictures) {
        picture.weight = weight(
            &bytes,
            media,
            picture.made.then(|| out.path(&page_name(page))),
        )
        .unwrap_or_default();
    }
    Ok(read)
}

/// Bytes that a picture takes in a dossier, as the assembler writes it: the original's, or those of the PNG that was made.
fn weight(bytes: &Bytes, media: MediaKind, made: Option<PathBuf>) -> Option<u64> {
    let picture = match (made, media) {
        (Some(made), _) => Picture::png(Arc::new(mapped::map(&made).ok()?)),
        (None, MediaKind::Jpeg) => Picture::jpeg(Arc::clone(bytes)),
        (None, _) => Picture::png(Arc::clone(bytes)),
    };
    picture.ok()?.weight().ok()
}

/// Refuses a picture by its size, before anything of it is decoded.
pub(crate) fn check_size(width: u32, height: u32, bytes_per_pixel: u64) -> Result<(), Finding> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(damaged("it has no pixels"));
    }
    if pixels > caps::PIXELS || pixels.saturating_mul(bytes_per_pixel) > caps::DECODED_BYTES {
        return Err(Finding::new(Code::PictureTooLarge)
            .with("width", width)
            .with("height", height));
    }
    Ok(())
}

/// A picture that cannot be read.
pub(crate) fn damaged(why: impl ToString) -> Finding {
    Finding::new(Code::PictureDamaged).with("why", why)
}

/// A picture of a kind that cannot be carried.
pub(crate) fn unsupported(why: impl ToString) -> Finding {
    Finding::new(Code::PictureUnsupported).with("why", why)
}
