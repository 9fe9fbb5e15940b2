//! Entries of a petition that may be of one person. Nothing is concluded about who somebody is: two
//! entries are shown beside each other because they say the same, and a person decides.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::matter::petition::row::{Sameness, SheetRow};
use crate::text::clean::is_hidden;
use crate::text::fold::{folded, is_particle};
use crate::text::identity_number::without_label;

/// What two entries have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// The name and the number.
    NameAndNumber,
    /// The number; the names differ, or one is missing.
    Number,
    /// The name; one of them has no number, or the numbers differ.
    Name,
}

/// Two entries that may be of one person, by their positions in the list that was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The earlier one.
    pub first: usize,
    /// The later one.
    pub second: usize,
    /// What they have in common.
    pub like: Likeness,
}

/// Whether a character is seen by nobody and says nothing of a name (Unicode,
/// `Default_Ignorable_Code_Point`).
fn is_unseen(c: char) -> bool {
    is_hidden(c)
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        )
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}')
}

/// A name as names are compared: its words without accents and particles, in lower case and in
/// alphabetical order, because one list begins with the surname and another does not.
#[must_use]
pub fn name_key(name: &str) -> String {
    // Signs that nobody sees are in names that were copied from a web page.
    let seen: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    let folded = folded(&seen).replace('ß', "ss");
    let mut words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_particle(word))
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// The number of an identity paper as numbers are compared: its digits and letters, without words
/// (`C.I.`) or a letter of nationality (`V-12.345.678`) before them and without leading zeros.
#[must_use]
pub fn number_key(number: &str) -> String {
    let folded = folded(number);
    let rest = without_label(&folded);
    let plain: String = rest.chars().filter(|c| c.is_alphanumeric()).collect();
    let digits = plain.trim_start_matches(|c: char| c.is_alphabetic());
    // A passport number can be letters and digits in any order; one letter is a prefix.
    let is_prefixed = plain.len() - digits.len() == 1 && digits.len() > 3;
    let rest = if is_prefixed { digits } else { plain.as_str() };
    rest.trim_start_matches('0').to_owned()
}

/// Digits that a number has at least, before it tells people apart: "S/N" is none.
const LEAST_DIGITS: usize = 4;

/// The number of an entry as numbers are compared; none where it has none.
fn number_of(row: &SheetRow) -> Option<String> {
    let key = number_key(row.number.as_deref()?);
    let digits = key.chars().filter(char::is_ascii_digit).count();
    (digits >= LEAST_DIGITS).then_some(key)
}

/// The letter before a number, which names its series: V and E are two in Venezuela.
fn series_of(row: &SheetRow) -> Option<char> {
    let number = row.number.as_deref().map_or_else(String::new, folded);
    let mut letters = without_label(&number)
        .chars()
        .take_while(|c| !c.is_ascii_digit());
    let letter = letters.find(|c| c.is_alphabetic())?;
    (!letters.any(char::is_alphabetic)).then_some(letter)
}

fn name_of(row: &SheetRow) -> Option<String> {
    let name = row.name.as_deref().map(name_key);
    name.filter(|name| !name.is_empty())
}

/// What two entries have in common; none where they have nothing.
fn likeness(one: &SheetRow, other: &SheetRow) -> Option<Likeness> {
    let both = |values: (Option<String>, Option<String>)| {
        let (one, other) = values;
        one.is_some() && one == other
    };
    let series = series_of(one).zip(series_of(other));
    let number =
        both((number_of(one), number_of(other))) && series.is_none_or(|(one, other)| one == other);
    match (both((name_of(one), name_of(other))), number) {
        (true, true) => Some(Likeness::NameAndNumber),
        (false, true) => Some(Likeness::Number),
        (true, false) => Some(Likeness::Name),
        (false, false) => None,
    }
}

