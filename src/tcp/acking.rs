//! What a connection remembers of how data comes and goes, to decide whether an ACK may wait (Linux).

use super::Instant;
use std::time::Duration;

/// What a connection remembers to decide whether an ACK may wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Acking {
    /// How many of the next ACKs do not wait.
    pub(super) quick: u8,
    /// Whether the program answers what comes, or the peer has closed: then an ACK waits for something to ride on.
    pub(super) interactive: bool,
    /// How long it waits, as far as was learnt; zero before the first data.
    pub(super) wait: Duration,
    /// When data came last.
    pub(super) last: Option<Instant>,
    /// The largest segment that came.
    pub(super) segment: u32,
    /// How many segments came since the last ACK that were smaller than that.
    pub(super) pushed: u8,
}

impl Acking {
    /// What of it decides what comes next; times are left out.
    pub(super) fn print(self) -> u32 {
        let bits = [self.quick > 0, self.interactive, self.last.is_some(), self.pushed > 0, self.pushed > 1];
        bits.into_iter().fold(0, |word, bit| word << 1 | u32::from(bit))
    }
}
