//! Reads one staged file: picks the reader for its kind, and weighs and rehearses the pictures it
//! found.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use expediente_intake::limits;
use expediente_intake::protocol::{
    InspectRequest, UntrustedPaper, UntrustedPicture, page_file_name,
};
use expediente_model::{Bytes, Code, Finding, MediaKind};
use expediente_pdf::Picture;

use crate::out_folder::OutFolder;
use crate::picture::{heif, jpeg, jpeg2000, looks, png, tiff, webp_gif_bmp};
use crate::words::text;
use crate::{mail, mapped_file, office, pdf};

/// Reads the file that the request names.
pub(crate) fn inspect(request: &InspectRequest) -> Result<UntrustedPaper, Finding> {
    let unreadable = |e: std::io::Error| Finding::unreadable(&e);
    let map = mapped_file::map(Path::new(&request.path)).map_err(unreadable)?;
    if map.len() as u64 != request.size {
        return Err(Finding::new(Code::FileChanged));
    }
    let optional_until =
        Instant::now() + Duration::from_secs(limits::seconds(request.work())) * 2 / 3;
    let out = OutFolder::new(Path::new(&request.out), optional_until);
    let bytes: Bytes = Arc::new(map);
    let compared = match &request.locked {
        Some(locked) => {
            let locked = mapped_file::map(Path::new(locked)).map_err(unreadable)?;
            pdf::compare(locked.as_ref(), &bytes)?
        }
        None => None,
    };
    let password = request.password.as_deref();
    let mut paper = if request.media.is_words() {
        read_words((*bytes).as_ref(), request, &out)?
    } else if request.media.is_office() {
        office::inspect((*bytes).as_ref(), request, &out)?
    } else {
        read(bytes, request.media, password, request.words, &out)?
    };
    paper.findings.extend(compared);
    Ok(paper)
}

/// Makes pages of words.
pub(crate) fn read_words(
    bytes: &[u8],
    request: &InspectRequest,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    match request.media {
        MediaKind::Text => text::inspect(bytes, request, out),
        _ => mail::pages::inspect(bytes, request, out),
    }
}

/// Reads bytes of a known kind of paper with pages or pictures.
pub(crate) fn read(
    bytes: Bytes,
    media: MediaKind,
    password: Option<&[u8]>,
    words: bool,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    let mut read = match media {
        MediaKind::Pdf => pdf::inspect(Arc::clone(&bytes), password, words, out),
        MediaKind::Jpeg => jpeg::inspect(Arc::clone(&bytes)),
        MediaKind::Png => png::inspect(Arc::clone(&bytes), out),
        MediaKind::Tiff => tiff::inspect((*bytes).as_ref(), out),
        MediaKind::Webp => webp_gif_bmp::webp((*bytes).as_ref(), out),
        MediaKind::Gif => webp_gif_bmp::gif((*bytes).as_ref(), out),
        MediaKind::Bmp => webp_gif_bmp::bmp((*bytes).as_ref(), out),
        MediaKind::Heic | MediaKind::Avif => heif::inspect((*bytes).as_ref(), media, out),
        MediaKind::Jp2 => jpeg2000::inspect((*bytes).as_ref(), out),
        // Those without pages of their own are read elsewhere.
        _ => Err(Finding::new(Code::ReaderFailed)),
    }?;
    // The file of a picture: the original, or what was made from it.
    let file_of = |page: u32, picture: &UntrustedPicture| -> Option<Bytes> {
        match &picture.made {
            Some(made) => {
                let path = out.path(&page_file_name(page, made.form));
                Some(Arc::new(mapped_file::map(&path).ok()?))
            }
            None => Some(Arc::clone(&bytes)),
        }
    };
    for (page, picture) in (1..).zip(&mut read.pictures) {
        let damaged = || Finding::new(Code::PictureDamaged).on_page(page);
        let file = file_of(page, picture).ok_or_else(damaged)?;
        let carried = carried(file).ok_or_else(damaged)?;
        // 0 means "not counted"; the size estimate then leaves this picture out.
        picture.weight = carried.weight().unwrap_or(0);
        picture.promise = Some(pdf::rehearse_picture(carried, out)?);
    }
    if words && !read.pictures.is_empty() {
        // A picture that breaks what follows can be used all the same.
        out.mark_as_read();
        for (page, picture) in (1..).zip(&mut read.pictures) {
            if Instant::now() > out.optional_until() {
                break;
            }
            let file = file_of(page, picture);
            let told = file.and_then(|file| looks::look(picture, file, media, page));
            read.findings.extend(told);
        }
    }
    Ok(read)
}

/// A picture as the assembler takes it.
fn carried(file: Bytes) -> Option<Picture> {
    if looks::is_png(&file) {
        Picture::png(file)
    } else {
        Picture::jpeg(file)
    }
    .ok()
}
