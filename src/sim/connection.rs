//! One connection of a host, and how its program stands to it.

use super::{ConnectionId, IsnParts, Owners};
use crate::tcp::{Cause, EdgeId, EdgeSet, Instant, Opened, Outcome, State, Tcb};

/// One connection of a host.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Connection {
    /// Its number at this host, from 1.
    pub id: ConnectionId,
    /// The endpoint.
    pub tcb: Tcb,
    /// Whether a program got a descriptor for it: by `accept()`, or by opening it itself.
    pub accepted: bool,
    /// What its initial sequence number was made of; `None`: it is a plain one.
    pub isn_parts: Option<IsnParts>,
    /// Who holds it.
    pub owners: Owners,
    /// The edges it has taken.
    pub walked: EdgeSet,
    /// The edge it took last.
    pub last_edge: Option<EdgeId>,
    /// How many octets its program has written.
    pub written: u32,
    /// How many its program has read.
    pub read: u32,
    /// Whether everything read so far was what the peer's program wrote.
    pub intact: bool,
    /// Whether its program has seen the end of the stream.
    pub saw_end: bool,
    /// When its program will act on what it can read.
    pub app_acts: Option<Instant>,
}

impl Connection {
    pub(super) fn new(id: ConnectionId, tcb: Tcb, accepted: bool) -> Self {
        Self {
            id,
            tcb,
            accepted,
            isn_parts: None,
            owners: Owners::ONE,
            walked: EdgeSet::default(),
            last_edge: None,
            written: 0,
            read: 0,
            intact: true,
            saw_end: false,
            app_acts: None,
        }
    }

    /// The octet that a program writes at this place of its stream, so that a reader can tell a wrong one.
    #[must_use]
    pub const fn octet(place: u32) -> u8 {
        (place % 251) as u8
    }

    /// Takes over what came of an event: the edges that were walked, and what the program has read.
    pub(super) fn follow(&mut self, outcome: &Outcome, accepts_all: bool) {
        for edge in &outcome.transitions {
            self.walked.insert(*edge);
            self.last_edge = Some(*edge);
            if edge.edge().cause == Cause::NewSyn {
                self.reopen(accepts_all);
            }
        }
        self.note_read(&outcome.delivered);
    }

    fn note_read(&mut self, octets: &[u8]) {
        for octet in octets {
            self.intact &= *octet == Self::octet(self.read);
            self.read += 1;
        }
    }

    /// A new SYN has reopened it from TIME-WAIT: its streams begin again, and so does the wait to be accepted.
    const fn reopen(&mut self, accepted: bool) {
        (self.accepted, self.written, self.read) = (accepted, 0, 0);
        (self.intact, self.saw_end, self.app_acts) = (true, false, None);
        // The numbers of the next incarnation lie above all that this one used.
        self.isn_parts = None;
    }

    /// Whether it is a socket that was made and not connected yet.
    #[must_use]
    pub const fn is_fresh(&self) -> bool {
        self.accepted && !self.is_alive() && self.last_edge.is_none()
    }

    pub(super) const fn is_alive(&self) -> bool {
        !matches!(self.tcb.state(), State::Closed)
    }

    /// Whether it has ended and its program has not closed it, so that its socket is left (Linux).
    #[must_use]
    pub const fn is_left(&self) -> bool {
        self.accepted && !self.is_alive() && self.tcb.remains().is_some()
    }

    /// Whether the program holds an open descriptor for it: on Linux until it closes it. In the RFC's view one that has ended counts
    /// no more, and neither does one that never came about: its program is taken to close what is of no use.
    #[must_use]
    pub const fn has_descriptor(&self) -> bool {
        let lives = !matches!(self.tcb.state(), State::Closed | State::TimeWait) && !self.tcb.reader_gone();
        self.is_fresh() || (self.accepted && (lives || self.tcb.remains().is_some()))
    }

    /// Whether a worker of the program is busy with it.
    pub(super) const fn is_served(&self) -> bool {
        self.has_descriptor() && !self.is_fresh() && matches!(self.tcb.opened(), Opened::Passive)
    }
}
