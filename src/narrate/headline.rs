//! One line about one record: who, what, what came of it.

use super::hosts;
use super::words::connect_waits;
use crate::language::{Language, Slot, percent};
use crate::sim::{
    AppBehaviour, Call, Departure, EventKind, LinkChange, Loss, Origin, PacketId, PerSide, Record, Side, World,
};
use crate::tcp::{Errno, Flags, Icmp, Reply, RuleId, Segment, Signal, State, Timer};
use std::fmt;

/// One line about a record, without a full stop: `A receives FIN,ACK and enters CLOSE_WAIT; it sends ACK`.
#[derive(Clone, Copy, Debug)]
pub struct Headline<'a> {
    language: &'a Language,
    record: &'a Record,
    names: PerSide<&'a str>,
    times: Option<u32>,
}

impl<'a> Headline<'a> {
    /// The line about this record; `names` are those of the two ends.
    #[must_use]
    pub const fn of(language: &'a Language, record: &'a Record, names: PerSide<&'a str>) -> Self {
        Self { language, record, names, times: None }
    }

    /// The same with how often the segment has been sent that a retransmission timer sends again: only the world right after the
    /// record knows.
    #[must_use]
    pub fn counting(mut self, after: &World) -> Self {
        if matches!(self.record.kind, EventKind::Timeout(_)) {
            self.times = times_sent(after, self.record);
        }
        self
    }
}

impl fmt::Display for Headline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = String::with_capacity(128);
        headline(self.language, self.record, self.names, self.times, &mut words);
        f.write_str(&words)
    }
}

fn headline(language: &Language, record: &Record, names: PerSide<&str>, times: Option<u32>, out: &mut String) {
    let name = names[record.side];
    let by_listener = at_listener(record) && matches!(record.kind, EventKind::Arrival { .. });
    let listener = by_listener.then(|| language.filled(language.narration.listener_of, &[("who", Slot::Text(name))]));
    let who = Slot::Text(listener.as_deref().unwrap_or(name));
    match &record.kind {
        EventKind::Call(call) => {
            called(
                language,
                record,
                *call,
                (if at_listener(record) { language.narration.calls_listener } else { language.narration.calls }, who),
                out,
            );
        }
        EventKind::AppCall(call) => called(language, record, *call, (language.narration.program_calls, who), out),
        EventKind::Arrival { segment, .. } => arrived(language, record, segment, who, out),
        EventKind::Timeout(timer) => fired(language, record, *timer, (who, times), out),
        EventKind::Forged(segment) => {
            language.fill(out, language.narration.forged, &[("who", who), ("segment", Slot::Segment(segment))]);
            if record.departures.iter().any(|departure| departure.arrives.is_none()) {
                language.go_on(out, language.narration.forged_lost, &[]);
            }
        }
        EventKind::App(app) => language.fill(out, program_changes(language, *app), &[("who", who)]),
        EventKind::Link(change) => link_changed(language, *change, names, out),
        EventKind::KernelCloses => closed_by_kernel(language, record, who, out),
        EventKind::Icmp(kind) => icmp_arrived(language, record, *kind, who, out),
        other => {
            on_the_way(language, other, out);
            hosts::headline(language, record, who, out);
        }
    }
}

const fn program_changes(language: &Language, app: AppBehaviour) -> &'static str {
    match app {
        AppBehaviour::Manual => language.narration.app_manual,
        AppBehaviour::ClosesOnEof => language.narration.app_closes_on_eof,
        AppBehaviour::Echoes => language.narration.app_echoes,
        AppBehaviour::NeverCloses => language.narration.app_never_closes,
    }
}

/// Whether a record is about the listener itself, and none of the connections beside it.
pub(super) fn at_listener(record: &Record) -> bool {
    record.connection().is_none() && record.before == State::Listen
}

/// How often what this record's retransmission timer sent has been sent, the first time included; `world` is the one right after it.
pub(super) fn times_sent(world: &World, record: &Record) -> Option<u32> {
    let connection = world.host(record.side).connection(record.connection()?)?;
    Some(u32::from(connection.tcb.rtt().retransmissions) + 1)
}

/// What the kernel does for a program that has gone, or with what its listener leaves behind.
fn closed_by_kernel(language: &Language, record: &Record, who: Slot<'_>, out: &mut String) {
    match record.connection() {
        None => language.fill(out, language.narration.kernel_closes_listener, &[("who", who)]),
        Some(id) => {
            language.fill(out, language.narration.kernel_closes, &[("who", who), ("n", Slot::Number(id.number()))]);
        }
    }
    if !record.outcome.transitions.is_empty() {
        let states = [("from", Slot::Text(record.before.name())), ("to", Slot::Text(record.after.name()))];
        language.go_on(out, language.narration.from_to, &states);
    }
    sent(language, record, false, out);
}

