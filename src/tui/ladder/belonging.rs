//! Which segments and notes belong to the connections that the diagrams show.

use super::frame::Frame;
use super::look;
use crate::sim::{ConnectionId, Host, Side};
use crate::tcp::{State, Tcb};
use crate::timeline::ladder::{About, Arrow};
use crate::tui::theme::Role;

impl Frame<'_> {
    /// Whether this side's diagram shows another connection than this one, though this one is not just its predecessor.
    pub fn is_elsewhere(&self, side: Side, about: About) -> bool {
        let Some(id) = about.connection() else { return false };
        let Some(host) = self.view.world.map(|world| world.host(side)) else { return false };
        let attended = host.current().map(|connection| connection.id);
        let lives = host.connection(id).is_some_and(|connection| connection.tcb.state() != State::Closed);
        attended != Some(id) && (about.named || lives)
    }

    /// The sender's number of an arrow's connection, if its host has others or its diagram shows another one.
    pub fn number(&self, arrow: &Arrow) -> Option<ConnectionId> {
        let about = arrow.about;
        about.connection().filter(|_| about.named || self.is_elsewhere(arrow.packet.from, about))
    }

    /// How an arrow looks: dim if neither diagram is about it.
    pub fn role(&self, arrow: &Arrow) -> Role {
        if self.is_aside(arrow) { Role::Dim } else { look::of_segment(arrow.kind) }
    }

    /// Whether neither diagram is about an arrow. Such a one is a row of dots where it leaves and another where it ends, so that
    /// the arrows of the diagrams' connections stand out among many, also without colour.
    pub fn is_aside(&self, arrow: &Arrow) -> bool {
        let (source, destination) = arrow.octets.ports;
        let receiver = self.view.world.map(|world| world.host(arrow.packet.from.other()));
        let receiver = receiver.and_then(Host::current).map(|connection| &connection.tcb);
        let arrives_there = |tcb: &Tcb| tcb.local_port() == destination && tcb.remote_port() == Some(source);
        self.is_elsewhere(arrow.packet.from, arrow.about) && !receiver.is_some_and(arrives_there)
    }
}
