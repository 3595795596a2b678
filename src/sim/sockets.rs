//! Which socket a call goes to, and why there may be none for it.

use super::recorder::Recorder;
use super::{Attention, Call, Connection, ConnectionId, EventKind, Side, Socket, World};
use crate::tcp::{CallError, Errno, Event, Outcome, Reply, RuleId, State, Tcb, Timer, UserCall, process};
use smallvec::smallvec;
use std::sync::Arc;
use std::time::Duration;

/// How old a TIME-WAIT has to be before its port is taken.
const TIME_WAIT_REUSE_DELAY: Duration = Duration::from_secs(1);

/// One call writes no more than this.
const MOST_WRITTEN: u32 = 1 << 20;

impl World {
    /// A call of a side's user, of which no record is kept; what came back at once, if anything did.
    pub fn call_silently(&mut self, side: Side, call: Call) -> Option<Reply> {
        self.call(side, call, false, &mut Recorder::silent())
    }

    pub(super) fn call(&mut self, side: Side, call: Call, by_app: bool, log: &mut Recorder<'_>) -> Option<Reply> {
        if let Some((rule, error)) = self.refusal(side, call) {
            let kind = if by_app { EventKind::AppCall(call) } else { EventKind::Call(call) };
            let reply = Some(if self.profile.follows(RuleId::LinuxCalls) { error.1 } else { error.0 });
            let outcome = Outcome { reply, rules: smallvec![rule], ..Outcome::default() };
            self.log_outcome(side, self.socket(side), kind, outcome, log);
            return reply;
        }
        let socket = match call {
            Call::Listen => Some(self.socket_to_listen(side)),
            Call::Connect => Some(self.socket_to_connect(side, None)),
            Call::ConnectFrom(port) => Some(self.socket_to_connect(side, Some(port))),
            _ => self.socket(side),
        };
        self.call_socket(side, socket, call, by_app, log)
    }

    pub(super) fn call_socket(
        &mut self,
        side: Side,
        socket: Option<Socket>,
        call: Call,
        by_app: bool,
        log: &mut Recorder<'_>,
    ) -> Option<Reply> {
        let kind = if by_app { EventKind::AppCall(call) } else { EventKind::Call(call) };
        let event = Event::Call(self.user_call(side, socket, call));
        let Some(mut socket) = socket else {
            return self.call_without_socket(side, &event, kind, log);
        };
        if matches!(call, Call::Close | Call::Abort) && self.closes_a_copy(side, socket, kind.clone(), log) {
            return Some(Reply::Ok);
        }
        match (socket, call) {
            (Socket::Connection(id), Call::Close | Call::Abort) if self.is_fresh(side, id) => {
                return self.close_fresh(side, id, kind, log);
            }
            (Socket::Listener, Call::Connect | Call::Write(_)) => socket = self.listener_may_open(side, &event, log),
            _ => {}
        }
        let reply = self.process(side, socket, &event, kind, log);
        if let (Call::Write(n), Some(Reply::Octets(_) | Reply::Queued)) = (call, reply)
            && let Some(connection) = socket.connection().and_then(|id| self.host_mut(side).connection_mut(id))
        {
            connection.written = connection.written.wrapping_add(n.min(MOST_WRITTEN));
        }
        reply
    }

    /// In the RFC's view an active OPEN or a SEND turns the listening TCB itself into the new connection. A listener that will
    /// refuse the call, as sockets do, stays what it is: a copy is asked first.
    fn listener_may_open(&mut self, side: Side, event: &Event, log: &mut Recorder<'_>) -> Socket {
        let Some(mut tcb) = self.host(side).listener.clone() else { return Socket::Listener };
        let remote = tcb.remote_port().unwrap_or_else(|| self.service_port(side.other()));
        let (isn, isn_parts) = self.isn(side, tcb.local_port(), remote);
        let (now, profile) = (self.now, self.profile);
        let host = self.host_mut(side);
        tcb.set_iss(isn);
        let reply = process(&mut tcb.clone(), event, now, &profile).reply;
        if reply.is_none_or(Reply::is_error) {
            return Socket::Listener;
        }
        host.listener = None;
        host.attention = Attention::Latest;
        let id = host.add(tcb, true);
        host.made_of(id, isn_parts);
        self.forget_unaccepted(side, log);
        Socket::Connection(id)
    }

