//! Whether the day or the month comes first in the dates of a chat: told once for the whole file.

use expediente_intake::DateOrder;
use expediente_model::{Code, Date, Finding};

use crate::chat::line::Written;
use crate::chat::{Known, OrderBy};

/// Words of the app by which its language is known; in all of these the day comes first.
const DAY_FIRST: [&str; 24] = [
    "omitid",
    "adjunto",
    "cifrados de extremo",
    "cifrado de extremo",
    "eliminaste este mensaje",
    "se eliminó este mensaje",
    "se editó este mensaje",
    "llamada perdida",
    "chat de whatsapp con",
    "anexado",
    "mídia oculta",
    "criptografia de ponta",
    "mensagem apagada",
    "mensagem editada",
    "conversa do whatsapp com",
    "ocultad",
    "fichier joint",
    "pièce jointe",
    "médias omis",
    "chiffrés de bout",
    "message supprimé",
    "discussion whatsapp avec",
    "a. m.",
    "p. m.",
];

/// Lines of a file that are searched for such words.
const SEARCHED: usize = 4_000;

/// Tells the order.
///
/// # Errors
/// The finding that asks, with both readings of a date.
pub(crate) fn of(dates: &[Written], lines: &[&str], known: Known<'_>) -> Result<OrderBy, Finding> {
    if dates.iter().all(|date| date.year_first) {
        return Ok(OrderBy::Form);
    }
    let count = |at: usize| {
        let above = |date: &&Written| date.numbers.get(at).is_some_and(|number| *number > 12);
        dates.iter().filter(above).count()
    };
    let (first, second) = (count(0), count(1));
    if first > second {
        return Ok(OrderBy::Day(DateOrder::DayFirst));
    }
    if second > first {
        return Ok(OrderBy::Day(DateOrder::MonthFirst));
    }
    if let Some(order) = known.dates {
        return Ok(OrderBy::Answer(order));
    }
    // The same either way.
    if dates
        .iter()
        .all(|date| date.numbers.first() == date.numbers.get(1))
    {
        return Ok(OrderBy::Form);
    }
    if known.is_day_first(lines) {
        return Ok(OrderBy::Language(DateOrder::DayFirst));
    }
    Err(asked(dates))
}

impl Known<'_> {
    /// Whether a name of the chat, or the app in it, is in a language that writes the day first.
    pub(crate) fn is_day_first(&self, lines: &[&str]) -> bool {
        self.names.iter().any(|name| is_day_first(name)) || says_app(lines)
    }
}

/// Whether the app itself says something in one of those languages: in angle brackets, in brackets
/// behind a file, behind a mark of direction, or where nobody speaks.
fn says_app(lines: &[&str]) -> bool {
    lines.iter().take(SEARCHED).any(|line| {
        let is_said = line.contains(['<', '(', '\u{200e}']) || !line.contains(": ");
        let time = line.split_once(']').or_else(|| line.split_once(" - "));
        is_said && is_day_first(line) || time.is_some_and(|(time, _)| is_day_first_half(time))
    })
}

fn is_day_first(text: &str) -> bool {
    let lower = plain(text);
    let words = DAY_FIRST.iter().filter(|word| !word.ends_with("m."));
    words.into_iter().any(|word| lower.contains(word))
}

/// Whether a time is written as only Spanish writes it.
fn is_day_first_half(beginning: &str) -> bool {
    let lower = plain(beginning);
    ["a. m.", "p. m."].iter().any(|word| lower.contains(word))
}

/// In lower case, with plain spaces.
fn plain(text: &str) -> String {
    let spaces = |c: char| {
        if matches!(c, '\u{a0}' | '\u{202f}') {
            ' '
        } else {
            c
        }
    };
    text.chars().map(spaces).collect::<String>().to_lowercase()
}

fn asked(dates: &[Written]) -> Finding {
    let finding = Finding::new(Code::ChatDateOrder);
    let reading = |date: &Written, order| read(*date, Some(order)).map(|day| day.to_string());
    let both = |date: &Written| {
        let first = reading(date, DateOrder::DayFirst);
        let second = reading(date, DateOrder::MonthFirst);
        first.zip(second).filter(|(first, second)| first != second)
    };
    let asked = dates.iter().find_map(|date| Some((date, both(date)?)));
    let differs = |date: &&Written| date.numbers.first() != date.numbers.get(1);
    // Dates that contradict each other: each can be read in one way only.
    let one_way = || {
        let date = dates.iter().find(differs)?;
        let or_none = |order| reading(date, order).unwrap_or_else(|| "—".to_owned());
        let ways = (or_none(DateOrder::DayFirst), or_none(DateOrder::MonthFirst));
        Some((date, ways))
    };
    let Some((date, (by_day, by_month))) = asked.or_else(one_way) else {
        return finding;
    };
    let [first, second, third] = date.numbers;
    finding
        .with("written", format!("{first}/{second}/{third}"))
        .with("first", by_day)
        .with("second", by_month)
}

