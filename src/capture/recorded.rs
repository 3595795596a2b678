//! A capture with its segments, so that each of its connections can be looked at.

use super::beside::Beside;
use super::pair::{Both, Ways};
use super::place::Place;
use super::reading::Capture;
use super::segments::Segments;
use super::shown::Shown;
use super::verdict::{Trouble, Verdict};
use super::watched::Watched;
use crate::language::Language;
use crate::say;
use crate::timeline::Timeline;
use crate::wire::Segment;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How a capture is looked at otherwise than it shows itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Otherwise {
    /// Where it was made, if somebody knows better.
    pub place: Option<Place>,
    /// The connections whose ends have exchanged their letters, by their places in the capture.
    pub exchanged: BTreeSet<usize>,
}

impl Otherwise {
    fn watched<'a>(&self, index: usize, watched: &'a Watched) -> Cow<'a, Watched> {
        let is_exchanged = self.exchanged.contains(&index);
        if self.place.is_none() && !is_exchanged {
            return Cow::Borrowed(watched);
        }
        Cow::Owned(watched.otherwise(self.place, is_exchanged))
    }
}

/// A connection in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its place in the capture, from 0.
    pub index: usize,
    /// Its ends: `10.0.0.1:40001 → 10.0.0.2:80`.
    pub ends: String,
    /// Who has to act, as a sentence without a full stop.
    pub verdict: String,
    /// How much trouble it is in.
    pub trouble: Trouble,
    /// What it can be found by.
    pub words: String,
    /// Where it was captured, and what tells it; of two captures, which one at which end.
    pub place: String,
}

/// A capture with its segments, and perhaps a second one of the same connections.
#[derive(Debug)]
pub struct Recorded {
    /// The capture.
    pub capture: Capture,
    segments: Segments,
    beside: Option<Box<Beside>>,
}

impl Recorded {
    /// A capture and the segments that were kept of it.
    #[must_use]
    pub const fn new(capture: Capture, segments: Segments) -> Self {
        Self { capture, segments, beside: None }
    }

    /// The same with a second capture beside it; both with the names of their files.
    #[must_use]
    pub fn beside(self, name: &str, second: (&str, Self)) -> Self {
        let (other_name, other) = second;
        let beside = Beside::new((name, &self.capture, &self.segments), (other_name, other.capture, other.segments));
        Self { beside: Some(Box::new(beside)), ..self }
    }

    /// How many connections it has to show: its own, and those that only the second capture has.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.capture.connections.len() + self.beside.as_ref().map_or(0, |beside| beside.only_there().len())
    }

    /// Which of its connections the second capture has too: their places here and there, from 0.
    #[must_use]
    pub fn in_both(&self) -> Vec<(usize, usize)> {
        let same = self.beside.iter().flat_map(|beside| &beside.same);
        let mut same: Vec<(usize, usize)> = same.map(|(here, there)| (*here, *there)).collect();
        same.sort_unstable();
        same
    }

    /// What became of a connection's segments between the two captures, if both have it.
    #[must_use]
    pub fn ways(&self, index: usize) -> Option<Ways> {
        self.beside.as_ref()?.ways((&self.capture, &self.segments), index)
    }

    /// Its connections, the worst first.
    #[must_use]
    pub fn list(&self, language: &Language) -> Vec<Listed> {
        self.list_otherwise(&Otherwise::default(), language)
    }

    /// The same, looked at otherwise than the capture shows itself; two captures show for themselves where they were made.
    #[must_use]
    pub fn list_otherwise(&self, otherwise: &Otherwise, language: &Language) -> Vec<Listed> {
        let (own, now) = (&self.capture.connections, self.capture.last);
        let judge = |(index, watched): (usize, &Watched)| {
            let seen = otherwise.watched(index, watched);
            Judged::new(index, seen.as_ref(), now, language)
        };
        let mut judged: Vec<Judged> = own.iter().enumerate().map(judge).collect();
        if let Some(beside) = &self.beside {
            let others = &beside.capture.connections;
            for judged in &mut judged {
                let message = match beside.same.get(&judged.listed.index) {
                    None => Some(say!(language, language.capture.pair_only, name = beside.here.name())),
                    Some(there) => {
                        judged.weigh(&Judged::new(*there, &others[*there], beside.capture.last, language));
                        self.ways(judged.listed.index).and_then(|ways| {
                            judged.listed.place = ways.places(language);
                            ways.losses(language)
                        })
                    }
                };
                judged.add(message, language);
            }
            for (index, there) in (own.len()..).zip(beside.only_there()) {
                let mut other = Judged::new(index, &others[there], beside.capture.last, language);
                other.add(Some(say!(language, language.capture.pair_only, name = beside.there.name())), language);
                judged.push(other);
            }
        }
        judged.sort_by_key(|judged| judged.rank);
        judged.into_iter().map(|judged| judged.listed).collect()
    }

    /// Whether there is a second capture beside it.
    #[must_use]
    pub const fn is_beside(&self) -> bool {
        self.beside.is_some()
    }

    /// One of its connections, to be looked at step by step.
    #[must_use]
    pub fn shown(&self, index: usize) -> Option<Shown> {
        Some(shown(self.capture.connections.get(index)?, &self.segments))
    }

    /// The same, and what both captures have from both.
    #[must_use]
    pub fn pictured(&self, index: usize, otherwise: &Otherwise) -> Option<Pictured> {
        if let Some(beside) = &self.beside {
            if let Some(both) = beside.both((&self.capture, &self.segments), index) {
                return Some(Pictured::Both(Box::new(both)));
            }
            if let Some(at) = index.checked_sub(self.capture.connections.len()) {
                let there = *beside.only_there().get(at)?;
                let watched = beside.capture.connections.get(there)?;
                return Some(shown(watched, &beside.segments).into());
            }
        }
        let watched = otherwise.watched(index, self.capture.connections.get(index)?);
        Some(shown(&watched, &self.segments).into())
    }
}