fn called(language: &Language, record: &Record, call: Call, (template, who): (&str, Slot<'_>), out: &mut String) {
    language.fill(out, template, &[("who", who), ("call", Slot::Call(call))]);
    let reply = record.outcome.reply;
    match (reply, call) {
        (Some(Reply::Errno(Errno::EAGAIN)), _) => language.go_on(out, language.narration.would_wait, &[]),
        (Some(Reply::Error(error)), _) => {
            language.go_on(out, language.narration.refused, &[("error", Slot::Text(error.text()))]);
        }
        (Some(Reply::Errno(errno)), _) if errno != Errno::EINPROGRESS => {
            let waited = record.cites(RuleId::LinuxEndReadable) && errno != Errno::EPIPE;
            let errno = errno.to_string();
            language.go_on(
                out,
                if waited { language.narration.pending_error } else { language.narration.refused },
                &[("error", Slot::Text(&errno))],
            );
        }
        _ if !record.outcome.transitions.is_empty() => {
            language.go_on(
                out,
                language.narration.from_to,
                &[("from", Slot::Text(record.before.name())), ("to", Slot::Text(record.after.name()))],
            );
        }
        (Some(Reply::Queued), Call::Read(_)) => language.go_on(out, language.narration.read_queued, &[]),
        (Some(Reply::Queued), _) => language.go_on(out, language.narration.write_queued, &[]),
        (Some(Reply::EndOfFile), _) => language.go_on(out, language.narration.end_of_file, &[]),
        (Some(Reply::Octets(octets)), Call::Read(_)) => {
            language.go_on(out, language.narration.gets, &[("octets", Slot::Text(&language.octets(octets)))]);
        }
        (_, Call::Write(_)) if record.departures.is_empty() => language.go_on(out, language.narration.write_waits, &[]),
        _ if record.departures.is_empty() => unchanged(language, record, out),
        _ => {}
    }
    hosts::because(language, record, out);
    sent(language, record, false, out);
    let octets: u32 = record.departures.iter().map(|departure| departure.segment.data_len()).sum();
    if matches!(call, Call::Write(n) if octets > 0 && octets < n) {
        language.go_on(out, language.narration.rest_waits, &[]);
    }
    describe(language, record, out);
}

/// A call that took no edge and sent nothing.
fn unchanged(language: &Language, record: &Record, out: &mut String) {
    if record.cites(RuleId::CloseDeferred) || record.cites(RuleId::CloseWaitClose) {
        language.go_on(out, language.narration.fin_waits, &[]);
    } else if record.cites(RuleId::SilentClose) {
        language.go_on(out, language.narration.reader_gone, &[]);
    } else if let Some(reply) = record.outcome.reply {
        let reply = reply.to_string();
        language.go_on(out, language.narration.nothing_changes, &[("reply", Slot::Text(&reply))]);
    }
}

fn arrived(language: &Language, record: &Record, segment: &Segment, who: Slot<'_>, out: &mut String) {
    language.fill(out, language.narration.receives, &[("who", who), ("segment", Slot::Segment(segment))]);
    let rules = &record.outcome.rules;
    if !record.outcome.transitions.is_empty() {
        entered(language, record, out);
    } else if record.cites(RuleId::OldFinAckUsed) {
        language.go_on(out, language.narration.ack_used, &[]);
    } else if let Some((rule, reason)) = rules.iter().rev().find_map(|rule| Some((*rule, language.rule(*rule).drops?)))
    {
        dropped(language, record, (rule, reason), segment, out);
    } else if record.cites(RuleId::TextHeld) || record.cites(RuleId::FinHeld) {
        language.go_on(out, language.narration.holds, &[("it", it(language, segment))]);
    } else if record.cites(RuleId::AckAdvances) {
        language.go_on(out, language.narration.acknowledged, &[("ack", Slot::Number(segment.ack.0))]);
    } else if !segment.has_data() && segment.flags.ack() && record.departures.is_empty() {
        language.go_on(out, language.narration.nothing_new, &[]);
    }
    if record.cites(RuleId::LinuxTimeWaitRestart) {
        language.go_on(out, language.narration.wait_again_too, &[]);
    }
    // An ACK of data brings a new window nearly always: it is worth a word when it closes, or when it is all the news.
    let closed = segment.window == 0;
    if record.cites(RuleId::WindowUpdated) && (closed || !record.cites(RuleId::AckAdvances)) {
        let template = if closed { language.narration.window_closed } else { language.narration.window_now };
        language.go_on(out, template, &[("n", Slot::Number(u32::from(segment.window)))]);
    }
    if !record.outcome.delivered.is_empty() {
        let octets = language.octets(u32::try_from(record.outcome.delivered.len()).unwrap_or(u32::MAX));
        language.go_on(out, language.narration.handed_over, &[("octets", Slot::Text(&octets))]);
    }
    sent(language, record, record.cites(RuleId::RstChallenge) || record.cites(RuleId::SynChallenge), out);
    if record.cites(RuleId::AckDelayed) {
        language.go_on(out, language.narration.ack_waits, &[]);
    }
    describe(language, record, out);
}

fn entered(language: &Language, record: &Record, out: &mut String) {
    for (i, edge) in record.outcome.transitions.iter().enumerate() {
        let edge = edge.edge();
        let template = match edge.to {
            to if to == edge.from => language.narration.wait_again,
            _ if i > 0 => language.narration.then_enters,
            State::Listen => language.narration.back_to,
            _ => language.narration.enters,
        };
        language.go_on(out, template, &[("state", Slot::Text(edge.to.name()))]);
    }
}

/// How the sentence refers to the segment once more: to several octets as "them".
fn it(language: &Language, segment: &Segment) -> Slot<'static> {
    Slot::Text(if segment.flags == Flags::ACK && segment.data_len() > 1 {
        language.narration.them
    } else {
        language.narration.it
    })
}

