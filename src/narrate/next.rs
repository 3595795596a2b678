//! What is possible now for a side, who waits for whom, and which timers run.

use super::headline::{at_listener, timer_name};
use super::phrase::{Slot, T, fill, filled};
use super::words::push_octets;
use crate::language::flag_names;
use crate::sim::{AppBehaviour, Call, Connection, Input, PerSide, Side, World};
use crate::tcp::{Fin, Instant, Reply, RuleId, State, Tcb, Timer};
use std::time::Duration;

/// A call that would not be refused now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// The call.
    pub call: Call,
    /// The call with what it would do: `close(): sends FIN,ACK, then FIN_WAIT_1`.
    pub words: String,
}

/// A running timer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Armed {
    /// Which.
    pub timer: Timer,
    /// When it fires.
    pub at: Instant,
    /// How long that is from now.
    pub left: Duration,
    /// What it is called and how long it still runs: `retransmission: 200 ms left`.
    pub words: String,
    /// What it does when it fires.
    pub does: String,
}

/// What may happen next at a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The calls that are possible, in the order of [`Call::ALL`].
    pub calls: Vec<Possible>,
    /// Who waits for whom.
    pub waiting: String,
    /// The running timers, the next one first.
    pub timers: Vec<Armed>,
}

/// What may happen next at `side`. The calls are tried on copies of the world, so the words are what the engine would really do.
#[must_use]
pub fn next(world: &World, side: Side, names: PerSide<&str>) -> Next {
    let peer = names[side.other()];
    let mut timers: Vec<(Instant, Timer)> = world.running_timers(side).collect();
    timers.sort_unstable();
    let armed = timers.into_iter().map(|(at, timer)| arm(world, side, (at, timer), peer));
    Next {
        calls: world.possible_calls(side).map(|call| possible(world, side, call)).collect(),
        waiting: waiting(world, side, names),
        timers: armed.collect(),
    }
}

fn possible(world: &World, side: Side, call: Call) -> Possible {
    let records = world.clone().apply(&Input::Call(side, call));
    let mut parts: Vec<String> = Vec::new();
    for record in &records {
        let sent: Vec<&str> = record.departures.iter().map(|departure| flag_names(departure.segment.flags)).collect();
        let octets: u32 = record.departures.iter().map(|departure| departure.segment.data_len()).sum();
        if octets > 0 {
            let mut words = String::new();
            push_octets(&mut words, octets);
            parts.push(filled(T.does_sends, &[("segments", Slot::Text(&words))]));
        } else if !sent.is_empty() {
            parts.push(filled(T.does_sends, &[("segments", Slot::Text(&sent.join(", ")))]));
        }
        let silent = record.departures.is_empty();
        for state in record.entered() {
            let template = if silent { T.does_enters_silently } else { T.does_enters };
            parts.push(filled(template, &[("state", Slot::Text(state.name()))]));
        }
        if record.cites(RuleId::CloseUnread) {
            parts.push(T.does_unread.to_owned());
        } else if record.cites(RuleId::SilentClose) && parts.is_empty() {
            parts.push(T.does_reader_gone.to_owned());
        }
        parts.extend(outcome_of_reply(call, record.outcome.reply, parts.is_empty()));
    }
    let label = call.to_string();
    let label = if records.first().is_some_and(at_listener) {
        filled(T.on_listener, &[("call", Slot::Text(&label))])
    } else {
        label
    };
    Possible { call, words: format!("{label}: {}", parts.join(", ")) }
}

/// What the reply alone says, where no segment and no state does.
fn outcome_of_reply(call: Call, reply: Option<Reply>, silent: bool) -> Option<String> {
    match reply {
        Some(Reply::Octets(octets)) if matches!(call, Call::Read(_)) => {
            let mut words = String::new();
            push_octets(&mut words, octets);
            Some(filled(T.does_returns, &[("reply", Slot::Text(&words))]))
        }
        Some(Reply::EndOfFile) => Some(filled(T.does_returns, &[("reply", Slot::Text("0"))])),
        Some(Reply::Queued) if matches!(call, Call::Read(_)) => Some(T.does_waits_for_data.to_owned()),
        Some(Reply::Queued) => Some(T.does_queues.to_owned()),
        Some(Reply::Octets(_)) if silent => Some(T.does_queues.to_owned()),
        _ if silent => Some(T.does_nothing_else.to_owned()),
        _ => None,
    }
}

