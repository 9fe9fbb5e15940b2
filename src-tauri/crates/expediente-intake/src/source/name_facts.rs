//! Facts from the name of a file or folder: its position in the order, a title, a date. All are
//! proposals.

use std::ffi::OsStr;
use std::path::Path;

use expediente_model::Date;
use unicode_normalization::UnicodeNormalization;

use crate::source::date_parser;
use crate::source::generated_names::is_generated;

/// The facts in a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameFacts {
    /// The number or letter before the title: `01`, `A`, `IV`.
    pub order: Option<String>,
    /// A title, if a person wrote one.
    pub title: Option<String>,
    /// A date.
    pub date: Option<Date>,
}

/// Reads a name. `month_first` says how `03-04-2024` is meant; see the language of the matter.
///
/// ```
/// # use expediente_intake::name_facts;
/// let facts = name_facts("01 - Carta de buena conducta (2024-02-11).pdf".as_ref(), false);
/// assert_eq!(facts.order.as_deref(), Some("01"));
/// assert_eq!(facts.title.as_deref(), Some("Carta de buena conducta"));
/// assert_eq!(facts.date.unwrap().to_string(), "2024-02-11");
/// ```
#[must_use]
pub fn name_facts(name: &OsStr, month_first: bool) -> NameFacts {
    let text: String = stem(name)
        .nfc()
        .filter(|c| !c.is_control() && *c != '\u{fffd}')
        .collect();
    let text = text.trim();
    if is_generated(text) {
        return NameFacts {
            date: date_parser::find(text, month_first).map(|d| d.date),
            ..NameFacts::default()
        };
    }
    let (mut order, mut rest) = split_order(text);
    // 2024-02-11 begins with a number that is not a position.
    if date_parser::find(text, month_first).is_some_and(|d| d.at.start == 0) {
        (order, rest) = (None, text);
    }
    let (date, rest) = split_date(rest, month_first);
    // `2024-02-11 - 01 - Carta`: the position after the date.
    let mut rest = rest.as_str();
    if order.is_none() && date.is_some() {
        (order, rest) = split_order(rest);
    }
    let title = if is_generated(rest) { None } else { tidy(rest) };
    NameFacts {
        order: order.map(ToOwned::to_owned),
        title,
        date,
    }
}

/// The name without an extension. The part after the last dot counts as one only if it looks like
/// one: `Carta Dr. Rangel` has none.
fn stem(name: &OsStr) -> String {
    let path = Path::new(name);
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let known = extension.is_some_and(|e| {
        (2..=5).contains(&e.len())
            && e.bytes().all(|b| b.is_ascii_alphanumeric())
            && e.bytes().any(|b| b.is_ascii_alphabetic())
    });
    let stem = if known {
        path.file_stem()
    } else {
        path.file_name()
    };
    // A name like `..` has neither.
    stem.map_or(name, |stem| stem)
        .to_string_lossy()
        .into_owned()
}

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

