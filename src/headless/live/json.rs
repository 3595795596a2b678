//! One line of JSON for programs. Names and units of the fields stand in the README.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::moment::Moment;
use crate::language::Language;
use crate::live::{CloseWait, Leak, Program, Report, Socket, Source, describe};
use crate::tcp::State;

#[derive(Serialize)]
struct Line<'a> {
    unix_seconds: u64,
    source: &'static str,
    states: BTreeMap<&'static str, u32>,
    programs: Vec<ProgramLine<'a>>,
    queues: Vec<QueueLine<'a>>,
    unanswered: Vec<RemoteLine>,
    orphans: BTreeMap<&'static str, u32>,
    time_wait: Vec<RemoteLine>,
    hidden: HiddenLine,
    listen_overflows: Option<u64>,
    listen_drops: Option<u64>,
    alarms: Vec<AlarmLine<'a>>,
    sockets: Vec<SocketLine>,
}

#[derive(Serialize)]
struct ProgramLine<'a> {
    pid: u32,
    name: &'a str,
    program: &'a str,
    states: BTreeMap<&'static str, u32>,
    close_wait: CloseWaitLine,
    descriptors: Option<u32>,
    descriptor_limit: Option<u32>,
    grows_an_hour: Option<u64>,
    full_in_seconds: Option<u64>,
    full_queues: u32,
    stopped_by_window: u32,
    #[serde(rename = "told")]
    sentences: Vec<String>,
}

#[derive(Serialize)]
struct CloseWaitLine {
    never_accepted: u32,
    not_read: u32,
    not_closed: u32,
    as_server: u32,
    youngest_seconds: Option<f64>,
    oldest_seconds: Option<f64>,
    worst_remote: Option<String>,
    from_worst_remote: u32,
}

#[derive(Serialize)]
struct QueueLine<'a> {
    local: String,
    pid: Option<u32>,
    name: &'a str,
    waiting: u32,
    limit: Option<u32>,
    full: bool,
}

#[derive(Serialize)]
struct RemoteLine {
    remote: String,
    count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    retransmissions: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of_ports: Option<u32>,
}

#[derive(Serialize)]
struct HiddenLine {
    sockets: u32,
    processes: u32,
    lines: u32,
}

#[derive(Serialize)]
struct AlarmLine<'a> {
    condition: &'a str,
    count: u32,
    raised: bool,
}

#[derive(Serialize)]
struct SocketLine {
    state: &'static str,
    recv_q: u32,
    send_q: Option<u32>,
    local: String,
    remote: String,
    uid: u32,
    pid: Option<u32>,
    descriptor: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    close_wait: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silent_seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timer: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timer_seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retransmissions: Option<u8>,
    /// A process of its network namespace, where that is not our own.
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace_of: Option<u32>,
}

/// Writes the line.
pub fn write(moment: &Moment<'_>, out: &mut impl Write, language: &Language) -> io::Result<()> {
    out.write_all(crate::text::json_line(&line(moment, language))?.as_bytes())?;
    writeln!(out)
}

fn line<'a>(moment: &'a Moment<'_>, language: &Language) -> Line<'a> {
    let (survey, report) = (moment.survey, moment.report);
    let alarms = moment.alarms.iter().map(|(alarm, count)| AlarmLine {
        condition: &alarm.text,
        count: *count,
        raised: alarm.is_raised_by(*count),
    });
    Line {
        unix_seconds: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()),
        source: match survey.source {
            Source::Netlink => "netlink",
            Source::Proc => "proc",
            Source::Lsof => "lsof",
        },
        states: states(&report.counts),
        programs: report.programs.iter().map(|program| program_line(program, language)).collect(),
        queues: queues(report),
        unanswered: unanswered(report),
        orphans: states(&report.orphans),
        time_wait: time_wait(report),
        hidden: HiddenLine {
            sockets: survey.hidden.sockets,
            processes: survey.hidden.processes,
            lines: survey.hidden.lines,
        },
        listen_overflows: survey.system.overflows,
        listen_drops: survey.system.drops,
        alarms: alarms.collect(),
        sockets: sockets(moment),
    }
}

