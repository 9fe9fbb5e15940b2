//! Entries of a petition that may be of one person. Nothing is concluded about who somebody is: two
//! entries are shown beside each other because they say the same, and a person decides.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::matter::petition::row::SheetRow;
use crate::text::fold::folded;

/// What two entries have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// The number, and the name as far as both have one.
    NameAndNumber,
    /// The number, with different names.
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

/// A name as names are compared: its words without accents, in lower case and in alphabetical
/// order, because one list begins with the surname and another does not.
#[must_use]
pub fn name_key(name: &str) -> String {
    let folded = folded(name);
    let mut words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// The number of an identity paper as numbers are compared: its digits and letters, without a
/// letter of nationality before them (`V-12.345.678`) and without leading zeros.
#[must_use]
pub fn number_key(number: &str) -> String {
    let folded = folded(number);
    let plain: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let digits = plain.trim_start_matches(|c: char| c.is_alphabetic());
    // A passport number can be letters and digits in any order; one letter is a prefix.
    let is_prefixed = plain.len() - digits.len() == 1 && digits.len() > 3;
    let rest = if is_prefixed { digits } else { plain.as_str() };
    rest.trim_start_matches('0').to_owned()
}

/// The key under which a decision about two entries is kept: what they say, in one order. An entry
/// that is corrected has another key, and the question is asked again.
#[must_use]
pub fn pair_key(one: &SheetRow, other: &SheetRow) -> String {
    let key = |row: &SheetRow| {
        let name = row.name.as_deref().map_or_else(String::new, name_key);
        let number = row.number.as_deref().map_or_else(String::new, number_key);
        format!("{name}|{number}")
    };
    let mut keys = [key(one), key(other)];
    keys.sort_unstable();
    keys.join(" = ")
}

/// The pairs among entries that may be of one person, in the order of their later entry. Each entry
/// is paired with the nearest earlier one that has its number, and the nearest that has its name,
/// so that three entries of one person are two pairs.
#[must_use]
pub fn pairs(rows: &[&SheetRow]) -> Vec<Pair> {
    let mut by_number: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (second, row) in rows.iter().enumerate() {
        let name = row.name.as_deref().map(name_key);
        let name = name.filter(|name| !name.is_empty());
        let number = row.number.as_deref().map(number_key);
        let number = number.filter(|number| !number.is_empty());
        let same_number = number.clone().and_then(|key| by_number.insert(key, second));
        let same_name = name.clone().and_then(|key| by_name.insert(key, second));
        if let Some(first) = same_number {
            let other = rows.get(first).and_then(|row| row.name.as_deref());
            let names_differ = other
                .map(name_key)
                .zip(name)
                .is_some_and(|(one, two)| one != two);
            let like = if names_differ {
                Likeness::Number
            } else {
                Likeness::NameAndNumber
            };
            found.push(Pair {
                first,
                second,
                like,
            });
        }
        if let Some(first) = same_name.filter(|first| same_number != Some(*first)) {
            found.push(Pair {
                first,
                second,
                like: Likeness::Name,
            });
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
        let found = pairs(&rows);
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

    #[test]
    fn a_corrected_entry_is_asked_about_again() {
        let one = row("Rosa Prado", "12345678");
        let other = row("Rosa Prado", "V-12345678");
        assert_eq!(pair_key(&one, &other), pair_key(&other, &one));
        let corrected = row("Rosa Pardo", "12345678");
        assert_ne!(pair_key(&one, &other), pair_key(&one, &corrected));
    }

    #[test]
    fn passports_keep_their_letters() {
        assert_ne!(number_key("AB1234567"), number_key("CD1234567"));
        assert_eq!(number_key("V 12 345 678"), number_key("12.345.678"));
        assert_eq!(number_key("01234567-8"), number_key("1234567-8"));
    }
}
