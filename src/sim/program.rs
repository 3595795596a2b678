//! The programs that call by themselves, and their end.

use super::recorder::Recorder;
use super::{AppBehaviour, Attention, Call, ConnectionId, EventKind, Side, Socket, World};
use crate::tcp::{Opened, RuleId, State};

impl World {
    /// The program will act if there is something for it to read.
    pub(super) fn wake_app(&mut self, side: Side, id: ConnectionId) {
        let at = self.now.plus(AppBehaviour::REACTION);
        let host = self.host_mut(side);
        if host.app == AppBehaviour::Manual {
            return;
        }
        let Some(connection) = host.connection_mut(id) else { return };
        let left = connection.is_left();
        let ends = connection.tcb.rcv().fin || left;
        let news = connection.tcb.readable() > 0 || (ends && !connection.saw_end);
        let open = connection.accepted && connection.is_alive() && !connection.tcb.reader_gone();
        let reads = (open || left) && news;
        connection.app_acts = if reads { connection.app_acts.or(Some(at)) } else { None };
    }

    pub(super) fn app_acts(&mut self, side: Side, id: ConnectionId, log: &mut Recorder<'_>) {
        let app = self.host(side).app;
        let socket = Some(Socket::Connection(id));
        let Some(connection) = self.host_mut(side).connection_mut(id) else { return };
        connection.app_acts = None;
        let ends = connection.tcb.rcv().fin || connection.is_left();
        let readable = connection.tcb.readable();
        #[expect(clippy::cast_possible_truncation, reason = "bounded by the receive capacity of 32 bits")]
        let readable = readable as u32;
        if readable > 0 {
            self.call_socket(side, socket, Call::Read(readable), true, log);
            if app == AppBehaviour::Echoes {
                self.call_socket(side, socket, Call::Write(readable), true, log);
            }
        }
        if !ends {
            return;
        }
        self.call_socket(side, socket, Call::Read(Call::DEFAULT_READ), true, log);
        if let Some(connection) = self.host_mut(side).connection_mut(id) {
            connection.saw_end = true;
            connection.app_acts = None;
        }
        if app.closes_on_eof() {
            self.call_socket(side, socket, Call::Close, true, log);
        }
    }

    /// Every program that is about to act does so now, until none is: for searches, where time does not pass.
    pub fn let_programs_act(&mut self) {
        let next = |world: &Self| {
            let mut about = world.hosts.values().flat_map(|host| host.connections.iter().map(|c| (host.side, c)));
            about.find(|(_, connection)| connection.app_acts.is_some()).map(|(side, connection)| (side, connection.id))
        };
        while let Some((side, id)) = next(self) {
            self.app_acts(side, id, &mut Recorder::silent());
        }
    }

    pub(super) fn change_app(&mut self, side: Side, app: AppBehaviour, log: &mut Recorder<'_>) {
        self.host_mut(side).app = app;
        self.log_change(side, EventKind::App(app), log);
        let ids: Vec<ConnectionId> = self.host(side).connections.iter().map(|connection| connection.id).collect();
        for id in ids {
            if let Some(connection) = self.host_mut(side).connection_mut(id) {
                connection.app_acts = None;
                connection.saw_end = false;
            }
            self.wake_app(side, id);
        }
    }

    /// The program ends, and the kernel closes all that it held, as `exit()` does.
    pub(super) fn kill(&mut self, side: Side, log: &mut Recorder<'_>) {
        self.log_change(side, EventKind::Killed, log);
        let free = self.let_go_by_killed(side);
        self.host_mut(side).attention = Attention::Latest;
        // The listener first: nobody is left to accept what waits.
        if free.contains(&Socket::Listener) {
            self.kernel_closes(side, Socket::Listener, log);
        }
        for id in free.into_iter().filter_map(Socket::connection) {
            let Some(connection) = self.host(side).connection(id).filter(|c| c.has_descriptor()) else { continue };
            let request = connection.tcb.state() == State::SynReceived && connection.tcb.opened() == Opened::Passive;
            if connection.is_fresh() || (request && self.profile.follows(RuleId::LinuxCalls)) {
                self.host_mut(side).remove(id);
            } else {
                self.kernel_closes(side, Socket::Connection(id), log);
            }
        }
    }
}
