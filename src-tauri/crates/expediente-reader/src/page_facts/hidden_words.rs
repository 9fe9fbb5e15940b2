//! Words of a page that nobody sees and everybody can copy: under a box or a picture, in the color
//! of what is behind them, invisible, or beyond what is seen of the page. Runs in the child.
//!
//! Letters and what is painted come in the order of painting. A letter counts by its middle: what
//! is painted over it later hides it. Not meant are the letters that scanning software puts under
//! or over a picture of the page, so that it can be searched, and letters that are painted once
//! more where they are seen, as programs do for shadows.
//!
//! Some paint hides or does not hide what is behind it, and some letters are seen or not, by what
//! it is made of: stencils, patterns, masks, blending. Such letters are in doubt. A page that has any
//! is drawn, and letters in doubt are hidden where it shows one color.

use std::collections::BTreeMap;

use hayro::kurbo::{Point, Rect, Vec2};

use crate::page_facts::text_lines::{Letter, TextLines};
use crate::raster::pixels::Pixels;

/// Letters of one page that are kept.
const MOST_LETTERS: usize = 50_000;
/// Comparisons of letters with what is painted, for one page. A map has more and hides nothing.
const MOST_COMPARED: usize = 40_000_000;
/// Colors that differ by less than this, of 255, cannot be told apart.
const SAME_COLOR: u8 = 12;
/// Pictures of fewer pixels are ornaments of programs.
const LEAST_PIXELS: u64 = 16;
/// Letters and digits that make a word worth telling.
const LEAST: usize = 2;
/// The part of a page that a picture covers if it is a scan of the page.
const SCAN: f64 = 0.6;
/// The bytes of hidden words that are told.
const TOLD: usize = 80;

/// How words are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hidden {
    /// Something was painted over them.
    Covered,
    /// They have the color of what is behind them, or none.
    Unseen,
    /// They are beyond the page or a part of it that is seen.
    Outside,
}

/// How the letters of a run are painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ink {
    /// With a color: red, green, blue.
    Color([u8; 3]),
    /// With colors that are not known.
    Unknown,
    /// With a mask or blending, that can make letters vanish.
    Doubtful,
    /// So small that nobody sees it.
    Tiny,
    /// Not at all.
    None,
}

/// What was painted.
pub(crate) struct Painted<'p> {
    /// A box around it, within what is seen.
    pub(crate) bounds: Rect,
    /// Whether it covers a point of the box.
    pub(crate) covers: &'p dyn Fn(Point) -> bool,
    /// Its color; nothing for pictures, patterns and what lets through what is behind it.
    pub(crate) color: Option<[u8; 3]>,
    /// It hides what is behind it.
    pub(crate) is_opaque: bool,
    /// It may hide what is behind it.
    pub(crate) is_doubtful: bool,
    /// The pixels of a picture.
    pub(crate) pixels: Option<u64>,
}

/// A picture on the page.
struct Shown {
    bounds: Rect,
    pixels: u64,
    is_hidden: bool,
}

struct Seen {
    text: String,
    at: Point,
    along: Vec2,
    advance: f64,
    size: f64,
    middle: Point,
    /// The color of what is behind it; nothing where that is not known.
    behind: Option<[u8; 3]>,
    is_inked: bool,
    hidden: Option<Hidden>,
    /// How it is hidden, if it is.
    doubt: Option<Hidden>,
}

pub(crate) struct HiddenWords {
    page: Rect,
    letters: Vec<Seen>,
    /// The first letter of the last run.
    run: usize,
    /// What was painted, with a grid of points that it covers, for what is behind later letters.
    behind: Vec<Behind>,
    pictures: Vec<Shown>,
    compared: usize,
}

/// What is behind letters.
struct Behind {
    bounds: Rect,
    color: Option<[u8; 3]>,
    /// It fills its box.
    is_box: bool,
}

impl HiddenWords {
    pub(crate) fn new(page: Rect) -> Self {
        Self {
            page,
            letters: Vec::new(),
            run: 0,
            behind: Vec::new(),
            pictures: Vec::new(),
            compared: 0,
        }
    }

    /// Begins a run of letters.
    pub(crate) fn begin_run(&mut self) {
        self.run = self.letters.len();
    }

    /// The outline of the last run is painted too.
    pub(crate) fn outline(&mut self, ink: Ink) {
        for letter in self.letters.iter_mut().skip(self.run) {
            if letter.hidden == Some(Hidden::Unseen) && is_visible(ink, letter.behind) {
                letter.hidden = None;
                letter.is_inked = true;
            }
        }
    }

