//! One line about one record: who, what, what came of it.

use super::hosts;
use super::phrase::{Slot, T, fill, filled};
use super::words::{connect_waits, push_octets};
use crate::language::{ENGLISH, percent};
use crate::sim::{
    AppBehaviour, Call, Departure, Happening, LinkChange, Loss, Origin, PacketId, PerSide, Record, Side, World,
};
use crate::tcp::{Errno, Flags, Reply, RuleId, Segment, Signal, State, Timer};
use std::fmt;

/// One line about a record, without a full stop: `A receives FIN,ACK and enters CLOSE_WAIT; it sends ACK`.
#[derive(Clone, Copy, Debug)]
pub struct Headline<'a> {
    record: &'a Record,
    names: PerSide<&'a str>,
    times: Option<u32>,
}

impl<'a> Headline<'a> {
    /// The line about this record; `names` are those of the two ends.
    #[must_use]
    pub const fn of(record: &'a Record, names: PerSide<&'a str>) -> Self {
        Self { record, names, times: None }
    }

    /// The same with how often the segment has been sent that a retransmission timer sends again: only the world right after the
    /// record knows.
    #[must_use]
    pub fn counting(mut self, after: &World) -> Self {
        if matches!(self.record.happening, Happening::Timeout(_)) {
            self.times = times_sent(after, self.record);
        }
        self
    }
}

impl fmt::Display for Headline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = String::with_capacity(128);
        headline(self.record, self.names, self.times, &mut words);
        f.write_str(&words)
    }
}

fn headline(record: &Record, names: PerSide<&str>, times: Option<u32>, out: &mut String) {
    let name = names[record.side];
    let by_listener = at_listener(record) && matches!(record.happening, Happening::Arrival { .. });
    let listener = by_listener.then(|| filled(T.listener_of, &[("who", Slot::Text(name))]));
    let who = Slot::Text(listener.as_deref().unwrap_or(name));
    match &record.happening {
        Happening::Call(call) => {
            called(record, *call, (if at_listener(record) { T.calls_listener } else { T.calls }, who), out);
        }
        Happening::AppCall(call) => called(record, *call, (T.program_calls, who), out),
        Happening::Arrival { segment, .. } => arrived(record, segment, who, out),
        Happening::Timeout(timer) => fired(record, *timer, (who, times), out),
        Happening::Forged(segment) => {
            fill(out, T.forged, &[("who", who), ("segment", Slot::Segment(segment))]);
            if record.departures.iter().any(|departure| departure.arrives.is_none()) {
                out.push_str(T.forged_lost);
            }
        }
        Happening::App(app) => fill(out, program_changes(*app), &[("who", who)]),
        Happening::Link(change) => link_changed(*change, names, out),
        Happening::KernelCloses => closed_by_kernel(record, who, out),
        other => {
            on_the_way(other, out);
            hosts::headline(record, who, out);
        }
    }
}

const fn program_changes(app: AppBehaviour) -> &'static str {
    match app {
        AppBehaviour::Manual => T.app_manual,
        AppBehaviour::ClosesOnEof => T.app_closes_on_eof,
        AppBehaviour::Echoes => T.app_echoes,
        AppBehaviour::NeverCloses => T.app_never_closes,
    }
}

/// Whether a record is about the listener itself, and none of the connections beside it.
pub(super) fn at_listener(record: &Record) -> bool {
    record.connection().is_none() && record.before == State::Listen
}

/// How often what this record's retransmission timer sent has been sent, the first time included; `world` is the one right after it.
fn times_sent(world: &World, record: &Record) -> Option<u32> {
    let connection = world.host(record.side).connection(record.connection()?)?;
    Some(u32::from(connection.tcb.rtt().retransmissions) + 1)
}

/// What the kernel does for a program that has gone, or with what its listener leaves behind.
fn closed_by_kernel(record: &Record, who: Slot<'_>, out: &mut String) {
    match record.connection() {
        None => fill(out, T.kernel_closes_listener, &[("who", who)]),
        Some(id) => fill(out, T.kernel_closes, &[("who", who), ("n", Slot::Number(id.number()))]),
    }
    if !record.outcome.transitions.is_empty() {
        let states = [("from", Slot::Text(record.before.name())), ("to", Slot::Text(record.after.name()))];
        fill(out, T.from_to, &states);
    }
    sent(record, false, out);
}

