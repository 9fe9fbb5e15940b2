//! A day with its month and year, as papers write it: with figures, with the name of a month, in
//! words, and in words with the figures behind them in brackets. Runs in the child.

use expediente_model::{Date, find_date, month_named};

use super::number_words::number_in_words;
use super::tokens::Page;

/// A day on a page.
#[derive(Clone)]
pub(super) struct Day {
    /// What it can be, the day first.
    pub(super) dates: Vec<Date>,
    /// Its first token, and the one behind it.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether the day is before the month, where figures can only mean that or the other.
    is_day_first: Option<bool>,
}

/// All days of a page, in order.
pub(super) fn days(page: &Page<'_>) -> Vec<Day> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.tokens.len() {
        let day = in_figures(page, at)
            .or_else(|| day_first(page, at))
            .or_else(|| month_first(page, at));
        at = match day {
            Some(day) => {
                let to = day.to;
                found.push(day);
                to
            }
            None => at + 1,
        };
    }
    settle_order(&mut found);
    found
}

/// A page writes its days in one order: where one in figures can only have the day first, or the
/// month, so have the others.
fn settle_order(days: &mut [Day]) {
    let sure: Vec<bool> = days.iter().filter_map(|day| day.is_day_first).collect();
    let Some(is_day_first) = sure.first().copied() else {
        return;
    };
    if sure.contains(&!is_day_first) {
        return;
    }
    for day in days {
        if let [first, second] = *day.dates.as_slice() {
            day.dates = vec![if is_day_first { first } else { second }];
        }
    }
}

/// `14/05/2024`, `2024-05-14`: three numbers with the same sign between.
fn in_figures(page: &Page<'_>, at: usize) -> Option<Day> {
    let [a, first, b, second, c] = page.tokens.get(at..at + 5)? else {
        return None;
    };
    let is_sign = first.is_any(&["/", "-", "."]) && first.text == second.text;
    let is_whole = [a, b, c].iter().all(|part| part.is_number());
    let is_run = first.is_attached && b.is_attached && second.is_attached && c.is_attached;
    if !(is_sign && is_whole && is_run) || a.is_attached && is_joined(page, at) {
        return None;
    }
    // A part of a longer number.
    let next = page.tokens.get(at + 5);
    let goes_on =
        next.is_some_and(|next| next.is_attached && (next.is_word() || next.is_any(&["-", "/"])));
    if goes_on {
        return None;
    }
    let text = page.text.get(a.from..c.to)?;
    let dates = find_date(text)?.dates;
    let is_day = dates.iter().all(|date| date.day().is_some());
    let is_day_first = match dates.as_slice() {
        // The same day and month say nothing, nor does a year before them.
        [only] if a.text.len() <= 2 && only.day() != only.month() => {
            Some(a.text.parse::<u8>().ok() == only.day())
        }
        _ => None,
    };
    is_day.then_some(Day {
        dates,
        from: at,
        to: at + 5,
        is_day_first,
    })
}

/// Whether what is right before a token makes it a part of something longer.
fn is_joined(page: &Page<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| page.tokens.get(at));
    before.is_some_and(|before| before.is_word() || before.is_any(&["-", "/", "."]))
}

/// `14 de mayo de 2024`, `catorce (14) días del mes de mayo de dos mil veinticuatro (2024)`,
/// `3rd day of June, 2024`, `le 5 mars 2023`.
fn day_first(page: &Page<'_>, at: usize) -> Option<Day> {
    let token = page.tokens.get(at)?;
    if token.is_number() && token.is_attached && is_joined(page, at) {
        return None;
    }
    let (day, here) = number(page, at, 2)?;
    let here = skip(
        page,
        here,
        &[
            "º",
            "°",
            "ª",
            ".",
            "st",
            "nd",
            "rd",
            "th",
            "er",
            "ero",
            "ro",
            "do",
            "to",
            "o",
            "dias",
            "dia",
            "day",
            "jours",
            "jour",
            "del",
            "de",
            "du",
            "of",
            "mes",
            "mois",
            "month",
            "the",
            "-",
            "/",
            "corriente",
        ],
    );
    let month = month_on(page, &page.tokens.get(here)?.plain)?;
    // "14 OUT/OCT 2020"
    let is_twice = page.tokens.get(here + 1).is_some_and(|sign| sign.is("/"))
        && page
            .tokens
            .get(here + 2)
            .is_some_and(|again| month_on(page, &again.plain) == Some(month));
    let here = skip(
        page,
        here + if is_twice { 3 } else { 1 },
        &[
            ".", ",", "del", "de", "do", "of", "ano", "year", "l", "'", "’", "annee", "an", "-",
            "/", "the", "in",
        ],
    );
    let (year, to) = number(page, here, 4)?;
    day_of(year, month, day, at, to)
}

