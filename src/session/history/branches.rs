//! The futures that were left: listing, naming, switching, and reading them without going there.

use super::path::{Branch, Path, Tip};
use super::trail::Trail;
use super::{History, ROOT};
use crate::sim::{Input, Record, World};
use std::ops::Range;

impl History {
    /// Keeps the future as a branch and forgets it on the present path.
    pub(super) fn leave_future(&mut self) {
        let step = self.step;
        for tip in &mut self.tips {
            tip.shared = tip.shared.min(step);
        }
        if let Some(node) = self.path.last().copied() {
            self.tips.push(Tip { node, steps: self.path.len(), shared: step, name: self.name.take() });
        }
        self.path.truncate(step);
        self.forget_recent_after(step);
    }

    /// The futures that were left, oldest first.
    #[must_use]
    pub fn branches(&self) -> Vec<Branch> {
        self.tips.iter().map(|tip| Branch { shared: tip.shared, steps: tip.steps, tip: tip.node }).collect()
    }

    /// What a path is called, if it has a name.
    #[must_use]
    pub fn name(&self, path: Path) -> Option<&str> {
        match path {
            Path::Present => self.name.as_deref(),
            Path::Branch(branch) => self.tip(branch)?.name.as_deref(),
        }
    }

    /// Names a path; an empty name takes its name away.
    pub fn set_name(&mut self, path: Path, name: &str) {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        match path {
            Path::Present => self.name = name,
            Path::Branch(branch) => {
                if let Some(tip) = self.tips.iter_mut().find(|tip| tip.node == branch.tip) {
                    tip.name = name;
                }
            }
        }
    }

    /// Goes to the end of a branch; the present future becomes one itself.
    pub fn switch_to(&mut self, branch: Branch) {
        let Some(at) = self.tips.iter().position(|tip| tip.node == branch.tip) else { return };
        let beyond: Vec<u32> = self.beyond(&self.tips[at]);
        let Tip { shared, name, .. } = self.tips[at].clone();
        let left = self.path.last().copied().filter(|_| self.path.len() > shared);
        let left_name = std::mem::replace(&mut self.name, name);
        if let Some(node) = left {
            self.tips[at] = Tip { node, steps: self.path.len(), shared, name: left_name };
        } else {
            self.tips.remove(at);
            self.name = self.name.take().or(left_name);
        }
        self.seek(shared.min(self.step));
        self.forget_recent_after(self.step);
        self.path.truncate(shared);
        self.path.extend(beyond);
        self.count_shared();
        self.seek(self.path.len());
    }

    /// Adds a future without playing it, for sessions that are opened: it leaves `path` after a step that is not its last.
    /// `None`, and nothing added, if there is no such step or no input.
    pub fn graft(&mut self, path: Path, after: usize, inputs: impl IntoIterator<Item = Input>) -> Option<Branch> {
        let trail = self.trail(path);
        if after >= trail.steps() {
            return None;
        }
        let mut node = after.checked_sub(1).map_or(ROOT, |at| trail.node(at));
        let shared = match path {
            Path::Present => after,
            Path::Branch(branch) => after.min(self.tip(branch)?.shared),
        };
        let mut steps = after;
        for input in inputs {
            node = self.add_node(node, input);
            steps += 1;
        }
        if steps == after {
            return None;
        }
        self.tips.push(Tip { node, steps, shared, name: None });
        Some(Branch { shared, steps, tip: node })
    }

    /// The branch of which these are all the inputs, if there is one.
    #[must_use]
    pub fn branch_of(&self, inputs: &[Input]) -> Option<Branch> {
        let mut same_length = self.branches().into_iter().filter(|branch| branch.steps == inputs.len());
        same_length.find(|branch| self.inputs_after(Path::Branch(*branch), 0) == inputs)
    }

    /// Which earlier path a branch leaves, and after how many steps: the present one or an older branch, whichever it shares
    /// most with. For sessions that are written.
    #[must_use]
    pub fn fork(&self, branch: Branch) -> (Path, usize) {
        let mut fork = (Path::Present, self.tip(branch).map_or(0, |tip| tip.shared));
        for older in self.branches().into_iter().take_while(|older| older.tip != branch.tip) {
            let shared = self.shared(Path::Branch(older), Path::Branch(branch));
            if shared > fork.1 {
                fork = (Path::Branch(older), shared);
            }
        }
        fork
    }

    /// How many steps two paths share.
    #[must_use]
    pub fn shared(&self, a: Path, b: Path) -> usize {
        let (a, b) = (self.trail(a), self.trail(b));
        // What both share with the present path need not be walked.
        let mut shared = a.shared_with_present().min(b.shared_with_present());
        let both = a.steps().min(b.steps());
        while shared < both && a.node(shared) == b.node(shared) {
            shared += 1;
        }
        shared
    }

    /// How many steps a path has.
    #[must_use]
    pub fn steps_of(&self, path: Path) -> usize {
        match path {
            Path::Present => self.path.len(),
            Path::Branch(branch) => self.tip(branch).map_or(0, |tip| tip.steps),
        }
    }

    /// The inputs of a path after a step, in order.
    #[must_use]
    pub fn inputs_after(&self, path: Path, step: usize) -> Vec<Input> {
        self.trail(path).after(step).map(|node| self.nodes[node as usize].input).collect()
    }

    /// The records of some steps of a path, counted from 1, each with its step.
    #[must_use]
    pub fn records_of(&self, path: Path, steps: Range<usize>) -> Vec<(usize, Record)> {
        if path == Path::Present {
            return self.records(steps);
        }
        let trail = self.trail(path);
        let steps = steps.start.max(1)..steps.end.min(trail.steps() + 1);
        if steps.is_empty() { Vec::new() } else { self.replayed(&trail, steps) }
    }

    /// The world at a step of a path, the last one if there are fewer.
    #[must_use]
    pub fn world_of(&self, path: Path, step: usize) -> World {
        if path == Path::Present {
            return self.world_at(step);
        }
        let trail = self.trail(path);
        self.replayed_world(&trail, step.min(trail.steps()))
    }

    fn tip(&self, branch: Branch) -> Option<&Tip> {
        self.tips.iter().find(|tip| tip.node == branch.tip)
    }

    /// The nodes of a path; those of a branch that does not exist any more are none.
    pub(super) fn trail(&self, path: Path) -> Trail<'_> {
        match path {
            Path::Present => Trail::of(&self.path),
            Path::Branch(branch) => match self.tip(branch) {
                Some(tip) => Trail::leaving(&self.path[..tip.shared], self.beyond(tip)),
                None => Trail::of(&[]),
            },
        }
    }

    /// The nodes of a branch that the present path does not have.
    fn beyond(&self, tip: &Tip) -> Vec<u32> {
        let mut beyond = Vec::with_capacity(tip.steps - tip.shared);
        let mut node = tip.node;
        for _ in tip.shared..tip.steps {
            beyond.push(node);
            node = self.nodes[node as usize].parent;
        }
        beyond.reverse();
        beyond
    }

    /// After the present path has changed.
    fn count_shared(&mut self) {
        let (nodes, path) = (&self.nodes, &self.path);
        for tip in &mut self.tips {
            let (mut node, mut steps) = (tip.node, tip.steps);
            while steps > 0 && path.get(steps - 1) != Some(&node) {
                node = nodes[node as usize].parent;
                steps -= 1;
            }
            tip.shared = steps;
        }
    }
}
