//! The queues of a listener, and the descriptors of its program: what `accept()` gets, and when there is nothing to get.
//!
//! A request in SYN-RECEIVED waits for its handshake (the SYN queue, which is not limited: Linux answers with SYN cookies when it is
//! full, and keeps nothing); then it waits in the accept queue, which the backlog limits.

use super::recorder::Recorder;
use super::{Attention, Connection, ConnectionId, EventKind, Host, Limit, Side, Socket, World};
use crate::tcp::{Errno, Event, Outcome, Reply, RuleId, Segment, State, UserCall, process};
use smallvec::smallvec;
use std::sync::Arc;

impl Host {
    /// The connections that wait to be accepted, oldest first.
    #[must_use]
    pub fn accept_queue(&self) -> &[ConnectionId] {
        &self.accept_queue
    }

    /// How many descriptors the program has open: its listener, and every connection that it holds. What waits to be accepted has
    /// none, and neither have orphans.
    #[must_use]
    pub fn descriptors(&self) -> u32 {
        self.count(Connection::has_descriptor) + u32::from(self.listener.is_some())
    }

    /// How many workers serve a connection.
    pub(super) fn busy_workers(&self) -> u32 {
        self.count(Connection::is_served)
    }

    pub(super) fn has_free_descriptor(&self) -> bool {
        self.limits.descriptors.is_none_or(|most| self.descriptors() < most)
    }

    pub(super) fn has_free_worker(&self) -> bool {
        self.limits.workers.is_none_or(|workers| self.busy_workers() < workers)
    }

    #[expect(clippy::cast_possible_truncation, reason = "their numbers have 32 bits")]
    fn count(&self, which: impl Fn(&Connection) -> bool) -> u32 {
        self.connections.iter().filter(|connection| which(connection)).count() as u32
    }
}

impl World {
    /// Whether no further connection may wait to be accepted at this host.
    #[must_use]
    pub fn accept_queue_is_full(&self, side: Side) -> bool {
        let host = self.host(side);
        // Linux compares with "more than", so one more than the backlog fits.
        let more = usize::from(self.profile.follows(RuleId::LinuxCalls));
        host.limits.backlog.is_some_and(|backlog| host.accept_queue.len() >= backlog as usize + more)
    }

    /// How many connections of a side may wait to be accepted, if there is a limit.
    #[must_use]
    pub fn most_waiting(&self, side: Side) -> Option<u32> {
        let more = u32::from(self.profile.follows(RuleId::LinuxCalls));
        self.host(side).limits.backlog.map(|backlog| backlog.saturating_add(more))
    }

    /// Whether this segment would complete a handshake for which the accept queue has no room: a copy is asked.
    pub(super) fn has_no_room_for(&self, side: Side, id: ConnectionId, segment: &Segment) -> bool {
        let waits = |connection: &&Connection| !connection.accepted && connection.tcb.state() == State::SynReceived;
        if !self.accept_queue_is_full(side) {
            return false;
        }
        self.host(side).connection(id).filter(waits).is_some_and(|connection| {
            let mut tcb = connection.tcb.clone();
            process(&mut tcb, &Event::SegmentArrives(segment.clone()), self.now, &self.profile);
            tcb.state().is_synchronized()
        })
    }

    /// A connection has been established and nobody holds it yet.
    pub(super) fn waits_to_be_accepted(&mut self, side: Side, id: ConnectionId) {
        self.host_mut(side).accept_queue.push(id);
    }

    /// A connection has ended while it waited. Linux keeps it in the queue, where it takes a place until `accept()` gets it; in the
    /// RFC's view nothing of it is left.
    pub(super) fn ends_unaccepted(&mut self, side: Side, id: ConnectionId, outcome: &mut Outcome) {
        if self.profile.follows(RuleId::LinuxEndedUnaccepted) {
            outcome.rules.push(RuleId::LinuxEndedUnaccepted);
        } else {
            self.host_mut(side).accept_queue.retain(|queued| *queued != id);
        }
    }

    /// Workers that are free accept what waits. A newcomer that finds a worker and no descriptor is told so.
    pub(super) fn workers_accept(&mut self, side: Side, newcomer: bool, log: &mut Recorder<'_>) {
        while let Some(id) = self.host(side).accept_queue.first().copied() {
            if !self.host(side).has_free_worker() {
                return;
            }
            if !self.host(side).has_free_descriptor() {
                if newcomer {
                    self.accept_fails(side, EventKind::AppAccept, (RuleId::DescriptorsExhausted, Errno::EMFILE), log);
                }
                return;
            }
            self.hand_over(side, id, EventKind::AppAccept, log);
        }
    }

    /// `accept()` by hand.
    pub(super) fn accept(&mut self, side: Side, log: &mut Recorder<'_>) {
        let host = self.host(side);
        let failure = match host.accept_queue.first() {
            _ if host.listener.is_none() => (RuleId::NoListener, Errno::EINVAL),
            None => (RuleId::NothingToAccept, Errno::EAGAIN),
            Some(_) if !host.has_free_descriptor() => (RuleId::DescriptorsExhausted, Errno::EMFILE),
            Some(id) => return self.hand_over(side, *id, EventKind::Accept, log),
        };
        self.accept_fails(side, EventKind::Accept, failure, log);
    }

    /// Whether `accept()` would get a connection.
    #[must_use]
    pub fn can_accept(&self, side: Side) -> bool {
        let host = self.host(side);
        host.listener.is_some() && !host.accept_queue.is_empty() && host.has_free_descriptor()
    }

    fn hand_over(&mut self, side: Side, id: ConnectionId, kind: EventKind, log: &mut Recorder<'_>) {
        let host = self.host_mut(side);
        host.accept_queue.retain(|queued| *queued != id);
        if kind == EventKind::Accept {
            host.attention = Attention::Chosen(Socket::Connection(id));
        }
        if let Some(connection) = host.connection_mut(id) {
            connection.accepted = true;
        }
        self.wake_app(side, id);
        let outcome = Outcome { reply: Some(Reply::Ok), ..Outcome::default() };
        self.log_outcome(side, Some(Socket::Connection(id)), kind, outcome, log);
    }

    fn accept_fails(&self, side: Side, how: EventKind, (rule, errno): (RuleId, Errno), log: &mut Recorder<'_>) {
        let reply = Some(Reply::Errno(errno));
        let outcome = Outcome { reply, rules: smallvec![rule], ..Outcome::default() };
        self.log_outcome(side, self.host(side).listening(), how, outcome, log);
    }

    /// The listener has gone. What nobody had accepted goes with it: requests without a word, connections with a RST.
    pub(super) fn forget_unaccepted(&mut self, side: Side, log: &mut Recorder<'_>) {
        let unaccepted = |connection: &&Arc<Connection>| !connection.accepted;
        let host = self.host_mut(side);
        host.accept_queue.clear();
        let ids: Vec<ConnectionId> = host.connections.iter().filter(unaccepted).map(|c| c.id).collect();
        for id in ids {
            let state = self.host(side).connection(id).map_or(State::Closed, |connection| connection.tcb.state());
            if state.is_synchronized() {
                let socket = Socket::Connection(id);
                self.process(side, socket, &Event::Call(UserCall::Abort), EventKind::KernelCloses, log);
            } else {
                self.host_mut(side).remove(id);
            }
        }
    }

    pub(super) fn limit(&mut self, side: Side, limit: Limit, to: Option<u32>, log: &mut Recorder<'_>) {
        self.host_mut(side).limits.set(limit, to);
        self.log_change(side, EventKind::Limited(limit, to), log);
        self.workers_accept(side, false, log);
    }
}
