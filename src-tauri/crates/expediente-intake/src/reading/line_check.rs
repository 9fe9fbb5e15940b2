//! Checks lines of words that a process of an engine gives: what could not be on the picture is
//! dropped, because the picture may be made to lead the engine astray.

use std::ops::RangeInclusive;

use expediente_model::{ReadLine, ReadWord, is_hidden};
use unicode_normalization::UnicodeNormalization;

use crate::sandbox::limits;

/// How often a word can be as wide as its letters, and as narrow. Where it is more, the box is not
/// that of the word: mostly text that stands on its side.
const SHAPE: RangeInclusive<f32> = 0.12..=10.0;
/// The width of a usual letter, in sizes.
const LETTER: f32 = 0.5;

/// The lines that an engine read on a picture of this size, as far as they can be right.
pub(crate) fn checked(untrusted: Vec<ReadLine>, size: (u32, u32)) -> Vec<ReadLine> {
    of_shape(untrusted, size, &SHAPE)
}

/// The lines that are printed on a page of this size. Letters may stand far apart, or be as narrow
/// as the font likes.
pub(crate) fn printed(untrusted: Vec<ReadLine>, size: (u32, u32)) -> Vec<ReadLine> {
    of_shape(untrusted, size, &(0.0..=f32::INFINITY))
}

fn of_shape(
    untrusted: Vec<ReadLine>,
    (width, height): (u32, u32),
    shape: &RangeInclusive<f32>,
) -> Vec<ReadLine> {
    let (mut lines, mut left) = (Vec::new(), limits::PAGE_LETTERS);
    for line in untrusted {
        if lines.len() >= limits::PAGE_LINES || left == 0 {
            break;
        }
        if let Some(line) = checked_line(line, (width, height), shape, &mut left) {
            lines.push(line);
        }
    }
    lines
}

fn checked_line(
    line: ReadLine,
    (width, height): (u32, u32),
    shape: &RangeInclusive<f32>,
    left: &mut usize,
) -> Option<ReadLine> {
    // Pictures have sides of 16 bits.
    #[allow(clippy::cast_precision_loss)]
    let (width, height) = (width as f32, height as f32);
    let longest = width.max(height);
    let is_finite = [line.x, line.y, line.angle, line.size]
        .iter()
        .all(|value| value.is_finite());
    let is_inside = (-longest..=2.0 * longest).contains(&line.x)
        && (-longest..=2.0 * longest).contains(&line.y)
        && line.angle.abs() <= 360.0
        && line.size > 1.0
        && line.size <= longest;
    if !is_finite || !is_inside {
        return None;
    }
    let mut end = f32::NEG_INFINITY;
    let mut words = Vec::new();
    for word in line.words {
        let text = letters(&word.text);
        let count = text.chars().count();
        let is_placed = word.from.is_finite()
            && word.to.is_finite()
            && word.from.abs() <= 2.0 * longest
            && word.to > word.from
            && word.to <= 2.0 * longest;
        if count == 0 || !is_placed || count > *left {
            continue;
        }
        // No more letters than a page may have.
        #[allow(clippy::cast_precision_loss)]
        let usual = count as f32 * LETTER * line.size;
        if !shape.contains(&((word.to - word.from) / usual)) {
            continue;
        }
        let from = tenth(word.from.max(end));
        let to = tenth(word.to);
        if to <= from {
            continue;
        }
        *left -= count;
        end = to;
        words.push(ReadWord {
            text,
            from,
            to,
            sure: word.sure.min(100),
        });
    }
    if words.is_empty() {
        return None;
    }
    Some(ReadLine {
        x: tenth(line.x),
        y: tenth(line.y),
        angle: (line.angle * 1000.0).round() / 1000.0,
        size: tenth(line.size),
        words,
    })
}

/// The letters of a word: composed, without what nobody sees and without spaces.
fn letters(text: &str) -> String {
    text.nfc()
        .filter(|c| !is_hidden(*c) && !c.is_control() && !c.is_whitespace())
        .take(limits::WORD_LETTERS)
        .collect()
}

fn tenth(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, from: f32, to: f32) -> ReadWord {
        ReadWord {
            text: text.to_owned(),
            from,
            to,
            sure: 250,
        }
    }

    fn line(words: Vec<ReadWord>) -> ReadLine {
        ReadLine {
            x: 10.04,
            y: 20.0,
            angle: 1.23456,
            size: 20.0,
            words,
        }
    }

    #[test]
    fn words_are_composed_and_in_order() {
        let words = vec![
            word("nin\u{303}o\u{202e}", 0.0, 40.0),
            word("\u{7}", 45.0, 60.0),
            word("de casa", 38.0, 100.02),
        ];
        let [line] = checked(vec![line(words)], (800, 600)).try_into().unwrap();
        assert_eq!((line.x, line.angle), (10.0, 1.235));
        let [first, second] = line.words.try_into().unwrap();
        assert_eq!((first.text.as_str(), first.sure), ("niño", 100));
        assert_eq!(second.text, "decasa");
        assert_eq!(
            (second.from, second.to),
            (40.0, 100.0),
            "no word lies on another"
        );
    }

    /// An engine would not see such a word; a font may have it.
    #[test]
    fn a_font_may_be_narrow() {
        let narrow = || vec![line(vec![word("casa", 0.0, 2.0)])];
        assert_eq!(checked(narrow(), (800, 600)), []);
        assert_eq!(printed(narrow(), (800, 600)).len(), 1);
        let nowhere = vec![line(vec![word("casa", 0.0, f32::NAN)])];
        assert_eq!(printed(nowhere, (800, 600)), []);
    }

    #[test]
    fn what_cannot_be_on_the_picture_is_dropped() {
        let good = || vec![word("casa", 0.0, 40.0)];
        for wrong in [
            ReadLine {
                x: f32::NAN,
                ..line(good())
            },
            ReadLine {
                y: 5_000.0,
                ..line(good())
            },
            ReadLine {
                size: 0.0,
                ..line(good())
            },
            ReadLine {
                size: 900.0,
                ..line(good())
            },
            ReadLine {
                angle: 1e9,
                ..line(good())
            },
            line(vec![word("casa", 0.0, f32::INFINITY)]),
            line(vec![word("casa", 40.0, 0.0)]),
            line(vec![word("casa", 0.0, 2.0)]),
            line(vec![word("c", 0.0, 700.0)]),
            line(vec![word(" ", 0.0, 40.0)]),
            line(Vec::new()),
        ] {
            assert_eq!(checked(vec![wrong.clone()], (800, 600)), [], "{wrong:?}");
        }
        let many = vec![line(good()); limits::PAGE_LINES + 1];
        assert_eq!(checked(many, (800, 600)).len(), limits::PAGE_LINES);
    }
}
