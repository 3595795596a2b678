//! Goals: what has to come true, line by line, and the tally of what has happened since the exercise began.

use std::fmt;

use super::command::Kind;
use super::condition::{Condition, Sockets};
use super::source::Spanned;
use crate::language::Language;
use crate::say;
use crate::sim::{Call, Departure, EventKind, PerSide, Record, Side, World};
use crate::tcp::{EdgeId, Flags, Reply, State};

/// What segments are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SegmentFilter {
    /// All.
    Segments,
    /// Those that look like this; `FIN` counts every segment that carries one, and `ACK` only those that are nothing else.
    Kind(Kind),
}

impl SegmentFilter {
    /// Whether a segment that left is counted.
    #[must_use]
    pub fn counts(self, departure: &Departure) -> bool {
        match self {
            Self::Segments => true,
            Self::Kind(Kind::Flags(flags)) if flags != Flags::ACK && flags != Flags::NONE => {
                departure.segment.flags.contains(flags)
            }
            Self::Kind(kind) => kind.fits(&departure.segment),
        }
    }
}

impl fmt::Display for SegmentFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Segments => f.write_str("segments"),
            Self::Kind(kind) => kind.fmt(f),
        }
    }
}

/// One line of a goal. Everything but the states counts from the moment at which the exercise began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GoalLine {
    /// The states are these now.
    States(Condition),
    /// The states were these at some moment.
    Visited(Condition),
    /// The states were never these.
    Avoids(Condition),
    /// No such segment was sent.
    Never(SegmentFilter),
    /// At most this many were sent.
    Most(SegmentFilter, u32),
    /// At least this many were sent.
    Least(SegmentFilter, u32),
    /// How many segments were lost.
    Lost(u32),
    /// A side's program accepted this many connections.
    Accepted(Side, u32),
    /// How many of a host's connections sit in a state now.
    Sockets(Sockets),
    /// How many arrows of Figure 5 were walked, on both diagrams together.
    Edges(u32),
    /// A side's program made this call, and it was not refused.
    Called(Side, Call),
}

/// What has to come true: every line at the same moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The lines, in the author's order.
    pub lines: Vec<Spanned<GoalLine>>,
    /// Whether it is written as `goal`: reaching it takes an action, and no mere patience.
    pub is_puzzle: bool,
    /// Where it is written.
    pub span: Option<std::ops::Range<usize>>,
}

/// What has happened since an exercise began, as far as its goal asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// For each line: how many were counted, or whether the states were seen.
    counts: Vec<u32>,
    /// The arrows of Figure 5 that were walked.
    edges: u32,
}

impl Goal {
    /// A goal of one line, states alone.
    #[must_use]
    pub fn states(condition: Spanned<Condition>) -> Self {
        let span = condition.span.clone();
        Self { lines: vec![condition.map(GoalLine::States)], is_puzzle: false, span }
    }

    /// The tally of an exercise that begins in this world.
    #[must_use]
    pub fn begin(&self, world: &World) -> Tally {
        let mut tally = Tally { counts: vec![0; self.lines.len()], edges: 0 };
        tally.count_sockets(self, world);
        tally.see(self, world.states());
        tally
    }

    /// Counts what came of one input; whether the goal held at any moment of it.
    pub fn note(&self, tally: &mut Tally, before: PerSide<State>, records: &[Record], after: &World) -> bool {
        let mut states = before;
        let mut held = false;
        tally.count_sockets(self, after);
        for record in records {
            tally.count(self, record);
            for state in record.entered().filter(|_| record.connection().is_some()) {
                states[record.side] = state;
                tally.see(self, states);
            }
            held |= record.connection().is_some() && self.holds(tally, states);
        }
        let states = after.states();
        tally.see(self, states);
        held || self.holds(tally, states)
    }

    /// Whether every line holds.
    #[must_use]
    pub fn holds(&self, tally: &Tally, states: PerSide<State>) -> bool {
        (0..self.lines.len()).all(|at| self.line_holds(at, tally, states))
    }