/// The key under which a decision about two entries is kept: where they are, as (sheet, row), and
/// what they say, in one order. It is about these two entries and no others; an entry that is
/// moved or corrected has another key, and the question is asked again.
#[must_use]
pub fn pair_key(
    (one_at, one): ((usize, usize), &SheetRow),
    (other_at, other): ((usize, usize), &SheetRow),
) -> String {
    let key = |(sheet, at): (usize, usize), row: &SheetRow| {
        let name = row.name.as_deref().map_or_else(String::new, name_key);
        let number = row.number.as_deref().map_or_else(String::new, number_key);
        format!("{sheet}.{at} {name}|{number}")
    };
    let mut keys = [key(one_at, one), key(other_at, other)];
    keys.sort_unstable();
    keys.join(" = ")
}

/// The first entry of the person of an entry.
pub(super) fn root(first_of: &[usize], mut at: usize) -> usize {
    while let Some(&first) = first_of.get(at)
        && first != at
    {
        at = first;
    }
    at
}

/// Makes two entries those of one person.
pub(super) fn join(first_of: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(first_of, one), root(first_of, other));
    let (first, later) = (one.min(other), one.max(other));
    if let Some(slot) = first_of.get_mut(later) {
        *slot = first;
    }
}

/// The pairs among entries that may be of one person, in the order of their later entry; `decided`
/// tells what somebody decided about two of them.
///
/// Each entry is paired with the nearest earlier one that has its number or its name. Where they
/// are two people, it is paired with the one before that, too, unless that is the same as one of
/// those: so every two entries that are alike are decided, and nobody is asked what follows from
/// other answers.
#[must_use]
pub fn pairs(rows: &[&SheetRow], decided: &dyn Fn(usize, usize) -> Option<Sameness>) -> Vec<Pair> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    // The first entry of the person of each, as far as somebody said so.
    let mut first_of: Vec<usize> = (0..rows.len()).collect();
    let mut found = Vec::new();
    for (second, row) in rows.iter().enumerate() {
        let number = number_of(row).map(|number| format!("number {number}"));
        let name = name_of(row).map(|name| format!("name {name}"));
        let mut shown = BTreeSet::new();
        for key in [number, name].into_iter().flatten() {
            let earlier = by_key.entry(key).or_default();
            let mut others = BTreeSet::new();
            for &first in earlier.iter().rev() {
                // Numbers of two series have the same digits.
                let like = rows.get(first).and_then(|other| likeness(other, row));
                let Some(like) = like else { continue };
                let person = root(&first_of, first);
                if others.contains(&person) || person == root(&first_of, second) {
                    continue;
                }
                let said = decided(first, second);
                if shown.insert(first) {
                    found.push(Pair {
                        first,
                        second,
                        like,
                    });
                }
                match said {
                    Some(Sameness::TwoPeople) => {
                        others.insert(person);
                    }
                    Some(Sameness::OnePerson) => {
                        join(&mut first_of, first, second);
                        break;
                    }
                    None => break,
                }
            }
            earlier.push(second);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matter::petition::row::EntryMark;

    fn row(name: &str, number: &str) -> SheetRow {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        SheetRow {
            name: some(name),
            number: some(number),
            ..SheetRow::of(EntryMark::Signed)
        }
    }

    fn found(rows: &[SheetRow]) -> Vec<(usize, usize, Likeness)> {
        let rows: Vec<&SheetRow> = rows.iter().collect();
        let found = pairs(&rows, &|_, _| None);
        found
            .iter()
            .map(|pair| (pair.first, pair.second, pair.like))
            .collect()
    }

    #[test]
    fn entries_that_say_the_same_are_pairs() {
        let rows = [
            row("Rosa Prado", "V-12.345.678"),
            row("José Núñez", "5.001.222"),
            row("PRADO, ROSA", "12345678"),
            row("Jose Nunez", ""),
            row("Ana Gil", "5001222"),
            row("", ""),
            row("", ""),
        ];
        assert_eq!(
            found(&rows),
            [
                (0, 2, Likeness::NameAndNumber),
                (1, 3, Likeness::Name),
                (1, 4, Likeness::Number),
            ]
        );
    }

    /// Each pair is one person as public reports of such programs have them: labels, particles,
    /// signs that nobody sees.
    #[test]
    fn ways_to_write_one_entry() {
        for (one, other) in [
            (row("", "C.I. 1.234.567"), row("", "1.234.567")),
            (row("", "DUI 04567890-3"), row("", "04567890-3")),
            (row("", "CC 52.123.456"), row("", "52123456")),
            (row("", "Nº 7.654.321"), row("", "7654321")),
            (row("María de la Cruz", ""), row("Maria Cruz", "")),
            (row("Ana Sán\u{ad}chez", ""), row("Ana Sánchez", "")),
            (row("Ana\u{2060} Gil", ""), row("Ana Gil", "")),
            (row("Karl Weiß", ""), row("KARL WEISS", "")),
        ] {
            assert_eq!(found(&[one.clone(), other]).len(), 1, "{one:?}");
        }
    }

    /// Two people of one name, each with a number of their own, are shown and not put together.
    #[test]
    fn one_name_with_two_numbers_is_a_question() {
        let rows = [
            row("María Gómez", "V-1.000.001"),
            row("María Gómez", "V-1.000.002"),
        ];
        assert_eq!(found(&rows), [(0, 1, Likeness::Name)]);
    }

    #[test]
    fn three_entries_of_one_person_are_two_pairs() {
        let rows = vec![row("Luz Rey", "77001"); 3];
        let all = found(&rows);
        assert_eq!(
            all,
            [
                (0, 1, Likeness::NameAndNumber),
                (1, 2, Likeness::NameAndNumber)
            ]
        );
    }

    /// Who is not the nearest of that name may be the one before: every two are decided.
    #[test]
    fn two_people_are_compared_with_those_before() {
        let rows = [
            row("Ana Gil", "V-11.111.111"),
            row("Ana Gil", ""),
            row("Ana Gil", "V-22.222.222"),
        ];
        let rows: Vec<&SheetRow> = rows.iter().collect();
        let asked = |said: &[(usize, usize, Sameness)]| {
            let decided = |first, second| {
                let found = said.iter().find(|one| (one.0, one.1) == (first, second));
                found.map(|one| one.2)
            };
            let found = pairs(&rows, &decided);
            let found = found.iter().map(|pair| (pair.first, pair.second));
            found.collect::<Vec<_>>()
        };
        let (one, two) = (Sameness::OnePerson, Sameness::TwoPeople);
        assert_eq!(asked(&[]), [(0, 1), (1, 2)]);
        assert_eq!(asked(&[(0, 1, two), (1, 2, two)]), [(0, 1), (1, 2), (0, 2)]);
        // What follows is not asked.
        assert_eq!(asked(&[(0, 1, one), (1, 2, two)]), [(0, 1), (1, 2)]);
        assert_eq!(asked(&[(0, 1, two), (1, 2, one)]), [(0, 1), (1, 2)]);
    }

    /// Papers say in many ways that somebody has no number. Nobody is alike by that.
    #[test]
    fn no_number_is_no_number() {
        for none in ["S/N", "sin cedula", "N/A", "-", "12"] {
            let rows = [row("Ira Gil", none), row("Jan Roa", none)];
            assert_eq!(found(&rows), [], "{none}");
        }
        let rows = [row("Ana Gil", "V-1.234.567"), row("", "V-1.234.567")];
        assert_eq!(found(&rows), [(0, 1, Likeness::Number)]);
        // Foreigners have numbers of their own.
        let rows = [
            row("Ana Gil", "V-12.345.678"),
            row("Bea Paz", "E-12.345.678"),
        ];
        assert_eq!(found(&rows), []);
    }

    #[test]
    fn a_corrected_entry_is_asked_about_again() {
        let (one, other) = (
            row("Rosa Prado", "12345678"),
            row("Rosa Prado", "V-12345678"),
        );
        let (one, other) = (((1, 2), &one), ((3, 4), &other));
        assert_eq!(pair_key(one, other), pair_key(other, one));
        let corrected = row("Rosa Pardo", "12345678");
        assert_ne!(pair_key(one, other), pair_key(one, ((3, 4), &corrected)));
        assert_ne!(pair_key(one, other), pair_key(one, ((3, 5), other.1)));
    }

    #[test]
    fn passports_keep_their_letters() {
        assert_ne!(number_key("AB1234567"), number_key("CD1234567"));
        assert_eq!(number_key("V 12 345 678"), number_key("12.345.678"));
        assert_eq!(number_key("01234567-8"), number_key("1234567-8"));
    }
}
