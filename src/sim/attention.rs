//! Which socket of a host is looked at: by itself, or because somebody says so.

use super::recorder::Recorder;
use super::{Attention, EventKind, Host, Side, Socket, World};
use crate::tcp::State;

impl Host {
    /// Whether a connection that the listener makes now would be followed: who watches one that goes on keeps watching it.
    #[must_use]
    pub fn newcomer_is_followed(&self) -> bool {
        let chosen = matches!(self.attention, Attention::Chosen(Socket::Connection(_)));
        self.current().is_none_or(|current| match current.tcb.state() {
            State::Closed => !current.is_fresh(),
            State::TimeWait => !chosen,
            _ => false,
        })
    }

    /// The listener is about to make a connection.
    pub(super) fn on_new_connection(&mut self) {
        if self.newcomer_is_followed() {
            self.attention = Attention::Latest;
        } else if let (Attention::Latest, Some(current)) = (self.attention, self.current()) {
            self.attention = Attention::Stays(current.id);
        }
    }
}

impl World {
    /// From now on this side's calls go to that socket, and the diagram follows it.
    pub(super) fn attend(&mut self, side: Side, socket: Socket, log: &mut Recorder<'_>) {
        let host = self.host_mut(side);
        let exists = match socket {
            Socket::Listener => host.listener.is_some(),
            Socket::Connection(id) => host.connection(id).is_some(),
        };
        if exists {
            host.attention = Attention::Chosen(socket);
            self.log_change(side, EventKind::Attended(socket), log);
        }
    }
}
