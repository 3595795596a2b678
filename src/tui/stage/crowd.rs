//! Many connections at once: the sockets of the host that has a crowd of them.

#![warn(clippy::arithmetic_side_effects)]

use crate::sim::{Side, Socket, SocketRow, World};
use crate::tcp::State;

/// From this many connections of one host on they are a crowd.
const MANY: usize = 4;

/// The rows that the ladder keeps below the table.
const LEAST_LADDER: u16 = 4;

/// Gauges, a socket, and how many more there are.
const LEAST_TABLE: u16 = 3;

/// The sockets of the host that has a crowd of them.
pub(super) struct Crowd {
    pub side: Side,
    pub rows: Vec<SocketRow>,
    /// What its program holds, and how much it may hold.
    pub descriptors: (u32, Option<u32>),
    /// How many wait to be accepted, and how many may.
    pub waiting: (u32, Option<u32>),
}

impl Crowd {
    /// Whether some host has a crowd of connections.
    pub fn is_there(world: &World) -> bool {
        Side::BOTH.into_iter().any(|side| connections(world, side) >= MANY)
    }

    /// The crowd in a world, if there is one: that of the host that listens, or else has served, or else has more connections.
    pub fn of(world: &World) -> Option<Self> {
        let side = Side::BOTH.into_iter().filter(|side| connections(world, *side) >= MANY);
        let rank =
            |side: &Side| (world.host(*side).listener.is_some(), served(world, *side), connections(world, *side));
        let side = side.max_by_key(rank)?;
        let host = world.host(side);
        Some(Self {
            side,
            rows: world.sockets(side),
            descriptors: (world.descriptors_in_use(side), host.limits.descriptors),
            waiting: (u32::try_from(host.accept_queue().len()).unwrap_or(u32::MAX), world.most_waiting(side)),
        })
    }

    /// The row below the selected one, or the one above.
    pub fn turned(&self, selected: Option<Socket>, up: bool) -> Option<Socket> {
        let at = selected.and_then(|socket| self.rows.iter().position(|row| row.socket == socket));
        let last = self.rows.len().checked_sub(1)?;
        let at = match (at, up) {
            (None, true) => last,
            (None, false) => 0,
            (Some(at), true) => at.saturating_sub(1),
            (Some(at), false) => at.saturating_add(1).min(last),
        };
        Some(self.rows[at].socket)
    }

    /// The rows that it takes of a column of this height: gauges, a heading, a row for each socket, as far as the ladder leaves room.
    /// Where that is none for a socket and for how many more there are, the gauges stand alone.
    pub fn height(&self, column: u16) -> u16 {
        let height = self.all_rows().min(column.saturating_sub(LEAST_LADDER));
        if height < LEAST_TABLE { height.min(1) } else { height }
    }

    /// Whether this height has room for the heading, too: the rows come first.
    pub fn has_heading(&self, height: u16) -> bool {
        height >= self.all_rows()
    }

    fn all_rows(&self) -> u16 {
        u16::try_from(self.rows.len().saturating_add(3)).unwrap_or(u16::MAX)
    }
}

/// How many of a side's connections began at its listener.
fn served(world: &World, side: Side) -> usize {
    world.host(side).connections.iter().filter(|connection| connection.walked.leaves(State::Listen)).count()
}

/// How many connections of a side there are; what has ended counts no longer.
fn connections(world: &World, side: Side) -> usize {
    world.sockets(side).iter().filter(|row| row.socket.connection().is_some()).count()
}
