//! Who has to act: the one thing about a connection that is said first.

use super::facts::{Fact, Facts};
use super::findings::{EffectName, Finding, KindName};
use super::half::Half;
use super::infer::{Known, Silent};
use super::reset::{Reset, ResetEffect, ResetKind};
use super::watched::Watched;
use crate::sim::{PerSide, Side};
use crate::tcp::State;

/// What is said first of a connection. The ends that are named are those who have to act, or who did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This end has the other's FIN, and its program has not closed; for so many nanoseconds.
    CloseWait(Side, i64),
    /// This end knows nothing of the connection any more, which the other one kept.
    HalfOpen(Side),
    /// This end got no answer any more and gave up.
    GaveUp(Side),
    /// This end has given the connection up with a RST, the other's FIN having come or not.
    Aborted(Side),
    /// This end had closed, and answered later data with a RST.
    ResetAfterClose(Side),
    /// Somebody else has sent a RST in this end's name, and ended the connection of the other.
    ForgedAndKilled(Side),
    /// Somebody else has sent a RST in this end's name, in vain.
    ForgedInVain(Side),
    /// A SYN was sent so often and never answered.
    SynWithoutAnswer(u32),
    /// Nobody listens at B.
    Refused,
    /// The third segment came to B, and B has not taken it: its queue of connections that wait to be accepted is full.
    QueueFull,
    /// The third segment has not come to B yet.
    ThirdLost,
    /// This end's FIN was sent so often and never acknowledged.
    FinNeverAcknowledged(Side, u32),
    /// This end's window is closed: its program does not read.
    WindowClosed(Side),
    /// This end sends its data again and again without an answer.
    NoAnswerToData(Side),
    /// The acknowledgment of this end's FIN is not in the capture.
    LastAckNotSeen(Side),
    /// The handshake has not come to its end.
    HandshakeUnfinished,
    /// Only what this end sent was captured.
    OneDirection(Side),
    /// Both ends have closed: this one first, with three or four segments.
    Closed(Side, bool),
    /// Both ends have closed at once.
    ClosedAtOnce,
    /// This end has closed, and waits for the other, which still sends.
    HalfClosed(Side),
    /// Nobody has closed.
    Open,
    /// Nothing can be said.
    Unknown,
}

/// How much trouble a connection is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// None.
    None,
    /// Something that is worth a look.
    Note,
    /// Something got in the way.
    Hindered,
    /// Somebody has to act.
    Broken,
}

impl Trouble {
    /// As a number, 0 to 3.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }
}

impl Verdict {
    /// How much trouble it is.
    #[must_use]
    pub const fn trouble(self) -> Trouble {
        match self {
            Self::CloseWait(..) | Self::HalfOpen(_) | Self::GaveUp(_) | Self::Aborted(_) | Self::ForgedAndKilled(_) => {
                Trouble::Broken
            }
            Self::SynWithoutAnswer(_) | Self::Refused | Self::QueueFull | Self::FinNeverAcknowledged(..) => {
                Trouble::Broken
            }
            Self::WindowClosed(_) | Self::NoAnswerToData(_) | Self::ThirdLost | Self::ResetAfterClose(_) => {
                Trouble::Hindered
            }
            Self::ForgedInVain(_) | Self::LastAckNotSeen(_) | Self::HandshakeUnfinished | Self::OneDirection(_) => {
                Trouble::Note
            }
            Self::Closed(..) | Self::ClosedAtOnce | Self::HalfClosed(_) | Self::Open | Self::Unknown => Trouble::None,
        }
    }

    /// Its place in a list that has the worst first.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::CloseWait(..) => 0,
            Self::HalfOpen(_) => 1,
            Self::GaveUp(_) => 2,
            Self::ForgedAndKilled(_) => 3,
            Self::Aborted(_) => 4,
            Self::SynWithoutAnswer(_) => 5,
            Self::Refused => 6,
            Self::QueueFull => 7,
            Self::FinNeverAcknowledged(..) => 8,
            Self::WindowClosed(_) => 9,
            Self::NoAnswerToData(_) => 10,
            Self::ResetAfterClose(_) => 11,
            Self::ThirdLost => 12,
            Self::ForgedInVain(_) => 13,
            Self::LastAckNotSeen(_) => 14,
            Self::HandshakeUnfinished => 15,
            Self::OneDirection(_) => 16,
            Self::HalfClosed(_) => 17,
            Self::ClosedAtOnce => 18,
            Self::Open => 19,
            Self::Closed(..) => 20,
            Self::Unknown => 21,
        }
    }

    /// The verdict on a connection at a moment.
    #[must_use]
    pub fn of(watched: &Watched, known: &PerSide<Known>, findings: &[Finding], now: i64) -> Self {
        let judge = Judge { watched, known, findings, now };
        judge
            .close_wait()
            .or_else(|| judge.resets())
            .or_else(|| judge.handshake())
            .or_else(|| judge.stuck())
            .or_else(|| judge.closing())
            .unwrap_or(Self::Unknown)
    }
}

struct Judge<'a> {
    watched: &'a Watched,
    known: &'a PerSide<Known>,
    findings: &'a [Finding],
    now: i64,
}

