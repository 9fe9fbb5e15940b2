//! Positions before titles: `01 - Carta`, `A. Carta`, `Anexo IV - Carta`.

use expediente_model::month_named;

/// Words that precede an exhibit's number or letter.
const LABELS: [&str; 18] = [
    "exhibit",
    "exh.",
    "exh",
    "ex.",
    "tab",
    "annex",
    "appendix",
    "attachment",
    "schedule",
    "anexo",
    "prueba",
    "documento",
    "doc.",
    "pieza",
    "apéndice",
    "anexos",
    "exhibición",
    "marcado",
];

/// The position in the order, and what follows it. `is_position` says it of a number that has
/// nothing but a blank behind it, and of a letter before a point.
pub(crate) fn split(text: &str, is_position: impl Fn(&str) -> bool) -> (Option<&str>, &str) {
    if let Some((mark, rest)) = LABELS.iter().find_map(|label| split_label(text, label)) {
        return (Some(mark), rest);
    }
    let (mark, rest) = mark(text);
    let Some(mark) = mark else {
        return (None, text);
    };
    let after = rest.trim_start_matches(is_break);
    let (gap, _) = rest.split_at(rest.len() - after.len());
    let right = !after.is_empty()
        && if mark.starts_with(|c: char| c.is_ascii_digit()) {
            is_number(mark, gap, after, is_position(mark))
        } else {
            is_letter(mark, gap, after, is_position(mark))
        };
    if right {
        (Some(mark), after)
    } else {
        (None, text)
    }
}

const BREAKS: [char; 7] = ['-', '–', '—', '.', ')', '_', ':'];

/// Whether a number before a title is a position. "3 facturas" is three bills, "03 facturas" the
/// third; "11 de septiembre" is a day, and "50-50" one word.
fn is_number(mark: &str, gap: &str, after: &str, is_position: bool) -> bool {
    let first = after.split([' ', '_']).next().map(str::to_lowercase);
    let is_counted = first.is_some_and(|first| {
        matches!(first.as_str(), "de" | "del" | "of") || month_named(&first).is_some()
    });
    // "50-50", "26-cv-00417", "05-06-17": parts of one number. "1-Carta" is a position.
    let is_joined = matches!(gap, "-" | "_" | ".") && !begins_with_word(after);
    let is_date = is_joined && after.len() > 2 && {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        digits == 2 && after.as_bytes().get(2) == gap.as_bytes().first()
    };
    let has_letter = mark.bytes().any(|byte| byte.is_ascii_alphabetic());
    match is_position || has_letter {
        // "01-2024-02-11" begins with a position, "26-cv-00417" does not, whatever its folder.
        _ if is_joined && !after.starts_with("20") && !after.starts_with("19") => false,
        _ if gap.trim().is_empty() && is_counted || is_date => false,
        true => !gap.is_empty(),
        false => gap.contains(BREAKS) && !is_joined,
    }
}

/// Whether a text begins with a word of three letters or more.
fn begins_with_word(text: &str) -> bool {
    text.chars().take_while(|c| c.is_alphabetic()).count() > 2
}

/// Capitals before a point that are no position.
const SHORTENED: [&str; 12] = [
    "NO", "EX", "SR", "DR", "ST", "AV", "ID", "US", "UN", "TV", "MR", "MS",
];

/// Whether letters before a title are a position: "A. Carta" and "a) carta" begin with one; "A la
/// atención", "C.V. de Ana" and "No. 5" begin with a word.
fn is_letter(mark: &str, gap: &str, after: &str, is_series: bool) -> bool {
    let capitals = mark.to_uppercase();
    let is_small = capitals != mark;
    // "J. Pérez" begins with an initial, unless it stands behind A. and B.
    let may_be_initial = mark.len() == 1 && capitals != "A";
    if gap.starts_with('.') && may_be_initial && !is_series {
        return false;
    }
    match gap {
        "_" | "-" => false,
        "." => begins_with_word(after) && !is_small,
        // "a) carta", "i. carta".
        _ if is_small => {
            let is_one = mark.len() == 1 || roman(&capitals).is_some();
            gap.contains(')') || is_one && gap.starts_with('.')
        }
        _ => gap.contains(BREAKS) && !SHORTENED.contains(&mark),
    }
}

/// The mark after a label at the beginning, and what follows it.
fn split_label<'a>(text: &'a str, label: &str) -> Option<(&'a str, &'a str)> {
    let (beginning, after) = text.split_at_checked(label.len())?;
    if beginning.to_lowercase() != label || !after.starts_with([' ', '-', '_', '.']) {
        return None;
    }
    let after = after.trim_start_matches([' ', '-', '_', '.', '#']);
    // "Anexo N.º 3".
    let numbered = ["n.º", "nº", "n°", "n.°", "no.", "nro.", "núm.", "num."];
    let number = numbered.iter().find_map(|word| {
        let (beginning, after) = after.split_at_checked(word.len())?;
        (beginning.to_lowercase() == *word).then(|| after.trim_start())
    });
    let after = number
        .filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(after, |number| number);
    let (mark, rest) = mark(after);
    // "Prueba de residencia".
    let is_word = mark.is_some_and(|mark| mark.starts_with(|c: char| c.is_ascii_lowercase()));
    if is_word && !(rest.is_empty() && mark.is_some_and(|mark| mark.len() == 1)) {
        return None;
    }
    if rest.is_empty() || rest.starts_with(is_break) {
        Some((mark?, rest.trim_start_matches(is_break)))
    } else {
        None
    }
}

