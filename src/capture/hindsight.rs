//! What later segments tell of earlier moments: which of the ways that were possible then it was.
//!
//! A segment that came by has arrived at the other end by the time that end acknowledges it, and had not yet arrived when that end
//! sent something without acknowledging it. So the last moments of a connection alone have to be guessed.

#![warn(clippy::arithmetic_side_effects)]

use super::connection::Connection;
use super::facts::{Fact, FactName, Facts};
use super::infer::{Known, Sure};
use super::mark::Mark;
use super::place::Place;
use super::reset::{Reset, ResetKind};
use crate::sim::{PerSide, Side};
use crate::tcp::{SeqNumber, State};
use crate::wire::{Segment, flag};

/// A segment that came by, and what could be said of both ends right after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Came {
    sender: Side,
    at: Mark,
    seq: SeqNumber,
    end: SeqNumber,
    ack: Option<SeqNumber>,
    flags: u16,
    /// Whether it belongs to the connection and had not been captured before.
    counts: bool,
    facts: PerSide<Facts>,
    /// Whether it left nothing out that its sender had sent before.
    in_order: bool,
}

impl Came {
    /// A segment that the connection has just taken.
    pub fn new(segment: &Segment, at: Mark, connection: &Connection, place: Place) -> Self {
        let sender = connection.sender(segment);
        let half = &connection.halves[sender];
        let end = SeqNumber(segment.end());
        Self {
            sender,
            at,
            seq: SeqNumber(segment.seq),
            end,
            ack: segment.has(flag::ACK).then_some(SeqNumber(segment.ack)),
            flags: segment.flags,
            counts: half.last == at,
            facts: PerSide::from_fn(|side| Facts::of(connection, side, place)),
            in_order: half.data.in_order().is_some_and(|next| end.at_or_before(next)),
        }
    }

    const fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    const fn is_reset(&self) -> bool {
        self.has(flag::RST)
    }

    fn takes_numbers(&self) -> bool {
        self.seq != self.end
    }

    /// Whether it acknowledges this number.
    fn acks(&self, number: SeqNumber) -> bool {
        self.ack.is_some_and(|ack| ack.after(number))
    }
}

/// What becomes of a segment that came by, as far as later ones tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Becomes {
    /// It arrives before anything else comes by.
    ArrivesAtOnce,
    /// It arrives after this segment, counted from 0, has come by: the other end had sent that before.
    ArrivesAfter(usize),
    /// It was sent again long after it had come by, and had not arrived until then.
    Lost,
}

/// All segments of a connection, to look back from.
pub(super) struct Hindsight {
    came: Vec<Came>,
    last: Connection,
    place: Place,
}

impl Hindsight {
    /// The segments, and the connection after the last of them.
    pub const fn new(came: Vec<Came>, last: Connection, place: Place) -> Self {
        Self { came, last, place }
    }

    /// What is known of an end after the segment `at`, counted from 0, `connection` being what was seen up to then. With `departing`
    /// the segment is the end's own, and what had not arrived when it left has not arrived.
    pub fn known(&self, connection: &Connection, side: Side, at: usize, departing: bool) -> Known {
        let half = &connection.halves[side];
        let is_closed = half.resets.iter().any(Reset::closes_sender);
        if !half.is_real() && !is_closed {
            return self.unheard(connection, side, at);
        }
        let came = &self.came[at];
        let facts = FactName::ALL.into_iter().fold(came.facts[side], |facts, name| {
            facts.with(name, self.fact(name, facts.get(name), side, (at, departing)))
        });
        let known = Known::of_facts(connection, (side, self.place), came.at.time, facts, self.fin_may_wait(side));
        if self.has_perhaps_forgotten(side, at) { known.or_closed() } else { known }
    }

    /// Whether an end may have lost the connection without a word: what it sends next says that it knows of none, and something has
    /// come since it spoke last.
    fn has_perhaps_forgotten(&self, side: Side, at: usize) -> bool {
        let resets = &self.last.halves[side].resets;
        let says_so = |at: Mark| {
            let said = resets.iter().find(|reset| reset.at == at);
            said.is_some_and(|reset| reset.kind == ResetKind::NobodyThere && reset.closes_sender())
        };
        self.came[at].sender != side
            && self.first_of(side, at.saturating_add(1)).is_some_and(|(_, own)| says_so(own.at))
    }

    /// Whether what came by has come to this end, or left it.
    pub const fn is_at(&self, side: Side) -> bool {
        self.place.is_at(side)
    }