    /// Whether one line holds.
    #[must_use]
    pub fn line_holds(&self, at: usize, tally: &Tally, states: PerSide<State>) -> bool {
        let count = tally.counts.get(at).copied().unwrap_or_default();
        match self.lines[at].value {
            GoalLine::States(condition) => condition.holds(states),
            GoalLine::Visited(_) | GoalLine::Called(..) => count > 0,
            GoalLine::Avoids(_) | GoalLine::Never(_) => count == 0,
            GoalLine::Most(_, most) => count <= most,
            GoalLine::Least(_, least) | GoalLine::Lost(least) | GoalLine::Accepted(_, least) => count >= least,
            GoalLine::Sockets(wanted) => count == wanted.count,
            GoalLine::Edges(least) => tally.edges.count_ones() >= least,
        }
    }

    /// Whether any line can never hold any more, whatever is done.
    #[must_use]
    pub fn is_unreachable(&self, tally: &Tally) -> bool {
        (0..self.lines.len()).any(|at| self.line_is_spoilt(at, tally))
    }

    /// Whether a line can never hold any more.
    #[must_use]
    pub fn line_is_spoilt(&self, at: usize, tally: &Tally) -> bool {
        let count = tally.counts.get(at).copied().unwrap_or_default();
        match self.lines[at].value {
            GoalLine::Avoids(_) | GoalLine::Never(_) => count > 0,
            GoalLine::Most(_, most) => count > most,
            _ => false,
        }
    }

    /// Whether every line only forbids something: then it is not a task.
    #[must_use]
    pub fn only_forbids(&self) -> bool {
        self.lines.iter().all(|line| Self::is_forbidding(line.value))
    }

    /// Whether a line holds until something is done against it: it is not a task by itself.
    #[must_use]
    pub fn is_forbidding(line: GoalLine) -> bool {
        matches!(line, GoalLine::Avoids(_) | GoalLine::Never(_) | GoalLine::Most(..))
    }
}

impl Tally {
    fn see(&mut self, goal: &Goal, states: PerSide<State>) {
        for (line, count) in goal.lines.iter().zip(&mut self.counts) {
            if let GoalLine::Visited(condition) | GoalLine::Avoids(condition) = line.value
                && condition.holds(states)
            {
                *count = 1;
            }
        }
    }

    fn count_sockets(&mut self, goal: &Goal, world: &World) {
        for (line, count) in goal.lines.iter().zip(&mut self.counts) {
            if let GoalLine::Sockets(Sockets { side, state, .. }) = line.value {
                *count = world.count_by_state(side)[state as usize];
            }
        }
    }

    fn count(&mut self, goal: &Goal, record: &Record) {
        for (line, count) in goal.lines.iter().zip(&mut self.counts) {
            *count = count.saturating_add(counted(line.value, record));
        }
        for edge in &record.outcome.transitions {
            self.edges |= figure5_bit(*edge);
        }
    }

    /// What tells two tallies apart, for a search: a count beyond what any line asks for is as good as that.
    pub fn words<'a>(&'a self, goal: &'a Goal) -> impl Iterator<Item = u32> + 'a {
        let enough = |(line, count): (&Spanned<GoalLine>, &u32)| match line.value {
            GoalLine::Most(_, most) => (*count).min(most + 1),
            GoalLine::Least(_, least) | GoalLine::Lost(least) | GoalLine::Accepted(_, least) => (*count).min(least),
            GoalLine::Sockets(_) => *count,
            _ => (*count).min(1),
        };
        let asks_for_edges = goal.lines.iter().any(|line| matches!(line.value, GoalLine::Edges(_)));
        let edges = if asks_for_edges { self.edges } else { 0 };
        goal.lines.iter().zip(&self.counts).map(enough).chain([edges])
    }

    /// How many arrows of Figure 5 were walked.
    #[must_use]
    pub const fn edges(&self) -> u32 {
        self.edges.count_ones()
    }
}

