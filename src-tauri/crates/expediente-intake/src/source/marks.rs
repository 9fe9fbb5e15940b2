//! Positions before titles: `01 - Carta`, `A. Carta`, `Anexo IV - Carta`.

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
/// nothing but a blank behind it.
pub(crate) fn split(text: &str, is_position: impl Fn(&str) -> bool) -> (Option<&str>, &str) {
    if let Some((mark, rest)) = LABELS.iter().find_map(|label| split_label(text, label)) {
        return (Some(mark), rest);
    }
    let (mark, rest) = mark(text);
    let Some(mark) = mark else {
        return (None, text);
    };
    let digits = mark.starts_with(|c: char| c.is_ascii_digit());
    let after = rest.trim_start_matches(is_break);
    let (gap, _) = rest.split_at(rest.len() - after.len());
    let point = gap.contains(['-', '–', '—', '.', ')', '_', ':']);
    // "3 facturas" is three bills, "03 facturas" the third; "A la atención" begins with a word, "A.
    // Carta" does not.
    let right = !after.is_empty()
        && if digits {
            point || (is_position(mark) && !gap.is_empty())
        } else {
            point && gap != "_" && gap != "-"
        };
    if right {
        (Some(mark), after)
    } else {
        (None, text)
    }
}

/// The mark after a label at the beginning, and what follows it.
fn split_label<'a>(text: &'a str, label: &str) -> Option<(&'a str, &'a str)> {
    let (beginning, after) = text.split_at_checked(label.len())?;
    if beginning.to_lowercase() != label || !after.starts_with([' ', '-', '_', '.']) {
        return None;
    }
    let after = after.trim_start_matches([' ', '-', '_', '.', '#']);
    let (mark, rest) = mark(after);
    if rest.is_empty() || rest.starts_with(is_break) {
        Some((mark?, rest.trim_start_matches(is_break)))
    } else {
        None
    }
}

pub(crate) fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | ')' | ']' | '_' | ':' | ',')
}

/// A mark at the beginning: a number of up to three digits with dots (`1.2`), up to two capitals,
/// or a Roman numeral.
fn mark(text: &str) -> (Option<&str>, &str) {
    let text = text.strip_prefix(['(', '[']).unwrap_or(text);
    let split = |length: usize| {
        let (mark, rest) = text.split_at(length);
        (Some(mark).filter(|mark| !mark.is_empty()), rest)
    };
    let mut length = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&length) {
        // 1.2 and 1.2.3, each part short.
        while let Some(more) = text.get(length..).and_then(|r| r.strip_prefix('.')) {
            let digits = more.bytes().take_while(u8::is_ascii_digit).count();
            if !(1..=2).contains(&digits) {
                break;
            }
            length += 1 + digits;
        }
        return split(length);
    }
    if length > 3 {
        return (None, text);
    }
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let (word, after) = text.split_at(capitals);
    let ends = !after.starts_with(|c: char| c.is_alphanumeric());
    if ends && (capitals <= 2 || roman(word).is_some()) {
        split(capitals)
    } else {
        (None, text)
    }
}

/// The value of a Roman numeral as it is usually written, up to 89.
pub(crate) fn roman(text: &str) -> Option<u32> {
    const TENS: [&str; 9] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let values = (0..).zip(TENS).flat_map(|(tens, high)| {
        let ones = (0..).zip(ONES);
        ones.map(move |(ones, low)| (tens * 10 + ones, format!("{high}{low}")))
    });
    let mut found = values.skip(1).filter(|(_, numeral)| numeral == text);
    found.next().map(|(value, _)| value)
}

/// The value of a mark of capital letters, as exhibits are lettered: A is 1, Z is 26, AA is 27.
pub(crate) fn letters(mark: &str) -> Option<u32> {
    if mark.is_empty() || !mark.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
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
        for wrong in ["IIII", "VX", "IC", "A", ""] {
            assert_eq!(roman(wrong), None, "{wrong}");
        }
    }
}
