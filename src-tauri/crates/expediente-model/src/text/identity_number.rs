//! The form of identity numbers. A number of a right form need not be anybody's.

use crate::text::fold::folded;

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// It has too few or too many digits for its kind.
    Length,
    /// Its check digit does not follow from the others: one of them is wrong.
    CheckDigit,
}

/// A kind of identity number whose form is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// Venezuela, cédula de identidad: `V-12.345.678`, of a foreigner `E-84.123.456`.
    Cedula,
    /// El Salvador, documento único de identidad: `01234567-8`.
    Dui,
    /// Mexico, clave única de registro de población: 18 letters and digits.
    Curp,
    /// United States, alien registration number: `A 012-345-678`.
    ANumber,
}

impl NumberKind {
    /// Its word in catalogues: the text is under `number-kind.` and the word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cedula => "cedula",
            Self::Dui => "dui",
            Self::Curp => "curp",
            Self::ANumber => "a-number",
        }
    }
}

/// The kind that a number says it is of, by its form alone, and what is wrong with it. None where
/// its form is of no known kind: most numbers are of none.
///
/// Sources: DUI, the digit that makes the weighted sum a multiple of ten (weights 9 to 2, Registro
/// Nacional de las Personas Naturales); CURP, RENAPO's instructive of 2021, base 37; A-number,
/// seven to nine digits (USCIS glossary).
#[must_use]
pub fn identity_number(text: &str) -> Option<(NumberKind, Option<NumberFault>)> {
    let text = folded(text);
    let text = without_label(&text);
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let letters = plain.chars().take_while(|c| c.is_alphabetic()).count();
    let (prefix, rest) = plain.split_at_checked(letters)?;
    let is_number = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let length = |is_right: bool| (!is_right).then_some(NumberFault::Length);
    match prefix {
        "v" | "e" if is_number => {
            let is_right = (5..=9).contains(&rest.len()) && is_grouped(text);
            Some((NumberKind::Cedula, length(is_right)))
        }
        "a" if is_number => Some((NumberKind::ANumber, length((7..=9).contains(&rest.len())))),
        "" if is_number && is_dui(text) => {
            let fault = (!has_dui_digit(rest)).then_some(NumberFault::CheckDigit);
            Some((NumberKind::Dui, fault))
        }
        _ if letters == 4 && is_curp(&plain) => {
            let fault = (!has_curp_digit(&plain)).then_some(NumberFault::CheckDigit);
            Some((NumberKind::Curp, fault))
        }
        _ => None,
    }
}

/// Words before a number.
const LABELS: [&str; 14] = [
    "cedula",
    "de identidad",
    "c.i",
    "ci",
    "c.c",
    "cc",
    "dui",
    "dni",
    "curp",
    "numero",
    "n.o",
    "nro",
    "no",
    "n",
];

/// A folded number without the words before it: "DUI 00016297-5", "cédula N.º V-12.345.678".
pub(crate) fn without_label(folded: &str) -> &str {
    LABELS.iter().fold(folded.trim(), |rest, label| {
        let without = rest.strip_prefix(label);
        let is_whole = |rest: &&str| !rest.starts_with(char::is_alphanumeric);
        let rest = without.filter(is_whole).map_or(rest, |rest| rest);
        rest.trim_start_matches([' ', '.', ':', '#'])
    })
}

/// Whether the dots of a number stand before every third digit from its end.
fn is_grouped(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut parts = digits.split('.');
    let Some(first) = parts.next() else {
        return true;
    };
    let mut rest = parts.peekable();
    rest.peek().is_none() || (first.len() <= 3 && rest.all(|part| part.trim().len() == 3))
}

/// Eight digits, a hyphen and one more.
fn is_dui(text: &str) -> bool {
    let Some((body, check)) = text.trim().split_once('-') else {
        return false;
    };
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    digits(body, 8) && digits(check, 1)
}

fn has_dui_digit(digits: &str) -> bool {
    let values = digits.bytes().map(|byte| u32::from(byte - b'0'));
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, 1];
    let sum: u32 = values
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum();
    sum.is_multiple_of(10)
}

/// Four letters, the date of birth, six letters, a letter or digit, and the check digit.
fn is_curp(plain: &str) -> bool {
    let shape = "llll dddddd llllll x d".replace(' ', "");
    plain.len() == shape.len()
        && plain
            .chars()
            .zip(shape.chars())
            .all(|(c, kind)| match kind {
                'l' => c.is_ascii_lowercase() || c == 'ñ',
                'd' => c.is_ascii_digit(),
                _ => c.is_ascii_alphanumeric(),
            })
}

fn has_curp_digit(plain: &str) -> bool {
    const ALPHABET: &str = "0123456789abcdefghijklmnñopqrstuvwxyz";
    let value = |c: char| ALPHABET.chars().position(|known| known == c);
    let mut sum = 0;
    let mut last = None;
    for (at, c) in plain.chars().enumerate() {
        let Some(value) = value(c) else { return false };
        if at < 17 {
            sum += value * (18 - at);
        } else {
            last = Some(value);
        }
    }
    last == Some((10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_known_numbers() {
        use NumberFault::{CheckDigit, Length};
        use NumberKind::{ANumber, Cedula, Curp, Dui};
        for (text, expected) in [
            ("V-12.345.678", Some((Cedula, None))),
            ("E 84 123 456", Some((Cedula, None))),
            ("V-1.234", Some((Cedula, Some(Length)))),
            ("V-12.345.678.901", Some((Cedula, Some(Length)))),
            ("A 012-345-678", Some((ANumber, None))),
            ("A 012-345-6789", Some((ANumber, Some(Length)))),
            // 0·9+0·8+0·7+1·6+6·5+2·4+9·3+7·2 = 85, so 5.
            ("00016297-5", Some((Dui, None))),
            ("00016297-6", Some((Dui, Some(CheckDigit)))),
            ("00061297-5", Some((Dui, Some(CheckDigit)))),
            // The example of RENAPO's instructive.
            ("HEGG560427MVZRRL04", Some((Curp, None))),
            ("HEGG560427MVZRRL05", Some((Curp, Some(CheckDigit)))),
            ("HEGG560472MVZRRL04", Some((Curp, Some(CheckDigit)))),
            ("DUI 00016297-4", Some((Dui, Some(CheckDigit)))),
            ("DUI: 00016297-5", Some((Dui, None))),
            ("Cédula N.º V-12.345.678", Some((Cedula, None))),
            ("V-1.234.5678", Some((Cedula, Some(Length)))),
            ("V-12345678", Some((Cedula, None))),
            ("0037-2026", None),
            ("AP-2026-0000417-ES", None),
            ("AB1234567", None),
            ("", None),
        ] {
            assert_eq!(identity_number(text), expected, "{text}");
        }
    }
}
