//! A shortest way to a goal from exactly where the learner is, with what the learner may use and the clock running.

use super::allow::{Allow, Deed};
use super::goal::{Goal, Tally};
use crate::sim::search::NoWay;
use crate::sim::{Call, Input, World};
use crate::tcp::Reply;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap};

/// A hint must not keep anybody waiting: no more worlds than this are looked at for one.
const FOR_A_HINT: usize = 12_000;

/// Nobody waits for a proof: as many as a check may look at.
const FOR_A_PROOF: usize = 200_000;

/// Where somebody is on the way to a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The world.
    pub world: World,
    /// What has happened since the exercise began.
    pub tally: Tally,
    /// How many faults may still be made.
    pub faults: u32,
}

/// A shortest way: the one with the fewest deeds, and of those one with the fewest events between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What to do, in order.
    pub inputs: Vec<Input>,
    /// How many ways are as short.
    pub count: u64,
}

impl Way {
    /// How many moves it takes: letting time pass is none.
    #[must_use]
    pub fn moves(&self) -> usize {
        self.inputs.iter().filter(|input| input.is_deed()).count()
    }
}

/// A shortest way to a goal within what is allowed.
///
/// # Errors
/// Whether there surely is none, or none was found.
pub fn shortest_way(from: &Standing, goal: &Goal, allow: Allow) -> Result<Way, NoWay> {
    search(from, goal, allow, FOR_A_HINT)
}

/// The same with all the time there is.
///
/// # Errors
/// Whether there surely is none, or none was found.
pub fn proven_way(from: &Standing, goal: &Goal, allow: Allow) -> Result<Way, NoWay> {
    search(from, goal, allow, FOR_A_PROOF)
}

/// A shortest way to any world of a kind, with some of the calls only.
#[must_use]
pub fn shortest_way_to(
    from: &World,
    may_call: impl Fn(Call) -> bool,
    is_goal: impl Fn(&World) -> bool,
) -> Option<Vec<Input>> {
    let nothing = Goal { lines: Vec::new(), is_puzzle: false, span: 0..0 };
    let from = Standing { world: from.clone(), tally: Tally::default(), faults: 0 };
    let course = Course { goal: &nothing, allow: Allow::calls() };
    let allowed = |input: &Input| !matches!(input, Input::Call(_, call) if !may_call(*call));
    course.run(&from, FOR_A_HINT, allowed, |standing, _| is_goal(&standing.world)).map(|way| way.inputs).ok()
}

fn search(from: &Standing, goal: &Goal, allow: Allow, most: usize) -> Result<Way, NoWay> {
    if goal.holds(&from.tally, from.world.states()) {
        return Ok(Way { inputs: Vec::new(), count: 1 });
    }
    Course { goal, allow }.run(from, most, |_| true, |_, reached| reached)
}

/// What may be done on the way to a goal.
struct Course<'g> {
    goal: &'g Goal,
    allow: Allow,
}

/// How far a world is from the start: deeds first, then events.
type Distance = (u32, u32);

/// A world that was met.
struct Met {
    parent: usize,
    input: Option<Input>,
    distance: Distance,
    /// How many shortest ways lead to it.
    ways: u64,
    is_goal: bool,
    /// Until it is looked at.
    standing: Option<Standing>,
}

impl Course<'_> {
    /// Looks at the nearest worlds first, until one is a goal.
    fn run(
        &self,
        from: &Standing,
        most: usize,
        allowed: impl Fn(&Input) -> bool,
        is_goal: impl Fn(&Standing, bool) -> bool,
    ) -> Result<Way, NoWay> {
        let mut start = from.clone();
        self.forget(&mut start.world);
        let first =
            Met { parent: 0, input: None, distance: (0, 0), ways: 1, is_goal: is_goal(&start, false), standing: None };
        let mut known: HashMap<u128, usize> = HashMap::from([(self.likeness(&start, false), 0)]);
        let mut met = vec![Met { standing: Some(start), ..first }];
        let mut waiting = BinaryHeap::from([Reverse(((0, 0), 0))]);
        while let Some(Reverse((distance, at))) = waiting.pop() {
            if distance != met[at].distance {
                continue;
            }
            if met[at].is_goal {
                return Ok(Way { inputs: way_to(at, &met), count: met[at].ways });
            }
            let Some(standing) = met[at].standing.take() else { continue };
            for input in self.allow.moves(&standing.world, standing.faults).into_iter().filter(|input| allowed(input)) {
                let Some((next, reached)) = self.next(&standing, input) else { continue };
                let (deeds, events) = distance;
                let distance = if input.is_deed() { (deeds + 1, events) } else { (deeds, events + 1) };
                let ways = met[at].ways;
                match known.entry(self.likeness(&next, reached)) {
                    Entry::Vacant(entry) => {
                        if met.len() == most {
                            return Err(NoWay::TooFar);
                        }
                        waiting.push(Reverse((distance, met.len())));
                        entry.insert(met.len());
                        let is_goal = is_goal(&next, reached);
                        met.push(Met { parent: at, input: Some(input), distance, ways, is_goal, standing: Some(next) });
                    }
                    Entry::Occupied(entry) => {
                        let other = *entry.get();
                        let there = &mut met[other];
                        if distance == there.distance {
                            there.ways = there.ways.saturating_add(ways);
                        } else if distance < there.distance {
                            (there.parent, there.input, there.distance, there.ways) = (at, Some(input), distance, ways);
                            there.standing = Some(next);
                            waiting.push(Reverse((distance, other)));
                        }
                    }
                }
            }
        }
        Err(NoWay::Unreachable)
    }

    /// What an input leads to, and whether the goal holds on the way there; nothing if it is refused, or spoils the goal.
    fn next(&self, standing: &Standing, input: Input) -> Option<(Standing, bool)> {
        let faults = standing.faults.checked_sub(u32::from(Deed::is_fault(&input)))?;
        let (mut world, mut tally) = (standing.world.clone(), standing.tally.clone());
        let before = world.states();
        let records = world.apply(&input);
        let refused = records.first().and_then(|record| record.outcome.reply).is_some_and(Reply::is_error);
        if records.is_empty() || (refused && input.is_deed()) {
            return None;
        }
        self.forget(&mut world);
        let reached = self.goal.note(&mut tally, before, &records, &world);
        let spoilt = !reached && self.goal.is_spoilt(&tally);
        (!spoilt).then_some((Standing { world, tally, faults }, reached))
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

fn way_to(mut at: usize, met: &[Met]) -> Vec<Input> {
    let mut way = Vec::new();
    while let Some(input) = met[at].input {
        way.push(input);
        at = met[at].parent;
    }
    way.reverse();
    way
}
