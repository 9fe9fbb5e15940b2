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
    BlendMode, ClipPath, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps, Paint,
    SoftMask,
};
use hayro::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};

use crate::page_facts::copy_check::{Shown, ShownCounts};
use crate::page_facts::hidden_words::{Hidden, HiddenWords, Ink, Painted};
use crate::page_facts::printed_words::PrintedWords;
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

/// The part of a scan that words take that others printed on it: the line that a court puts over
/// each page, a page number, a stamp. A page of text has more.
const HEADED: f64 = 0.03;

/// The fraction of a page that pictures of one resolution must cover to count.
const SHARP_PART: f64 = 0.25;

/// Below this resolution nothing is legible: a pixel stretched over a page is a color.
const LEAST_DOTS_PER_INCH: f64 = 30.0;

/// The resolution that courts allow, with 3 % for rounding by other programs.
const FINE_DOTS_PER_INCH: f64 = 309.0;

/// Paint of less than this of 255 is not seen.
const FAINT: u8 = 25;
/// Letters smaller than this, in points, are seen by nobody.
const LEAST_SIZE: f64 = 1.0;
/// Paint of less than this of 255 lets letters behind it be seen.
const OPAQUE: u8 = 200;

/// A transparency group.
struct Group {
    /// It hides what is behind it.
    is_opaque: bool,
    /// It is seen at all.
    is_seen: bool,
    /// Its colors are mixed with those behind it.
    blends: bool,
}

/// A device that records what is drawn on one page.
pub(crate) struct PageProbe {
    page: Rect,
    /// Points per unit of the page.
    unit: f64,
    /// The visible part within each of the nested clips, and the shape of a clip that is no box.
    clips: Vec<(Rect, Option<BezPath>)>,
    /// The nested groups.
    groups: Vec<Group>,
    /// Bytes of text that are kept.
    words: usize,
    lines: TextLines,
    /// The words with their places, where they are wanted.
    printed: Option<PrintedWords>,
    letters: u32,
    /// Those that are not painted, as scans carry their text.
    unpainted: u32,
    /// What the others take of the page.
    printed_area: f64,
    /// Letters by the clockwise quarter turns that would make them upright.
    turned: [u32; 4],
    /// The first letter of the last run: filled and outlined text is reported twice.
    last: Option<(u32, Point)>,
    covered: Vec<bool>,
    /// The area that pictures cover, by their dots per inch in tens.
    sharpness: BTreeMap<u32, f64>,
    hidden: HiddenWords,
    counts: ShownCounts,
}

impl PageProbe {
    /// For a page of this size in units of `unit` points; keeps up to `words` bytes of its text.
    pub(crate) fn new(width: f64, height: f64, unit: f64, words: usize) -> Self {
        Self {
            page: Rect::new(0.0, 0.0, width, height),
            unit,
            clips: Vec::new(),
            groups: Vec::new(),
            words,
            lines: TextLines::default(),
            printed: None,
            letters: 0,
            unpainted: 0,
            printed_area: 0.0,
            turned: [0; 4],
            last: None,
            covered: vec![false; CELLS * CELLS],
            sharpness: BTreeMap::new(),
            hidden: HiddenWords::new(Rect::new(0.0, 0.0, width, height)),
            counts: ShownCounts::default(),
        }
    }

    /// The same, which keeps all words with their places instead.
    pub(crate) fn of_words(width: f64, height: f64, unit: f64) -> Self {
        Self {
            printed: Some(PrintedWords::default()),
            ..Self::new(width, height, unit, 0)
        }
    }

    /// The words with their places, if they were kept.
    pub(crate) fn into_printed(self) -> PrintedWords {
        self.printed.unwrap_or_default()
    }

    /// Whether it has searchable text.
    pub(crate) fn has_words(&self) -> bool {
        self.letters >= WORDS
    }

    /// Whether a picture covers it.
    pub(crate) fn is_covered(&self) -> bool {
        let covered = self.covered.iter().filter(|covered| **covered).count();
        covered * 100 >= CELLS * CELLS * COVERED_PERCENT
    }

