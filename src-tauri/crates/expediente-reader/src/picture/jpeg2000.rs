//! JPEG 2000, in a JP2 file or as a bare codestream: what archives and some scanners write.

use expediente_intake::limits;
use expediente_intake::protocol::UntrustedPaper;
use expediente_model::{Code, Finding};
use hayro_jpeg2000::{
    ColorSpace, DecodeError, DecodeSettings, DecoderContext, FormatError, MarkerError,
};
use heifer::Image;

use crate::out_folder::OutFolder;
use crate::picture::exif::ExifFacts;
use crate::picture::photo::{self, Coding, Colors};
use crate::picture::plain_png::under_inks;
use crate::picture::srgb;
use crate::refusal::{check_size, damaged, unsupported};

pub(crate) fn inspect(data: &[u8], out: &OutFolder<'_>) -> Result<UntrustedPaper, Finding> {
    let stream = codestream(data).ok_or_else(|| Finding::new(Code::PictureCut))?;
    if is_cut(stream) {
        return Err(Finding::new(Code::PictureCut));
    }
    let picture = hayro_jpeg2000::Image::new(data, &DecodeSettings::default());
    let picture = picture.map_err(|error| refusal(&error))?;
    let (width, height) = (picture.width(), picture.height());
    let space = picture.color_space().clone();
    let has_alpha = picture.has_alpha();
    let channels = u64::from(space.num_channels()) + u64::from(has_alpha);
    check_size(width, height, 1)?;
    check_memory(width, height, channels)?;
    let mut context = DecoderContext::default();
    let decoded = picture
        .decode(&mut context)
        .map_err(|error| refusal(&error))?;
    let samples = decoded.data_u8();
    drop(context);
    let mut image = Image::filled_samples(width, height, 8, [255; 4]);
    image.has_alpha = has_alpha;
    let colors = fill(&mut image, &samples, space, channels as usize)?;
    drop(samples);
    if photo::is_blank(&image, stream.len() as u64) {
        return Err(Finding::new(Code::PictureBlank));
    }
    photo::flatten(&mut image, false);
    let coding = if is_reversible(stream) {
        Coding::Jpeg2000Lossless
    } else {
        Coding::Jpeg2000
    };
    let made = photo::write(&image, coding, colors, out)?;
    Ok(photo::paper(made, ExifFacts::default()))
}

/// Refuses a picture for which the decoder needs more memory than there is. Measured: ten bytes a
/// pixel for one plane at a time and its coefficients, and five for each sample of the result. So a
/// sheet of A4 at 600 dots per inch fits in gray, and 20 megapixels in color.
fn check_memory(width: u32, height: u32, channels: u64) -> Result<(), Finding> {
    /// The program itself.
    const OTHER: u64 = 12 * 1024 * 1024;
    let pixels = u64::from(width) * u64::from(height);
    if pixels.saturating_mul(5 * channels + 10) > limits::MEMORY_BYTES - OTHER {
        return Err(Finding::new(Code::PictureTooLarge)
            .with("width", width)
            .with("height", height));
    }
    Ok(())
}

/// Fills a picture with samples of a color space, and says what was done to the colors.
fn fill(
    image: &mut Image<u8>,
    samples: &[u8],
    space: ColorSpace,
    channels: usize,
) -> Result<Colors, Finding> {
    let (to, _) = image.data.as_chunks_mut::<4>();
    if samples.len() != to.len() * channels {
        return Err(unsupported("other channels than its colors"));
    }
    let pixels = to.iter_mut().zip(samples.chunks_exact(channels.max(1)));
    let (count, profile) = match space {
        ColorSpace::Gray => (1, None),
        ColorSpace::RGB => (3, None),
        ColorSpace::CMYK => (4, None),
        ColorSpace::Icc {
            profile,
            num_channels,
        } => (num_channels, Some(profile)),
        ColorSpace::Unknown { num_channels } => {
            return Err(unsupported(format!("{num_channels} channels")));
        }
    };
    match (count, profile) {
        // The curve of a gray profile is near that of sRGB, and viewers ignore it.
        (1, _) => {
            for (to, from) in pixels {
                if let [value, rest @ ..] = from {
                    let alpha = rest.first().map_or(255, |alpha| *alpha);
                    *to = [*value, *value, *value, alpha];
                }
            }
            Ok(Colors::AsCoded)
        }
        (3, profile) => {
            for (to, from) in pixels {
                if let [r, g, b, rest @ ..] = from {
                    let alpha = rest.first().map_or(255, |alpha| *alpha);
                    *to = [*r, *g, *b, alpha];
                }
            }
            match profile {
                Some(profile) => Ok(srgb::from_profile(&profile, image)),
                None => Ok(Colors::AsCoded),
            }
        }
        (4, None) if channels == 4 => {
            for (to, from) in pixels {
                if let &[c, m, y, k] = from {
                    let [r, g, b] = [c, m, y].map(|ink| under_inks(ink, k));
                    *to = [r, g, b, 255];
                }
            }
            Ok(Colors::AsCoded)
        }
        (4, Some(profile)) if channels == 4 => srgb::from_cmyk(&profile, samples, image)
            .ok_or_else(|| unsupported("inks with a profile that cannot be read")),
        (count, _) => Err(unsupported(format!("{count} colors, {channels} channels"))),
    }
}

