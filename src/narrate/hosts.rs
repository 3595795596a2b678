//! What a host and its program do around the connections: restarts, sockets, queues, descriptors.

use super::phrase::{Slot, T, fill};
use crate::language::ENGLISH;
use crate::sim::{Happening, Limit, Record, Socket, SocketOption};
use crate::tcp::{Errno, Reply, RuleId};

/// Appends one line about such a record; nothing about any other.
pub(super) fn headline(record: &Record, who: Slot<'_>, out: &mut String) {
    let only = [("who", who)];
    let numbered = [("who", who), ("n", Slot::Number(number_of(record)))];
    match record.happening {
        Happening::Rebooted => {
            fill(out, T.rebooted, &only);
            if record.cites(RuleId::QuietTime) {
                out.push_str(T.keeps_quiet);
            }
        }
        Happening::QuietTimeOver => fill(out, T.quiet_time_over, &only),
        Happening::QuietTime(on) => out.push_str(if on { T.quiet_time_on } else { T.quiet_time_off }),
        Happening::Profile(name) => fill(out, T.profile, &[("profile", Slot::Text(name.word()))]),
        Happening::Attended(Socket::Listener) => fill(out, T.attended_listener, &only),
        Happening::Attended(Socket::Connection(id)) => {
            fill(out, T.attended, &[("who", who), ("n", Slot::Number(id.number()))]);
        }
        Happening::Limited(limit, to) => limited(limit, to, who, out),
        Happening::Option(option, on) => fill(out, option_set(option, on, record.connection().is_some()), &numbered),
        Happening::Killed => fill(out, T.killed, &only),
        Happening::Socket => got(record, (T.socket, T.socket_refused), who, out),
        Happening::Accept if record.outcome.reply == Some(Reply::Errno(Errno::EAGAIN)) => {
            fill(out, T.accept_waits, &only);
        }
        Happening::Accept => got(record, (T.accepts, T.accept_refused), who, out),
        Happening::AppAccept => got(record, (T.program_accepts, T.program_accept_refused), who, out),
        _ => {}
    }
}

const fn option_set(option: SocketOption, on: bool, of_one: bool) -> &'static str {
    match (option, on, of_one) {
        (SocketOption::Keepalive, true, true) => T.keepalive_on,
        (SocketOption::Keepalive, false, true) => T.keepalive_off,
        (SocketOption::Keepalive, true, false) => T.keepalive_on_all,
        (SocketOption::Keepalive, false, false) => T.keepalive_off_all,
        (SocketOption::Reuse, true, _) => T.reuse_on,
        (SocketOption::Reuse, false, _) => T.reuse_off,
    }
}

/// The number of the socket that a record is about.
fn number_of(record: &Record) -> u32 {
    record.socket.map_or(0, Socket::number)
}

/// A connection that a call got, or why it got none.
fn got(record: &Record, (gets, refused): (&str, &str), who: Slot<'_>, out: &mut String) {
    match record.outcome.reply {
        Some(reply) if reply.is_error() => {
            let error = reply.to_string();
            fill(out, refused, &[("who", who), ("error", Slot::Text(&error))]);
            because(record, out);
        }
        _ => fill(out, gets, &[("who", who), ("n", Slot::Number(number_of(record)))]),
    }
}

/// Why a host refuses a call before any endpoint is asked.
pub(super) fn because(record: &Record, out: &mut String) {
    let rule = record.outcome.rules.iter().find(|rule| RuleId::OF_HOSTS.contains(rule));
    if let Some((rule, reason)) = rule.and_then(|rule| Some((rule.rule(), ENGLISH.rule(*rule).drops?))) {
        let place = [("document", Slot::Text(rule.document)), ("section", Slot::Text(rule.section))];
        fill(out, T.because, &[("reason", Slot::Text(reason)), place[0], place[1]]);
    }
}

fn limited(limit: Limit, to: Option<u32>, who: Slot<'_>, out: &mut String) {
    let template = match (limit, to) {
        (Limit::Backlog, Some(_)) => T.backlog,
        (Limit::Backlog, None) => T.backlog_unlimited,
        (Limit::Workers, Some(0)) => T.workers_none,
        (Limit::Workers, Some(_)) => T.workers,
        (Limit::Workers, None) => T.workers_unlimited,
        (Limit::Descriptors, Some(_)) => T.descriptors,
        (Limit::Descriptors, None) => T.descriptors_unlimited,
    };
    fill(out, template, &[("who", who), ("n", Slot::Number(to.unwrap_or_default()))]);
    if limit == Limit::Backlog && to.is_some() {
        out.push_str(T.backlog_linux);
    }
}