/// A connection of one capture, or of two.
#[derive(Clone, Debug)]
pub enum Pictured {
    /// One capture has it.
    One(Box<Shown>),
    /// Both have it.
    Both(Box<Both>),
}

impl From<Shown> for Pictured {
    fn from(shown: Shown) -> Self {
        Self::One(Box::new(shown))
    }
}

impl Pictured {
    /// What is shown of it.
    #[must_use]
    pub fn timeline(&self) -> &dyn Timeline {
        match self {
            Self::One(shown) => &**shown,
            Self::Both(both) => &**both,
        }
    }

    /// The same, to keep.
    #[must_use]
    pub fn into_timeline(self) -> Box<dyn Timeline> {
        match self {
            Self::One(shown) => shown,
            Self::Both(both) => both,
        }
    }
}

fn shown(watched: &Watched, segments: &Segments) -> Shown {
    let ends = watched.connection.halves.as_ref().map(|half| half.end);
    let is_of_flow = |segment: &Segment| [(ends.a, ends.b), (ends.b, ends.a)].contains(&(segment.from, segment.to));
    let flow = segments.kept().iter().filter(|sighting| is_of_flow(&sighting.segment));
    Shown::new(flow, watched.connection.first, (ends.a, watched.opener), watched.place)
}

/// A connection with its place in a list that has the worst first.
struct Judged {
    rank: u8,
    listed: Listed,
}

impl Judged {
    fn new(index: usize, watched: &Watched, now: i64, language: &Language) -> Self {
        let known = watched.known(now);
        let findings = watched.findings(&known);
        let verdict = Verdict::of(watched, &known, &findings, now);
        let halves = watched.connection.halves.as_ref();
        let mut words = String::new();
        let states = known.values().filter_map(|known| known.state).map(|state| state.name().to_owned());
        for word in states.chain(findings.iter().map(ToString::to_string)) {
            words.push_str(&word);
            words.push(' ');
        }
        let place = say!(
            language,
            language.capture.seen_here,
            place = watched.place.describe(language),
            why = &watched.clue.describe(language),
        );
        let listed = Listed {
            index,
            ends: format!("{} → {}", halves.a.end, halves.b.end),
            verdict: verdict.describe(halves.b.end, language),
            trouble: verdict.trouble(),
            words,
            place: match watched.connection.copies() {
                0 => place,
                n => say!(language, language.capture.seen_with_copies, place = &place, n),
            },
        };
        Self { rank: verdict.rank(), listed }
    }

    /// The worse verdict of two captures counts: one of them was nearer to the trouble.
    fn weigh(&mut self, other: &Self) {
        self.listed.words.push_str(&other.listed.words);
        if other.rank < self.rank {
            self.rank = other.rank;
            self.listed.verdict.clone_from(&other.listed.verdict);
            self.listed.trouble = other.listed.trouble;
        }
    }

    fn add(&mut self, message: Option<String>, language: &Language) {
        if let Some(losses) = message {
            let verdict = &self.listed.verdict;
            self.listed.verdict = say!(language, language.capture.pair_with, verdict, losses = &losses);
        }
    }
}