/// The codestream of a file; nothing if the file ends within a box, or before it has one.
fn codestream(data: &[u8]) -> Option<&[u8]> {
    if data.starts_with(b"\xff\x4f") {
        return Some(data);
    }
    let mut rest = data;
    loop {
        let (kind, content, next) = jp2_box(rest)?;
        if &kind == b"jp2c" {
            return Some(content);
        }
        rest = next;
    }
}

/// The kind of the box that begins here, its content, and what follows (ISO/IEC 15444-1, I.4).
fn jp2_box(rest: &[u8]) -> Option<([u8; 4], &[u8], &[u8])> {
    let short = u32::from_be_bytes(*rest.first_chunk()?);
    let kind = *rest.get(4..)?.first_chunk()?;
    let (head, length) = match short {
        0 => (8, rest.len()),
        1 => {
            let long = u64::from_be_bytes(*rest.get(8..)?.first_chunk()?);
            (16, usize::try_from(long).ok()?)
        }
        short => (8, usize::try_from(short).ok()?),
    };
    let (this, next) = rest.split_at_checked(length)?;
    Some((kind, this.get(head..)?, next))
}

/// Whether a codestream lacks its end: every part of it says how long it is, and a marker closes it
/// (ISO/IEC 15444-1, A.4.2 and A.4.4).
fn is_cut(stream: &[u8]) -> bool {
    const END: [u8; 2] = [0xff, 0xd9];
    let Some((_, mut at)) = main_header(stream) else {
        return true;
    };
    loop {
        let Some(part) = stream.get(at..) else {
            return true;
        };
        match part {
            [0xff, 0xd9, ..] => return false,
            [0xff, 0x90, ..] => {
                let length = part.get(6..).and_then(|rest| rest.first_chunk());
                match length.map(|length| u32::from_be_bytes(*length)) {
                    None => return true,
                    // The last part may leave its length out; it goes on to the end.
                    Some(0) => return !stream.ends_with(&END),
                    // Shorter than its own head: the decoder tells what is wrong.
                    Some(..12) => return false,
                    Some(length) => at = at.saturating_add(length as usize),
                }
            }
            // Some programs leave the closing marker out, where nothing is missing.
            [] => return false,
            // Half a marker, or room that was set aside and never written. Of anything else the
            // decoder tells what is wrong.
            rest => return rest.len() == 1 || rest.iter().all(|&byte| byte == 0),
        }
    }
}

/// Whether the wavelets of a codestream are those that lose nothing: `COD`, the last byte of its
/// parameters without precincts (ISO/IEC 15444-1, A.6.1).
fn is_reversible(stream: &[u8]) -> bool {
    let coding = main_header(stream).and_then(|(coding, _)| coding?.get(9).copied());
    coding == Some(1)
}

/// The content of `COD` in the main header, and where the first part of a tile begins.
fn main_header(stream: &[u8]) -> Option<(Option<&[u8]>, usize)> {
    let mut at = 2;
    let mut coding = None;
    loop {
        let marker = stream.get(at..)?;
        if let [0xff, 0x90, ..] = marker {
            return Some((coding, at));
        }
        let length = u16::from_be_bytes(*marker.get(2..)?.first_chunk()?);
        let content = marker.get(4..2 + usize::from(length.max(2)))?;
        if let [0xff, 0x52, ..] = marker {
            coding.get_or_insert(content);
        }
        at += 2 + usize::from(length.max(2));
    }
}

fn refusal(error: &DecodeError) -> Finding {
    match error {
        DecodeError::Format(FormatError::Unsupported)
        | DecodeError::Marker(MarkerError::Unsupported) => unsupported(error),
        other => damaged(other),
    }
}
