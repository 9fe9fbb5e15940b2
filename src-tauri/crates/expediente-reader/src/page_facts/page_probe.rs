//! What one page shows: its letters and which way they stand, and how much of it pictures cover. Runs in the child.
//!
//! It is what hayro's interpreter draws, to a device that draws nothing: what forms, layers and clips do is decided by it.
//! Nothing is decoded but the page's own words. Pictures within patterns and within letters are not seen.

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

/// Letters that make a page one that has words.
const WORDS: u32 = 4;

/// Letters from which the direction of a page can be told, and the part of them that must stand that way.
const DIRECTED: u32 = 20;
const DIRECTED_PERCENT: u32 = 70;

/// Cells a side of the grid that is laid over a page to tell how much of it is covered.
const CELLS: usize = 64;

/// The part of a page that pictures cover where it is a scan, or a photo.
const COVERED_PERCENT: usize = 60;

/// The part of a page that pictures of one sharpness cover where it matters: a quarter.
const SHARP_PART: f64 = 0.25;

/// Below this, nothing can be read: a dot that is stretched to fill a page is a colour.
const LEAST_DOTS_PER_INCH: f64 = 30.0;

/// What courts allow, with 3 % for what programs round.
const FINE_DOTS_PER_INCH: f64 = 309.0;

/// A device that takes note of what is drawn on one page.
pub(crate) struct PageProbe {
    page: Rect,
    /// Points to the unit of the page.
    unit: f64,
    /// What can be seen within the clips that are set.
    clips: Vec<Rect>,
    /// Bytes of words that are kept.
    words: usize,
    lines: TextLines,
    letters: u32,
    /// Letters by the quarter turns, clockwise, that would make them upright.
    turned: [u32; 4],
    /// The first letter of the last run: what is filled and then outlined is told of twice.
    last: Option<(u32, Point)>,
    covered: Vec<bool>,
    /// What pictures cover, by their dots per inch in tens.
    sharpness: BTreeMap<u32, f64>,
}

impl PageProbe {
    /// Of a page of this size in units of so many points, keeping so many bytes of its words.
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

    /// Whether there are words that can be searched.
    pub(crate) fn has_words(&self) -> bool {
        self.letters >= WORDS
    }

    /// Whether a picture covers it and there are no words.
    pub(crate) fn is_scan(&self) -> bool {
        let covered = self.covered.iter().filter(|covered| **covered).count();
        !self.has_words() && covered * 100 >= CELLS * CELLS * COVERED_PERCENT
    }

    /// The turn that would make its words upright, where they are not. Of a scan without words nothing can be told.
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

    /// Dots per inch of the finest pictures that cover a good part of it, where they are more than courts allow.
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
        self.clips.last().copied().unwrap_or(self.page)
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
        let likely = told
            .map(f64::from)
            .filter(|width| (1.0..3_000.0).contains(width));
        let advance = along.hypot() * likely.unwrap_or(500.0);
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
            // Cut to a whole number that fits.
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

/// Quarter turns, clockwise, that would make a letter upright whose line runs this way and whose head points that way, on
/// a page whose y grows downwards. None where it stands askew by less than a quarter, or is seen in a mirror.
fn quarters(along: Vec2, up: Vec2) -> Option<usize> {
    let unit = along / along.hypot();
    // Glyphs are drawn with y upwards: the head of an upright one points to smaller y.
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

    // Letters that are not drawn are told of too: that is how scans carry words.
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
