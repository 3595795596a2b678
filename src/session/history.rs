//! The log of inputs, the world now, and a world every so many steps: any moment is a short replay away.

use crate::sim::{Input, Record, World};
use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// A world is kept every so many steps.
pub const CHECKPOINT_EVERY: usize = 256;

/// How many steps' records are kept at hand.
const RECENT: usize = 1024;

/// One input in the tree of all that was tried.
#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    input: Input,
}

/// A future that was left for another one, by the input that ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// How many steps it shares with the present one.
    pub shared: usize,
    /// How many steps it has in all.
    pub steps: usize,
    tip: u32,
}

/// A session: a world, how it came about, and every future that was tried.
///
/// Step 0 is the beginning; step `n` is the world after `n` inputs.
#[derive(Clone, Debug)]
pub struct History {
    start: World,
    nodes: Vec<Node>,
    /// The nodes of the present branch, in order; step `n` ends with `path[n - 1]`.
    path: Vec<u32>,
    step: usize,
    world: World,
    checkpoints: HashMap<u32, World>,
    /// Records of steps near the present, by node.
    recent: VecDeque<(u32, Vec<Record>)>,
    /// The step of the first entry of `recent`, counted from 1.
    recent_from: usize,
    tips: Vec<u32>,
}

impl History {
    /// A session that begins with this world.
    #[must_use]
    pub fn new(start: World) -> Self {
        Self {
            world: start.clone(),
            start,
            nodes: Vec::new(),
            path: Vec::new(),
            step: 0,
            checkpoints: HashMap::new(),
            recent: VecDeque::new(),
            recent_from: 1,
            tips: Vec::new(),
        }
    }

    /// The world at the present step.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// The world at the beginning.
    #[must_use]
    pub const fn start(&self) -> &World {
        &self.start
    }

    /// The present step.
    #[must_use]
    pub const fn step(&self) -> usize {
        self.step
    }

