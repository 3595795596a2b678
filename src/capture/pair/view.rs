//! One connection as one of two captures has it, made ready to be compared with the other.

#![warn(clippy::arithmetic_side_effects)]

use crate::capture::copies::Copies;
use crate::capture::half::Half;
use crate::capture::mark::Sighting;
use crate::sim::{PerSide, Side};
use crate::wire::{self, End, Segment, flag};
use std::collections::{BTreeSet, HashSet};

/// A segment that the hardware cuts has no more pieces than this.
const PIECES: usize = 64;

/// What a capture says of itself as a whole.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, as it is shown.
    pub name: String,
    /// When its first packet was captured, and when its last was.
    pub times: (i64, i64),
}

/// One connection in one capture.
#[derive(Clone, Debug)]
pub struct View {
    /// The capture that it is in.
    pub source: Source,
    /// Its ends, as this capture has them.
    pub ends: PerSide<End>,
    /// What the numbers of each end are counted from, and whether that is the number of a SYN.
    pub bases: PerSide<Option<(u32, bool)>>,
    /// Its segments.
    pub seen: Vec<Sighting>,
}

impl View {
    /// A connection with these ends out of a capture, and all its segments there.
    pub fn new(source: Source, halves: PerSide<&Half>, seen: Vec<Sighting>) -> Self {
        let base = |half: &Half| half.data.start.map(|start| (start.0, half.syn.is_some()));
        Self { source, ends: halves.map(|half| half.end), bases: halves.map(base), seen }
    }

    /// Who has sent the segment.
    pub fn sender(&self, segment: &Segment) -> Side {
        if segment.from == self.ends.a { Side::A } else { Side::B }
    }

    /// The same with the ends exchanged.
    pub fn exchanged(mut self) -> Self {
        std::mem::swap(&mut self.ends.a, &mut self.ends.b);
        std::mem::swap(&mut self.bases.a, &mut self.bases.b);
        self
    }

    /// Its segments as if its ends were these: addresses may have been translated on the way.
    pub fn between(&self, ends: PerSide<End>) -> Vec<Sighting> {
        let translated = |seen: &Sighting| {
            let from = self.sender(&seen.segment);
            let segment = Segment { from: ends[from], to: ends[from.other()], ..seen.segment };
            Sighting { segment, ..*seen }
        };
        self.seen.iter().map(translated).collect()
    }

    /// Leaves out what was captured twice. What one interface has seen twice on its way in has arrived twice.
    pub fn without_copies(&mut self, near: Side) {
        let mut copies = PerSide::<Copies>::default();
        let mut first: PerSide<Option<(u32, u8)>> = PerSide::default();
        let ends = self.ends;
        self.seen.retain(|seen| {
            let from = if seen.segment.from == ends.a { Side::A } else { Side::B };
            let where_seen = (seen.interface, seen.segment.ttl);
            let is_elsewhere = *first[from].get_or_insert(where_seen) != where_seen;
            !copies[from].is_copy(seen) || (from != near && !is_elsewhere)
        });
    }

    /// Which octets its segments carry, by sender.
    fn octets(&self) -> HashSet<(Side, u32, u32)> {
        self.seen.iter().map(|seen| (self.sender(&seen.segment), seen.segment.seq, seen.segment.data)).collect()
    }

    /// Cuts the segments that the other capture has in pieces: hardware cuts what it sends, and joins what it receives.
    pub fn cut_like(&mut self, other: &Self) {
        let whole = other.octets();
        let mut bounds: PerSide<BTreeSet<u32>> = PerSide::default();
        for seen in other.seen.iter().filter(|seen| seen.segment.data > 0) {
            let of = &mut bounds[other.sender(&seen.segment)];
            of.extend([seen.segment.seq, seen.segment.seq.wrapping_add(seen.segment.data)]);
        }
        let mut pieces = Vec::with_capacity(self.seen.len());
        for seen in &self.seen {
            let segment = &seen.segment;
            let from = self.sender(segment);
            if segment.data < 2 || segment.has(flag::SYN) || whole.contains(&(from, segment.seq, segment.data)) {
                pieces.push(*seen);
                continue;
            }
            let cuts = cuts(&bounds[from], segment);
            let ends = cuts.iter().copied().chain([segment.data]);
            let starts = [0].into_iter().chain(cuts.iter().copied());
            pieces.extend(starts.zip(ends).map(|(start, end)| piece(seen, start, end)));
        }
        self.seen = pieces;
    }
}

/// Where a segment is cut, counted from its first octet.
fn cuts(bounds: &BTreeSet<u32>, segment: &Segment) -> Vec<u32> {
    let last = segment.seq.wrapping_add(segment.data);
    let next = segment.seq.checked_add(1);
    let inside: Vec<u32> = if segment.seq < last {
        next.map(|next| bounds.range(next..last)).into_iter().flatten().copied().collect()
    } else {
        let before = next.map(|next| bounds.range(next..)).into_iter().flatten();
        before.chain(bounds.range(..last)).copied().collect()
    };
    inside.into_iter().take(PIECES).map(|bound| bound.wrapping_sub(segment.seq)).collect()
}

/// The octets of a segment from one to another, as a segment of their own.
fn piece(seen: &Sighting, start: u32, end: u32) -> Sighting {
    let whole = &seen.segment;
    let (is_whole, is_last) = (start == 0 && end == whole.data, end == whole.data);
    let flags = if is_last { whole.flags } else { whole.flags & !(flag::FIN | flag::PSH) };
    let id = whole.id.filter(|_| is_whole);
    let segment =
        wire::Segment { seq: whole.seq.wrapping_add(start), data: end.saturating_sub(start), flags, id, ..*whole };
    Sighting { segment, ..*seen }
}
