//! The simulated half: what each act does to two hosts with the profile `linux`.

use super::crossed::{Crossed, Kind};
use super::exercise::{Act, Exercise, side_of};
use super::seen::Seen;
use crate::sim::{Call, EventKind, Input, PerSide, Record, Side, World};
use crate::tcp::{EdgeId, Errno, Reply, Segment, Signal, State};
use std::time::Duration;

/// So long the simulation goes on by itself behind an act: longer than any delayed ACK, shorter than any retransmission.
pub const QUIET: Duration = Duration::from_millis(150);

/// A connection that calls go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attended {
    /// Its number at its own host.
    pub number: u32,
    /// The simulated ports of A and of B, which both ends know it by; 0 where it has none yet.
    pub ports: (u16, u16),
}

/// The simulation of an exercise.
#[derive(Clone, Debug)]
pub struct Simulation {
    world: World,
}

impl Simulation {
    /// Before the first act.
    #[must_use]
    pub fn new(exercise: &Exercise) -> Self {
        Self { world: World::new(&exercise.setup) }
    }

    /// Plays an act.
    pub fn act(&mut self, act: &Act) -> Seen {
        let before = PerSide::from_fn(|side| self.attended(side));
        let mut records = Vec::new();
        let mut calls = Vec::new();
        match act {
            Act::Calls(inputs) => {
                for input in inputs {
                    calls.push(records.len());
                    records.extend(self.world.apply(input));
                }
            }
            Act::Wait(time) => records.extend(self.world.apply(&Input::Advance(*time))),
            Act::Link(change) => records.extend(self.world.apply(&Input::Link(*change))),
            Act::NotHere(_) | Act::NoLink(_) => {}
        }
        // A link is cut or mended in no time, in both worlds.
        if !matches!(act, Act::Link(_)) {
            records.extend(self.world.apply(&Input::Advance(QUIET)));
        }
        let returned = calls.into_iter().filter_map(|at| returned(&records[at..])).collect();
        let entered = PerSide::from_fn(|side| self.entered(side, &records));
        let sent = PerSide::from_fn(|side| Some(self.sent(side, &records)));
        let walked = PerSide::from_fn(|side| self.walked(side, &records));
        let after = PerSide::from_fn(|side| self.attended(side));
        let crossed = crossed(subject(act, before, after), &records);
        Seen { returned, entered, walked, now: self.world.states(), sent, crossed }
    }

    /// The connection that a side's calls go to; `None` for a listener or nothing.
    #[must_use]
    pub fn attended(&self, side: Side) -> Option<Attended> {
        let connection = self.world.host(side).current()?;
        let (own, other) = (connection.tcb.local_port(), connection.tcb.remote_port().unwrap_or(0));
        let ports = if side == Side::A { (own, other) } else { (other, own) };
        Some(Attended { number: connection.id.number(), ports })
    }

    /// Whether a side's program takes what waits by itself.
    #[must_use]
    pub fn accepts_by_itself(&self, side: Side) -> bool {
        self.world.host(side).limits.workers.is_none()
    }

    fn of_side<'a>(&self, side: Side, records: &'a [Record]) -> impl Iterator<Item = &'a Record> + use<'a> {
        let id = self.world.host(side).current().map(|connection| connection.id);
        records.iter().filter(move |record| record.side == side && (id.is_none() || record.connection() == id))
    }

    fn entered(&self, side: Side, records: &[Record]) -> Vec<State> {
        self.of_side(side, records).flat_map(|record| record.entered().collect::<Vec<_>>()).collect()
    }

    fn walked(&self, side: Side, records: &[Record]) -> Vec<EdgeId> {
        self.of_side(side, records).flat_map(|record| record.outcome.transitions.iter().copied()).collect()
    }

    fn sent(&self, side: Side, records: &[Record]) -> u32 {
        u32::try_from(self.of_side(side, records).map(|record| record.departures.len()).sum::<usize>())
            .unwrap_or(u32::MAX)
    }
}

/// The simulated ports of the connection that an act is about: that of who calls, or A's where nobody does.
#[must_use]
pub fn subject(act: &Act, before: PerSide<Option<Attended>>, after: PerSide<Option<Attended>>) -> Option<(u16, u16)> {
    let first = match act {
        Act::Calls(inputs) => inputs.first(),
        _ => None,
    };
    let side = first.and_then(side_of).unwrap_or(Side::A);
    let begins = matches!(first, Some(Input::Call(_, Call::Connect)));
    let attended = if begins { after[side] } else { before[side].or(after[side]) };
    attended.map(|attended| attended.ports).filter(|(a, b)| *a != 0 && *b != 0)
}

/// The segments of a connection; of all where it is not known which one is meant.
fn crossed(subject: Option<(u16, u16)>, records: &[Record]) -> Vec<Crossed> {
    let of_record = |record: &Record| {
        let from = record.side;
        let segments = record.departures.iter().map(|departure| &departure.segment);
        let is_meant = |segment: &&Segment| {
            let (own, other) = (segment.src_port, segment.dst_port);
            subject.is_none_or(|ports| ports == if from == Side::A { (own, other) } else { (other, own) })
        };
        let of = |segment: &Segment| Crossed {
            from,
            kind: Kind::of(segment),
            octets: Some(segment.data_len()).filter(|octets| *octets > 0),
            counted: true,
        };
        segments.filter(is_meant).map(of).collect::<Vec<_>>()
    };
    records.iter().flat_map(of_record).collect()
}

/// What the call of the first of these records returns: at once, or when what it waits for has come.
fn returned(records: &[Record]) -> Option<String> {
    let (first, rest) = records.split_first()?;
    let made = matches!(first.kind, EventKind::Call(_) | EventKind::Accept | EventKind::Socket);
    let reply = first.outcome.reply.unwrap_or(Reply::Ok);
    if !made {
        return None;
    }
    let is_begun = matches!(reply, Reply::Errno(Errno::EINPROGRESS) | Reply::Queued);
    let later = rest.iter().filter(|record| record.side == first.side && record.socket == first.socket);
    let came = later.filter_map(|record| {
        let is_open = record.outcome.signals.contains(&Signal::Opened);
        record.outcome.errno.map(|errno| errno.to_string()).or_else(|| is_open.then(|| Reply::Ok.to_string()))
    });
    Some(is_begun.then(|| came.into_iter().next()).flatten().unwrap_or_else(|| reply.to_string()))
}
