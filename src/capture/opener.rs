//! Which end has opened a connection.

use super::connection::Connection;
use crate::sim::{PerSide, Side};

/// By what it is known which end has opened the connection, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opener {
    /// By its SYN.
    Syn,
    /// By the SYN,ACK that it was answered with.
    SynAck,
    /// By the port of the other end, which is one that servers have.
    Port,
    /// Nothing tells; A is who was seen first.
    Unknown,
}

/// Ports below this one belong to servers.
const WELL_KNOWN: u16 = 1024;
/// From this one on they are given to clients.
const EPHEMERAL: u16 = 32768;

impl Connection {
    /// Makes A the end that has opened, and says how that is known.
    #[must_use]
    pub fn oriented(mut self) -> (Self, Opener) {
        let (opener, how) = self.opener();
        if opener == Side::B {
            self.exchange();
        }
        (self, how)
    }

    /// Exchanges the ends.
    pub fn exchange(&mut self) {
        let PerSide { a, b } = &mut self.halves;
        std::mem::swap(a, b);
    }

    fn opener(&self) -> (Side, Opener) {
        let PerSide { a, b } = &self.halves;
        match (a.syn, b.syn) {
            (Some(syn), Some(other)) if syn.opens() && other.opens() => {
                (if other.first.is_after(syn.first) { Side::A } else { Side::B }, Opener::Syn)
            }
            (Some(syn), _) if syn.opens() => (Side::A, Opener::Syn),
            (_, Some(syn)) if syn.opens() => (Side::B, Opener::Syn),
            // In a simultaneous opening both send a SYN,ACK, after a SYN that was not seen.
            (Some(_), Some(_)) => (Side::A, Opener::Unknown),
            (Some(_), None) => (Side::B, Opener::SynAck),
            (None, Some(_)) => (Side::A, Opener::SynAck),
            (None, None) => by_port(a.end.port, b.end.port),
        }
    }
}

fn by_port(a: u16, b: u16) -> (Side, Opener) {
    for limit in [WELL_KNOWN, EPHEMERAL] {
        match (a < limit, b < limit) {
            (false, true) => return (Side::A, Opener::Port),
            (true, false) => return (Side::B, Opener::Port),
            _ => {}
        }
    }
    (Side::A, Opener::Unknown)
}
