//! A host: its listener, the connections beside it, and its program.

use super::{AppBehaviour, ConnectionId, Side};
use crate::tcp::{EdgeId, EdgeSet, Instant, SeqNumber, Settings, State, Tcb};

/// How far apart the initial sequence numbers of one host's connections lie.
pub const ISN_STEP: u32 = 10_000;

/// One connection of a host.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Connection {
    /// Its number at this host, from 1.
    pub id: ConnectionId,
    /// The endpoint.
    pub tcb: Tcb,
    /// The edges it has taken.
    pub walked: EdgeSet,
    /// The edge it took last.
    pub last_edge: Option<EdgeId>,
    /// How many octets its program has written.
    pub written: u32,
    /// How many its program has read.
    pub read: u32,
    /// Whether everything read so far was what the peer's program wrote.
    pub intact: bool,
    /// Whether its program has seen the end of the stream.
    pub saw_end: bool,
    /// When its program will act on what it can read.
    pub app_acts: Option<Instant>,
}

impl Connection {
    pub(super) fn new(id: ConnectionId, tcb: Tcb) -> Self {
        Self {
            id,
            tcb,
            walked: EdgeSet::default(),
            last_edge: None,
            written: 0,
            read: 0,
            intact: true,
            saw_end: false,
            app_acts: None,
        }
    }

    /// The octet that a program writes at this place of its stream, so that a reader can tell a wrong one.
    #[must_use]
    pub const fn octet(place: u32) -> u8 {
        (place % 251) as u8
    }

    pub(super) fn note_read(&mut self, octets: &[u8]) {
        for octet in octets {
            self.intact &= *octet == Self::octet(self.read);
            self.read += 1;
        }
    }

    pub(super) const fn is_alive(&self) -> bool {
        !matches!(self.tcb.state(), State::Closed)
    }
}

/// One host.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Host {
    /// Which one.
    pub side: Side,
    /// The listening socket, which stays beside the connections it makes.
    pub listener: Option<Tcb>,
    /// The connections, oldest first; one that has ended stays until the next one begins.
    pub connections: Vec<Connection>,
    /// How its program behaves.
    pub app: AppBehaviour,
    /// What its connections begin with.
    pub settings: Settings,
    /// The port it listens on, and the first it connects from.
    pub port: u16,
    /// The initial sequence number of its first connection.
    pub isn: SeqNumber,
    pub(super) opened: u32,
    pub(super) made: ConnectionId,
}

impl Host {
    pub(super) fn new(side: Side, port: u16, isn: SeqNumber, settings: Settings, app: AppBehaviour) -> Self {
        Self { side, listener: None, connections: Vec::new(), app, settings, port, isn, opened: 0, made: 0 }
    }

    /// The connection that the diagram follows and that calls go to: the latest.
    #[must_use]
    pub fn current(&self) -> Option<&Connection> {
        self.connections.last()
    }

    /// The state that the diagram shows: the current connection's, else LISTEN beside a listener, else CLOSED.
    #[must_use]
    pub fn state(&self) -> State {
        match (self.current(), &self.listener) {
            (Some(connection), _) => connection.tcb.state(),
            (None, Some(_)) => State::Listen,
            (None, None) => State::Closed,
        }
    }

    /// The endpoint whose variables matter now: the current connection's, or the listener's.
    #[must_use]
    pub fn tcb(&self) -> Option<&Tcb> {
        match self.current() {
            Some(connection) if connection.is_alive() => Some(&connection.tcb),
            other => self.listener.as_ref().or(other.map(|connection| &connection.tcb)),
        }
    }

    /// The initial sequence number that the next connection will use.
    #[must_use]
    pub const fn next_isn(&self) -> SeqNumber {
        self.isn.plus(self.opened.wrapping_mul(ISN_STEP))
    }

    pub(super) fn connection_mut(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.id == id)
    }

    /// The connection that a segment with these ports belongs to.
    pub(super) fn find(&self, local: u16, remote: u16) -> Option<ConnectionId> {
        let matches =
            |c: &&Connection| c.is_alive() && c.tcb.local_port() == local && c.tcb.remote_port() == Some(remote);
        self.connections.iter().rev().find(matches).map(|connection| connection.id)
    }

    /// Adds a connection; those that have ended make room.
    pub(super) fn add(&mut self, tcb: Tcb) -> ConnectionId {
        self.connections.retain(Connection::is_alive);
        self.made += 1;
        self.connections.push(Connection::new(self.made, tcb));
        self.made
    }

    pub(super) fn remove(&mut self, id: ConnectionId) {
        self.connections.retain(|connection| connection.id != id);
    }

    /// A local port that no connection of this host uses.
    pub(super) fn free_port(&self) -> u16 {
        let used = |port: u16| {
            let by_listener = self.listener.as_ref().is_some_and(|tcb| tcb.local_port() == port);
            by_listener || self.connections.iter().any(|c| c.is_alive() && c.tcb.local_port() == port)
        };
        let first = self.port;
        (0..=u16::MAX).map(|i| first.wrapping_add(i).max(1)).find(|port| !used(*port)).unwrap_or(first)
    }
}
