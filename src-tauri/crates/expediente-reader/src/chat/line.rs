//! The beginning of a message in WhatsApp's text: `[d/m/yy, h:mm:ss p. m.] Name: ` on an iPhone,
//! `d/m/yy, h:mm - Name: ` on Android, in the forms of every country.

/// The numbers of a date as they stand, and which of them is the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Written {
    pub(crate) numbers: [u16; 3],
    pub(crate) year_first: bool,
    /// Whether each has two digits.
    pub(crate) is_padded: bool,
}

/// The form of the lines of one file, which all its messages share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    bracketed: bool,
    separator: char,
    seconds: bool,
    year_first: bool,
}

/// The beginning of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Start<'a> {
    pub(crate) form: Form,
    pub(crate) date: Written,
    /// `hh:mm` or `hh:mm:ss`, of 24 hours; as it stands if there is no such time.
    pub(crate) time: String,
    /// Whether there is no such time.
    pub(crate) is_odd: bool,
    /// Day and time as they stand.
    pub(crate) written: &'a str,
    /// Name and text.
    pub(crate) rest: &'a str,
}

/// Marks of direction, which WhatsApp writes before lines and files.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Spaces, of any width.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// A text that is read from its beginning.
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.0 = self.0.trim_start_matches(skipped);
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        self.0 = self.0.strip_prefix(wanted)?;
        Some(())
    }

    fn number(&mut self, most: usize) -> Option<(u16, usize)> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > most {
            return None;
        }
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        Some((number.parse().ok()?, digits))
    }
}

/// The beginning of a message, if the line begins one.
pub(crate) fn start(line: &str) -> Option<Start<'_>> {
    let mut cursor = Cursor(line.trim_start_matches(is_mark));
    let bracketed = cursor.take('[').is_some();
    cursor.skip(is_mark);
    let moment = cursor.0;
    let (first, first_digits) = cursor.number(4)?;
    let separator = cursor.0.chars().next()?;
    if !matches!(separator, '/' | '.' | '-') {
        return None;
    }
    cursor.take(separator)?;
    // Some languages write a space behind the point.
    cursor.skip(is_space);
    let (second, second_digits) = cursor.number(2)?;
    cursor.take(separator)?;
    cursor.skip(is_space);
    let (third, third_digits) = cursor.number(4)?;
    let year_first = first_digits == 4;
    if first_digits == 3 || !matches!((year_first, third_digits), (true, 1 | 2) | (false, 2 | 4)) {
        return None;
    }
    // "3/2/24., 10:00": a point behind the date.
    cursor.skip(|c| c == '.');
    let before = cursor.0.len();
    cursor.skip(|c| c == ',' || is_space(c) || is_mark(c));
    if let Some(rest) = cursor
        .0
        .strip_prefix("à ")
        .or_else(|| cursor.0.strip_prefix("às "))
    {
        cursor.0 = rest;
        cursor.skip(is_space);
    }
    if cursor.0.len() == before {
        return None;
    }
    let clock = cursor.0;
    let (hour, _) = cursor.number(2)?;
    let colon = cursor
        .0
        .chars()
        .next()
        .filter(|c| matches!(c, ':' | '.' | 'h'))?;
    cursor.take(colon)?;
    let (minute, minute_digits) = cursor.number(2)?;
    let mut second_of_minute = None;
    if minute_digits == 2 && cursor.0.starts_with(colon) {
        cursor.take(colon)?;
        second_of_minute = Some(cursor.number(2)?.0);
    }
    let half = half(&mut cursor);
    let hour = match (half, hour) {
        (None, hour) => Some(hour),
        (Some(_), 0 | 13..) => None,
        (Some(false), 12) => Some(0),
        (Some(true), 12) => Some(12),
        (Some(false), hour) => Some(hour),
        (Some(true), hour) => Some(hour + 12),
    };
    let is_minute = minute <= 59 && second_of_minute.is_none_or(|second| second <= 60);
    let hour = hour.filter(|hour| *hour <= 23 && is_minute);
    let until = |from: &'_ str, rest: &str| from.len() - rest.len();
    let clock_said = clock.get(..until(clock, cursor.0)).map_or("", str::trim);
    let written = moment.get(..until(moment, cursor.0)).map_or("", str::trim);
    if bracketed {
        cursor.take(']')?;
        cursor.skip(is_space);
    } else {
        cursor.skip(is_space);
        cursor.0 = cursor
            .0
            .strip_prefix('-')
            .or_else(|| cursor.0.strip_prefix('–'))?;
        cursor.take(' ')?;
    }
    let seconds = second_of_minute.map(|second| format!(":{second:02}"));
    Some(Start {
        form: Form {
            bracketed,
            separator,
            seconds: seconds.is_some(),
            year_first,
        },
        date: Written {
            numbers: [first, second, third],
            year_first,
            is_padded: (first_digits, second_digits, third_digits) == (2, 2, 2),
        },
        time: match (hour, seconds) {
            (Some(hour), Some(seconds)) => format!("{hour:02}:{minute:02}{seconds}"),
            (Some(hour), None) => format!("{hour:02}:{minute:02}"),
            (None, _) => clock_said.to_owned(),
        },
        is_odd: hour.is_none(),
        written,
        rest: cursor.0,
    })
}

