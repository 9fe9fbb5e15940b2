//! The invisible words under a page that was scanned: text in a font that draws nothing, where the
//! words were read, so that a viewer can search and copy them.
//!
//! Each line is one text object, with real spaces between its words, because viewers lose spaces
//! between text objects. Each word and each space is stretched to its own width, so that a word
//! ends where its last letter ends.

use crate::error::AssembleError;
use crate::file::deflate::deflate;
use crate::file::font::{EmbeddedFont, StampFont};
use crate::file::syntax;
use crate::geometry::Matrix;

/// The words that were read on a picture of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageWords {
    /// Pixels across of the picture, as displayed.
    pub width: f64,
    /// Pixels down.
    pub height: f64,
    /// Lines in the order in which they are read.
    pub lines: Vec<WordLine>,
}

/// A line of words. Lengths are pixels of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct WordLine {
    /// The left end of its baseline, from the top left of the picture.
    pub from: (f64, f64),
    /// How far its baseline is turned clockwise, in degrees.
    pub angle: f64,
    /// The size of its letters, as fonts count it.
    pub size: f64,
    /// Its words from left to right.
    pub words: Vec<PlacedWord>,
}

/// A word on its line.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedWord {
    /// Its letters.
    pub text: String,
    /// How far it begins from the start of the line.
    pub from: f64,
    /// How far it ends from there.
    pub to: f64,
}

impl PlacedWord {
    /// The letters of a word as it is written: those that the font of words has, with a sign in
    /// the place of others.
    #[must_use]
    pub fn letters(word: &str) -> String {
        match StampFont::words() {
            Ok(font) => letters(word, &font),
            // Without the font nothing is written.
            Err(_) => String::new(),
        }
    }
}

/// Least width of a space or a word, in sizes of its letters: a width of nothing has no place.
const NARROWEST: f64 = 0.01;
/// The sign for a letter that the font of words lacks.
const UNREADABLE: char = '\u{fffd}';

impl PageWords {
    /// Bytes that the words take in a file, apart from their font, on a page of this size in
    /// points.
    ///
    /// # Errors
    /// When the font of words is no font.
    pub fn weight(&self, width: f64, height: f64) -> Result<u64, AssembleError> {
        let mut font = EmbeddedFont::new(StampFont::words()?, 0);
        let mut out = b"q\n".to_vec();
        let place = Matrix::new(width, 0.0, 0.0, height, 0.0, 0.0);
        draw(&mut out, self, &place, &mut font, b"XpdtW");
        out.extend_from_slice(b"Q\n");
        // With its object, its entry in the table of objects, and its name on the page.
        Ok(deflate(&out)?.len() as u64 + 110)
    }
}

/// Draws words that show nothing. `place` leads from the unit square, upright, over which the
/// picture lies, to the page.
pub(crate) fn draw(
    out: &mut Vec<u8>,
    words: &PageWords,
    place: &Matrix,
    font: &mut EmbeddedFont,
    name: &[u8],
) {
    if words.width <= 0.0 || words.height <= 0.0 {
        return;
    }
    let unit = Matrix::new(1.0 / words.width, 0.0, 0.0, 1.0 / words.height, 0.0, 0.0);
    let pixels = unit.then(place);
    let [a, b, c, d, ..] = pixels.values;
    let scale = (a * d - b * c).abs().sqrt();
    for line in &words.lines {
        let is_usable = line.size > 0.0 && scale > 0.0 && !line.words.is_empty();
        if is_usable {
            let level = line.level();
            let (sin, cos) = (-level).to_radians().sin_cos();
            let (x, y) = line.from;
            let baseline = Matrix::new(cos, sin, -sin, cos, x, words.height - y).then(&pixels);
            draw_line(out, line, (&baseline, scale), font, name);
        }
    }
}

impl WordLine {
    /// How far a line may be off the level, or the upright, for its words to be drawn level: in
    /// degrees. Some readers cut a word in two where its baseline leaves that of its first letter
    /// by half a point, so the words of a tilted photo are drawn as steps.
    pub const STEPS: f64 = 5.0;

    /// The angle at which its words are drawn, clockwise: level or upright where it nearly is.
    fn level(&self) -> f64 {
        let quarter = (self.angle / 90.0).round() * 90.0;
        if (self.angle - quarter).abs() <= Self::STEPS {
            quarter
        } else {
            self.angle
        }
    }

    /// Where a word begins and ends, and how far it is above the line, in the directions in which
    /// words are drawn.
    #[must_use]
    pub fn placed(&self, word: &PlacedWord) -> (f64, f64, f64) {
        let (sin, cos) = (self.angle - self.level()).to_radians().sin_cos();
        let (middle, half) = (
            f64::midpoint(word.from, word.to),
            (word.to - word.from) / 2.0 * cos,
        );
        (middle * cos - half, middle * cos + half, -middle * sin)
    }
}

fn draw_line(
    out: &mut Vec<u8>,
    line: &WordLine,
    (baseline, scale): (&Matrix, f64),
    font: &mut EmbeddedFont,
    name: &[u8],
) {
    out.extend_from_slice(b"BT\n3 Tr\n");
    syntax::name(out, name);
    out.push(b' ');
    syntax::real(out, line.size * scale);
    out.extend_from_slice(b" Tf\n");
    let first = line.words.first().map_or(0.0, |word| line.placed(word).0);
    let (x, y) = baseline.apply((first, 0.0));
    let [a, b, c, d, ..] = baseline.values;
    syntax::reals(out, &[a / scale, b / scale, c / scale, d / scale, x, y]);
    out.extend_from_slice(b"Tm\n");
    let narrowest = NARROWEST * line.size;
    let (mut pen, mut height) = (first, 0.0);
    for (at, word) in line.words.iter().enumerate() {
        let (from, to, rise) = line.placed(word);
        if at > 0 {
            let gap = (from - pen).max(narrowest);
            show(out, " ", gap, line.size, font);
            pen += gap;
        }
        if rise != height {
            syntax::real(out, rise * scale);
            out.extend_from_slice(b" Ts\n");
            height = rise;
        }
        let text = letters(&word.text, &font.font);
        let width = (to - pen).max(narrowest);
        show(out, &text, width, line.size, font);
        pen += width;
    }
    if height != 0.0 {
        out.extend_from_slice(b"0 Ts\n");
    }
    out.extend_from_slice(b"ET\n");
}

/// Shows a text stretched to a width.
fn show(out: &mut Vec<u8>, text: &str, width: f64, size: f64, font: &mut EmbeddedFont) {
    let own = font.font.width(text, size);
    if own > 0.0 {
        syntax::real(out, width / own * 100.0);
        out.extend_from_slice(b" Tz\n");
        font.show(out, text);
    }
}

/// The letters of a word that the font has, with a sign in the place of others.
fn letters(word: &str, font: &StampFont) -> String {
    let missing = font.missing(word);
    let replaced = |c: char| {
        if missing.contains(&c) { UNREADABLE } else { c }
    };
    word.chars().map(replaced).collect()
}
