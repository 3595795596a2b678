//! Which of an end's octets were seen.

#![warn(clippy::arithmetic_side_effects)]

use super::mark::Mark;
use crate::tcp::SeqNumber;
use smallvec::SmallVec;

/// As many holes are kept; with more, the oldest is forgotten.
const HOLES: usize = 32;

/// Octets that were not seen, while later ones were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The first number that is missing.
    pub from: SeqNumber,
    /// The number after the last one.
    pub to: SeqNumber,
    /// When it was noticed.
    pub at: Mark,
    /// The IP identification of the packet behind it.
    id: u32,
}

/// What a segment brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brought {
    /// The next octets, or none at all.
    New,
    /// Later octets: some before them are missing.
    Ahead,
    /// Missing octets that came late, overtaken by others.
    Late,
    /// Missing octets that were sent again.
    Again,
    /// Octets that were seen before.
    Known,
}

/// The octets of one end.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// The first number seen; of the SYN if that was seen.
    pub start: Option<SeqNumber>,
    /// The number after the highest one seen: SND.NXT, as far as the capture shows.
    pub next: Option<SeqNumber>,
    /// What is missing below.
    pub holes: SmallVec<[Hole; 1]>,
    /// How often something was found missing.
    pub missing: u32,
    /// How many octets of data were seen, each once.
    pub octets: u64,
    ids: Ids,
}

/// Whether the IP identifications of an end count up.
#[derive(Clone, Copy, Debug, Default)]
struct Ids {
    last: u32,
    up: u32,
    other: u32,
}

impl Ids {
    fn take(&mut self, id: u32) {
        if id == 0 {
            return;
        }
        if self.last != 0 {
            let step = id.wrapping_sub(self.last) & 0xffff;
            let count = if (1..=256).contains(&step) { &mut self.up } else { &mut self.other };
            *count = count.saturating_add(1);
        }
        self.last = id;
    }

    /// Whether the packet with this number was sent before another one; `None` if the numbers do not tell.
    fn is_before(self, id: u32, other: u32) -> Option<bool> {
        let tells = id != 0 && other != 0 && self.up >= 2 && self.up > self.other.saturating_sub(2).saturating_mul(4);
        tells.then(|| id.wrapping_sub(other) & 0xffff >= 0x8000)
    }
}

impl Data {
    /// The number after the last one that was seen without a hole before it.
    pub fn in_order(&self) -> Option<SeqNumber> {
        let lowest = self.holes.iter().map(|hole| hole.from).reduce(|a, b| if b.before(a) { b } else { a });
        lowest.or(self.next)
    }

    /// Takes the numbers from `from` to `to`, of which `octets` are data. `soon` is how long a packet may be overtaken, at most.
    pub(super) fn take(
        &mut self,
        (from, to): (SeqNumber, SeqNumber),
        octets: u32,
        at: Mark,
        id: u32,
        soon: i64,
    ) -> Brought {
        let before = self.ids;
        self.ids.take(id);
        let Some(next) = self.next else {
            self.start = self.start.or(Some(from));
            self.next = Some(to);
            self.octets = self.octets.saturating_add(u64::from(octets));
            return Brought::New;
        };
        if from.after(next) {
            self.open(Hole { from: next, to: from, at, id });
            self.next = Some(to);
            self.octets = self.octets.saturating_add(u64::from(octets));
            return Brought::Ahead;
        }
        if to.after(next) {
            self.next = Some(to);
            self.octets = self.octets.saturating_add(u64::from(to.distance_from(next).min(octets)));
            return Brought::New;
        }
        match self.fill(from, to) {
            None if from == to => Brought::New,
            None => Brought::Known,
            Some((hole, filled)) => {
                self.octets = self.octets.saturating_add(u64::from(filled.min(octets)));
                let is_late = before.is_before(id, hole.id).unwrap_or_else(|| at.since(hole.at) <= soon);
                if is_late { Brought::Late } else { Brought::Again }
            }
        }
    }

    /// Notes that everything below a number has been there though it was not seen.
    pub(super) fn reach(&mut self, to: SeqNumber, at: Mark) {
        if let Some(next) = self.next
            && to.after(next)
        {
            self.open(Hole { from: next, to, at, id: 0 });
            self.next = Some(to);
        }
    }

    fn open(&mut self, hole: Hole) {
        self.missing = self.missing.saturating_add(1);
        if self.holes.len() == HOLES {
            self.holes.remove(0);
        }
        self.holes.push(hole);
    }

    /// Takes what is there out of the holes; gives the first that it was in, and how much it filled.
    fn fill(&mut self, from: SeqNumber, to: SeqNumber) -> Option<(Hole, u32)> {
        let (mut first, mut filled) = (None, 0);
        let mut left: SmallVec<[Hole; 1]> = SmallVec::new();
        for hole in self.holes.drain(..) {
            let start = if from.after(hole.from) { from } else { hole.from };
            let end = if to.before(hole.to) { to } else { hole.to };
            if !start.before(end) {
                left.push(hole);
                continue;
            }
            first = first.or(Some(hole));
            filled = end.distance_from(start).saturating_add(filled);
            if hole.from.before(start) {
                left.push(Hole { to: start, ..hole });
            }
            if end.before(hole.to) {
                left.push(Hole { from: end, ..hole });
            }
        }
        self.holes = left;
        first.map(|hole| (hole, filled))
    }
}
