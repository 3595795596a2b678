//! Spans of time as people write them.

use std::fmt;
use std::time::Duration;

/// A span of time, written with the largest unit that divides it: `10m`, `40ms`.
pub struct Span(pub Duration);

impl Span {
    /// The units, largest first, with their microseconds.
    pub const UNITS: [(&'static str, u64); 6] =
        [("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1)];
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = self.0.as_micros();
        let divides = |unit: u64| micros > 0 && micros.is_multiple_of(u128::from(unit));
        let (name, unit) = Self::UNITS.into_iter().find(|(_, unit)| divides(*unit)).unwrap_or(("s", 1_000_000));
        write!(f, "{}{name}", micros / u128::from(unit))
    }
}
