//! Joins letters into words with their places on the page, to be searched and marked. Runs in the
//! child.

use expediente_intake::limits;
use expediente_model::{ReadLine, ReadWord};
use hayro::kurbo::{Point, Vec2};

use crate::page_facts::text_lines::{APART, Letter, is_same_line};

/// The words of one page, in drawing order. Lengths are units of the page until they are scaled.
#[derive(Default)]
pub(crate) struct PrintedWords {
    lines: Vec<ReadLine>,
    line: Option<Line>,
    letters: usize,
}

/// The line that letters are added to.
struct Line {
    start: Point,
    along: Vec2,
    size: f64,
    /// Where the last letter ends.
    end: Point,
    words: Vec<Placed>,
    /// The word that letters are added to.
    word: Option<Placed>,
}

/// A word, and how far from the start of its line it begins and ends.
struct Placed {
    text: String,
    from: f64,
    to: f64,
}

impl PrintedWords {
    /// Adds the next letter, unless the page has as many as are kept.
    pub(crate) fn add(&mut self, letter: &Letter<'_>) {
        let count = letter.text.chars().count();
        if self.letters + count > limits::PAGE_LETTERS {
            return;
        }
        let is_space = letter.text.chars().all(char::is_whitespace);
        if let Some(line) = &mut self.line {
            if is_same_line((line.end, line.along), letter) {
                let gap = (letter.at - line.end).dot(line.along);
                if gap > letter.size * APART || is_space {
                    line.close_word();
                }
            } else {
                self.close_line();
            }
        }
        let line = self.line.get_or_insert_with(|| Line {
            start: letter.at,
            along: letter.along,
            size: letter.size,
            end: letter.at,
            words: Vec::new(),
            word: None,
        });
        line.end = letter.at + letter.along * letter.advance;
        if is_space {
            return;
        }
        self.letters += count;
        line.size = line.size.max(letter.size);
        let from = (letter.at - line.start).dot(line.along);
        let to = from + letter.advance;
        match &mut line.word {
            Some(word) => {
                word.text.push_str(letter.text);
                word.to = word.to.max(to);
            }
            none => {
                let text = letter.text.to_owned();
                *none = Some(Placed { text, from, to });
            }
        }
    }

    /// The lines, their lengths times `scale`.
    pub(crate) fn into_lines(mut self, scale: f64) -> Vec<ReadLine> {
        self.close_line();
        let scaled = |value: f32| (f64::from(value) * scale) as f32;
        for line in &mut self.lines {
            (line.x, line.y) = (scaled(line.x), scaled(line.y));
            line.size = scaled(line.size);
            for word in &mut line.words {
                (word.from, word.to) = (scaled(word.from), scaled(word.to));
            }
        }
        self.lines
    }

    fn close_line(&mut self) {
        let Some(mut line) = self.line.take() else {
            return;
        };
        line.close_word();
        if line.words.is_empty() {
            return;
        }
        let words = line.words.into_iter().map(|word| ReadWord {
            text: word.text,
            from: word.from as f32,
            to: word.to as f32,
            sure: 100,
        });
        self.lines.push(ReadLine {
            x: line.start.x as f32,
            y: line.start.y as f32,
            angle: line.along.y.atan2(line.along.x).to_degrees() as f32,
            size: line.size as f32,
            words: words.collect(),
        });
    }
}

impl Line {
    fn close_word(&mut self) {
        self.words.extend(self.word.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(text: &str, x: f64, y: f64) -> Letter<'_> {
        Letter {
            text,
            at: Point::new(x, y),
            along: Vec2::new(1.0, 0.0),
            advance: 6.0,
            size: 10.0,
        }
    }

    /// Letters, gaps, spaces and line breaks become words whose places are where their letters are.
    #[test]
    fn words_are_where_their_letters_are() {
        let mut words = PrintedWords::default();
        for one in [
            letter("l", 100.0, 50.0),
            letter("a", 106.0, 50.0),
            letter(" ", 112.0, 50.0),
            letter("fi", 118.0, 50.0),
            letter("n", 124.0, 50.0),
            // A gap without a space.
            letter("x", 140.0, 50.0),
            letter("y", 100.0, 64.0),
            letter(" ", 106.0, 64.0),
            letter(" ", 100.0, 90.0),
        ] {
            words.add(&one);
        }
        let lines = words.into_lines(2.0);
        let told: Vec<_> = lines
            .iter()
            .flat_map(|line| {
                line.words.iter().map(|word| {
                    let text = word.text.as_str();
                    (text, line.x + word.from, line.x + word.to, line.y)
                })
            })
            .collect();
        assert_eq!(
            told,
            [
                ("la", 200.0, 224.0, 100.0),
                ("fin", 236.0, 260.0, 100.0),
                ("x", 280.0, 292.0, 100.0),
                ("y", 200.0, 212.0, 128.0),
            ]
        );
        assert_eq!(lines[0].size, 20.0);
    }

    #[test]
    fn a_line_has_the_angle_in_which_it_runs() {
        let mut words = PrintedWords::default();
        words.add(&Letter {
            along: Vec2::new(0.0, -1.0),
            ..letter("a", 10.0, 90.0)
        });
        let [line] = words.into_lines(1.0).try_into().unwrap();
        assert_eq!(line.angle, -90.0);
    }

    #[test]
    fn a_page_has_an_end() {
        let mut words = PrintedWords::default();
        for at in 0..=limits::PAGE_LETTERS {
            words.add(&letter("a", at as f64 * 6.0, 50.0));
        }
        let lines = words.into_lines(1.0);
        assert_eq!(lines[0].words[0].text.len(), limits::PAGE_LETTERS);
    }
}
