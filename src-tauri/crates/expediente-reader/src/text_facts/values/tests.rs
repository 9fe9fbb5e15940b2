//! First pages of papers, each with the values that a person would write down.

use std::collections::BTreeMap;

use expediente_model::{PaperField, PaperValue, TextFacts};

use super::Values;
use crate::text_facts::language::Languages;
use crate::text_facts::machine_zone::zone;

/// Papers as families bring them: their texts, and by hand what they say of themselves. Each
/// collection behind the first was written before the finders had seen it.
const FIRST: &str = include_str!("papers/first.txt");
const SECOND: &str = include_str!("papers/second.txt");
const THIRD: &str = include_str!("papers/third.txt");
const FOURTH: &str = include_str!("papers/fourth.txt");

/// What a paper of these pages says of itself. The patterns of the other finders take long to make.
fn read(pages: &[&str]) -> TextFacts {
    let languages = Languages::new();
    let mut values = Values::default();
    for (number, text) in (1..).zip(pages) {
        let zone = zone(number, text);
        values.read(number, text, &[], (languages.of(text), zone.as_ref()));
    }
    TextFacts {
        values: values.into_values(),
        ..TextFacts::default()
    }
}

const FIELDS: [(&str, PaperField); 9] = [
    ("title", PaperField::Title),
    ("kind", PaperField::Kind),
    ("made", PaperField::Made),
    ("issuer", PaperField::Issuer),
    ("number", PaperField::Number),
    ("writer", PaperField::Writer),
    ("subject", PaperField::Subject),
    ("language", PaperField::Language),
    ("expires", PaperField::Expires),
];

/// A paper with what a person would write down: each field with the values that are right.
struct Paper<'t> {
    name: &'t str,
    right: BTreeMap<&'t str, Vec<&'t str>>,
    text: &'t str,
}

fn papers(all: &str) -> Vec<Paper<'_>> {
    let parts = all.split("=== ").filter(|part| !part.is_empty());
    let papers = parts.map(|part| {
        let (head, text) = part.split_once("\n---\n").unwrap();
        let mut lines = head.lines();
        let name = lines.next().unwrap();
        let right = lines.map(|line| {
            let (field, values) = line.split_once(':').unwrap();
            let values = values.split('|').map(str::trim);
            (field, values.filter(|value| !value.is_empty()).collect())
        });
        Paper {
            name,
            right: right.collect(),
            text,
        }
    });
    papers.collect()
}

/// What is right, what is missing and what is wrong.
#[derive(Default)]
struct Judged {
    right: usize,
    missing: Vec<String>,
    wrong: Vec<String>,
}

fn judged(all: &str) -> Judged {
    let mut judged = Judged::default();
    for paper in papers(all) {
        let facts = read(&[paper.text]);
        for (field, key) in FIELDS {
            let expected = paper.right.get(field).filter(|values| !values.is_empty());
            let found: Option<&PaperValue> = facts.value_of(key);
            match (expected, found) {
                (None, None) => {}
                (Some(values), Some(found))
                    if values.contains(&found.values.join(" ").as_str()) =>
                {
                    judged.right += 1;
                }
                (Some(values), None) => {
                    let missing = format!("{}: {field}: {values:?}", paper.name);
                    judged.missing.push(missing);
                }
                (expected, Some(found)) => {
                    let (values, line) = (&found.values, &found.line);
                    judged.wrong.push(format!(
                        "{}: {field}: {values:?} from {line:?} instead of {expected:?}",
                        paper.name
                    ));
                }
            }
        }
    }
    judged
}

/// Nothing wrong is proposed, and nearly all that a person would write down is.
#[test]
fn what_papers_say_of_themselves() {
    for (all, fewest) in [(FIRST, 100), (SECOND, 78), (THIRD, 56), (FOURTH, 38)] {
        let Judged {
            right,
            missing,
            wrong,
        } = judged(all);
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(right >= fewest, "{right} right, missing: {missing:#?}");
    }
}

