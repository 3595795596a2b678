//! The search itself: the worlds from which the goal may be nearest are looked at first.

use super::super::allow::{Allow, Deed};
use super::super::goal::Goal;
use super::remaining::Remaining;
use super::{Effort, Standing, Way};
use crate::sim::search::NoWay;
use crate::sim::{Input, World};
use crate::tcp::Reply;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap};

/// With so many packets on their way nobody is near a goal any more: calls on calls, and no time for any answer.
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
    parent: usize,
    input: Option<Input>,
    distance: Distance,
    /// How many moves it surely still takes.
    remaining: u32,
    /// How many shortest ways lead to it.
    ways: u64,
    is_goal: bool,
    /// Until it is looked at.
    standing: Option<Box<Standing>>,
}

impl Met {
    /// How long a way through here is at the least.
    const fn estimate(&self) -> Distance {
        (self.distance.0 + self.remaining, self.distance.1)
    }
}

impl Course<'_> {
    /// Looks at the most hopeful worlds first, until one is a goal; with no more effort than `most`.
    pub(super) fn run(
        &self,
        from: &Standing,
        most: Effort,
        allowed: impl Fn(&Input) -> bool,
        is_goal: impl Fn(&Standing, bool) -> bool,
    ) -> Result<Way, NoWay> {
        let mut start = Box::new(from.clone());
        self.forget(&mut start.world);
        let remaining = self.remaining.from(&start, self.goal).ok_or(NoWay::Unreachable)?;
        let mut known: HashMap<u128, usize> = HashMap::from([(self.likeness(&start, false), 0)]);
        let mut waiting = BinaryHeap::from([Reverse(((remaining, 0), 0))]);
        let is_goal_now = is_goal(&start, false);
        let standing = Some(start);
        let mut met =
            vec![Met { parent: 0, input: None, distance: (0, 0), remaining, ways: 1, is_goal: is_goal_now, standing }];
        let (mut saw_all, mut tries) = (true, 0);
        while let Some(Reverse((estimate, at))) = waiting.pop() {
            if estimate != met[at].estimate() {
                continue;
            }
            if met[at].is_goal {
                return Ok(Way { inputs: way_to(at, &met), count: met[at].ways });
            }
            let Some(standing) = met[at].standing.take() else { continue };
            let (ways, (moves, others)) = (met[at].ways, met[at].distance);
            let crowded = is_crowded(&standing.world);
            saw_all &= !crowded;
            for input in self.allow.moves(&standing.world, standing.faults) {
                let turns_again = matches!((input, met[at].input), (Input::Attend(side, _), Some(Input::Attend(before, _))) if side == before);
                if turns_again || (crowded && input.is_move()) || !allowed(&input) {
                    continue;
                }
                tries += 1;
                if tries > most.tries {
                    return Err(NoWay::TooFar);
                }
                let Some((next, reached)) = self.next(&standing, input) else { continue };
                let distance = if input.is_move() { (moves + 1, others) } else { (moves, others + 1) };
                match known.entry(self.likeness(&next, reached)) {
                    Entry::Vacant(entry) => {
                        let is_goal = is_goal(&next, reached);
                        let remaining = if is_goal { Some(0) } else { self.remaining.from(&next, self.goal) };
                        let Some(remaining) = remaining else { continue };
                        if met.len() == most.worlds {
                            return Err(NoWay::TooFar);
                        }
                        let input = Some(input);
                        let there = Met { parent: at, input, distance, remaining, ways, is_goal, standing: Some(next) };
                        waiting.push(Reverse((there.estimate(), met.len())));
                        entry.insert(met.len());
                        met.push(there);
                    }
                    Entry::Occupied(entry) => {
                        let other = *entry.get();
                        let there = &mut met[other];
                        if distance == there.distance {
                            there.ways = there.ways.saturating_add(ways);
                        } else if distance < there.distance {
                            (there.parent, there.input, there.distance, there.ways) = (at, Some(input), distance, ways);
                            there.standing = Some(next);
                            waiting.push(Reverse((there.estimate(), other)));
                        }
                    }
                }
            }
        }
        Err(if saw_all { NoWay::Unreachable } else { NoWay::TooFar })
    }

    /// What an input leads to, and whether the goal holds on the way there; nothing if it is refused, or spoils the goal.
    fn next(&self, standing: &Standing, input: Input) -> Option<(Box<Standing>, bool)> {
        let faults = standing.faults.checked_sub(u32::from(Deed::is_fault(&input)))?;
        let mut next = Box::new(standing.clone());
        let before = next.world.states();
        let records = next.world.apply(&input);
        let refused = records.first().and_then(|record| record.outcome.reply).is_some_and(Reply::is_error);
        if records.is_empty() || (refused && input.is_deed()) {
            return None;
        }
        self.forget(&mut next.world);
        next.faults = faults;
        let reached = self.goal.note(&mut next.tally, before, &records, &next.world);
        let spoilt = !reached && self.goal.is_spoilt(&next.tally);
        (!spoilt).then_some((next, reached))
    }

    /// Copies of a world are cheap if it does not remember what nobody can bring back.
    fn forget(&self, world: &mut World) {
        if !self.allow.has(Deed::Replay) {
            world.forget_the_past();
        }
    }

    fn likeness(&self, standing: &Standing, reached: bool) -> u128 {
        let mut print = standing.world.likeness();
        print.word(u64::from(standing.faults) << 1 | u64::from(reached));
        for word in standing.tally.words(self.goal) {
            print.word(u64::from(word));
        }
        print.value()
    }
}

fn is_crowded(world: &World) -> bool {
    world.packets().len() >= CROWD
}

fn way_to(mut at: usize, met: &[Met]) -> Vec<Input> {
    let mut way = Vec::new();
    while let Some(input) = met[at].input {
        way.push(input);
        at = met[at].parent;
    }
    way.reverse();
    way
}