/// Who waits for whom at `side`, as a sentence without a full stop. `names` are those of the two ends.
#[must_use]
pub fn waiting(world: &World, side: Side, names: PerSide<&str>) -> String {
    let host = world.host(side);
    let name = names[side];
    let listener = filled(T.listener_of, &[("who", Slot::Text(name))]);
    let (template, who) = match host.current() {
        Some(connection) if connection.is_fresh() => (T.waits_fresh, name),
        Some(connection) if connection.is_left() => (T.waits_left, name),
        Some(connection) if connection.tcb.state() != State::Closed => (waits_for(world, side, connection), name),
        // Beside connections the listener is named, because the diagram may show one of them.
        _ if host.listener.is_some() && !host.connections.is_empty() => (T.waits_listen, listener.as_str()),
        _ if host.listener.is_some() => (T.waits_listen, name),
        Some(_) if host.connections.iter().any(|other| other.tcb.state() != State::Closed) => (T.waits_over, name),
        _ => (T.waits_closed, name),
    };
    let number = host.current().map_or(0, |connection| connection.id.number());
    let peer = ("peer", Slot::Text(names[side.other()]));
    let slots = [("who", Slot::Text(who)), peer, ("n", Slot::Number(number))];
    let mut words = filled(template, &slots);
    if let Some(connection) = host.current().filter(|connection| connection.tcb.state() != State::Closed) {
        details(world, side, connection, &mut words);
    }
    if world.is_ack_war() {
        fill(&mut words, T.ack_war, &slots);
    }
    words
}

fn waits_for(world: &World, side: Side, connection: &Connection) -> &'static str {
    let tcb = &connection.tcb;
    let in_flight = tcb.snd().una != tcb.snd().nxt;
    let starved = tcb.unacknowledged() > 0 && !in_flight;
    match tcb.state() {
        state if state.is_synchronized() && !connection.accepted => T.waits_accept,
        State::Closed => T.waits_closed,
        State::Listen => T.waits_listen,
        State::SynSent => T.waits_syn_sent,
        State::SynReceived => T.waits_syn_received,
        State::Established | State::CloseWait if starved => T.waits_window,
        State::Established if in_flight => T.waits_data_acked,
        State::Established => T.waits_established,
        State::FinWait1 | State::LastAck | State::Closing if tcb.fin() == Fin::Queued => T.waits_fin_behind,
        State::FinWait1 => T.waits_fin_1,
        State::FinWait2 if other_end(world, side, connection) == State::CloseWait => T.waits_fin_2_program,
        State::FinWait2 => T.waits_fin_2,
        State::CloseWait if tcb.fin() != Fin::NotQueued => T.waits_close_queued,
        State::CloseWait if world.host(side).app == AppBehaviour::NeverCloses => T.waits_close_wait_never,
        State::CloseWait => T.waits_close_wait,
        State::Closing => T.waits_closing,
        State::LastAck => T.waits_last_ack,
        State::TimeWait => T.waits_time_wait,
    }
}

/// The state of the connection's other end, whichever connection the diagram over there shows.
fn other_end(world: &World, side: Side, connection: &Connection) -> State {
    let ends = |tcb: &Tcb| (Some(tcb.local_port()), tcb.remote_port());
    let (local, remote) = ends(&connection.tcb);
    let others = world.host(side.other()).connections.iter().rev();
    let other = others.map(|other| &other.tcb).find(|tcb| ends(tcb) == (remote, local));
    other.map_or(State::Closed, Tcb::state)
}

/// What can be read, what is on its way, and whether any timer would ever end the wait.
fn details(world: &World, side: Side, connection: &Connection, words: &mut String) {
    let readable = u32::try_from(connection.tcb.readable()).unwrap_or(u32::MAX);
    if readable > 0 {
        let mut octets = String::new();
        push_octets(&mut octets, readable);
        fill(words, T.readable, &[("octets", Slot::Text(&octets))]);
    }
    let ports = (connection.tcb.remote_port(), connection.tcb.local_port());
    let coming = world.packets().iter().filter(|packet| packet.arrives.is_some() && packet.id.from != side);
    let coming = coming
        .filter(|packet| (Some(packet.segment.src_port), packet.segment.dst_port) == ports)
        .min_by_key(|packet| packet.arrives);
    if let Some(packet) = coming {
        fill(words, T.on_its_way, &[("segment", Slot::Segment(&packet.segment))]);
    }
    if connection.tcb.next_timeout().is_none() {
        words.push_str(T.no_timer);
    }
}

fn arm(world: &World, side: Side, (at, timer): (Instant, Timer), peer: &str) -> Armed {
    let left = at.since(world.now());
    let words = filled(T.armed, &[("timer", Slot::Text(timer_name(timer))), ("time", Slot::Time(left))]);
    let does = match timer {
        Timer::Retransmission => filled(T.armed_retransmission, &[("what", Slot::Text(front(world, side)))]),
        Timer::Persist => T.armed_persist.to_owned(),
        Timer::DelayedAck => T.armed_delayed_ack.to_owned(),
        Timer::Keepalive => filled(T.armed_keepalive, &[("peer", Slot::Text(peer))]),
        Timer::User => T.armed_user.to_owned(),
        Timer::FinWait2 => T.armed_fin_wait_2.to_owned(),
        Timer::TimeWait => T.armed_time_wait.to_owned(),
    };
    Armed { timer, at, left, words, does }
}

/// What stands at the front of the retransmission queue.
fn front(world: &World, side: Side) -> &'static str {
    let Some(connection) = world.host(side).current() else { return T.what_data };
    let tcb = &connection.tcb;
    match (tcb.state(), tcb.fin()) {
        (State::SynSent, _) => T.what_syn,
        (State::SynReceived, _) => T.what_syn_ack,
        (_, Fin::Sent(fin)) if tcb.snd().una == fin => T.what_fin,
        _ => T.what_data,
    }
}
