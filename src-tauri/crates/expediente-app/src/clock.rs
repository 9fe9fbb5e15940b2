//! The current time, as journals and files record it.

use expediente_model::Date;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// A moment, to the second, and how far the clocks of a place are from UTC then. Its year is
/// between 1000 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    at: Timestamp,
    offset: Offset,
}

impl Moment {
    /// Now, where the user is.
    #[must_use]
    pub fn now() -> Self {
        // The second of a timestamp is within the range of timestamps, so this cannot panic.
        let at = Timestamp::constant(Timestamp::now().as_second(), 0);
        Self::utc(at).here()
    }

    fn utc(at: Timestamp) -> Self {
        Self {
            at,
            offset: Offset::UTC,
        }
    }

    /// The same moment where the user is, by the time zone of the system; UTC if that is unknown.
    #[must_use]
    pub fn here(self) -> Self {
        Self {
            offset: TimeZone::system().to_offset(self.at),
            ..self
        }
    }

    /// A moment from seconds since 1970, as in `SOURCE_DATE_EPOCH`; none outside the years 1000 to
    /// 9999. Its day is that of UTC, until it is asked [`Moment::here`].
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        let at = Timestamp::from_second(seconds).ok()?;
        let year = at.to_zoned(TimeZone::UTC).year();
        (1000..=9999).contains(&year).then(|| Self::utc(at))
    }

    /// The moment as RFC 3339.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.at.to_string()
    }

    /// The day, where the user is.
    #[must_use]
    pub(crate) fn day(self) -> Date {
        let day = self.offset.to_datetime(self.at).date();
        let number = |part: i8| Some(part.unsigned_abs());
        let date = Date::new(
            day.year().unsigned_abs(),
            number(day.month()),
            number(day.day()),
        );
        debug_assert!(date.is_some(), "{self:?}");
        // Every year of a moment fits a date, so the default never shows.
        date.unwrap_or_default()
    }
    /// Year, month, day, hour, minute, second, UTC.
    #[must_use]
    pub fn civil(self) -> (u16, u8, u8, u8, u8, u8) {
        let at = self.at.to_zoned(TimeZone::UTC);
        // None of these is negative.
        (
            at.year().unsigned_abs(),
            at.month().unsigned_abs(),
            at.day().unsigned_abs(),
            at.hour().unsigned_abs(),
            at.minute().unsigned_abs(),
            at.second().unsigned_abs(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the evening of Caracas it is tomorrow in UTC. A hearing tomorrow is not today.
    #[test]
    fn today_is_the_day_of_the_person() {
        let evening = Moment::from_seconds(1_767_323_045).unwrap();
        assert_eq!(evening.rfc3339(), "2026-01-02T03:04:05Z");
        let day = |hours: i8| {
            let offset = Offset::constant(hours);
            Moment { offset, ..evening }.day().to_string()
        };
        assert_eq!(day(0), "2026-01-02");
        assert_eq!(day(-4), "2026-01-01");
        assert_eq!(day(14), "2026-01-02");
    }
}