/// Both readings of a date that can begin with its year, if all of the file can: then only who
/// knows the telephone can tell.
pub(crate) fn years(dates: &[Written], order: OrderBy) -> Option<(String, String)> {
    if !matches!(order, OrderBy::Day(DateOrder::DayFirst)) {
        return None;
    }
    let year_first = |date: &Written| {
        let [year, month, day] = date.numbers;
        let is_padded = date.is_padded && year >= 9 && day >= 1;
        let turned = Written {
            numbers: [2000 + year, month, day],
            year_first: true,
            ..*date
        };
        if is_padded { read(turned, None) } else { None }
    };
    let other: Vec<Date> = dates.iter().map(year_first).collect::<Option<_>>()?;
    if !other.is_sorted() {
        return None;
    }
    let (first, turned) = dates.first().zip(other.first())?;
    let own = read(*first, order.order())?;
    Some((own.to_string(), turned.to_string()))
}

/// The day of a date in an order; none if the calendar has no such day.
pub(crate) fn read(date: Written, order: Option<DateOrder>) -> Option<Date> {
    let [first, second, third] = date.numbers;
    let (year, month, day) = match (date.year_first, order) {
        (true, _) => (first, second, third),
        (false, Some(DateOrder::MonthFirst)) => (third, first, second),
        (false, _) => (third, second, first),
    };
    let year = if year < 100 { 2000 + year } else { year };
    // WhatsApp began in 2009.
    if !(2009..=2100).contains(&year) {
        return None;
    }
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Date::new(year, Some(month), Some(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(dates: &[[u16; 3]], lines: &[&str], dates_said: Option<DateOrder>) -> Option<OrderBy> {
        let dates: Vec<Written> = dates
            .iter()
            .map(|numbers| Written {
                numbers: *numbers,
                year_first: numbers[0] > 31,
                is_padded: false,
            })
            .collect();
        let known = Known {
            names: ["chat.txt", "", ""],
            dates: dates_said,
        };
        of(&dates, lines, known).ok()
    }

    /// One order for the whole file, by what the file shows; else the answer; else a question.
    #[test]
    fn the_order_is_told_once() {
        use DateOrder::{DayFirst, MonthFirst};
        let open = [[3, 4, 24], [5, 6, 24]];
        let english = ["3/4/24, 9:05 AM - Eve: p. m. <hi"];
        assert_eq!(told(&open, &english, None), None);
        assert_eq!(
            told(&open, &english, Some(MonthFirst)),
            Some(OrderBy::Answer(MonthFirst))
        );
        // What the file shows is stronger than an answer.
        assert_eq!(
            told(&[[3, 4, 24], [13, 4, 24]], &english, Some(MonthFirst)),
            Some(OrderBy::Day(DayFirst))
        );
        assert_eq!(
            told(&[[3, 4, 24], [4, 13, 24]], &english, None),
            Some(OrderBy::Day(MonthFirst))
        );
        assert_eq!(told(&[[2024, 4, 3]], &english, None), Some(OrderBy::Form));
        assert_eq!(told(&[[4, 4, 24]], &english, None), Some(OrderBy::Form));
        for said in [
            "3/4/24, 9:05\u{a0}p.\u{202f}m. - Eve: hi",
            "3/4/24, 9:05 - Eve: <Multimedia omitido>",
            "3/4/24, 9:05 - Eve: x.jpg (fichier joint)",
            "3/4/24, 9:05 - As mensagens s\u{e3}o protegidas com a criptografia de ponta a ponta.",
        ] {
            let order = told(&open, &[said], None);
            assert_eq!(order, Some(OrderBy::Language(DayFirst)), "{said}");
        }
        // Somebody who writes Spanish in an English app decides nothing.
        assert_eq!(
            told(&open, &["3/4/24, 9:05 AM - Eve: llamada perdida"], None),
            None
        );
    }

    #[test]
    fn days_that_do_not_exist() {
        let written = |numbers| Written {
            numbers,
            year_first: false,
            is_padded: false,
        };
        let day = |numbers, order| read(written(numbers), Some(order)).map(|day| day.to_string());
        let of = |text: &str| Some(text.to_owned());
        assert_eq!(day([3, 4, 24], DateOrder::DayFirst), of("2024-04-03"));
        assert_eq!(day([3, 4, 2024], DateOrder::MonthFirst), of("2024-03-04"));
        assert_eq!(day([31, 2, 24], DateOrder::DayFirst), None);
        assert_eq!(day([3, 4, 1999], DateOrder::DayFirst), None);
    }
}