/// The position in the order, and what follows it.
fn split_order(text: &str) -> (Option<&str>, &str) {
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
            point || (mark.starts_with('0') && !gap.is_empty())
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

fn is_break(c: char) -> bool {
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
    let roman = text.bytes().take(capitals).all(|b| b"IVX".contains(&b));
    let (_, after) = text.split_at(capitals);
    let ends = !after.starts_with(|c: char| c.is_alphanumeric());
    if ends && (capitals <= 2 || (roman && capitals <= 5)) {
        split(capitals)
    } else {
        (None, text)
    }
}

/// The date, and the text without it.
fn split_date(text: &str, month_first: bool) -> (Option<Date>, String) {
    let Some(found) = date_parser::find(text, month_first) else {
        return (None, text.to_owned());
    };
    let (before, _) = text.split_at(found.at.start);
    let (_, after) = text.split_at(found.at.end);
    let before = before.trim_end_matches(['(', '[', ' ']);
    let after = after.trim_start_matches([')', ']', ' ']);
    let before_break = before.trim_end_matches(|c: char| is_break(c) && c != '.' && c != ')');
    // "Carta del 11 de febrero": the word before the date is removed with it.
    let leading = [
        " de fecha",
        " con fecha",
        " del",
        " de",
        " dated",
        " of",
        " on",
    ];
    let before_break = leading
        .iter()
        .find_map(|word| without_ending(before_break, word))
        .map_or(before_break, |without| without);
    let after_break = after.trim_start_matches(is_break);
    let joined = match (before_break.is_empty(), after_break.is_empty()) {
        (true, _) => after_break.to_owned(),
        (false, true) => before_break.to_owned(),
        (false, false) => format!("{before_break} {after_break}"),
    };
    (Some(found.date), joined)
}

/// A title as a person would write it: no underscores, no `(1)`, a capital at the beginning.
fn tidy(text: &str) -> Option<String> {
    let spaced = if text.contains(' ') {
        text.to_owned()
    } else {
        text.replace('_', " ")
    };
    let mut title = spaced
        .replace('_', " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    loop {
        let cut = title
            .trim_matches(|c: char| {
                c.is_whitespace() || matches!(c, '-' | '–' | '—' | '_' | ',' | ':' | ';')
            })
            .to_owned();
        let shorter = [" - copia", " - copy", " copia", " copy"]
            .iter()
            .find_map(|ending| without_ending(&cut, ending))
            .or_else(|| without_counter(&cut));
        let next = shorter.map_or_else(|| cut.clone(), ToOwned::to_owned);
        if next == title {
            break;
        }
        title = next;
    }
    if !title.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut letters = title.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// A text without an ASCII ending, in any case, if it has that ending.
fn without_ending<'a>(text: &'a str, ending: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(ending.len())?;
    let (without, end) = text.split_at_checked(at)?;
    if end.eq_ignore_ascii_case(ending) {
        Some(without)
    } else {
        None
    }
}

/// A text without the ` (1)` at its end that systems add to a second file with the same name.
fn without_counter(text: &str) -> Option<&str> {
    let (without, digits) = text.strip_suffix(')')?.rsplit_once('(')?;
    let is_counter = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_counter { Some(without) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, order: Option<&str>, title: Option<&str>, date: Option<&str>) {
        let facts = name_facts(name.as_ref(), false);
        let found = (
            facts.order.as_deref(),
            facts.title.as_deref(),
            facts.date.map(|d| d.to_string()),
        );
        assert_eq!(found, (order, title, date.map(ToOwned::to_owned)), "{name}");
    }

    /// Names that families give their files, and what a court's table makes of them.
    #[test]
    fn names_as_people_write_them() {
        check(
            "01 - Carta de buena conducta",
            Some("01"),
            Some("Carta de buena conducta"),
            None,
        );
        check(
            "01 - Carta de buena conducta.pdf",
            Some("01"),
            Some("Carta de buena conducta"),
            None,
        );
        check(
            "1. Declaración de la madre.pdf",
            Some("1"),
            Some("Declaración de la madre"),
            None,
        );
        check("1) Acta.pdf", Some("1"), Some("Acta"), None);
        check(
            "01_Acta_de_nacimiento.pdf",
            Some("01"),
            Some("Acta de nacimiento"),
            None,
        );
        check("007 Acta.pdf", Some("007"), Some("Acta"), None);
        check("1.2 Recibos.pdf", None, Some("1.2 Recibos"), None);
        check("1.2 - Recibos.pdf", Some("1.2"), Some("Recibos"), None);
        check("A. Cédula.jpg", Some("A"), Some("Cédula"), None);
        check("B - Petición.pdf", Some("B"), Some("Petición"), None);
        check("IV. Fotos", Some("IV"), Some("Fotos"), None);
        check("(3) Fotos", Some("3"), Some("Fotos"), None);
        // Lower case is longer than this letter, in bytes.
        check("anexo İİİİİİ", None, Some("Anexo İİİİİİ"), None);
        check(
            "Exhibit C - Letter of support.pdf",
            Some("C"),
            Some("Letter of support"),
            None,
        );
        check("EXHIBIT C.pdf", Some("C"), None, None);
        check(
            "Anexo 12 Recibos de luz",
            Some("12"),
            Some("Recibos de luz"),
            None,
        );
        check("Tab 4 – Photos", Some("4"), Some("Photos"), None);
        check(
            "A la atención del juez.pdf",
            None,
            Some("A la atención del juez"),
            None,
        );
        check(
            "Prueba de residencia.pdf",
            None,
            Some("Prueba de residencia"),
            None,
        );
        check(
            "3 facturas de luz.pdf",
            None,
            Some("3 facturas de luz"),
            None,
        );
        check("carta_de_trabajo.pdf", None, Some("Carta de trabajo"), None);
        check("ÑANDÚ", None, Some("ÑANDÚ"), None);
        check("Carta (1).pdf", None, Some("Carta"), None);
        check("Carta - copia (2).pdf", None, Some("Carta"), None);
        check("Carta Dr. Rangel", None, Some("Carta Dr. Rangel"), None);
        check(
            "2 - Translation (English).pdf",
            Some("2"),
            Some("Translation (English)"),
            None,
        );
        check("dni", None, Some("Dni"), None);
        check("cafe\u{301}.pdf", None, Some("Café"), None);
    }

    /// The date goes beside the title, not into it.
    #[test]
    fn dates_beside_titles() {
        check(
            "2024-02-11 Carta.pdf",
            None,
            Some("Carta"),
            Some("2024-02-11"),
        );
        check(
            "2024-02-11 - Carta.pdf",
            None,
            Some("Carta"),
            Some("2024-02-11"),
        );
        check(
            "01 - 2024-02-11 - Carta.pdf",
            Some("01"),
            Some("Carta"),
            Some("2024-02-11"),
        );
        check(
            "2024-02-11 - 01 - Carta.pdf",
            Some("01"),
            Some("Carta"),
            Some("2024-02-11"),
        );
        check(
            "Carta 11-02-2024.pdf",
            None,
            Some("Carta"),
            Some("2024-02-11"),
        );
        check(
            "Carta (11.02.2024) firmada.pdf",
            None,
            Some("Carta firmada"),
            Some("2024-02-11"),
        );
        check(
            "Carta_20240211.pdf",
            None,
            Some("Carta"),
            Some("2024-02-11"),
        );
        check(
            "Carta del 11 de febrero de 2024.pdf",
            None,
            Some("Carta"),
            Some("2024-02-11"),
        );
        check(
            "11-02-2024 Acta.pdf",
            None,
            Some("Acta"),
            Some("2024-02-11"),
        );
        check("2024-02-11.pdf", None, None, Some("2024-02-11"));
    }

    /// A camera's name gives its date and nothing else.
    #[test]
    fn machine_names() {
        check("IMG_20231104_153012.jpg", None, None, Some("2023-11-04"));
        check("IMG-20240211-WA0007.jpg", None, None, Some("2024-02-11"));
        check(
            "WhatsApp Image 2025-02-28 at 17.42.09.jpeg",
            None,
            None,
            Some("2025-02-28"),
        );
        check("DSC_0417.JPG", None, None, None);
        check("Scan_0001.jpg", None, None, None);
        check(
            "CamScanner 01-02-2024 10.11.pdf",
            None,
            None,
            Some("2024-02-01"),
        );
        check("01 - IMG_1234.jpg", Some("01"), None, None);
        check(
            "3. WhatsApp Image 2024-02-11 at 10.11.12.jpeg",
            Some("3"),
            None,
            Some("2024-02-11"),
        );
        check("e3b0c44298fc1c149afbf4c8996fb924.pdf", None, None, None);
    }
}