/// Before or after noon, if the time says so: `AM`, `p. m.`, `p.m.`, with spaces of any width.
fn half(cursor: &mut Cursor<'_>) -> Option<bool> {
    let rest = cursor.0.trim_start_matches(is_space);
    let mut chars = rest.char_indices();
    let (_, letter) = chars.next()?;
    let is_after = match letter {
        'a' | 'A' => false,
        'p' | 'P' => true,
        _ => return None,
    };
    let mut end = None;
    for (at, c) in chars {
        match c {
            '.' => {}
            c if is_space(c) => {}
            'm' | 'M' => {
                end = Some(at + 1);
                break;
            }
            _ => return None,
        }
    }
    let rest = rest.get(end?..)?;
    let rest = rest.strip_prefix('.').map_or(rest, |rest| rest);
    cursor.0 = rest;
    Some(is_after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms are those of WhatsApp's exports in Spanish, English, Portuguese and French.
    #[test]
    fn beginnings_of_messages() {
        for (line, numbers, time, rest) in [
            (
                "[3/4/24, 9:05:07] Ana: hola",
                [3, 4, 24],
                "09:05:07",
                "Ana: hola",
            ),
            (
                "\u{200e}[3/4/24, 9:05:07\u{202f}p.\u{a0}m.] Ana: \u{200e}x",
                [3, 4, 24],
                "21:05:07",
                "Ana: \u{200e}x",
            ),
            (
                "[2021-05-04, 12:02:50 a. m.] Ana: x",
                [2021, 5, 4],
                "00:02:50",
                "Ana: x",
            ),
            (
                "[04/05/2021 10:02:50] Ana: x",
                [4, 5, 2021],
                "10:02:50",
                "Ana: x",
            ),
            (
                "28/3/2025, 9:29\u{a0}p.\u{a0}m. - Ana: x",
                [28, 3, 2025],
                "21:29",
                "Ana: x",
            ),
            (
                "28/3/2025, 9:29 p.\u{202f}m. - Ana: x",
                [28, 3, 2025],
                "21:29",
                "Ana: x",
            ),
            (
                "3/4/24, 12:00\u{202f}PM - Ana: x",
                [3, 4, 24],
                "12:00",
                "Ana: x",
            ),
            ("04/05/2021 22:02 - Ana: x", [4, 5, 2021], "22:02", "Ana: x"),
            (
                "04/05/2021 \u{e0} 22:02 - Ana: x",
                [4, 5, 2021],
                "22:02",
                "Ana: x",
            ),
            ("04.05.21, 22:02 - Ana: x", [4, 5, 21], "22:02", "Ana: x"),
            (
                "3/4/24, 9:29 p.m. - Mensajes cifrados",
                [3, 4, 24],
                "21:29",
                "Mensajes cifrados",
            ),
        ] {
            let found = start(line).unwrap_or_else(|| panic!("{line:?}"));
            assert_eq!(
                (found.date.numbers, found.time.as_str(), found.rest),
                (numbers, time, rest)
            );
        }
        // No such time: the line begins a message all the same.
        for (line, time, written) in [
            ("3/4/24, 25:61 - Ana: x", "25:61", "3/4/24, 25:61"),
            (
                "[3/4/24, 13:00:00 p. m.] Ana: x",
                "13:00:00 p. m.",
                "3/4/24, 13:00:00 p. m.",
            ),
        ] {
            let found = start(line).unwrap();
            assert!(found.is_odd);
            assert_eq!(
                (found.time.as_str(), found.written, found.rest),
                (time, written, "Ana: x")
            );
        }
        for line in [
            "hola",
            "3/4/24",
            "3/4/24, 9:00 x",
            "[3/4/24, 9:05:07 Ana: x",
            "3-4, 9:00 - x",
            "",
            "1234567/1/24, 9:00 - x",
        ] {
            assert_eq!(start(line), None, "{line:?}");
        }
    }
}
