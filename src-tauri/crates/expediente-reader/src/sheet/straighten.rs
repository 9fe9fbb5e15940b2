//! Cuts a sheet out of a photo and pulls it straight.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use expediente_intake::limits;
use expediente_intake::protocol::{
    MadePicture, PictureForm, StraightenRequest, UntrustedPicture, UntrustedSheet, page_file_name,
};
use expediente_model::{
    Bytes, Code, Corners, Finding, MediaKind, Orientation, PaperShape, Projection,
};
use expediente_pdf::Picture;
use jpeg_encoder::{ColorType, SamplingFactor};

use crate::out_folder::OutFolder;
use crate::picture::made_with::{self, Tool};
use crate::picture::photo::QUALITY;
use crate::raster::downscale::fitted;
use crate::raster::encode;
use crate::raster::pixels::Pixels;
use crate::raster::thumbnail;
use crate::refusal::{damaged, unsupported};
use crate::sheet::homography::proportion;
use crate::sheet::light;
use crate::sheet::quad::Quad;
use crate::{mapped_file, pdf};

/// The longest side of a photo that is decoded for it, and of the sheet that is made: 500 dots per
/// inch of a letter.
const SIDE: u32 = 7000;
const MADE_SIDE: f64 = 5500.0;

/// What the sheet will look like, with a longest side of at most `side` pixels.
pub(crate) fn preview(photo: &Pixels, (corners, even): (Corners, bool), side: u32) -> Pixels {
    let (_, (width, height)) = shape_and_size(&corners, None, photo);
    let size = fitted((width, height), side);
    let mut sheet = pulled(photo, &corners, size);
    if even {
        light::even(&mut sheet);
    }
    sheet
}

/// Makes the picture of the sheet.
pub(crate) fn straightened(request: &StraightenRequest) -> Result<UntrustedSheet, Finding> {
    let until = Instant::now() + Duration::from_secs(limits::seconds(request.size));
    let out = OutFolder::new(Path::new(&request.out), until);
    let map =
        mapped_file::map(Path::new(&request.path)).map_err(|error| Finding::unreadable(&error))?;
    let bytes: Bytes = Arc::new(map);
    let (pixels, profile) = match request.media {
        // What is too large as it is is decoded at half its size.
        MediaKind::Jpeg => thumbnail::jpeg(Arc::clone(&bytes), SIDE)
            .or_else(|_| thumbnail::jpeg(bytes, SIDE / 2))?,
        MediaKind::Png => (thumbnail::png((*bytes).as_ref(), SIDE)?, None),
        other => return Err(unsupported(other.extension())),
    };
    let pixels = match request.density {
        Some(density) => thumbnail::squared(pixels, density, SIDE),
        None => pixels,
    };
    let photo = pixels.held(request.orientation.exif());
    let (shape, size) = shape_and_size(&request.corners, request.shape, &photo);
    let mut sheet = pulled(&photo, &request.corners, size);
    drop(photo);
    if request.even {
        light::even(&mut sheet);
    }
    let form = PictureForm::Jpeg;
    let path = out.path(&page_file_name(1, form));
    write(&sheet, shape, profile.as_deref(), &path)?;
    let made: Bytes = Arc::new(mapped_file::map(&path).map_err(|e| Finding::unreadable(&e))?);
    let carried = Picture::jpeg(made).map_err(damaged)?;
    // 0 means "not counted"; the size estimate then leaves this picture out.
    let weight = carried.weight().map_or(0, |weight| weight);
    let promise = Some(pdf::rehearse_picture(carried, &out)?);
    let quality = format!("JPEG {QUALITY}");
    Ok(UntrustedSheet {
        shape,
        picture: UntrustedPicture {
            made: Some(MadePicture {
                form,
                with: made_with::tool(Tool::Reader, &[&quality]),
            }),
            width: sheet.width,
            height: sheet.height,
            orientation: Orientation::default(),
            density: None,
            weight,
            promise,
            hash: None,
        },
    })
}

