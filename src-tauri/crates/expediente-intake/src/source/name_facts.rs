//! Facts from the name of a file or folder: its position in the order, a title, a date. All are
//! proposals.

use std::ffi::OsStr;

use expediente_model::{Date, DateInText, find_date};
use unicode_normalization::UnicodeNormalization;

use crate::source::generated_names::{NUMBERED_FORMS, is_generated};
use crate::source::marks::is_break;
use crate::source::siblings::Siblings;
use crate::source::stem::stem;

/// The facts in a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameFacts {
    /// The number or letter before the title: `01`, `A`, `IV`.
    pub order: Option<String>,
    /// A title, if a person wrote one.
    pub title: Option<String>,
    /// The same with the date left in; none where no date was cut out of it.
    pub dated: Option<String>,
    /// The same with the position left in; none where no position was cut off.
    pub numbered: Option<String>,
    /// The same with both left in; none where nothing was cut.
    pub whole: Option<String>,
    /// A date that is certain; the title is without it.
    pub date: Option<Date>,
    /// What may be a date.
    pub unsure: Option<UnsureDate>,
    /// The day that a camera or a program gave to a picture. It is not the date of what is on it.
    pub pictured: Option<Date>,
}

/// What may be a date in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsureDate {
    /// What it can mean, the likelier first.
    pub dates: Vec<Date>,
    /// The title without it, for the case that it is one.
    pub title: Option<String>,
}

/// Reads a name beside those of its folder.
///
/// ```
/// # use expediente_intake::{Siblings, name_facts};
/// let name = "01 - Carta de buena conducta (2024-02-11).pdf";
/// let facts = name_facts(name.as_ref(), &Siblings::default());
/// assert_eq!(facts.order.as_deref(), Some("01"));
/// assert_eq!(facts.title.as_deref(), Some("Carta de buena conducta"));
/// assert_eq!(facts.date.unwrap().to_string(), "2024-02-11");
/// ```
#[must_use]
pub fn name_facts(name: &OsStr, siblings: &Siblings) -> NameFacts {
    let text: String = stem(name)
        .nfc()
        .filter(|c| !c.is_control() && *c != '\u{fffd}')
        .collect();
    let text = text.trim();
    let pictured = |text: &str| find_date(text).and_then(|day| day.date());
    if is_generated(text) {
        return NameFacts {
            pictured: pictured(text),
            unsure: date_alone(text).or_else(|| date_alone(siblings.split(text).1)),
            ..NameFacts::default()
        };
    }
    let (mut order, mut rest) = siblings.split(text);
    // 2024-02-11 begins with a number that is not a position.
    if find_date(text).is_some_and(|day| day.at.start == 0) {
        (order, rest) = (None, text);
    }
    if is_generated(rest) {
        return NameFacts {
            order: order.map(ToOwned::to_owned),
            // "Anexo 10 - Foto": a person wrote it.
            title: order
                .filter(|_| is_plain_word(rest))
                .and_then(|_| tidy(rest)),
            pictured: pictured(rest),
            unsure: date_alone(rest),
            ..NameFacts::default()
        };
    }
    let day = find_date(rest);
    let without = day.as_ref().map(|day| without_date(rest, day));
    let date = day.as_ref().and_then(DateInText::date);
    let mut title = match (&without, date) {
        (Some(without), Some(_)) => without.as_str(),
        _ => rest,
    };
    // `2024-02-11 - 01 - Carta`: the position after the date.
    if order.is_none() && date.is_some() {
        (order, title) = siblings.split(title);
    }
    let titled = |text: &str| match text {
        form if NUMBERED_FORMS.contains(&form) => Some(form.to_owned()),
        generated if is_generated(generated) => None,
        text => tidy(text),
    };
    let unsure = day.filter(|_| date.is_none()).map(|day| UnsureDate {
        dates: day.dates,
        title: without.as_deref().and_then(titled),
    });
    let cut = date.is_some() || order.is_some();
    NameFacts {
        order: order.map(ToOwned::to_owned),
        title: titled(title),
        dated: date.and_then(|_| titled(rest)),
        numbered: order.and_then(|_| numbered(text, date).as_deref().and_then(titled)),
        whole: if cut { titled(text) } else { None },
        date,
        unsure,
        pictured: None,
    }
}

