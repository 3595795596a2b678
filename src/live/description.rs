//! A report in sentences: each program with what is wrong at it, and what to look at next.

use super::leak::{CloseWait, Role};
use super::report::{Program, Report};
use super::socket::{Holder, Socket};
use super::survey::{Ageless, Hidden, Source, Survey};
use super::trend::Growth;
use crate::language::{Language, LiveWords};
use crate::say;
use crate::tcp::State;
use std::time::Duration;

/// What is said of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Which program: its name and its process.
    pub title: String,
    /// What is so, the most important first.
    pub sentences: Vec<String>,
}

/// A program in sentences.
#[must_use]
pub fn describe(program: &Program, language: &Language) -> Description {
    let title = say!(language, language.live.program, name = &program.name, pid = program.pid);
    let mut sentences = Vec::new();
    if program.leak.count() > 0 {
        sentences.extend(leak(program, language));
    }
    sentences.extend(troubles(program, language));
    if sentences.is_empty() {
        let n = program.counts.iter().sum::<u32>();
        sentences.push(say!(language, language.live.nothing_wrong, n));
    }
    Description { title, sentences }
}

/// What there is to say of a program's `CLOSE_WAIT`.
fn leak(program: &Program, language: &Language) -> Vec<String> {
    let (words, leak) = (&language.live, &program.leak);
    let n = leak.count();
    let mut said = vec![say!(language, words.close_wait, n)];
    let kinds = [
        (leak.never_accepted, words.never_accepted, words.all_never_accepted),
        (leak.not_read, words.not_read, words.all_not_read),
        (leak.not_closed, words.not_closed, words.all_not_closed),
    ];
    for (of, some, all) in kinds.into_iter().filter(|(of, ..)| *of > 0) {
        said.push(say!(language, if of == n { all } else { some }, n = of));
    }
    said.extend(program.growth.map(|growth| grows(growth, language)));
    said.extend(descriptors(program, language));
    if let Some((remote, of)) = leak.worst_remote().filter(|_| n > 1) {
        let remote = &remote.to_string();
        let others = leak.remotes() - 1;
        let template = if others == 0 { words.all_from } else { words.most_from };
        said.push(say!(language, template, n = of, remote, others));
    }
    if let (Some(oldest), Some(youngest)) = (leak.oldest, leak.youngest) {
        let (oldest, youngest) = (about(oldest), about(youngest));
        let template = if oldest == youngest { words.age } else { words.ages };
        said.push(say!(language, template, n, oldest, youngest));
    }
    said.extend(leak.ageless.and_then(|why| why.in_words(language)));
    said.push(match leak.as_server {
        0 => words.as_client.to_owned(),
        of if of == n => words.as_server.to_owned(),
        of => say!(language, words.as_both, n = of),
    });
    said
}

/// What else is wrong at a program.
fn troubles(program: &Program, language: &Language) -> Vec<String> {
    let words = &language.live;
    let numbers = [
        (program.full_queues, words.full_queues),
        (program.count(State::SynSent), words.syn_sent),
        (program.count(State::FinWait2), words.fin_wait_2),
        (program.stopped, words.stopped),
    ];
    numbers.into_iter().filter(|(n, _)| *n > 0).map(|(n, template)| say!(language, template, n)).collect()
}

fn grows(growth: Growth, language: &Language) -> String {
    let (by, time, an_hour) = (growth.by, about(growth.over), growth.an_hour());
    let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    match an_hour / 60 {
        0 if an_hour == 0 => say!(language, language.live.grows, by, time),
        0 => say!(language, language.live.grows_in_an_hour, by, time, n = number(an_hour)),
        minute => say!(language, language.live.grows_in_a_minute, by, time, n = number(minute)),
    }
}

fn descriptors(program: &Program, language: &Language) -> Option<String> {
    let (used, limit) = (program.descriptors?, program.limit?);
    Some(match program.full_in() {
        Some(time) => say!(language, language.live.descriptors_full_in, used, limit, time = about(time)),
        None => say!(language, language.live.descriptors, used, limit),
    })
}

/// A time as people say it: seconds up to two minutes, minutes up to two hours, hours.
#[must_use]
pub fn about(time: Duration) -> Duration {
    let seconds = time.as_secs();
    match seconds {
        0 => Duration::from_millis(time.as_millis().try_into().unwrap_or(0)),
        1..120 => Duration::from_secs(seconds),
        120..7_200 => Duration::from_secs(seconds / 60 * 60),
        _ => Duration::from_secs(seconds / 3_600 * 3_600),
    }
}

impl Report {
    /// How many sockets are in each state, in a sentence.
    #[must_use]
    pub fn describe_counts(&self, language: &Language) -> String {
        let shown: Vec<String> = State::ALL
            .into_iter()
            .filter(|state| self.counts[*state as usize] > 0)
            .map(|state| format!("{} {state}", self.counts[state as usize]))
            .collect();
        match (&*shown, self.of) {
            ([], 0) => language.live.no_sockets.to_owned(),
            ([], n) => say!(language, language.live.no_match, n),
            _ => shown.join(", "),
        }
    }

