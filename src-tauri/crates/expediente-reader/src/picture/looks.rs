//! What a picture looks like: whether it can be read, and the hash by which it is found again.

use std::sync::Arc;

use expediente_intake::protocol::UntrustedPicture;
use expediente_model::{Bytes, Finding, MediaKind, PictureHash};

use crate::picture::legibility::{Legibility, SIDE};
use crate::raster::downscale::Downscale;
use crate::raster::pixels::Pixels;
use crate::raster::thumbnail;

/// Looks at a picture as it goes into the dossier, and records its hash. Returns what the user
/// should know of it. A picture that cannot be decoded is told elsewhere.
pub(crate) fn look(
    picture: &mut UntrustedPicture,
    bytes: &Bytes,
    media: MediaKind,
    page: u32,
) -> Option<Finding> {
    let is_png = (**bytes).as_ref().starts_with(b"\x89PNG");
    let pixels = if is_png {
        thumbnail::png((**bytes).as_ref(), SIDE).ok()?
    } else {
        thumbnail::jpeg(Arc::clone(bytes), SIDE).ok()?.0
    };
    let size = (picture.width, picture.height);
    // Faxes and scans in black and white have edges of their own.
    let is_photo = !matches!(media, MediaKind::Tiff | MediaKind::Gif | MediaKind::Bmp);
    let finding = if is_photo {
        Legibility::of(&pixels, size).finding(page)
    } else {
        None
    };
    picture.hash = hash(&pixels.held(picture.orientation.exif()));
    finding
}

/// The difference hash of a picture that is held as it is shown, so that its rows are rows of
/// print.
fn hash(pixels: &Pixels) -> Option<PictureHash> {
    const SIDE: u32 = 16;
    let from = (pixels.width, pixels.height);
    if from.0 < SIDE + 1 || from.1 < SIDE + 1 {
        return None;
    }
    let gray = pixels.clone().into_gray();
    let mut scaled = Downscale::new(1, from, (SIDE + 1, SIDE));
    gray.chunks_exact((from.0 as usize).max(1))
        .for_each(|row| scaled.row(row));
    let small = scaled.finish().data;
    let mut bytes = [0_u8; 32];
    let rows = small.chunks_exact(SIDE as usize + 1);
    for (row, two) in rows.zip(bytes.chunks_exact_mut(2)) {
        let (left, right) = (row.iter(), row.iter().skip(1));
        for (at, (left, right)) in left.zip(right).enumerate() {
            if let Some(byte) = two.get_mut(at / 8)
                && right > left
            {
                *byte |= 1 << (at % 8);
            }
        }
    }
    Some(PictureHash::from_bytes(bytes))
}
