//! Which connection of a host is looked at: by itself, or because somebody says so.

use super::world::Sink;
use super::{Attention, ConnectionId, Happening, Host, Side, World};
use crate::tcp::State;

impl Host {
    /// Whether a connection that the listener makes now would be followed: who watches one that goes on keeps watching it.
    #[must_use]
    pub fn newcomer_is_followed(&self) -> bool {
        let chosen = matches!(self.attention, Attention::Chosen(id) if id > 0);
        self.current().is_none_or(|current| match current.tcb.state() {
            State::Closed => !current.is_fresh(),
            State::TimeWait => !chosen,
            _ => false,
        })
    }

    /// The listener is about to make a connection.
    pub(super) fn newcomer_comes(&mut self) {
        if self.newcomer_is_followed() {
            self.attention = Attention::Latest;
        } else if let (Attention::Latest, Some(current)) = (self.attention, self.current()) {
            self.attention = Attention::Stays(current.id);
        }
    }
}

impl World {
    /// From now on this side's calls go to that connection, and the diagram follows it; 0 is the listener.
    pub(super) fn attend(&mut self, side: Side, id: ConnectionId, sink: &mut Sink<'_>) {
        let host = self.host_mut(side);
        let exists = if id == 0 { host.listener.is_some() } else { host.connection(id).is_some() };
        if exists {
            host.attention = Attention::Chosen(id);
            self.note(side, Happening::Attended(id), None, sink);
        }
    }
}
