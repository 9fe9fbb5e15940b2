//! Each picture of a TIFF is a page and becomes a plain PNG.
//!
//! Scanners and fax machines write TIFF in many forms, and most libraries read some of them, so the
//! chunks are read here and only their codings are decoded by libraries. Previews marked as such
//! are not pages. A page that cannot be read is left out, and a finding says which.

mod codec;
mod directory;
mod jpeg;
mod layout;
mod picture;

use std::collections::BTreeSet;

use expediente_intake::limits;
use expediente_intake::protocol::{
    MadePicture, PictureForm, UntrustedPaper, UntrustedPicture, page_file_name,
};
use expediente_model::{Code, Density, Finding, Orientation};

use crate::out_folder::OutFolder;
use crate::picture::exif;
use crate::picture::made_with::{self, Tool};
use crate::picture::plain_png::PlainPng;
use crate::picture::tiff::directory::{Directory, TiffFile};
use crate::picture::tiff::layout::{Layout, tag};
use crate::picture::tiff::picture::TiffPicture;
use crate::refusal::{check_size, damaged};

pub(crate) fn inspect(data: &[u8], out: &OutFolder<'_>) -> Result<UntrustedPaper, Finding> {
    let (file, first) = TiffFile::open(data).ok_or_else(|| damaged("its head is damaged"))?;
    let mut pictures: Vec<UntrustedPicture> = Vec::new();
    let mut findings = Vec::new();
    let mut first_error = None;
    // Pages of the file, with those that are left out.
    let mut pages = 0u32;
    let full = full_sizes(&file, first);
    let mut at = first;
    let mut seen = BTreeSet::new();
    while at != 0 {
        let too_many = pages >= limits::PAGES || seen.len() >= 2 * limits::PAGES as usize;
        if too_many {
            return Err(Finding::new(Code::TooManyPages)
                .with("pages", pages.saturating_add(1))
                .with("limit", limits::PAGES));
        }
        let directory = file.directory(at).filter(|_| seen.insert(at));
        let Some(directory) = directory else {
            // The way to the pages that follow is lost too.
            findings.push(Finding::new(Code::PicturePagesLost).with("number", pages + 1));
            break;
        };
        at = directory.next;
        if is_preview(&directory, &full) {
            continue;
        }
        pages += 1;
        let number = pictures.len() as u32 + 1;
        match page(&file, &directory, number, out) {
            Ok((picture, whole)) => {
                pictures.push(picture);
                if !whole {
                    findings.push(Finding::new(Code::PictureTruncated).on_page(number));
                }
            }
            // A bomb refuses the file, wherever it is.
            Err(finding) if finding.code == Code::PictureTooLarge => return Err(finding),
            Err(finding) => {
                first_error.get_or_insert(finding);
                findings.push(Finding::new(Code::PicturePageUnreadable).with("number", pages));
                // A half-written page is useless, and the next page may need its name.
                let path = out.path(&page_file_name(number, PictureForm::Png));
                if path.exists() {
                    std::fs::remove_file(&path).map_err(damaged)?;
                }
            }
        }
    }
    if pictures.is_empty() {
        return Err(first_error.unwrap_or_else(|| damaged("it has no picture"))); // Its reason.
    }
    Ok(UntrustedPaper {
        pages: pictures.len() as u32,
        pictures,
        photo: exif::read(data).photo,
        findings,
        ..UntrustedPaper::default()
    })
}

/// The sizes of the pictures that are not marked as previews.
fn full_sizes(file: &TiffFile<'_>, first: u64) -> Vec<(u32, u32)> {
    let (mut sizes, mut seen) = (Vec::new(), BTreeSet::new());
    let mut at = first;
    while at != 0 && seen.len() < 2 * limits::PAGES as usize && seen.insert(at) {
        let Some(directory) = file.directory(at) else {
            break;
        };
        at = directory.next;
        if !is_reduced(&directory) {
            sizes.extend(Layout::size(&directory));
        }
    }
    sizes
}

/// Whether a picture is marked as a smaller version of another.
fn is_reduced(directory: &Directory<'_>) -> bool {
    let kind = directory.number(tag::SUBFILE_TYPE);
    kind.is_some_and(|kind| kind & 1 == 1)
}

/// Whether a picture is a smaller version of another: some programs mark pages so that are none.
fn is_preview(directory: &Directory<'_>, full: &[(u32, u32)]) -> bool {
    let Ok((width, height)) = Layout::size(directory) else {
        return false;
    };
    let is_smaller = |&(full_width, full_height): &(u32, u32)| {
        let across = f64::from(width) / f64::from(full_width);
        let down = f64::from(height) / f64::from(full_height);
        // Of the same shape, in whole pixels.
        let shape = across * f64::from(full_height) - f64::from(height);
        across < 0.9 && down < 0.9 && shape.abs() <= 1.0 + 0.1 * f64::from(height)
    };
    is_reduced(directory) && full.iter().any(is_smaller)
}

/// One page, and whether all of it could be read.
fn page(
    file: &TiffFile<'_>,
    directory: &Directory<'_>,
    number: u32,
    out: &OutFolder<'_>,
) -> Result<(UntrustedPicture, bool), Finding> {
    let (width, height) = Layout::size(directory)?;
    check_size(width, height, 0)?;
    let layout = Layout::of(directory, file.data.len() as u64, file.little)?;
    let orientation = directory
        .number(tag::ORIENTATION)
        .and_then(|value| u32::try_from(value).ok())
        .and_then(Orientation::from_exif)
        .unwrap_or_default(); // Upright unless it says otherwise.
    let resolution = |tag| directory.fractions(tag)?.first().copied();
    let density = resolution(tag::X_RESOLUTION)
        .zip(resolution(tag::Y_RESOLUTION))
        .and_then(|(across, down)| Density::uneven(across, down));
    let profile = directory.bytes(tag::ICC_PROFILE).map(<[u8]>::to_vec);
    let picture = TiffPicture::read(file, directory, layout)?;
    let path = out.path(&page_file_name(number, PictureForm::Png));
    let mut png = PlainPng::create(&path, width, height, picture.tone(), profile)?;
    picture.write(&mut png)?;
    png.finish()?;
    let whole = picture.whole;
    let with: &[&str] = if picture.is_converted() {
        &["sRGB", "PNG"]
    } else {
        &["PNG"]
    };
    let made = MadePicture {
        form: PictureForm::Png,
        with: made_with::tool(Tool::Reader, with),
    };
    Ok((
        UntrustedPicture {
            made: Some(made),
            width,
            height,
            orientation,
            density,
            weight: 0,
            promise: None,
            hash: None,
        },
        whole,
    ))
}
