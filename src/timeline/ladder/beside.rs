//! What a ladder needs to stand beside another one, line by line.

use super::collect::PAUSE;
use super::row::LineContent;
use super::rows::Ladder;
use crate::sim::Record;
use crate::tcp::Instant;
use std::time::Duration;

impl Ladder {
    /// The same ladder, which from now on forgets nothing: lines that keep step are counted from the top.
    #[must_use]
    pub fn keeping_all(mut self) -> Self {
        self.keeps_all = true;
        self
    }

    /// How many lines it has.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::try_from(self.end() - self.first_line()).unwrap_or(usize::MAX)
    }

    /// How many lines it takes at this moment: what is still on its way will end below.
    #[must_use]
    pub fn height_at(&self, now: Instant) -> usize {
        self.height() + usize::from(self.rest_until(now).is_some()) + self.under_way().count()
    }

    /// How long nothing has happened until then, if that is worth a line.
    #[must_use]
    pub fn rest_until(&self, now: Instant) -> Option<Duration> {
        let rest = now.since(self.last_at());
        (rest >= PAUSE && self.last_at() > Instant::ZERO).then_some(rest)
    }

    /// Whether a record that comes next begins with a line for the time that has passed.
    #[must_use]
    pub fn pauses_before(&self, record: &Record) -> bool {
        self.pause_before(record).is_some()
    }

    /// Leaves a line free.
    pub fn leave_gap(&mut self) {
        self.add(LineContent::Gap);
    }

    /// Says that the paths part here.
    pub fn part(&mut self) {
        self.add(LineContent::Parts);
    }
}
