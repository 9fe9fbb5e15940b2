//! Breaks a paragraph into lines that fit.

use unicode_normalization::UnicodeNormalization;

use crate::typeset::faces::{Drawn, Face, Faces};

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
    let mut done: Vec<Line> = Vec::new();
    let mut line = Line::default();
    let mut word: Vec<Drawn> = Vec::new();
    let mut word_width = 0.0;
    for part in parts {
        for char in part.text.nfc().filter(|c| !is_unseen(*c)) {
            let room = if done.is_empty() {
                most
            } else {
                most - hanging
            };
            // Control characters have no glyph, and are told like letters that no font has.
            let spaced = match char {
                '\u{2028}' | '\u{2029}' | '\u{85}' | '\n' => ' ',
                // Spaces of other widths, some of which the fonts lack.
                '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
                other => other,
            };
            let drawn = if spaced == '\t' {
                faces.drawn(part.face, ' ')
            } else {
                faces.drawn(part.face, spaced)
            };
            if spaced == ' ' || spaced == '\t' {
                place(
                    &mut done,
                    &mut line,
                    &mut word,
                    &mut word_width,
                    size,
                    (most, hanging),
                );
                if spaced == '\t' {
                    line.tab(drawn, size);
                } else {
                    // A space may hang over the end.
                    line.push(drawn, size);
                }
                continue;
            }
            if word_width + drawn.width * size > room {
                // A word that no line holds.
                place(
                    &mut done,
                    &mut line,
                    &mut word,
                    &mut word_width,
                    size,
                    (most, hanging),
                );
            }
            word.push(drawn);
            word_width += drawn.width * size;
            if matches!(spaced, '-' | '/' | '\u{2013}' | '\u{2014}') && word.len() > 1 {
                place(
                    &mut done,
                    &mut line,
                    &mut word,
                    &mut word_width,
                    size,
                    (most, hanging),
                );
            }
        }
    }
    place(
        &mut done,
        &mut line,
        &mut word,
        &mut word_width,
        size,
        (most, hanging),
    );
    done.push(line);
    done
}

/// Puts a finished word on the line, or on the next if it does not fit.
fn place(
    done: &mut Vec<Line>,
    line: &mut Line,
    word: &mut Vec<Drawn>,
    word_width: &mut f64,
    size: f64,
    (most, hanging): (f64, f64),
) {
    if word.is_empty() {
        return;
    }
    let room = if done.is_empty() {
        most
    } else {
        most - hanging
    };
    if line.width + *word_width > room && line.runs.iter().any(|run| !run.codes.is_empty()) {
        done.push(std::mem::take(line));
    }
    for drawn in word.drain(..) {
        line.push(drawn, size);
    }
    *word_width = 0.0;
}