    /// The orphans in a sentence, if there are any.
    #[must_use]
    pub fn describe_orphans(&self, language: &Language) -> Option<String> {
        let n = self.orphan_count();
        let of = |state: State| format!("{} {state}", self.orphans[state as usize]);
        let states = State::ALL.into_iter().filter(|state| self.orphans[*state as usize] > 0).map(of);
        let states = &states.collect::<Vec<_>>().join(", ");
        (n > 0).then(|| say!(language, language.live.orphans, n, states))
    }
}

impl Ageless {
    /// It in a sentence; of a system that never tells it, that is said once for all sockets.
    #[must_use]
    pub fn in_words(self, language: &Language) -> Option<String> {
        match self {
            Self::NetlinkRefused => Some(language.live.ageless_without_netlink.to_owned()),
            Self::Elsewhere => Some(language.live.ageless_elsewhere.to_owned()),
            Self::NotTold => None,
        }
    }
}

impl Survey {
    /// What could not be seen, in sentences.
    #[must_use]
    pub fn describe_hidden(&self, language: &Language) -> Vec<String> {
        let words = &language.live;
        let Hidden { sockets, processes, lines, is_root } = self.hidden;
        let source = match self.source {
            Source::Netlink => None,
            Source::Proc => Some(words.netlink_refused.to_owned()),
            Source::Lsof => Some(words.from_lsof.to_owned()),
        };
        let template = if is_root { words.hidden_from_root } else { words.hidden_sockets };
        let hidden = (sockets > 0).then(|| say!(language, template, n = sockets, processes));
        let strange = (lines > 0).then(|| say!(language, words.strange_lines, n = lines));
        let others = self.namespaces.len();
        let others = (others > 0).then(|| say!(language, words.other_namespaces, n = others));
        source.into_iter().chain(hidden).chain(strange).chain(others).collect()
    }
}

/// What to look at next, from a socket or a program's worst one to the line of code. Shown, never run.
#[must_use]
pub fn next_steps(socket: &Socket, survey: &Survey, language: &Language) -> Vec<String> {
    let (words, whose) = (&language.live, survey.whose());
    let Some(process) = whose.process_of(socket) else { return Vec::new() };
    let (pid, dump) = (process.pid, dump_of(&process.program, words));
    // The stacks of an interpreter or a virtual machine are not those of the program that it runs.
    let strace = if dump.is_some() { "strace -f -yy" } else { "strace -f -yy -k" };
    let watch = match (CloseWait::of(socket), socket.holder) {
        (Some(CloseWait::NeverAccepted), _) => Some(say!(language, words.next_never_accepted, strace, pid)),
        (Some(CloseWait::NotReadToTheEnd), Some(Holder { descriptor, .. })) => {
            Some(say!(language, words.next_not_read, strace, pid, descriptor))
        }
        (Some(CloseWait::NotClosed), Some(Holder { descriptor, .. })) => {
            Some(say!(language, words.next_not_closed, strace, pid, descriptor))
        }
        (_, Some(Holder { descriptor, .. })) => Some(say!(language, words.next_strace, pid, descriptor)),
        (_, None) => None,
    };
    let stack = (CloseWait::of(socket).is_some() && dump.is_none()).then(|| say!(language, words.next_stack, pid));
    let holds = is_read_by_a_thread(&process.program) && Role::of(socket, &whose) == Role::Server;
    let is_read = matches!(CloseWait::of(socket), Some(CloseWait::NotClosed | CloseWait::NotReadToTheEnd));
    let (ip, port) = (&socket.local.ip().to_canonical().to_string(), u32::from(socket.local.port()));
    let hold = (holds && is_read).then(|| say!(language, words.next_hold, ip, port));
    let dump = say!(language, dump.unwrap_or(words.next_other), pid);
    watch.into_iter().chain(stack).chain(hold).chain([dump]).collect()
}

/// Whether servers in this language most often have a thread for each connection, and the dump of its threads has lines of code.
fn is_read_by_a_thread(program: &str) -> bool {
    ["java", "python", "ruby"].into_iter().any(|name| program.starts_with(name))
}

/// How the threads of a program are asked where they are, where something stands between the kernel and the program's text.
fn dump_of(program: &str, words: &LiveWords) -> Option<&'static str> {
    let kinds = [
        ("java", words.next_java),
        ("python", words.next_python),
        ("node", words.next_node),
        ("perl", words.next_perl),
        ("ruby", words.next_ruby),
        ("beam", words.next_erlang),
        ("php", words.next_php),
    ];
    kinds.into_iter().find(|(name, _)| program.starts_with(name)).map(|(_, dump)| dump)
}

/// The id of the lesson that explains a socket's state, and of a leak the one for its side.
#[must_use]
pub const fn lesson_of(state: State, is_client: bool) -> &'static str {
    match state {
        State::Closed => "connection-refused",
        State::Listen => "server-queues",
        State::SynSent => "lost-syn",
        State::SynReceived => "lost-third-ack",
        State::Established => "half-open",
        State::FinWait1 | State::LastAck => "stuck-closing",
        State::FinWait2 => "fin-wait-2",
        State::CloseWait if is_client => "find-the-leak",
        State::CloseWait => "close-wait-bug",
        State::Closing => "simultaneous-close",
        State::TimeWait => "time-wait",
    }
}
