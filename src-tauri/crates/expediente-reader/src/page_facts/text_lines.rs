//! Letters into lines, by where they stand on the page. Runs in the child.

use hayro::kurbo::{Point, Vec2};

/// A letter, or several that one glyph shows, as it is drawn.
pub(crate) struct Letter<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: Point,
    /// Which way its line runs, of length 1.
    pub(crate) along: Vec2,
    /// How far the next letter stands.
    pub(crate) advance: f64,
    pub(crate) size: f64,
}

/// TextLines of one page, in the order in which they are drawn.
#[derive(Default)]
pub(crate) struct TextLines {
    text: String,
    last: Option<(Point, Vec2)>,
}

/// Letters that stand further apart than this part of their size belong to different words.
const APART: f64 = 0.2;

impl TextLines {
    /// Adds the next letter that is drawn, as long as there are not more than `most` bytes.
    pub(crate) fn add(&mut self, letter: &Letter<'_>, most: usize) {
        if self.text.len() + letter.text.len() + 1 > most {
            return;
        }
        if let Some((end, along)) = self.last {
            let way = letter.at - end;
            let (gap, off) = (way.dot(along), way.cross(along).abs());
            let same_line =
                off < letter.size * 0.5 && gap > -letter.size && along.dot(letter.along) > 0.9;
            if !same_line {
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
