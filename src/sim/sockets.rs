//! Which socket a call goes to, and the programs that call by themselves.

use super::world::Sink;
use super::{AppBehaviour, Call, Connection, ConnectionId, Happening, Record, Side, World};
use crate::tcp::{Event, Reply, State, Tcb, UserCall, process};
use smallvec::SmallVec;

/// One call writes no more than this.
const MOST_WRITTEN: u32 = 1 << 20;

impl World {
    pub(super) fn call(&mut self, side: Side, call: Call, by_app: bool, sink: &mut Sink<'_>) -> Option<Reply> {
        let id = match call {
            Call::Listen => self.socket_to_listen(side),
            Call::Connect => self.socket_to_connect(side),
            _ => self.socket(side),
        };
        self.call_connection(side, id, call, by_app, sink)
    }

    pub(super) fn call_connection(
        &mut self,
        side: Side,
        id: ConnectionId,
        call: Call,
        by_app: bool,
        sink: &mut Sink<'_>,
    ) -> Option<Reply> {
        let happening = if by_app { Happening::AppCall(call) } else { Happening::Call(call) };
        let event = Event::Call(self.user_call(side, id, call));
        if id == 0 && self.host(side).listener.is_none() {
            return self.call_nothing(side, &event, happening, sink);
        }
        let opens = id == 0 && matches!(call, Call::Connect | Call::Write(_));
        let id = if opens { self.listener_may_open(side, &event) } else { id };
        let reply = self.process(side, id, &event, happening, sink);
        if let (Call::Write(n), Some(Reply::Octets(_) | Reply::Queued)) = (call, reply)
            && let Some(connection) = self.host_mut(side).connection_mut(id)
        {
            connection.written = connection.written.wrapping_add(n.min(MOST_WRITTEN));
        }
        reply
    }

    /// In the RFC's view an active OPEN or a SEND turns the listening TCB itself into the new connection. A listener that will
    /// refuse the call, as sockets do, stays what it is: a copy is asked first.
    fn listener_may_open(&mut self, side: Side, event: &Event) -> ConnectionId {
        let isn = self.host(side).next_isn();
        let (now, profile) = (self.now, self.profile);
        let host = self.host_mut(side);
        let Some(mut tcb) = host.listener.clone() else { return 0 };
        tcb.set_iss(isn);
        let reply = process(&mut tcb.clone(), event, now, &profile).reply;
        if reply.is_none_or(Reply::is_error) {
            return 0;
        }
        host.listener = None;
        host.opened += 1;
        host.add(tcb)
    }

    /// A call without any socket: the engine answers from CLOSED.
    pub(super) fn call_nothing(
        &mut self,
        side: Side,
        event: &Event,
        happening: Happening,
        sink: &mut Sink<'_>,
    ) -> Option<Reply> {
        let host = self.host(side);
        let mut tcb = Tcb::new(host.port, host.next_isn(), host.settings);
        let outcome = process(&mut tcb, event, self.now, &self.profile);
        let reply = outcome.reply;
        if let Some(sink) = sink {
            let (before, after) = (State::Closed, State::Closed);
            let departures = SmallVec::new();
            sink.push(Record { at: self.now, side, connection: 0, happening, before, after, outcome, departures });
        }
        reply
    }

    pub(super) fn user_call(&self, side: Side, id: ConnectionId, call: Call) -> UserCall {
        match call {
            Call::Listen => UserCall::Listen,
            Call::Connect => UserCall::Connect,
            Call::Write(n) => {
                let connection = self.host(side).connections.iter().find(|c| c.id == id);
                let from = connection.map_or(0, |connection| connection.written);
                UserCall::Send((from..from.saturating_add(n.min(MOST_WRITTEN))).map(Connection::octet).collect())
            }
            Call::Read(n) => UserCall::Receive(n),
            Call::Shutdown => UserCall::Shutdown,
            Call::Close => UserCall::Close,
            Call::Abort => UserCall::Abort,
        }
    }

    /// The socket that a call goes to: the current connection, else the listener.
    pub(super) fn socket(&self, side: Side) -> ConnectionId {
        self.host(side).current().filter(|connection| connection.is_alive()).map_or(0, |connection| connection.id)
    }

