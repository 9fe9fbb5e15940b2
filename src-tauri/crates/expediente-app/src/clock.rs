//! The moment that is written down and stands in files.

use expediente_model::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A moment, UTC, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        Self::from_seconds(Timestamp::now().as_second()).unwrap_or(Self(Timestamp::UNIX_EPOCH))
    }

    /// From seconds since 1970, as in `SOURCE_DATE_EPOCH`.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        Timestamp::from_second(seconds).ok().map(Self)
    }

    /// RFC 3339.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.0.to_string()
    }

    /// The day, UTC.
    #[must_use]
    pub(crate) fn date(self) -> Date {
        let (year, month, day, ..) = self.civil();
        // Timestamps are within the years that a date can have.
        Date::new(year, Some(month), Some(day)).unwrap_or_default()
    }

    /// Year, month, day, hour, minute, second.
    #[must_use]
    pub fn civil(self) -> (u16, u8, u8, u8, u8, u8) {
        let at = self.0.to_zoned(TimeZone::UTC);
        let small = |value: i8| u8::try_from(value).unwrap_or(0);
        let year = u16::try_from(at.year()).unwrap_or(1970);
        (
            year,
            small(at.month()),
            small(at.day()),
            small(at.hour()),
            small(at.minute()),
            small(at.second()),
        )
    }
}