    /// Whether a picture covers it and it has no text of its own.
    pub(crate) fn is_scan(&self) -> bool {
        (!self.has_words() || self.is_headed()) && self.is_covered()
    }

    /// Whether all its text is a few words that are printed, which say nothing of a picture behind
    /// them.
    fn is_headed(&self) -> bool {
        self.unpainted < WORDS && self.printed_area < self.page.area() * HEADED
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

    /// How much it shows, and where.
    pub(crate) fn counts(&self) -> ShownCounts {
        self.counts.clone()
    }

    /// What nobody sees of it.
    pub(crate) fn hidden(&mut self) -> &mut HiddenWords {
        &mut self.hidden
    }

    /// Its words that nobody sees.
    pub(crate) fn hidden_words(&self) -> Vec<(Hidden, String)> {
        self.hidden.told()
    }

    pub(crate) fn into_text(self) -> String {
        self.lines.into_text()
    }

    fn visible(&self) -> Rect {
        // Without a clip all of the page is visible.
        self.clips.last().map_or(self.page, |(clip, _)| *clip)
    }

    fn clip(&mut self, to: Rect, shape: Option<BezPath>) {
        self.clips.push((self.visible().intersect(to), shape));
    }

    /// Whether a point is seen, as far as clips decide it.
    fn is_within(&self, at: Point) -> bool {
        let shapes = self.clips.iter().filter_map(|(_, shape)| shape.as_ref());
        self.visible().contains(at) && shapes.into_iter().all(|shape| shape.contains(at))
    }

    /// How something is painted; a paint that lets nearly everything through is none.
    fn ink(&self, paint: &Paint<'_>, mask: bool) -> Ink {
        if self.groups.iter().any(|group| !group.is_seen) {
            return Ink::None;
        }
        let mask = mask || self.groups.iter().any(|group| !group.is_opaque);
        match paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
                match alpha {
                    0..FAINT => Ink::None,
                    255 if !mask => Ink::Color([red, green, blue]),
                    _ if mask => Ink::Doubtful,
                    _ => Ink::Unknown,
                }
            }
            // The interpreter does not draw every pattern on letters.
            Paint::Pattern(_) => Ink::Unknown,
        }
    }

    /// Something that fills a shape is painted.
    fn fill(
        &mut self,
        shape: &BezPath,
        props: &DrawProps<'_>,
        (mode, is_box, is_line): (&DrawMode, bool, bool),
    ) {
        let mut bounds = props.transform.transform_rect_bbox(shape.bounding_box());
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let wide = f64::from(stroke.line_width) * props.transform.determinant().abs().sqrt();
            bounds = bounds.inflate(wide / 2.0, wide / 2.0);
        }
        let seen = bounds.intersect(self.visible());
        if !(seen.is_finite() && seen.width() > 0.0 && seen.height() > 0.0) {
            return;
        }
        self.counts.add(Shown::Shape, seen.center(), self.page);
        let rule = match mode {
            DrawMode::Fill(rule) | DrawMode::FillAndStroke(rule, _) => *rule,
            // Lines hide no words, but a thick one is a box.
            DrawMode::Stroke(_) if is_line => FillRule::NonZero,
            DrawMode::Stroke(_) | DrawMode::Invisible => return,
        };
        let is_stroke = matches!(mode, DrawMode::Stroke(_));
        let is_normal = matches!(props.blend_mode, BlendMode::Normal) && props.soft_mask.is_none();
        let groups = self.groups.iter().all(|group| group.is_opaque);
        let ink = self.ink(&props.paint, !is_normal);
        let color = match ink {
            Ink::Color(color) if groups => Some(color),
            Ink::None => return,
            _ => None,
        };
        let is_doubtful =
            color.is_none() && !is_light(&props.paint) && !self.blends(&props.blend_mode);
        let to_shape = props.transform.inverse();
        let clips: Vec<&BezPath> = self
            .clips
            .iter()
            .filter_map(|(_, shape)| shape.as_ref())
            .collect();
        let covers = |at: Point| {
            let turns = shape.winding(to_shape * at);
            let is_inside = is_stroke
                || match rule {
                    FillRule::NonZero => turns != 0,
                    FillRule::EvenOdd => turns % 2 != 0,
                };
            is_inside && clips.iter().all(|clip| clip.contains(at))
        };
        let [_, b, c, ..] = props.transform.as_coeffs();
        let is_upright = b.abs() < 1e-6 && c.abs() < 1e-6;
        let painted = Painted {
            bounds: seen,
            covers: &covers,
            color,
            is_opaque: color.is_some(),
            is_doubtful,
            pixels: None,
        };
        self.hidden
            .paint(&painted, is_box && is_upright && clips.is_empty());
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, to_page: Affine, ink: Ink) {
        let at = to_page * Point::ORIGIN;
        // Glyphs are drawn in thousandths of their size.
        let size = to_page.determinant().abs().sqrt() * 1000.0;
        if !size.is_finite() || !at.is_finite() {
            return;
        }
        let is_near = self.visible().inflate(size, size).contains(at);
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
        let told = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let width = match told.map(f64::from) {
            Some(width) if (1.0..3_000.0).contains(&width) => width,
            // A font without plausible widths: letters are half as wide as high on average.
            _ => 500.0,
        };
        let directed = along / along.hypot().max(f64::MIN_POSITIVE);
        let letter = Letter {
            text,
            at,
            along: directed,
            advance: along.hypot() * width,
            size,
        };
        // Half as wide as the letter, and as high as half a small one.
        let middle = to_page * Point::new(width / 2.0, 250.0);
        let is_within = self.is_within(middle);
        // Type 3 fonts have units of their own.
        let is_tiny = matches!(glyph, Glyph::Outline(_)) && size * self.unit < LEAST_SIZE;
        let ink = if is_tiny { Ink::Tiny } else { ink };
        let is_painted = !matches!(ink, Ink::None);
        self.hidden.letter(&letter, middle, ink, is_within);
        // A space shows nothing.
        if is_within && !text.chars().all(char::is_whitespace) {
            self.counts.add(Shown::Letter, middle, self.page);
        }
        if !is_near {
            return;
        }
        if text.chars().any(char::is_alphanumeric) {
            self.letters = self.letters.saturating_add(1);
            if is_painted {
                self.printed_area += letter.advance * size;
            } else {
                self.unpainted = self.unpainted.saturating_add(1);
            }
            if let Some(count) =
                quarters(along, up).and_then(|quarters| self.turned.get_mut(quarters))
            {
                *count = count.saturating_add(1);
            }
        }
        if self.words > 0 {
            self.lines.add(&letter, self.words);
        }
        if let Some(printed) = &mut self.printed {
            printed.add(&letter);
        }
    }

    /// Whether colors are mixed with those behind, which letters are seen through. hayro draws that
    /// as if nothing were behind the group that it is in, so a look at the page would not tell.
    fn blends(&self, mode: &BlendMode) -> bool {
        !matches!(mode, BlendMode::Normal) || self.groups.iter().any(|group| group.blends)
    }

    fn picture(
        &mut self,
        (width, height): (u32, u32),
        to_page: Affine,
        (is_opaque, blends): (bool, bool),
    ) {
        let pixels = u64::from(width) * u64::from(height);
        let (width, height) = (f64::from(width), f64::from(height));
        let whole = to_page.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let shown = whole.intersect(self.visible());
        if !(shown.is_finite() && shown.width() > 0.0 && shown.height() > 0.0) {
            if whole.is_finite() {
                self.hidden.unseen_picture(pixels, whole);
            }
            return;
        }
        self.counts.add(Shown::Picture, shown.center(), self.page);
        let groups = self.groups.iter().all(|group| group.is_opaque);
        let clips: Vec<&BezPath> = self
            .clips
            .iter()
            .filter_map(|(_, shape)| shape.as_ref())
            .collect();
        let covers = |at: Point| clips.iter().all(|clip| clip.contains(at));
        let painted = Painted {
            bounds: shown,
            covers: &covers,
            color: None,
            is_opaque: is_opaque && groups,
            is_doubtful: !(blends || is_opaque && groups),
            pixels: Some(pixels),
        };
        self.hidden.paint(&painted, false);
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

/// A path as it is filled: each of its parts ends where it begins.
fn closed(path: &BezPath) -> BezPath {
    let mut closed = BezPath::new();
    let mut is_open = false;
    for element in path.elements() {
        if is_open && matches!(element, PathEl::MoveTo(_)) {
            closed.push(PathEl::ClosePath);
        }
        is_open = !matches!(element, PathEl::ClosePath);
        closed.push(*element);
    }
    if is_open {
        closed.push(PathEl::ClosePath);
    }
    closed
}

/// Whether a paint lets most of what is behind it through, as a marker does.
fn is_light(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => color.to_rgba().to_rgba8()[3] < OPAQUE,
        Paint::Pattern(_) => false,
    }
}

