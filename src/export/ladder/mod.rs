//! The ladder of a whole run: who did what when, and which segments travelled. Text, Mermaid and SVG are all made of it.

mod collect;
mod fold;
mod label;
mod lines;
mod note;

#[cfg(test)]
pub(super) mod tests;

use std::ops::Range;
use std::time::Duration;

use crate::sim::{Loss, PacketId, PerSide, Side};
use crate::tcp::{Instant, State};

pub use fold::{Told, folded};
pub use label::Kind;
pub use lines::lines;
pub use note::{About, Note};

/// Everything that happened on one path, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// How the two ends are introduced.
    pub names: PerSide<String>,
    /// Their states at the beginning.
    pub begins: PerSide<State>,
    /// What happened, one moment for each record, and one for what is folded.
    pub moments: Vec<Moment>,
    /// The segments, in the order of departure.
    pub arrows: Vec<Arrow>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Instant,
    /// How long nothing had happened before it, if that is worth saying.
    pub pause: Option<Duration>,
    /// At which side.
    pub side: Side,
    /// In one line.
    pub what: String,
    /// What stands on its side: the cause first, then the states that were entered.
    pub notes: Vec<Note>,
    /// The segment that arrives or is lost, by its place among the arrows.
    pub ends: Option<usize>,
    /// The segments that leave.
    pub departs: Vec<usize>,
    /// Both sides' states after it.
    pub states: PerSide<State>,
}

/// One segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// Which.
    pub packet: PacketId,
    /// Flags, numbers, octets.
    pub label: String,
    /// The flags alone.
    pub flags: &'static str,
    /// How it looks.
    pub kind: Kind,
    /// Why it is not a first, honest one: repeated, forged, copied.
    pub mark: Option<String>,
    /// Whether the network put it there, and no host.
    pub by_network: bool,
    /// The moment at which it leaves; `None`: before the ladder begins.
    pub leaves: Option<usize>,
    /// The moments at which it is held back, and those at which it goes on.
    pub stops: Vec<(usize, Option<usize>)>,
    /// What becomes of it.
    pub end: End,
}

/// What becomes of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing so far.
    OnItsWay,
    /// It arrives at this moment.
    Arrives(usize),
    /// It is lost at this moment.
    Lost(usize, Loss),
}

impl End {
    /// The moment of it.
    #[must_use]
    pub const fn moment(self) -> Option<usize> {
        match self {
            Self::OnItsWay => None,
            Self::Arrives(moment) | Self::Lost(moment, _) => Some(moment),
        }
    }
}

impl Arrow {
    /// What stands on it: its label, and what is special about it.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.mark {
            Some(mark) => format!("{} ({mark})", self.label),
            None => self.label.clone(),
        }
    }

    /// Whether it is held back when this moment is over.
    #[must_use]
    pub fn is_held(&self, moment: usize) -> bool {
        self.stops.iter().any(|(held, released)| *held <= moment && released.is_none_or(|released| released > moment))
    }

    /// Whether it travels at some time between these moments.
    #[must_use]
    pub fn is_seen(&self, moments: &Range<usize>) -> bool {
        let leaves_before_the_end = self.leaves.is_none_or(|leaves| leaves < moments.end);
        let ends_after_the_start = self.end.moment().is_none_or(|end| end >= moments.start);
        leaves_before_the_end && ends_after_the_start
    }
}

impl Ladder {
    /// Both sides' states before a moment.
    #[must_use]
    pub fn states_before(&self, moment: usize) -> PerSide<State> {
        moment.checked_sub(1).map_or(self.begins, |before| self.moments[before].states)
    }

    /// All of its moments.
    #[must_use]
    pub fn whole(&self) -> Range<usize> {
        0..self.moments.len()
    }
}
