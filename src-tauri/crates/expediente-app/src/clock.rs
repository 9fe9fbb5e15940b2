//! The current time, as journals and files record it.

use expediente_model::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A moment in UTC, to the second. Its year is between 1000 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        // The second of a timestamp is within the range of timestamps, so this cannot panic.
        Self(Timestamp::constant(Timestamp::now().as_second(), 0))
    }

    /// A moment from seconds since 1970, as in `SOURCE_DATE_EPOCH`; none outside the years 1000 to
    /// 9999.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        let at = Timestamp::from_second(seconds).ok()?;
        let year = at.to_zoned(TimeZone::UTC).year();
        (1000..=9999).contains(&year).then_some(Self(at))
    }

    /// The moment as RFC 3339.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.0.to_string()
    }

    /// The day, UTC.
    #[must_use]
    pub(crate) fn date(self) -> Date {
        let (year, month, day, ..) = self.civil();
        let date = Date::new(year, Some(month), Some(day));
        debug_assert!(date.is_some(), "{self:?}");
        // Every year of a moment fits a date, so the default never shows.
        date.unwrap_or_default()
    }

    /// Year, month, day, hour, minute, second.
    #[must_use]
    pub fn civil(self) -> (u16, u8, u8, u8, u8, u8) {
        let at = self.0.to_zoned(TimeZone::UTC);
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
