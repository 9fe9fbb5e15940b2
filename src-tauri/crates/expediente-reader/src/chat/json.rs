//! What the chats in JSON share: texts that may have parts, moments in milliseconds.

use expediente_model::Date;
use serde_json::Value;

/// A text of an object.
pub(crate) fn text<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str().filter(|text| !text.is_empty())
}

/// The first of several texts.
pub(crate) fn first<'a>(object: &'a Value, keys: &[&str]) -> Option<&'a str> {
    keys.iter().find_map(|key| text(object, key))
}

/// A whole number, written as a number or as a text.
pub(crate) fn number(object: &Value, key: &str) -> Option<i64> {
    let value = object.get(key)?;
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// Day and time of day of milliseconds since 1970, in universal time.
pub(crate) fn moment(milliseconds: i64) -> Option<(Date, String)> {
    let seconds = milliseconds.div_euclid(1000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let date = day_of(days)?;
    let time = format!(
        "{:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    Some((date, time))
}

/// The day that is so many days after the first of 1970 (H. Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms", `civil_from_days`).
fn day_of(days: i64) -> Option<Date> {
    // Days since March 1 of the year 0, in eras of 400 years.
    let days = days.checked_add(719_468)?;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    Date::new(
        u16::try_from(year).ok()?,
        Some(u8::try_from(month).ok()?),
        Some(u8::try_from(day).ok()?),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The moments are those of Python's `datetime.fromtimestamp(…, timezone.utc)`.
    #[test]
    fn moments_in_milliseconds() {
        for (milliseconds, day, time) in [
            (0, "1970-01-01", "00:00:00"),
            (1_709_164_799_999, "2024-02-28", "23:59:59"),
            (1_709_251_199_000, "2024-02-29", "23:59:59"),
            (1_735_689_600_000, "2025-01-01", "00:00:00"),
        ] {
            let (date, said) = moment(milliseconds).unwrap();
            assert_eq!((date.to_string().as_str(), said.as_str()), (day, time));
        }
    }
}