    /// A socket that was never connected has nobody to tell.
    fn close_fresh(&mut self, side: Side, id: ConnectionId, kind: EventKind, log: &mut Recorder<'_>) -> Option<Reply> {
        let reply = Some(Reply::Ok);
        self.log_outcome(side, Some(Socket::Connection(id)), kind, Outcome { reply, ..Outcome::default() }, log);
        self.host_mut(side).remove(id);
        reply
    }

    /// `shutdown(SHUT_RD)`, which TCP does not know.
    pub(super) fn shutdown_read(&mut self, side: Side, log: &mut Recorder<'_>) {
        let event = Event::Call(UserCall::ShutdownRead);
        match self.socket(side) {
            Some(socket) => self.process(side, socket, &event, EventKind::ShutdownRead, log),
            None => self.call_without_socket(side, &event, EventKind::ShutdownRead, log),
        };
    }

    /// Why a call cannot even be tried: by which rule, and what the RFC's user and Linux's socket are told.
    pub(super) fn refusal(&self, side: Side, call: Call) -> Option<(RuleId, (Reply, Reply))> {
        let host = self.host(side);
        let opens = matches!(call, Call::Listen | Call::Connect | Call::ConnectFrom(_));
        let replies = |error, errno| (Reply::Error(error), Reply::Errno(errno));
        if opens && host.quiet_until.is_some() {
            return Some((RuleId::QuietTime, replies(CallError::QuietTime, Errno::EAGAIN)));
        }
        let current = host.current();
        let fresh = current.is_some_and(Connection::is_fresh);
        if call != Call::Listen && current.is_some_and(|connection| connection.is_alive() && !connection.accepted) {
            return Some((RuleId::NotAccepted, replies(CallError::IllegalForProcess, Errno::EBADF)));
        }
        if current.is_some_and(|connection| connection.is_alive() && self.is_closed_for(connection, call)) {
            return Some((RuleId::DescriptorClosed, replies(CallError::IllegalForProcess, Errno::EBADF)));
        }
        if call == Call::Listen && fresh && host.listener.is_some() {
            return Some((RuleId::PortInUse, replies(CallError::AlreadyExists, Errno::EADDRINUSE)));
        }
        let free = host.listener.is_none() && self.occupied_for(side, call).is_none();
        if call == Call::Listen && free && !self.port_can_be_bound(side) {
            return Some((RuleId::AddressInUse, replies(CallError::AlreadyExists, Errno::EADDRINUSE)));
        }
        if call == Call::Connect && free && self.occupied(side).is_none() && self.port_to_connect_from(side).is_none() {
            let replies = replies(CallError::InsufficientResources, Errno::EADDRNOTAVAIL);
            return Some((RuleId::PortsExhausted, replies));
        }
        if let Call::ConnectFrom(port) = call
            && self.occupied(side).is_none()
            && self.is_taken(side, port)
        {
            return Some((RuleId::FourNumbersInUse, replies(CallError::AlreadyExists, Errno::EADDRINUSE)));
        }
        let needs_one = opens && !fresh && free;
        (needs_one && !host.has_free_descriptor())
            .then(|| (RuleId::DescriptorsExhausted, replies(CallError::InsufficientResources, Errno::EMFILE)))
    }

