//! Times as signatures state them, each with its zone as far as it is known.

use std::fmt;

use expediente_model::Date;

use crate::signatures::ber::{GENERALIZED_TIME, UTC_TIME, Value};

/// A moment: as it was written, with its distance from universal time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    /// Minutes before universal time or after it; none where no zone is written.
    zone: Option<i32>,
}

impl Time {
    /// A time of ASN.1 (X.680, 46 and 47): `UTCTime` or `GeneralizedTime`.
    pub(crate) fn of_value(value: Value<'_>) -> Option<Self> {
        let mut text = Digits(value.content);
        let year = match value.tag {
            // RFC 5280, 4.1.2.5.1
            UTC_TIME => match u16::from(text.two()?) {
                year @ 0..50 => 2000 + year,
                year => 1900 + year,
            },
            GENERALIZED_TIME => text.four()?,
            _ => return None,
        };
        let (month, day, hour) = (text.two()?, text.two()?, text.two()?);
        let (minute, second) = (text.two_or_none(), text.two_or_none());
        // Parts of a second.
        if let Some((b'.' | b',', rest)) = text.0.split_first() {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            text.0 = rest.get(digits..)?;
        }
        let zone = text.zone()?;
        Self::possible(year, (month, day), (hour, minute, second), zone)
    }

    /// A date of a PDF (ISO 32000-2, 7.9.4), such as `D:20250303101500-05'00'`.
    pub(crate) fn of_pdf(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut text = Digits(text.trim_start_matches("D:").as_bytes());
        let (year, month, day) = (text.four()?, text.two()?, text.two()?);
        let time = (text.two_or_none(), text.two_or_none(), text.two_or_none());
        // A zone that is not written as it should be is none.
        let zone = text.zone().flatten();
        Self::possible(year, (month, day), time, zone)
    }

    fn possible(
        year: u16,
        (month, day): (u8, u8),
        (hour, minute, second): (u8, u8, u8),
        zone: Option<i32>,
    ) -> Option<Self> {
        Date::new(year, Some(month), Some(day))?;
        // A minute may have a leap second.
        (hour < 24 && minute < 60 && second <= 60).then_some(Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
            zone,
        })
    }

    /// Minutes since some day, in universal time. A time without a zone is taken as if it were
    /// universal.
    pub(crate) fn minutes(&self) -> Option<i64> {
        let day = Date::new(self.year, Some(self.month), Some(self.day))?;
        let days = day.days_since(Date::new(2000, Some(1), Some(1))?);
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute);
        Some(days * 24 * 60 + minutes - i64::from(self.zone.unwrap_or(0)))
    }
}

/// As RFC 3339 has it; without a zone where none is known.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
            ..
        } = self;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        match self.zone {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(zone) => {
                let sign = if zone < 0 { '-' } else { '+' };
                let zone = zone.abs();
                write!(f, "{sign}{:02}:{:02}", zone / 60, zone % 60)
            }
        }
    }
}

/// Digits that are read from the left.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn two(&mut self) -> Option<u8> {
        let (digits, rest) = self.0.split_first_chunk::<2>()?;
        let number = std::str::from_utf8(digits).ok()?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        number.parse().ok()
    }

    /// The next two digits; where a time ends before them, they are zero.
    fn two_or_none(&mut self) -> u8 {
        self.two().unwrap_or(0)
    }

    fn four(&mut self) -> Option<u16> {
        let (century, year) = (self.two()?, self.two()?);
        Some(u16::from(century) * 100 + u16::from(year))
    }

    /// A zone: `Z`, `-0500`, `-05'00'`, `-05`, or nothing. The outer none is something else.
    fn zone(&mut self) -> Option<Option<i32>> {
        let Some((sign, rest)) = self.0.split_first() else {
            return Some(None);
        };
        let sign = match sign {
            b'Z' => return Some(Some(0)),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        self.0 = rest;
        let hours = i32::from(self.two()?);
        if let Some((b'\'' | b':', rest)) = self.0.split_first() {
            self.0 = rest;
        }
        let minutes = i32::from(self.two_or_none());
        (hours < 24 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(tag: u8, text: &str) -> Option<String> {
        let value = Value {
            tag,
            content: text.as_bytes(),
            whole: &[],
        };
        Time::of_value(value).map(|time| time.to_string())
    }

    #[test]
    fn times_of_certificates() {
        for (tag, text, expected) in [
            (UTC_TIME, "250303151500Z", Some("2025-03-03T15:15:00Z")),
            (UTC_TIME, "491231235959Z", Some("2049-12-31T23:59:59Z")),
            (UTC_TIME, "500101000000Z", Some("1950-01-01T00:00:00Z")),
            (
                UTC_TIME,
                "2503031015-0500",
                Some("2025-03-03T10:15:00-05:00"),
            ),
            (
                GENERALIZED_TIME,
                "20250303151500.123Z",
                Some("2025-03-03T15:15:00Z"),
            ),
            (UTC_TIME, "250230151500Z", None),
            (UTC_TIME, "250303251500Z", None),
            (UTC_TIME, "", None),
            (GENERALIZED_TIME, "2025", None),
            (0x04, "250303151500Z", None),
        ] {
            assert_eq!(value(tag, text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn times_of_pdfs() {
        for (text, expected) in [
            ("D:20250303101500-05'00'", Some("2025-03-03T10:15:00-05:00")),
            ("D:20250303101500-05'00", Some("2025-03-03T10:15:00-05:00")),
            ("D:20250303101500+0530", Some("2025-03-03T10:15:00+05:30")),
            ("D:20250303101500Z", Some("2025-03-03T10:15:00Z")),
            ("D:20250303101500Z00'00'", Some("2025-03-03T10:15:00Z")),
            ("20250303101500", Some("2025-03-03T10:15:00")),
            ("D:20250303", Some("2025-03-03T00:00:00")),
            ("D:20250303101500 yesterday", Some("2025-03-03T10:15:00")),
            ("D:20251303101500", None),
            ("yesterday", None),
        ] {
            let found = Time::of_pdf(text).map(|time| time.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn times_of_two_zones_are_compared() {
        let minutes = |text| Time::of_pdf(text).unwrap().minutes().unwrap();
        assert_eq!(
            minutes("D:20250303101500-05'00'"),
            minutes("D:20250303151500Z")
        );
        assert_eq!(
            minutes("D:20250304010000Z") - minutes("D:20250303230000Z"),
            120
        );
    }
}
