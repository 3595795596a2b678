//! Which segment of one capture is which of the other.

#![warn(clippy::arithmetic_side_effects)]

use super::clock::{Clock, Least};
use super::view::View;
use crate::sim::{PerSide, Side};
use crate::wire::{Segment, flag};
use std::collections::{BTreeMap, HashMap};

/// Times in captures may be a millisecond coarse: a segment may seem to arrive that much too early.
const COARSE: i64 = 1_000_000;

/// What stays the same on the way: who sent it, its numbers, its octets and flags; of a mere acknowledgment the window.
type Print = (Side, u32, u32, u32, u16, u16);

/// One packet in one of the captures.
#[derive(Clone, Copy)]
struct Packet {
    /// Which of the view's segments.
    at: usize,
    time: i64,
    id: Option<u32>,
}

/// The packets with one print: as they left, and as they arrived.
#[derive(Default)]
struct Group {
    left: Vec<Packet>,
    arrived: Vec<Packet>,
}

/// A segment that both captures have: where among the sender's, and where among the receiver's.
pub type Match = (usize, usize);

fn print(segment: &Segment, from: Side) -> Print {
    let flags = segment.flags & (flag::SYN | flag::FIN | flag::RST | flag::ACK);
    let ack = if segment.has(flag::ACK) { segment.ack } else { 0 };
    let window = if segment.length() == 0 { segment.window } else { 0 };
    (from, segment.seq, segment.data, ack, flags, window)
}

/// The packets of two views by their prints. What leaves A is captured first at A.
fn groups(views: &PerSide<View>) -> BTreeMap<Print, Group> {
    let mut groups: BTreeMap<Print, Group> = BTreeMap::new();
    for (near, view) in views {
        for (at, seen) in view.seen.iter().enumerate() {
            let from = view.sender(&seen.segment);
            let group = groups.entry(print(&seen.segment, from)).or_default();
            let id = seen.segment.id.filter(|id| *id != 0);
            let packet = Packet { at, time: seen.mark.time, id };
            if from == near { group.left.push(packet) } else { group.arrived.push(packet) }
        }
    }
    groups
}

/// The least time each way, by the clocks of the captures: from segments that cannot be mistaken for others, if there are any.
pub fn least(views: &PerSide<View>) -> Least {
    let groups = groups(views);
    let (mut sure, mut likely) = (Least::default(), Least::default());
    for ((from, ..), group) in &groups {
        let is_sure = group.left.len() == 1 && group.arrived.len() == 1;
        for (left, arrived) in group.left.iter().zip(&group.arrived) {
            let took = arrived.time.saturating_sub(left.time);
            let least = if is_sure { &mut sure[*from] } else { &mut likely[*from] };
            *least = Some(least.map_or(took, |known| known.min(took)));
        }
    }
    PerSide::from_fn(|side| sure[side].or(likely[side]))
}

/// The segments of each end that both captures have.
pub fn matches(views: &PerSide<View>, clock: Clock) -> PerSide<Vec<Match>> {
    let groups = groups(views);
    let keeps_ids = keeps_ids(&groups);
    let mut matches: PerSide<Vec<Match>> = PerSide::default();
    for ((from, ..), mut group) in groups {
        for (side, packets) in [(from, &mut group.left), (from.other(), &mut group.arrived)] {
            for packet in packets.iter_mut() {
                packet.time = clock.at_a(side, packet.time);
            }
        }
        if !keeps_ids[from] {
            for packet in group.left.iter_mut().chain(&mut group.arrived) {
                packet.id = None;
            }
        }
        matches[from].extend(group.matches(clock.least()));
    }
    matches.values_mut().for_each(|matches| matches.sort_unstable());
    matches
}

/// Whether the way leaves the identifications of an end's packets as they are.
fn keeps_ids(groups: &BTreeMap<Print, Group>) -> PerSide<bool> {
    let mut votes: PerSide<(u32, u32)> = PerSide::default();
    for ((from, ..), group) in groups {
        if let ([left], [arrived]) = (&*group.left, &*group.arrived)
            && let (Some(left), Some(arrived)) = (left.id, arrived.id)
        {
            let vote = &mut votes[*from];
            let count = if left == arrived { &mut vote.0 } else { &mut vote.1 };
            *count = count.saturating_add(1);
        }
    }
    votes.map(|(kept, changed)| kept >= changed)
}

impl Group {
    /// Which arrived is which that left: the identification tells; without one, the latest that can have arrived by then.
    fn matches(mut self, least: i64) -> Vec<Match> {
        let mut matches = Vec::new();
        let mut by_id: HashMap<u32, usize> = HashMap::new();
        for (index, arrived) in self.arrived.iter().enumerate() {
            if let Some(id) = arrived.id {
                by_id.entry(id).or_insert(index);
            }
        }
        let mut met = vec![false; self.arrived.len()];
        self.left.retain(|left| {
            let found = left.id.and_then(|id| by_id.remove(&id));
            if let Some(index) = found {
                met[index] = true;
                matches.push((left.at, self.arrived[index].at));
            }
            found.is_none()
        });
        let rest: Vec<Packet> =
            self.arrived.iter().zip(&met).filter(|(_, met)| !**met).map(|(packet, _)| *packet).collect();
        let mut chosen: (Vec<usize>, Vec<usize>) = Default::default();
        for arrived in rest {
            let can_be = |left: &Packet| {
                let is_other = left.id.is_some() && arrived.id.is_some();
                !is_other && left.time.saturating_add(least) <= arrived.time.saturating_add(COARSE)
            };
            if let Some(index) = self.left.iter().rposition(can_be) {
                chosen.0.push(self.left.remove(index).at);
                chosen.1.push(arrived.at);
            }
        }
        // They are alike: none has overtaken another.
        chosen.0.sort_unstable();
        chosen.1.sort_unstable();
        matches.extend(chosen.0.into_iter().zip(chosen.1));
        matches
    }
}