    /// Whether a call needs the descriptor that `close()` gave back. RFC 9293 knows CLOSE alone, and answers what follows it; but
    /// nobody reads after `close()`.
    fn is_closed_for(&self, connection: &Connection, call: Call) -> bool {
        let needs_one = match call {
            Call::Read(_) => true,
            Call::Write(_) | Call::Shutdown => self.profile.follows(RuleId::LinuxCalls),
            Call::Listen | Call::Connect | Call::ConnectFrom(_) | Call::Close | Call::Abort => false,
        };
        needs_one && connection.tcb.reader_gone()
    }

    /// A new socket, not connected yet: the following calls of its side go to it.
    pub(super) fn open_socket(&mut self, side: Side, log: &mut Recorder<'_>) {
        if !self.host(side).has_free_descriptor() {
            let reply = Some(Reply::Errno(Errno::EMFILE));
            let outcome = Outcome { reply, rules: smallvec![RuleId::DescriptorsExhausted], ..Outcome::default() };
            return self.log_outcome(side, None, EventKind::Socket, outcome, log);
        }
        let host = self.host_mut(side);
        let id = host.add(Tcb::new(host.port, host.isn, host.settings), true);
        let socket = Socket::Connection(id);
        host.attention = Attention::Chosen(socket);
        let outcome = Outcome { reply: Some(Reply::Ok), ..Outcome::default() };
        self.log_outcome(side, Some(socket), EventKind::Socket, outcome, log);
    }

    fn is_fresh(&self, side: Side, id: ConnectionId) -> bool {
        self.host(side).connection(id).is_some_and(Connection::is_fresh)
    }

    /// A call without any socket: the engine answers from CLOSED.
    pub(super) fn call_without_socket(
        &mut self,
        side: Side,
        event: &Event,
        kind: EventKind,
        log: &mut Recorder<'_>,
    ) -> Option<Reply> {
        let host = self.host(side);
        let mut tcb = Tcb::new(host.port, host.next_isn(), host.settings);
        let outcome = process(&mut tcb, event, self.now, &self.profile);
        let reply = outcome.reply;
        self.log_without_socket(side, kind, outcome, smallvec![], log);
        reply
    }

    pub(super) fn user_call(&self, side: Side, socket: Option<Socket>, call: Call) -> UserCall {
        match call {
            Call::Listen => UserCall::Listen,
            Call::Connect | Call::ConnectFrom(_) => UserCall::Connect,
            Call::Write(n) => {
                let connection = socket.and_then(Socket::connection).and_then(|id| self.host(side).connection(id));
                let from = connection.map_or(0, |connection| connection.written);
                UserCall::Send((from..from.saturating_add(n.min(MOST_WRITTEN))).map(Connection::octet).collect())
            }
            Call::Read(n) => UserCall::Receive(n),
            Call::Shutdown => UserCall::Shutdown,
            Call::Close => UserCall::Close,
            Call::Abort => UserCall::Abort,
        }
    }

    /// The socket that a call goes to: the current connection, or what is left of it, else the listener.
    pub(super) fn socket(&self, side: Side) -> Option<Socket> {
        let host = self.host(side);
        let current = host.current().filter(|c| c.is_alive() || c.is_fresh() || c.is_left());
        current.map(|connection| Socket::Connection(connection.id)).or_else(|| host.listening())
    }

    /// A connection in TIME-WAIT has no socket any more: its program may open a new one.
    pub(super) fn occupied(&self, side: Side) -> Option<ConnectionId> {
        let current = self.host(side).current().filter(|c| c.is_alive() && c.tcb.state() != State::TimeWait);
        current.map(|connection| connection.id)
    }

    /// The connection that a call would go to instead of a new socket. After `close()` a socket is none for Linux's `listen()`.
    fn occupied_for(&self, side: Side, call: Call) -> Option<ConnectionId> {
        let orphans_count = call != Call::Listen || !self.profile.follows(RuleId::LinuxCalls);
        let held = |id: &ConnectionId| !self.host(side).connection(*id).is_some_and(|c| c.tcb.reader_gone());
        self.occupied(side).filter(|id| orphans_count || held(id))
    }

