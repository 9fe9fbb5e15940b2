//! What one page shows: its letters and their direction, and how much of it pictures cover. Runs in
//! the child.
//!
//! hayro's interpreter draws the page to a device that draws nothing, so it decides the effect of
//! forms, layers and clips. Only the page's own text is decoded. Pictures inside patterns and
//! glyphs are ignored.

use std::collections::BTreeMap;

use expediente_intake::limits;
use expediente_model::Turn;
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};

use crate::page_facts::text_lines::{Letter, TextLines};

/// The number of letters from which a page counts as having text.
const WORDS: u32 = 4;

/// The number of letters needed to tell the direction of a page, and the percentage that must
/// agree.
const DIRECTED: u32 = 20;
const DIRECTED_PERCENT: u32 = 70;

/// Cells per side of the grid that measures how much of a page is covered.
const CELLS: usize = 64;

/// The percentage of a page that pictures cover if it is a scan or a photo.
const COVERED_PERCENT: usize = 60;

/// The fraction of a page that pictures of one resolution must cover to count.
const SHARP_PART: f64 = 0.25;

/// Below this resolution nothing is legible: a pixel stretched over a page is a color.
const LEAST_DOTS_PER_INCH: f64 = 30.0;

/// The resolution that courts allow, with 3 % for rounding by other programs.
const FINE_DOTS_PER_INCH: f64 = 309.0;

/// A device that records what is drawn on one page.
pub(crate) struct PageProbe {
    page: Rect,
    /// Points per unit of the page.
    unit: f64,
    /// The visible part within each of the nested clips.
    clips: Vec<Rect>,
    /// Bytes of text that are kept.
    words: usize,
    lines: TextLines,
    letters: u32,
    /// Letters by the clockwise quarter turns that would make them upright.
    turned: [u32; 4],
    /// The first letter of the last run: filled and outlined text is reported twice.
    last: Option<(u32, Point)>,
    covered: Vec<bool>,
    /// The area that pictures cover, by their dots per inch in tens.
    sharpness: BTreeMap<u32, f64>,
}

impl PageProbe {
    /// For a page of this size in units of `unit` points; keeps up to `words` bytes of its text.
    pub(crate) fn new(width: f64, height: f64, unit: f64, words: usize) -> Self {
        Self {
            page: Rect::new(0.0, 0.0, width, height),
            unit,
            clips: Vec::new(),
            words,
            lines: TextLines::default(),
            letters: 0,
            turned: [0; 4],
            last: None,
            covered: vec![false; CELLS * CELLS],
            sharpness: BTreeMap::new(),
        }
    }

    /// Whether it has searchable text.
    pub(crate) fn has_words(&self) -> bool {
        self.letters >= WORDS
    }

    /// Whether a picture covers it and it has no text.
    pub(crate) fn is_scan(&self) -> bool {
        let covered = self.covered.iter().filter(|covered| **covered).count();
        !self.has_words() && covered * 100 >= CELLS * CELLS * COVERED_PERCENT
    }

    /// The turn that would make its text upright, if it is not. A scan without text gives none.
    pub(crate) fn turn(&self) -> Option<Turn> {
        let most = |(turn, count): (Turn, u32)| {
            (count * 100 >= self.letters * DIRECTED_PERCENT).then_some(turn)
        };
        if self.letters < DIRECTED {
            return None;
        }
        let [_, right, around, left] = self.turned;
        [
            (Turn::Right, right),
            (Turn::Around, around),
            (Turn::Left, left),
        ]
        .into_iter()
        .find_map(most)
    }

    /// Dots per inch of the finest pictures that cover a good part of it, if they exceed what
    /// courts allow.
    pub(crate) fn dots_per_inch(&self) -> Option<u32> {
        let enough = self.page.area() * SHARP_PART;
        let fine = self
            .sharpness
            .iter()
            .rev()
            .find(|(_, area)| **area >= enough);
        fine.map(|(tens, _)| (tens * 10).min(limits::DOTS_PER_INCH))
    }

    pub(crate) fn into_text(self) -> String {
        self.lines.into_text()
    }

    fn visible(&self) -> Rect {
        // Without a clip all of the page is visible.
        self.clips.last().map_or(self.page, |clip| *clip)
    }