    /// Adds a letter with its middle.
    pub(crate) fn letter(&mut self, letter: &Letter<'_>, middle: Point, ink: Ink, is_within: bool) {
        if self.letters.len() >= MOST_LETTERS || !middle.is_finite() {
            return;
        }
        let behind = self.behind(middle);
        let hidden = if !is_within {
            Some(Hidden::Outside)
        } else if is_visible(ink, behind) {
            None
        } else {
            Some(Hidden::Unseen)
        };
        self.letters.push(Seen {
            text: letter.text.to_owned(),
            at: letter.at,
            along: letter.along,
            advance: letter.advance,
            size: letter.size,
            middle,
            behind,
            is_inked: ink != Ink::None,
            hidden,
            doubt: (ink == Ink::Doubtful).then_some(Hidden::Unseen),
        });
    }

    /// The color behind a point; nothing where it is not known.
    fn behind(&mut self, at: Point) -> Option<[u8; 3]> {
        for behind in self.behind.iter().rev() {
            self.compared += 1;
            if self.compared > MOST_COMPARED {
                return None;
            }
            if behind.bounds.contains(at) {
                // Of another shape it is not known whether it is behind this point.
                return if behind.is_box { behind.color } else { None };
            }
        }
        // Paper is white.
        Some([255; 3])
    }

    /// Something is painted over all that came before.
    pub(crate) fn paint(&mut self, painted: &Painted<'_>, is_box: bool) {
        let bounds = painted.bounds;
        if !bounds.is_finite() || bounds.width() <= 0.0 || bounds.height() <= 0.0 {
            return;
        }
        let is_scan = painted.pixels.is_some() && bounds.area() >= self.page.area() * SCAN;
        if painted.is_opaque {
            // A little less than all of it, for rounding.
            let hides = |picture: &Shown| {
                let inner = picture.bounds.inset(-0.5);
                let within = bounds.intersect(inner) == inner;
                let Rect { x0, y0, x1, y1 } = inner;
                let corners = [(x0, y0), (x0, y1), (x1, y0), (x1, y1)];
                let mut points = corners.into_iter().chain([inner.center().into()]);
                within && points.all(|at| (painted.covers)(at.into()))
            };
            for picture in &mut self.pictures {
                picture.is_hidden = picture.is_hidden || hides(picture);
            }
        }
        if let Some(pixels) = painted.pixels {
            self.pictures.push(Shown {
                bounds,
                pixels,
                is_hidden: false,
            });
        }
        if (painted.is_opaque || painted.is_doubtful) && !is_scan {
            for letter in &mut self.letters {
                self.compared += 1;
                if self.compared > MOST_COMPARED {
                    return;
                }
                let is_hidden = letter.hidden.is_some();
                if !is_hidden && bounds.contains(letter.middle) && (painted.covers)(letter.middle) {
                    if painted.is_opaque {
                        letter.hidden = Some(Hidden::Covered);
                    } else {
                        letter.doubt = Some(Hidden::Covered);
                    }
                }
            }
        }
        self.behind.push(Behind {
            bounds,
            color: painted.color,
            is_box,
        });
    }

    /// A picture of so many pixels is on the page, and nothing of it is seen.
    pub(crate) fn unseen_picture(&mut self, pixels: u64, bounds: Rect) {
        // What is beyond the page is left out of a copy.
        if self.page.contains(bounds.center()) {
            self.pictures.push(Shown {
                bounds,
                pixels,
                is_hidden: true,
            });
        }
    }

    /// Whether a picture is there that nobody sees.
    pub(crate) fn has_hidden_picture(&self) -> bool {
        let mut pictures = self.pictures.iter();
        pictures.any(|picture| picture.is_hidden && picture.pixels >= LEAST_PIXELS)
    }

    /// Whether there are words of which only a look at the page tells whether they are seen.
    pub(crate) fn is_in_doubt(&self) -> bool {
        let doubtful = self.letters.iter().filter(|letter| letter.is_in_doubt());
        doubtful.filter(|letter| letter.is_word()).count() >= LEAST
    }

