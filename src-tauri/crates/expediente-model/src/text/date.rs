//! A date as papers carry it: a year, perhaps a month, perhaps a day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A calendar date whose day, or month and day, may be unknown. Written `2024`, `2024-02`, `2024-02-11`.
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
        let longest = match month {
            None if day.is_some() => return None,
            None => 31,
            Some(4 | 6 | 9 | 11) => 30,
            Some(2)
                if year.is_multiple_of(4)
                    && (!year.is_multiple_of(100) || year.is_multiple_of(400)) =>
            {
                29
            }
            Some(2) => 28,
            Some(1..=12) => 31,
            Some(_) => return None,
        };
        let fits = (1000..=9999).contains(&year) && day.is_none_or(|d| (1..=longest).contains(&d));
        fits.then_some(Self { year, month, day })
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

    /// Days from another date to this one, negative where this one is earlier. What is not known of a date is taken so that it is the
    /// latest day that it can be.
    #[must_use]
    pub fn days_since(self, other: Self) -> i64 {
        self.latest_day() - other.latest_day()
    }

    /// Days since 1970-01-01 of the latest day that it can be.
    fn latest_day(self) -> i64 {
        let month = self.month.unwrap_or(12);
        let last = |day: &u8| Self::new(self.year, Some(month), Some(*day)).is_some();
        let day = self
            .day
            .or_else(|| (28..=31).rev().find(last))
            .unwrap_or(28);
        // Years that begin in March, in eras of 400 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month_of_year = (i64::from(month) + 9) % 12;
        let day_of_year = (153 * month_of_year + 2) / 5 + i64::from(day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468
    }
}

impl Default for Date {
    /// The first day that computers count from.
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

    /// How old a certificate is decides whether a court takes it: leap years and month ends count right.
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

    /// A date read from a file's name must not turn 2024-13-40 into a fact.
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
