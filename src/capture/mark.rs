//! When something was seen.

use crate::wire::{Direction, Segment};

/// A packet of the capture: which, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Its number in the file, from 1.
    pub packet: u64,
    /// When it was captured, in nanoseconds since 1970.
    pub time: i64,
}

impl Mark {
    /// Whether it comes later in the file.
    #[must_use]
    pub const fn is_after(self, other: Self) -> bool {
        self.packet > other.packet
    }

    /// How many nanoseconds it was captured after another one; 0 if it was before.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        self.time.saturating_sub(other.time).max(0)
    }
}

/// A segment where and when it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Sighting {
    /// Which packet, and when.
    pub mark: Mark,
    /// The segment.
    pub segment: Segment,
    /// Which way it went, if the capture says so.
    pub direction: Option<Direction>,
    /// The interface that it was captured at.
    pub interface: u32,
}
