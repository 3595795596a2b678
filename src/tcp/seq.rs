//! Sequence numbers: arithmetic modulo 2^32 (RFC 9293 section 3.4).

use std::fmt;

/// A sequence number. It has no `Ord`: "less than" has no meaning on a circle (RFC 9293 section 3.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SeqNumber(pub u32);

impl SeqNumber {
    /// The number `n` further on.
    #[must_use]
    pub const fn plus(self, n: u32) -> Self {
        Self(self.0.wrapping_add(n))
    }

    /// The number `n` further back.
    #[must_use]
    pub const fn minus(self, n: u32) -> Self {
        Self(self.0.wrapping_sub(n))
    }

    /// How many numbers lie from `start` up to this one, modulo 2^32.
    #[must_use]
    pub const fn distance_from(self, start: Self) -> u32 {
        self.0.wrapping_sub(start.0)
    }

    /// `self < other` on the circle: less than half a turn before it.
    #[must_use]
    pub const fn before(self, other: Self) -> bool {
        let ahead = other.distance_from(self);
        ahead != 0 && ahead < 1 << 31
    }

    /// `self =< other` on the circle.
    #[must_use]
    pub const fn at_or_before(self, other: Self) -> bool {
        other.distance_from(self) < 1 << 31
    }

    /// `self > other` on the circle.
    #[must_use]
    pub const fn after(self, other: Self) -> bool {
        other.before(self)
    }

    /// `start =< self < start + len`: the test of RFC 9293 Table 6.
    #[must_use]
    pub const fn in_window(self, start: Self, len: u32) -> bool {
        self.distance_from(start) < len
    }
}

impl fmt::Display for SeqNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::SeqNumber;

    #[test]
    fn comparison_survives_the_wrap() {
        let last = SeqNumber(u32::MAX);
        let wrapped = last.plus(2);
        assert_eq!(wrapped, SeqNumber(1));
        assert!(last.before(wrapped) && wrapped.after(last) && !wrapped.before(last));
        assert!(last.at_or_before(last) && !last.before(last));
        assert_eq!(wrapped.distance_from(last), 2);
    }

    #[test]
    fn a_window_may_lie_across_the_wrap() {
        let start = SeqNumber(u32::MAX - 1);
        for offset in 0..4 {
            assert!(start.plus(offset).in_window(start, 4), "{offset}");
        }
        assert!(!start.plus(4).in_window(start, 4));
        assert!(!start.minus(1).in_window(start, 4));
        assert!(!start.in_window(start, 0), "nothing is inside an empty window");
    }
}
