//! What could happen now.

use super::{Call, Input, Side, World};
use crate::tcp::{EdgeId, Instant, State, Timer};

impl World {
    /// All that could happen now, in a fixed order: each side's calls that would not be refused, its running timers, then for
    /// each packet on its way what the network can do to it, then the passing of time.
    #[must_use]
    pub fn choices(&self) -> Vec<Input> {
        let mut choices = Vec::new();
        for side in Side::BOTH {
            choices.extend(self.possible_calls(side).map(|call| Input::Call(side, call)));
            choices.extend(self.running_timers(side).map(|(_, timer)| Input::Fire(side, Some(timer))));
        }
        for packet in self.packets() {
            match packet.arrives {
                Some(_) => choices.extend([Input::Deliver(packet.id), Input::Hold(packet.id)]),
                None => choices.push(Input::Release(packet.id)),
            }
            choices.extend([Input::Drop(packet.id), Input::Duplicate(packet.id)]);
        }
        if self.next_due().is_some() {
            choices.push(Input::Step);
        }
        choices
    }

    /// The calls of a side that would not be refused now, in the order of [`Call::ALL`].
    pub fn possible_calls(&self, side: Side) -> impl Iterator<Item = Call> {
        Call::ALL.into_iter().filter(move |call| self.would_accept(side, *call))
    }

    /// The running timers of a side's current connection, in the order of [`Timer::ALL`].
    pub fn running_timers(&self, side: Side) -> impl Iterator<Item = (Instant, Timer)> {
        self.host(side).current().into_iter().flat_map(|connection| connection.tcb.timers().running())
    }

    /// Whether a call would do something: it is tried on a copy.
    #[must_use]
    pub fn would_accept(&self, side: Side, call: Call) -> bool {
        let state = self.host(side).state();
        // The common refusals need no copy.
        if state == State::Closed && !matches!(call, Call::Listen | Call::Connect) && self.host(side).listener.is_none()
        {
            return false;
        }
        let mut copy = self.clone();
        let records = copy.apply(&Input::Call(side, call));
        records.iter().any(|record| record.outcome.reply.is_some_and(|reply| !reply.is_error()))
            && (copy != *self || matches!(call, Call::Read(_)))
    }

    /// The edges that a side's connection could take with one input, each with the input that takes it: calls first, then
    /// packets on their way to it, then timers.
    #[must_use]
    pub fn possible_edges(&self, side: Side) -> Vec<(EdgeId, Input)> {
        let calls = Call::ALL.into_iter().map(|call| Input::Call(side, call));
        let arrivals = self.packets().iter().filter(|p| p.id.from != side && p.arrives.is_some());
        let arrivals = arrivals.map(|packet| Input::Deliver(packet.id));
        let timers = self.running_timers(side).map(|(_, timer)| Input::Fire(side, Some(timer)));
        let mut edges: Vec<(EdgeId, Input)> = Vec::new();
        for input in calls.chain(arrivals).chain(timers) {
            let mut copy = self.clone();
            for record in copy.apply(&input).iter().filter(|record| record.side == side) {
                for edge in &record.outcome.transitions {
                    if !edges.iter().any(|(known, _)| known == edge) {
                        edges.push((*edge, input));
                    }
                }
            }
        }
        edges
    }
}
