//! A shortest way to a goal from exactly where the learner is, with what the learner may use and the clock running.

mod course;
mod remaining;
mod way;

use super::allow::Allow;
use super::goal::{Goal, Tally};
use crate::sim::{Call, Input, World};
use course::Course;
use remaining::Remaining;
use way::Effort;

pub use way::{NoWay, SearchState, Way};

/// A hint must not keep anybody waiting.
const FOR_A_HINT: Effort = Effort { worlds: 4_000, tries: 14_000 };

/// Nobody waits for a proof; but whoever wrote the lesson decides how far it goes, and may be anybody.
const FOR_A_PROOF: Effort = Effort { worlds: 32_000, tries: 300_000 };

/// All searches of a command that plays a whole lesson together.
pub const FOR_A_LESSON: usize = 400_000;

/// A shortest way to a goal within what is allowed.
///
/// # Errors
/// Whether there surely is none, or none was found.
pub fn shortest_way(from: &SearchState, goal: &Goal, allow: Allow) -> Result<Way, NoWay> {
    search(from, goal, allow, FOR_A_HINT, &mut usize::MAX.clone())
}

/// The same with all the time there is.
///
/// # Errors
/// Whether there surely is none, or none was found.
pub fn proven_way(from: &SearchState, goal: &Goal, allow: Allow) -> Result<Way, NoWay> {
    search(from, goal, allow, FOR_A_PROOF, &mut FOR_A_LESSON.clone())
}

/// The same where so many inputs may be tried; as many are left as were not.
pub(super) fn proven_way_within(from: &SearchState, goal: &Goal, allow: Allow, left: &mut usize) -> Result<Way, NoWay> {
    search(from, goal, allow, FOR_A_PROOF, left)
}

/// A shortest way to a goal as a hint finds it, where so many inputs may be tried; as many are left as were not.
pub(super) fn way_within(from: &SearchState, goal: &Goal, allow: Allow, left: &mut usize) -> Result<Way, NoWay> {
    search(from, goal, allow, FOR_A_HINT, left)
}

/// Whether these inputs lead to a goal.
pub(super) fn leads_to(mut from: SearchState, goal: &Goal, inputs: &[Input]) -> bool {
    goal.holds(&from.tally, from.world.states())
        || inputs.iter().any(|input| {
            let before = from.world.states();
            let records = from.world.apply(input);
            goal.note(&mut from.tally, before, &records, &from.world)
        })
}

/// A shortest way to any world of a kind, with some of the calls only.
#[must_use]
pub fn shortest_way_to(
    from: &World,
    may_call: impl Fn(Call) -> bool,
    is_goal: impl Fn(&World) -> bool,
) -> Option<Vec<Input>> {
    let nothing = Goal { lines: Vec::new(), is_puzzle: false, span: None };
    let from = SearchState { world: from.clone(), tally: Tally::default(), faults: 0 };
    let course = Course { goal: &nothing, allow: Allow::calls(), remaining: Remaining::unknown() };
    let allowed = |input: &Input| !matches!(input, Input::Call(_, call) if !may_call(*call));
    let mut left = FOR_A_HINT.tries;
    let way = course.run(&from, (FOR_A_HINT, &mut left), allowed, |state_there, _| is_goal(&state_there.world));
    way.map(|way| way.inputs).ok()
}

fn search(from: &SearchState, goal: &Goal, allow: Allow, most: Effort, left: &mut usize) -> Result<Way, NoWay> {
    if goal.holds(&from.tally, from.world.states()) {
        return Ok(Way { inputs: Vec::new(), count: 1 });
    }
    let remaining = Remaining::new(&from.world, allow);
    Course { goal, allow, remaining }.run(from, (most, left), |_| true, |_, reached| reached)
}