fn dropped(language: &Language, record: &Record, (rule, reason): (RuleId, &str), segment: &Segment, out: &mut String) {
    let template = match record.departures.first() {
        None => language.narration.drops_silently,
        Some(departure) if departure.segment.flags.rst() => language.narration.refuses,
        Some(_) => language.narration.drops,
    };
    let rule = rule.rule();
    let section = rule.section();
    let place = [("document", Slot::Text(rule.document)), ("section", Slot::Text(&section))];
    language.go_on(out, template, &[("it", it(language, segment)), ("reason", Slot::Text(reason)), place[0], place[1]]);
}

/// What left with the record.
fn sent(language: &Language, record: &Record, challenge: bool, out: &mut String) {
    match record.departures.as_slice() {
        [] => return,
        [first, rest @ ..] if rest.len() < 2 => {
            let template = match first.origin {
                _ if challenge => language.narration.sends_challenge,
                Origin::Again => language.narration.sends_again,
                _ => language.narration.sends,
            };
            language.go_on(out, template, &[("segment", Slot::Segment(&first.segment))]);
            for departure in rest {
                language.go_on(out, language.narration.then_sends, &[("segment", Slot::Segment(&departure.segment))]);
            }
        }
        all => {
            let octets = all.iter().map(|departure| departure.segment.data_len()).sum();
            let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
            language.go_on(
                out,
                language.narration.sends_many,
                &[("n", Slot::Number(count)), ("octets", Slot::Number(octets))],
            );
        }
    }
    lost(language, &record.departures, out);
}

fn lost(language: &Language, departures: &[Departure], out: &mut String) {
    let lost = departures.iter().filter(|departure| departure.arrives.is_none()).count();
    if lost > 0 && departures.len() == 1 {
        language.go_on(out, language.narration.lost_at_once, &[]);
    } else if lost > 1 && lost == departures.len() {
        language.go_on(out, language.narration.lost_all, &[]);
    } else if lost > 0 {
        language.go_on(
            out,
            language.narration.lost_some,
            &[("n", Slot::Number(u32::try_from(lost).unwrap_or(u32::MAX)))],
        );
    }
}

/// What the user is told; that the connection is open, or that the peer closes, shows in the state.
fn describe(language: &Language, record: &Record, out: &mut String) {
    for signal in &record.outcome.signals {
        let template = match signal {
            Signal::Opened | Signal::PeerClosing => continue,
            Signal::QueuedCallsFail(_) => language.narration.queued_fails,
            _ => language.narration.user_informed,
        };
        match record.outcome.errno {
            Some(errno) => gets_errno(language, record, errno, out),
            None if *signal == Signal::Reset(State::SynSent) => {
                language.go_on(out, language.narration.user_refused, &[("words", Slot::Text(signal.text()))]);
            }
            None => language.go_on(out, template, &[("words", Slot::Text(signal.text()))]),
        }
    }
}

