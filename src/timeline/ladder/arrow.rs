//! One segment: what it says, and all that became of it.

use super::note::About;
use crate::narrate::Label;
use crate::sim::{Loss, Origin, PacketId};
use crate::tcp::{Instant, Segment};
use smallvec::SmallVec;
use std::ops::Range;

/// What a segment does first of all, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It opens.
    Syn,
    /// It closes.
    Fin,
    /// It resets.
    Rst,
    /// It carries octets.
    Data,
    /// It only acknowledges.
    Ack,
}

impl Kind {
    /// The kind of a segment.
    #[must_use]
    pub fn of(segment: &Segment) -> Self {
        let flags = segment.flags;
        match () {
            () if flags.rst() => Self::Rst,
            () if flags.syn() => Self::Syn,
            () if flags.fin() => Self::Fin,
            () if segment.data_len() > 0 => Self::Data,
            () => Self::Ack,
        }
    }
}

/// A place on the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The row, counted from the ladder's first one, 0.
    pub row: usize,
    /// The line, counted over all rows from the ladder's first one, 0.
    pub line: u64,
}

/// What became of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    /// It flies.
    Flying {
        /// When it set out.
        since: Instant,
        /// When it will arrive.
        arrives: Instant,
        /// How far it had come when it set out, 0 to 1.
        from: f64,
    },
    /// It is held, so far on its way, 0 to 1.
    Held(f64),
    /// It arrived here.
    Arrived(At),
    /// It was lost here.
    Lost(At, Loss),
}

/// What a retransmission and its original have in common: ports, SEG.SEQ and SEG.LEN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Octets {
    /// The source port, and the destination port.
    pub ports: (u16, u16),
    /// SEG.SEQ.
    pub seq: u32,
    /// SEG.LEN, in octets.
    pub len: u32,
}

impl Octets {
    /// Those of a segment.
    #[must_use]
    pub fn of(segment: &Segment) -> Self {
        Self { ports: (segment.src_port, segment.dst_port), seq: segment.seq.0, len: segment.seg_len() }
    }

    /// Whether these hold what `other` carried, or the beginning of it.
    pub(super) const fn hold(self, other: Self) -> bool {
        self.ports.0 == other.ports.0
            && self.ports.1 == other.ports.1
            && self.len > 0
            && other.seq.wrapping_sub(self.seq) < self.len
    }
}

/// One segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// Which.
    pub packet: PacketId,
    /// The sender's connection.
    pub about: About,
    /// How it came to leave.
    pub origin: Origin,
    /// The packet that it repeats, if the ladder remembers it.
    pub original: Option<PacketId>,
    /// Its flags, numbers and octets.
    pub label: Label,
    /// How it looks.
    pub kind: Kind,
    /// Which of several lanes it takes: segments of one side that are under way at once have different ones, as far as there are any.
    pub lane: u8,
    /// What it carries.
    pub octets: Octets,
    /// Where it leaves; `None`: before the ladder begins.
    pub leaves: Option<At>,
    /// The rows with which it is held back, and those with which it goes on.
    pub stops: SmallVec<[(usize, Option<usize>); 0]>,
    /// What became of it.
    pub fate: Fate,
}

impl Arrow {
    /// Whether the network put it there, and no host.
    #[must_use]
    pub const fn by_network(&self) -> bool {
        matches!(self.origin, Origin::DuplicateOf(_) | Origin::ReplayOf(_))
    }

    /// Whether nothing has become of it yet: it flies or is held.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(self.fate, Fate::Flying { .. } | Fate::Held(_))
    }

    /// Where it ended, if it has.
    #[must_use]
    pub const fn end(&self) -> Option<At> {
        match self.fate {
            Fate::Arrived(at) | Fate::Lost(at, _) => Some(at),
            Fate::Flying { .. } | Fate::Held(_) => None,
        }
    }

    /// The row with which it ended, if it has.
    #[must_use]
    pub fn ends_with(&self) -> Option<usize> {
        self.end().map(|at| at.row)
    }

    /// The row with which it leaves; `None`: before the ladder begins.
    #[must_use]
    pub fn leaves_with(&self) -> Option<usize> {
        self.leaves.map(|at| at.row)
    }

    /// The line on which it leaves, the first one if it left before the ladder begins.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.leaves.map_or(0, |at| at.line)
    }

    /// When it will arrive, if that is decided.
    #[must_use]
    pub const fn arrives(&self) -> Instant {
        match self.fate {
            Fate::Flying { arrives, .. } => arrives,
            _ => Instant::NEVER,
        }
    }

    /// How far it has come, 0 to 1.
    #[must_use]
    pub fn progress(&self, now: Instant) -> f64 {
        match self.fate {
            Fate::Arrived(_) | Fate::Lost(..) => 1.0,
            Fate::Held(progress) => progress,
            Fate::Flying { since, arrives, from } => {
                let (passed, whole) = (now.since(since).as_secs_f64(), arrives.since(since).as_secs_f64());
                let share = if whole > 0.0 { (passed / whole).min(1.0) } else { 1.0 };
                from + (1.0 - from) * share
            }
        }
    }

    /// Whether it is held back when this row is over.
    #[must_use]
    pub fn is_held(&self, row: usize) -> bool {
        self.stops.iter().any(|(held, released)| *held <= row && released.is_none_or(|released| released > row))
    }

    /// Whether it travels at some time between these rows.
    #[must_use]
    pub fn is_seen(&self, rows: &Range<usize>) -> bool {
        let leaves_before_the_end = self.leaves_with().is_none_or(|leaves| leaves < rows.end);
        let ends_after_the_start = self.ends_with().is_none_or(|end| end >= rows.start);
        leaves_before_the_end && ends_after_the_start
    }
}
