//! The log of inputs, the world now, and a world every so many steps: any moment is a short replay away.

mod branches;
mod compare;
mod marks;
mod path;
mod trail;

use crate::session::names::SANDBOX_NAMES;
use crate::sim::{Input, PerSide, Record, Setup, World};
use path::Tip;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Range;
use trail::Trail;

pub use compare::{Comparison, MOST_COMPARED, Place};
pub use path::{Branch, Path};

/// A world is kept every so many steps.
pub const CHECKPOINT_EVERY: usize = 256;

/// How many steps' records are kept at hand.
const RECENT: usize = 1024;

/// The parent of the first inputs.
const ROOT: u32 = u32::MAX;

/// One input in the tree of all that was tried.
#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    input: Input,
}

/// A session: a world, how it came about, and every future that was tried.
///
/// Step 0 is the beginning; step `n` is the world after `n` inputs.
#[derive(Clone, Debug)]
pub struct History {
    /// What the programs at both ends are called.
    names: PerSide<String>,
    setup: Setup,
    /// What was done with a new world before the beginning.
    opening: Vec<Input>,
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
    /// The futures that were left, oldest first.
    tips: Vec<Tip>,
    /// What the present branch is called.
    name: Option<String>,
    /// Marks, each at a step that a node ends.
    marks: BTreeMap<(usize, u32), String>,
}

impl History {
    /// A session that begins with a new world.
    #[must_use]
    pub fn new(start: World) -> Self {
        Self::beginning(start.setup(), Vec::new(), start)
    }

    /// A session that begins with a world to which something has happened already.
    #[must_use]
    pub fn opened(setup: Setup, opening: Vec<Input>) -> Self {
        let mut start = World::new(&setup);
        for input in &opening {
            start.apply_silently(input);
        }
        Self::beginning(setup, opening, start)
    }

    fn beginning(setup: Setup, opening: Vec<Input>, start: World) -> Self {
        Self {
            names: SANDBOX_NAMES.map(str::to_owned),
            setup,
            opening,
            world: start.clone(),
            start,
            nodes: Vec::new(),
            path: Vec::new(),
            step: 0,
            checkpoints: HashMap::new(),
            recent: VecDeque::new(),
            recent_from: 1,
            tips: Vec::new(),
            name: None,
            marks: BTreeMap::new(),
        }
    }

    /// The same session with other names for the programs at both ends.
    #[must_use]
    pub fn named(mut self, names: PerSide<String>) -> Self {
        self.names = names;
        self
    }

    /// Ends that nobody has named are called this.
    pub fn name_the_unnamed(&mut self, names: PerSide<&str>) {
        if self.names() == SANDBOX_NAMES {
            self.names = names.map(str::to_owned);
        }
    }

