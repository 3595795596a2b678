//! What a survey means: each program with what is wrong at it, worst first, and what is no program's.

use super::filter::Filter;
use super::leak::{CloseWait, Leak, Role};
use super::socket::Socket;
use super::survey::{Process, Survey, Whose};
use super::trend::Growth;
use crate::tcp::State;
use core::net::SocketAddr;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// What a survey means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many sockets are in each state, by [`State::ALL`].
    pub counts: [u32; State::ALL.len()],
    /// How many sockets there are, with those that the filter does not take.
    pub of: u32,
    /// The programs that have sockets, worst first.
    pub programs: Vec<Program>,
    /// Listeners in whose queue somebody waits, the fullest first.
    pub waiting: Vec<Listener>,
    /// Where connections get no answer to, most first.
    pub unanswered: Vec<Remote>,
    /// How many sockets in each state no program has any more.
    pub orphans: [u32; State::ALL.len()],
    /// Where connections to are in `TIME_WAIT` and keep a local port, most first.
    pub time_wait: Vec<PortUse>,
}

/// A program and its sockets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// The process.
    pub pid: u32,
    /// Its name.
    pub name: String,
    /// The file name of its program.
    pub program: String,
    /// How many sockets are in each state, by [`State::ALL`].
    pub counts: [u32; State::ALL.len()],
    /// Those in `CLOSE_WAIT`.
    pub leak: Leak,
    /// How those have grown in number, where that was watched.
    pub growth: Option<Growth>,
    /// Connections whose peer has closed its window: its program does not read.
    pub stopped: u32,
    /// How many descriptors it has open.
    pub descriptors: Option<u32>,
    /// How many it may have.
    pub limit: Option<u32>,
    /// Its listeners' queues that are full.
    pub full_queues: u32,
}

/// A listener and its queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    /// Where it listens.
    pub local: SocketAddr,
    /// The program, where it is known.
    pub name: String,
    /// The process, where it is known.
    pub pid: Option<u32>,
    /// How many wait for `accept()`.
    pub waiting: u32,
    /// How many may, beside one that always fits.
    pub limit: Option<u32>,
}

impl Listener {
    /// Whether nobody else fits in. Linux takes one more than `listen()` said.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.waiting > limit)
    }
}

/// A remote end that does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// Its address.
    pub remote: SocketAddr,
    /// How many connections wait for it.
    pub count: u32,
    /// How often the SYN was sent again, at most.
    pub again: u8,
}

/// Local ports that `TIME_WAIT` keeps from being used to one remote end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortUse {
    /// Its address.
    pub remote: SocketAddr,
    /// How many ports.
    pub count: u32,
    /// Of how many, where that is known.
    pub of: Option<u32>,
}

impl Report {
    /// What the sockets of a survey mean that a filter takes.
    #[must_use]
    pub fn of(survey: &Survey, filter: &Filter) -> Self {
        let whose = survey.whose();
        let mut programs: BTreeMap<u32, Program> = BTreeMap::new();
        let of = u32::try_from(survey.sockets.len()).unwrap_or(u32::MAX);
        let mut report = Self { of, ..Self::default() };
        let mut unanswered: HashMap<SocketAddr, (u32, u8)> = HashMap::new();
        let mut kept: HashMap<SocketAddr, u32> = HashMap::new();
        for socket in &survey.sockets {
            let process = whose.process_of(socket);
            if !filter.takes(socket, process) {
                continue;
            }
            report.counts[socket.state as usize] += 1;
            if let Some(process) = process {
                programs.entry(process.pid).or_insert_with(|| Program::of(process)).add(socket, &whose);
            }
            match socket.state {
                State::Listen if socket.recv_q > 0 => report.waiting.push(listener(socket, process)),
                State::SynSent => {
                    let (count, again) = unanswered.entry(socket.remote).or_default();
                    *count += 1;
                    *again = (*again).max(socket.timer.map_or(0, |timer| timer.again));
                }
                State::TimeWait if Role::of(socket, &whose) == Role::Client => {
                    *kept.entry(socket.remote).or_default() += 1;
                }
                _ if socket.is_orphan() => report.orphans[socket.state as usize] += 1,
                _ => {}
            }
        }
        report.programs = programs.into_values().collect();
        report.programs.sort_by_key(|program| (std::cmp::Reverse(program.weight()), program.pid));
        report.waiting.sort_by_key(|listener| std::cmp::Reverse((listener.is_full(), listener.waiting)));
        report.unanswered =
            unanswered.into_iter().map(|(remote, (count, again))| Remote { remote, count, again }).collect();
        report.unanswered.sort_by_key(|remote| (std::cmp::Reverse(remote.count), remote.remote));
        let of = survey.system.ports.map(|(first, last)| u32::from(last.saturating_sub(first)) + 1);
        report.time_wait = kept.into_iter().map(|(remote, count)| PortUse { remote, count, of }).collect();
        report.time_wait.sort_by_key(|ports| (std::cmp::Reverse(ports.count), ports.remote));
        report
    }

