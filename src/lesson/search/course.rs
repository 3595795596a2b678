//! The search itself: the worlds from which the goal may be nearest are looked at first.

use super::super::allow::{Action, Allow};
use super::super::goal::Goal;
use super::remaining::Remaining;
use super::way::{Effort, NoWay, SearchState, Way};
use crate::sim::{Input, Side, World};
use crate::tcp::Reply;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap};

/// With this many packets on their way nobody is near a goal any more: calls on calls, and no time for any answer.
const CROWD: usize = 8;

/// What may be done on the way to a goal.
pub(super) struct Course<'g> {
    pub(super) goal: &'g Goal,
    pub(super) allow: Allow,
    pub(super) remaining: Remaining,
}

/// How far a world is from the start: moves first, then what else happens.
type Distance = (u32, u32);

/// A world that was met.
struct Met {
    /// The world before it, and what led from there to here; nothing for the start.
    from: Option<(usize, Input)>,
    distance: Distance,
    /// How many moves it surely still takes.
    remaining: u32,
    /// How many shortest ways lead to it.
    ways: u64,
    is_goal: bool,
    /// Until it is looked at.
    state_there: Option<Box<SearchState>>,
}

impl Met {
    /// Where a search begins, until it is known how much remains.
    fn new(state_there: Box<SearchState>, is_goal: bool) -> Self {
        Self { from: None, distance: (0, 0), remaining: 0, ways: 1, is_goal, state_there: Some(state_there) }
    }

    /// How long a way through here is at the least.
    const fn estimate(&self) -> Distance {
        (self.distance.0 + self.remaining, self.distance.1)
    }
}

/// The worlds that were met, and which of them have still to be looked at.
#[derive(Default)]
struct Frontier {
    met: Vec<Met>,
    known: HashMap<u128, usize>,
    /// The most hopeful first.
    waiting: BinaryHeap<Reverse<(Distance, usize)>>,
}

impl Frontier {
    /// The world to look at next.
    fn next(&mut self) -> Option<usize> {
        loop {
            let Reverse((estimate, at)) = self.waiting.pop()?;
            // A shorter way to it may have been found since.
            if estimate == self.met[at].estimate() {
                return Some(at);
            }
        }
    }

    /// Takes note of a world, or of another way to one that is known; of none from which the goal is out of reach.
    fn add(&mut self, likeness: u128, there: Met, remaining: impl FnOnce(&SearchState) -> Option<u32>) {
        match self.known.entry(likeness) {
            Entry::Vacant(entry) => {
                let remaining = if there.is_goal { Some(0) } else { there.state_there.as_deref().and_then(remaining) };
                let Some(remaining) = remaining else { return };
                let there = Met { remaining, ..there };
                self.waiting.push(Reverse((there.estimate(), self.met.len())));
                entry.insert(self.met.len());
                self.met.push(there);
            }
            Entry::Occupied(entry) => {
                let known = &mut self.met[*entry.get()];
                if there.distance == known.distance {
                    known.ways = known.ways.saturating_add(there.ways);
                } else if there.distance < known.distance {
                    *known = Met { remaining: known.remaining, ..there };
                    self.waiting.push(Reverse((known.estimate(), *entry.get())));
                }
            }
        }
    }

    fn way_to(&self, mut at: usize) -> Way {
        let (mut inputs, count) = (Vec::new(), self.met[at].ways);
        while let Some((before, input)) = self.met[at].from {
            inputs.push(input);
            at = before;
        }
        inputs.reverse();
        Way { inputs, count }
    }
}