    /// What the programs at both ends are called: client and server if nobody has named them.
    #[must_use]
    pub fn names(&self) -> PerSide<&str> {
        self.names.as_deref()
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

    /// What the world was made with, and the inputs that led from there to the beginning.
    #[must_use]
    pub fn opening(&self) -> (&Setup, &[Input]) {
        (&self.setup, &self.opening)
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

    /// The step before the latest action among these steps, if somebody did anything in them. Settings that were changed one right
    /// after the other are one action: nobody remembers how many presses a value took.
    #[must_use]
    pub fn before_last_action(&self, steps: Range<usize>) -> Option<usize> {
        let first = steps.start;
        let last = steps.rev().find(|step| self.is_action(*step))?;
        (first..=last).rev().find(|step| *step == first || !self.continues_settings(*step))
    }

    /// Where redoing leads from the present step: past the next action, up to the one after it or to the end.
    #[must_use]
    pub fn after_next_action(&self) -> usize {
        let begins = |step: &usize| self.is_action(*step) && !self.continues_settings(*step);
        let next = (self.step..self.path.len()).find(|step| self.is_action(*step)).unwrap_or(self.step);
        (next + 1..self.path.len()).find(begins).unwrap_or(self.path.len())
    }

    fn is_action(&self, step: usize) -> bool {
        self.input_after(step).is_some_and(|input| input.is_action())
    }

    /// Whether a setting is changed with this step, and one was changed with the step before.
    fn continues_settings(&self, step: usize) -> bool {
        let is_setting = |step| self.input_after(step).is_some_and(|input| input.is_setting());
        is_setting(step) && step.checked_sub(1).is_some_and(is_setting)
    }

    /// Applies an input at the present step. In the past that begins a new branch, and the old future is kept; an input that
    /// the future has anyway just goes forward.
    ///
    /// ```
    /// use tcptutor::session::sandbox;
    /// use tcptutor::sim::{Call, Input, PerSide, Side};
    /// use tcptutor::tcp::{Profile, State};
    ///
    /// let mut history = sandbox(Profile::rfc9293());
    /// let records = history.push(Input::Call(Side::A, Call::Connect));
    /// assert_eq!(records[0].after, State::SynSent);
    /// history.push(Input::Step);
    /// assert_eq!(history.world().states(), PerSide::new(State::SynSent, State::SynReceived));
    ///
    /// // Back before the step, something else is done: the future that was left is a branch.
    /// history.seek(1);
    /// history.push(Input::Call(Side::A, Call::Abort));
    /// assert_eq!((history.step(), history.branches().len()), (2, 1));
    /// ```
    pub fn push(&mut self, input: Input) -> &[Record] {
        if self.step < self.path.len() {
            if self.nodes[self.path[self.step] as usize].input == input {
                self.forward();
                return self.last_records();
            }
            self.leave_future();
        }
        let node = self.add_node(self.path.last().copied().unwrap_or(ROOT), input);
        self.path.push(node);
        self.advance();
        self.last_records()
    }

    fn add_node(&mut self, parent: u32, input: Input) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "four thousand million inputs do not fit in memory")]
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { parent, input });
        node
    }

    /// Forgets the last step of the present branch, where the present is its end and a setting is changed again with `input`: nobody
    /// has seen the value in between. Whether it did.
    pub fn forget_same_setting(&mut self, input: &Input) -> bool {
        let at_end = self.step == self.path.len();
        let same = self.step.checked_sub(1).and_then(|step| self.input_after(step));
        let forgets = at_end && same.is_some_and(|last| input.sets_the_same_as(&last)) && self.mark().is_none();
        if forgets {
            self.seek(self.step - 1);
            self.path.truncate(self.step);
            self.forget_recent_after(self.step);
        }
        forgets
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

    /// Goes to a step of the present branch, the last one if there are fewer.
    pub fn seek(&mut self, step: usize) {
        let step = step.min(self.path.len());
        if step < self.step || step > self.step + CHECKPOINT_EVERY {
            (self.step, self.world) = self.checkpoint_before(&Trail::of(&self.path), step);
        }
        while self.step < step {
            self.advance();
        }
    }

    fn checkpoint_before(&self, trail: &Trail<'_>, step: usize) -> (usize, World) {
        let mut at = step - step % CHECKPOINT_EVERY;
        while at > 0 {
            if let Some(world) = self.checkpoints.get(&trail.node(at - 1)) {
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

    /// The last thing that happened in the latest steps, with its step: time that merely passes leaves no record.
    #[must_use]
    pub fn latest_record(&self, steps: usize) -> Option<(usize, Record)> {
        (1..=self.step).rev().take(steps).find_map(|step| Some((step, self.records(step..step + 1).pop()?.1)))
    }

    /// The records of some steps of the present branch, counted from 1, each with its step. What is not at hand is replayed.
    #[must_use]
    pub fn records(&self, steps: Range<usize>) -> Vec<(usize, Record)> {
        let mut records = Vec::new();
        self.each_record(steps, |step, record| records.push((step, record.clone())));
        records
    }

    /// Shows the records of some steps of the present branch, counted from 1, each with its step, in order. What is not at hand is
    /// replayed.
    pub fn each_record(&self, steps: Range<usize>, mut see: impl FnMut(usize, &Record)) {
        let steps = steps.start.max(1)..steps.end.min(self.path.len() + 1);
        let at_hand = self.recent_from..self.recent_from + self.recent.len();
        if steps.is_empty() {
            return;
        }
        if at_hand.contains(&steps.start) && steps.end <= at_hand.end {
            for step in steps {
                let (_, of_step) = &self.recent[step - self.recent_from];
                for record in of_step {
                    see(step, record);
                }
            }
            return;
        }
        self.replay(&Trail::of(&self.path), steps, |step, record| see(step, &record));
    }

    /// The records of some steps of a path that has them, counted from 1.
    fn replayed(&self, trail: &Trail<'_>, steps: Range<usize>) -> Vec<(usize, Record)> {
        let mut records = Vec::new();
        self.replay(trail, steps, |step, record| records.push((step, record)));
        records
    }

    fn replay(&self, trail: &Trail<'_>, steps: Range<usize>, mut seen: impl FnMut(usize, Record)) {
        let (mut at, mut world) = self.checkpoint_before(trail, steps.start - 1);
        while at + 1 < steps.end {
            let input = &self.nodes[trail.node(at) as usize].input;
            at += 1;
            if at >= steps.start {
                world.apply(input).into_iter().for_each(|record| seen(at, record));
            } else {
                world.apply_silently(input);
            }
        }
    }

    /// The world at a step of the present branch, the last one if there are fewer.
    #[must_use]
    pub fn world_at(&self, step: usize) -> World {
        let step = step.min(self.path.len());
        if step == self.step {
            return self.world.clone();
        }
        self.replayed_world(&Trail::of(&self.path), step)
    }

    fn replayed_world(&self, trail: &Trail<'_>, step: usize) -> World {
        let (from, mut world) = self.checkpoint_before(trail, step);
        for at in from..step {
            world.apply_silently(&self.nodes[trail.node(at) as usize].input);
        }
        world
    }
}

#[cfg(test)]
mod tests;
