//! Converts decoded pictures to sRGB, so that they look the same in programs that ignore profiles.

use std::sync::Arc;

use heifer::Image;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};

use crate::picture::photo::Colors;

/// Converts from an embedded profile. One that is damaged, or for other colors, changes nothing, as
/// viewers do.
pub(crate) fn from_profile(profile: &[u8], image: &mut Image<u8>) -> Colors {
    match ColorProfile::new_from_slice(profile) {
        Ok(profile) if profile.color_space == DataColorSpace::Rgb => convert(&profile, image),
        _ => Colors::AsCoded,
    }
}

/// Converts from the colors of phones, named by a number and not by a profile.
pub(crate) fn from_display_p3(image: &mut Image<u8>) -> Colors {
    convert(&ColorProfile::new_display_p3(), image)
}

fn convert(profile: &ColorProfile, image: &mut Image<u8>) -> Colors {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let made = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options);
    let Ok(transform) = made else {
        return Colors::AsCoded;
    };
    let line = (image.width as usize * 4).max(1);
    let mut row = vec![0; line];
    for pixels in image.data.chunks_exact_mut(line) {
        if transform.transform(pixels, &mut row).is_err() {
            // The first row fails, or none: all have the same length.
            return Colors::AsCoded;
        }
        pixels.copy_from_slice(&row);
    }
    Colors::Srgb
}

/// Converts inks to sRGB by their profile.
pub(crate) struct Inks(Arc<dyn TransformExecutor<u8> + Send + Sync>);

impl Inks {
    /// Of a profile for cyan, magenta, yellow and black; nothing if it is damaged, or for other
    /// colors.
    pub(crate) fn of(profile: &[u8]) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(profile).ok()?;
        if profile.color_space != DataColorSpace::Cmyk {
            return None;
        }
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let made = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options);
        made.ok().map(Self)
    }

    /// Pixels of four inks as red, green, blue and alpha, of which there are as many.
    pub(crate) fn convert(&self, inks: &[u8], to: &mut [u8]) -> Option<()> {
        self.0.transform(inks, to).ok()
    }
}

/// Fills a picture with inks, by their profile.
pub(crate) fn from_cmyk(profile: &[u8], inks: &[u8], image: &mut Image<u8>) -> Option<Colors> {
    let profile = Inks::of(profile)?;
    let line = (image.width as usize * 4).max(1);
    let rows = image.data.chunks_exact_mut(line);
    for (to, from) in rows.zip(inks.chunks_exact(line)) {
        profile.convert(from, to)?;
    }
    Some(Colors::Srgb)
}
