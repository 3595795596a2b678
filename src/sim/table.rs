//! The sockets of a host as a table, as `ss -tan` and `ss -tano` would print it.

use super::{Connection, ConnectionId, Host, Side, Socket, World};
use crate::tcp::{Fin, Instant, RuleId, State, Tcb, Timer};
use std::fmt;
use std::time::Duration;

/// A host and a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The host.
    pub side: Side,
    /// The port.
    pub port: u16,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.side, self.port)
    }
}

/// Who has a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The program: it listens.
    Listener,
    /// The program: it has accepted the connection, or opened it.
    Program,
    /// The program, which has not connected it yet; `ss` lists it with `-a` and the state UNCONN only where it is bound.
    Unconnected,
    /// The kernel: its handshake is not complete.
    SynQueue,
    /// The kernel: it waits to be accepted.
    AcceptQueue,
    /// The kernel: its program has closed it or has gone, and it is not over.
    Orphan,
}

/// The timer that `ss -o` prints: `timer:(on,200ms,0)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SsTimer {
    /// Its name in `ss`: `on`, `persist`, `keepalive`, `timewait`.
    pub name: &'static str,
    /// How long it still runs.
    pub left: Duration,
    /// How often something was sent again.
    pub retransmissions: u8,
}

/// One socket in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketRow {
    /// Which one.
    pub socket: Socket,
    /// Its state.
    pub state: State,
    /// Received and not read, the FIN counted as one; for a listener, how many wait to be accepted.
    pub recv_q: u32,
    /// Sent and not acknowledged or not sent yet, SYN and FIN counted as one each; for a listener, its backlog, if it has one.
    pub send_q: Option<u32>,
    /// Its own end.
    pub local: Address,
    /// The other end; `None` while anybody may come.
    pub peer: Option<Address>,
    /// Who has it.
    pub owner: Owner,
    /// Every running timer, and how long it still runs, in the order of [`Timer::ALL`].
    pub timers: Vec<(Timer, Duration)>,
    /// How often the front of its queue was sent again.
    pub retransmissions: u8,
}

impl SocketRow {
    /// The one timer that `ss -o` would show; delayed ACK and the user timeout are none of its.
    #[must_use]
    pub fn ss_timer(&self) -> Option<SsTimer> {
        let name = |timer| match timer {
            Timer::Retransmission => Some("on"),
            Timer::Persist => Some("persist"),
            Timer::Keepalive => Some("keepalive"),
            Timer::FinWait2 | Timer::TimeWait => Some("timewait"),
            Timer::DelayedAck | Timer::User => None,
        };
        let (name, left) = self.timers.iter().find_map(|(timer, left)| Some((name(*timer)?, *left)))?;
        Some(SsTimer { name, left, retransmissions: self.retransmissions })
    }
}

impl World {
    /// The sockets of a side in the order in which `ss -tan` lists them: the listener first, then the connections, here oldest
    /// first. What has ended is in no table.
    #[must_use]
    pub fn sockets(&self, side: Side) -> Vec<SocketRow> {
        let host = self.host(side);
        let listener = host.listener.iter().map(|tcb| listener_row(host, tcb));
        let listed = host.connections.iter().filter(|connection| connection.is_alive() || connection.is_fresh());
        listener.chain(listed.map(|connection| self.row(side, connection))).collect()
    }

    /// The other end of one of a side's connections, if the other host has it still.
    #[must_use]
    pub fn other_end(&self, side: Side, id: ConnectionId) -> Option<ConnectionId> {
        let tcb = &self.host(side).connection(id)?.tcb;
        let ports = (tcb.remote_port()?, tcb.local_port());
        let others = self.host(side.other()).connections.iter().rev();
        let matches = |tcb: &Tcb| (tcb.local_port(), tcb.remote_port()) == (ports.0, Some(ports.1));
        others.filter(|other| matches(&other.tcb)).max_by_key(|other| other.is_alive()).map(|other| other.id)
    }

    /// How many descriptors a side's program has open.
    #[must_use]
    pub fn descriptors_in_use(&self, side: Side) -> u32 {
        self.host(side).descriptors()
    }

    /// How many sockets of a side are in each state, by [`State::ALL`]; what has ended is not counted.
    #[must_use]
    pub fn count_by_state(&self, side: Side) -> [u32; State::ALL.len()] {
        let host = self.host(side);
        let mut counts = [0; State::ALL.len()];
        let alive = host.connections.iter().filter(|connection| connection.is_alive());
        for state in alive.map(|connection| connection.tcb.state()).chain(host.listener.as_ref().map(Tcb::state)) {
            counts[state as usize] += 1;
        }
        counts
    }

    fn row(&self, side: Side, connection: &Connection) -> SocketRow {
        let tcb = &connection.tcb;
        let (recv_q, send_q) = if self.is_small(tcb) { (0, 0) } else { queues(tcb) };
        SocketRow {
            socket: Socket::Connection(connection.id),
            state: tcb.state(),
            recv_q,
            send_q: Some(send_q),
            local: Address { side, port: tcb.local_port() },
            peer: tcb.remote_port().map(|port| Address { side: side.other(), port }),
            owner: owner(connection),
            timers: left(tcb, self.now()),
            retransmissions: tcb.rtt().retransmissions,
        }
    }

    /// What Linux keeps as something smaller than a socket has no queues: a request in SYN-RECEIVED, TIME-WAIT, FIN-WAIT-2 after
    /// `close()`.
    fn is_small(&self, tcb: &Tcb) -> bool {
        match tcb.state() {
            State::TimeWait => true,
            State::SynReceived => tcb.opened() == crate::tcp::Opened::Passive,
            State::FinWait2 => tcb.reader_gone() && self.profile.follows(RuleId::LinuxCalls),
            _ => false,
        }
    }
}

fn listener_row(host: &Host, tcb: &Tcb) -> SocketRow {
    SocketRow {
        socket: Socket::Listener,
        state: tcb.state(),
        recv_q: count(host.accept_queue().len()),
        send_q: host.limits.backlog,
        local: Address { side: host.side, port: tcb.local_port() },
        peer: None,
        owner: Owner::Listener,
        timers: Vec::new(),
        retransmissions: 0,
    }
}

const fn owner(connection: &Connection) -> Owner {
    match connection.tcb.state() {
        _ if connection.is_fresh() => Owner::Unconnected,
        State::TimeWait => Owner::Orphan,
        _ if connection.has_descriptor() => Owner::Program,
        State::SynReceived if !connection.accepted => Owner::SynQueue,
        _ if !connection.accepted => Owner::AcceptQueue,
        _ => Owner::Orphan,
    }
}

/// Recv-Q and Send-Q of a connection.
fn queues(tcb: &Tcb) -> (u32, u32) {
    let snd = tcb.snd();
    let syn = snd.una == snd.iss && snd.nxt != snd.iss;
    let fin = tcb.fin() != Fin::NotQueued && !tcb.fin_acknowledged();
    let send_q = count(tcb.unacknowledged()) + u32::from(syn) + u32::from(fin);
    (count(tcb.readable()) + u32::from(tcb.rcv().fin_unread), send_q)
}

fn left(tcb: &Tcb, now: Instant) -> Vec<(Timer, Duration)> {
    tcb.timers().running().map(|(at, timer)| (timer, at.since(now))).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
