//! Dates in names: `2024-02-11`, `31-01-2024`, `20240211`, `11 de febrero de 2024`, `Feb 11, 2024`,
//! `2024-02`.
//!
//! A date is certain, or it is not: of `03-04-2023` nobody can say which number is the month, and
//! `2020-05` after "Resolución" is the number of a paper. What is not certain is for a person to
//! decide.

use std::ops::{Range, RangeInclusive};

use crate::text::date::Date;

/// Years that papers can have.
const YEARS: RangeInclusive<u16> = 1900..=2099;

/// A date and its position in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateInText {
    /// What it can mean, the likelier first: one date, or two where day and month cannot be told
    /// apart.
    pub dates: Vec<Date>,
    /// Whether it is a date, and this one.
    pub is_certain: bool,
    /// Its bytes.
    pub at: Range<usize>,
}

impl DateInText {
    fn certain(date: Date, at: Range<usize>) -> Self {
        Self {
            dates: vec![date],
            is_certain: true,
            at,
        }
    }

    /// The date, if there is only one that it can be.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.dates.first().copied().filter(|_| self.is_certain)
    }
}

/// A run of digits or of letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The run itself.
    pub text: &'a str,
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// Whether it is of digits.
    pub digits: bool,
}

/// Splits a text into its runs of digits and of letters; all other characters are skipped.
#[must_use]
pub fn runs(text: &str) -> Vec<Run<'_>> {
    #[derive(PartialEq)]
    enum Kind {
        Digits,
        Letters,
        Other,
    }
    let kind = |c: char| {
        if c.is_ascii_digit() {
            Kind::Digits
        } else if c.is_alphabetic() {
            Kind::Letters
        } else {
            Kind::Other
        }
    };
    let mut found: Vec<Run<'_>> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let own = kind(first);
        let after = rest.trim_start_matches(|c| kind(c) == own);
        let (run, _) = rest.split_at(rest.len() - after.len());
        if own != Kind::Other {
            found.push(Run {
                text: run,
                at: text.len() - rest.len()..text.len() - after.len(),
                digits: own == Kind::Digits,
            });
        }
        rest = after;
    }
    found
}

/// The first date in a text that a user typed as one. `month_first` decides `2/11/2024`: the user
/// sees at once how it was read.
#[must_use]
pub fn date_in(text: &str, month_first: bool) -> Option<Date> {
    let dates = find_date(text)?.dates;
    match dates.as_slice() {
        [_, month_first_date] if month_first => Some(*month_first_date),
        dates => dates.first().copied(),
    }
}

/// The first date in a text, unless it is a part of a number or something else's. It is certain
/// only where it is alone.
#[must_use]
pub fn find_date(text: &str) -> Option<DateInText> {
    let runs = runs(text);
    let found = first_date(text, &runs)?;
    let before: Vec<&Run<'_>> = runs
        .iter()
        .filter(|run| run.at.end <= found.at.start)
        .collect();
    let after: Vec<Run<'_>> = runs
        .iter()
        .filter(|run| run.at.start >= found.at.end)
        .cloned()
        .collect();
    let second = first_date(text, &after);
    let is_other = is_number_within(text, &before, &after, &found.at)
        || is_from_a_number(text, &before, &found.at)
        || is_of_something_else(&before);
    if is_other {
        return None;
    }
    let is_certain = found.is_certain && second.is_none();
    let others = second.into_iter().flat_map(|second| second.dates);
    let mut dates = found.dates;
    // Of two dates, either may be the paper's.
    if dates.len() == 1 {
        dates.extend(others);
        dates.dedup();
    }
    Some(DateInText {
        dates,
        is_certain,
        at: found.at,
    })
}