pub(crate) fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | ')' | ']' | '_' | ':' | ',')
}

/// A mark at the beginning: a number of up to three digits with dots (`1.2`) or a letter (`1-A`),
/// up to two letters, or a Roman numeral.
fn mark(text: &str) -> (Option<&str>, &str) {
    let text = text.strip_prefix(['(', '[']).unwrap_or(text);
    let split = |length: usize| {
        let (mark, rest) = text.split_at(length);
        (Some(mark).filter(|mark| !mark.is_empty()), rest)
    };
    let mut length = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_padded = length == 4 && text.starts_with('0');
    if (1..=3).contains(&length) || is_padded {
        // 1.2 and 1.2.3, each part short.
        while let Some(more) = text.get(length..).and_then(|r| r.strip_prefix('.')) {
            let digits = more.bytes().take_while(u8::is_ascii_digit).count();
            if !(1..=2).contains(&digits) {
                break;
            }
            length += 1 + digits;
        }
        return split(length + letter_behind(text, length));
    }
    if length > 3 {
        return (None, text);
    }
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let small = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let letters = capitals.max(small);
    let (word, after) = text.split_at(letters);
    let ends = !after.starts_with(|c: char| c.is_alphanumeric());
    if ends && (letters <= 2 || roman(&word.to_uppercase()).is_some()) {
        split(letters)
    } else {
        (None, text)
    }
}

/// How long the letter behind a number is, as in `1-A` and `12B`, with what joins them.
fn letter_behind(text: &str, length: usize) -> usize {
    let Some(rest) = text.get(length..) else {
        return 0;
    };
    let joint = usize::from(rest.starts_with('-'));
    let letters = rest
        .bytes()
        .skip(joint)
        .take_while(u8::is_ascii_uppercase)
        .count();
    let after = rest.get(joint + letters..).map_or("", |after| after);
    // "1-A_ver" is an identifier.
    let ends = after.starts_with([' ', '.', ')']) && !after.trim_start_matches(is_break).is_empty();
    if (1..=2).contains(&letters) && ends {
        joint + letters
    } else {
        0
    }
}

/// The value of a Roman numeral as it is usually written, up to 499.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let (mut value, mut behind) = (0u32, 0);
    for sign in text.chars().rev() {
        let worth = match sign {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            _ => return None,
        };
        // A smaller sign before a larger one is taken from it.
        value = if worth < behind {
            value.checked_sub(worth)?
        } else {
            value + worth
        };
        behind = behind.max(worth);
    }
    (value > 0 && written(value) == text).then_some(value)
}

/// A number in Roman numerals.
fn written(value: u32) -> String {
    const HUNDREDS: [&str; 5] = ["", "C", "CC", "CCC", "CD"];
    const TENS: [&str; 10] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let digit = |of: &[&str], at: u32| {
        usize::try_from(at)
            .ok()
            .and_then(|at| of.get(at).map(|sign| (*sign).to_owned()))
    };
    [
        digit(&HUNDREDS, value / 100),
        digit(&TENS, value / 10 % 10),
        digit(&ONES, value % 10),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The value of a mark of letters, as exhibits are lettered: A is 1, Z is 26, AA is 27.
pub(crate) fn letters(mark: &str) -> Option<u32> {
    if mark.is_empty() || !mark.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let mark = mark.to_ascii_uppercase();
    let digit = |b: u8| u32::from(b - b'A') + 1;
    Some(mark.bytes().fold(0, |value, b| value * 26 + digit(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_letters() {
        for (mark, value) in [("A", 1), ("Z", 26), ("AA", 27), ("AB", 28), ("BA", 53)] {
            assert_eq!(letters(mark), Some(value));
        }
        assert_eq!((letters("01"), letters("")), (None, None));
        for (mark, value) in [
            ("I", 1),
            ("IV", 4),
            ("IX", 9),
            ("XIX", 19),
            ("XL", 40),
            ("LXXXIX", 89),
        ] {
            assert_eq!(roman(mark), Some(value), "{mark}");
        }
        assert_eq!((roman("C"), roman("CDXCIX")), (Some(100), Some(499)));
        for wrong in ["IIII", "VX", "IC", "A", "D", ""] {
            assert_eq!(roman(wrong), None, "{wrong}");
        }
    }
}
