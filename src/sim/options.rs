//! Setting a socket option, and what `SO_REUSEADDR` decides.

use super::recorder::Recorder;
use super::{Connection, EventKind, Side, Socket, SocketOption, World};
use crate::tcp::{Event, Outcome, Settings, UserCall};
use std::time::Duration;

impl World {
    /// Whether an option is set where setting it now would change it.
    #[must_use]
    pub fn option(&self, side: Side, option: SocketOption) -> bool {
        let connection = self.option_of(side, option).map(|connection| connection.tcb.settings());
        option.is_set(connection.unwrap_or(&self.host(side).settings))
    }

    /// The connection whose option is meant, if it is one's.
    fn option_of(&self, side: Side, option: SocketOption) -> Option<&Connection> {
        let current = self.host(side).current().filter(|connection| connection.accepted);
        let current = current.filter(|_| !option.of_host());
        current.filter(|current| current.is_fresh() || (option.of_connections() && current.is_alive()))
    }

    pub(super) fn set_option(&mut self, side: Side, option: SocketOption, on: bool, log: &mut Recorder<'_>) {
        let kind = EventKind::Option(option, on);
        let of = self.option_of(side, option).map(|connection| (connection.id, connection.is_fresh()));
        match of {
            Some((id, false)) if option == SocketOption::Keepalive => {
                self.process(side, Socket::Connection(id), &Event::Call(UserCall::Keepalive(on)), kind, log);
            }
            Some((id, _)) => {
                if let Some(fresh) = self.host_mut(side).connection_mut(id) {
                    let mut settings = *fresh.tcb.settings();
                    option.set(&mut settings, on);
                    fresh.tcb.set_settings(settings);
                }
                self.log_outcome(side, Some(Socket::Connection(id)), kind, Outcome::default(), log);
            }
            None => {
                let host = self.host_mut(side);
                option.set(&mut host.settings, on);
                if let Some(listener) = &mut host.listener {
                    let mut settings = *listener.settings();
                    option.set(&mut settings, on);
                    listener.set_settings(settings);
                }
                self.log_outcome(side, None, kind, Outcome::default(), log);
            }
        }
    }

    /// Whether a new listener could have its port: every connection of that port that is left would have to allow it, and so would
    /// the new socket (measured on Linux).
    pub(super) fn port_can_be_bound(&self, side: Side) -> bool {
        let host = self.host(side);
        let fresh = host.current().filter(|connection| connection.is_fresh());
        let new = fresh.map_or(&host.settings, |connection| connection.tcb.settings());
        let mut left = host.connections.iter().filter(|c| c.is_alive() && c.tcb.local_port() == host.port);
        left.all(|connection| {
            let old = connection.tcb.settings();
            (new.reuse && old.reuse) || (new.reuse_port && old.reuse_port)
        })
    }
}

impl World {
    /// `TCP_USER_TIMEOUT` of the connection that calls go to; without one, of those to come.
    pub(super) fn set_user_timeout(&mut self, side: Side, limit: Option<Duration>, log: &mut Recorder<'_>) {
        // As the socket option has it: 0 means none of one's own.
        let limit = limit.filter(|limit| !limit.is_zero());
        let kind = EventKind::UserTimeout(limit);
        let current = self.host(side).current().filter(|current| current.accepted && current.is_alive());
        if let Some(id) = current.map(|current| current.id) {
            let call = Event::Call(UserCall::UserTimeout(limit));
            self.process(side, Socket::Connection(id), &call, kind, log);
            return;
        }
        let host = self.host_mut(side);
        host.settings.user_timeout = limit;
        if let Some(listener) = &mut host.listener {
            listener.set_settings(Settings { user_timeout: limit, ..*listener.settings() });
        }
        let fresh = host.current().filter(|current| current.is_fresh()).map(|current| current.id);
        if let Some(fresh) = fresh.and_then(|id| host.connection_mut(id)) {
            fresh.tcb.set_settings(Settings { user_timeout: limit, ..*fresh.tcb.settings() });
        }
        self.log_outcome(side, None, kind, Outcome::default(), log);
    }
}
