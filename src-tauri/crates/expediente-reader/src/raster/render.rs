//! Renders a PDF page to pixels.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::peniko::ImageAlphaType;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

use crate::raster::pixels::Pixels;

/// A page on white whose longest side has `side` pixels.
pub(crate) fn render_page(page: &Page<'_>, side: u32) -> Pixels {
    let (across, down) = page.render_dimensions();
    let scale = side as f32 / across.max(down).max(f32::MIN_POSITIVE);
    // In whole pixels, and the page scaled to fill them.
    let pixels = |length: f32| (length * scale).round().clamp(1.0, side as f32);
    draw(page, &RenderCache::new(), (pixels(across), pixels(down)))
}

/// A page on white, so many pixels wide and high.
pub(crate) fn render_page_of<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    width: usize,
    height: usize,
) -> Option<Pixels> {
    let side = |pixels: usize| Some(f32::from(u16::try_from(pixels).ok()?));
    Some(draw(page, cache, (side(width)?, side(height)?)))
}

fn draw<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, (width, height): (f32, f32)) -> Pixels {
    let (across, down) = page.render_dimensions();
    // Slightly more, because hayro rounds down.
    let settings = PixmapSettings {
        x_scale: (width + 0.01) / across,
        y_scale: (height + 0.01) / down,
        bg_color: WHITE,
    };
    let drawn = hayro::render(
        page,
        cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    Pixels {
        width: drawn.width().into(),
        height: drawn.height().into(),
        channels: 4,
        data: drawn.take_rgba8(ImageAlphaType::AlphaPremultiplied),
    }
}
