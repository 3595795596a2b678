//! What the ladder remembers of a host between two rows.

use super::note::About;
use crate::sim::{self, ConnectionId, PerSide, Record, World};
use crate::tcp::{State, Tcb};
use crate::timeline::certainty::Certainty;

/// What is known of a host between two rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// The latest connection.
    pub connection: Option<ConnectionId>,
    /// Its state, until the host forgets it.
    pub state: Option<State>,
    /// Whether a listener is there.
    pub listens: bool,
    /// How many connections live, apart from those in SYN-RECEIVED.
    pub open: u32,
    /// How many are in SYN-RECEIVED. A listener that goes takes its requests along without a word.
    pub requests: u32,
}

/// What a ladder begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The state that each side's diagram shows.
    pub states: PerSide<Certainty>,
    /// What is known of each host.
    pub hosts: PerSide<Host>,
}

impl Beginning {
    /// The one in this world.
    #[must_use]
    pub fn of(world: &World) -> Self {
        Self {
            states: world.states().map(Certainty::Certain),
            hosts: PerSide::from_fn(|side| Host::of(world.host(side))),
        }
    }
}

impl Host {
    fn of(host: &sim::Host) -> Self {
        let states = host.connections.iter().map(|connection| connection.tcb.state());
        let count = |wanted: fn(State) -> bool| states.clone().filter(|state| wanted(*state)).map(|_| 1).sum();
        let latest = host.connections.last();
        Self {
            connection: latest.map(|connection| connection.id),
            state: latest.map(|connection| connection.tcb.state()),
            listens: host.listener.as_ref().map(Tcb::state) == Some(State::Listen),
            open: count(is_open),
            requests: count(|state| state == State::SynReceived),
        }
    }

    /// Whether its diagram shows CLOSED and no other connection lives.
    #[must_use]
    pub fn is_closed(self) -> bool {
        self.open == 0 && self.state.map_or(!self.listens, |state| state == State::Closed)
    }

    /// The same with the record's connection counted as it is after it.
    pub(super) fn counting(self, record: &Record) -> Self {
        if record.connection().is_none() {
            return self;
        }
        let change = |counts: u32, is: fn(State) -> bool| {
            (counts + u32::from(is(record.after))).saturating_sub(u32::from(is(record.before)))
        };
        let requests = change(self.requests, |state| state == State::SynReceived);
        Self { open: change(self.open, is_open), requests, ..self }
    }

    /// A connection enters a state; whether that is the one that the side's diagram shows.
    pub(super) fn enters(&mut self, connection: Option<ConnectionId>, state: State) -> bool {
        let shown = connection >= self.connection;
        match (connection, state) {
            (None, State::Listen) => self.listens = true,
            (None, _) => (self.listens, self.requests) = (false, 0),
            _ if !shown => {}
            (id, State::Listen) => (self.connection, self.state, self.listens) = (id, None, true),
            (id, _) => (self.connection, self.state) = (id, Some(state)),
        }
        shown
    }

    pub(super) fn reboots(&mut self) {
        *self = Self { connection: self.connection, ..Self::default() };
    }

    /// What a note of this record is about.
    pub(super) fn about(self, record: &Record) -> About {
        let is_connection = record.connection().is_some();
        let itself = u32::from(is_connection && (is_open(record.after) || record.after == State::SynReceived));
        let others = (self.open + self.requests).saturating_sub(itself) > 0;
        About { socket: record.socket, named: others && (is_connection || self.listens) }
    }
}

/// Whether a connection in this state lives and may be one that the host has opened or accepted.
const fn is_open(state: State) -> bool {
    !matches!(state, State::Closed | State::Listen | State::SynReceived)
}
