//! A session that can be driven, as a timeline: everything is certain in it.

use super::account::Account;
use super::certainty::{Certainty, Count, States};
use super::endpoint::{Endpoint, Running, Variables};
use super::ladder::Beginning;
use super::moment::Moment;
use super::seen::Seen;
use super::{Timeline, named};
use crate::language::Language;
use crate::narrate::{self, Inspection};
use crate::session::History;
use crate::sim::{AppBehaviour, Input, PacketId, PerSide, Record, Side, Socket, World};
use crate::tcp::{EdgeId, EdgeSet, Instant, State, Tcb, Timer};
use std::fmt::Write as _;
use std::ops::Range;
use std::time::Duration;

/// Where both hosts are.
const ADDRESSES: PerSide<&str> = PerSide::new("10.0.0.1", "10.0.0.2");

impl Timeline for History {
    fn step(&self) -> usize {
        Self::step(self)
    }

    fn last(&self) -> usize {
        self.steps()
    }

    fn seek(&mut self, step: usize) {
        Self::seek(self, step);
    }

    fn now(&self) -> Instant {
        Self::world(self).now()
    }

    fn next_at(&self) -> Option<Instant> {
        let world = Self::world(self);
        Some(match self.input_after(Self::step(self))? {
            Input::Step => world.next_due().unwrap_or(world.now()),
            Input::Advance(time) => world.now().plus(time),
            _ => world.now(),
        })
    }

    fn names(&self) -> PerSide<&str> {
        Self::names(self)
    }

    fn endpoint(&self, side: Side) -> Endpoint {
        endpoint(Self::world(self), side, Self::names(self)[side])
    }

    fn each_record(&self, steps: Range<usize>, see: &mut dyn FnMut(usize, &Record)) {
        Self::each_record(self, steps, see);
    }

    fn account(&self, packet: Option<PacketId>, language: &Language) -> Option<Account> {
        let moment = Moment::to_explain(self, packet)?;
        let named = names_in(self, &moment.record);
        Some(Account::of(language, &moment, named.as_deref()))
    }

    fn waiting(&self, side: Side, names: PerSide<&str>, language: &Language) -> String {
        narrate::waiting(language, Self::world(self), side, names)
    }

    fn inspect(&self, packet: PacketId, language: &Language) -> Option<Inspection> {
        let (moment, departure) = Moment::of_departure(self, |id| id == packet)?;
        Some(moment.inspect(language, &departure))
    }

    fn seen(&self) -> Seen {
        let (setup, opening) = self.opening();
        let mut world = World::new(setup);
        let mut seen = Seen::default();
        seen.visit_pair(world.states());
        for input in opening.iter().copied().chain(self.inputs().take(Self::step(self))) {
            world.apply(&input).iter().for_each(|record| seen.walk(record));
            seen.visit_pair(world.states());
        }
        seen
    }

    fn world(&self) -> Option<&World> {
        Some(Self::world(self))
    }

    fn beginning(&self) -> Option<Beginning> {
        Some(Beginning::of(self.start()))
    }
}

/// Each end's letter with what it is called, for what is said about a record: where its host has several connections, with the
/// number of this one, unless it is the host that did something, and the sentence names the connection.
#[must_use]
pub fn names_in(history: &History, record: &Record) -> PerSide<String> {
    let mut named = named(history);
    if let Some(id) = record.connection().filter(|_| !record.kind.is_of_host())
        && history.world().host(record.side).connections.len() > 1
    {
        let _ = write!(named[record.side], " #{id}");
    }
    named
}

/// Both ends of the connection that this side's calls go to: the other side shows its end of the same one, whichever its own calls
/// go to, and nothing where its host has none of it.
#[must_use]
pub fn ends_of_one(history: &History, side: Side) -> PerSide<Endpoint> {
    let (world, names) = (history.world(), history.names());
    let mut ends = PerSide::from_fn(|side| endpoint(world, side, names[side]));
    let (other, Some(shown)) = (side.other(), world.host(side).current()) else { return ends };
    let there = world.host(other).current().map(|connection| connection.id);
    match world.other_end(side, shown.id) {
        _ if there.is_none() => {}
        Some(end) if Some(end) == there => {}
        Some(end) => {
            let mut turned = world.clone();
            turned.apply_silently(&Input::Attend(other, Socket::Connection(end)));
            ends[other] = endpoint(&turned, other, names[other]);
        }
        None => {
            let Endpoint { listener, program, counts, .. } = ends[other];
            let state = Certainty::Certain(if listener { State::Listen } else { State::Closed });
            ends[other] = Endpoint { state, listener, program, counts, ..Endpoint::unknown(names[other]) };
        }
    }
    ends
}

/// The edges that a connection has walked, and before them the one to LISTEN, which its listener has walked for it.
fn with_listen(mut walked: EdgeSet, listens: bool) -> EdgeSet {
    if walked.leaves(State::Listen) || (listens && walked.is_empty()) {
        EdgeId::all()
            .filter(|edge| edge.edge().from == State::Closed && edge.edge().to == State::Listen)
            .for_each(|edge| walked.insert(edge));
    }
    walked
}

fn endpoint(world: &World, side: Side, name: &str) -> Endpoint {
    let host = world.host(side);
    let current = host.current();
    let walked =
        with_listen(current.map_or(EdgeSet::default(), |connection| connection.walked), host.listener.is_some());
    let port = host.tcb().map_or(0, Tcb::local_port);
    Endpoint {
        name: name.to_owned(),
        address: (port > 0).then(|| format!("{}:{port}", ADDRESSES[side])),
        connection: current.filter(|_| host.connections.len() > 1).map(|connection| connection.id),
        state: Certainty::Certain(host.state()),
        last_edge: current.and_then(|connection| connection.last_edge),
        walked,
        visited: States::of_edges(walked),
        listener: host.listener.is_some(),
        program: (host.app != AppBehaviour::Manual).then(|| host.app.word()),
        timers: timers(world, side),
        numbers: host.tcb().map(variables),
        counts: world.count_by_state(side).map(Count::of),
    }
}

fn timers(world: &World, side: Side) -> Vec<Running> {
    let Some(tcb) = world.host(side).tcb() else { return Vec::new() };
    let running = world.running_timers(side);
    running.map(|(at, timer)| Running { timer, at, whole: whole(world, tcb, timer) }).collect()
}

/// How long a timer runs in all.
fn whole(world: &World, tcb: &Tcb, timer: Timer) -> Duration {
    let profile = world.profile();
    let timings = &profile.timings;
    match timer {
        Timer::Retransmission | Timer::Persist => tcb.rtt().rto(profile),
        Timer::DelayedAck => timings.delayed_ack,
        Timer::Keepalive => tcb.settings().keepalive.unwrap_or_default().idle,
        Timer::User => tcb.settings().user_timeout.or(timings.user_timeout).unwrap_or_default(),
        Timer::FinWait2 => timings.fin_wait_2.unwrap_or_default(),
        Timer::TimeWait => timings.time_wait,
    }
}

fn variables(tcb: &Tcb) -> Variables {
    let (snd, rcv) = (tcb.snd(), tcb.rcv());
    Variables {
        snd_una: snd.una.0,
        snd_nxt: snd.nxt.0,
        snd_wnd: snd.wnd,
        rcv_nxt: rcv.nxt.0,
        rcv_wnd: rcv.wnd,
        unread: tcb.readable(),
    }
}
