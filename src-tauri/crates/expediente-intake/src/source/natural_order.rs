//! The sort order of a folder, which becomes the order of its exhibits.

use std::cmp::Ordering;
use std::ffi::OsStr;

use expediente_model::folded;

use crate::source::siblings::Siblings;
use crate::source::stem::stem;

/// The order in which people sort names: `2` before `10`, `Z` before `AA`, `V` before `IX` where
/// those beside it are Roman, ignoring accents, case and endings. Numbers come first, then letters
/// that are positions, then other names.
#[must_use]
pub fn natural(a: &OsStr, b: &OsStr, siblings: &Siblings) -> Ordering {
    let (first, second) = (Place::of(a, siblings), Place::of(b, siblings));
    let by_place = (first.class, first.letter).cmp(&(second.class, second.letter));
    by_place
        .then_with(|| natord::compare(&first.text, &second.text))
        .then_with(|| a.cmp(b))
}

/// What a name is sorted by.
struct Place {
    class: Class,
    /// The value of letters that are a position.
    letter: u32,
    text: String,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Number,
    Letter,
    Name,
}

impl Place {
    fn of(name: &OsStr, siblings: &Siblings) -> Self {
        let whole = stem(name);
        let whole = whole.trim();
        let (mark, rest) = siblings.split(whole);
        if let Some(letter) = mark.and_then(|mark| siblings.letter_value(mark)) {
            return Self {
                class: Class::Letter,
                letter,
                text: folded(rest),
            };
        }
        let text = match mark {
            // Without a word such as Anexo before it.
            Some(mark) => folded(&format!("{} {rest}", with_values(mark, siblings))),
            None => folded(whole),
        };
        let begins = text.starts_with(|c: char| c.is_ascii_digit());
        Self {
            class: if begins { Class::Number } else { Class::Name },
            letter: 0,
            text,
        }
    }
}

/// A mark with the value of the letter in it: of `1-AA` `1.27`, which comes after `1.2` for `1-B`.
fn with_values(mark: &str, siblings: &Siblings) -> String {
    let letters = mark.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    match siblings.letter_value(letters) {
        Some(value) => {
            let number = mark.trim_end_matches(|c: char| !c.is_ascii_digit());
            format!("{number}.{value}")
        }
        None => mark.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(names: &[&'a str]) -> Vec<&'a str> {
        let siblings = Siblings::of(names.iter().map(OsStr::new));
        let mut names = names.to_vec();
        names.sort_by(|a, b| natural(a.as_ref(), b.as_ref(), &siblings));
        names
    }

    /// However the folder lists them.
    fn check(expected: &[&str]) {
        for turn in 0..expected.len() {
            let mut names = expected.to_vec();
            names.rotate_left(turn);
            assert_eq!(sorted(&names), expected);
            names.reverse();
            assert_eq!(sorted(&names), expected);
        }
    }

    /// Names that differ only in accents or capitals are in one order, however the folder lists
    /// them; the same folder would give another dossier on another computer.
    #[test]
    fn ties_are_always_in_one_order() {
        check(&["ANA 1", "Ana 1", "ana 1", "an\u{e1} 1"]);
        let mixed = ["ANA 1", "Ana 1", "Ana 01", "ana 1", "an\u{e1} 1"];
        check(&sorted(&mixed));
        check(&["carta.jpg", "carta.pdf"]);
    }

    /// Exhibits are in the dossier in the order in which a file manager shows them.
    #[test]
    fn names_stand_in_natural_order() {
        check(&[
            "1 - z", "2 - á", "2 - B", "10 - b", "Ana", "árbol", "zapato",
        ]);
    }

    /// A letter that WhatsApp or a scanner saves page by page: its first page has no number.
    #[test]
    fn endings_take_no_part() {
        check(&[
            "WhatsApp Image 2023-05-06 at 10.11.12.jpeg",
            "WhatsApp Image 2023-05-06 at 10.11.12 (1).jpeg",
            "WhatsApp Image 2023-05-06 at 10.11.12 (2).jpeg",
            "WhatsApp Image 2023-05-06 at 10.11.12 (10).jpeg",
        ]);
        check(&["scan.pdf", "scan (2).pdf"]);
        check(&["carta.pdf", "carta - copia.pdf"]);
        check(&["carta.pdf", "carta-a.pdf", "carta2.pdf"]);
    }

    #[test]
    fn marks_count_by_their_value() {
        check(&["A. x", "B. x", "C. x", "Z. x", "AA. x", "AB. x"]);
        check(&["Exhibit A.pdf", "Exhibit B.pdf", "Exhibit AA - carta.pdf"]);
        check(&[
            "I. x", "II. x", "III. x", "IV. x", "V. x", "VI. x", "VII. x", "VIII. x", "IX. x",
            "X. x",
        ]);
        check(&["Anexo I - a", "Anexo II - a", "Anexo V - a", "Anexo IX - a"]);
        check(&["I. x", "II. x", "V. x", "IX. x", "X. x", "L. x", "C. x"]);
        check(&[
            "\u{2160}. a",
            "\u{2161}. b",
            "\u{2162}. c",
            "\u{2168}. e",
            "\u{2169}. f",
        ]);
        check(&["i. uno", "ii. dos", "v. cinco", "ix. nueve"]);
        check(&["a) uno", "b) dos", "z) tres", "aa) cuatro"]);
        check(&[
            "1-A carta",
            "1-B carta",
            "1-AA carta",
            "2-A carta",
            "10-A carta",
        ]);
        check(&["Anexo 2", "Anexo 10"]);
        check(&["01 Carta.pdf", "02 Acta.pdf", "10 Fotos.pdf"]);
        check(&["1.2 - x", "1.10 - x", "2. x", "A. x", "AA. x", "Carta"]);
    }
}
