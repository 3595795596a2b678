//! Virtual time. The engine has no clock: whoever calls it says what time it is.

use std::fmt;
use std::time::Duration;

/// A moment of virtual time, in microseconds since the world began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

impl Instant {
    /// The beginning of the world.
    pub const ZERO: Self = Self(0);
    /// A moment that never comes.
    pub const NEVER: Self = Self(u64::MAX);

    /// The moment `micros` microseconds after the beginning.
    #[must_use]
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// Microseconds since the beginning.
    #[must_use]
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// The moment `duration` later; it stops short of [`Instant::NEVER`].
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "clamped before the cast")]
    pub const fn plus(self, duration: Duration) -> Self {
        let micros = duration.as_micros();
        let micros = if micros > (u64::MAX / 4) as u128 { u64::MAX / 4 } else { micros as u64 };
        let sum = self.0.saturating_add(micros);
        Self(if sum == u64::MAX { u64::MAX - 1 } else { sum })
    }

    /// How long after `earlier` this is; zero if it is not after it.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Display for Instant {
    /// Seconds with as many decimals as say something, at least two: `0.28 s`, `61.04 s`, `0.0005 s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::NEVER {
            return f.write_str("never");
        }
        let (seconds, micros) = (self.0 / 1_000_000, self.0 % 1_000_000);
        let digits = format!("{micros:06}");
        let digits = digits.trim_end_matches('0');
        write!(f, "{seconds}.{digits:0<2} s")
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Instant};

    #[test]
    fn a_moment_is_written_in_seconds() {
        assert_eq!(Instant::from_micros(280_000).to_string(), "0.28 s");
        assert_eq!(Instant::from_micros(61_040_000).to_string(), "61.04 s");
        assert_eq!(Instant::from_micros(500).to_string(), "0.0005 s");
        assert_eq!(Instant::ZERO.to_string(), "0.00 s");
    }

    #[test]
    fn no_sum_of_times_overflows_or_becomes_never() {
        assert!(Instant::ZERO.plus(Duration::MAX) < Instant::NEVER);
        assert!(Instant::from_micros(u64::MAX - 1).plus(Duration::MAX) < Instant::NEVER);
        assert_eq!(Instant::ZERO.since(Instant::from_micros(5)), Duration::ZERO);
    }
}
