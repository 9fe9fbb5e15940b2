//! Which words of an Office paper are not on the pages that were made of it: in a column too narrow
//! for its number, in a row too low, under the next cell, in a box too small or off the page,
//! beyond a print area. LibreOffice leaves out what it cuts, so the words of the pages tell.

use std::collections::HashSet;

use expediente_model::{Code, Finding};
use unicode_normalization::UnicodeNormalization;

use crate::office::seen::{Shown, shortened};

/// Letters from which on a word is also looked for across the ends of lines.
const LONG: usize = 4;

/// Places that are told.
const TOLD: usize = 6;

/// Letters of one place that are told.
const LETTERS: usize = 60;

/// The finding of words that are not on the pages.
pub(crate) fn told(shown: &[Shown], pages: &[String]) -> Option<Finding> {
    let mut tokens: HashSet<String> = HashSet::new();
    let mut all = String::new();
    for word in pages.iter().flat_map(|page| page.split_whitespace()) {
        let word = plain(word);
        all.push_str(&word);
        tokens.insert(word);
    }
    let is_there = |word: &str| {
        let word = plain(word);
        word.is_empty()
            || word.chars().any(is_right_to_left)
            || tokens.contains(&word)
            || (word.chars().count() >= LONG && all.contains(&word))
            // Cells that touch each other are one word on the page.
            || tokens
                .iter()
                .any(|token| token.starts_with(&word) || token.ends_with(&word))
    };
    let mut places = Vec::new();
    let mut count = 0;
    for one in shown {
        let lost: Vec<&str> = one
            .words
            .split_whitespace()
            .filter(|word| !is_there(word))
            .collect();
        if lost.is_empty() {
            continue;
        }
        count += lost.len();
        if places.len() < TOLD {
            let words: String = lost.join(" ").chars().take(LETTERS).collect();
            places.push(match one.place.is_empty() {
                true => words,
                false => format!("{}: {words}", one.place),
            });
        }
    }
    if count == 0 {
        return None;
    }
    let finding = Finding::new(Code::OfficeNotShown)
        .with("count", count)
        .with("names", shortened(&places.join(" · ")));
    Some(finding)
}

/// The letters and digits of a word, however a font joins or a line breaks them.
fn plain(word: &str) -> String {
    word.nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Letters whose order on a page is not that in which they are written.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_not_on_a_page() {
        let shown = |place: &str, words: &str| Shown {
            place: place.to_owned(),
            words: words.to_owned(),
        };
        let pages = [
            "### ok con-\nstancia \u{fb01}rma".to_owned(),
            "PETICI\u{d3}N palab12".to_owned(),
        ];
        let paper = [
            shown("", "ok Constancia firma Petici\u{f3}n"),
            shown("Pagos!A1", "1,234"),
            shown("Pagos!B2", "12 y \u{5d0}\u{5d1}"),
        ];
        let finding = told(&paper, &pages).unwrap();
        assert_eq!(finding.args["names"], "Pagos!A1: 1,234 · Pagos!B2: y");
        assert_eq!(finding.args["count"], "2");
        assert_eq!(told(&paper[..1], &pages), None);
    }
}