impl Judge<'_> {
    fn has(&self, finding: Finding) -> bool {
        self.findings.contains(&finding)
    }

    #[expect(clippy::unused_self, reason = "it reads as a question to the verdict")]
    fn side(&self, is_so: impl Fn(Side) -> bool) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| is_so(*side))
    }

    fn half(&self, side: Side) -> &Half {
        &self.watched.connection.halves[side]
    }

    fn close_wait(&self) -> Option<Verdict> {
        let side = self.side(|side| self.has(Finding::CloseWait(side)))?;
        let since = self.half(side.other()).fin.map_or(self.now, |fin| fin.first.time);
        Some(Verdict::CloseWait(side, self.now.saturating_sub(since).max(0)))
    }

    fn resets(&self) -> Option<Verdict> {
        let forged = |side| self.has(Finding::RstKind(side, KindName::NotBySender));
        if let Some(side) = self.side(forged) {
            let kills = self.has(Finding::RstEffect(side.other(), EffectName::Is(ResetEffect::Kills)));
            return Some(if kills { Verdict::ForgedAndKilled(side) } else { Verdict::ForgedInVain(side) });
        }
        if self.has(Finding::Refused) {
            return Some(Verdict::Refused);
        }
        let is =
            |side, kind| self.half(side).resets.iter().any(|reset: &Reset| reset.kind == kind && reset.closes_sender());
        if let Some(side) = self.side(|side| is(side, ResetKind::Abort) || is(side, ResetKind::Plain)) {
            let first = self.half(side).resets.first()?;
            return Some(match () {
                () if first.is_unlikely_to_arrive() => Verdict::GaveUp(side),
                () if self.has(Finding::SimultaneousClose) || self.is_after_both(first) => {
                    Verdict::ResetAfterClose(side)
                }
                () => Verdict::Aborted(side),
            });
        }
        let side = self.side(|side| is(side, ResetKind::NobodyThere))?;
        let has_closed = self.half(side).fin.is_some();
        Some(if has_closed { Verdict::ResetAfterClose(side) } else { Verdict::HalfOpen(side) })
    }

    /// Whether both ends had sent a FIN before this RST.
    fn is_after_both(&self, reset: &Reset) -> bool {
        Side::BOTH.iter().all(|side| self.half(*side).fin.is_some_and(|fin| reset.at.is_after(fin.first)))
    }

    fn handshake(&self) -> Option<Verdict> {
        if self.has(Finding::SynWithoutAnswer) {
            return Some(Verdict::SynWithoutAnswer(self.half(Side::A).syn.map_or(1, |syn| syn.opening)));
        }
        let waits = |side| self.known[side].state == Some(State::SynReceived);
        let facts = self.side(waits).map(|side| (side, Facts::of(&self.watched.connection, side, self.watched.place)));
        match facts {
            Some((side, facts)) if facts.syn_acked == Fact::Doubted => {
                let is_here = self.watched.place.is_at(side);
                Some(if is_here { Verdict::QueueFull } else { Verdict::ThirdLost })
            }
            Some(_) => Some(Verdict::HandshakeUnfinished),
            None if self.side(|side| self.known[side].state == Some(State::SynSent)).is_some() => {
                Some(Verdict::HandshakeUnfinished)
            }
            None => None,
        }
    }

    fn stuck(&self) -> Option<Verdict> {
        for side in Side::BOTH {
            if self.has(Finding::FinNeverAcknowledged(side)) {
                let times = self.half(side).fin.map_or(1, |fin| fin.times);
                return Some(Verdict::FinNeverAcknowledged(side, times));
            }
        }
        if let Some(side) = self.side(|side| self.has(Finding::ZeroWindowAtTheEnd(side))) {
            return Some(Verdict::WindowClosed(side));
        }
        self.side(|side| self.has(Finding::DataNeverAcknowledged(side)) && self.half(side).unanswered >= 2)
            .map(Verdict::NoAnswerToData)
    }

    fn closing(&self) -> Option<Verdict> {
        if let Some(side) = self.side(|side| self.half(side).packets == 0) {
            return Some(Verdict::OneDirection(side.other()));
        }
        if self.has(Finding::LastAckNotSeen) {
            let side = self.side(|side| self.half(side).fin.is_some_and(|fin| fin.answered.is_none()))?;
            return Some(Verdict::LastAckNotSeen(side));
        }
        if let Some(side) = self.side(|side| self.has(Finding::ClosedFirst(side))) {
            return Some(Verdict::Closed(side, self.has(Finding::FourSegmentClose)));
        }
        match () {
            () if self.has(Finding::SimultaneousClose) => Some(Verdict::ClosedAtOnce),
            () if self.has(Finding::OpenAtTheEnd) => Some(Verdict::Open),
            () => self.side(|side| self.half(side).fin.is_some()).map(Verdict::HalfClosed),
        }
    }
}

impl Silent {
    /// All that there is.
    pub const ALL: [Self; 5] = [Self::TimeWaitOver, Self::FinWait2Over, Self::GivenUp, Self::FinWaits, Self::Forged];
}
