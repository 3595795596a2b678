//! What an author expects of a step, held against what happened.

use std::ops::Range;

use super::condition::{Condition, Sockets};
use super::diagnostic::{Diagnostic, Findings};
use super::sent::Sent;
use super::source::Spanned;
use crate::language::Language;
use crate::say;
use crate::sim::{Record, Side, World};

/// What has to hold when a step is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expect {
    /// The states.
    pub states: Spanned<Condition>,
    /// The segments that were sent in the step, in order.
    pub sent: Option<Spanned<Vec<Sent>>>,
    /// How many segments were sent in the step.
    pub segments: Option<Spanned<usize>>,
    /// How many connections of a host sit in a state.
    pub counts: Vec<Spanned<Sockets>>,
}

impl Expect {
    /// These states, and nothing else.
    #[must_use]
    pub const fn of_states(states: Spanned<Condition>) -> Self {
        Self { states, sent: None, segments: None, counts: Vec::new() }
    }
}

/// An expectation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Where it is written in the lesson's file.
    pub span: Option<Range<usize>>,
    /// What was expected, and what is.
    pub message: String,
}

impl Unmet {
    /// As a finding about the file that expects it.
    #[must_use]
    pub fn at(&self, file: &str, source: &str, language: &Language) -> Diagnostic {
        let mut findings = Findings::new(file, source, language);
        findings.error(&self.span, self.message.as_str()).clone()
    }
}

/// All that does not hold, given the world after a step and all that happened in it.
#[must_use]
pub fn unmet(expect: &Expect, world: &World, records: &[Record], language: &Language) -> Vec<Unmet> {
    let states = world.states();
    let wrong_state = |side: Side| {
        let wanted = expect.states.states[side]?;
        let state = states[side];
        (wanted != state).then(|| say!(language, language.findings.wrong_state, who = side, wanted, state))
    };
    let wrong_states = Side::BOTH.into_iter().filter_map(wrong_state);
    let mut unmet: Vec<Unmet> =
        wrong_states.map(|message| Unmet { span: expect.states.span.clone(), message }).collect();
    unmet.extend(expect.sent.as_ref().and_then(|wanted| wrong_segments(wanted, records, language)));
    unmet.extend(expect.segments.as_ref().and_then(|wanted| wrong_count(wanted, records, language)));
    unmet.extend(expect.counts.iter().filter_map(|wanted| wrong_sockets(wanted, world, language)));
    unmet
}

fn wrong_segments(wanted: &Spanned<Vec<Sent>>, records: &[Record], language: &Language) -> Option<Unmet> {
    let departures: Vec<_> = records.iter().flat_map(|record| &record.departures).collect();
    let fits = wanted.len() == departures.len()
        && wanted
            .iter()
            .zip(&departures)
            .all(|(sent, departure)| sent.from == departure.packet.from && sent.kind.fits(&departure.segment));
    let words = &language.findings;
    let message = || {
        let sent = departures.iter().map(|departure| Sent::of(departure).to_string());
        let sent = sent.reduce(|segments, last| say!(language, words.then, segments = &segments, last = &last));
        sent.map_or_else(
            || words.no_segments.to_owned(),
            |segments| say!(language, words.wrong_segments, segments = &segments),
        )
    };
    (!fits).then(|| Unmet { span: wanted.span.clone(), message: message() })
}

fn wrong_count(wanted: &Spanned<usize>, records: &[Record], language: &Language) -> Option<Unmet> {
    let count = records.iter().map(|record| record.departures.len()).sum::<usize>();
    let message = || say!(language, language.findings.wrong_count, n = wanted.value, count);
    (count != wanted.value).then(|| Unmet { span: wanted.span.clone(), message: message() })
}

fn wrong_sockets(wanted: &Spanned<Sockets>, world: &World, language: &Language) -> Option<Unmet> {
    let Sockets { side, state, count } = wanted.value;
    let counted = world.count_by_state(side)[state as usize];
    let message = || say!(language, language.findings.wrong_sockets, n = count, who = side, state, count = counted);
    (counted != count).then(|| Unmet { span: wanted.span.clone(), message: message() })
}
