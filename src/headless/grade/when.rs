//! When a file changed, as every spreadsheet reads it.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// When a file changed last, as the file system says it: `2026-11-30T09:05:00Z`.
pub fn changed_at(path: &Path) -> Option<String> {
    let modified = fs::metadata(path).ok()?.modified().ok()?;
    Some(iso(modified.duration_since(UNIX_EPOCH).ok()?.as_secs()))
}

/// A number of seconds since 1970 as a date and a time of day in UTC.
fn iso(seconds: u64) -> String {
    let (days, of_day) = (seconds / 86_400, seconds % 86_400);
    // Howard Hinnant's `civil_from_days`: years begin in March, so that the day of a leap year comes last.
    let since_era = days + 719_468;
    let (era, of_era) = (since_era / 146_097, since_era % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn a_time_is_written_as_iso_8601_has_it() {
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(iso(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(iso(4_107_542_400), "2100-03-01T00:00:00Z");
        assert_eq!(iso(1_796_036_700), "2026-11-30T11:05:00Z");
    }
}
