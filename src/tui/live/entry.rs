//! What the list beside the diagram has: programs, worst first, and what is no program's.

use crate::language::Language;
use crate::live::{CloseWait, Filter, Group, Report, Role, Socket, Survey, describe, next_steps};
use crate::tcp::State;
use std::cmp::Reverse;

/// So many rows of a group are told.
const MOST_ROWS: usize = 10;

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The program of this process.
    Program(u32),
    /// Connections that get no answer.
    Unanswered,
    /// What programs have left to the kernel.
    Orphans,
    /// What waits for old segments to die.
    TimeWait,
    /// What permission hides.
    Hidden,
}

/// The rows that there are.
pub fn entries(survey: &Survey, report: &Report) -> Vec<Entry> {
    let programs = report.programs.iter().map(|program| Entry::Program(program.pid));
    let others = [
        (Entry::Unanswered, !report.unanswered.is_empty()),
        (Entry::Orphans, report.orphan_count() > 0),
        (Entry::TimeWait, report.counts[State::TimeWait as usize] > 0),
        (Entry::Hidden, survey.hidden.sockets > 0),
    ];
    programs.chain(others.into_iter().filter(|(_, is_there)| *is_there).map(|(entry, _)| entry)).collect()
}

impl Entry {
    /// What it is called.
    pub fn title(self, report: &Report, language: &Language) -> String {
        let words = &language.live;
        match self {
            Self::Program(pid) => {
                let program = report.programs.iter().find(|program| program.pid == pid);
                program.map_or_else(String::new, |program| describe(program, language).title)
            }
            Self::Unanswered => words.once_unanswered.to_owned(),
            Self::Orphans => words.once_orphans.to_owned(),
            Self::TimeWait => words.once_time_wait.to_owned(),
            Self::Hidden => words.once_hidden.to_owned(),
        }
    }

    /// What there is to say of it, the most important first.
    pub fn sentences(self, survey: &Survey, report: &Report, language: &Language) -> Vec<String> {
        match self {
            Self::Program(pid) => {
                let program = report.programs.iter().find(|program| program.pid == pid);
                let mut said = program.map(|program| describe(program, language).sentences).unwrap_or_default();
                said.extend(paragraphs(report.describe_queues(Some(pid), language), language));
                said
            }
            Self::Unanswered => paragraphs(report.describe_unanswered(language), language),
            Self::Orphans => report.describe_orphans(language).into_iter().collect(),
            Self::TimeWait => paragraphs(report.describe_time_wait(language), language),
            Self::Hidden => survey.describe_hidden(language),
        }
    }

    /// What to look at next on the way to the code, for a program that leaks.
    pub fn next(self, survey: &Survey, report: &Report, language: &Language) -> Vec<String> {
        let Self::Program(pid) = self else { return Vec::new() };
        let program = report.programs.iter().find(|program| program.pid == pid);
        let worst = program.and_then(|program| program.worst(survey));
        worst.map(|socket| next_steps(socket, survey, language)).unwrap_or_default()
    }

    /// Its sockets, as indexes into the survey: what waits for a program first, of those the most frequent mistake, and of those what
    /// has waited longest.
    pub fn sockets(self, survey: &Survey, report: &Report, filter: &Filter) -> Vec<usize> {
        let whose = survey.whose();
        let is_its = |socket: &Socket| {
            let process = whose.process_of(socket);
            filter.takes(socket, process)
                && match self {
                    Self::Program(pid) => process.is_some_and(|process| process.pid == pid),
                    Self::Unanswered => socket.state == State::SynSent,
                    Self::Orphans => socket.is_orphan(),
                    Self::TimeWait => socket.state == State::TimeWait,
                    Self::Hidden => process.is_none() && socket.inode.is_none_or(|inode| inode != 0),
                }
        };
        let mut found: Vec<usize> = (0..survey.sockets.len()).filter(|at| is_its(&survey.sockets[*at])).collect();
        let program = report.programs.iter().find(|program| self == Self::Program(program.pid));
        let kind = program.and_then(|program| program.leak.kind());
        found.sort_by_key(|at| {
            let socket = &survey.sockets[*at];
            (Reverse(urgency(socket.state)), CloseWait::of(socket) != kind, Reverse(socket.silent))
        });
        found
    }
}

/// Groups as paragraphs.
fn paragraphs(groups: impl IntoIterator<Item = Group>, language: &Language) -> Vec<String> {
    groups.into_iter().flat_map(|group| group.paragraphs(MOST_ROWS, language)).collect()
}

/// Who has to act: this program first, then somebody else, then nobody.
const fn urgency(state: State) -> u8 {
    match state {
        State::CloseWait => 3,
        State::SynSent | State::SynReceived | State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck => 2,
        State::Established | State::Listen => 1,
        State::Closed | State::TimeWait => 0,
    }
}

/// Whether a socket is its program's own call to somebody.
pub fn is_client(socket: &Socket, survey: &Survey) -> bool {
    Role::of(socket, &survey.whose()) == Role::Client
}