/// Where a socket's program finds the errno: in the call that waits, in its next one, or, when it has read and written all, nowhere
/// but in `SO_ERROR`.
fn gets_errno(language: &Language, record: &Record, errno: Errno, out: &mut String) {
    let template = match record.before {
        _ if record.cites(RuleId::LinuxEndedUnaccepted) => language.narration.error_waits,
        before if connect_waits(before) => language.narration.connect_fails,
        State::Closing | State::LastAck => language.narration.so_error,
        _ => language.narration.gets_errno,
    };
    language.go_on(out, template, &[("errno", Slot::Text(&errno.to_string()))]);
}

fn fired(language: &Language, record: &Record, timer: Timer, (who, times): (Slot<'_>, Option<u32>), out: &mut String) {
    let template = match timer {
        _ if record.cites(RuleId::TimerNotRunning) => language.narration.not_running,
        Timer::User => language.narration.user_timeout,
        Timer::TimeWait => language.narration.wait_over,
        Timer::FinWait2 => language.narration.fin_wait_over,
        _ => language.narration.fires,
    };
    language.fill(out, template, &[("who", who), ("timer", Slot::Text(timer_name(language, timer)))]);
    let states = [("from", Slot::Text(record.before.name())), ("to", Slot::Text(record.after.name()))];
    let first = record.departures.first();
    match (timer, first) {
        _ if record.cites(RuleId::TimerNotRunning) => {}
        (Timer::Retransmission | Timer::Keepalive, _) if !record.outcome.transitions.is_empty() => {
            language.go_on(out, language.narration.gives_up, &states);
            sent(language, record, false, out);
        }
        (Timer::Retransmission | Timer::Persist | Timer::Keepalive, Some(departure)) => {
            repeats(language, timer, &departure.segment, times, out);
            lost(language, &record.departures, out);
        }
        (Timer::DelayedAck, _) => {
            language.go_on(out, language.narration.late_ack, &[]);
            sent(language, record, false, out);
        }
        _ if !record.outcome.transitions.is_empty() => language.go_on(out, language.narration.from_to, &states),
        _ => {}
    }
    describe(language, record, out);
}

fn repeats(language: &Language, timer: Timer, segment: &Segment, times: Option<u32>, out: &mut String) {
    let what = ("segment", Slot::Segment(segment));
    match (timer, times) {
        (Timer::Persist, _) => language.go_on(out, language.narration.probes, &[what]),
        (Timer::Keepalive, _) => language.go_on(out, language.narration.asks, &[what]),
        (_, Some(times)) => {
            let nth = (language.ordinal)(times);
            language.go_on(out, language.narration.again_nth, &[what, ("nth", Slot::Text(&nth))]);
        }
        (_, None) => language.go_on(out, language.narration.again, &[what]),
    }
}

pub(super) const fn timer_name(language: &Language, timer: Timer) -> &'static str {
    match timer {
        Timer::Retransmission => language.narration.timer_retransmission,
        Timer::Persist => language.narration.timer_persist,
        Timer::DelayedAck => language.narration.timer_delayed_ack,
        Timer::Keepalive => language.narration.timer_keepalive,
        Timer::User => language.narration.timer_user,
        Timer::FinWait2 => language.narration.timer_fin_wait_2,
        Timer::TimeWait => language.narration.timer_time_wait,
    }
}

fn on_the_way(language: &Language, kind: &EventKind, out: &mut String) {
    let one = |packet: &PacketId| [("packet", Slot::Packet(*packet))];
    let two = |packet: &PacketId, copy: &PacketId| [("packet", Slot::Packet(*packet)), ("copy", Slot::Packet(*copy))];
    match kind {
        EventKind::Lost(packet, Loss::Dropped) => language.fill(out, language.narration.dropped, &one(packet)),
        EventKind::Lost(packet, Loss::Chance) => language.fill(out, language.narration.lost_by_chance, &one(packet)),
        EventKind::Lost(packet, Loss::Unseen) => language.fill(out, language.narration.lost_unseen, &one(packet)),
        EventKind::Lost(packet, Loss::Forgotten) => language.fill(out, language.narration.lost_forgotten, &one(packet)),
        EventKind::Lost(packet, Loss::Unreachable(kind)) => {
            let what = ("what", Slot::Text(icmp_name(language, *kind)));
            language.fill(out, language.narration.lost_unreachable, &[one(packet)[0], what]);
        }
        EventKind::Lost(packet, Loss::Cut) => language.fill(out, language.narration.lost_by_cut, &one(packet)),
        EventKind::Duplicated(packet, copy) => language.fill(out, language.narration.doubled, &two(packet, copy)),
        EventKind::Held(packet) => language.fill(out, language.narration.held, &one(packet)),
        EventKind::Released(packet, _) => language.fill(out, language.narration.released, &one(packet)),
        EventKind::Replayed(packet, copy) => language.fill(out, language.narration.replayed, &two(packet, copy)),
        _ => {}
    }
}

