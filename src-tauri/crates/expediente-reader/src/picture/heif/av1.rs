//! Decodes a still in AV1, through rav1d without its assembler.

use expediente_intake::limits;
use expediente_model::{Finding, MediaKind};
use heifer::color::ColorParams;
use heifer::heifer_hevc_dec::recon::Frame;
use re_rav1d::dav1d::{
    Decoder, Error, Picture, PixelLayout, PlanarImageComponent, Settings, pixel,
};

use crate::picture::heif::coded_frame::CodedFrame;
use crate::picture::heif::unreadable;
use crate::picture::photo::Coding;
use crate::refusal::{check_size, damaged};

/// The first picture of a stream, and how it is coded.
pub(crate) fn decode(data: Vec<u8>, media: MediaKind) -> Result<(CodedFrame, Coding), Finding> {
    let mut settings = Settings::new();
    // Each paper has a process; threads would only take memory.
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_frame_size_limit((limits::DECODED_BYTES / 5) as u32);
    let refused = |error: Error| match error {
        Error::UnsupportedBitstream => unreadable(media, error),
        other => damaged(other),
    };
    let mut decoder = Decoder::with_settings(&settings).map_err(refused)?;
    match decoder.send_data(data, None, None, None) {
        Ok(()) | Err(Error::Again) => {}
        Err(error) => return Err(refused(error)),
    }
    let picture = loop {
        match decoder.get_picture() {
            Ok(picture) => break picture,
            Err(Error::Again) => match decoder.send_pending_data() {
                // All was sent and nothing came of it.
                Ok(()) => {
                    break decoder
                        .get_picture()
                        .map_err(|_| damaged("it has no picture"))?;
                }
                Err(Error::Again) => {}
                Err(error) => return Err(refused(error)),
            },
            Err(error) => return Err(refused(error)),
        }
    };
    check_size(picture.width(), picture.height(), 5)?;
    let matrix = match picture.matrix_coefficients() {
        pixel::MatrixCoefficients::Identity => 0,
        pixel::MatrixCoefficients::BT709 => 1,
        pixel::MatrixCoefficients::Unspecified => 2,
        pixel::MatrixCoefficients::BT470M => 4,
        pixel::MatrixCoefficients::BT470BG => 5,
        pixel::MatrixCoefficients::ST240M => 7,
        pixel::MatrixCoefficients::BT2020NonConstantLuminance => 9,
        other => return Err(unreadable(media, format!("{other:?}"))),
    };
    let params = ColorParams {
        matrix,
        full_range: picture.color_range() == pixel::YUVRange::Full,
    };
    // Programs code colors without a matrix only where they lose nothing.
    let coding = if matrix == 0 {
        Coding::Av1Lossless
    } else {
        Coding::Av1
    };
    let coded = CodedFrame {
        frame: frame(&picture)?,
        size: (picture.width(), picture.height()),
        params,
    };
    Ok((coded, coding))
}

/// The planes of a picture in the form that the conversion of colors takes: with whole blocks of
/// brightness, because it divides one width by the other to tell how coarse the colors are.
fn frame(picture: &Picture) -> Result<Frame, Finding> {
    let bits = picture.bits_per_component();
    let bits = bits.ok_or_else(|| damaged("samples of no size"))?.0 as u8;
    let (width, height) = (picture.width(), picture.height());
    let (chroma_format, across, down) = match picture.pixel_layout() {
        PixelLayout::I400 => (0, 1, 1),
        PixelLayout::I420 => (1, 2, 2),
        PixelLayout::I422 => (2, 2, 1),
        PixelLayout::I444 => (3, 1, 1),
    };
    let colors = (width.div_ceil(across), height.div_ceil(down));
    let brightness = (colors.0 * across, colors.1 * down);
    let colors = if chroma_format == 0 { (0, 0) } else { colors };
    let plane = |component, has: (u32, u32), wanted: (u32, u32)| {
        if wanted.0 == 0 || wanted.1 == 0 {
            return Ok(Vec::new());
        }
        let plane = picture.plane(component);
        let stride = picture.stride(component) as usize;
        let line = has.0 as usize * if bits == 8 { 1 } else { 2 };
        let mut samples = Vec::with_capacity(wanted.0 as usize * wanted.1 as usize);
        for row in plane.chunks(stride.max(1)).take(has.1 as usize) {
            let row = row.get(..line).ok_or_else(|| damaged("a short row"))?;
            if bits == 8 {
                samples.extend(row.iter().copied().map(u16::from));
            } else {
                let (pairs, _) = row.as_chunks::<2>();
                samples.extend(pairs.iter().map(|pair| u16::from_ne_bytes(*pair)));
            }
            // At most one more: the last again.
            if wanted.0 > has.0 {
                samples.extend(samples.last().copied());
            }
        }
        // At most one row more, which nothing shows.
        samples.resize(wanted.0 as usize * wanted.1 as usize, 0);
        Ok(samples)
    };
    Ok(Frame {
        widths: [brightness.0, colors.0, colors.0],
        heights: [brightness.1, colors.1, colors.1],
        planes: [
            plane(PlanarImageComponent::Y, (width, height), brightness)?,
            plane(PlanarImageComponent::U, colors, colors)?,
            plane(PlanarImageComponent::V, colors, colors)?,
        ],
        bit_depth: [bits, bits],
        chroma_format,
        full_range: picture.color_range() == pixel::YUVRange::Full,
        matrix_coeffs: 2,
    })
}
