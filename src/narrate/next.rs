//! What is possible now for a side, who waits for whom, and which timers run.

use super::headline::{at_listener, timer_name};
use crate::language::{Language, Slot, flag_names};
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
pub fn next(language: &Language, world: &World, side: Side, names: PerSide<&str>) -> Next {
    let peer = names[side.other()];
    let mut timers: Vec<(Instant, Timer)> = world.running_timers(side).collect();
    timers.sort_unstable();
    let armed = timers.into_iter().map(|(at, timer)| arm(language, world, side, (at, timer), peer));
    Next {
        calls: world.possible_calls(side).map(|call| possible(language, world, side, call)).collect(),
        waiting: waiting(language, world, side, names),
        timers: armed.collect(),
    }
}

fn possible(language: &Language, world: &World, side: Side, call: Call) -> Possible {
    let records = world.clone().apply(&Input::Call(side, call));
    let mut parts: Vec<String> = Vec::new();
    for record in &records {
        let sent: Vec<&str> = record.departures.iter().map(|departure| flag_names(departure.segment.flags)).collect();
        let octets: u32 = record.departures.iter().map(|departure| departure.segment.data_len()).sum();
        if octets > 0 {
            let mut words = String::new();
            language.push_octets(&mut words, octets);
            parts.push(language.filled(language.narration.does_sends, &[("segments", Slot::Text(&words))]));
        } else if !sent.is_empty() {
            parts.push(language.filled(language.narration.does_sends, &[("segments", Slot::Text(&sent.join(", ")))]));
        }
        let silent = record.departures.is_empty();
        for state in record.entered() {
            let template =
                if silent { language.narration.does_enters_silently } else { language.narration.does_enters };
            parts.push(language.filled(template, &[("state", Slot::Text(state.name()))]));
        }
        if record.cites(RuleId::CloseUnread) {
            parts.push(language.narration.does_unread.to_owned());
        } else if record.cites(RuleId::SilentClose) && parts.is_empty() {
            parts.push(language.narration.does_reader_gone.to_owned());
        }
        parts.extend(outcome_of_reply(language, call, record.outcome.reply, parts.is_empty()));
    }
    let label = call.to_string();
    let label = if records.first().is_some_and(at_listener) {
        language.filled(language.narration.on_listener, &[("call", Slot::Text(&label))])
    } else {
        label
    };
    Possible { call, words: format!("{label}: {}", parts.join(", ")) }
}

/// What the reply alone says, where no segment and no state does.
fn outcome_of_reply(language: &Language, call: Call, reply: Option<Reply>, silent: bool) -> Option<String> {
    match reply {
        Some(Reply::Octets(octets)) if matches!(call, Call::Read(_)) => {
            let mut words = String::new();
            language.push_octets(&mut words, octets);
            Some(language.filled(language.narration.does_returns, &[("reply", Slot::Text(&words))]))
        }
        Some(Reply::EndOfFile) => Some(language.filled(language.narration.does_returns, &[("reply", Slot::Text("0"))])),
        Some(Reply::Queued) if matches!(call, Call::Read(_)) => Some(language.narration.does_waits_for_data.to_owned()),
        Some(Reply::Queued) => Some(language.narration.does_queues.to_owned()),
        Some(Reply::Octets(_)) if silent => Some(language.narration.does_queues.to_owned()),
        _ if silent => Some(language.narration.does_nothing_else.to_owned()),
        _ => None,
    }
}

/// Who waits for whom at `side`, as a sentence without a full stop. `names` are those of the two ends.
#[must_use]
pub fn waiting(language: &Language, world: &World, side: Side, names: PerSide<&str>) -> String {
    let host = world.host(side);
    let name = names[side];
    let listener = language.filled(language.narration.listener_of, &[("who", Slot::Text(name))]);
    let (template, who) = match host.current() {
        Some(connection) if connection.is_fresh() => (language.narration.waits_fresh, name),
        Some(connection) if connection.is_left() => (language.narration.waits_left, name),
        Some(connection) if connection.tcb.state() != State::Closed => {
            (waits_for(language, world, side, connection), name)
        }
        // Beside connections the listener is named, because the diagram may show one of them.
        _ if host.listener.is_some() && !host.connections.is_empty() => {
            (language.narration.waits_listen, listener.as_str())
        }
        _ if host.listener.is_some() => (language.narration.waits_listen, name),
        Some(_) if host.connections.iter().any(|other| other.tcb.state() != State::Closed) => {
            (language.narration.waits_over, name)
        }
        _ => (language.narration.waits_closed, name),
    };
    let number = host.current().map_or(0, |connection| connection.id.number());
    let peer = ("peer", Slot::Text(names[side.other()]));
    let slots = [("who", Slot::Text(who)), peer, ("n", Slot::Number(number))];
    let mut words = language.filled(template, &slots);
    if let Some(connection) = host.current().filter(|connection| connection.tcb.state() != State::Closed) {
        details(language, world, side, connection, &mut words);
    }
    if world.is_ack_war() {
        language.go_on(&mut words, language.narration.ack_war, &slots);
    }
    words
}

