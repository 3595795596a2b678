//! Records of what happens around the engine, and where none of its endpoints is asked.

use super::record::Departure;
use super::recorder::Recorder;
use super::{EventKind, Record, Side, Socket, World};
use crate::tcp::{Outcome, State, Tcb};
use smallvec::{SmallVec, smallvec};

impl World {
    /// Something changed at a side, and its state did not.
    pub(super) fn log_change(&self, side: Side, kind: EventKind, log: &mut Recorder<'_>) {
        self.log_departure(side, kind, None, log);
    }

    /// The same with the packet that left because of it; `None`: nothing left, or nothing is kept of it.
    pub(super) fn log_departure(
        &self,
        side: Side,
        kind: EventKind,
        departure: Option<Departure>,
        log: &mut Recorder<'_>,
    ) {
        log.write(|| {
            let state = self.host(side).state();
            Record {
                at: self.now,
                side,
                socket: self.socket(side),
                kind,
                before: state,
                after: state,
                is_guess: false,
                outcome: Outcome::default(),
                departures: departure.into_iter().collect(),
            }
        });
    }

    /// A host did something to one of its sockets, or by itself, and no endpoint was asked.
    pub(super) fn log_outcome(
        &self,
        side: Side,
        socket: Option<Socket>,
        kind: EventKind,
        outcome: Outcome,
        log: &mut Recorder<'_>,
    ) {
        log.write(|| {
            let host = self.host(side);
            let connection = socket.and_then(Socket::connection).and_then(|id| host.connection(id));
            let tcb = connection.map(|connection| &connection.tcb).or(host.listener.as_ref());
            let state = tcb.map_or(State::Closed, Tcb::state);
            Record {
                at: self.now,
                side,
                socket,
                kind,
                before: state,
                after: state,
                is_guess: false,
                outcome,
                departures: smallvec![],
            }
        });
    }

    /// The engine answered from CLOSED: there was not a socket for it.
    pub(super) fn log_without_socket(
        &self,
        side: Side,
        kind: EventKind,
        outcome: Outcome,
        departures: SmallVec<[Departure; 1]>,
        log: &mut Recorder<'_>,
    ) {
        let (at, state) = (self.now, State::Closed);
        log.write(|| Record {
            at,
            side,
            socket: None,
            kind,
            before: state,
            after: state,
            is_guess: false,
            outcome,
            departures,
        });
    }
}