/// The shape of the sheet, and the size of its picture: as fine as the photo shows its longest
/// side.
fn shape_and_size(
    corners: &Corners,
    wanted: Option<PaperShape>,
    photo: &Pixels,
) -> (PaperShape, (u32, u32)) {
    let size = (photo.width as f32, photo.height as f32);
    let quad = Quad(
        corners
            .parts()
            .map(|(x, y)| (x as f32 * size.0, y as f32 * size.1)),
    );
    let told = proportion(&quad, size);
    let told = if told.is_normal() {
        told.clamp(0.1, 10.0)
    } else {
        1.0
    };
    let long = told.max(1.0 / told);
    let shape = wanted.unwrap_or_else(|| PaperShape::nearest(long));
    let long = shape.sides().map_or(long, |(short, long)| long / short);
    let [upper, right, lower, left] = quad.lengths().map(f64::from);
    let (across, down) = (upper.max(lower), right.max(left));
    let (mut width, mut height) = if told >= 1.0 {
        (across.max(down * long), across.max(down * long) / long)
    } else {
        (down.max(across * long) / long, down.max(across * long))
    };
    let most = width.max(height);
    if most > MADE_SIDE {
        (width, height) = (width * MADE_SIDE / most, height * MADE_SIDE / most);
    }
    // At most some thousand.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = |side: f64| side.round().max(1.0) as u32;
    (shape, (whole(width), whole(height)))
}

/// The sheet in a picture of its own (bicubic, Catmull and Rom).
fn pulled(photo: &Pixels, corners: &Corners, (width, height): (u32, u32)) -> Pixels {
    let projection = Projection::onto(corners.parts());
    let channels = photo.channels.min(3);
    let (across, down) = (photo.width as isize, photo.height as isize);
    let mut data = Vec::with_capacity(width as usize * height as usize * channels);
    let size = (f64::from(photo.width), f64::from(photo.height));
    for y in 0..height {
        let v = (f64::from(y) + 0.5) / f64::from(height);
        for x in 0..width {
            let u = (f64::from(x) + 0.5) / f64::from(width);
            let (px, py) = projection.map((u, v));
            // The center of the first pixel is half a pixel from the edge.
            let (px, py) = (px * size.0 - 0.5, py * size.1 - 0.5);
            let (left, top) = (px.floor(), py.floor());
            let weights_x = weights((px - left) as f32);
            let weights_y = weights((py - top) as f32);
            let (left, top) = (left as isize - 1, top as isize - 1);
            let mut sums = [0.0_f32; 3];
            for (row, weight_y) in (top..).zip(weights_y) {
                let row = row.clamp(0, down - 1) * across;
                for (column, weight_x) in (left..).zip(weights_x) {
                    let at = (row + column.clamp(0, across - 1)) as usize * photo.channels;
                    // Within the photo, because both were clamped.
                    let pixel = photo.data.get(at..at + channels);
                    let weight = weight_x * weight_y;
                    for (sum, value) in sums.iter_mut().zip(pixel.into_iter().flatten()) {
                        *sum += weight * f32::from(*value);
                    }
                }
            }
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            // Casting a float saturates.
            data.extend(sums.iter().take(channels).map(|sum| (sum + 0.5) as u8));
        }
    }
    Pixels {
        width,
        height,
        channels,
        data,
    }
}

/// The weights of four pixels around a point between the second and the third.
fn weights(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        -0.5 * t + t2 - 0.5 * t3,
        1.0 - 2.5 * t2 + 1.5 * t3,
        0.5 * t + 2.0 * t2 - 1.5 * t3,
        -0.5 * t2 + 0.5 * t3,
    ]
}

/// Writes the picture of a sheet. That of a card says its true size, so that it is another file than
/// that of the same sheet before somebody said that it is a card.
fn write(
    sheet: &Pixels,
    shape: PaperShape,
    profile: Option<&[u8]>,
    path: &Path,
) -> Result<(), Finding> {
    let unwritten = |error: std::io::Error| Finding::unreadable(&error);
    let side = |side: u32| u16::try_from(side).map_err(|_| Finding::new(Code::ReaderFailed));
    let (width, height) = (side(sheet.width)?, side(sheet.height)?);
    let mut file = BufWriter::new(File::create_new(path).map_err(unwritten)?);
    let color = if sheet.channels == 1 {
        ColorType::Luma
    } else {
        ColorType::Rgb
    };
    let data = (sheet.data.as_slice(), color);
    let how = (QUALITY, SamplingFactor::R_4_4_4);
    let inches = (shape == PaperShape::Card)
        .then(|| shape.sides())
        .flatten()
        .map(|(_, long)| long / 25.4);
    // At most some thousand dots.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let dots = inches.map(|inches| (f64::from(width.max(height)) / inches).round() as u16);
    encode::write_jpeg(&mut file, data, (width, height, dots), how, profile)?;
    file.flush().map_err(unwritten)
}