    /// How many orphans there are.
    #[must_use]
    pub fn orphan_count(&self) -> u32 {
        self.orphans.iter().sum()
    }
}

fn listener(socket: &Socket, process: Option<&Process>) -> Listener {
    Listener {
        local: socket.local,
        name: process.map_or_else(String::new, |process| process.name.clone()),
        pid: process.map(|process| process.pid),
        waiting: socket.recv_q,
        limit: socket.send_q,
    }
}

impl Program {
    fn of(process: &Process) -> Self {
        Self {
            pid: process.pid,
            name: process.name.clone(),
            program: process.program.clone(),
            descriptors: process.descriptors,
            limit: process.limit,
            ..Self::default()
        }
    }

    fn add(&mut self, socket: &Socket, whose: &Whose<'_>) {
        self.counts[socket.state as usize] += 1;
        self.leak.add(socket, whose);
        let persists = socket.timer.is_some_and(|timer| timer.kind == super::socket::TimerKind::Persist);
        self.stopped += u32::from(persists);
        let is_full = socket.state == State::Listen && socket.send_q.is_some_and(|limit| socket.recv_q > limit);
        self.full_queues += u32::from(is_full);
    }

    /// How many of its sockets are in a state.
    #[must_use]
    pub const fn count(&self, state: State) -> u32 {
        self.counts[state as usize]
    }

    /// How long until its descriptors are used up, if its `CLOSE_WAIT` goes on growing.
    #[must_use]
    pub fn full_in(&self) -> Option<Duration> {
        Some(self.growth?.until(self.limit?.saturating_sub(self.descriptors?)))
    }

    /// The socket to begin with, if it leaks any: of the most frequent mistake the one that was silent longest.
    #[must_use]
    pub fn worst<'a>(&self, survey: &'a Survey) -> Option<&'a Socket> {
        let kind = self.leak.kind()?;
        let whose = survey.whose();
        let is_its = |socket: &&Socket| whose.process_of(socket).is_some_and(|process| process.pid == self.pid);
        let of_kind = survey.sockets.iter().filter(|socket| CloseWait::of(socket) == Some(kind));
        of_kind.filter(is_its).max_by_key(|socket| socket.silent)
    }

    /// Whether anything waits for it, or it for others.
    #[must_use]
    pub fn is_in_trouble(&self) -> bool {
        self.weight().0 > 0
    }

    /// How bad it is: what waits for its own program before what waits for others, and any trouble before any size.
    fn weight(&self) -> (u64, u32) {
        let own = u64::from(self.leak.count()) * 10 + u64::from(self.full_queues) * 1_000;
        let others = u64::from(self.count(State::SynSent) + self.count(State::FinWait2) + self.stopped);
        (own + others, self.counts.iter().sum())
    }
}
