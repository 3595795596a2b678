//! By how much the clocks of two captures differ, and how long the way between them takes.

use crate::sim::{PerSide, Side};

/// What the times of two captures have to do with each other, in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// How far B's clock is ahead of A's.
    pub ahead: i64,
    /// How long the way takes at least; `None` if that cannot be told from the clocks' difference: segments went one way only.
    pub delay: Option<i64>,
}

/// The least time that a segment took each way, by two clocks that differ: A's segments to B, and B's to A.
pub type Least = PerSide<Option<i64>>;

impl Clock {
    /// The clocks, if the way is as quick there as back at its quickest.
    pub fn of(least: Least) -> Self {
        match (least.a, least.b) {
            (Some(there), Some(back)) => {
                Self { ahead: there.saturating_sub(back) / 2, delay: Some(there.saturating_add(back).max(0) / 2) }
            }
            (Some(there), None) => Self { ahead: there, delay: None },
            (None, Some(back)) => Self { ahead: back.saturating_neg(), delay: None },
            (None, None) => Self::default(),
        }
    }

    /// A time by the clock of this end's capture as A's clock has it.
    pub const fn at_a(self, side: Side, time: i64) -> i64 {
        match side {
            Side::A => time,
            Side::B => time.saturating_sub(self.ahead),
        }
    }

    /// How long the way takes at least, as far as that is known.
    pub fn least(self) -> i64 {
        self.delay.unwrap_or_default()
    }
}
