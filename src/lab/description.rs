//! What was done and seen, in words: the simulation and this machine under each other.

use super::arrow::{Strokes, arrow};
use super::compare::{Aspect, Difference, Reason, compare, passed_through};
use super::crossed::{Crossed, rungs};
use super::exercise::{Act, Exercise};
use super::place::Place;
use super::seen::Seen;
use crate::language::Language;
use crate::say;
use crate::sim::{Input, Side, VERBS};
use crate::tcp::State;

/// An act that was played in both worlds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
    /// What was done.
    pub act: Act,
    /// What the simulation did.
    pub simulated: Seen,
    /// What this machine did.
    pub here: Seen,
}

impl Played {
    /// Where the two differ.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        match self.act {
            Act::NotHere(_) | Act::NoLink(_) | Act::Link(_) => Vec::new(),
            _ => compare(&self.act, &self.simulated, &self.here),
        }
    }
}

/// What stands before the first act.
#[must_use]
pub fn describe_start(exercise: &Exercise, place: Place, language: &Language) -> String {
    let words = &language.lab;
    let start = say!(language, words.start, id = &exercise.id);
    format!("{start} {}", if place.is_own() { words.own_network } else { words.shared_network })
}

impl Place {
    /// The command for another terminal that shows the sockets.
    #[must_use]
    pub fn command(self, language: &Language) -> String {
        match self {
            Self::Shared { port } => say!(language, language.lab.command, port = u32::from(port)),
            Self::Own { pid } => say!(language, language.lab.command_inside, pid),
        }
    }
}

/// An act in lines: what was done, what the simulation did, what this machine did, what differs.
#[must_use]
pub fn describe_act(number: usize, played: &Played, language: &Language) -> Vec<String> {
    let words = &language.lab;
    let done = act_in_words(&played.act, language);
    let alone = match played.act {
        Act::NotHere(_) => Some(words.not_here),
        Act::NoLink(_) => Some(words.no_link),
        Act::Link(_) => Some(words.link),
        Act::Calls(_) | Act::Wait(_) => None,
    };
    if let Some(template) = alone {
        return vec![say!(language, template, n = number, what = &done)];
    }
    let mut lines = vec![say!(language, words.act, n = number, what = &done)];
    for (template, seen) in [(words.simulated, &played.simulated), (words.here, &played.here)] {
        lines.push(say!(language, template, what = &seen_in_words(seen, language)));
    }
    let differences = played.differences();
    // Where the two went different ways, nothing says that what the simulation entered was entered here.
    for side in Side::BOTH.into_iter().filter(|_| differences.is_empty()) {
        let passed = passed_through(side, &played.simulated, &played.here);
        if !passed.is_empty() {
            lines.push(say!(language, words.passed_through, who = side, states = &names(&passed, ", ")));
        }
    }
    lines.extend(differences.iter().map(|difference| difference.describe(language)));
    lines
}

/// So long is an arrow in text.
const ARROW: usize = 24;

/// The segments of an act in both worlds beside each other, in lines of plain text; nothing where none went.
#[must_use]
pub fn describe_ladder(played: &Played, language: &Language) -> Vec<String> {
    let rungs = rungs(&played.simulated.crossed, &played.here.crossed);
    if rungs.is_empty() {
        return Vec::new();
    }
    let words = &language.lab;
    let ladder = |crossed: Option<Crossed>| {
        format!("{} {} {}", Side::A.letter(), arrow(crossed.as_ref(), ARROW, &Strokes::ASCII), Side::B.letter())
    };
    let both = |left: &str, right: &str| format!("{left:<0$}{right}", ARROW + 8).trim_end().to_owned();
    let mut lines = vec![both(words.ladder_simulated, words.ladder_here)];
    lines.extend(rungs.iter().map(|rung| both(&ladder(rung.simulated), &ladder(rung.here))));
    if rungs.iter().any(|rung| rung.here.is_some_and(|here| !here.counted)) {
        lines.push(say!(language, words.ladder_dashed, mark = Strokes::ASCII.dashed));
    }
    lines
}

/// What is done, in the words of sessions.
#[must_use]
pub fn act_in_words(act: &Act, language: &Language) -> String {
    match act {
        Act::Calls(inputs) => inputs.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Act::Wait(time) => say!(language, language.lab.wait, time = *time),
        Act::NotHere(input) => in_words(input),
        Act::Link(change) | Act::NoLink(change) => in_words(&Input::Link(*change)),
    }
}

/// How it ended: how many acts went as the simulation said, and what is left behind.
#[must_use]
pub fn describe_end(played: &[Played], language: &Language) -> Vec<String> {
    let words = &language.lab;
    let differences: Vec<Difference> = played.iter().flat_map(Played::differences).collect();
    let unnamed = differences.iter().filter(|difference| difference.reason.is_none()).count();
    let same = played.iter().filter(|played| played.differences().is_empty()).count();
    let mut lines = vec![say!(language, words.end, same, n = played.len())];
    if unnamed > 0 {
        lines.push(say!(language, words.unnamed, n = unnamed));
    }
    let last = played.last().map(|played| played.here.now);
    if last.is_some_and(|now| [now.a, now.b].contains(&State::TimeWait)) {
        lines.push(words.stays_in_time_wait.to_owned());
    }
    lines
}

fn seen_in_words(seen: &Seen, language: &Language) -> String {
    let words = &language.lab;
    let returned = if seen.returned.is_empty() { words.nothing_returned.to_owned() } else { seen.returned.join(", ") };
    let end = |side: Side| {
        let mut states = seen.entered[side].clone();
        if states.last() != Some(&seen.now[side]) {
            states.push(seen.now[side]);
        }
        let states = &names(&states, " > ");
        match seen.sent[side] {
            Some(n) => say!(language, words.end_sent, who = side, states, n),
            None => say!(language, words.end_only, who = side, states),
        }
    };
    [returned, end(Side::A), end(Side::B)].join("; ")
}

fn in_words(input: &Input) -> String {
    crate::sim::in_words(input, VERBS)
}

fn names(states: &[State], between: &str) -> String {
    states.iter().map(|state| state.name()).collect::<Vec<_>>().join(between)
}

impl Difference {
    /// It in a sentence, with its reason.
    #[must_use]
    pub fn describe(&self, language: &Language) -> String {
        let words = &language.lab;
        let what = match &self.what {
            Aspect::Returned(at, simulated, here) => {
                say!(language, words.returned_differs, n = at + 1, simulated, here)
            }
            Aspect::State(who, simulated, here) => {
                say!(language, words.state_differs, who = *who, simulated = *simulated, here = *here)
            }
            Aspect::Sent(who, simulated, here) => {
                say!(language, words.sent_differs, who = *who, simulated = *simulated, here = *here)
            }
        };
        let why = match self.reason {
            Some(Reason::NothingCrosses) => words.nothing_crosses,
            Some(Reason::AckOrRide) => words.ack_or_ride,
            Some(Reason::Again) => words.again,
            None => words.no_reason,
        };
        say!(language, words.difference, what = &what, why)
    }
}