/// `May 14th, 2024`.
fn month_first(page: &Page<'_>, at: usize) -> Option<Day> {
    let month = month_on(page, &page.tokens.get(at)?.plain)?;
    let here = skip(page, at + 1, &["."]);
    let (day, here) = number(page, here, 2)?;
    let here = skip(page, here, &["st", "nd", "rd", "th", ",", "."]);
    let (year, to) = number(page, here, 4)?;
    day_of(year, month, day, at, to)
}

fn day_of(year: u16, month: u16, day: u16, from: usize, to: usize) -> Option<Day> {
    if !(1900..=2099).contains(&year) {
        return None;
    }
    let small = |number: u16| u8::try_from(number).ok();
    let date = Date::new(year, Some(small(month)?), Some(small(day)?))?;
    Some(Day {
        dates: vec![date],
        from,
        to,
        is_day_first: None,
    })
}

/// A number in figures of so many digits at most, or in words with or without the figures behind
/// it in brackets, and the token behind it. Where words and figures say different numbers, neither
/// is believed.
fn number(page: &Page<'_>, at: usize, digits: usize) -> Option<(u16, usize)> {
    let token = page.tokens.get(at)?;
    let figures = |at: usize| {
        let token = page.tokens.get(at)?;
        let is_year = digits == 4;
        let fits = token.is_number()
            && if is_year {
                token.text.len() == 4
            } else {
                token.text.len() <= digits
            };
        token.text.parse::<u16>().ok().filter(|_| fits)
    };
    let (value, here) = match figures(at) {
        Some(value) => (value, at + 1),
        None if token.is_word() => number_in_words(page, at)?,
        None => return None,
    };
    let is_open = page.tokens.get(here).is_some_and(|open| open.is("("));
    let is_closed = page.tokens.get(here + 2).is_some_and(|close| close.is(")"));
    if is_open && is_closed {
        let inside = page.tokens.get(here + 1)?;
        if inside.is_number() {
            let same = inside.text.parse::<u16>().ok() == Some(value);
            return same.then_some((value, here + 3));
        }
        let (inside, end) = number_in_words(page, here + 1)?;
        return (inside == value && end == here + 2).then_some((value, here + 3));
    }
    // "14 (catorce)" of several words.
    if is_open && let Some((inside, end)) = number_in_words(page, here + 1) {
        let is_closed = page.tokens.get(end).is_some_and(|close| close.is(")"));
        return (inside == value && is_closed).then_some((value, end + 1));
    }
    Some((value, here))
}

/// The first token from here on that is none of these, as far as eight.
fn skip(page: &Page<'_>, at: usize, words: &[&str]) -> usize {
    let skipped = page.tokens.iter().skip(at).take(8);
    at + skipped.take_while(|token| token.is_any(words)).count()
}

/// The month of a name on a page. `out` is October in Portuguese and August in Haitian Creole.
fn month_on(page: &Page<'_>, name: &str) -> Option<u16> {
    const PORTUGUESE: [&str; 6] = [
        "brasil",
        "brasileira",
        "portugal",
        "portuguesa",
        "emissao",
        "certidao",
    ];
    if name == "out" {
        return page.has(&PORTUGUESE).then_some(10);
    }
    month_of(name)
}

/// The month of a name in Spanish, English, Portuguese or French, without accents.
fn month_of(name: &str) -> Option<u16> {
    const SHORT: [(&str, u16); 7] = [
        ("janv", 1),
        ("fev", 2),
        ("febr", 2),
        ("avr", 4),
        ("juil", 7),
        ("agto", 8),
        ("dez", 12),
    ];
    let short = SHORT.iter().find(|(known, _)| *known == name);
    short.map(|(_, month)| *month).or_else(|| month_named(name))
}
