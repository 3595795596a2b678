//! Worlds in which time passes: what a learner can do is searched with the clock running, event by event.

use super::{Edges, Fingerprint, Order};
use crate::sim::{Call, Connection, Side, World};
use crate::tcp::{Instant, State};
use smallvec::SmallVec;

impl World {
    /// What tells this world from others for a search that lets time pass: all that matters for its future, with the order in
    /// which things are due, but not how long each will take.
    #[must_use]
    pub fn likeness(&self) -> Fingerprint {
        let mut print = Fingerprint::default();
        self.fingerprint(&mut print, Order::InTurn, Edges::Ignored);
        for (_, what) in self.due_in_order() {
            print.word(what);
        }
        print
    }

    /// Every packet, timer and program that is due, by when; equal moments by what they are.
    fn due_in_order(&self) -> SmallVec<[(Instant, u64); 16]> {
        let mut due: SmallVec<[(Instant, u64); 16]> = SmallVec::new();
        for (place, packet) in (0_u64..).zip(&self.packets) {
            due.extend(packet.arrives.map(|at| (at, place << 2)));
        }
        for host in self.hosts.values() {
            let side = host.side as u64;
            for (place, connection) in (0_u64..).zip(&host.connections) {
                let owner = place << 16 | side << 15;
                due.extend(connection.tcb.timers().running().map(|(at, timer)| (at, owner | (timer as u64) << 2 | 1)));
                due.extend(connection.app_acts.map(|at| (at, owner | 2)));
            }
            due.extend(host.quiet_until.map(|at| (at, side << 15 | 3)));
        }
        due.sort_unstable();
        due
    }

    /// The calls of a side that may be worth trying, in the order of [`Call::ALL`]: what is certainly refused costs no copy.
    pub fn likely_calls(&self, side: Side) -> impl Iterator<Item = Call> {
        Call::ALL.into_iter().filter(move |call| self.is_plausible_call(side, *call))
    }

    /// Whether a call of a side may be worth trying: what is certainly refused costs no copy of the world.
    #[must_use]
    pub fn is_plausible_call(&self, side: Side, call: Call) -> bool {
        let host = self.host(side);
        let listens = host.listener.is_some();
        let state = match host.current() {
            Some(connection) if connection.tcb.state() != State::Closed => connection.tcb.state(),
            _ => State::Closed,
        };
        let free = matches!(state, State::Closed | State::TimeWait);
        match call {
            Call::Listen => free && !listens,
            Call::Connect | Call::ConnectFrom(_) => free,
            Call::Read(_) => host.current().is_some_and(|connection| connection.tcb.has_news_for_reader()),
            Call::Close if host.current().is_some_and(Connection::is_left) => true,
            Call::Write(_) | Call::Shutdown | Call::Close | Call::Abort => state != State::Closed || listens,
        }
    }

    /// Forgets what only looking back needs, so that copies are cheap: the tray of segments that were sent.
    pub fn forget_the_past(&mut self) {
        self.tray.clear();
    }
}