fn counted(line: GoalLine, record: &Record) -> u32 {
    let sent = |what: SegmentFilter| {
        let count = record.departures.iter().filter(|departure| what.counts(departure)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    match line {
        GoalLine::Never(what) | GoalLine::Most(what, _) | GoalLine::Least(what, _) => sent(what),
        GoalLine::Lost(_) => u32::from(matches!(record.kind, EventKind::Lost(..))),
        GoalLine::Accepted(side, _) => {
            let accepts = matches!(record.kind, EventKind::Accept | EventKind::AppAccept);
            u32::from(accepts && record.side == side && record.connection().is_some())
        }
        GoalLine::Called(side, wanted) => {
            let called = |call: Call| side == record.side && wanted.word() == call.word();
            let refused = record.outcome.reply.is_some_and(Reply::is_error);
            u32::from(matches!(record.kind, EventKind::Call(call) if called(call)) && !refused)
        }
        GoalLine::States(_) | GoalLine::Visited(_) | GoalLine::Avoids(_) => 0,
        GoalLine::Sockets(_) | GoalLine::Edges(_) => 0,
    }
}

/// An arrow of Figure 5 as a bit; nothing for the arrows that the figure leaves out.
fn figure5_bit(edge: EdgeId) -> u32 {
    if edge.edge().figure5 { 1 << edge.index() } else { 0 }
}

impl GoalLine {
    /// As the learner reads it while at it: what is counted says how far it is.
    #[must_use]
    pub fn label_so_far(&self, tally: &Tally, language: &Language) -> String {
        match *self {
            Self::Edges(n) => say!(language, language.lessons.goal_edges_so_far, walked = tally.edges().min(n), n),
            _ => self.label(language),
        }
    }

    /// As the learner reads it.
    #[must_use]
    pub fn label(&self, language: &Language) -> String {
        let words = &language.lessons;
        match *self {
            Self::States(condition) => in_states(condition, [words.goal_state, words.goal_states], language),
            Self::Visited(condition) => in_states(condition, [words.goal_visited, words.goal_visited_both], language),
            Self::Avoids(condition) => in_states(condition, [words.goal_avoids, words.goal_avoids_both], language),
            Self::Never(SegmentFilter::Segments) => words.goal_never_segment.to_owned(),
            Self::Never(SegmentFilter::Kind(Kind::Data)) => words.goal_never_data.to_owned(),
            Self::Never(SegmentFilter::Kind(kind)) => say!(language, words.goal_never, kind = &kind.to_string()),
            Self::Most(what, n) => {
                counted_words(what, n, [words.goal_most_segments, words.goal_most_data, words.goal_most], language)
            }
            Self::Least(what, n) => {
                counted_words(what, n, [words.goal_least_segments, words.goal_least_data, words.goal_least], language)
            }
            Self::Lost(1) => words.goal_lost_one.to_owned(),
            Self::Lost(n) => say!(language, words.goal_lost, n),
            Self::Accepted(who, 1) => say!(language, words.goal_accepted_one, who),
            Self::Accepted(who, n) => say!(language, words.goal_accepted, who, n),
            Self::Sockets(Sockets { side, state, count: 0 }) => {
                say!(language, words.goal_no_socket, who = side, state)
            }
            Self::Sockets(Sockets { side, state, count }) => {
                say!(language, words.goal_sockets, who = side, state, n = count)
            }
            Self::Called(who, call) => say!(language, words.goal_called, who, call),
            Self::Edges(n) => say!(language, words.goal_edges, n),
        }
    }
}

/// A condition in words: the sentence for one side, and the one for both.
fn in_states(condition: Condition, [one, both]: [&str; 2], language: &Language) -> String {
    match condition.states {
        PerSide { a: Some(a), b: Some(b) } => say!(language, both, a, b),
        PerSide { a: Some(state), b: None } => say!(language, one, who = Side::A, state),
        PerSide { a: None, b: Some(state) } => say!(language, one, who = Side::B, state),
        PerSide { a: None, b: None } => String::new(),
    }
}

/// A count in words: the sentence for segments, for data, and for a kind of segment.
fn counted_words(what: SegmentFilter, n: u32, [segments, data, other]: [&str; 3], language: &Language) -> String {
    match what {
        SegmentFilter::Segments => say!(language, segments, n),
        SegmentFilter::Kind(Kind::Data) => say!(language, data, n),
        SegmentFilter::Kind(kind) => say!(language, other, n, kind = &kind.to_string()),
    }
}