    /// How many steps the present branch has; the present may lie before its end.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.path.len()
    }

    /// The inputs of the present branch, in order.
    pub fn inputs(&self) -> impl ExactSizeIterator<Item = Input> {
        self.path.iter().map(|node| self.nodes[*node as usize].input)
    }

    /// The input that leads from a step to the next one on the present branch, if there is a next one.
    #[must_use]
    pub fn input_after(&self, step: usize) -> Option<Input> {
        self.path.get(step).map(|node| self.nodes[*node as usize].input)
    }

    /// The step before the latest deed among these steps, if somebody did anything in them.
    #[must_use]
    pub fn before_last_deed(&self, steps: Range<usize>) -> Option<usize> {
        steps.rev().find(|step| self.input_after(*step).is_some_and(|input| input.is_deed()))
    }

    /// Where redoing leads from the present step: past the next deed, up to the one after it or to the end.
    #[must_use]
    pub fn after_next_deed(&self) -> usize {
        let is_deed = |step: &usize| self.input_after(*step).is_some_and(|input| input.is_deed());
        let next = (self.step..self.path.len()).find(is_deed).unwrap_or(self.step);
        (next + 1..self.path.len()).find(is_deed).unwrap_or(self.path.len())
    }

    /// Applies an input at the present step. In the past that begins a new branch, and the old future is kept; an input that
    /// the future has anyway just goes forward.
    pub fn take(&mut self, input: Input) -> &[Record] {
        if self.step < self.path.len() {
            if self.nodes[self.path[self.step] as usize].input == input {
                self.forward();
                return self.last_records();
            }
            self.leave_future();
        }
        let parent = self.path.last().copied().unwrap_or(u32::MAX);
        #[expect(clippy::cast_possible_truncation, reason = "four thousand million inputs do not fit in memory")]
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { parent, input });
        self.path.push(node);
        self.advance();
        self.last_records()
    }

    /// Keeps the future as a branch and forgets it on the present path.
    fn leave_future(&mut self) {
        if let Some(tip) = self.path.last() {
            self.tips.push(*tip);
        }
        self.path.truncate(self.step);
        self.forget_recent_after(self.step);
    }

    /// One step back; whether there was one.
    pub fn back(&mut self) -> bool {
        let back = self.step > 0;
        if back {
            self.seek(self.step - 1);
        }
        back
    }

    /// One step forward on the present branch; whether there was one.
    pub fn forward(&mut self) -> bool {
        let forward = self.step < self.path.len();
        if forward {
            self.advance();
        }
        forward
    }

    /// Goes to a step of the present branch, the last one if there are not so many.
    pub fn seek(&mut self, step: usize) {
        let step = step.min(self.path.len());
        if step < self.step || step > self.step + CHECKPOINT_EVERY {
            (self.step, self.world) = self.checkpoint_before(step);
        }
        while self.step < step {
            self.advance();
        }
    }

    fn checkpoint_before(&self, step: usize) -> (usize, World) {
        let mut at = step - step % CHECKPOINT_EVERY;
        while at > 0 {
            if let Some(world) = self.checkpoints.get(&self.path[at - 1]) {
                return (at, world.clone());
            }
            at -= CHECKPOINT_EVERY;
        }
        (0, self.start.clone())
    }

    /// Applies the next input of the path.
    fn advance(&mut self) {
        let node = self.path[self.step];
        let records = self.world.apply(&self.nodes[node as usize].input);
        self.step += 1;
        if self.step.is_multiple_of(CHECKPOINT_EVERY) {
            self.checkpoints.entry(node).or_insert_with(|| self.world.clone());
        }
        self.keep_recent(node, records);
    }

    fn keep_recent(&mut self, node: u32, records: Vec<Record>) {
        let next = self.recent_from + self.recent.len();
        if (self.recent_from..next).contains(&self.step) {
            return;
        }
        if self.step != next {
            self.recent.clear();
            self.recent_from = self.step;
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
            self.recent_from += 1;
        }
        self.recent.push_back((node, records));
    }

    fn forget_recent_after(&mut self, step: usize) {
        self.recent.truncate((step + 1).saturating_sub(self.recent_from));
    }

    /// The records of the present step.
    #[must_use]
    pub fn last_records(&self) -> &[Record] {
        let entry = self.step.checked_sub(self.recent_from).and_then(|i| self.recent.get(i));
        entry.map_or(&[], |(_, records)| records)
    }

    /// The records of some steps of the present branch, counted from 1, each with its step. What is not at hand is replayed.
    #[must_use]
    pub fn records(&self, steps: Range<usize>) -> Vec<(usize, Record)> {
        let steps = steps.start.max(1)..steps.end.min(self.path.len() + 1);
        let at_hand = self.recent_from..self.recent_from + self.recent.len();
        let mut records = Vec::new();
        if steps.is_empty() {
            return records;
        }
        if at_hand.contains(&steps.start) && steps.end <= at_hand.end {
            for step in steps {
                let (_, of_step) = &self.recent[step - self.recent_from];
                records.extend(of_step.iter().map(|record| (step, record.clone())));
            }
            return records;
        }
        let (mut at, mut world) = self.checkpoint_before(steps.start - 1);
        while at + 1 < steps.end {
            let of_step = world.apply(&self.nodes[self.path[at] as usize].input);
            at += 1;
            if at >= steps.start {
                records.extend(of_step.into_iter().map(|record| (at, record)));
            }
        }
        records
    }

    /// The world at a step of the present branch, the last one if there are not so many.
    #[must_use]
    pub fn world_at(&self, step: usize) -> World {
        let step = step.min(self.path.len());
        if step == self.step {
            return self.world.clone();
        }
        let (at, mut world) = self.checkpoint_before(step);
        for node in &self.path[at..step] {
            world.apply_silently(&self.nodes[*node as usize].input);
        }
        world
    }

    /// The futures that were left, oldest first.
    #[must_use]
    pub fn branches(&self) -> Vec<Branch> {
        let describe = |tip: &u32| {
            let path = self.path_to(*tip);
            let shared = path.iter().zip(&self.path).take_while(|(a, b)| a == b).count();
            Branch { shared, steps: path.len(), tip: *tip }
        };
        self.tips.iter().map(describe).collect()
    }

    /// Goes to the end of a branch; the present future becomes one itself.
    pub fn switch_to(&mut self, branch: Branch) {
        let Some(at) = self.tips.iter().position(|tip| *tip == branch.tip) else { return };
        let left = self.path.last().copied();
        let path = self.path_to(branch.tip);
        let shared = path.iter().zip(&self.path).take_while(|(a, b)| a == b).count();
        if self.path.len() == shared {
            self.tips.remove(at);
        } else if let Some(left) = left {
            self.tips[at] = left;
        }
        self.seek(shared.min(self.step));
        self.forget_recent_after(self.step);
        self.path = path;
        self.seek(self.path.len());
    }

    fn path_to(&self, tip: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut node = tip;
        while node != u32::MAX {
            path.push(node);
            node = self.nodes[node as usize].parent;
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::{CHECKPOINT_EVERY, History};
    use crate::sim::{Call, Input, Setup, Side, World};
    use crate::tcp::State;
    use std::time::Duration;

    fn connected() -> History {
        let mut history = History::new(World::new(&Setup::default()));
        history.take(Input::Call(Side::B, Call::Listen));
        history.take(Input::Call(Side::A, Call::Connect));
        while !history.world().is_idle() {
            history.take(Input::Step);
        }
        history
    }

    #[test]
    fn a_handshake_takes_three_segments() {
        let history = connected();
        assert_eq!(history.world().states(), [State::Established; 2]);
        assert_eq!(history.steps(), 5, "two calls and three arrivals");
    }

    #[test]
    fn every_moment_is_the_same_when_it_is_revisited() {
        let mut history = connected();
        for _ in 0..3 * CHECKPOINT_EVERY {
            history.take(Input::Call(Side::A, Call::Write(1)));
            history.take(Input::Step);
            history.take(Input::Step);
        }
        let steps = history.steps();
        let mut forward = vec![history.start().clone()];
        let mut replayed = history.start().clone();
        for input in history.inputs() {
            replayed.apply_silently(&input);
            forward.push(replayed.clone());
        }
        for step in [steps, 0, 1, CHECKPOINT_EVERY - 1, CHECKPOINT_EVERY, CHECKPOINT_EVERY + 1, steps / 2, steps - 1] {
            history.seek(step);
            assert_eq!(history.step(), step);
            assert_eq!(*history.world(), forward[step], "step {step}");
        }
    }

    #[test]
    fn records_are_the_same_at_hand_and_replayed() {
        let mut history = connected();
        for _ in 0..2000 {
            history.take(Input::Advance(Duration::from_millis(1)));
            history.take(Input::Call(Side::A, Call::Write(1)));
        }
        let all = history.records(1..history.steps() + 1);
        let late = history.records(history.steps() - 20..history.steps() + 1);
        assert_eq!(all[all.len() - late.len()..], late);
        assert_eq!(all[0].0, 1);
    }

    #[test]
    fn an_action_in_the_past_begins_a_branch_and_keeps_the_old_future() {
        let mut history = connected();
        let old_end = history.world().clone();
        history.seek(2);
        history.take(Input::Call(Side::A, Call::Abort));
        assert_eq!(history.world().host(Side::A).state(), State::Closed);
        let branches = history.branches();
        assert_eq!(branches.len(), 1);
        assert_eq!((branches[0].shared, branches[0].steps), (2, 5));
        let new_end = history.world().clone();
        history.switch_to(branches[0]);
        assert_eq!(*history.world(), old_end);
        let branches = history.branches();
        assert_eq!(branches.len(), 1, "the other future is a branch now");
        history.switch_to(branches[0]);
        assert_eq!(*history.world(), new_end);
    }

    #[test]
    fn doing_again_what_was_undone_stays_on_the_branch() {
        let mut history = connected();
        history.back();
        history.take(Input::Step);
        assert!(history.branches().is_empty());
        assert_eq!(history.step(), 5);
    }
}
