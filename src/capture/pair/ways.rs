//! What became of each segment between two captures.

#![warn(clippy::arithmetic_side_effects)]

use super::clock::Clock;
use super::matching::{Match, least, matches};
use super::view::View;
use crate::capture::place::Place;
use crate::sim::{PerSide, Side};
use crate::tcp::SeqNumber;
use crate::wire::{End, Segment, flag};
use std::collections::HashMap;

/// Times may be a millisecond coarse.
const COARSE: i64 = 1_000_000;

/// What became of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrived: this segment of the receiver's capture.
    Arrived(usize),
    /// It arrived, for the receiver acknowledges it with this segment; the receiver's capture has missed it.
    Missed(usize),
    /// It never arrived.
    Lost,
    /// The receiver's capture does not have it, and nothing tells whether it arrived.
    Unseen(Why),
}

/// Why a capture may not have a segment that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It begins later.
    Before,
    /// It ends sooner.
    After,
    /// It has missed others.
    Gaps,
}

/// A segment that its sender's capture has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Which of that capture's segments of the connection.
    pub at: usize,
    /// What became of it.
    pub fate: Fate,
}

/// A segment in an end's name that arrived, and that this end's capture does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// Which of the receiver's segments.
    pub at: usize,
    /// Whether it comes from somewhere else: its time to live is not that of the others.
    pub is_foreign: bool,
}

/// What became of each segment of a connection between two captures.
#[derive(Clone, Debug)]
pub struct Ways {
    /// The connection in both captures: the one nearer to A, and the one nearer to B.
    pub(super) views: PerSide<View>,
    /// What their times have to do with each other.
    pub clock: Clock,
    /// What each end's capture has of this end's segments.
    pub sent: PerSide<Vec<Sent>>,
    /// What arrived once more, by its sender: which one of those sent, and which of the receiver's segments.
    pub copies: PerSide<Vec<Match>>,
    /// What arrived in an end's name without having been sent, as far as its capture shows.
    pub strangers: PerSide<Vec<Stranger>>,
    /// How many of an end's segments have overtaken another.
    pub overtaking: PerSide<u32>,
    /// Whether the second capture is the one nearer to A.
    pub is_exchanged: bool,
}

impl Ways {
    /// The ways between two captures of one connection, which were made there as far as they themselves show it.
    pub(in crate::capture) fn new(first: View, second: View, places: [Place; 2]) -> Self {
        let second = if is_turned(&first, &second) { second.exchanged() } else { second };
        let mut views = PerSide::new(first, second);
        let is_exchanged = match least(&views) {
            PerSide { a: Some(there), b: Some(back) } => there.saturating_add(back) < 0,
            _ => places[0] == Place::B || places[1] == Place::A,
        };
        if is_exchanged {
            std::mem::swap(&mut views.a, &mut views.b);
        }
        views.a.without_copies(Side::A);
        views.b.without_copies(Side::B);
        views.a.cut_like(&views.b);
        views.b.cut_like(&views.a);
        let clock = Clock::of(least(&views));
        let matches = matches(&views, clock);
        let mut ways = Self {
            views,
            clock,
            sent: PerSide::default(),
            copies: PerSide::default(),
            strangers: PerSide::default(),
            overtaking: PerSide::default(),
            is_exchanged,
        };
        for side in Side::BOTH {
            ways.follow(side, &matches[side]);
        }
        ways
    }

    /// The ends: A as the capture at A has it, and B as that at B does.
    #[must_use]
    pub fn ends(&self) -> PerSide<End> {
        PerSide::from_fn(|side| self.views[side].ends[side])
    }

    /// What the capture is called that is nearer to this end.
    #[must_use]
    pub fn name(&self, near: Side) -> &str {
        &self.views[near].source.name
    }

    /// The number of a segment's packet in the file of the capture that is nearer to this end.
    #[must_use]
    pub fn packet(&self, near: Side, at: usize) -> u64 {
        self.views[near].seen[at].mark.packet
    }

    /// When a segment of an end's capture was captured, by A's clock.
    pub(super) fn time(&self, near: Side, at: usize) -> i64 {
        self.clock.at_a(near, self.views[near].seen[at].mark.time)
    }

    /// The segment of an end's capture.
    pub(super) fn segment(&self, near: Side, at: usize) -> &Segment {
        &self.views[near].seen[at].segment
    }

    fn of(&self, near: Side, from: Side) -> Vec<usize> {
        let view = &self.views[near];
        let own = view.seen.iter().enumerate().filter(|(_, seen)| view.sender(&seen.segment) == from);
        own.map(|(at, _)| at).collect()
    }

    fn follow(&mut self, from: Side, matches: &[Match]) {
        let arrived: HashMap<usize, usize> = matches.iter().copied().collect();
        let own = self.of(from, from);
        let evident: Vec<Option<Fate>> = own
            .iter()
            .map(|at| arrived.get(at).map(|to| Fate::Arrived(*to)).or_else(|| self.evidence(from, *at)))
            .collect();
        let is_gap = |(at, fate): (&usize, &Option<Fate>)| {
            matches!(fate, Some(Fate::Missed(_))) && self.not_covered(from, *at, &arrived).is_none()
        };
        let has_gaps = own.iter().zip(&evident).any(is_gap);
        let otherwise = if has_gaps { Fate::Unseen(Why::Gaps) } else { Fate::Lost };
        let fate = |at: usize| match self.not_covered(from, at, &arrived) {
            Some(why) => Fate::Unseen(why),
            None => otherwise,
        };
        let fates = own.iter().zip(evident).map(|(at, evident)| evident.unwrap_or_else(|| fate(*at)));
        let sent: Vec<Sent> = own.iter().zip(fates).map(|(at, fate)| Sent { at: *at, fate }).collect();
        let mut furthest = None;
        for arrived in sent.iter().filter_map(|sent| if let Fate::Arrived(to) = sent.fate { Some(to) } else { None }) {
            let overtakes = u32::from(furthest.is_some_and(|furthest| arrived < furthest));
            self.overtaking[from] = self.overtaking[from].saturating_add(overtakes);
            furthest = furthest.max(Some(arrived));
        }
        self.sent[from] = sent;
        self.explain_the_rest(from, matches);
    }

