//! What a picture looks like: whether it can be read, and the hash by which it is found again.

use expediente_intake::protocol::{PictureForm, UntrustedPicture};
use expediente_model::{Bytes, Finding, MediaKind, PictureHash};

use crate::picture::legibility::{self, SIDE};
use crate::raster::downscale::shrunk;
use crate::raster::pixels::Pixels;
use crate::raster::thumbnail;

/// Looks at a picture as it goes into the dossier, and records its hash. Returns what the user
/// should know of it. A picture that cannot be decoded is told elsewhere.
pub(crate) fn look(
    picture: &mut UntrustedPicture,
    file: Bytes,
    media: MediaKind,
    page: u32,
) -> Option<Finding> {
    let pixels = if is_png(&file) {
        thumbnail::png((*file).as_ref(), SIDE).ok()?
    } else {
        thumbnail::jpeg(file, SIDE).ok()?.0
    };
    let gray = pixels.grayed();
    let size = (picture.width, picture.height);
    // Faxes and scans in black and white have edges of their own.
    let is_photo = !matches!(media, MediaKind::Tiff | MediaKind::Gif | MediaKind::Bmp);
    let finding = is_photo.then(|| legibility::finding(&gray, size, page));
    picture.hash = hash(&gray.held(picture.orientation.exif()));
    finding.flatten()
}

/// Whether a picture that a PDF can carry is a PNG; otherwise it is a JPEG.
pub(crate) fn is_png(file: &Bytes) -> bool {
    (**file).as_ref().starts_with(PictureForm::Png.signature())
}

/// The difference hash of a gray picture that is held as it is shown, so that its rows are rows of
/// print.
fn hash(gray: &Pixels) -> Option<PictureHash> {
    const SIDE: u32 = 16;
    let from = (gray.width, gray.height);
    if from.0 < SIDE + 1 || from.1 < SIDE + 1 {
        return None;
    }
    let small = shrunk(&gray.data, 1, from, (SIDE + 1, SIDE)).data;
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
