//! Dates as papers carry them: a year, perhaps a month, perhaps a day.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Serialize};

/// A calendar date whose day, or month and day, may be unknown. Written `2024`, `2024-02`,
/// `2024-02-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// A date that exists in the calendar.
    #[must_use]
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        // The first day it can mean.
        let (first_month, first_day) = match (month, day) {
            (Some(month), Some(day)) => (month, day),
            (Some(month), None) => (month, 1),
            (None, None) => (1, 1),
            (None, Some(_)) => return None,
        };
        if !(1000..=9999).contains(&year) {
            return None;
        }
        civil(year, first_month, first_day)?;
        Some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month.
    #[must_use]
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// Days from another date to this one, negative when this one is earlier. An unknown month or
    /// day counts as the latest possible one.
    #[must_use]
    pub fn days_since(self, other: Self) -> i64 {
        let days = other.latest_day().until(self.latest_day());
        days.map_or(0, |span| i64::from(span.get_days()))
    }

    /// The day so many days after this one; none where its day is not known, or at the end of the
    /// calendar.
    #[must_use]
    pub fn after(self, days: u32) -> Option<Self> {
        let day = civil(self.year, self.month?, self.day?)?;
        let later = day
            .checked_add(jiff::Span::new().try_days(days).ok()?)
            .ok()?;
        let small = |part: i8| u8::try_from(part).ok();
        Self::new(
            u16::try_from(later.year()).ok()?,
            Some(small(later.month())?),
            Some(small(later.day())?),
        )
    }

    /// The latest day that it can mean: December 31 of a year.
    #[must_use]
    pub fn latest(self) -> Self {
        let day = self.latest_day();
        Self {
            year: self.year,
            month: Some(day.month().unsigned_abs()),
            day: Some(day.day().unsigned_abs()),
        }
    }

    /// The latest day this date can mean.
    fn latest_day(self) -> civil::Date {
        let first = |month| {
            debug_assert!(civil(self.year, month, 1).is_some(), "{self:?}");
            civil(self.year, month, 1).unwrap_or(civil::Date::MIN)
        };
        match (self.month, self.day) {
            (Some(month), Some(day)) => {
                civil(self.year, month, day).unwrap_or_else(|| first(month).last_of_month())
            }
            (Some(month), None) => first(month).last_of_month(),
            (None, _) => first(1).last_of_year(),
        }
    }
}

/// A day of the calendar, if there is such a day.
fn civil(year: u16, month: u8, day: u8) -> Option<civil::Date> {
    let small = |part: u8| i8::try_from(part).ok();
    civil::Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()
}

impl Default for Date {
    /// 1970-01-01.
    fn default() -> Self {
        Self {
            year: 1970,
            month: Some(1),
            day: Some(1),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month
            .map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl FromStr for Date {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "a date is written 2024, 2024-02 or 2024-02-11";
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Result<Option<u16>, &'static str> {
            let Some(part) = parts.next() else {
                return Ok(None);
            };
            if part.len() != digits || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(WRONG);
            }
            part.parse().map(Some).map_err(|_| WRONG)
        };
        let year = number(4)?.ok_or(WRONG)?;
        let month = number(2)?;
        let day = number(2)?;
        if parts.next().is_some() {
            return Err(WRONG);
        }
        let small = |value: Option<u16>| value.map(u8::try_from).transpose().map_err(|_| WRONG);
        Self::new(year, small(month)?, small(day)?).ok_or(WRONG)
    }
}

impl TryFrom<String> for Date {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Courts refuse certificates that are too old: leap years and month ends must count right.
    #[test]
    fn days_between_dates() {
        for (later, earlier, days) in [
            ("1970-01-02", "1970-01-01", 1),
            ("2024-03-01", "2024-02-28", 2),
            ("2023-03-01", "2023-02-28", 1),
            ("2026-11-22", "2026-08-24", 90),
            ("2000-03-01", "1900-03-01", 36_525),
            ("2026-01-31", "2026-01", 0),
            ("2026-01-01", "2026", -364),
        ] {
            let date = |text: &str| text.parse::<Date>().unwrap();
            assert_eq!(
                date(later).days_since(date(earlier)),
                days,
                "{later} {earlier}"
            );
        }
    }

    /// A date read from a file name must not turn 2024-13-40 into a fact.
    #[test]
    fn only_dates_that_exist() {
        for (text, exists) in [
            ("2024", true),
            ("2024-02", true),
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("2024-13", false),
            ("2024-00-01", false),
            ("2024-1-1", false),
            ("24-01-01", false),
            ("2024-01-01-01", false),
        ] {
            let parsed = text.parse::<Date>();
            assert_eq!(parsed.is_ok(), exists, "{text}");
            if let Ok(date) = parsed {
                assert_eq!(date.to_string(), text);
            }
        }
    }
}
