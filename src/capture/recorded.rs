//! A capture with its segments, so that each of its connections can be looked at.

use super::mark::Sighting;
use super::reading::Capture;
use super::shown::Shown;
use super::verdict::{Trouble, Verdict};
use crate::language::Language;
use crate::wire::Segment;

/// As many segments are kept; of a longer capture the beginning can be looked at.
const KEPT: usize = 300_000;

/// The segments of a capture that is being read.
#[derive(Debug, Default)]
pub struct Segments {
    kept: Vec<Sighting>,
}

impl Segments {
    /// Keeps a segment.
    pub fn keep(&mut self, sighting: &Sighting) {
        if self.kept.len() < KEPT {
            self.kept.push(*sighting);
        }
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
}

/// A capture with its segments.
#[derive(Debug)]
pub struct Recorded {
    /// The capture.
    pub capture: Capture,
    segments: Segments,
}

impl Recorded {
    /// A capture and the segments that were kept of it.
    #[must_use]
    pub const fn new(capture: Capture, segments: Segments) -> Self {
        Self { capture, segments }
    }

    /// Its connections, the worst first.
    #[must_use]
    pub fn list(&self, language: &Language) -> Vec<Listed> {
        let now = self.capture.last;
        let mut judged = Vec::new();
        for (index, watched) in self.capture.connections.iter().enumerate() {
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
            let listed = Listed {
                index,
                ends: format!("{} → {}", halves.a.end, halves.b.end),
                verdict: verdict.describe(halves.b.end, language),
                trouble: verdict.trouble(),
                words,
            };
            judged.push((verdict.rank(), listed));
        }
        judged.sort_by_key(|(rank, _)| *rank);
        judged.into_iter().map(|(_, listed)| listed).collect()
    }

    /// One of its connections, to be looked at step by step.
    #[must_use]
    pub fn shown(&self, index: usize) -> Option<Shown> {
        let watched = self.capture.connections.get(index)?;
        let ends = watched.connection.halves.as_ref().map(|half| half.end);
        let is_of_flow = |segment: &Segment| [(ends.a, ends.b), (ends.b, ends.a)].contains(&(segment.from, segment.to));
        let flow = self.segments.kept.iter().filter(|sighting| is_of_flow(&sighting.segment));
        Some(Shown::new(flow, watched.connection.first, (ends.a, watched.opener), watched.place))
    }
}