impl Course<'_> {
    /// Looks at the most hopeful worlds first, until one is a goal; with no more effort than `most`, and no more inputs than are
    /// left. What a world holds counts: to try an input in a large one takes longer, and to keep it more room.
    pub(super) fn run(
        &self,
        from: &SearchState,
        (most, left): (Effort, &mut usize),
        allowed: impl Fn(&Input) -> bool,
        is_goal: impl Fn(&SearchState, bool) -> bool,
    ) -> Result<Way, NoWay> {
        let mut start = Box::new(from.clone());
        self.forget(&mut start.world);
        let mut frontier = Frontier::default();
        let (likeness, is_goal_now) = (self.likeness(&start, false), is_goal(&start, false));
        let remaining = |state_there: &SearchState| self.remaining.from(state_there, self.goal);
        frontier.add(likeness, Met::new(start, is_goal_now), remaining);
        let most = Effort { tries: most.tries.min(*left), ..most };
        let (mut saw_all, mut tries, mut kept) = (true, 0, 0);
        while let Some(at) = frontier.next() {
            let here = &mut frontier.met[at];
            if here.is_goal {
                return Ok(frontier.way_to(at));
            }
            let Some(state_there) = here.state_there.take() else { continue };
            let (distance, ways, before) = (here.distance, here.ways, here.from.map(|(_, input)| input));
            let crowded = is_crowded(&state_there.world);
            saw_all &= !crowded;
            let may_help =
                |input: &Input| allowed(input) && !(crowded && input.is_move()) && !turns_again(before, input);
            for input in self.allow.moves(&state_there.world, state_there.faults).into_iter().filter(may_help) {
                tries += weight(&state_there.world);
                *left = left.saturating_sub(weight(&state_there.world));
                if tries > most.tries || kept > most.worlds {
                    return Err(NoWay::TooFar);
                }
                let Some((next, reached)) = self.next(&state_there, input) else { continue };
                let (likeness, is_goal) = (self.likeness(&next, reached), is_goal(&next, reached));
                let (from, distance) = (Some((at, input)), farther(distance, &input));
                let (weighs, before) = (weight(&next.world), frontier.met.len());
                frontier.add(likeness, Met { from, distance, ways, ..Met::new(next, is_goal) }, remaining);
                kept += weighs * (frontier.met.len() - before);
            }
        }
        Err(if saw_all { NoWay::Unreachable(frontier.met.len()) } else { NoWay::TooFar })
    }

    /// What an input leads to, and whether the goal holds on the way there; nothing if it is refused, or spoils the goal.
    fn next(&self, state_there: &SearchState, input: Input) -> Option<(Box<SearchState>, bool)> {
        let faults = state_there.faults.checked_sub(u32::from(Action::is_fault(&input)))?;
        let mut next = Box::new(state_there.clone());
        let before = next.world.states();
        let records = next.world.apply(&input);
        let refused = records.first().and_then(|record| record.outcome.reply).is_some_and(Reply::is_error);
        if records.is_empty() || (refused && input.is_action()) {
            return None;
        }
        self.forget(&mut next.world);
        next.faults = faults;
        let reached = self.goal.note(&mut next.tally, before, &records, &next.world);
        let spoilt = !reached && self.goal.is_unreachable(&next.tally);
        (!spoilt).then_some((next, reached))
    }

    /// Copies of a world are cheap if it does not remember what nobody can bring back.
    fn forget(&self, world: &mut World) {
        if !self.allow.has(Action::Replay) {
            world.forget_the_past();
        }
    }

    fn likeness(&self, state_there: &SearchState, reached: bool) -> u128 {
        let mut print = state_there.world.likeness();
        print.word(u64::from(state_there.faults) << 1 | u64::from(reached));
        for word in state_there.tally.words(self.goal) {
            print.word(u64::from(word));
        }
        print.value()
    }
}

/// How much a world holds, in parts of what one in a lesson usually holds.
fn weight(world: &World) -> usize {
    let connections: usize = Side::BOTH.into_iter().map(|side| world.host(side).connections.len()).sum();
    1 + (connections + world.packets().len()) / 16
}

fn is_crowded(world: &World) -> bool {
    world.packets().len() >= CROWD
}

/// Turning to one connection and on to another is turning to the other.
fn turns_again(before: Option<Input>, input: &Input) -> bool {
    matches!((before, input), (Some(Input::Attend(side, _)), Input::Attend(again, _)) if side == *again)
}

fn farther((moves, others): Distance, input: &Input) -> Distance {
    if input.is_move() { (moves + 1, others) } else { (moves, others + 1) }
}