    /// What is known of an end before the first segment.
    pub fn at_first(&self, side: Side) -> Known {
        let Some(first) = self.came.iter().find(|came| came.counts) else { return Known::open(Vec::new()) };
        if first.sender == side && first.has(flag::SYN) && first.ack.is_none() {
            return Known::concluded(State::Closed);
        }
        match self.first_of(side, 0) {
            Some((_, own)) if own.sender != first.sender => self.before_its_first(side, own, true),
            None if first.has(flag::SYN) && first.ack.is_none() => Known::open(vec![State::Closed, State::Listen]),
            _ => Known::open(Vec::new()),
        }
    }

    /// The first segment of an end from `from` on.
    fn first_of(&self, side: Side, from: usize) -> Option<(usize, &Came)> {
        self.came.iter().enumerate().skip(from).find(|(_, came)| came.counts && came.sender == side)
    }

    /// What an end was in before anything of it was seen, with what it sent first.
    fn before_its_first(&self, side: Side, own: &Came, is_before_all: bool) -> Known {
        let opened = self.last.halves[side.other()].syn.is_some_and(|syn| syn.opens());
        match (own.is_reset(), own.has(flag::SYN), own.ack.is_some()) {
            // A RST of somebody who goes on is not its own.
            (true, ..) if self.last.halves[side].is_real() => Known::open(Vec::new()),
            (true, ..) | (_, true, false) => Known::concluded(State::Closed),
            (_, true, true) if opened => Known::concluded(State::Listen),
            _ if opened && is_before_all => Known::open(vec![State::Closed, State::Listen]),
            _ => Known::open(Vec::new()),
        }
    }

    fn unheard(&self, connection: &Connection, side: Side, at: usize) -> Known {
        let peer = &connection.halves[side.other()];
        let is_here = self.place.is_at(side);
        let Some((first, own)) = self.first_of(side, at.saturating_add(1)) else {
            return Known::unheard(peer, is_here);
        };
        let before = self.before_its_first(side, own, false);
        if before.state != Some(State::Listen) {
            return if before.state.is_some() { before } else { Known::unheard(peer, is_here) };
        }
        let brings = |came: &&Came| came.counts && came.sender != side && came.has(flag::SYN);
        let has_come = self.came[..=at].iter().any(|came| brings(&came));
        let comes_again = self.came[at.saturating_add(1)..first].iter().any(|came| brings(&came));
        match (has_come, comes_again) {
            (false, _) => before,
            (true, false) => Known::concluded(State::SynReceived),
            (true, true) => Known::guessed(State::SynReceived, vec![State::Listen, State::SynReceived]),
        }
    }

    /// A fact after the segment `at`, with what the end has sent later.
    fn fact(&self, name: FactName, fact: Fact, side: Side, (at, departing): (usize, bool)) -> Fact {
        if fact.is_certain() {
            return fact;
        }
        let from = if departing { at } else { at.saturating_add(1) };
        let mut comes_again = false;
        let mut acked = None;
        for (index, came) in self.came.iter().enumerate().skip(from).filter(|(_, came)| came.counts) {
            if came.sender != side {
                comes_again |= index > at && self.brings(name, side, came);
                continue;
            }
            let is_late = came.ack.zip(acked).is_some_and(|(ack, before): (SeqNumber, SeqNumber)| ack.before(before));
            acked = came.ack.or(acked);
            if !is_late && self.refutes(name, side, came) {
                return Fact::No;
            }
            if matches!(came.facts[side].get(name), Fact::Seen | Fact::MustBe) {
                return if comes_again { fact } else { Fact::MustBe };
            }
        }
        fact
    }

    /// Whether an end's own segment shows that something had not happened when it left.
    fn refutes(&self, name: FactName, side: Side, own: &Came) -> bool {
        if own.is_reset() {
            return false;
        }
        let (half, peer) = (&self.last.halves[side], &self.last.halves[side.other()]);
        match name {
            FactName::HasSyn => own.has(flag::SYN) && own.ack.is_none(),
            FactName::SynAcked => own.has(flag::SYN),
            FactName::HasFin => peer.fin.is_some_and(|fin| own.ack.is_some() && !own.acks(fin.number)),
            // Nothing follows a FIN: what takes numbers after it is sent again.
            FactName::FinAcked => half.fin.is_some_and(|fin| own.takes_numbers() && own.at.is_after(fin.first)),
        }
    }

