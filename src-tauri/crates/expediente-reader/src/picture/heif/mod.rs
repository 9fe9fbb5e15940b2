//! HEIC and AVIF: photos in the container of ISO/IEC 23008-12, coded in HEVC, AV1 or JPEG.
//!
//! The still that the file calls its primary picture is taken, with its crop, turn and mirroring
//! applied; the EXIF orientation says the same a second time and is not applied. Gain maps, depth
//! maps, thumbnails and films beside it are left out.

mod av1;
mod coded_frame;
mod cut;
mod item;

use expediente_intake::protocol::UntrustedPaper;
use expediente_model::{Code, Finding, MediaKind, Orientation};
use heifer::heifer_isobmff::boxes::{ColorInfo, Property};
use heifer::heifer_isobmff::{HeifFile, ItemId};

use crate::out_folder::OutFolder;
use crate::picture::exif::{self, ExifFacts};
use crate::picture::heif::item::Items;
use crate::picture::photo::{self, Colors};
use crate::picture::srgb;
use crate::refusal::damaged;

pub(crate) fn inspect(
    data: &[u8],
    media: MediaKind,
    out: &OutFolder<'_>,
) -> Result<UntrustedPaper, Finding> {
    if cut::is_cut(data) {
        return Err(Finding::new(Code::PictureCut));
    }
    let file = HeifFile::parse(data).map_err(|error| refusal(&error, media))?;
    if cut::has_items_beyond(&file, data) {
        return Err(Finding::new(Code::PictureCut));
    }
    let items = Items::new(&file, media);
    let primary = items.still(file.primary_id)?;
    let decoded = items.decode(primary, 0)?;
    let (mut image, coding) = (decoded.image, decoded.coding);
    if photo::is_blank(&image, decoded.coded_bytes) {
        return Err(Finding::new(Code::PictureBlank));
    }
    let profile = profile(&file, primary);
    let colors = match profile {
        Some(profile) => srgb::from_profile(profile, &mut image),
        None if is_display_p3(&file, primary) => srgb::from_display_p3(&mut image),
        None => Colors::AsCoded,
    };
    photo::flatten(&mut image, decoded.premultiplied);
    let made = photo::write(&image, coding, colors, out)?;
    let exif = match file.exif(primary) {
        Ok(Some(block)) => exif::read_block(&block),
        // Most files of programs have none, and a damaged one says nothing.
        Ok(None) | Err(_) => ExifFacts::default(),
    };
    let facts = ExifFacts {
        orientation: Orientation::default(),
        density: None,
        ..exif
    };
    Ok(photo::paper(made, facts))
}

/// The color profile of a picture, or of the picture from which it is derived.
fn profile<'f>(file: &'f HeifFile<'_>, id: ItemId) -> Option<&'f [u8]> {
    file.icc_profile(id).ok().flatten()
}

/// Whether the coded colors are those of Display P3 (ITU-T H.273, primaries 12): some phones say it
/// in four numbers and not in a profile.
fn is_display_p3(file: &HeifFile<'_>, id: ItemId) -> bool {
    let tile = file.referenced_items(id, b"dimg").first().copied();
    [Some(id), tile].into_iter().flatten().any(|id| {
        file.item_properties(id).is_ok_and(|mut properties| {
            properties.any(|property| {
                matches!(
                    property,
                    Property::Color(ColorInfo::Nclx { primaries: 12, .. })
                )
            })
        })
    })
}

/// Why a container cannot be read.
fn refusal(error: &heifer::heifer_isobmff::Error, media: MediaKind) -> Finding {
    use heifer::heifer_isobmff::Error;
    match error {
        // A film without a still, or what an old version of the standard allowed.
        Error::MissingBox(_) | Error::Unimplemented(_) => unreadable(media, error),
        other => damaged(other),
    }
}

/// A file of this kind that holds something else than a picture that can be decoded.
fn unreadable(media: MediaKind, what: impl ToString) -> Finding {
    let kind = match media {
        MediaKind::Avif => "AVIF",
        _ => "HEIC",
    };
    Finding::new(Code::KindHeic)
        .with("kind", kind)
        .with("what", what)
}
