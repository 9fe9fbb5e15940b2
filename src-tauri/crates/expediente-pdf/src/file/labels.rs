//! Page labels as ranges: `i, ii, iii, 1, 2, 3` becomes two entries of a number tree.
//!
//! A label can be read in several ways: `c` is a letter and the roman number 100. Of all readings
//! the one that predicts the most labels that follow becomes a range, so that a viewer that counts
//! the ranges out shows exactly the given labels.

use crate::file::syntax;

/// A way to count on from a label.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    /// The letter of the numbering style; without one the prefix is the whole label.
    style: Option<char>,
    prefix: String,
    start: u32,
}

impl Reading {
    fn label(&self, offset: usize) -> Option<String> {
        let Some(style) = self.style else {
            return Some(self.prefix.clone());
        };
        let number = u32::try_from(offset).ok()?.checked_add(self.start)?;
        let counted = match style {
            'D' => number.to_string(),
            'r' => roman(number)?,
            'R' => roman(number)?.to_uppercase(),
            'a' => letters(number)?,
            'A' => letters(number)?.to_uppercase(),
            _ => return None,
        };
        Some(format!("{}{counted}", self.prefix))
    }
}

/// The number tree for the labels of all pages, as a dictionary.
pub(crate) fn tree(labels: &[String]) -> Vec<u8> {
    let mut out = b"<</Nums[".to_vec();
    let mut at = 0;
    while let Some((reading, run)) = labels.get(at..).and_then(longest_reading) {
        out.extend_from_slice(format!("{at}<<").as_bytes());
        if let Some(style) = reading.style {
            out.extend_from_slice(format!("/S/{style}").as_bytes());
        }
        if !reading.prefix.is_empty() {
            out.extend_from_slice(b"/P");
            syntax::text(&mut out, &reading.prefix);
        }
        if reading.style.is_some() && reading.start != 1 {
            out.extend_from_slice(format!("/St {}", reading.start).as_bytes());
        }
        out.extend_from_slice(b">>");
        at += run;
    }
    out.extend_from_slice(b"]>>");
    out
}

/// The reading of the first label that predicts the most labels, and how many; nothing when there
/// are no labels.
fn longest_reading(labels: &[String]) -> Option<(Reading, usize)> {
    let label = labels.first()?;
    let run = |reading: &Reading| {
        labels
            .iter()
            .enumerate()
            .take_while(|(i, l)| reading.label(*i).as_deref() == Some(l))
            .count()
    };
    let mut best: Option<(Reading, usize)> = None;
    for reading in readings(label) {
        let run = run(&reading);
        // One letter alone is a name, not a count.
        if run < 2 && reading.style != Some('D') {
            continue;
        }
        if run > best.as_ref().map_or(0, |(_, most)| *most) {
            best = Some((reading, run));
        }
    }
    let whole = Reading {
        style: None,
        prefix: label.clone(),
        start: 1,
    };
    let repeats = run(&whole);
    match best {
        Some((reading, run)) if run >= repeats => Some((reading, run)),
        _ => Some((whole, repeats)),
    }
}

/// The ways to count on from a label, the most likely first.
fn readings(label: &str) -> Vec<Reading> {
    let mut found = Vec::new();
    let (stem, digits) = label.split_at(label.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    // A leading zero is part of the prefix: 007 is 00 and 7, and counts on to 009.
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let (zeros, digits) = digits.split_at(zeros);
    if let Ok(start) = digits.parse::<u32>() {
        found.push(Reading {
            style: Some('D'),
            prefix: format!("{stem}{zeros}"),
            start,
        });
    }
    // Prefixes of roman numbers and letters end at a mark, as in "A-iii".
    let word_start = label.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (prefix, word) = label.split_at(word_start.len());
    let lower = word.to_ascii_lowercase();
    let (roman_style, letter_style) = if word == lower {
        ('r', 'a')
    } else if word.chars().all(|c| c.is_ascii_uppercase()) {
        ('R', 'A')
    } else {
        return found;
    };
    for (style, start) in [
        (roman_style, parse_roman(&lower)),
        (letter_style, parse_letters(&lower)),
    ] {
        if let Some(start) = start {
            found.push(Reading {
                style: Some(style),
                prefix: prefix.to_owned(),
                start,
            });
        }
    }
    found
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// A number from 1 to 3999 in small Roman numerals.
#[must_use]
pub fn roman(mut number: u32) -> Option<String> {
    if number == 0 || number > 3999 {
        return None;
    }
    let mut out = String::new();
    for (value, sign) in ROMAN {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    Some(out)
}

fn parse_roman(word: &str) -> Option<u32> {
    let mut rest = word;
    let mut number = 0u32;
    for (value, sign) in ROMAN {
        while let Some(after) = rest.strip_prefix(sign) {
            number = number.checked_add(value)?;
            rest = after;
        }
    }
    (rest.is_empty() && roman(number).as_deref() == Some(word)).then_some(number)
}

/// a to z, then aa to zz: the letter repeated.
fn letters(number: u32) -> Option<String> {
    let zero_based = number.checked_sub(1)?;
    let letter = char::from(b'a' + u8::try_from(zero_based % 26).ok()?);
    let count = zero_based / 26 + 1;
    (count <= 20).then(|| letter.to_string().repeat(count as usize))
}

fn parse_letters(word: &str) -> Option<u32> {
    let first = word.bytes().next()?;
    let count = u32::try_from(word.len()).ok()?;
    (word.bytes().all(|b| b == first) && first.is_ascii_lowercase() && count <= 20)
        .then(|| (count - 1) * 26 + u32::from(first - b'a') + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn shown(labels: &[&str]) -> String {
        let labels: Vec<String> = labels.iter().map(|l| (*l).to_owned()).collect();
        String::from_utf8(tree(&labels)).unwrap()
    }

    #[test]
    fn runs_become_ranges() {
        assert_eq!(
            shown(&["i", "ii", "iii", "1", "2", "3"]),
            "<</Nums[0<</S/r>>3<</S/D>>]>>"
        );
        assert_eq!(
            shown(&["C-1", "C-2", "12A", "13"]),
            "<</Nums[0<</S/D/P(C-)>>2<</P(12A)>>3<</S/D/St 13>>]>>"
        );
        assert_eq!(
            shown(&["009", "010"]),
            "<</Nums[0<</S/D/P(00)/St 9>>1<</S/D/P(0)/St 10>>]>>"
        );
        assert_eq!(shown(&["", "", "5"]), "<</Nums[0<<>>2<</S/D/St 5>>]>>");
        assert_eq!(shown(&["A", "B", "C", "D"]), "<</Nums[0<</S/A>>]>>");
        assert_eq!(shown(&["c", "ci"]), "<</Nums[0<</S/r/St 100>>]>>");
    }
}
