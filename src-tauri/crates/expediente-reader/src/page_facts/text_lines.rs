//! Joins letters into lines by their positions on the page. Runs in the child.

use hayro::kurbo::{Point, Vec2};

/// A letter as drawn, or several that one glyph shows.
pub(crate) struct Letter<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: Point,
    /// The direction of its line, of length 1.
    pub(crate) along: Vec2,
    /// The distance to the next letter.
    pub(crate) advance: f64,
    pub(crate) size: f64,
}

/// The lines of one page, in drawing order.
#[derive(Default)]
pub(crate) struct TextLines {
    text: String,
    last: Option<(Point, Vec2)>,
}

/// Letters farther apart than this fraction of their size belong to different words.
pub(crate) const APART: f64 = 0.2;

/// Whether a letter goes on with the line that ends here and runs along this direction.
pub(crate) fn is_same_line((end, along): (Point, Vec2), letter: &Letter<'_>) -> bool {
    let way = letter.at - end;
    let (gap, off) = (way.dot(along), way.cross(along).abs());
    off < letter.size * 0.5 && gap > -letter.size && along.dot(letter.along) > 0.9
}

impl TextLines {
    /// Adds the next letter, unless the text has reached `most` bytes.
    pub(crate) fn add(&mut self, letter: &Letter<'_>, most: usize) {
        if self.text.len() + letter.text.len() + 1 > most {
            return;
        }
        if let Some((end, along)) = self.last {
            let gap = (letter.at - end).dot(along);
            if !is_same_line((end, along), letter) {
                self.text.push('\n');
            } else if gap > letter.size * APART
                && !self.text.ends_with(' ')
                && !letter.text.starts_with(' ')
            {
                self.text.push(' ');
            }
        }
        self.text.push_str(letter.text);
        self.last = Some((letter.at + letter.along * letter.advance, letter.along));
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}
