//! What the names of a folder say about each other: whether `10 Carta` begins with a position, and
//! whether `V` is five or a letter.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use crate::source::marks;
use crate::source::stem::stem;

/// The names beside each other in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Siblings {
    /// How many digits positions with a leading zero have: where there is `01 Carta`, `10 Carta`
    /// is the tenth, not ten letters.
    padded: BTreeSet<usize>,
    /// Whether the names count from 1.
    counts: bool,
    /// Whether letters before titles are Roman numerals.
    roman: bool,
    /// Whether letters before titles count from A or I.
    lettered: bool,
}

impl Siblings {
    /// Of the names in a folder.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a OsStr>) -> Self {
        let (mut padded, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        let mut letters = BTreeSet::new();
        for name in names {
            let text = stem(name);
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = text.split_at(digits);
            if rest.starts_with([' ', '_']) && digits <= 3 {
                if number.starts_with('0') {
                    padded.insert(digits);
                } else if let Ok(number) = number.parse::<u32>() {
                    numbers.insert(number);
                }
            }
            let may_be = |mark: &str| mark.starts_with(|c: char| c == '0' || c.is_alphabetic());
            if let Some(mark) = marks::split(text.trim(), may_be).0
                && mark.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                letters.insert(mark.to_uppercase());
            }
        }
        let longest = letters.iter().map(String::len).max();
        Self {
            padded,
            counts: [1, 2, 3].iter().all(|number| numbers.contains(number)),
            lettered: letters.contains("A") || letters.contains("I") && letters.contains("II"),
            // I, II, III; of single letters alone the order is the same.
            roman: longest.is_some_and(|longest| longest > 1)
                && letters.iter().all(|letter| marks::roman(letter).is_some()),
        }
    }

    /// Names that count from 1.
    #[must_use]
    pub fn counted() -> Self {
        Self {
            counts: true,
            lettered: true,
            ..Self::default()
        }
    }

    /// The position before a title, and the title.
    pub(crate) fn split<'a>(&self, text: &'a str) -> (Option<&'a str>, &'a str) {
        marks::split(text, |number| self.has_position(number))
    }

    /// The value of letters that are a position; nothing for numbers.
    pub(crate) fn letter_value(&self, mark: &str) -> Option<u32> {
        if self.roman {
            marks::roman(&mark.to_uppercase())
        } else {
            marks::letters(mark)
        }
    }

    /// Whether a number and a blank, or a letter and a point, before a title are a position.
    fn has_position(&self, number: &str) -> bool {
        if number.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.lettered;
        }
        // `100` follows `01` to `99`.
        let is_padded = self
            .padded
            .first()
            .is_some_and(|shortest| number.len() >= *shortest);
        number.starts_with('0') || self.counts || is_padded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> Siblings {
        Siblings::of(names.iter().map(OsStr::new))
    }

    #[test]
    fn what_numbers_and_letters_are() {
        let padded = of(&["01 Carta.pdf", "02 Acta.pdf", "10 Fotos"]);
        assert!(padded.has_position("10") && padded.has_position("100"));
        assert!(!padded.has_position("3"));
        assert!(of(&["1 Carta", "2 Acta", "3 Fotos"]).has_position("10"));
        assert!(!of(&["3 facturas", "2 cartas"]).has_position("3"));
        assert!(of(&["I. Acta", "II. Carta", "IX. Fotos"]).roman);
        assert!(!of(&["A. Acta", "AA. Carta", "I. Fotos"]).roman);
        assert!(!of(&["I. Acta", "V. Carta"]).roman);
        assert!(!of(&["IIII. Acta", "I. Carta"]).roman);
    }
}
