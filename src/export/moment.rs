//! Moments as people say them.

use crate::tcp::Instant;

const MINUTE: u64 = 60_000_000;
const HOUR: u64 = 60 * MINUTE;

/// A moment: `0.28 s`, and from a minute on `1 h 10 min 0.2 s`.
pub fn moment(at: Instant) -> String {
    let micros = at.as_micros();
    if at == Instant::NEVER || micros < MINUTE {
        return at.to_string();
    }
    let (hours, minutes, rest) = (micros / HOUR, micros % HOUR / MINUTE, micros % MINUTE);
    let digits = format!("{}.{:06}", rest / 1_000_000, rest % 1_000_000);
    let seconds = digits.trim_end_matches('0').trim_end_matches('.');
    let parts = [
        (hours > 0, format!("{hours} h")),
        (minutes > 0, format!("{minutes} min")),
        (rest > 0, format!("{seconds} s")),
    ];
    let said: Vec<String> = parts.into_iter().filter(|(says, _)| *says).map(|(_, part)| part).collect();
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::moment;
    use crate::tcp::Instant;

    #[test]
    fn a_moment_after_an_hour_is_not_told_in_thousands_of_seconds() {
        let describe = |millis: u64| moment(Instant::from_micros(millis * 1000));
        assert_eq!(describe(280), "0.28 s");
        assert_eq!(describe(59_990), "59.99 s");
        assert_eq!(describe(61_040), "1 min 1.04 s");
        assert_eq!(describe(4_200_200), "1 h 10 min 0.2 s");
        assert_eq!(describe(7_200_000), "2 h");
        assert_eq!(describe(600_010), "10 min 0.01 s");
    }
}
