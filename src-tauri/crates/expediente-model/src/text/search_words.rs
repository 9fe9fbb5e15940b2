//! How words are compared when they are searched: without accents and marks, numbers with and
//! without dots, and letters that engines take for digits as if they were the same.

use std::ops::Range;

use crate::text::fold::{folded, folded_letters};

/// The forms under which a word is found: as it is folded, and its digits alone where it mixes
/// them with letters. A mark alone has none.
#[must_use]
pub fn search_forms(word: &str) -> Vec<String> {
    // Letters that are two in one are typed as two.
    let folded = folded(word);
    let folded = folded
        .replace('œ', "oe")
        .replace('æ', "ae")
        .replace('ß', "ss");
    let mut forms = tails(&folded);
    // A dash, a slash or an apostrophe joins words that are also searched alone; between digits it
    // only groups them.
    for part in parts(&folded) {
        let plain: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
        if plain.is_empty() {
            continue;
        }
        let digits = plain.chars().filter(|c| c.is_ascii_digit()).count();
        let letters = plain.chars().count() - digits;
        if digits == 0 {
            forms.push(plain);
        } else if letters > digits {
            forms.push(plain.chars().map(as_letter).collect());
        } else {
            let number: String = plain.chars().map(as_digit).collect();
            let alone: String = number.chars().filter(char::is_ascii_digit).collect();
            if alone != number && alone.len() > 1 {
                forms.push(alone);
            }
            forms.push(number);
        }
    }
    forms
}

/// The numbers that are written in several words, `A 000-000-000` and `V 20 123 456`: which words
/// each goes over, and the forms under which it is found.
#[must_use]
pub fn numbers_over_words(words: &[&str]) -> Vec<(Range<usize>, Vec<String>)> {
    let words: Vec<String> = words.iter().map(|word| folded_letters(word)).collect();
    let is_number = |word: &&String| word.chars().all(|c| c.is_ascii_digit());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let has_letters = !first.is_empty()
            && first.len() <= LETTERS
            && first.chars().all(|c| c.is_ascii_alphabetic());
        let begins = at + usize::from(has_letters);
        let groups: Vec<&String> = words
            .iter()
            .skip(begins)
            .take_while(is_number)
            .enumerate()
            .take_while(|(at, group)| *at == 0 || group.len() == 3)
            .map(|(_, group)| group)
            .collect();
        let is_grouped =
            groups.len() > 2 && groups.iter().all(|group| (1..=3).contains(&group.len()));
        let digits: String = match groups.first() {
            Some(_) if is_grouped => groups.iter().map(|group| group.as_str()).collect(),
            Some(whole) if has_letters && whole.len() >= DIGITS => (*whole).clone(),
            _ => {
                at += 1;
                continue;
            }
        };
        let ends = begins + if is_grouped { groups.len() } else { 1 };
        let mut forms = vec![digits.clone()];
        if has_letters {
            forms.push(format!("{first}{digits}"));
        }
        found.push((at..ends, forms));
        at = ends;
    }
    found
}

/// Codes that are written in groups, `ES91 2100 0418 4502`, `MSC 21 900 12345`, `+58 412 1234567`:
/// which words each goes over, and the forms under which it is found when it is typed as one.
#[must_use]
pub fn codes_over_words(words: &[&str]) -> Vec<(Range<usize>, Vec<String>)> {
    let words: Vec<String> = words.iter().map(|word| folded_letters(word)).collect();
    let has_digit = |word: &String| word.chars().any(|c| c.is_ascii_digit());
    let is_mark = |word: &String| {
        (1..=LONGEST_MARK).contains(&word.len()) && word.chars().all(|c| c.is_ascii_alphabetic())
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let begins = at + usize::from(is_mark(first));
        let groups = words.iter().skip(begins).take_while(|word| has_digit(word));
        let ends = begins + groups.count();
        let joined = |from: usize| -> String {
            let groups = words.iter().skip(from).take(ends.saturating_sub(from));
            groups.map(String::as_str).collect()
        };
        let groups = joined(begins);
        let digits = groups.chars().filter(char::is_ascii_digit).count();
        if ends > at + 1 && ends > begins && digits >= CODE_DIGITS {
            // The short word before it may be its mark, and may be none.
            let mut forms = search_forms(&groups);
            if begins > at {
                forms.extend(search_forms(&joined(at)));
            }
            found.push((at..ends, forms));
        }
        at = ends.max(at + 1);
    }
    found
}

/// The letters of the mark before a code at most, and the digits of one at least.
const LONGEST_MARK: usize = 4;
const CODE_DIGITS: usize = 7;

/// The letters that are written before a number at most, and the digits of such a number at least.
const LETTERS: usize = 2;
const DIGITS: usize = 5;

/// The parts of a word. One with more digits than letters is one part.
fn parts(word: &str) -> Vec<&str> {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if digits > 0 && digits >= letters {
        return vec![word];
    }
    word.split(['-', '/', '\'', '’', '–', '—', '_', '@'])
        .collect()
}

