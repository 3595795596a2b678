//! The moments of a connection that two captures have: what left one and what arrived at the other, in the order of A's clock.

#![warn(clippy::arithmetic_side_effects)]

use super::ways::{Fate, Ways};
use crate::capture::mark::Sighting;
use crate::capture::passed::{Moments, Passed, passed};
use crate::capture::place::Place;
use crate::sim::{Departure, EventKind, Loss, Origin, PacketId, PerSide, Record, Side};
use crate::tcp::{Instant, Outcome, State};
use crate::timeline::Variables;
use crate::wire;
use smallvec::{SmallVec, smallvec};
use std::collections::HashMap;

/// What a moment shows of a segment's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It leaves its sender: this one of those that the end has sent.
    Leaves(Side, usize),
    /// It arrives.
    Arrives(Side, usize),
    /// It arrives once more.
    ArrivesAgain(Side, usize),
    /// It leaves in an end's name, whose capture does not have it; whether it comes from somewhere else.
    IsForeign(Side, bool),
    /// It arrives, and was sent by nobody whose capture has it.
    ForeignArrives(Side, bool),
}

/// The moments, and what is to be known of each.
pub(super) struct Merged {
    pub before: PerSide<crate::capture::infer::Known>,
    pub passed: Vec<Passed>,
    /// The packet of each, as its capture has it.
    pub own: Vec<Sighting>,
    pub ways: Vec<Way>,
}

/// Puts both captures' moments in one order.
pub(super) fn merge(ways: &Ways, ends: PerSide<wire::End>, bases: PerSide<u32>) -> Merged {
    let moments = PerSide::from_fn(|side| passed(&ways.views[side].between(ends), ends.a, Place::at(side), bases));
    let first = Side::BOTH.into_iter().filter(|side| !ways.views[*side].seen.is_empty());
    let zero = first.map(|side| ways.time(side, 0)).min().unwrap_or_default();
    let known = PerSide::from_fn(|side| moments[side].before[side].clone());
    let merger = Merger {
        ways,
        zero,
        plans: PerSide::from_fn(|side| Plan::new(ways, side)),
        states: known.as_ref().map(|known| known.state.unwrap_or(State::Closed)),
        numbers: PerSide::default(),
        now: Instant::ZERO,
        merged: Merged { before: known.clone(), passed: Vec::new(), own: Vec::new(), ways: Vec::new() },
        known,
        moments: &moments,
    };
    merger.merge()
}

/// What is to come of the segments that an end sends.
struct Plan {
    /// By their places in the sender's capture.
    sent: HashMap<usize, usize>,
    /// By the places where they arrive in the receiver's capture: the packet, and what that moment shows.
    arrive: HashMap<usize, (PacketId, Way)>,
    /// What arrives before a segment of the receiver's capture, which has missed it.
    missed: HashMap<usize, Vec<usize>>,
    /// The copies of each.
    copies: HashMap<usize, Vec<(PacketId, usize)>>,
}

impl Plan {
    fn new(ways: &Ways, from: Side) -> Self {
        let packet = |index: usize| PacketId { from, number: number(index) };
        let mut plan =
            Self { sent: HashMap::new(), arrive: HashMap::new(), missed: HashMap::new(), copies: HashMap::new() };
        for (index, sent) in ways.sent[from].iter().enumerate() {
            plan.sent.insert(sent.at, index);
            match sent.fate {
                Fate::Arrived(at) => {
                    plan.arrive.insert(at, (packet(index), Way::Arrives(from, index)));
                }
                Fate::Missed(before) => plan.missed.entry(before).or_default().push(index),
                Fate::Lost | Fate::Unseen(_) => {}
            }
        }
        let mut next = ways.sent[from].len();
        for (index, at) in &ways.copies[from] {
            plan.arrive.insert(*at, (packet(next), Way::ArrivesAgain(from, *index)));
            plan.copies.entry(*index).or_default().push((packet(next), *at));
            next = next.saturating_add(1);
        }
        for stranger in &ways.strangers[from] {
            plan.arrive.insert(stranger.at, (packet(next), Way::ForeignArrives(from, stranger.is_foreign)));
            next = next.saturating_add(1);
        }
        plan
    }
}