fn called(record: &Record, call: Call, (template, who): (&str, Slot<'_>), out: &mut String) {
    fill(out, template, &[("who", who), ("call", Slot::Call(call))]);
    let reply = record.outcome.reply;
    match (reply, call) {
        (Some(Reply::Errno(Errno::EAGAIN)), _) => out.push_str(T.would_wait),
        (Some(Reply::Error(error)), _) => fill(out, T.refused, &[("error", Slot::Text(error.text()))]),
        (Some(Reply::Errno(errno)), _) if errno != Errno::EINPROGRESS => {
            let waited = record.cites(RuleId::LinuxEndReadable) && errno != Errno::EPIPE;
            let errno = errno.to_string();
            fill(out, if waited { T.pending_error } else { T.refused }, &[("error", Slot::Text(&errno))]);
        }
        _ if !record.outcome.transitions.is_empty() => {
            fill(
                out,
                T.from_to,
                &[("from", Slot::Text(record.before.name())), ("to", Slot::Text(record.after.name()))],
            );
        }
        (Some(Reply::Queued), Call::Read(_)) => out.push_str(T.read_queued),
        (Some(Reply::Queued), _) => out.push_str(T.write_queued),
        (Some(Reply::EndOfFile), _) => out.push_str(T.end_of_file),
        (Some(Reply::Octets(octets)), Call::Read(_)) => {
            out.push_str(T.gets);
            push_octets(out, octets);
        }
        (_, Call::Write(_)) if record.departures.is_empty() => out.push_str(T.write_waits),
        _ if record.departures.is_empty() => unchanged(record, out),
        _ => {}
    }
    hosts::because(record, out);
    sent(record, false, out);
    let octets: u32 = record.departures.iter().map(|departure| departure.segment.data_len()).sum();
    if matches!(call, Call::Write(n) if octets > 0 && octets < n) {
        out.push_str(T.rest_waits);
    }
    told(record, out);
}

/// A call that took no edge and sent nothing.
fn unchanged(record: &Record, out: &mut String) {
    if record.cites(RuleId::CloseDeferred) || record.cites(RuleId::CloseWaitClose) {
        out.push_str(T.fin_waits);
    } else if record.cites(RuleId::SilentClose) {
        out.push_str(T.reader_gone);
    } else if let Some(reply) = record.outcome.reply {
        let reply = reply.to_string();
        fill(out, T.nothing_changes, &[("reply", Slot::Text(&reply))]);
    }
}

fn arrived(record: &Record, segment: &Segment, who: Slot<'_>, out: &mut String) {
    fill(out, T.receives, &[("who", who), ("segment", Slot::Segment(segment))]);
    let rules = &record.outcome.rules;
    if !record.outcome.transitions.is_empty() {
        entered(record, out);
    } else if record.cites(RuleId::OldFinAckUsed) {
        out.push_str(T.ack_used);
    } else if let Some((rule, reason)) = rules.iter().rev().find_map(|rule| Some((*rule, ENGLISH.rule(*rule).drops?))) {
        dropped(record, (rule, reason), segment, out);
    } else if record.cites(RuleId::TextHeld) || record.cites(RuleId::FinHeld) {
        fill(out, T.holds, &[("it", it(segment))]);
    } else if record.cites(RuleId::AckAdvances) {
        fill(out, T.acknowledged, &[("ack", Slot::Number(segment.ack.0))]);
    } else if segment.payload.is_empty() && segment.flags.ack() && record.departures.is_empty() {
        out.push_str(T.nothing_new);
    }
    if record.cites(RuleId::LinuxTimeWaitRestart) {
        out.push_str(T.wait_again_too);
    }
    // An ACK of data brings a new window nearly always: it is worth a word when it closes, or when it is all the news.
    let closed = segment.window == 0;
    if record.cites(RuleId::WindowUpdated) && (closed || !record.cites(RuleId::AckAdvances)) {
        let template = if closed { T.window_closed } else { T.window_now };
        fill(out, template, &[("n", Slot::Number(u32::from(segment.window)))]);
    }
    if !record.outcome.delivered.is_empty() {
        out.push_str(T.handed_over);
        push_octets(out, u32::try_from(record.outcome.delivered.len()).unwrap_or(u32::MAX));
    }
    sent(record, record.cites(RuleId::RstChallenge) || record.cites(RuleId::SynChallenge), out);
    if record.cites(RuleId::AckDelayed) {
        out.push_str(T.ack_waits);
    }
    told(record, out);
}

fn entered(record: &Record, out: &mut String) {
    for (i, edge) in record.outcome.transitions.iter().enumerate() {
        let edge = edge.edge();
        let template = match edge.to {
            to if to == edge.from => T.wait_again,
            _ if i > 0 => T.then_enters,
            State::Listen => T.back_to,
            _ => T.enters,
        };
        fill(out, template, &[("state", Slot::Text(edge.to.name()))]);
    }
}

/// How the sentence refers to the segment once more: to several octets as "them".
fn it(segment: &Segment) -> Slot<'static> {
    Slot::Text(if segment.flags == Flags::ACK && segment.data_len() > 1 { T.them } else { T.it })
}

