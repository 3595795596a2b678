//! Named moments of a session. A mark belongs to the inputs that led there: it is seen on every path that has them all.

use super::{History, Path, ROOT};

impl History {
    /// The name of the mark at the present step.
    #[must_use]
    pub fn mark(&self) -> Option<&str> {
        self.marks.get(&self.key(self.step)).map(String::as_str)
    }

    /// Marks the present step; an empty name takes its mark away.
    pub fn set_mark(&mut self, name: &str) {
        self.set_mark_of(Path::Present, self.step, name);
    }

    /// Marks a step of a path, the last one if there are fewer; an empty name takes its mark away.
    pub fn set_mark_of(&mut self, path: Path, step: usize, name: &str) {
        let trail = self.trail(path);
        let step = step.min(trail.steps());
        let key = (step, step.checked_sub(1).map_or(ROOT, |at| trail.node(at)));
        match name.trim() {
            "" => self.marks.remove(&key),
            name => self.marks.insert(key, name.to_owned()),
        };
    }

    /// The marks on the present branch, each with its step, in order.
    pub fn marks(&self) -> impl DoubleEndedIterator<Item = (usize, &str)> {
        self.marks_between(0, usize::MAX)
    }

    /// The marks of a path after a step, each with its step, in order.
    #[must_use]
    pub fn marks_after(&self, path: Path, step: usize) -> Vec<(usize, &str)> {
        let trail = self.trail(path);
        let marks = self.marks.range((step.saturating_add(1), 0)..);
        let on_path = marks.filter(|((step, node), _)| *step <= trail.steps() && trail.node(*step - 1) == *node);
        on_path.map(|((step, _), name)| (*step, name.as_str())).collect()
    }

    /// The step of the next mark after the present step.
    #[must_use]
    pub fn next_mark(&self) -> Option<usize> {
        self.marks_between(self.step.saturating_add(1), usize::MAX).next().map(|(step, _)| step)
    }

    /// The step of the last mark before the present step.
    #[must_use]
    pub fn previous_mark(&self) -> Option<usize> {
        self.marks_between(0, self.step).next_back().map(|(step, _)| step)
    }

    /// The marks on the present branch from a step on and before another one.
    fn marks_between(&self, from: usize, before: usize) -> impl DoubleEndedIterator<Item = (usize, &str)> {
        let marks = self.marks.range((from, 0)..(before, 0));
        let on_path = marks.filter(|(key, _)| key.0 <= self.path.len() && **key == self.key(key.0));
        on_path.map(|((step, _), name)| (*step, name.as_str()))
    }

    fn key(&self, step: usize) -> (usize, u32) {
        (step, step.checked_sub(1).map_or(ROOT, |at| self.path[at]))
    }
}
