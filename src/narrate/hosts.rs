//! What a host and its program do around the connections: restarts, sockets, queues, descriptors.

use crate::language::{Language, Slot};
use crate::sim::{EventKind, Limit, Record, Sharing, Socket, SocketOption};
use crate::tcp::{Errno, Reply, RuleId, State};

/// Appends one line about such a record; nothing about any other.
pub(super) fn headline(language: &Language, record: &Record, who: Slot<'_>, out: &mut String) {
    let only = [("who", who)];
    let numbered = [("who", who), ("n", Slot::Number(number_of(record)))];
    match record.kind {
        EventKind::Rebooted => {
            language.fill(out, language.narration.rebooted, &only);
            if record.cites(RuleId::QuietTime) {
                language.go_on(out, language.narration.keeps_quiet, &[]);
            }
        }
        EventKind::QuietTimeOver => language.fill(out, language.narration.quiet_time_over, &only),
        EventKind::QuietTime(on) => {
            out.push_str(if on { language.narration.quiet_time_on } else { language.narration.quiet_time_off });
        }
        EventKind::IsnClock(on) => {
            out.push_str(if on { language.narration.isn_clock_on } else { language.narration.isn_clock_off });
        }
        EventKind::Profile(name) => {
            language.fill(out, language.narration.profile, &[("profile", Slot::Text(name.word()))]);
        }
        EventKind::Attended(Socket::Listener) => language.fill(out, language.narration.attended_listener, &only),
        EventKind::Attended(Socket::Connection(id)) => {
            language.fill(out, language.narration.attended, &[("who", who), ("n", Slot::Number(id.number()))]);
        }
        EventKind::Limited(limit, to) => limited(language, limit, to, who, out),
        EventKind::Option(option, on) => {
            language.fill(out, option_set(language, option, on, record.connection().is_some()), &numbered);
        }
        EventKind::ShutdownRead => {
            let words = (language.narration.shutdown_read, language.narration.shutdown_read_refused);
            got(language, record, words, who, out);
        }
        EventKind::Shared(_) if record.outcome.reply.is_some_and(Reply::is_error) => {
            language.fill(out, language.narration.share_refused, &only);
        }
        EventKind::Shared(sharing) => {
            let template = match sharing {
                Sharing::Dup => language.narration.dup,
                Sharing::Fork => language.narration.fork,
                Sharing::Exec => language.narration.exec,
            };
            language.fill(out, template, &only);
        }
        EventKind::UserTimeout(Some(time)) => {
            language.fill(out, language.narration.user_timeout_set, &[("who", who), ("time", Slot::Time(time))]);
        }
        EventKind::UserTimeout(None) => language.fill(out, language.narration.user_timeout_none, &only),
        EventKind::MiddleboxResets(packet) => {
            language.fill(out, language.narration.middlebox_resets, &[("who", who), ("packet", Slot::Packet(packet))]);
        }
        EventKind::Killed => language.fill(out, language.narration.killed, &only),
        EventKind::Socket => {
            got(language, record, (language.narration.socket, language.narration.socket_refused), who, out);
        }
        EventKind::Accept if record.outcome.reply == Some(Reply::Errno(Errno::EAGAIN)) => {
            language.fill(out, language.narration.accept_waits, &only);
        }
        EventKind::Accept => {
            got(language, record, (language.narration.accepts, language.narration.accept_refused), who, out);
            accepted_late(language, record, out);
        }
        EventKind::AppAccept => {
            let words = (language.narration.program_accepts, language.narration.program_accept_refused);
            got(language, record, words, who, out);
            accepted_late(language, record, out);
        }
        _ => {}
    }
}

const fn option_set(language: &Language, option: SocketOption, on: bool, of_one: bool) -> &'static str {
    match (option, on, of_one) {
        (SocketOption::Keepalive, true, true) => language.narration.keepalive_on,
        (SocketOption::Keepalive, false, true) => language.narration.keepalive_off,
        (SocketOption::Keepalive, true, false) => language.narration.keepalive_on_all,
        (SocketOption::Keepalive, false, false) => language.narration.keepalive_off_all,
        (SocketOption::Reuse, true, _) => language.narration.reuse_on,
        (SocketOption::Reuse, false, _) => language.narration.reuse_off,
        (SocketOption::ReusePort, true, _) => language.narration.reuse_port_on,
        (SocketOption::ReusePort, false, _) => language.narration.reuse_port_off,
        (SocketOption::CloseOnExec, true, _) => language.narration.close_on_exec_on,
        (SocketOption::CloseOnExec, false, _) => language.narration.close_on_exec_off,
        (SocketOption::TimeWaitReuse, true, _) => language.narration.tw_reuse_on,
        (SocketOption::TimeWaitReuse, false, _) => language.narration.tw_reuse_off,
    }
}

/// The number of the socket that a record is about.
fn number_of(record: &Record) -> u32 {
    record.socket.map_or(0, Socket::number)
}

/// A connection that a call got, or why it got none.
fn got(language: &Language, record: &Record, (gets, refused): (&str, &str), who: Slot<'_>, out: &mut String) {
    match record.outcome.reply {
        Some(reply) if reply.is_error() => {
            let error = reply.to_string();
            language.fill(out, refused, &[("who", who), ("error", Slot::Text(&error))]);
            because(language, record, out);
        }
        _ => language.fill(out, gets, &[("who", who), ("n", Slot::Number(number_of(record)))]),
    }
}

/// Whether what `accept()` got has ended by then.
fn accepted_late(language: &Language, record: &Record, out: &mut String) {
    if record.connection().is_some() && record.before == State::Closed {
        language.go_on(out, language.narration.accepts_ended, &[]);
    }
}

/// Why a host refuses a call before any endpoint is asked.
pub(super) fn because(language: &Language, record: &Record, out: &mut String) {
    let rule = record.outcome.rules.iter().find(|rule| RuleId::OF_HOSTS.contains(rule));
    if let Some((rule, reason)) = rule.and_then(|rule| Some((rule.rule(), language.rule(*rule).drops?))) {
        let section = rule.section();
        let place = [("document", Slot::Text(rule.document)), ("section", Slot::Text(&section))];
        language.go_on(out, language.narration.because, &[("reason", Slot::Text(reason)), place[0], place[1]]);
    }
}

fn limited(language: &Language, limit: Limit, to: Option<u32>, who: Slot<'_>, out: &mut String) {
    let template = match (limit, to) {
        (Limit::Backlog, Some(_)) => language.narration.backlog,
        (Limit::Backlog, None) => language.narration.backlog_unlimited,
        (Limit::Workers, Some(0)) => language.narration.workers_none,
        (Limit::Workers, Some(_)) => language.narration.workers,
        (Limit::Workers, None) => language.narration.workers_unlimited,
        (Limit::Descriptors, Some(_)) => language.narration.descriptors,
        (Limit::Descriptors, None) => language.narration.descriptors_unlimited,
        (Limit::Ports, Some(_)) => language.narration.ports,
        (Limit::Ports, None) => language.narration.ports_unlimited,
    };
    language.fill(out, template, &[("who", who), ("n", Slot::Number(to.unwrap_or_default()))]);
    if limit == Limit::Backlog && to.is_some() {
        language.go_on(out, language.narration.backlog_linux, &[]);
    }
}