fn waits_for(language: &Language, world: &World, side: Side, connection: &Connection) -> &'static str {
    let tcb = &connection.tcb;
    let in_flight = tcb.snd().una != tcb.snd().nxt;
    let starved = tcb.waits_for_window();
    let other = other_end(world, side, connection);
    // Somebody has to read before that window opens; nobody can who has gone.
    let unread = other.is_some_and(|peer| peer.readable() > 0 && peer.may_read(world.profile()));
    let closed = tcb.fin() != Fin::NotQueued;
    match tcb.state() {
        state if state.is_synchronized() && !connection.accepted => language.narration.waits_accept,
        State::Closed => language.narration.waits_closed,
        State::Listen => language.narration.waits_listen,
        State::SynSent => language.narration.waits_syn_sent,
        State::SynReceived => language.narration.waits_syn_received,
        state if state.is_synchronized() && starved => match (closed, unread) {
            (false, false) => language.narration.waits_window,
            (false, true) => language.narration.waits_window_unread,
            (true, false) => language.narration.waits_fin_window,
            (true, true) => language.narration.waits_fin_window_unread,
        },
        State::Established if in_flight => language.narration.waits_data_acked,
        State::Established => language.narration.waits_established,
        State::FinWait1 | State::LastAck | State::Closing if tcb.fin() == Fin::Queued => {
            language.narration.waits_fin_behind
        }
        State::FinWait1 => language.narration.waits_fin_1,
        State::FinWait2 if other.is_some_and(Tcb::waits_for_window) => language.narration.waits_fin_2_window,
        State::FinWait2
            if other.is_some_and(|peer| peer.state() == State::CloseWait && peer.fin() == Fin::NotQueued) =>
        {
            language.narration.waits_fin_2_program
        }
        State::FinWait2 => language.narration.waits_fin_2,
        State::CloseWait if tcb.fin() != Fin::NotQueued => language.narration.waits_close_queued,
        State::CloseWait if world.host(side).app == AppBehaviour::NeverCloses => {
            language.narration.waits_close_wait_never
        }
        State::CloseWait => language.narration.waits_close_wait,
        State::Closing => language.narration.waits_closing,
        State::LastAck => language.narration.waits_last_ack,
        State::TimeWait => language.narration.waits_time_wait,
    }
}

/// The connection's other end, whichever connection the diagram over there shows.
fn other_end<'a>(world: &'a World, side: Side, connection: &Connection) -> Option<&'a Tcb> {
    let ends = |tcb: &Tcb| (Some(tcb.local_port()), tcb.remote_port());
    let (local, remote) = ends(&connection.tcb);
    let others = world.host(side.other()).connections.iter().rev();
    others.map(|other| &other.tcb).find(|tcb| ends(tcb) == (remote, local))
}

/// What can be read, what is on its way, and whether any timer would ever end the wait.
fn details(language: &Language, world: &World, side: Side, connection: &Connection, words: &mut String) {
    let readable = u32::try_from(connection.tcb.readable()).unwrap_or(u32::MAX);
    if readable > 0 && connection.tcb.may_read(world.profile()) {
        let mut octets = String::new();
        language.push_octets(&mut octets, readable);
        language.go_on(words, language.narration.readable, &[("octets", Slot::Text(&octets))]);
    }
    let ports = (connection.tcb.remote_port(), connection.tcb.local_port());
    let coming = world.packets().iter().filter(|packet| packet.arrives.is_some() && packet.id.from != side);
    let coming = coming
        .filter(|packet| (Some(packet.segment.src_port), packet.segment.dst_port) == ports)
        .min_by_key(|packet| packet.arrives);
    if let Some(packet) = coming {
        language.go_on(words, language.narration.on_its_way, &[("segment", Slot::Segment(&packet.segment))]);
    }
    if connection.tcb.next_timeout().is_none() {
        language.go_on(words, language.narration.no_timer, &[]);
    }
}

fn arm(language: &Language, world: &World, side: Side, (at, timer): (Instant, Timer), peer: &str) -> Armed {
    let left = at.since(world.now());
    let words = language.filled(
        language.narration.armed,
        &[("timer", Slot::Text(timer_name(language, timer))), ("time", Slot::Time(left))],
    );
    let does = match timer {
        Timer::Retransmission => language
            .filled(language.narration.armed_retransmission, &[("what", Slot::Text(front(language, world, side)))]),
        Timer::Persist => language.narration.armed_persist.to_owned(),
        Timer::DelayedAck => language.narration.armed_delayed_ack.to_owned(),
        Timer::Keepalive => language.filled(language.narration.armed_keepalive, &[("peer", Slot::Text(peer))]),
        Timer::User => language.narration.armed_user.to_owned(),
        Timer::FinWait2 => language.narration.armed_fin_wait_2.to_owned(),
        Timer::TimeWait => language.narration.armed_time_wait.to_owned(),
    };
    Armed { timer, at, left, words, does }
}

/// What stands at the front of the retransmission queue.
fn front(language: &Language, world: &World, side: Side) -> &'static str {
    let Some(connection) = world.host(side).current() else { return language.narration.what_data };
    let tcb = &connection.tcb;
    match (tcb.state(), tcb.fin()) {
        (State::SynSent, _) => language.narration.what_syn,
        (State::SynReceived, _) => language.narration.what_syn_ack,
        (_, Fin::Sent(fin)) if tcb.snd().una == fin => language.narration.what_fin,
        _ => language.narration.what_data,
    }
}