/// What is changed about the link, in words.
#[must_use]
pub fn link_change(language: &Language, change: LinkChange, names: PerSide<&str>) -> String {
    let mut words = String::new();
    link_changed(language, change, names, &mut words);
    words
}

fn link_changed(language: &Language, change: LinkChange, names: PerSide<&str>, out: &mut String) {
    let from = |side: Side| ("from", Slot::Text(names[side]));
    let to = |side: Side| ("to", Slot::Text(names[side.other()]));
    let mut share = |template: &str, share: u16| language.fill(out, template, &[("n", Slot::Text(&percent(share)))]);
    match change {
        LinkChange::Latency(None, time) => {
            language.fill(out, language.narration.latency_both, &[("time", Slot::Time(time))]);
        }
        LinkChange::Latency(Some(side), time) => {
            language.fill(out, language.narration.latency_one, &[("time", Slot::Time(time)), from(side), to(side)]);
        }
        LinkChange::Cut(None) => out.push_str(language.narration.cut_both),
        LinkChange::Cut(Some(side)) => language.fill(out, language.narration.cut_one, &[from(side), to(side)]),
        LinkChange::Mend => out.push_str(language.narration.mended),
        LinkChange::Loss(n) => share(language.narration.loss, n),
        LinkChange::Reorder(n) => share(language.narration.reorder, n),
        LinkChange::Double(n) => share(language.narration.double, n),
        LinkChange::Idle(_) | LinkChange::IdleRst(_) | LinkChange::Icmp(..) | LinkChange::IcmpAfter(_) => {
            middle_changed(language, change, names, out);
        }
        LinkChange::Seed(seed) => {
            let seed = seed.to_string();
            language.fill(out, language.narration.seed, &[("n", Slot::Text(&seed))]);
        }
    }
}

/// What a middlebox or a router on the link does from now on.
fn middle_changed(language: &Language, change: LinkChange, names: PerSide<&str>, out: &mut String) {
    let words = &language.narration;
    match change {
        LinkChange::Idle(Some(time)) => language.fill(out, words.idle_on, &[("time", Slot::Time(time))]),
        LinkChange::Idle(None) => out.push_str(words.idle_off),
        LinkChange::IdleRst(rst) => out.push_str(if rst { words.idle_rst } else { words.idle_silent }),
        LinkChange::IcmpAfter(time) => language.fill(out, words.icmp_after, &[("time", Slot::Time(time))]),
        LinkChange::Icmp(from, kind) => {
            let template = match (from, kind) {
                (Some(_), Some(_)) => words.icmp_one,
                (None, Some(_)) => words.icmp_both,
                (Some(_), None) => words.icmp_none_one,
                (None, None) => words.icmp_none,
            };
            let what = kind.map_or("", |kind| icmp_name(language, kind));
            let from = from.map_or("", |side| names[side]);
            language.fill(out, template, &[("from", Slot::Text(from)), ("what", Slot::Text(what))]);
        }
        _ => {}
    }
}

fn icmp_arrived(language: &Language, record: &Record, kind: Icmp, who: Slot<'_>, out: &mut String) {
    let what = ("what", Slot::Text(icmp_name(language, kind)));
    language.fill(out, language.narration.icmp_arrives, &[("who", who), what]);
    if record.outcome.transitions.is_empty() {
        language.go_on(out, language.narration.icmp_hint, &[]);
    } else {
        entered(language, record, out);
    }
    describe(language, record, out);
}

/// An ICMP error in words.
#[must_use]
pub const fn icmp_name(language: &Language, icmp: Icmp) -> &'static str {
    let words = &language.narration;
    match icmp {
        Icmp::Net => words.icmp_net,
        Icmp::Host => words.icmp_host,
        Icmp::Protocol => words.icmp_protocol,
        Icmp::Port => words.icmp_port,
        Icmp::SourceRoute => words.icmp_source_route,
        Icmp::NetProhibited => words.icmp_net_prohibited,
        Icmp::HostProhibited => words.icmp_host_prohibited,
        Icmp::Prohibited => words.icmp_prohibited,
        Icmp::TimeExceeded => words.icmp_time_exceeded,
    }
}
