//! Moments as people write them.

/// A moment in nanoseconds since 1970 as RFC 3339 has it, in UTC: `2026-11-29T21:40:00.123456789Z`.
///
/// ```
/// assert_eq!(tcptutor::capture::utc(0), "1970-01-01T00:00:00.000000000Z");
/// assert_eq!(tcptutor::capture::utc(951_782_400_123_456_789), "2000-02-29T00:00:00.123456789Z");
/// assert_eq!(tcptutor::capture::utc(-1), "1969-12-31T23:59:59.999999999Z");
/// ```
#[must_use]
pub fn utc(time: i64) -> String {
    let (seconds, nanoseconds) = (time.div_euclid(1_000_000_000), time.rem_euclid(1_000_000_000));
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{nanoseconds:09}Z")
}

/// The date of a day, counted from 1970-01-01, in the Gregorian calendar: years that begin in March have their leap day last.
const fn date(days: i64) -> (i64, i64, i64) {
    const FROM_YEAR_0: i64 = 719_468;
    const FOUR_CENTURIES: i64 = 146_097;
    let days = days + FROM_YEAR_0;
    let (era, day) = (days.div_euclid(FOUR_CENTURIES), days.rem_euclid(FOUR_CENTURIES));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let is_early = month >= 10;
    let month = if is_early { month - 9 } else { month + 3 };
    (year + era * 400 + is_early as i64, month, day)
}