    fn clip(&mut self, to: Rect) {
        self.clips.push(self.visible().intersect(to));
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, to_page: Affine) {
        let at = to_page * Point::ORIGIN;
        // Glyphs are drawn in thousandths of their size.
        let size = to_page.determinant().abs().sqrt() * 1000.0;
        if !size.is_finite() || !at.is_finite() || !self.visible().inflate(size, size).contains(at)
        {
            return;
        }
        let Some(unicode) = glyph.as_unicode() else {
            return;
        };
        let mut buffer = [0; 4];
        let text = match &unicode {
            BfString::Char(c) => &*c.encode_utf8(&mut buffer),
            BfString::String(text) => text.as_str(),
        };
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let (along, up) = (Vec2::new(a, b), Vec2::new(c, d));
        if text.chars().any(char::is_alphanumeric) {
            self.letters = self.letters.saturating_add(1);
            if let Some(count) =
                quarters(along, up).and_then(|quarters| self.turned.get_mut(quarters))
            {
                *count = count.saturating_add(1);
            }
        }
        if self.words == 0 {
            return;
        }
        let told = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let width = match told.map(f64::from) {
            Some(width) if (1.0..3_000.0).contains(&width) => width,
            // A font without plausible widths: letters are half as wide as high on average.
            _ => 500.0,
        };
        let advance = along.hypot() * width;
        let along = along / along.hypot().max(f64::MIN_POSITIVE);
        self.lines.add(
            &Letter {
                text,
                at,
                along,
                advance,
                size,
            },
            self.words,
        );
    }

    fn picture(&mut self, width: u32, height: u32, to_page: Affine) {
        let (width, height) = (f64::from(width), f64::from(height));
        let shown = to_page
            .transform_rect_bbox(Rect::new(0.0, 0.0, width, height))
            .intersect(self.visible());
        if !(shown.is_finite() && shown.width() > 0.0 && shown.height() > 0.0) {
            return;
        }
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let dots = |side: Vec2| 72.0 / (side.hypot() * self.unit);
        let (across, down) = (dots(Vec2::new(a, b)), dots(Vec2::new(c, d)));
        if across.min(down) < LEAST_DOTS_PER_INCH {
            return;
        }
        if across.max(down) > FINE_DOTS_PER_INCH {
            // Truncated to a whole number that fits.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let tens = (across.max(down) / 10.0)
                .round()
                .min(f64::from(limits::DOTS_PER_INCH)) as u32;
            *self.sharpness.entry(tens).or_default() += shown.area();
        }
        let cells = CELLS as f64;
        let (columns, rows) = (cells / self.page.width(), cells / self.page.height());
        for (index, covered) in self.covered.iter_mut().enumerate() {
            let middle = |cell: usize| cell as f64 + 0.5;
            let at = Point::new(
                middle(index % CELLS) / columns,
                middle(index / CELLS) / rows,
            );
            *covered |= shown.contains(at);
        }
    }
}

/// The clockwise quarter turns that would make a letter upright whose line runs along `along` and
/// whose top points to `up`, on a page whose y axis points down. None if it is slanted or mirrored.
fn quarters(along: Vec2, up: Vec2) -> Option<usize> {
    let unit = along / along.hypot();
    // Glyphs are drawn with y pointing up: the top of an upright one points to smaller y.
    if along.cross(up) >= 0.0 {
        return None;
    }
    let ways = [
        Vec2::new(1.0, 0.0),
        Vec2::new(0.0, -1.0),
        Vec2::new(-1.0, 0.0),
        Vec2::new(0.0, 1.0),
    ];
    ways.iter().position(|way| unit.dot(*way) > 0.9)
}

impl<'a> Device<'a> for PageProbe {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clip(*rect);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    // Invisible letters are reported too: that is how scans carry text.
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let Some(first) = run.glyphs().first() else {
            return;
        };
        let begin = (
            first.char_code(),
            props.transform * first.transform() * Point::ORIGIN,
        );
        if matches!(mode, DrawMode::Stroke(_)) && self.last == Some(begin) {
            return;
        }
        self.last = Some(begin);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.picture(image.width(), image.height(), props.transform);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}
