//! Dates in names: `2024-02-11`, `11-02-2024`, `20240211`, `11 de febrero de 2024`, `Feb 11, 2024`,
//! `2024-02`.

use std::ops::{Range, RangeInclusive};

use expediente_model::Date;

/// Years that papers can have.
const YEARS: RangeInclusive<u16> = 1900..=2099;

/// A date and its position in the text, in bytes.
pub(crate) struct Day {
    pub(crate) date: Date,
    pub(crate) at: Range<usize>,
}

/// A run of digits or of letters.
pub(crate) struct Run<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: Range<usize>,
    pub(crate) digits: bool,
}

/// Splits a text into its runs of digits and of letters; all other characters are skipped.
pub(crate) fn runs(text: &str) -> Vec<Run<'_>> {
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

/// The first date in a text written by a person, if there is one. `month_first` decides
/// `2/11/2024`.
#[must_use]
pub fn date_in(text: &str, month_first: bool) -> Option<Date> {
    find(text, month_first).map(|day| day.date)
}

/// The first date in a text. If day and month are ambiguous, `month_first` decides: Venezuela
/// writes the day first, the United States the month.
pub(crate) fn find(text: &str, month_first: bool) -> Option<Day> {
    let runs = runs(text);
    let whole = (0..runs.len()).find_map(|i| {
        in_one(&runs, i)
            .or_else(|| in_three(text, &runs, i, month_first))
            .or_else(|| in_words(text, &runs, i))
    });
    whole.or_else(|| (0..runs.len()).find_map(|i| year_and_month(text, &runs, i)))
}

/// `20240211`, or the beginning of `20240211101112`.
fn in_one(runs: &[Run<'_>], index: usize) -> Option<Day> {
    let run = runs
        .get(index)
        .filter(|r| r.digits && matches!(r.text.len(), 8 | 14 | 17))?;
    let part = |range: Range<usize>| run.text.get(range).and_then(|t| t.parse::<u16>().ok());
    let date = likely(part(0..4)?, part(4..6)?, part(6..8)?)?;
    Some(Day {
        date,
        at: run.at.clone(),
    })
}

/// Three numbers with the same separator: year first, or year last with four digits.
fn in_three(text: &str, runs: &[Run<'_>], index: usize, month_first: bool) -> Option<Day> {
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
    let date = match lengths {
        (4, 1..=2, 1..=2) => likely(x, y, z)?,
        (1..=2, 1..=2, 4) => {
            let (day, month) = match (x > 12, y > 12) {
                (true, false) => (x, y),
                (false, true) => (y, x),
                _ if month_first => (y, x),
                _ => (x, y),
            };
            likely(z, month, day)?
        }
        _ => return None,
    };
    Some(Day { date, at })
}

/// `11 de febrero de 2024`, `11 feb 2024`, `February 11, 2024`.
fn in_words(text: &str, runs: &[Run<'_>], index: usize) -> Option<Day> {
    let words: Vec<&Run<'_>> = runs
        .get(index..)?
        .iter()
        .enumerate()
        .filter(|(i, r)| {
            *i == 0
                || !matches!(
                    r.text.to_lowercase().as_str(),
                    "de" | "del" | "of" | "th" | "st" | "nd" | "rd"
                )
        })
        .map(|(_, r)| r)
        .take(3)
        .collect();
    let [a, b, c] = words.as_slice() else {
        return None;
    };
    let near = text.get(a.at.start..c.at.end)?.len() < 32;
    let (day, name) = match (a.digits, b.digits) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    if !near || !c.digits || c.text.len() != 4 || day.text.len() > 2 {
        return None;
    }
    let date = likely(
        c.text.parse().ok()?,
        month(name.text)?,
        day.text.parse().ok()?,
    )?;
    Some(Day {
        date,
        at: a.at.start..c.at.end,
    })
}

/// `2024-02` on its own, or `febrero de 2024`.
fn year_and_month(text: &str, runs: &[Run<'_>], index: usize) -> Option<Day> {
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
        (b.text.parse().ok()?, month(a.text)?)
    };
    if !YEARS.contains(&year) {
        return None;
    }
    Some(Day {
        date: Date::new(year, Some(u8::try_from(month).ok()?), None)?,
        at: a.at.start..b.at.end,
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

/// The number of a month by its Spanish or English name, complete or in its first three letters.
pub(crate) fn month(name: &str) -> Option<u16> {
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
    let name = name.to_lowercase();
    let is = |whole: &&str| *whole == name || (name.len() == 3 && whole.starts_with(&name));
    let at = SPANISH
        .iter()
        .position(is)
        .or_else(|| ENGLISH.iter().position(is));
    let at = at.or(match name.as_str() {
        "setiembre" | "sept" => Some(8),
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
        for (text, month_first, expected) in [
            ("2024-02-11", false, Some("2024-02-11")),
            ("Carta 2024_02_11", false, Some("2024-02-11")),
            ("2024 02 11 carta", false, Some("2024-02-11")),
            ("2024.2.1", false, Some("2024-02-01")),
            ("11-02-2024", false, Some("2024-02-11")),
            ("11-02-2024", true, Some("2024-11-02")),
            ("31-01-2024", true, Some("2024-01-31")),
            ("01-31-2024", false, Some("2024-01-31")),
            ("IMG_20240211_153012", false, Some("2024-02-11")),
            ("IMG20240211153012", false, Some("2024-02-11")),
            ("12 de febrero de 2024", false, Some("2024-02-12")),
            ("Feb 11, 2024", false, Some("2024-02-11")),
            ("11 sept 2023", false, Some("2023-09-11")),
            ("Recibo 2024-02", false, Some("2024-02")),
            ("Recibo febrero 2024", false, Some("2024-02")),
            ("2024-02-31", false, None),
            ("2024-13-01", false, None),
            ("99999999", false, None),
            ("30000101", false, None),
            ("V-12.345.678", false, None),
            ("Expediente 1234-56-7890", false, None),
            ("1 de mayo", false, None),
            ("Declaración de impuestos 2019", false, None),
        ] {
            let found = find(text, month_first).map(|d| d.date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