fn value_in(text: &str, field: PaperField) -> Option<String> {
    let facts = read(&[text]);
    facts.value_of(field).map(|value| value.values.join(" "))
}

/// Every value has the line that it was read from, which is on the page as it stands.
#[test]
fn a_value_has_its_line() {
    for paper in [FIRST, SECOND, THIRD, FOURTH].into_iter().flat_map(papers) {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for value in read(&[paper.text]).values {
            let (line, page) = (flat(&value.line), flat(paper.text));
            assert!(page.contains(&line), "{}: {line:?}", paper.name);
            assert_eq!(value.page, 1);
        }
    }
}

/// The forms in which papers write a day.
#[test]
fn days_as_papers_write_them() {
    for (day, expected) in [
        ("el 14 de mayo de 2024", Some("2024-05-14")),
        ("a los 14 días del mes de mayo de 2024", Some("2024-05-14")),
        (
            "a los catorce (14) días del mes de mayo del año dos mil veinticuatro (2024)",
            Some("2024-05-14"),
        ),
        (
            "a los treinta y un días del mes de enero de mil novecientos noventa y nueve",
            Some("1999-01-31"),
        ),
        ("el primero de junio de 2023", Some("2023-06-01")),
        ("el 1.º de junio de 2023", Some("2023-06-01")),
        ("el 2024-05-14", Some("2024-05-14")),
        ("el 14/05/2024", Some("2024-05-14")),
        ("el 04/05/2024", Some("2024-05-04 2024-04-05")),
        ("el 14 de mayo de 24", None),
        ("el 31 de febrero de 2024", None),
        // Words and figures say different things.
        ("a los quince (14) días del mes de mayo de 2024", None),
    ] {
        let text = format!("Se expide la presente constancia en Maracay, {day}.");
        assert_eq!(
            value_in(&text, PaperField::Made).as_deref(),
            expected,
            "{text}"
        );
    }
    for (text, expected) in [
        ("Given this 3rd day of June, 2024.", "2024-06-03"),
        (
            "Executed on the twenty-first day of May, two thousand and nineteen.",
            "2019-05-21",
        ),
        (
            "Por ser verdade, firmo. Passado em Boa Vista, 5 de março de 2023.",
            "2023-03-05",
        ),
        ("Fait à Lyon, le 1er août 2024", "2024-08-01"),
        // The other day of the page can only have the day first.
        (
            "Fecha: 04/05/2024\nReposo hasta el 25/05/2024",
            "2024-05-04",
        ),
        (
            "Date issued: 04/05/2024\nLast seen on 04/25/2024",
            "2024-04-05",
        ),
    ] {
        assert_eq!(
            value_in(text, PaperField::Made).as_deref(),
            Some(expected),
            "{text}"
        );
    }
}

/// Days that are not the one of the paper, and two that both could be.
#[test]
fn other_days_are_not_proposed() {
    for text in [
        "Fecha de nacimiento: 14/05/1990",
        "Fecha de nacimiento\n14/05/1990",
        "Date of birth: May 14, 1990",
        "Date of Hearing\nMay 14, 2026",
        "Date: May 14, 2026\nTime: 9:00 a.m.",
        "Due Date: 14/05/2026",
        "titular de la cédula de identidad V-1.234.567,\nexpedida en Caracas el 14 de mayo de 2010",
        "que nació en\nMaracay, 14 de mayo de 1990",
        "Fecha: 14/05/2024\nMaracay, 20 de mayo de 2024",
        "The hearing is on May 14, 2026.",
    ] {
        assert_eq!(value_in(text, PaperField::Made), None, "{text}");
    }
}

