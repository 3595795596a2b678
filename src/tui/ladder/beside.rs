//! What a ladder needs to stand beside another one, row by row.

use super::Ladder;
use super::row::Line;
use super::rows::PAUSE;
use crate::sim::Record;
use crate::tcp::Instant;
use std::time::Duration;

impl Ladder {
    /// The same ladder, which from now on forgets nothing: rows that keep step are counted from the top.
    #[must_use]
    pub fn keeping_all(mut self) -> Self {
        self.keeps_all = true;
        self
    }

    /// How many rows it has.
    #[must_use]
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many rows it takes at this moment: what is still on its way will end below.
    #[must_use]
    pub fn height_at(&self, now: Instant) -> usize {
        self.height() + usize::from(self.rest_until(now).is_some()) + self.in_flight().count()
    }

    /// How long nothing has happened until then, if that is worth a row.
    pub(super) fn rest_until(&self, now: Instant) -> Option<Duration> {
        let rest = now.since(self.last_at());
        (rest >= PAUSE && self.last_at() > Instant::ZERO).then_some(rest)
    }

    /// Whether a record that comes next begins with a row for the time that has passed.
    #[must_use]
    pub fn pauses_before(&self, record: &Record) -> bool {
        self.pause_before(record).is_some()
    }

    /// Leaves a row free.
    pub fn leave_gap(&mut self) {
        self.add_below(Line::Gap);
    }

    /// Says that the paths part here.
    pub fn part(&mut self) {
        self.add_below(Line::Parts);
    }

    /// A row that belongs to the step of the last one.
    fn add_below(&mut self, line: Line) {
        let step = self.rows.back().map_or(0, |row| row.step);
        self.add(step, line);
    }
}