/// The forms of a number with letters inside, as courts give them (`1:22-cv-01234-LAK`), from each
/// of its parts on: it is also called `22-cv-01234`, or 01234.
fn tails(word: &str) -> Vec<String> {
    let parts: Vec<&str> = word.split(['-', ':', '/']).collect();
    let is_word = |part: &&str| !part.is_empty() && part.chars().all(char::is_alphabetic);
    let has_digit = |part: &&str| part.chars().any(|c| c.is_ascii_digit());
    let is_number = parts.iter().skip(1).any(is_word) && parts.iter().any(has_digit);
    if parts.len() < 3 || !is_number {
        return Vec::new();
    }
    let mut forms = Vec::new();
    for from in 1..parts.len() {
        let rest = parts.iter().skip(from).flat_map(|part| part.chars());
        let plain: String = rest.filter(|c| c.is_alphanumeric()).collect();
        if !plain.is_empty() {
            forms.push(plain.chars().map(as_letter).collect());
            forms.push(plain.chars().map(as_digit).collect());
            forms.push(plain);
        }
    }
    forms
}

/// The letter for which an engine may have read a digit.
fn as_letter(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'l',
        '5' => 's',
        '8' => 'b',
        c => c,
    }
}

/// The digit for which an engine may have read a letter.
fn as_digit(c: char) -> char {
    match c {
        'o' => '0',
        'l' | 'i' => '1',
        's' => '5',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether what somebody types finds a word: as a whole, or as its beginning.
    fn finds(query: &str, word: &str) -> bool {
        let forms = search_forms(word);
        let wanted = search_forms(query);
        let is_found = |wanted: &String| forms.iter().any(|form| form.starts_with(wanted.as_str()));
        !wanted.is_empty() && wanted.iter().any(is_found)
    }

    #[test]
    fn what_people_type_finds_what_is_printed() {
        for (query, word) in [
            ("munoz", "Muñoz,"),
            ("Muñoz", "MUNOZ"),
            ("petic", "petición"),
            ("20123456", "V-20.123.456,"),
            ("20.123.456", "20123456"),
            ("V20123456", "V-20.123.456"),
            ("00417-2024", "00417-2024"),
            ("00417", "00417-2024"),
            // As an engine misreads them.
            ("20123456", "V-2O.l23.456"),
            ("orden", "0rden"),
            ("declaro", "dec1aro"),
            ("Solis", "So1i5"),
            ("baptiste", "Jean-Baptiste"),
            ("jean", "Jean-Baptiste"),
            ("appartement", "l'appartement"),
            ("cœur", "coeur"),
            ("22-cv-01234", "1:22-cv-01234-LAK"),
            ("1:22-cv-01234", "1:22-cv-01234-LAK"),
            ("01234", "1:22-cv-01234-LAK"),
            ("O1234", "1:22-cv-01234-LAK"),
            ("cv-01234-lak", "1:22-cv-01234-LAK"),
            ("20-cv-123", "2:20-cv-123-ABCD-EFG"),
        ] {
            assert!(finds(query, word), "{query} finds {word}");
        }
        for (query, word) in [
            ("casa", "caso"),
            ("123456", "V-20.123.456"),
            ("123456", "V-20-123-456"),
            ("1234", "1:22-cv-01234-LAK"),
            ("quintero", "Quinter"),
            ("-", "casa"),
        ] {
            assert!(!finds(query, word), "{query} does not find {word}");
        }
        assert_eq!(search_forms("—"), Vec::<String>::new());
    }

    #[test]
    fn numbers_in_several_words_are_one() {
        let found = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            let all = numbers_over_words(&words).into_iter();
            all.map(|(over, forms)| (over.start, over.end, forms.join(" ")))
                .collect::<Vec<_>>()
        };
        let one = |from, to, forms: &str| vec![(from, to, forms.to_owned())];
        assert_eq!(
            found("alien A 000-000-000."),
            one(1, 3, "000000000 a000000000")
        );
        assert_eq!(
            found("C.I. V 20 123 456, casado"),
            one(1, 5, "20123456 v20123456")
        );
        assert_eq!(found("cédula 20 123 456"), one(1, 4, "20123456"));
        assert_eq!(
            found("RIF J 30123456-7 y"),
            one(1, 3, "301234567 j301234567")
        );
        let code = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            let all = codes_over_words(&words).into_iter();
            all.flat_map(|(_, forms)| forms).collect::<Vec<_>>()
        };
        for (typed, printed) in [
            (
                "ES9121000418450200051332",
                "cuenta ES91 2100 0418 4502 0005 1332.",
            ),
            ("584121234567", "al +58 412 1234567 de"),
            ("MSC2190012345", "Receipt MSC 21 900 12345"),
        ] {
            let typed = search_forms(typed).pop().unwrap();
            assert!(
                code(printed).contains(&typed),
                "{typed}: {:?}",
                code(printed)
            );
        }
        assert_eq!(code("el 14 de mayo de 2024 en la casa 12"), [""; 0]);
        // Words that are no one number: days, houses, sums.
        for text in [
            "a 14 de mayo",
            "y 2024",
            "casa 12 345",
            "piso 3 20 de 2020",
            "los 5 100",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
