//! One segment on the ladder: what it says, and all that became of it.

use super::label::Label;
use super::row::About;
use crate::sim::{Loss, Origin, PacketId};
use crate::tcp::{Instant, Segment};
use crate::tui::theme::Role;
use smallvec::SmallVec;

/// How a segment came to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departed {
    /// The endpoint sent it for the first time.
    First,
    /// The endpoint sent it again; the original, if the ladder remembers it.
    Again(Option<PacketId>),
    /// Somebody forged it.
    Forged,
    /// The network doubled this one.
    Copy(PacketId),
    /// The network brought this one back.
    Replay(PacketId),
}

impl Departed {
    pub(super) fn new(origin: Origin, original: Option<PacketId>) -> Self {
        match origin {
            Origin::Sent => Self::First,
            Origin::Again => Self::Again(original),
            Origin::Forged => Self::Forged,
            Origin::DuplicateOf(id) => Self::Copy(id),
            Origin::ReplayOf(id) => Self::Replay(id),
        }
    }

    /// The packet that it repeats.
    #[must_use]
    pub const fn original(self) -> Option<PacketId> {
        match self {
            Self::First | Self::Forged => None,
            Self::Again(id) => id,
            Self::Copy(id) | Self::Replay(id) => Some(id),
        }
    }

    /// Whether the network put it there, and no host.
    pub(super) const fn by_network(self) -> bool {
        matches!(self, Self::Copy(_) | Self::Replay(_))
    }
}

/// What became of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fate {
    /// It flies, and had come so far when it set out.
    Flying { since: Instant, arrives: Instant, from: f64 },
    /// It is held, so far on its way.
    Held(f64),
    /// It arrived, on this row.
    Landed(u64),
    /// It was lost, on this row.
    Lost(u64, Loss),
}

/// One segment on the ladder.
#[derive(Clone, Debug)]
pub(super) struct Arrow {
    pub id: PacketId,
    /// The sender's connection.
    pub about: About,
    pub departed: Departed,
    pub label: Label,
    pub role: Role,
    /// Which of the vertical tracks on the receiver's side it takes.
    pub lane: u8,
    /// The row where it leaves, counted from the beginning of the session.
    pub row: u64,
    /// The step with which it left.
    pub step: usize,
    /// Ports, SEG.SEQ and SEG.LEN, by which a retransmission finds its original.
    pub octets: (u16, u16, u32, u32),
    /// All that became of it, each with its step, so that steps can be taken back.
    pub fates: SmallVec<[(usize, Fate); 2]>,
}

impl Arrow {
    /// The latest that became of it.
    pub fn fate(&self) -> Fate {
        self.fates.last().map_or(Fate::Held(0.0), |(_, fate)| *fate)
    }

    pub fn is_in_flight(&self) -> bool {
        matches!(self.fate(), Fate::Flying { .. } | Fate::Held(_))
    }

    /// The row where it ended, if it has.
    pub fn end(&self) -> Option<u64> {
        match self.fate() {
            Fate::Landed(row) | Fate::Lost(row, _) => Some(row),
            Fate::Flying { .. } | Fate::Held(_) => None,
        }
    }

    /// When it will arrive, as far as anybody knows.
    pub fn arrives(&self) -> Instant {
        match self.fate() {
            Fate::Flying { arrives, .. } => arrives,
            _ => Instant::NEVER,
        }
    }

    /// How far it has come, 0 to 1.
    pub fn progress(&self, now: Instant) -> f64 {
        match self.fate() {
            Fate::Landed(_) | Fate::Lost(..) => 1.0,
            Fate::Held(progress) => progress,
            Fate::Flying { since, arrives, from } => {
                let (passed, whole) = (now.since(since).as_secs_f64(), arrives.since(since).as_secs_f64());
                let share = if whole > 0.0 { (passed / whole).min(1.0) } else { 1.0 };
                from + (1.0 - from) * share
            }
        }
    }

    /// Whether it carries what `other` carried, or a part of it.
    pub fn repeats(&self, other: (u16, u16, u32, u32)) -> bool {
        let (source, target, seq, len) = self.octets;
        (source, target) == (other.0, other.1) && len > 0 && other.2.wrapping_sub(seq) < len
    }
}

/// What a retransmission and its original have in common.
pub(super) fn octets(segment: &Segment) -> (u16, u16, u32, u32) {
    (segment.src_port, segment.dst_port, segment.seq.0, segment.seg_len())
}