/// The date of a name that is nothing else, `2015-09-24`: a person may have typed it, or a scanner.
fn date_alone(text: &str) -> Option<UnsureDate> {
    let is_written = text.contains(['-', '.', ' ']);
    let day = find_date(text).filter(|day| is_written && day.at == (0..text.len()))?;
    Some(UnsureDate {
        dates: day.dates,
        title: None,
    })
}

/// Whether a name is the word for what it is, which a person writes behind a mark.
fn is_plain_word(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "foto",
        "fotos",
        "fotografía",
        "fotografías",
        "fotografia",
        "fotografias",
        "imagen",
        "documento",
        "photo",
        "photos",
        "picture",
        "document",
    ];
    WORDS.contains(&text.to_lowercase().as_str())
}

/// A text with its position, without the date if it is certain.
fn numbered(text: &str, date: Option<Date>) -> Option<String> {
    if date.is_none() {
        return Some(text.to_owned());
    }
    Some(without_date(text, &find_date(text)?))
}

/// A text without a date in it.
fn without_date(text: &str, day: &DateInText) -> String {
    let (before, _) = text.split_at(day.at.start);
    let (_, after) = text.split_at(day.at.end);
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
    match (before_break.is_empty(), after_break.is_empty()) {
        (true, _) => after_break.to_owned(),
        (false, true) => before_break.to_owned(),
        (false, false) => format!("{before_break} {after_break}"),
    }
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
        let facts = name_facts(name.as_ref(), &Siblings::default());
        let found = (
            facts.order.as_deref(),
            facts.title.as_deref(),
            facts.date.map(|d| d.to_string()),
        );
        assert_eq!(found, (order, title, date.map(ToOwned::to_owned)), "{name}");
        // The date of a paper is not the day of a picture.
        assert!(facts.date.is_none() || facts.pictured.is_none(), "{name}");
    }

    /// Where others count from 01, a docket number is a docket number still.
    #[test]
    fn numbers_of_courts_stay_in_a_numbered_folder() {
        let names = ["01 - Acta.pdf", "02 - Carta.pdf", "26-cv-00417 Order.pdf"];
        let siblings = Siblings::of(names.iter().map(OsStr::new));
        for (name, expected) in [
            ("26-cv-00417 Order.pdf", "26-cv-00417 Order"),
            ("01 - Acta.pdf", "Acta"),
            ("03-Foto de ella.pdf", "Foto de ella"),
            ("Fotos 1-3 mayo 2020", "Fotos 1-3 mayo 2020"),
        ] {
            let facts = name_facts(name.as_ref(), &siblings);
            assert_eq!(facts.title.as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_name_that_is_a_date_is_asked() {
        for (name, expected) in [
            ("2015-09-24.pdf", 1),
            ("1.5.3 - 2015-09-24", 1),
            ("IMG_20150924", 0),
        ] {
            let facts = name_facts(name.as_ref(), &Siblings::default());
            let asked = facts.unsure.map_or(0, |unsure| unsure.dates.len());
            assert_eq!((facts.date, asked), (None, expected), "{name}");
        }
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
        check(
            "Anexo N.º 3 - Constancia",
            Some("3"),
            Some("Constancia"),
            None,
        );
        check("N.º 2020-05-11", None, Some("N.º 2020-05-11"), None);
        check("Anexo 10 - Foto", Some("10"), Some("Foto"), None);
        check("Anexo 10 - IMG", Some("10"), None, None);
        check("1040", None, Some("1040"), None);
        check("42B", None, Some("42B"), None);
        for kept in [
            "50-50 custody agreement",
            "9-11 call",
            "24-7 clinic",
            "11 de septiembre memorial",
            "C.V. de Ana",
            "NO. 5 CARTA",
            "26-cv-00417 Order",
            "22-1234 Motion",
            "05-06-17 Receipt",
            "212-345-678 letter",
            "1-94 record",
            "V. v. Holder decision",
            "J. Perez letter",
        ] {
            check(kept, None, Some(kept), None);
        }
        check("a) uno", Some("a"), Some("Uno"), None);
        check("0000 Carta", Some("0000"), Some("Carta"), None);
        check("1-Carta", Some("1"), Some("Carta"), None);
        check("10-A - carta", Some("10-A"), Some("Carta"), None);
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
            "Carta 31-01-2024.pdf",
            None,
            Some("Carta"),
            Some("2024-01-31"),
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
            "13-02-2024 Acta.pdf",
            None,
            Some("Acta"),
            Some("2024-02-13"),
        );
        check("2024-02-11.pdf", None, None, None);
        check(
            "Constancia 1º de junio de 2023.pdf",
            None,
            Some("Constancia"),
            Some("2023-06-01"),
        );
    }

    /// What may be a date stays in the title until somebody says so.
    #[test]
    fn what_is_not_certain_is_asked() {
        for (name, title, dates, without) in [
            (
                "Acta 03-04-2023.pdf",
                "Acta 03-04-2023",
                &["2023-04-03", "2023-03-04"][..],
                "Acta",
            ),
            (
                "Resolución 2020-05.pdf",
                "Resolución 2020-05",
                &["2020-05"],
                "Resolución",
            ),
        ] {
            let facts = name_facts(name.as_ref(), &Siblings::default());
            assert_eq!((facts.title.as_deref(), facts.date), (Some(title), None));
            let unsure = facts.unsure.unwrap();
            let found: Vec<_> = unsure.dates.iter().map(ToString::to_string).collect();
            assert_eq!(found, dates);
            assert_eq!(unsure.title.as_deref(), Some(without));
        }
    }

    /// Forms of the immigration courts are called by their numbers.
    #[test]
    fn forms_keep_their_numbers() {
        check("I-589.pdf", None, Some("I-589"), None);
        check("01 I-589.pdf", Some("01"), Some("I-589"), None);
        check("02 G-28.pdf", Some("02"), Some("G-28"), None);
        check("3. I-130.pdf", Some("3"), Some("I-130"), None);
        check("04 - EOIR-42B.pdf", Some("04"), Some("EOIR-42B"), None);
        check("05 N-400.pdf", Some("05"), Some("N-400"), None);
        check("06 IMG-1234.pdf", Some("06"), None, None);
    }

    /// All positions of a folder are treated alike.
    #[test]
    fn positions_by_their_siblings() {
        let titles = |names: &[&str]| -> Vec<Option<String>> {
            let siblings = Siblings::of(names.iter().map(OsStr::new));
            let facts = names
                .iter()
                .map(|name| name_facts(name.as_ref(), &siblings));
            facts.map(|facts| facts.title).collect()
        };
        let some = |titles: &[&str]| -> Vec<_> {
            titles
                .iter()
                .map(|title| Some((*title).to_owned()))
                .collect()
        };
        assert_eq!(
            titles(&["01 Carta.pdf", "09 Acta.pdf", "10 Recibos.pdf"]),
            some(&["Carta", "Acta", "Recibos"])
        );
        assert_eq!(
            titles(&["1 Carta.pdf", "2 Acta.pdf", "3 Recibos.pdf", "10 Fotos"]),
            some(&["Carta", "Acta", "Recibos", "Fotos"])
        );
        assert_eq!(
            titles(&["3 facturas.pdf", "Carta.pdf"]),
            some(&["3 facturas", "Carta"])
        );
    }

    /// A camera's name gives the day of a picture and nothing else.
    #[test]
    fn machine_names() {
        for (name, order, pictured) in [
            ("IMG_20231104_153012.jpg", None, Some("2023-11-04")),
            ("IMG-20240211-WA0007.jpg", None, Some("2024-02-11")),
            (
                "WhatsApp Image 2025-02-28 at 17.42.09.jpeg",
                None,
                Some("2025-02-28"),
            ),
            ("DSC_0417.JPG", None, None),
            ("Scan_0001.jpg", None, None),
            // Nobody can say which is the month.
            ("CamScanner 01-02-2024 10.11.pdf", None, None),
            ("01 - IMG_1234.jpg", Some("01"), None),
            (
                "3. WhatsApp Image 2024-02-11 at 10.11.12.jpeg",
                Some("3"),
                Some("2024-02-11"),
            ),
            ("e3b0c44298fc1c149afbf4c8996fb924.pdf", None, None),
        ] {
            let facts = name_facts(name.as_ref(), &Siblings::default());
            let found = facts.pictured.map(|date| date.to_string());
            assert_eq!(
                (facts.order.as_deref(), found.as_deref()),
                (order, pictured),
                "{name}"
            );
            assert_eq!((facts.title, facts.date), (None, None), "{name}");
        }
    }
}