/// Numbers of persons, telephones, taxes and houses are no numbers of a paper.
#[test]
fn other_numbers_are_not_proposed() {
    for (text, expected) in [
        ("CERTIFICADO\nN.º 0045-2023", Some("0045-2023")),
        (
            "OFICIO N° 9700-123-4567\nFecha: 14/05/2024",
            Some("9700-123-4567"),
        ),
        (
            "NÚMERO DE CERTIFICADO\n2023-11-004512",
            Some("2023-11-004512"),
        ),
        ("Cédula N.º 12.345.678", None),
        ("N° V-12345678", None),
        ("Teléfono N° 0414-1234567", None),
        ("No. 915-555-0142", None),
        ("RIF N° J-30123456-7", None),
        ("File No. A012-345-678", None),
        ("Av. Bolívar,\nNo. 45-12", None),
        ("Pasaporte N° 148926735", None),
        ("Acta N° 12 de mayo", None),
        ("Certificado N° 12/05/2024", None),
        ("Oficio N° 45-2023\nOficio N° 46-2023", None),
    ] {
        assert_eq!(
            value_in(text, PaperField::Number).as_deref(),
            expected,
            "{text}"
        );
    }
}

/// The day of a letter of two pages is at its end; of several papers in one file nothing is known.
#[test]
fn a_day_on_the_last_page() {
    let (first, last) = ("Yo, Ana Prado, declaro:", "Maracay, 14 de mayo de 2024");
    let facts = read(&[first, last]);
    let made = facts.value_of(PaperField::Made).unwrap();
    assert_eq!(
        (made.values.join(" ").as_str(), made.page),
        ("2024-05-14", 2)
    );
    let facts = read(&[first, last, "Maracay, 15 de mayo de 2024"]);
    assert_eq!(facts.value_of(PaperField::Made), None);
    let facts = read(&[first, "nada", "nada", last]);
    assert_eq!(facts.value_of(PaperField::Made), None);
}

/// Nothing is proposed from a line that was not surely read.
#[test]
fn unsure_lines_propose_nothing() {
    let text = "HOSPITAL CENTRAL DE VALENCIA\nN.º 0045-2023\nValencia, 14 de mayo de 2024";
    let values = |unsure: &[usize]| {
        let mut values = Values::default();
        values.read(1, text, unsure, (None, None));
        let values = values.into_values().into_iter();
        values.map(|value| value.field).collect::<Vec<_>>()
    };
    let (made, issuer, number) = (PaperField::Made, PaperField::Issuer, PaperField::Number);
    assert_eq!(values(&[]), [made, issuer, number]);
    assert_eq!(values(&[0]), [made, number]);
    assert_eq!(values(&[1, 2]), [issuer]);
}

/// A name that goes on where nothing was read is none.
#[test]
fn a_letterhead_that_ends_in_the_middle() {
    let issuer = |text: &str| value_in(text, PaperField::Issuer);
    assert_eq!(
        issuer("ALCALDÍA DEL MUNICIPIO\nSANTA ROSALÍA\n\nCONSTANCIA").as_deref(),
        Some("Alcaldía del Municipio Santa Rosalía")
    );
    assert_eq!(issuer("ALCALDÍA DEL MUNICIPIO\n\nCONSTANCIA"), None);
}

/// A passport whose number does not match its check digit proposes no number.
#[test]
fn a_wrong_check_digit_proposes_no_number() {
    let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                L898902C37UTO7408122F1204159ZE184226B<<<<<10";
    let text = format!("PASSPORT\n{zone}");
    assert_eq!(value_in(&text, PaperField::Number), None);
    let name = value_in(&text, PaperField::Subject);
    assert_eq!(name.as_deref(), Some("Anna Maria Eriksson"));
    assert_eq!(
        value_in(&text, PaperField::Title).as_deref(),
        Some("Passport")
    );
    assert_eq!(
        value_in(&text, PaperField::Kind).as_deref(),
        Some("identity")
    );
    assert_eq!(
        value_in(&text, PaperField::Expires).as_deref(),
        Some("2012-04-15")
    );
}