    /// Settles what is in doubt by a look at the page.
    pub(crate) fn settle(&mut self, drawn: &Pixels) {
        let page = self.page;
        for letter in self
            .letters
            .iter_mut()
            .filter(|letter| letter.is_in_doubt())
        {
            // About the letter's own strokes.
            let reach = letter.size * 0.35;
            let around = Rect::from_center_size(letter.middle, (2.0 * reach, 2.0 * reach));
            if is_even(drawn, page, around) {
                letter.hidden = letter.doubt;
            }
        }
    }

    /// The hidden words, by how they are hidden, each cut to what is told.
    pub(crate) fn told(&self) -> Vec<(Hidden, String)> {
        let mut letters = self.letters.iter();
        if self.compared > MOST_COMPARED || letters.all(|letter| letter.hidden.is_none()) {
            return Vec::new();
        }
        let place = |letter: &Seen| {
            // Places within half a letter of each other are one. Pages are no larger than that.
            #[allow(clippy::cast_possible_truncation)]
            let cell = |along: f64| (along / (letter.size * 0.5).max(1.0)).round() as i64;
            (
                letter.text.clone(),
                cell(letter.middle.x),
                cell(letter.middle.y),
            )
        };
        let mut seen = std::collections::BTreeSet::new();
        for letter in self.letters.iter().filter(|letter| letter.hidden.is_none()) {
            let (text, x, y) = place(letter);
            for (dx, dy) in [-1, 0, 1]
                .into_iter()
                .flat_map(|dx| [(dx, -1), (dx, 0), (dx, 1)])
            {
                seen.insert((text.clone(), x + dx, y + dy));
            }
        }
        let mut words: BTreeMap<Hidden, (TextLines, usize)> = BTreeMap::new();
        for letter in &self.letters {
            let Some(hidden) = letter.hidden else {
                continue;
            };
            let is_ocr = hidden == Hidden::Unseen
                && !letter.is_inked
                && self
                    .pictures
                    .iter()
                    .any(|on| on.bounds.contains(letter.middle));
            if is_ocr || seen.contains(&place(letter)) {
                continue;
            }
            let (lines, count) = words.entry(hidden).or_default();
            *count += letter.text.chars().filter(|c| c.is_alphanumeric()).count();
            let letter = Letter {
                text: &letter.text,
                at: letter.at,
                along: letter.along,
                advance: letter.advance,
                size: letter.size,
            };
            lines.add(&letter, TOLD);
        }
        words
            .into_iter()
            .filter(|(_, (_, count))| *count >= LEAST)
            .map(|(hidden, (lines, _))| {
                let words = lines.into_text().replace('\n', " ");
                (hidden, words.trim().to_owned())
            })
            .collect()
    }
}

impl Seen {
    fn is_in_doubt(&self) -> bool {
        self.hidden.is_none() && self.doubt.is_some()
    }

    fn is_word(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}

/// Whether a part of a drawn page has one color.
fn is_even(drawn: &Pixels, page: Rect, part: Rect) -> bool {
    // Within the picture.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let pixel = |at: f64, side: f64, pixels: u32| {
        let last = f64::from(pixels.saturating_sub(1));
        (at / side * f64::from(pixels)).clamp(0.0, last) as usize
    };
    let across = |x: f64| pixel(x - page.x0, page.width(), drawn.width);
    let down = |y: f64| pixel(y - page.y0, page.height(), drawn.height);
    let (mut least, mut most) = ([u8::MAX; 3], [0; 3]);
    for y in down(part.y0)..=down(part.y1) {
        for x in across(part.x0)..=across(part.x1) {
            let at = (y * drawn.width as usize + x) * drawn.channels;
            let Some([red, green, blue]) = drawn.data.get(at..at + 3) else {
                return false;
            };
            for (value, (least, most)) in [red, green, blue]
                .into_iter()
                .zip(least.iter_mut().zip(&mut most))
            {
                *least = (*least).min(*value);
                *most = (*most).max(*value);
            }
        }
    }
    least
        .iter()
        .zip(&most)
        .all(|(least, most)| most.saturating_sub(*least) < SAME_COLOR)
}

fn is_visible(ink: Ink, behind: Option<[u8; 3]>) -> bool {
    match (ink, behind) {
        (Ink::None | Ink::Tiny, _) => false,
        (Ink::Color(ink), Some(behind)) => ink
            .into_iter()
            .zip(behind)
            .any(|(ink, behind)| ink.abs_diff(behind) >= SAME_COLOR),
        (Ink::Unknown | Ink::Doubtful, _) | (_, None) => true,
    }
}