    pub(super) fn socket_to_listen(&mut self, side: Side) -> Socket {
        if self.host(side).listener.is_some() {
            return Socket::Listener;
        }
        if let Some(id) = self.occupied_for(side, Call::Listen) {
            return Socket::Connection(id);
        }
        let remote = self.service_port(side.other());
        let host = self.host_mut(side);
        let fresh = host.current().filter(|connection| connection.is_fresh());
        let fresh = fresh.map(|connection| (connection.id, *connection.tcb.settings()));
        if let Some((id, _)) = fresh {
            host.remove(id);
            // The diagram and the calls stay with the socket that listens now.
            host.attention =
                if host.connections.is_empty() { Attention::Latest } else { Attention::Chosen(Socket::Listener) };
        }
        let settings = fresh.map_or(host.settings, |(_, settings)| settings);
        host.listener = Some(Tcb::new(host.port, host.isn, settings).with_remote(remote));
        self.listener_is_new(side);
        Socket::Listener
    }

    /// Whether a connection from this port to the other host is left here, or a listener has it.
    fn is_taken(&self, side: Side, port: u16) -> bool {
        let host = self.host(side);
        let alive =
            host.connections.iter().filter(|connection| connection.is_alive()).map(|connection| &connection.tcb);
        alive.chain(&host.listener).any(|tcb| tcb.local_port() == port)
    }

    /// From a port that the program has chosen, or from the next one that is free.
    pub(super) fn socket_to_connect(&mut self, side: Side, chosen: Option<u16>) -> Socket {
        if let Some(id) = self.occupied(side) {
            return Socket::Connection(id);
        }
        let fresh =
            self.host(side).current().filter(|connection| connection.is_fresh()).map(|connection| connection.id);
        if fresh.is_none() && chosen.is_none() && self.host(side).listener.is_some() {
            return Socket::Listener;
        }
        let remote = self.service_port(side.other());
        let (port, replaced) = match chosen {
            Some(port) => (port, None),
            None => self.port_to_connect_from(side).unwrap_or((self.host(side).port, None)),
        };
        let (isn, isn_parts) = self.isn(side, port, remote);
        let host = self.host_mut(side);
        if let Some(waiting) = replaced {
            host.remove(waiting);
        }
        if let Some((id, connection)) = fresh.and_then(|id| Some((id, host.connection_mut(id)?))) {
            connection.tcb = Tcb::new(port, isn, *connection.tcb.settings()).with_remote(remote);
            host.made_of(id, isn_parts);
            return Socket::Connection(id);
        }
        host.attention = Attention::Latest;
        let id = host.add(Tcb::new(port, isn, host.settings).with_remote(remote), true);
        host.made_of(id, isn_parts);
        Socket::Connection(id)
    }

    /// The port of the next connection, and the one in TIME-WAIT that makes room for it, if no port is free and the host may do so.
    /// Linux waits for a second (`tcp_tw_reuse_delay`), and takes the oldest.
    fn port_to_connect_from(&self, side: Side) -> Option<(u16, Option<ConnectionId>)> {
        let host = self.host(side);
        if let Some(port) = host.free_port() {
            return Some((port, None));
        }
        let waits = |connection: &&Arc<Connection>| {
            let ends = connection.tcb.timers().deadline(Timer::TimeWait);
            let began = ends.map(|ends| ends.since(self.now));
            began.is_some_and(|left| left + TIME_WAIT_REUSE_DELAY <= self.profile.timings.time_wait)
        };
        let oldest = host.connections.iter().filter(|_| host.settings.time_wait_reuse).find(waits)?;
        Some((oldest.tcb.local_port(), Some(oldest.id)))
    }

    /// The port that this host is reached at: its listener's, or its first.
    pub(super) fn service_port(&self, side: Side) -> u16 {
        let host = self.host(side);
        host.listener.as_ref().map_or(host.port, Tcb::local_port)
    }
}
