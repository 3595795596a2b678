//! The times on a picture's axis: all with the same number of decimals, as many as tell them apart.

use std::ops::Range;

use crate::tcp::Instant;
use crate::timeline::ladder::Ladder;

/// The decimals of a microsecond.
const MOST: usize = 6;
/// Fewer look odd.
const LEAST: usize = 2;

/// How the times of a picture are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    decimals: usize,
}

impl Times {
    /// As exactly as the most exact of these rows needs.
    pub fn of(ladder: &Ladder, rows: &Range<usize>) -> Self {
        let needed = |at: Instant| digits(at).trim_end_matches('0').len();
        let needed = ladder.rows[rows.clone()].iter().map(|row| needed(row.at));
        Self { decimals: needed.max().unwrap_or_default().max(LEAST) }
    }

    /// A time in seconds.
    pub fn words(self, at: Instant) -> String {
        format!("{}.{} s", at.as_micros() / 1_000_000, &digits(at)[..self.decimals])
    }
}

fn digits(at: Instant) -> String {
    format!("{:0MOST$}", at.as_micros() % 1_000_000)
}
