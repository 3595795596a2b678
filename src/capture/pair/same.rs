//! Which connection of one capture is which of the other.

use crate::capture::connection::Connection;
use crate::capture::reading::Capture;
use crate::sim::{PerSide, Side};
use crate::wire::End;
use std::collections::HashMap;

/// The connections that both captures have: the index in the first with the one in the second.
///
/// Addresses and ports tell, and where they were translated on the way the numbers of the SYNs. Numbers that differ mean that the same
/// ports were used again.
pub fn same_connections(first: &Capture, second: &Capture) -> Vec<(usize, usize)> {
    let mut by_ends: HashMap<(End, End), Vec<usize>> = HashMap::new();
    let mut by_number: HashMap<u32, Vec<usize>> = HashMap::new();
    for (index, watched) in second.connections.iter().enumerate() {
        by_ends.entry(ends(&watched.connection)).or_default().push(index);
        for number in numbers(&watched.connection).values().flatten() {
            by_number.entry(*number).or_default().push(index);
        }
    }
    let mut found = vec![false; first.connections.len()];
    let mut taken = vec![false; second.connections.len()];
    let mut same = Vec::new();
    for translated in [false, true] {
        for (index, watched) in first.connections.iter().enumerate() {
            if found[index] {
                continue;
            }
            let here = &watched.connection;
            let likely: Vec<usize> = if translated {
                numbers(here).values().flatten().filter_map(|number| by_number.get(number)).flatten().copied().collect()
            } else {
                by_ends.get(&ends(here)).cloned().unwrap_or_default()
            };
            let is_same = |there: &Connection| if translated { is_translated(here, there) } else { agree(here, there) };
            let there = likely.into_iter().find(|at| !taken[*at] && is_same(&second.connections[*at].connection));
            if let Some(there) = there {
                (found[index], taken[there]) = (true, true);
                same.push((index, there));
            }
        }
    }
    same.sort_unstable();
    same
}

/// Both ends, the lower one first.
fn ends(connection: &Connection) -> (End, End) {
    let PerSide { a, b } = connection.halves.as_ref().map(|half| half.end);
    if a <= b { (a, b) } else { (b, a) }
}

/// The numbers of the SYNs, as far as they were seen.
fn numbers(connection: &Connection) -> PerSide<Option<u32>> {
    connection.halves.as_ref().map(|half| half.syn.map(|syn| syn.number.0))
}

/// Whether the numbers of two connections of the same ends do not contradict each other.
fn agree(here: &Connection, there: &Connection) -> bool {
    let is_exchanged = here.halves.a.end != there.halves.a.end;
    let (here, there) = (numbers(here), numbers(there));
    Side::BOTH.iter().all(|side| {
        let other = if is_exchanged { side.other() } else { *side };
        here[*side].is_none() || there[other].is_none() || here[*side] == there[other]
    })
}

/// Whether the numbers of the SYNs are the same at other addresses: both of them, or one where the other was not seen and a port is kept.
/// Of two ends that open at once each capture may take the other one to be A.
fn is_translated(here: &Connection, there: &Connection) -> bool {
    let (own, others) = (numbers(here), numbers(there));
    [false, true].into_iter().any(|is_turned| {
        let other = |side: Side| if is_turned { side.other() } else { side };
        let port = |connection: &Connection, side: Side| connection.halves[side].end.port;
        let known: Vec<bool> =
            Side::BOTH.iter().filter_map(|side| Some(own[*side]? == others[other(*side)]?)).collect();
        match *known {
            [first, second] => first && second,
            [only] => only && Side::BOTH.iter().any(|side| port(here, *side) == port(there, other(*side))),
            _ => false,
        }
    })
}