    /// What the receiver's acknowledgments show of a segment that its capture does not have.
    fn evidence(&self, from: Side, at: usize) -> Option<Fate> {
        let segment = self.segment(from, at);
        if segment.length() == 0 {
            return None;
        }
        let (seq, end) = (SeqNumber(segment.seq), SeqNumber(segment.end()));
        let expected = self.time(from, at).saturating_add(self.clock.least());
        let there = &self.views[from.other()];
        let mut came_again = false;
        for (index, seen) in there.seen.iter().enumerate() {
            let other = &seen.segment;
            if there.sender(other) == from {
                let overlaps = SeqNumber(other.seq).before(end) && seq.before(SeqNumber(other.end()));
                came_again |= overlaps;
            } else if other.has(flag::ACK) && !other.has(flag::RST) && end.at_or_before(SeqNumber(other.ack)) {
                let is_known_before = self.time(from.other(), index).saturating_add(COARSE) < expected;
                return match () {
                    // Sent again though it had arrived, or a probe: its arrival would change nothing.
                    () if is_known_before => None,
                    () if came_again => Some(Fate::Lost),
                    () => Some(Fate::Missed(index)),
                };
            }
        }
        None
    }

    /// Why the receiver's capture may not have been going on when a segment should have arrived; `None` if it was.
    fn not_covered(&self, from: Side, at: usize, arrived: &HashMap<usize, usize>) -> Option<Why> {
        let to = from.other();
        let expected = self.time(from, at).saturating_add(self.clock.least());
        let (first, last) = self.views[to].source.times;
        let (first, last) = (self.clock.at_a(to, first), self.clock.at_a(to, last));
        match () {
            () if expected > last.saturating_add(COARSE) => Some(Why::After),
            () if expected.saturating_add(COARSE) >= first => None,
            // Nobody was seen to need it again: what was sent once more, and arrived then, had not arrived before.
            () if self.is_repeated(from, at, arrived) => None,
            () => Some(Why::Before),
        }
    }

    /// Whether the same octets were sent again later, and arrived.
    fn is_repeated(&self, from: Side, at: usize, arrived: &HashMap<usize, usize>) -> bool {
        let segment = self.segment(from, at);
        let is_same = |later: usize| {
            let later = self.segment(from, later);
            (later.seq, later.length()) == (segment.seq, segment.length())
        };
        segment.length() > 0 && arrived.keys().any(|later| *later > at && is_same(*later))
    }

    /// What arrived without having been sent: a segment that arrived before, once more, or one that the sender's capture does not have.
    fn explain_the_rest(&mut self, from: Side, matches: &[Match]) {
        let to = from.other();
        let met: HashMap<usize, usize> = matches.iter().map(|(left, arrived)| (*arrived, *left)).collect();
        let place = |left: &usize| self.sent[from].iter().position(|sent| sent.at == *left);
        let ttl = met.keys().min().map(|at| self.segment(to, *at).ttl);
        let (mut copies, mut strangers) = (Vec::new(), Vec::new());
        for at in self.of(to, from).into_iter().filter(|at| !met.contains_key(at)) {
            let segment = self.segment(to, at);
            let before = met.iter().filter(|(known, _)| is_copy(self.segment(to, **known), segment));
            let nearest = before.min_by_key(|(known, _)| known.abs_diff(at));
            match nearest.and_then(|(_, left)| place(left)) {
                Some(index) => copies.push((index, at)),
                None => strangers.push(Stranger { at, is_foreign: ttl.is_some_and(|ttl| ttl != segment.ttl) }),
            }
        }
        self.copies[from] = copies;
        self.strangers[from] = strangers;
    }
}

/// Whether the ends of the second have the other's letters.
fn is_turned(first: &View, second: &View) -> bool {
    let is_same_end = first.ends.a == second.ends.a || first.ends.b == second.ends.b;
    let is_other_end = first.ends.a == second.ends.b || first.ends.b == second.ends.a;
    let is_same_number =
        |side: Side, other: Side| first.bases[side].is_some() && first.bases[side] == second.bases[other];
    let crosses = is_same_number(Side::A, Side::B) || is_same_number(Side::B, Side::A);
    !is_same_end && (is_other_end || crosses)
}

/// Whether one of these two that arrived is a copy of the other.
fn is_copy(one: &Segment, other: &Segment) -> bool {
    let is_same_packet = match (one.id.filter(|id| *id != 0), other.id.filter(|id| *id != 0)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let numbers = |segment: &Segment| (segment.seq, segment.ack, segment.data, segment.flags, segment.window);
    is_same_packet && numbers(one) == numbers(other)
}
