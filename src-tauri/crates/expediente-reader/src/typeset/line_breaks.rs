//! Breaks a paragraph into lines that fit.

use unicode_normalization::UnicodeNormalization;

use crate::typeset::faces::{Drawn, Face, Faces};

/// Marks that turn the order of letters (Unicode UAX #9, 2.2).
const TURNING: [char; 2] = ['\u{202d}', '\u{202e}'];

/// Letters of turned words that are told.
const QUOTED: usize = 60;

/// Points between tab stops.
const TAB: f64 = 36.0;

/// A piece of a line in one font.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) face: Face,
    /// Points from the left end of the line.
    pub(crate) x: f64,
    pub(crate) codes: Vec<u16>,
}

/// One line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    pub(crate) width: f64,
}

impl Line {
    fn push(&mut self, drawn: Drawn, size: f64) {
        match self.runs.last_mut() {
            Some(last) if last.face == drawn.face => last.codes.push(drawn.code),
            _ => self.runs.push(Run {
                face: drawn.face,
                x: self.width,
                codes: vec![drawn.code],
            }),
        }
        self.width += drawn.width * size;
    }

    /// Goes on at the next tab stop, with a space, so that the words stay apart when copied.
    fn tab(&mut self, space: Drawn, size: f64) {
        self.push(space, size);
        let next = ((self.width / TAB).floor() + 1.0) * TAB;
        self.width = next;
        self.runs.push(Run {
            face: space.face,
            x: next,
            codes: Vec::new(),
        });
    }
}

/// A text in a font.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Styled<'a> {
    pub(crate) face: Face,
    pub(crate) text: &'a str,
}

/// Whether nothing is drawn for a character: marks of direction, joiners, variants of signs.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// The lines of one paragraph, at most `most` points wide; the lines after the first are `hanging`
/// points shorter. A word that is longer than a line is broken.
pub(crate) fn lines(
    faces: &mut Faces,
    parts: &[Styled<'_>],
    size: f64,
    most: f64,
    hanging: f64,
) -> Vec<Line> {
    let mut paragraph = Paragraph::new(size, most, hanging);
    for part in parts {
        if part.text.contains(TURNING) {
            let seen = part.text.chars().filter(|c| !is_unseen(*c));
            faces.note_turned(seen.take(QUOTED).collect());
        }
        for char in part.text.nfc().filter(|c| !is_unseen(*c)) {
            // Control characters have no glyph, and are told like letters that no font has.
            let spaced = match char {
                '\u{2028}' | '\u{2029}' | '\u{85}' | '\n' => ' ',
                // Spaces of other widths, some of which the fonts lack.
                '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
                other => other,
            };
            match spaced {
                '\t' => {
                    paragraph.end_word();
                    paragraph.line.tab(faces.drawn(part.face, ' '), size);
                }
                ' ' => {
                    paragraph.end_word();
                    // A space may hang over the end.
                    paragraph.line.push(faces.drawn(part.face, ' '), size);
                }
                letter => paragraph.letter(letter, faces.drawn(part.face, letter)),
            }
        }
    }
    paragraph.end_word();
    paragraph.done.push(paragraph.line);
    paragraph.done
}

/// A paragraph while it is set: the full lines, the one that is filled, and the word that is read.
struct Paragraph {
    done: Vec<Line>,
    line: Line,
    word: Vec<Drawn>,
    word_width: f64,
    size: f64,
    most: f64,
    hanging: f64,
}

impl Paragraph {
    fn new(size: f64, most: f64, hanging: f64) -> Self {
        Self {
            done: Vec::new(),
            line: Line::default(),
            word: Vec::new(),
            word_width: 0.0,
            size,
            most,
            hanging,
        }
    }

    /// The width of the current line.
    fn room(&self) -> f64 {
        if self.done.is_empty() {
            self.most
        } else {
            self.most - self.hanging
        }
    }

    fn letter(&mut self, letter: char, drawn: Drawn) {
        let width = drawn.width * self.size;
        if self.word_width + width > self.room() {
            // A word that no line holds.
            self.end_word();
        }
        self.word.push(drawn);
        self.word_width += width;
        if matches!(letter, '-' | '/' | '\u{2013}' | '\u{2014}') && self.word.len() > 1 {
            self.end_word();
        }
    }

    /// Puts a finished word on the line, or on the next if it does not fit.
    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let is_full = self.line.width + self.word_width > self.room();
        if is_full && self.line.runs.iter().any(|run| !run.codes.is_empty()) {
            self.done.push(std::mem::take(&mut self.line));
        }
        for drawn in self.word.drain(..) {
            self.line.push(drawn, self.size);
        }
        self.word_width = 0.0;
    }
}
