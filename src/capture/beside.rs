//! A second capture beside the first, made at another place of the same connections.

use super::opener::Opener;
use super::pair::{Both, Source, View, Ways, same_connections};
use super::reading::Capture;
use super::segments::Segments;
use super::shown::{SHOWN, own};
use crate::wire::{End, Segment};
use std::collections::HashMap;

/// As many segments of a connection are compared.
const COMPARED: usize = 50_000;

/// A capture with its name and its segments, by the ends between which they went.
#[derive(Debug)]
pub(super) struct Named {
    name: String,
    flows: HashMap<(End, End), Vec<u32>>,
    /// When the last of the segments was captured that were kept; later ones were not.
    until: i64,
}

impl Named {
    /// What is needed of a capture with this name.
    pub fn new(name: &str, capture: &Capture, segments: &Segments) -> Self {
        let mut flows: HashMap<(End, End), Vec<u32>> = HashMap::new();
        for (at, seen) in (0..).zip(segments.kept()) {
            flows.entry(key(&seen.segment)).or_default().push(at);
        }
        let is_whole = capture.segments == segments.kept().len() as u64;
        let last = segments.kept().last().map_or(capture.last, |last| last.mark.time);
        Self { name: name.to_owned(), flows, until: if is_whole { capture.last } else { last } }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// One connection of it, with no more segments than these.
    fn view(&self, (capture, segments): (&Capture, &Segments), index: usize, most: usize) -> Option<View> {
        let connection = &capture.connections.get(index)?.connection;
        let halves = connection.halves.as_ref();
        let ends = halves.map(|half| half.end);
        let flow = self.flows.get(&if ends.a <= ends.b { (ends.a, ends.b) } else { (ends.b, ends.a) })?;
        let (mut seen, _) = own(flow.iter().filter_map(|at| segments.kept().get(*at as usize)), connection.first);
        let mut until = self.until;
        if seen.len() > most {
            seen.truncate(most);
            until = seen.last().map_or(until, |last| last.mark.time);
        }
        let source = Source { name: self.name.clone(), times: (capture.first, until) };
        Some(View::new(source, halves, seen))
    }
}

fn key(segment: &Segment) -> (End, End) {
    if segment.from <= segment.to { (segment.from, segment.to) } else { (segment.to, segment.from) }
}

/// The other capture, and which of its connections are those of the first.
#[derive(Debug)]
pub(super) struct Beside {
    /// The first capture's name and flows.
    pub here: Named,
    /// The other's.
    pub there: Named,
    /// The other capture.
    pub capture: Capture,
    /// Its segments.
    pub segments: Segments,
    /// Connections of the first with those of the other.
    pub same: HashMap<usize, usize>,
}

impl Beside {
    /// A capture beside the first one.
    pub fn new(first: (&str, &Capture, &Segments), second: (&str, Capture, Segments)) -> Self {
        let here = Named::new(first.0, first.1, first.2);
        let there = Named::new(second.0, &second.1, &second.2);
        let same = same_connections(first.1, &second.1).into_iter().collect();
        Self { here, there, capture: second.1, segments: second.2, same }
    }

    /// The connections that only the other capture has.
    pub fn only_there(&self) -> Vec<usize> {
        let mut known = vec![false; self.capture.connections.len()];
        self.same.values().for_each(|index| known[*index] = true);
        known.iter().enumerate().filter(|(_, known)| !**known).map(|(index, _)| index).collect()
    }

    /// What became of a connection's segments between the two captures, if both have it.
    pub fn ways(&self, first: (&Capture, &Segments), index: usize) -> Option<Ways> {
        self.compared(first, index, COMPARED).map(|(ways, _)| ways)
    }

    /// The same to be looked at step by step.
    pub fn both(&self, first: (&Capture, &Segments), index: usize) -> Option<Both> {
        let (ways, opener) = self.compared(first, index, SHOWN)?;
        Some(Both::new(ways, opener))
    }

    /// The ways, and by what it is known which end is A: the capture that knows it better says it.
    fn compared(&self, first: (&Capture, &Segments), index: usize, most: usize) -> Option<(Ways, Opener)> {
        let other = *self.same.get(&index)?;
        let second = (&self.capture, &self.segments);
        let here = (self.here.view(first, index, most)?, first.0.connections.get(index)?);
        let there = (self.there.view(second, other, most)?, self.capture.connections.get(other)?);
        let is_better = there.1.opener < here.1.opener;
        let (one, two) = if is_better { (there, here) } else { (here, there) };
        let mut ways = Ways::new(one.0, two.0, [one.1.place, two.1.place]);
        ways.is_exchanged ^= is_better;
        Some((ways, one.1.opener))
    }
}