fn first_date(text: &str, runs: &[Run<'_>]) -> Option<DateInText> {
    let whole = (0..runs.len()).find_map(|i| {
        in_one(runs, i)
            .or_else(|| in_three(text, runs, i))
            .or_else(|| in_words(text, runs, i))
    });
    whole.or_else(|| (0..runs.len()).find_map(|i| year_and_month(text, runs, i)))
}

/// Whether a date is a part of a longer number: `2020-05-11-0034`, `S-2020-05`. Behind the day of a
/// camera or of a copy stands the time in six digits, or a counter of one or two.
fn is_number_within(text: &str, before: &[&Run<'_>], after: &[Run<'_>], at: &Range<usize>) -> bool {
    let is_joined = |from: usize, to: usize| matches!(text.get(from..to), Some("-" | "/" | "."));
    let follows = after.first().is_some_and(|next| {
        let is_time = matches!(next.text.len(), 1 | 2 | 6);
        next.digits && !is_time && is_joined(at.end, next.at.start)
    });
    let precedes = before.last().is_some_and(|last| {
        let is_letter = !last.digits && last.text.chars().count() <= 2;
        let is_number = last.digits && last.text.len() > 2;
        (is_letter || is_number) && is_joined(last.at.end, at.start)
    });
    follows || precedes
}

/// Whether another number stands before a day: "1-3 mayo 2020", "1 y 2 de mayo de 2020", and "31 de
/// febrero de 2020", which is not a day.
fn is_from_a_number(text: &str, before: &[&Run<'_>], at: &Range<usize>) -> bool {
    let mut before = before.iter().rev();
    let Some(last) = before.next() else {
        return false;
    };
    let gap = text.get(last.at.end..at.start).map_or("", |gap| gap);
    let word = last.text.to_lowercase();
    if month_named(&word).is_some() && matches!(gap.trim(), "-" | "–") {
        return true;
    }
    let date = text.get(at.start..).map_or("", |date| date);
    if date.bytes().take_while(u8::is_ascii_digit).count() >= 4 {
        return false;
    }
    let is_day = |run: &Run<'_>| run.digits && run.text.len() <= 2;
    if is_day(last) {
        // "01 - 5 de mayo" is a position and a day.
        return matches!(gap.trim(), "-" | "–" | "/" | "") && !gap.contains(" -");
    }
    let is_to = matches!(
        word.as_str(),
        "y" | "e" | "a" | "al" | "and" | "to" | "de" | "of"
    );
    is_to && before.next().is_some_and(|number| is_day(number))
}

/// Words before a date that is not the paper's: of a birth, of an end, of a street.
const ELSEWHERE: &str = "\
    nacido|nacida|nacio|nació|born|dob|birthday|cumpleaños|vence|vencimiento|vencida|vencido|\
    vigente|válido|valido|válida|valida|valid|expira|expires|expiration|expiry|exp|caduca|hasta|\
    until|through|desde|since|calle|avenida|avda|plaza|barrio|colonia|urbanización|urbanizacion|\
    street|avenue|jornada|batalla";

/// Whether one of the two words before a date says whose it is.
fn is_of_something_else(before: &[&Run<'_>]) -> bool {
    let words = before.iter().rev().filter(|run| !run.digits);
    let mut words = words.map(|run| run.text.to_lowercase()).filter(|word| {
        !matches!(
            word.as_str(),
            "el" | "la" | "the" | "on" | "de" | "del" | "of" | "en" | "in"
        )
    });
    words
        .next()
        .is_some_and(|word| ELSEWHERE.split('|').any(|known| known == word))
}

/// Words before the number of a paper or a file.
const NUMBERED: &str = "\
    acta|acuerdo|arrêté|arrete|auto|bill|boleta|caso|causa|case|cedula|cédula|cel|celular|\
    certificado|circular|contrato|cuenta|decisao|decisão|decreto|decree|dictamen|dni|docket|exp|\
    expediente|expte|factura|file|folio|gaceta|guia|guía|id|informe|invoice|law|ley|matter|memo|\
    memorando|minuta|movil|móvil|no|nota|notice|nr|nro|num|number|numero|número|núm|n|oficio|\
    opinion|ordenanza|orden|order|ordonnance|partida|passport|pasaporte|phone|portaria|póliza|\
    poliza|proceso|providencia|radicado|recibo|ref|referencia|reference|registro|res|resol|\
    resolucion|resolución|resolution|rg|rol|sentencia|serie|solicitud|tel|telefono|teléfono|\
    ticket|tomo|tracking|un";

/// Whether the word before a run says that the run is a number, as in "Oficio 2022-10".
fn follows_number_word(runs: &[Run<'_>], index: usize) -> bool {
    let mut before = runs.iter().take(index).rev();
    // "N.º" and "Acta de" are two runs.
    let word = before.find(|run| !matches!(run.text, "º" | "°" | "o" | "de" | "del" | "the"));
    word.is_some_and(|word| {
        let word = word.text.to_lowercase();
        NUMBERED
            .split('|')
            .any(|known| known == word || known == word.trim_end_matches('º'))
    })
}

/// Whether the abbreviation for "number" stands right before a run.
fn follows_number_sign(runs: &[Run<'_>], index: usize) -> bool {
    let mut before = runs.iter().take(index).rev();
    let word = before.find(|run| !matches!(run.text, "º" | "°"));
    word.is_some_and(|word| {
        let word = word.text.to_lowercase();
        let word = word.trim_end_matches(['º', '°']);
        matches!(
            word,
            "n" | "no" | "nro" | "nr" | "num" | "núm" | "number" | "numero" | "número"
        )
    })
}

/// `20240211`, or the beginning of `20240211101112`.
fn in_one(runs: &[Run<'_>], index: usize) -> Option<DateInText> {
    let run = runs
        .get(index)
        .filter(|r| r.digits && matches!(r.text.len(), 8 | 14 | 17))?;
    let part = |range: Range<usize>| run.text.get(range).and_then(|t| t.parse::<u16>().ok());
    let date = likely(part(0..4)?, part(4..6)?, part(6..8)?)?;
    Some(DateInText {
        is_certain: !follows_number_word(runs, index),
        ..DateInText::certain(date, run.at.clone())
    })
}

/// Three numbers with the same separator: year first, or year last with four digits.
fn in_three(text: &str, runs: &[Run<'_>], index: usize) -> Option<DateInText> {
    let [a, b, c] = runs.get(index..index + 3)? else {
        return None;
    };
    if !(a.digits && b.digits && c.digits) {
        return None;
    }
    let (left, right) = (
        text.get(a.at.end..b.at.start)?,
        text.get(b.at.end..c.at.start)?,
    );
    if left != right || !is_separator(left) {
        return None;
    }
    let at = a.at.start..c.at.end;
    let number = |run: &Run<'_>| run.text.parse::<u16>().ok();
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    let lengths = (a.text.len(), b.text.len(), c.text.len());
    match lengths {
        // "N.º 2020-05-11" is a number, whatever it looks like.
        (4, 1..=2, 1..=2) => Some(DateInText {
            is_certain: !follows_number_sign(runs, index),
            ..DateInText::certain(likely(x, y, z)?, at)
        }),
        (1..=2, 1..=2, 4) => {
            let day_first = likely(z, y, x);
            // Nobody who writes the month first puts points between.
            let month_first = likely(z, x, y).filter(|_| left != ".");
            let mut dates: Vec<Date> = day_first.into_iter().chain(month_first).collect();
            dates.dedup();
            let is_certain = dates.len() == 1;
            (!dates.is_empty()).then_some(DateInText {
                dates,
                is_certain,
                at,
            })
        }
        _ => None,
    }
}

/// `11 de febrero de 2024`, `11 feb 2024`, `February 11, 2024`, `1º de junio de 2023`.
fn in_words(text: &str, runs: &[Run<'_>], index: usize) -> Option<DateInText> {
    let mut end = None;
    let runs = runs.get(index..)?;
    let words: Vec<&Run<'_>> = (0..)
        .zip(runs)
        .filter(|(at, run)| {
            let is_first = end.is_none();
            // "1º" and "1.º".
            let is_attached =
                end.is_some_and(|end| matches!(text.get(end..run.at.start), Some("" | ".")));
            end = Some(run.at.end);
            let word = run.text.to_lowercase();
            let is_of = |word: &str| matches!(word, "de" | "del" | "of");
            // "20th day of", "20 días del mes de", and not "23 días 2019".
            let is_day = matches!(
                word.as_str(),
                "day" | "día" | "dia" | "días" | "dias" | "mes"
            );
            let before_of = runs
                .get(at + 1)
                .is_some_and(|next| is_of(&next.text.to_lowercase()));
            let is_link = is_of(&word) || is_day && before_of;
            let is_ordinal = matches!(
                word.as_str(),
                "º" | "ª" | "o" | "ro" | "er" | "ero" | "th" | "st" | "nd" | "rd"
            );
            is_first || !(is_link || is_ordinal && is_attached)
        })
        .map(|(_, run)| run)
        .take(3)
        .collect();
    let [a, b, c] = words.as_slice() else {
        return None;
    };
    let near = text.get(a.at.start..c.at.end)?.len() < 40;
    let day_of = |run: &Run<'_>| match run.text.to_lowercase().as_str() {
        "primero" | "first" => Some(1),
        digits if run.digits && digits.len() <= 2 => digits.parse().ok(),
        _ => None,
    };
    let day_and_month =
        |day: &Run<'_>, name: &Run<'_>| Some((day_of(day)?, month_named(name.text)?));
    let (day, month) = day_and_month(a, b).or_else(|| day_and_month(b, a))?;
    if !near || !c.digits || c.text.len() != 4 {
        return None;
    }
    let date = likely(c.text.parse().ok()?, month, day)?;
    Some(DateInText::certain(date, a.at.start..c.at.end))
}

/// `2024-02` on its own, or `febrero de 2024`.
fn year_and_month(text: &str, runs: &[Run<'_>], index: usize) -> Option<DateInText> {
    let a = runs.get(index)?;
    let of = runs
        .get(index + 1)
        .is_some_and(|r| matches!(r.text.to_lowercase().as_str(), "de" | "del"));
    let b = runs.get(index + 1 + usize::from(of))?;
    let (year, month) = if a.digits {
        // Followed by another number it would be a nonexistent date, or no date.
        let alone = !of
            && !runs
                .get(index + 2)
                .is_some_and(|r| r.digits && r.at.start == b.at.end + 1);
        let right = a.text.len() == 4
            && b.digits
            && b.text.len() == 2
            && alone
            && is_separator(text.get(a.at.end..b.at.start)?);
        if !right {
            return None;
        }
        (a.text.parse().ok()?, b.text.parse().ok()?)
    } else {
        if !b.digits || b.text.len() != 4 {
            return None;
        }
        (b.text.parse().ok()?, month_named(a.text)?)
    };
    if !YEARS.contains(&year) {
        return None;
    }
    let date = Date::new(year, Some(u8::try_from(month).ok()?), None)?;
    Some(DateInText {
        is_certain: !a.digits || !follows_number_word(runs, index),
        ..DateInText::certain(date, a.at.start..b.at.end)
    })
}

fn is_separator(text: &str) -> bool {
    matches!(text, "-" | "_" | "." | " " | "/" | "–")
}

/// A date that papers can have.
fn likely(year: u16, month: u16, day: u16) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Date::new(year, Some(month), Some(day))
}

/// The number of a month by its Spanish or English name, complete or in its first three letters, or
/// by its complete Portuguese or French name, with or without accents.
#[must_use]
pub fn month_named(name: &str) -> Option<u16> {
    const SPANISH: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const PORTUGUESE: [&str; 12] = [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ];
    const FRENCH: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let name = name.to_lowercase();
    let is = |whole: &&str| *whole == name || (name.len() == 3 && whole.starts_with(&name));
    let at = SPANISH
        .iter()
        .position(is)
        .or_else(|| ENGLISH.iter().position(is))
        .or_else(|| PORTUGUESE.iter().position(|whole| *whole == name))
        .or_else(|| FRENCH.iter().position(|whole| *whole == name));
    let at = at.or(match name.as_str() {
        "fevrier" => Some(1),
        "marco" => Some(2),
        "aout" => Some(7),
        "setiembre" | "sept" => Some(8),
        "decembre" => Some(11),
        _ => None,
    })?;
    u16::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wrong date in a table of exhibits is worse than none.
    #[test]
    fn dates_in_names() {
        for (text, expected) in [
            ("2024-02-11", "2024-02-11"),
            ("Carta 2024_02_11", "2024-02-11"),
            ("2024 02 11 carta", "2024-02-11"),
            ("2024.2.1", "2024-02-01"),
            ("31-01-2024", "2024-01-31"),
            ("01-31-2024", "2024-01-31"),
            ("05-05-2024", "2024-05-05"),
            ("12.05.2021", "2021-05-12"),
            ("IMG_20240211_153012", "2024-02-11"),
            ("IMG20240211153012", "2024-02-11"),
            ("12 de febrero de 2024", "2024-02-12"),
            ("Feb 11, 2024", "2024-02-11"),
            ("12 de março de 2024", "2024-03-12"),
            ("12 décembre 2024", "2024-12-12"),
            ("11 sept 2023", "2023-09-11"),
            ("Carta febrero 2024", "2024-02"),
            ("Carta 2024-02", "2024-02"),
            ("Acta de febrero de 2024", "2024-02"),
            ("Resolución 2020-05-11", "2020-05-11"),
            // Days as ordinals.
            ("1º de junio de 2023", "2023-06-01"),
            ("1.º de mayo de 2020", "2020-05-01"),
            ("2024-02-11-153012", "2024-02-11"),
            ("2024-02-11-01", "2024-02-11"),
            ("01 - 5 de mayo de 2020", "2020-05-05"),
            ("10 Fotos de mayo de 2020", "2020-05"),
            ("Acta de nacimiento 1990-05-14", "1990-05-14"),
            ("1° de junio de 2023", "2023-06-01"),
            ("1o de junio de 2023", "2023-06-01"),
            ("1ro de mayo de 2022", "2022-05-01"),
            ("1ero de mayo del 2022", "2022-05-01"),
            ("1er mayo 2022", "2022-05-01"),
            ("primero de mayo de 2022", "2022-05-01"),
            ("May 1st, 2022", "2022-05-01"),
            ("2nd of May 2022", "2022-05-02"),
            ("20th day of November, 2022", "2022-11-20"),
            ("a los 20 días del mes de octubre de 2022", "2022-10-20"),
        ] {
            let found = find_date(text).and_then(|day| day.date());
            let found = found.map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2024-02-31",
            "2024-13-01",
            "99999999",
            "30000101",
            "V-12.345.678",
            "Expediente 1234-56-7890",
            "1 de mayo",
            "Trabajo en agosto 23 dias 2019",
            // Parts of numbers, of ranges, and dates of something else.
            "S-2020-05 resolution",
            "Carta 31 de febrero de 2020",
            "1-3 mayo 2020 recibos",
            "1 y 2 de mayo de 2020 fotos",
            "26 July - 22 August 2020 payslips",
            "Case 2020-05-11-0034",
            "Factura No. 2020-05-11-001",
            "Resolución 5 de mayo 2020-0012",
            "Calle 5 de Mayo 2020",
            "Certificado vence 5 mayo 2030",
            "Nacido el 5 de mayo de 1990 - acta",
            "Declaración de impuestos 2019",
            "Resolución 2020-13",
            "Resolución 2024-031",
        ] {
            assert!(find_date(text).is_none(), "{text}");
        }
    }

    /// What can be read in two ways, or is a number rather than a date, is not concluded.
    #[test]
    fn dates_that_are_not_certain() {
        for (text, expected) in [
            ("Acta 03-04-2023", &["2023-04-03", "2023-03-04"][..]),
            ("Letter 3/4/2023", &["2023-04-03", "2023-03-04"]),
            ("Resolución 2020-05", &["2020-05"]),
            ("Expediente 2021-03", &["2021-03"]),
            ("Oficio N.º 2022-10", &["2022-10"]),
            ("Acta Nº 2022-10", &["2022-10"]),
            ("No. 2022-10", &["2022-10"]),
            ("Acta de 2022-10", &["2022-10"]),
            ("Expediente 20210315", &["2021-03-15"]),
            ("ID 19900514", &["1990-05-14"]),
            ("Res. 2020-05", &["2020-05"]),
            ("N.º 2020-05-11", &["2020-05-11"]),
            ("Order No 2021-04-05", &["2021-04-05"]),
            ("Acuerdo 2020-05", &["2020-05"]),
            // Two dates: either may be the paper's.
            (
                "Contrato 1 mayo 2020 a 3 junio 2021",
                &["2020-05-01", "2021-06-03"],
            ),
            (
                "Lease from 2020-01-01 to 2021-01-01",
                &["2020-01-01", "2021-01-01"],
            ),
            ("xyz-25-12-2015-27-01-2016", &["2015-12-25", "2016-01-27"]),
            ("Abril 2020 - Mayo 2021 recibos", &["2020-04", "2021-05"]),
        ] {
            let found = find_date(text).unwrap();
            let dates: Vec<_> = found.dates.iter().map(ToString::to_string).collect();
            assert_eq!(dates, expected, "{text}");
            assert_eq!(found.date(), None, "{text}");
        }
    }

    /// A user who types a date into a field sees how it is read.
    #[test]
    fn dates_that_a_user_types() {
        let typed = |month_first| date_in("3/4/2023", month_first).unwrap().to_string();
        assert_eq!(
            (typed(false), typed(true)),
            ("2023-04-03".into(), "2023-03-04".into())
        );
        assert_eq!(
            date_in("31/1/2023", true).unwrap().to_string(),
            "2023-01-31"
        );
    }
}
