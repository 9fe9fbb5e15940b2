//! A span of days.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::text::date::Date;

/// Days that follow each other: from one on, up to one, or both. Both belong to it. Without either
/// it is every day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Ends")]
pub struct DaySpan {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

/// A span as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    to: Option<Date>,
}

impl DaySpan {
    /// None where a date is not a whole day, or the last day is before the first.
    #[must_use]
    pub fn new(from: Option<Date>, to: Option<Date>) -> Option<Self> {
        let is_day = |date: &Option<Date>| date.is_none_or(|date| date.day().is_some());
        let is_reversed = from.zip(to).is_some_and(|(from, to)| to < from);
        (is_day(&from) && is_day(&to) && !is_reversed).then_some(Self { from, to })
    }

    /// Its first day.
    #[must_use]
    pub fn from(self) -> Option<Date> {
        self.from
    }

    /// Its last day.
    #[must_use]
    pub fn to(self) -> Option<Date> {
        self.to
    }

    /// Whether it is every day.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Where a day is: before the span (`Less`), in it, or after it.
    #[must_use]
    pub fn place_of(self, day: Date) -> Ordering {
        if self.from.is_some_and(|from| day < from) {
            Ordering::Less
        } else if self.to.is_some_and(|to| day > to) {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

impl TryFrom<Ends> for DaySpan {
    type Error = &'static str;
    fn try_from(ends: Ends) -> Result<Self, Self::Error> {
        Self::new(ends.from, ends.to)
            .ok_or("days are written like 2023-03-01, the first before the last")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<Date> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn both_ends_belong_to_it() {
        let span = DaySpan::new(date("2023-03-01"), date("2023-05-31")).unwrap();
        for (day, place) in [
            ("2023-02-28", Ordering::Less),
            ("2023-03-01", Ordering::Equal),
            ("2023-05-31", Ordering::Equal),
            ("2023-06-01", Ordering::Greater),
        ] {
            assert_eq!(span.place_of(day.parse().unwrap()), place, "{day}");
        }
    }

    #[test]
    fn a_span_has_whole_days_in_order() {
        assert!(DaySpan::new(date("2023-03"), None).is_none());
        assert!(DaySpan::new(date("2023-03-02"), date("2023-03-01")).is_none());
        assert!(DaySpan::new(date("2023-03-01"), date("2023-03-01")).is_some());
        let read = |text: &str| serde_json::from_str::<DaySpan>(text);
        assert!(read(r#"{"from":"2023-03-02","to":"2023-03-01"}"#).is_err());
        assert!(read("{}").unwrap().is_all());
    }
}
