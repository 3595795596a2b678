//! Which pairs of states can happen: the table that the search made, and that a test makes again.

use crate::sim::PerSide;
use crate::tcp::State;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../assets/reachable-pairs.txt");

/// Whether both ends of one connection can be in these states at one moment, in profile `rfc9293`: with any calls and timers, at most
/// one loss and one duplicate, and no forged segment. That a copy of an old SYN may begin another connection does not count.
#[must_use]
pub fn is_reachable(pair: PerSide<State>) -> bool {
    reachable_pairs() & bit(pair) != 0
}

/// All pairs that can happen, a [`bit`] for each.
#[must_use]
pub fn reachable_pairs() -> u128 {
    static PAIRS: OnceLock<u128> = OnceLock::new();
    *PAIRS.get_or_init(read)
}

/// A pair as one bit of a set of them.
#[must_use]
pub const fn bit(pair: PerSide<State>) -> u128 {
    1 << (pair.a as u32 * 11 + pair.b as u32)
}

fn read() -> u128 {
    let rows = State::ALL.into_iter().zip(TABLE.lines().skip(1));
    let marks = |(a, row): (State, &'static str)| {
        State::ALL.into_iter().zip(row.split_whitespace().skip(1)).map(move |(b, mark)| (PerSide::new(a, b), mark))
    };
    rows.flat_map(marks).filter(|(_, mark)| *mark == "x").fold(0, |pairs, (pair, _)| pairs | bit(pair))
}