fn dropped(record: &Record, (rule, reason): (RuleId, &str), segment: &Segment, out: &mut String) {
    let template = match record.departures.first() {
        None => T.drops_silently,
        Some(departure) if departure.segment.flags.rst() => T.refuses,
        Some(_) => T.drops,
    };
    let rule = rule.rule();
    let place = [("document", Slot::Text(rule.document)), ("section", Slot::Text(rule.section))];
    fill(out, template, &[("it", it(segment)), ("reason", Slot::Text(reason)), place[0], place[1]]);
}

/// What left with the record.
fn sent(record: &Record, challenge: bool, out: &mut String) {
    match record.departures.as_slice() {
        [] => return,
        [first, rest @ ..] if rest.len() < 2 => {
            let template = match first.origin {
                _ if challenge => T.sends_challenge,
                Origin::Again => T.sends_again,
                _ => T.sends,
            };
            fill(out, template, &[("segment", Slot::Segment(&first.segment))]);
            for departure in rest {
                fill(out, T.then_sends, &[("segment", Slot::Segment(&departure.segment))]);
            }
        }
        all => {
            let octets = all.iter().map(|departure| departure.segment.data_len()).sum();
            let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
            fill(out, T.sends_many, &[("n", Slot::Number(count)), ("octets", Slot::Number(octets))]);
        }
    }
    lost(&record.departures, out);
}

fn lost(departures: &[Departure], out: &mut String) {
    let lost = departures.iter().filter(|departure| departure.arrives.is_none()).count();
    if lost > 0 && departures.len() == 1 {
        out.push_str(T.lost_at_once);
    } else if lost > 1 && lost == departures.len() {
        out.push_str(T.lost_all);
    } else if lost > 0 {
        fill(out, T.lost_some, &[("n", Slot::Number(u32::try_from(lost).unwrap_or(u32::MAX)))]);
    }
}

/// What the user is told; that the connection is open, or that the peer closes, shows in the state.
fn told(record: &Record, out: &mut String) {
    for signal in &record.outcome.signals {
        let template = match signal {
            Signal::Opened | Signal::PeerClosing => continue,
            Signal::QueuedCallsFail(_) => T.queued_fails,
            _ => T.told,
        };
        match record.outcome.errno {
            Some(errno) => gets_errno(record.before, errno, out),
            None => fill(out, template, &[("words", Slot::Text(signal.text()))]),
        }
    }
}

/// Where a socket's program finds the errno: in the call that waits, in its next one, or, when it has read and written all, nowhere
/// but in `SO_ERROR`.
fn gets_errno(before: State, errno: Errno, out: &mut String) {
    let template = match before {
        _ if connect_waits(before) => T.connect_fails,
        State::Closing | State::LastAck => T.so_error,
        _ => T.gets_errno,
    };
    fill(out, template, &[("errno", Slot::Text(&errno.to_string()))]);
}

