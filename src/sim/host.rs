//! A host: its listener, the connections beside it, and its program.

use super::{AppBehaviour, Connection, ConnectionId, IsnParts, Limits, Owners, Side, Socket};
use crate::tcp::{Instant, SeqNumber, Settings, State, Tcb};
use std::sync::Arc;

/// How far apart the initial sequence numbers of one host's connections lie.
pub const ISN_STEP: u32 = 10_000;

/// Which of a host's sockets the diagram follows and calls go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Attention {
    /// The latest connection.
    #[default]
    Latest,
    /// This connection, because it was there first; the next newcomer takes over when it has ended.
    Stays(ConnectionId),
    /// This socket, because somebody said so.
    Chosen(Socket),
}

/// One host.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Host {
    /// Which one.
    pub side: Side,
    /// The listening socket, which stays beside the connections it makes.
    pub listener: Option<Tcb>,
    /// The connections, oldest first; one that has ended stays until the next one begins. Copies of a world share them.
    pub connections: Vec<Arc<Connection>>,
    /// Which socket is looked at.
    pub attention: Attention,
    /// How its program behaves.
    pub app: AppBehaviour,
    /// What its program may hold.
    pub limits: Limits,
    /// What its connections begin with.
    pub settings: Settings,
    /// The port it listens on, and the first it connects from.
    pub port: u16,
    /// The initial sequence number of its first connection.
    pub isn: SeqNumber,
    /// Who holds its listener.
    pub(super) listener_owners: Owners,
    /// Until when it keeps quiet after a restart.
    pub quiet_until: Option<Instant>,
    /// Established and not yet accepted, oldest first.
    pub(super) accept_queue: Vec<ConnectionId>,
    pub(super) opened: u32,
    /// The latest number given to a connection.
    pub(super) made: Option<ConnectionId>,
}

impl Host {
    pub(super) const fn new(side: Side, port: u16, isn: SeqNumber, settings: Settings, app: AppBehaviour) -> Self {
        Self {
            side,
            listener: None,
            connections: Vec::new(),
            attention: Attention::Latest,
            app,
            limits: Limits { backlog: None, workers: None, descriptors: None, ports: None },
            listener_owners: Owners::ONE,
            settings,
            port,
            isn,
            quiet_until: None,
            accept_queue: Vec::new(),
            opened: 0,
            made: None,
        }
    }

    /// The connection that the diagram follows and that calls go to: the one that has the attention, else the latest.
    #[must_use]
    pub fn current(&self) -> Option<&Connection> {
        let attended = match self.attention {
            Attention::Chosen(Socket::Listener) if self.listener.is_some() => return None,
            Attention::Latest | Attention::Chosen(Socket::Listener) => None,
            Attention::Stays(id) | Attention::Chosen(Socket::Connection(id)) => self.connection(id),
        };
        attended.or_else(|| self.connections.last().map(Arc::as_ref))
    }

    /// The connection with this number.
    #[must_use]
    pub fn connection(&self, id: ConnectionId) -> Option<&Connection> {
        self.place(id).map(|at| &*self.connections[at])
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

    /// Its listener as a socket, while it has one.
    pub(super) fn listening(&self) -> Option<Socket> {
        self.listener.is_some().then_some(Socket::Listener)
    }

    /// The initial sequence number that the next connection will use, where no clock makes it.
    #[must_use]
    pub const fn next_isn(&self) -> SeqNumber {
        self.isn.plus(self.opened.wrapping_mul(ISN_STEP))
    }

    /// The same host with only this one of its connections. Workers and descriptors that are all in use stay so.
    pub(super) fn alone(&self, kept: Option<ConnectionId>) -> Self {
        let place = kept.and_then(|id| self.place(id));
        let mut alone = Self {
            side: self.side,
            listener: self.listener.clone(),
            connections: place.map(|at| self.connections[at].clone()).into_iter().collect(),
            attention: self.attention,
            app: self.app,
            limits: self.limits,
            settings: self.settings,
            port: self.port,
            isn: self.isn,
            listener_owners: self.listener_owners,
            quiet_until: self.quiet_until,
            accept_queue: self.accept_queue.clone(),
            opened: self.opened,
            made: self.made,
        };
        if !self.has_free_worker() {
            alone.limits.workers = Some(alone.busy_workers());
        }
        if !self.has_free_descriptor() {
            alone.limits.descriptors = Some(alone.descriptors());
        }
        alone
    }

    /// Where the connection is: their numbers only grow.
    fn place(&self, id: ConnectionId) -> Option<usize> {
        match self.connections.last() {
            Some(last) if last.id == id => Some(self.connections.len() - 1),
            _ => self.connections.binary_search_by_key(&id, |connection| connection.id).ok(),
        }
    }

    pub(super) fn connection_mut(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        let at = self.place(id)?;
        Some(Arc::make_mut(&mut self.connections[at]))
    }

    /// The connection that a segment with these ports belongs to.
    pub(super) fn find(&self, local: u16, remote: u16) -> Option<ConnectionId> {
        let matches =
            |c: &&Arc<Connection>| c.is_alive() && c.tcb.local_port() == local && c.tcb.remote_port() == Some(remote);
        self.connections.iter().rev().find(matches).map(|connection| connection.id)
    }

    /// Adds a connection; those that have ended make room, unless somebody may still ask for them.
    pub(super) fn add(&mut self, tcb: Tcb, accepted: bool) -> ConnectionId {
        // Sorted, for a long queue of what has ended is asked about each of its own.
        let mut queue = self.accept_queue.clone();
        queue.sort_unstable();
        self.connections.retain(|c| c.is_alive() || c.has_descriptor() || queue.binary_search(&c.id).is_ok());
        let id = self.made.map_or(ConnectionId::FIRST, ConnectionId::next);
        self.made = Some(id);
        self.connections.push(Arc::new(Connection::new(id, tcb, accepted)));
        id
    }

    /// One more connection has taken its initial sequence number, made of these parts if a clock made it.
    pub(super) fn made_of(&mut self, id: ConnectionId, parts: Option<IsnParts>) {
        self.opened = self.opened.wrapping_add(1);
        if let Some(connection) = self.connection_mut(id) {
            connection.isn_parts = parts;
        }
    }

    pub(super) fn remove(&mut self, id: ConnectionId) {
        self.connections.retain(|connection| connection.id != id);
        self.accept_queue.retain(|queued| *queued != id);
    }

    /// A local port that no connection of this host uses, of those that it may take; `None` if all are in use.
    pub(super) fn free_port(&self) -> Option<u16> {
        let by_listener = self.listener.as_ref().map(crate::tcp::Tcb::local_port);
        let alive = self.connections.iter().filter(|connection| connection.is_alive());
        let mut used: Vec<u16> = alive.map(|connection| connection.tcb.local_port()).chain(by_listener).collect();
        used.sort_unstable();
        let first = self.port;
        let most = self.limits.ports.and_then(|ports| usize::try_from(ports).ok()).unwrap_or(usize::MAX);
        let candidates = (0..=u16::MAX).map(|i| first.wrapping_add(i).max(1)).take(most);
        candidates.into_iter().find(|port| used.binary_search(port).is_err())
    }
}