    /// A connection in TIME-WAIT has no socket any more: its program may open a new one.
    pub(super) fn occupied(&self, side: Side) -> Option<ConnectionId> {
        let current = self.host(side).current().filter(|c| c.is_alive() && c.tcb.state() != State::TimeWait);
        current.map(|connection| connection.id)
    }

    pub(super) fn socket_to_listen(&mut self, side: Side) -> ConnectionId {
        if self.host(side).listener.is_some() {
            return 0;
        }
        if let Some(id) = self.occupied(side) {
            return id;
        }
        let remote = self.service_port(side.other());
        let host = self.host_mut(side);
        host.listener = Some(Tcb::new(host.port, host.isn, host.settings).with_remote(remote));
        0
    }

    pub(super) fn socket_to_connect(&mut self, side: Side) -> ConnectionId {
        if let Some(id) = self.occupied(side) {
            return id;
        }
        if self.host(side).listener.is_some() {
            return 0;
        }
        let remote = self.service_port(side.other());
        let host = self.host_mut(side);
        let (port, isn) = (host.free_port(), host.next_isn());
        host.opened += 1;
        let tcb = Tcb::new(port, isn, host.settings).with_remote(remote);
        host.add(tcb)
    }

    /// The port that this host is reached at: its listener's, or its first.
    pub(super) fn service_port(&self, side: Side) -> u16 {
        let host = self.host(side);
        host.listener.as_ref().map_or(host.port, Tcb::local_port)
    }

    /// The program will act if there is something for it to read.
    pub(super) fn wake_app(&mut self, side: Side, id: ConnectionId) {
        let at = self.now.plus(AppBehaviour::REACTION);
        let host = self.host_mut(side);
        if host.app == AppBehaviour::Manual {
            return;
        }
        let Some(connection) = host.connection_mut(id) else { return };
        let news = connection.tcb.readable() > 0 || (connection.tcb.rcv().fin && !connection.saw_end);
        let reads = connection.is_alive() && !connection.tcb.reader_gone() && news;
        connection.app_acts = if reads { connection.app_acts.or(Some(at)) } else { None };
    }

    pub(super) fn app_acts(&mut self, side: Side, id: ConnectionId, sink: &mut Sink<'_>) {
        let app = self.host(side).app;
        let Some(connection) = self.host_mut(side).connection_mut(id) else { return };
        connection.app_acts = None;
        let ends = connection.tcb.rcv().fin;
        let readable = connection.tcb.readable();
        #[expect(clippy::cast_possible_truncation, reason = "bounded by the receive capacity of 32 bits")]
        let readable = readable as u32;
        if readable > 0 {
            self.call_connection(side, id, Call::Read(readable), true, sink);
            if app == AppBehaviour::Echoes {
                self.call_connection(side, id, Call::Write(readable), true, sink);
            }
        }
        if !ends {
            return;
        }
        self.call_connection(side, id, Call::Read(Call::DEFAULT_READ), true, sink);
        if let Some(connection) = self.host_mut(side).connection_mut(id) {
            connection.saw_end = true;
            connection.app_acts = None;
        }
        if app.closes_on_eof() {
            self.call_connection(side, id, Call::Close, true, sink);
        }
    }

    /// Every program that is about to act does so now, until none is: for searches, where time does not pass.
    pub(super) fn let_programs_act(&mut self) {
        let next = |world: &Self| {
            let mut about = world.hosts.iter().flat_map(|host| host.connections.iter().map(|c| (host.side, c)));
            about.find(|(_, connection)| connection.app_acts.is_some()).map(|(side, connection)| (side, connection.id))
        };
        while let Some((side, id)) = next(self) {
            self.app_acts(side, id, &mut None);
        }
    }

    pub(super) fn change_app(&mut self, side: Side, app: AppBehaviour, sink: &mut Sink<'_>) {
        self.host_mut(side).app = app;
        self.note(side, Happening::App(app), None, sink);
        let ids: Vec<ConnectionId> = self.host(side).connections.iter().map(|connection| connection.id).collect();
        for id in ids {
            if let Some(connection) = self.host_mut(side).connection_mut(id) {
                connection.app_acts = None;
                connection.saw_end = false;
            }
            self.wake_app(side, id);
        }
    }
}