fn fired(record: &Record, timer: Timer, (who, times): (Slot<'_>, Option<u32>), out: &mut String) {
    let template = match timer {
        _ if record.cites(RuleId::TimerNotRunning) => T.not_running,
        Timer::User => T.user_timeout,
        Timer::TimeWait => T.wait_over,
        Timer::FinWait2 => T.fin_wait_over,
        _ => T.fires,
    };
    fill(out, template, &[("who", who), ("timer", Slot::Text(timer_name(timer)))]);
    let states = [("from", Slot::Text(record.before.name())), ("to", Slot::Text(record.after.name()))];
    let first = record.departures.first();
    match (timer, first) {
        _ if record.cites(RuleId::TimerNotRunning) => {}
        (Timer::Retransmission | Timer::Keepalive, _) if !record.outcome.transitions.is_empty() => {
            fill(out, T.gives_up, &states);
            sent(record, false, out);
        }
        (Timer::Retransmission | Timer::Persist | Timer::Keepalive, Some(departure)) => {
            repeats(timer, &departure.segment, times, out);
            lost(&record.departures, out);
        }
        (Timer::DelayedAck, _) => {
            out.push_str(T.late_ack);
            sent(record, false, out);
        }
        _ if !record.outcome.transitions.is_empty() => fill(out, T.from_to, &states),
        _ => {}
    }
    told(record, out);
}

fn repeats(timer: Timer, segment: &Segment, times: Option<u32>, out: &mut String) {
    let what = ("segment", Slot::Segment(segment));
    match (timer, times) {
        (Timer::Persist, _) => fill(out, T.probes, &[what]),
        (Timer::Keepalive, _) => fill(out, T.asks, &[what]),
        (_, Some(times)) => {
            let nth = (ENGLISH.ordinal)(times);
            fill(out, T.again_nth, &[what, ("nth", Slot::Text(&nth))]);
        }
        (_, None) => fill(out, T.again, &[what]),
    }
}

pub(super) const fn timer_name(timer: Timer) -> &'static str {
    match timer {
        Timer::Retransmission => T.timer_retransmission,
        Timer::Persist => T.timer_persist,
        Timer::DelayedAck => T.timer_delayed_ack,
        Timer::Keepalive => T.timer_keepalive,
        Timer::User => T.timer_user,
        Timer::FinWait2 => T.timer_fin_wait_2,
        Timer::TimeWait => T.timer_time_wait,
    }
}

fn on_the_way(happening: &Happening, out: &mut String) {
    let one = |packet: &PacketId| [("packet", Slot::Packet(*packet))];
    let two = |packet: &PacketId, copy: &PacketId| [("packet", Slot::Packet(*packet)), ("copy", Slot::Packet(*copy))];
    match happening {
        Happening::Lost(packet, Loss::Dropped) => fill(out, T.dropped, &one(packet)),
        Happening::Lost(packet, Loss::Chance) => fill(out, T.lost_by_chance, &one(packet)),
        Happening::Lost(packet, Loss::Cut) => fill(out, T.lost_by_cut, &one(packet)),
        Happening::Duplicated(packet, copy) => fill(out, T.doubled, &two(packet, copy)),
        Happening::Held(packet) => fill(out, T.held, &one(packet)),
        Happening::Released(packet, _) => fill(out, T.released, &one(packet)),
        Happening::Replayed(packet, copy) => fill(out, T.replayed, &two(packet, copy)),
        _ => {}
    }
}

/// What is changed about the link, in words.
#[must_use]
pub fn link_change(change: LinkChange, names: PerSide<&str>) -> String {
    let mut words = String::new();
    link_changed(change, names, &mut words);
    words
}

fn link_changed(change: LinkChange, names: PerSide<&str>, out: &mut String) {
    let from = |side: Side| ("from", Slot::Text(names[side]));
    let to = |side: Side| ("to", Slot::Text(names[side.other()]));
    let mut share = |template: &str, share: u16| fill(out, template, &[("n", Slot::Text(&percent(share)))]);
    match change {
        LinkChange::Latency(None, time) => fill(out, T.latency_both, &[("time", Slot::Time(time))]),
        LinkChange::Latency(Some(side), time) => {
            fill(out, T.latency_one, &[("time", Slot::Time(time)), from(side), to(side)]);
        }
        LinkChange::Cut(None) => out.push_str(T.cut_both),
        LinkChange::Cut(Some(side)) => fill(out, T.cut_one, &[from(side), to(side)]),
        LinkChange::Mend => out.push_str(T.mended),
        LinkChange::Loss(n) => share(T.loss, n),
        LinkChange::Reorder(n) => share(T.reorder, n),
        LinkChange::Double(n) => share(T.double, n),
        LinkChange::Seed(seed) => {
            let seed = seed.to_string();
            fill(out, T.seed, &[("n", Slot::Text(&seed))]);
        }
    }
}
