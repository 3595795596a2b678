//! How many moves a goal surely still takes: a lower bound that the state diagram alone gives.
//!
//! Segments, timers and the other end cost nothing here, and a user call costs one move; so no way is shorter than what this says,
//! and a search that looks at the smallest sum first still finds a shortest one.

use super::super::allow::{Action, Allow};
use super::super::goal::{Goal, GoalLine};
use super::way::SearchState;
use crate::sim::{Connection, Host, PerSide, Side, World};
use crate::tcp::{Cause, EDGES, Fin, State};

const STATES: usize = State::ALL.len();

/// Out of reach.
const NEVER: u8 = u8::MAX;

/// The fewest moves from each state of one end to each.
type Table = [[u8; STATES]; STATES];

/// What the diagram says of both ends.
pub(super) struct Remaining {
    /// For each side: without and with a listener beside it; there without and with a FIN that is already on its way.
    tables: Option<PerSide<[[Table; 2]; 2]>>,
}

impl Remaining {
    /// Nothing is known: any goal may be near.
    pub(super) const fn unknown() -> Self {
        Self { tables: None }
    }

    /// For a world with what may be used in it.
    pub(super) fn new(world: &World, allow: Allow) -> Self {
        let side = |side: Side| {
            let calls = if may_call(side, allow) { 1 } else { NEVER };
            let close = if world.host(side).app.closes_on_eof() { 0 } else { calls };
            [false, true].map(|listens| [close, 0].map(|close| table(calls, close, listens)))
        };
        Self { tables: Some(PerSide::from_fn(side)) }
    }

    /// How many moves a goal still takes from here at the least; `None` if it can surely not be reached.
    pub(super) fn from(&self, state_there: &SearchState, goal: &Goal) -> Option<u32> {
        let Some(tables) = &self.tables else { return Some(0) };
        let mut sum = 0;
        for (side, tables) in tables {
            sum += u32::from(one_side(side, tables, state_there, goal)?);
        }
        Some(sum)
    }
}

/// Who may call, or end a program, or a host: all these change a state by a move of that side.
fn may_call(side: Side, allow: Allow) -> bool {
    let calls = if side == Side::A { Action::CallsOfA } else { Action::CallsOfB };
    [calls, Action::Programs, Action::Reboot].into_iter().any(|action| allow.has(action))
}

/// What one side still has to do: to visit what was not visited yet, and to be at the end where the goal wants it.
fn one_side(side: Side, tables: &[[Table; 2]; 2], state_there: &SearchState, goal: &Goal) -> Option<u8> {
    let host = state_there.world.host(side);
    let tables = &tables[usize::from(host.listener.is_some())];
    let end = goal.lines.iter().find_map(|line| match line.value {
        GoalLine::States(condition) => condition.states[side],
        _ => None,
    });
    let mut most = end.map_or(0, |end| cheapest(host, tables, end));
    for (at, line) in goal.lines.iter().enumerate() {
        let GoalLine::Visited(condition) = line.value else { continue };
        let Some(visit) = condition.states[side] else { continue };
        if goal.line_holds(at, &state_there.tally, state_there.world.states()) {
            continue;
        }
        // After the visit a FIN may be on its way, and a listener beside it.
        let onward = end.map_or(0, |end| tables[1][visit as usize][end as usize]);
        most = most.max(cheapest(host, tables, visit).saturating_add(onward));
    }
    (most != NEVER).then_some(most)
}

/// The fewest moves to a state, from whichever of a host's connections is nearest.
fn cheapest(host: &Host, tables: &[Table; 2], to: State) -> u8 {
    let of = |connection: &Connection| {
        let has_closed = !matches!(connection.tcb.fin(), Fin::NotQueued);
        tables[usize::from(has_closed)][connection.tcb.state() as usize][to as usize]
    };
    let connections = host.connections.iter().map(|connection| of(connection));
    let listener = host.listener.iter().map(|_| tables[0][State::Listen as usize][to as usize]);
    let nothing = host.connections.is_empty().then(|| tables[0][State::Closed as usize][to as usize]);
    connections.chain(listener).chain(nothing).min().unwrap_or(0)
}

/// The fewest moves between any two states of one end, where `calls` and `close` say what such a call costs.
fn table(calls: u8, close: u8, listens: bool) -> Table {
    let mut table = [[NEVER; STATES]; STATES];
    for (state, row) in table.iter_mut().enumerate() {
        row[state] = 0;
    }
    for edge in &EDGES {
        let cost = match edge.cause {
            Cause::Close | Cause::CloseUnread => close,
            cause if cause.is_call() => calls,
            _ => 0,
        };
        shorten(&mut table, edge.from, edge.to, cost);
    }
    // What takes the place of a connection that has ended, or nearly: another one.
    shorten(&mut table, State::TimeWait, State::SynSent, calls);
    shorten(&mut table, State::TimeWait, State::Listen, calls);
    if listens {
        shorten(&mut table, State::TimeWait, State::SynReceived, 0);
        shorten(&mut table, State::Closed, State::SynReceived, 0);
    }
    for over in 0..STATES {
        for from in 0..STATES {
            for to in 0..STATES {
                table[from][to] = table[from][to].min(table[from][over].saturating_add(table[over][to]));
            }
        }
    }
    table
}

fn shorten(table: &mut Table, from: State, to: State, cost: u8) {
    let known = &mut table[from as usize][to as usize];
    *known = (*known).min(cost);
}
