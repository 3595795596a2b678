//! Which segment belongs to which connection.

use super::connection::Connection;
use super::mark::Sighting;
use crate::sim::Side;
use crate::tcp::SeqNumber;
use crate::wire::{End, Segment, flag};
use smallvec::SmallVec;
use std::collections::HashMap;

/// All connections of a capture, in the order of their first packets.
#[derive(Debug, Default)]
#[expect(clippy::vec_box, reason = "one by one they can be handed on without a second copy of all of them")]
pub struct Connections {
    all: Vec<Box<Connection>>,
    flows: HashMap<(End, End), Flow>,
}

/// The connections of one pair of addresses and ports that are going on: one in each VLAN.
type Flow = SmallVec<[Current; 1]>;

#[derive(Debug)]
struct Current {
    index: usize,
    /// A SYN with another number, which may begin another connection.
    pending: Option<Box<Sighting>>,
}

impl Connections {
    /// Takes a segment; gives the number of the connection that it belongs to.
    pub fn take(&mut self, sighting: &Sighting) -> usize {
        let segment = &sighting.segment;
        let key = if segment.from <= segment.to { (segment.from, segment.to) } else { (segment.to, segment.from) };
        let flow = self.flows.entry(key).or_default();
        let Some(at) = find(flow, &self.all, segment) else {
            flow.push(Current { index: self.all.len(), pending: None });
            return begin(&mut self.all, sighting);
        };
        let current = &mut flow[at];
        let connection = &mut self.all[current.index];
        match belonging(connection, current.pending.as_deref(), segment) {
            Belonging::Here => {}
            Belonging::Pending => {
                let is_known = current.pending.as_ref().is_some_and(|syn| syn.segment.seq == segment.seq);
                if !is_known {
                    current.pending = Some(Box::new(*sighting));
                }
                connection.take_other_syn(sighting);
                return current.index;
            }
            Belonging::Next => {
                connection.successor = Some(sighting.mark);
                current.pending = None;
                current.index = self.all.len();
                return begin(&mut self.all, sighting);
            }
            Belonging::AnswersPending => {
                if let Some(syn) = current.pending.take() {
                    connection.give_back_other_syn(connection.sender(&syn.segment));
                    connection.successor = Some(syn.mark);
                    current.index = self.all.len();
                    begin(&mut self.all, &syn);
                }
            }
        }
        self.all[current.index].take(sighting);
        current.index
    }

    /// All connections, in the order of their first packets.
    #[must_use]
    pub fn all(&self) -> &[Box<Connection>] {
        &self.all
    }

    /// The same, to keep.
    pub fn into_all(self) -> impl Iterator<Item = Connection> {
        self.all.into_iter().map(|connection| *connection)
    }
}

#[expect(clippy::vec_box, reason = "as above")]
fn begin(all: &mut Vec<Box<Connection>>, sighting: &Sighting) -> usize {
    let mut connection = Box::new(Connection::new(sighting));
    connection.take(sighting);
    all.push(connection);
    all.len() - 1
}

/// Where a segment belongs.
enum Belonging {
    /// To the connection that is going on.
    Here,
    /// It is a SYN with another number: perhaps another connection begins.
    Pending,
    /// Another connection begins with it.
    Next,
    /// It answers the SYN that may begin another connection: that one begins.
    AnswersPending,
}

fn belonging(connection: &Connection, pending: Option<&Sighting>, segment: &Segment) -> Belonging {
    let side = connection.sender(segment);
    let (half, peer) = (&connection.halves[side], &connection.halves[side.other()]);
    if let Some(syn) = pending
        && connection.sender(&syn.segment) == side.other()
        && segment.has(flag::ACK)
        && segment.flags & (flag::SYN | flag::RST) != 0
        && segment.ack == syn.segment.end()
    {
        return Belonging::AnswersPending;
    }
    if !segment.has(flag::SYN) || segment.has(flag::RST) {
        return Belonging::Here;
    }
    let number = SeqNumber(segment.seq);
    let is_known = half.syn.is_some_and(|syn| syn.number == number)
        || half.candidate.as_ref().is_some_and(|syn| syn.number == number);
    // Its SYN comes late: what follows it was seen before.
    let is_first =
        half.syn.is_none() && (half.data.start == Some(number.plus(1)) || peer.acked == Some(number.plus(1)));
    if is_known || is_first {
        return Belonging::Here;
    }
    if segment.has(flag::ACK) {
        return if connection.has_ended() || (half.syn.is_none() && half.spoke.is_some()) {
            Belonging::Next
        } else {
            Belonging::Here
        };
    }
    let crosses = half.packets == 0 && peer.syn.is_some_and(|syn| !syn.with_ack()) && peer.spoke.is_none();
    match () {
        () if connection.has_ended() => Belonging::Next,
        () if crosses => Belonging::Here,
        () if peer.packets == 0 => Belonging::Next,
        () => Belonging::Pending,
    }
}

/// The connection of a flow that a segment belongs to: one in its VLAN, or one whose other direction comes by another.
fn find(flow: &[Current], all: &[Box<Connection>], segment: &Segment) -> Option<usize> {
    if let [only] = flow
        && [Side::A, Side::B].iter().any(|side| all[only.index].halves[*side].vlan == Some(segment.vlan))
    {
        return Some(0);
    }
    let has = |current: &Current| {
        let connection = &all[current.index];
        let side = connection.sender(segment);
        let here = connection.halves[side].vlan;
        let there = connection.halves[side.other()].vlan;
        (here == Some(segment.vlan), here.is_none() && there == Some(segment.vlan), here.is_none())
    };
    flow.iter()
        .position(|current| has(current).0)
        .or_else(|| flow.iter().position(|current| has(current).1))
        .or_else(|| flow.iter().position(|current| has(current).2))
}
