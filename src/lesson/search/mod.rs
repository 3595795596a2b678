//! A shortest way to a goal from exactly where the learner is, with what the learner may use and the clock running.

mod course;
mod remaining;

use super::allow::Allow;
use super::goal::{Goal, Tally};
use crate::sim::search::NoWay;
use crate::sim::{Call, Input, World};
use course::Course;
use remaining::Remaining;

/// How much a search may do before it gives up.
#[derive(Clone, Copy)]
struct Effort {
    /// How many different worlds it may keep.
    worlds: usize,
    /// How many inputs it may try.
    tries: usize,
}

/// A hint must not keep anybody waiting.
const FOR_A_HINT: Effort = Effort { worlds: 4_000, tries: 14_000 };

/// Nobody waits for a proof.
const FOR_A_PROOF: Effort = Effort { worlds: 200_000, tries: 2_000_000 };

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
    /// How many moves it takes.
    #[must_use]
    pub fn moves(&self) -> usize {
        self.inputs.iter().filter(|input| input.is_move()).count()
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
    let course = Course { goal: &nothing, allow: Allow::calls(), remaining: Remaining::unknown() };
    let allowed = |input: &Input| !matches!(input, Input::Call(_, call) if !may_call(*call));
    course.run(&from, FOR_A_HINT, allowed, |standing, _| is_goal(&standing.world)).map(|way| way.inputs).ok()
}

fn search(from: &Standing, goal: &Goal, allow: Allow, most: Effort) -> Result<Way, NoWay> {
    if goal.holds(&from.tally, from.world.states()) {
        return Ok(Way { inputs: Vec::new(), count: 1 });
    }
    let remaining = Remaining::new(&from.world, allow);
    Course { goal, allow, remaining }.run(from, most, |_| true, |_, reached| reached)
}
