//! One thing that happened, and what it says about it.

use super::note::{About, Note};
use crate::sim::{LinkChange, PacketId, PerSide, ProfileName, Side};
use crate::tcp::{Instant, State};
use crate::timeline::certainty::Certainty;
use smallvec::SmallVec;
use std::time::Duration;

/// What stands on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineContent {
    /// Both sides' states when the ladder began.
    Start(PerSide<Certainty>),
    /// A segment leaves.
    Departs(PacketId),
    /// A segment arrives.
    Arrives(PacketId),
    /// A segment is lost.
    Lost(PacketId),
    /// Something at the row's side.
    Note(About, Note),
    /// The link changed.
    Link(LinkChange),
    /// Both hosts run this TCP now.
    Profile(ProfileName),
    /// Whether hosts keep quiet after a restart now.
    QuietTime(bool),
    /// Whether hosts choose initial sequence numbers by a clock now.
    IsnClock(bool),
    /// So much time passed without anything.
    Passed(Duration),
    /// The rows before it came this many times more, at other connections.
    More(usize),
    /// Two paths part here.
    Parts,
    /// Room for what stands here on the ladder beside this one.
    Gap,
}

/// One line of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands on it.
    pub content: LineContent,
    /// Whether each host has no connection from here on.
    pub closed: PerSide<bool>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The step that it belongs to.
    pub step: usize,
    /// When.
    pub at: Instant,
    /// At which side; for the network's doings, whose packet it was.
    pub side: Side,
    /// What happened in one sentence without a full stop; empty where it is not shown.
    pub headline: String,
    /// What it says, in order: how long nothing had happened, which segment ends, the cause, the states, which segments leave.
    pub lines: SmallVec<[Line; 3]>,
    /// The first of its lines, counted over all rows from the ladder's first one, 0.
    pub first: u64,
    /// Both sides' states after it.
    pub states: PerSide<State>,
}

impl Row {
    /// How long nothing had happened before it, if that is worth saying.
    #[must_use]
    pub fn pause(&self) -> Option<Duration> {
        self.content().find_map(|content| match content {
            LineContent::Passed(time) => Some(time),
            _ => None,
        })
    }

    /// The segment that arrives, or is lost on its way.
    #[must_use]
    pub fn ends(&self) -> Option<PacketId> {
        let ends = self.content().find_map(|content| match content {
            LineContent::Arrives(packet) | LineContent::Lost(packet) => Some(packet),
            _ => None,
        })?;
        self.departs().all(|packet| packet != ends).then_some(ends)
    }

    /// The segments that leave.
    pub fn departs(&self) -> impl Iterator<Item = PacketId> {
        self.content().filter_map(|content| match content {
            LineContent::Departs(packet) => Some(packet),
            _ => None,
        })
    }

    /// What stands on its lines.
    pub fn content(&self) -> impl Iterator<Item = LineContent> {
        self.lines.iter().map(|line| line.content)
    }

    /// The line behind its last one.
    pub(super) fn end(&self) -> u64 {
        self.first + self.lines.len() as u64
    }
}