/// Whether a path is one straight line.
fn is_line(path: &BezPath) -> bool {
    path.elements().len() == 2
}

/// Whether a path is a rectangle along the axes.
fn is_box(path: &BezPath) -> bool {
    let bounds = path.bounding_box();
    let area = path.area().abs();
    bounds.area() > 0.0 && (area - bounds.area()).abs() <= bounds.area() * 1e-3
}

/// Whether an image lets what is behind it through somewhere.
fn is_masked(image: &Image<'_, '_>) -> bool {
    match image {
        Image::Stencil(_) => true,
        Image::Raster(image) => {
            let dict = image.stream().dict();
            [b"SMask".as_slice(), b"Mask", b"SMaskInData"]
                .iter()
                .any(|key| dict.contains_key(*key))
        }
    }
}

impl<'a> Device<'a> for PageProbe {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let is_line = is_line(path);
        let path = closed(path);
        self.fill(&path, &props, (mode, is_box(&path), is_line));
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.fill(&rect.to_path(0.1), &props, (mode, true, false));
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let path = closed(&clip.path);
        let shape = (!is_box(&path)).then_some(path);
        self.clip(clip.path.bounding_box(), shape);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clip(*rect, None);
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend_mode: BlendMode,
    ) {
        let is_normal = matches!(blend_mode, BlendMode::Normal);
        let is_opaque = opacity >= 1.0 && mask.is_none() && is_normal;
        self.groups.push(Group {
            is_opaque,
            is_seen: opacity * 255.0 >= f32::from(FAINT),
            blends: !is_normal,
        });
    }

    // Invisible letters are reported too: that is how scans carry text.
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let Some(first) = run.glyphs().first() else {
            return;
        };
        let ink = match mode {
            DrawMode::Invisible => Ink::None,
            // The glyphs of a Type 3 font have their own colors.
            _ if matches!(&**first, Glyph::Type3(_)) => Ink::Unknown,
            _ => {
                let is_normal = matches!(props.blend_mode, BlendMode::Normal);
                self.ink(&props.paint, !is_normal || props.soft_mask.is_some())
            }
        };
        let begin = (
            first.char_code(),
            props.transform * first.transform() * Point::ORIGIN,
        );
        if matches!(mode, DrawMode::Stroke(_)) && self.last == Some(begin) {
            self.hidden.outline(ink);
            return;
        }
        self.last = Some(begin);
        self.hidden.begin_run();
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), ink);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = (image.width(), image.height());
        let is_normal = matches!(props.blend_mode, BlendMode::Normal) && props.soft_mask.is_none();
        let how = (
            is_normal && !is_masked(&image),
            self.blends(&props.blend_mode),
        );
        self.picture(size, props.transform, how);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }
}