/// The states that there is anything in.
fn states(counts: &[u32; State::ALL.len()]) -> BTreeMap<&'static str, u32> {
    let named = State::ALL.into_iter().map(|state| (state.name(), counts[state as usize]));
    named.filter(|(_, count)| *count > 0).collect()
}

fn program_line<'a>(program: &'a Program, language: &Language) -> ProgramLine<'a> {
    ProgramLine {
        pid: program.pid,
        name: &program.name,
        program: &program.program,
        states: states(&program.counts),
        close_wait: close_wait(&program.leak),
        descriptors: program.descriptors,
        descriptor_limit: program.limit,
        grows_an_hour: program.growth.map(crate::live::Growth::an_hour),
        full_in_seconds: program.full_in().map(|time| time.as_secs()),
        full_queues: program.full_queues,
        stopped_by_window: program.stopped,
        sentences: describe(program, language).sentences,
    }
}

fn close_wait(leak: &Leak) -> CloseWaitLine {
    let worst = leak.worst_remote();
    CloseWaitLine {
        never_accepted: leak.never_accepted,
        not_read: leak.not_read,
        not_closed: leak.not_closed,
        as_server: leak.as_server,
        youngest_seconds: leak.youngest.map(|age| age.as_secs_f64()),
        oldest_seconds: leak.oldest.map(|age| age.as_secs_f64()),
        worst_remote: worst.map(|(remote, _)| remote.to_string()),
        from_worst_remote: worst.map_or(0, |(_, count)| count),
    }
}

fn queues(report: &Report) -> Vec<QueueLine<'_>> {
    let queue = report.waiting.iter().map(|listener| QueueLine {
        local: listener.local.to_string(),
        pid: listener.pid,
        name: &listener.name,
        waiting: listener.waiting,
        limit: listener.limit,
        full: listener.is_full(),
    });
    queue.collect()
}

fn unanswered(report: &Report) -> Vec<RemoteLine> {
    let remote = report.unanswered.iter().map(|remote| RemoteLine {
        remote: remote.remote.to_string(),
        count: remote.count,
        retransmissions: Some(remote.again),
        of_ports: None,
    });
    remote.collect()
}

fn time_wait(report: &Report) -> Vec<RemoteLine> {
    let remote = report.time_wait.iter().map(|ports| RemoteLine {
        remote: ports.remote.to_string(),
        count: ports.count,
        retransmissions: None,
        of_ports: ports.of,
    });
    remote.collect()
}

fn sockets(moment: &Moment<'_>) -> Vec<SocketLine> {
    let whose = moment.survey.whose();
    let taken = moment.survey.sockets.iter().filter(|socket| moment.filter.takes(socket, whose.process_of(socket)));
    taken.map(|socket| socket_line(socket, &moment.survey.namespaces)).collect()
}

fn socket_line(socket: &Socket, namespaces: &[u32]) -> SocketLine {
    SocketLine {
        state: socket.state.name(),
        recv_q: socket.recv_q,
        send_q: socket.send_q,
        local: socket.local.to_string(),
        remote: socket.remote.to_string(),
        uid: socket.uid,
        pid: socket.holder.map(|holder| holder.pid),
        descriptor: socket.holder.map(|holder| holder.descriptor),
        close_wait: CloseWait::of(socket).map(|kind| match kind {
            CloseWait::NeverAccepted => "never_accepted",
            CloseWait::NotReadToTheEnd => "not_read",
            CloseWait::NotClosed => "not_closed",
        }),
        silent_seconds: socket.silent.filter(|_| CloseWait::of(socket).is_some()).map(|time| time.as_secs_f64()),
        timer: socket.timer.map(|timer| timer.kind.ss_name()),
        timer_seconds: socket.timer.map(|timer| timer.left.as_secs_f64()),
        retransmissions: socket.timer.map(|timer| timer.again),
        namespace_of: socket.namespace.checked_sub(1).and_then(|at| namespaces.get(at)).copied(),
    }
}