/// The number of a packet, from 1.
fn number(index: usize) -> u32 {
    u32::try_from(index.saturating_add(1)).unwrap_or(u32::MAX)
}

struct Merger<'a> {
    ways: &'a Ways,
    moments: &'a PerSide<Moments>,
    /// The first moment, by A's clock.
    zero: i64,
    plans: PerSide<Plan>,
    states: PerSide<State>,
    known: PerSide<crate::capture::infer::Known>,
    numbers: PerSide<Option<Variables>>,
    now: Instant,
    merged: Merged,
}

impl Merger<'_> {
    fn merge(mut self) -> Merged {
        let mut next = PerSide::new(0, 0);
        let mut left = PerSide::new(0, 0);
        while let Some(side) = self.whose_turn(next, left) {
            let at = next[side];
            next[side] = at.saturating_add(1);
            let sender = self.sender(side, at);
            if sender == side {
                left[side] = left[side].saturating_add(1);
                self.arrive_unseen(side, at);
                self.leave(side, at);
            } else {
                self.arrive(side, at);
            }
        }
        self.merged
    }

    fn sender(&self, near: Side, at: usize) -> Side {
        self.ways.views[near].sender(self.ways.segment(near, at))
    }

    /// Whose capture comes next: the earlier one, but nothing arrives before it has left.
    fn whose_turn(&self, next: PerSide<usize>, left: PerSide<usize>) -> Option<Side> {
        let has = |side: Side| next[side] < self.ways.views[side].seen.len();
        let waits = |side: Side| {
            let from = self.sender(side, next[side]);
            let arrival = self.plans[from].arrive.get(&next[side]).filter(|_| from != side);
            arrival.is_some_and(|(_, way)| match way {
                Way::Arrives(_, index) | Way::ArrivesAgain(_, index) => *index >= left[from],
                _ => false,
            })
        };
        match (has(Side::A), has(Side::B)) {
            (false, false) => None,
            (true, false) => Some(Side::A),
            (false, true) => Some(Side::B),
            (true, true) => Some(match (waits(Side::A), waits(Side::B)) {
                (true, false) => Side::B,
                (false, true) => Side::A,
                _ if self.ways.time(Side::B, next.b) < self.ways.time(Side::A, next.a) => Side::B,
                _ => Side::A,
            }),
        }
    }

    fn instant(&self, near: Side, at: usize) -> Instant {
        let micros = self.ways.time(near, at).saturating_sub(self.zero) / 1_000;
        Instant::from_micros(u64::try_from(micros).unwrap_or_default())
    }

    /// What an end's capture shows of this end becomes known.
    fn know(&mut self, side: Side, at: usize) -> &Passed {
        let passed = &self.moments[side].passed[at];
        self.now = self.now.max(self.instant(side, at));
        self.known[side] = passed.known[side].clone();
        self.numbers[side] = passed.numbers[side];
        passed
    }

    fn leave(&mut self, side: Side, at: usize) {
        let Some(index) = self.plans[side].sent.get(&at).copied() else { return };
        let mut passed = self.know(side, at).clone();
        let packet = PacketId { from: side, number: number(index) };
        let fate = self.ways.sent[side][index].fate;
        passed.records.retain(|record| record.side == side && !record.departures.is_empty());
        let copies = self.plans[side].copies.remove(&index).unwrap_or_default();
        let unseen = matches!(fate, Fate::Unseen(_));
        let arrives = match fate {
            Fate::Arrived(to) | Fate::Missed(to) => Some(self.instant(side.other(), to).max(self.now)),
            Fate::Lost => None,
            Fate::Unseen(_) => Some(Instant::NEVER),
        };
        for record in &mut passed.records {
            record.at = self.now;
            if let EventKind::Released(of, at) = &mut record.kind {
                (*of, *at) = (packet, self.now);
            }
            for departure in &mut record.departures {
                (departure.packet, departure.arrives) = (packet, arrives);
            }
            for (copy, to) in &copies {
                let arrives = Some(self.instant(side.other(), *to).max(self.now));
                let origin = Origin::DuplicateOf(packet);
                record.departures.push(Departure { packet: *copy, origin, segment: passed.segment.clone(), arrives });
            }
            self.states[side] = record.after;
        }
        if unseen {
            passed.records.push(self.quiet(side, EventKind::Lost(packet, Loss::Unseen)));
        }
        passed.packet = packet;
        self.add(passed, self.ways.views[side].seen[at], Way::Leaves(side, index));
    }

    fn arrive(&mut self, side: Side, at: usize) {
        let from = side.other();
        let Some((packet, way)) = self.plans[from].arrive.get(&at).copied() else { return };
        let mut passed = self.know(side, at).clone();
        let seen = self.ways.views[side].seen[at];
        if let Way::ForeignArrives(_, is_foreign) = way {
            self.leave_in_the_name(&passed, packet, seen, is_foreign);
        }
        passed.records.retain(|record| record.side == side);
        for record in &mut passed.records {
            record.at = self.now;
            if let EventKind::Arrival { packet: of, .. } = &mut record.kind {
                *of = packet;
            }
            self.states[side] = record.after;
        }
        passed.packet = packet;
        self.add(passed, seen, way);
    }

    /// A segment leaves in an end's name; when it did is not known.
    fn leave_in_the_name(&mut self, passed: &Passed, packet: PacketId, seen: Sighting, is_foreign: bool) {
        let from = packet.from;
        let segment = passed.segment.clone();
        let (kind, origin) = if is_foreign {
            (EventKind::Forged(segment.clone()), Origin::Forged)
        } else {
            (EventKind::Released(packet, self.now), Origin::Sent)
        };
        let mut record = self.quiet(from, kind);
        record.departures.push(Departure { packet, origin, segment, arrives: Some(self.now) });
        let passed = Passed { packet, records: smallvec![record], ..passed.clone() };
        self.add(passed, seen, Way::IsForeign(from, is_foreign));
    }

    /// What the capture at an end has missed arrives before this end acknowledges it.
    fn arrive_unseen(&mut self, side: Side, before: usize) {
        let from = side.other();
        for index in self.plans[from].missed.remove(&before).unwrap_or_default() {
            let at = self.ways.sent[from][index].at;
            let packet = PacketId { from, number: number(index) };
            let passed = &self.moments[from].passed[at];
            let due = self.ways.time(from, at).saturating_add(self.ways.clock.least()).saturating_sub(self.zero);
            let due = Instant::from_micros(u64::try_from(due / 1_000).unwrap_or_default());
            self.now = self.now.max(due.min(self.instant(side, before)));
            let kind = EventKind::Arrival { packet, segment: passed.segment.clone() };
            let passed = Passed { packet, records: smallvec![self.quiet(side, kind)], ..passed.clone() };
            self.add(passed, self.ways.views[from].seen[at], Way::Arrives(from, index));
        }
    }

    /// Something that changes no state.
    fn quiet(&self, side: Side, kind: EventKind) -> Record {
        let state = self.states[side];
        Record {
            at: self.now,
            side,
            socket: Some(crate::sim::Socket::Connection(crate::sim::ConnectionId::FIRST)),
            kind,
            before: state,
            after: state,
            is_guess: false,
            outcome: Outcome::default(),
            departures: SmallVec::new(),
        }
    }

    fn add(&mut self, passed: Passed, seen: Sighting, way: Way) {
        let (known, numbers) = (self.known.clone(), self.numbers);
        self.merged.passed.push(Passed { at: self.now, known, numbers, ..passed });
        self.merged.own.push(seen);
        self.merged.ways.push(way);
    }
}
