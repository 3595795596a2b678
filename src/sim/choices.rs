//! What could happen now.

use super::{Call, Host, Input, Packet, Record, Side, World};
use crate::tcp::{EdgeId, Instant, RuleId, State, Timer};
use std::collections::VecDeque;

impl World {
    /// All that could happen now, in a fixed order: each side's calls that would not be refused, `accept()` among them, its running
    /// timers, then for each packet on its way what the network can do to it, then the passing of time.
    #[must_use]
    pub fn choices(&self) -> Vec<Input> {
        let mut choices = Vec::new();
        for side in Side::BOTH {
            choices.extend(self.possible_calls(side).map(|call| Input::Call(side, call)));
            if self.can_accept(side) {
                choices.push(Input::Accept(side));
            }
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
        let near = self.near(side);
        Call::ALL.into_iter().filter(move |call| self.refusal(side, *call).is_none() && near.tries(side, *call))
    }

    /// The running timers of a side's current connection, in the order of [`Timer::ALL`].
    pub fn running_timers(&self, side: Side) -> impl Iterator<Item = (Instant, Timer)> {
        self.host(side).current().into_iter().flat_map(|connection| connection.tcb.timers().running())
    }

    /// Whether a call would do something: it is tried on a copy.
    #[must_use]
    pub fn would_accept(&self, side: Side, call: Call) -> bool {
        // The common refusals need no copy.
        certainly_refused(self.host(side), call).is_none()
            && self.refusal(side, call).is_none()
            && self.near(side).tries(side, call)
    }

    fn tries(&self, side: Side, call: Call) -> bool {
        if certainly_refused(self.host(side), call).is_some() {
            return false;
        }
        let mut copy = self.clone();
        let records = copy.apply(&Input::Call(side, call));
        // An error that waited for this call is not a refusal.
        let does_something = |record: &Record| {
            let cited = record.outcome.rules.contains(&RuleId::LinuxEndReadable);
            record.outcome.reply.is_some_and(|reply| !reply.is_error() || (cited && matches!(call, Call::Read(_))))
        };
        records.iter().any(does_something) && (copy != *self || matches!(call, Call::Read(_)))
    }

    /// The edges that a side's current connection could take with one input, each with the input that takes it: calls first, then
    /// packets on their way to it, then timers.
    #[must_use]
    pub fn possible_edges(&self, side: Side) -> Vec<(EdgeId, Input)> {
        let near = self.near(side);
        let mut edges: Vec<(EdgeId, Input)> = Vec::new();
        let mut try_on = |mut copy: Self, input: Input| {
            for record in copy.apply(&input).iter().filter(|record| record.side == side) {
                for edge in &record.outcome.transitions {
                    if !edges.iter().any(|(known, _)| known == edge) {
                        edges.push((*edge, input));
                    }
                }
            }
        };
        for call in Call::ALL {
            try_on(near.clone(), Input::Call(side, call));
        }
        for packet in self.packets_to_current(side) {
            try_on(Self { packets: vec![packet.clone()], ..near.clone() }, Input::Deliver(packet.id));
        }
        for (_, timer) in self.running_timers(side) {
            try_on(near.clone(), Input::Fire(side, Some(timer)));
        }
        edges
    }

    /// The packets on their way that the connection which is looked at would get, or the listener if a newcomer would be followed:
    /// of several SYNs the first one says all.
    fn packets_to_current(&self, side: Side) -> impl Iterator<Item = &Packet> {
        let host = self.host(side);
        let ports = host.current().map(|connection| (connection.tcb.local_port(), connection.tcb.remote_port()));
        let mut newcomer_expected = host.listener.is_some() && host.newcomer_is_followed();
        let arriving = self.packets.iter().filter(move |packet| packet.id.from != side && packet.arrives.is_some());
        arriving.filter(move |packet| {
            let segment = &packet.segment;
            if ports == Some((segment.dst_port, Some(segment.src_port))) {
                return true;
            }
            let comes = newcomer_expected
                && segment.flags.syn()
                && !segment.flags.ack()
                && host.find(segment.dst_port, segment.src_port).is_none();
            newcomer_expected &= !comes;
            comes
        })
    }

    /// A small world with all that matters to the calls, the segments and the timers of one side's current connection, so that
    /// trying something costs the same however many connections there are.
    fn near(&self, side: Side) -> Self {
        let alone = |host: &Host| host.alone(host.current().filter(|_| host.side == side).map(|current| current.id));
        Self {
            now: self.now,
            profile: self.profile,
            quiet_time: self.quiet_time,
            hosts: self.hosts.as_ref().map(alone),
            link: self.link,
            packets: Vec::new(),
            sent: self.sent,
            tray: VecDeque::new(),
            flows: self.flows.clone(),
            isn_secrets: self.isn_secrets,
            seed: self.seed,
            rng: self.rng,
        }
    }
}

fn certainly_refused(host: &Host, call: Call) -> Option<()> {
    let nothing_here = host.state() == State::Closed && host.listener.is_none();
    let has_socket = host.current().is_some_and(|connection| connection.is_fresh() || connection.is_left());
    (nothing_here && !has_socket && !matches!(call, Call::Listen | Call::Connect | Call::ConnectFrom(_))).then_some(())
}
