//! Which segments are seen in some rows of a ladder. A page has a picture for each of its parts, and none of them may cost as much as
//! the whole ladder is long.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::timeline::ladder::{Arrow, Ladder};

/// So many rows lie between two places where it is known what is under way.
const STRIDE: usize = 64;
/// Of segments that neither leave nor end in a picture so many are drawn: the latest. More would be a wall.
const PASSING: usize = 12;

/// The segments of a ladder, by where they are seen.
pub struct Segments<'l> {
    pub ladder: &'l Ladder,
    /// Rows with which a segment leaves, ends, is held or goes on, each with the segment's place; in the order of rows.
    events: Vec<(usize, usize)>,
    /// What is under way before every [`STRIDE`]th row.
    under_way: Vec<Vec<usize>>,
}

/// What is seen in some rows.
pub struct Seen<'l> {
    pub rows: Range<usize>,
    /// The segments that travel there at some time, in the order of departure.
    pub arrows: Vec<&'l Arrow>,
}

impl<'l> Segments<'l> {
    pub fn of(ladder: &'l Ladder) -> Self {
        let mut events: Vec<(usize, usize)> = Vec::with_capacity(2 * ladder.arrows.len());
        for (at, arrow) in ladder.arrows.iter().enumerate() {
            let stops = arrow.stops.iter().flat_map(|(held, released)| [Some(*held), *released]);
            let rows = stops.chain([arrow.leaves_with(), arrow.ends_with()]);
            events.extend(rows.flatten().map(|row| (row, at)));
        }
        events.sort_unstable();
        let under_way = under_way(ladder, &events);
        Self { ladder, events, under_way }
    }

    /// What is seen in these rows.
    pub fn seen(&self, rows: &Range<usize>) -> Seen<'l> {
        let stride = (rows.start / STRIDE).min(self.under_way.len().saturating_sub(1));
        let mut passing: BTreeSet<usize> = self.under_way.get(stride).into_iter().flatten().copied().collect();
        passing.extend(self.events_in(&(stride * STRIDE..rows.start)));
        passing.retain(|at| self.ladder.arrows[*at].is_seen(rows));
        let surplus = passing.len().saturating_sub(PASSING);
        let mut seen: BTreeSet<usize> = passing.into_iter().skip(surplus).collect();
        seen.extend(self.events_in(rows));
        Seen { rows: rows.clone(), arrows: seen.into_iter().map(|at| &self.ladder.arrows[at]).collect() }
    }

    fn events_in(&self, rows: &Range<usize>) -> impl Iterator<Item = usize> {
        let place = |row: usize| self.events.partition_point(|(at, _)| *at < row);
        self.events[place(rows.start)..place(rows.end.max(rows.start))].iter().map(|(_, at)| *at)
    }
}

/// What is under way before every [`STRIDE`]th row.
fn under_way(ladder: &Ladder, events: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let from_before = |(at, arrow): (usize, &Arrow)| arrow.leaves_with().is_none().then_some(at);
    let mut now: BTreeSet<usize> = ladder.arrows.iter().enumerate().filter_map(from_before).collect();
    let mut events = events.iter().peekable();
    let places = (0..=ladder.rows.len()).step_by(STRIDE);
    let before = |row: usize| {
        while let Some((_, at)) = events.next_if(|(event, _)| *event < row) {
            let ended = ladder.arrows[*at].ends_with().is_some_and(|end| end < row);
            if ended {
                now.remove(at)
            } else {
                now.insert(*at)
            };
        }
        now.iter().rev().take(PASSING).copied().collect()
    };
    places.map(before).collect()
}

impl Seen<'_> {
    /// How many are on their way when these rows are over.
    pub fn under_way_after(&self) -> usize {
        self.arrows.iter().filter(|arrow| arrow.ends_with().is_none_or(|end| end >= self.rows.end)).count()
    }

    /// For each of these rows, how many segments are on their way while it happens.
    pub fn travelling(&self) -> Vec<usize> {
        let mut changes = vec![0_isize; self.rows.len() + 1];
        let place = |row: usize| row.clamp(self.rows.start, self.rows.end) - self.rows.start;
        for arrow in &self.arrows {
            let from = place(arrow.leaves_with().map_or(0, |leaves| leaves + 1));
            let to = place(arrow.ends_with().unwrap_or(usize::MAX));
            if from < to {
                changes[from] += 1;
                changes[to] -= 1;
            }
        }
        let sum = |sum: &mut isize, change: isize| {
            *sum += change;
            Some(usize::try_from(*sum).unwrap_or_default())
        };
        changes.into_iter().take(self.rows.len()).scan(0, sum).collect()
    }
}