    /// Whether a segment of the other end can be what has brought something about.
    fn brings(&self, name: FactName, side: Side, came: &Came) -> bool {
        let (half, peer) = (&self.last.halves[side], &self.last.halves[side.other()]);
        match name {
            FactName::HasSyn => came.has(flag::SYN),
            FactName::SynAcked => half.syn.is_none_or(|syn| came.acks(syn.number)),
            FactName::HasFin => came.takes_numbers() && peer.fin.is_some_and(|fin| came.seq.at_or_before(fin.number)),
            FactName::FinAcked => half.fin.is_some_and(|fin| came.acks(fin.number)),
        }
    }

    /// Whether a FIN of an end may have waited that nobody saw: not if in the end nothing was waiting, and none was sent.
    fn fin_may_wait(&self, side: Side) -> bool {
        let (half, peer) = (&self.last.halves[side], &self.last.halves[side.other()]);
        half.fin.is_some() || half.unacked(peer) > 0 || peer.window == Some(0)
    }

    /// What becomes of the segment `at`.
    pub fn becomes(&self, at: usize) -> Becomes {
        let sent = &self.came[at];
        let to = sent.sender.other();
        if !sent.counts || self.place.is_at(to) || sent.is_reset() {
            return Becomes::ArrivesAtOnce;
        }
        if sent.takes_numbers() && sent.in_order { self.octets_become(at) } else { self.ack_becomes(at) }
    }

    /// What takes numbers has come when they are acknowledged, and not before.
    fn octets_become(&self, at: usize) -> Becomes {
        let sent = &self.came[at];
        let (mut last_without, mut again) = (None, None);
        for (index, came) in self.came.iter().enumerate().skip(at.saturating_add(1)).filter(|(_, came)| came.counts) {
            if came.sender == sent.sender {
                let is_again = came.takes_numbers() && came.seq.before(sent.end) && sent.seq.before(came.end);
                again = again.or(is_again.then_some(came.at));
            } else if came.ack.is_some_and(|ack| sent.end.at_or_before(ack)) {
                // Between the two it arrived; if it was sent again in the meantime, perhaps only then.
                let is_lost = again.is_some_and(|again| self.is_long_before(sent.at, again)) && last_without.is_some();
                return match last_without {
                    _ if is_lost => Becomes::Lost,
                    Some(last) => Becomes::ArrivesAfter(last),
                    None => Becomes::ArrivesAtOnce,
                };
            } else if !came.is_reset() && (came.ack.is_some() || came.has(flag::SYN)) && again.is_none() {
                last_without = Some(index);
            }
        }
        Becomes::ArrivesAtOnce
    }

    /// An acknowledgment has not come if what it acknowledges is sent again long after it had come by.
    fn ack_becomes(&self, at: usize) -> Becomes {
        let sent = &self.came[at];
        let Some(ack) = sent.ack else { return Becomes::ArrivesAtOnce };
        let own = self.came[at.saturating_add(1)..].iter().filter(|came| came.counts && came.sender != sent.sender);
        let is_again = |came: &Came| {
            // A probe sends what has long been acknowledged.
            let is_probe = came.end.distance_from(came.seq) <= 1 && !came.has(flag::SYN) && !came.has(flag::FIN);
            came.takes_numbers() && !is_probe && !came.is_reset() && came.end.at_or_before(ack)
        };
        let is_lost = own.into_iter().any(|came| is_again(came) && self.is_long_before(sent.at, came.at));
        if is_lost { Becomes::Lost } else { Becomes::ArrivesAtOnce }
    }

    /// Whether it must have arrived by then, if it ever did.
    fn is_long_before(&self, sent: Mark, then: Mark) -> bool {
        then.since(sent) > self.last.on_its_way()
    }
}

impl Known {
    /// One of several, and nothing tells which.
    fn open(possible: Vec<State>) -> Self {
        Self { state: None, possible, sure: Sure::Unknown, may_also: Vec::new() }
    }

    /// The same end, which has perhaps no connection any more.
    fn or_closed(mut self) -> Self {
        if !self.possible.contains(&State::Closed) {
            self.possible.insert(0, State::Closed);
        }
        let sure = if self.possible.len() > 1 { Sure::Probably } else { self.sure };
        Self { state: Some(State::Closed), sure, ..self }
    }

    /// It follows from what was seen.
    fn concluded(state: State) -> Self {
        Self { state: Some(state), possible: vec![state], sure: Sure::MustBe, may_also: Vec::new() }
    }

    /// The likeliest of several.
    fn guessed(state: State, possible: Vec<State>) -> Self {
        Self { state: Some(state), possible, sure: Sure::Probably, may_also: Vec::new() }
    }
}
