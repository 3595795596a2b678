//! Where a capture was made.

#![warn(clippy::arithmetic_side_effects)]

use super::connection::Connection;
use super::half::Half;
use crate::sim::{PerSide, Side};

/// Where a capture was made, seen from a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// At A.
    A,
    /// Somewhere on the way.
    Between,
    /// At B.
    B,
    /// At both ends: they are one host, or its captures were put together.
    Both,
    /// Nothing tells; what comes through may have come to either end or not.
    #[default]
    Unknown,
}

impl Place {
    /// Whether what was captured has come to this end, or left it.
    #[must_use]
    pub const fn is_at(self, side: Side) -> bool {
        matches!((self, side), (Self::A | Self::Both, Side::A) | (Self::B | Self::Both, Side::B))
    }

    /// At this end.
    #[must_use]
    pub const fn at(side: Side) -> Self {
        match side {
            Side::A => Self::A,
            Side::B => Self::B,
        }
    }

    /// The next place that somebody may say: at A, between, at B, and from the beginning.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::A => Self::Between,
            Self::Between => Self::B,
            Self::B | Self::Both | Self::Unknown => Self::A,
        }
    }

    /// The same with the ends exchanged.
    #[must_use]
    pub const fn exchanged(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
            same => same,
        }
    }
}

/// What tells where a capture was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clue {
    /// Somebody said so.
    Stated,
    /// Both ends are the same host, or have addresses that never leave one.
    Loopback,
    /// The capture says which packets the host itself sent.
    Direction,
    /// In the handshake one end answers at once; how many nanoseconds its answer and the other's took.
    Answers {
        /// How long B took to answer the SYN.
        second: i64,
        /// How long A took to answer that.
        third: i64,
    },
    /// The time to live of one end's segments is one that hosts begin with; this and the other's.
    TimeToLive(u8, u8),
    /// One end's segments are as they are before the hardware has cut them or written their checksums.
    Offload,
    /// Another connection of the same host tells.
    OtherConnection,
    /// Nothing.
    Nothing,
}

/// An answer this quick, as a part of the round trip, was given next to the point of capture.
const NEAR: f64 = 0.15;

impl Connection {
    /// Where the capture was made, as far as this connection tells.
    #[must_use]
    pub fn place(&self) -> (Place, Clue) {
        let PerSide { a, b } = &self.halves;
        if a.end.address == b.end.address || (a.end.address.is_loopback() && b.end.address.is_loopback()) {
            return (Place::Both, Clue::Loopback);
        }
        self.by_direction()
            .or_else(|| self.by_answers())
            .or_else(|| self.by_time_to_live())
            .or_else(|| self.by_offload())
            .unwrap_or((Place::Unknown, Clue::Nothing))
    }

    fn by_direction(&self) -> Option<(Place, Clue)> {
        let is_out = |half: &Half| half.hints.out > half.hints.into;
        let is_in = |half: &Half| half.hints.into > half.hints.out;
        let PerSide { a, b } = &self.halves;
        let both = a.hints.out > 0 && a.hints.into > 0 && b.hints.out > 0 && b.hints.into > 0;
        let place = match () {
            // Forwarded: what came in at one interface went out by another.
            () if both && (a.counts.copies > 0 || b.counts.copies > 0) => Place::Between,
            () if is_out(a) || is_in(b) => Place::A,
            () if is_out(b) || is_in(a) => Place::B,
            () => return None,
        };
        Some((place, Clue::Direction))
    }

    fn by_answers(&self) -> Option<(Place, Clue)> {
        let PerSide { a, b } = &self.halves;
        let (first, second) = (a.syn?, b.syn?);
        let third = a.acked_at?.0;
        // Who opens at the same time does not answer.
        let answers = second.with_ack() && !second.opens();
        if first.opening > 1 || second.answering > 1 || !answers || !second.first.is_after(first.first) {
            return None;
        }
        let (to_second, to_third) = (second.first.since(first.first), third.since(second.first));
        let clue = Clue::Answers { second: to_second, third: to_third };
        #[expect(clippy::cast_precision_loss, reason = "a few percent are asked for")]
        let part = |time: i64| time as f64 / to_second.saturating_add(to_third).max(1) as f64;
        Some(match () {
            () if to_second.saturating_add(to_third) < 200_000 => return None,
            () if part(to_third) < NEAR => (Place::A, clue),
            () if part(to_second) < NEAR => (Place::B, clue),
            () => (Place::Between, clue),
        })
    }

    fn by_time_to_live(&self) -> Option<(Place, Clue)> {
        let is_fresh = |ttl: u8| matches!(ttl, 64 | 128 | 255);
        let (a, b) = (self.halves.a.hints.ttl?, self.halves.b.hints.ttl?);
        match (is_fresh(a), is_fresh(b)) {
            (true, false) => Some((Place::A, Clue::TimeToLive(a, b))),
            (false, true) => Some((Place::B, Clue::TimeToLive(b, a))),
            _ => None,
        }
    }

    fn by_offload(&self) -> Option<(Place, Clue)> {
        let is_offloaded = |half: &Half| half.hints.partial > 1 || half.hints.oversized > 0;
        match (is_offloaded(&self.halves.a), is_offloaded(&self.halves.b)) {
            (true, false) => Some((Place::A, Clue::Offload)),
            (false, true) => Some((Place::B, Clue::Offload)),
            _ => None,
        }
    }
}
