//! What is the shortest way from here to there, where any timer may fire and time does not count? Hints ask it otherwise: the
//! learner's clock runs, and only actions count (`lesson::search`).

use super::{Limits, Search, Verdict, WorldModel};
use tcptutor::sim::{Input, World};

/// A shortest way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// What to do, in order; empty if the goal is reached already.
    pub inputs: Vec<Input>,
    /// How many different ways are as short; only a lower bound if the search met its limit on states at the goal's depth.
    pub count: u64,
}

/// Why there is no solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWay {
    /// Everything that the model allows was tried: the goal cannot be reached.
    Unreachable,
    /// The search met its limit first.
    TooFar,
}

/// The first shortest way from a world to one that the goal is true of, in the model's order of inputs.
///
/// Programs that act by themselves do so at once, without an input. What the goal asks about edges has to be told apart
/// ([`WorldModel::edges`]).
///
/// # Errors
///
/// [`NoWay`] says whether the goal is out of reach, or only beyond the limits.
pub fn shortest_to(
    world: &World,
    model: &WorldModel,
    goal: impl Fn(&World) -> bool,
    limits: Limits,
) -> Result<Solution, NoWay> {
    let search = Search::run(model, model.start(world), limits, |reached| {
        if goal(&reached.state.world) { Verdict::Goal } else { Verdict::Expand }
    });
    match (search.goals().first(), search.end()) {
        (Some(goal), _) => Ok(Solution { inputs: search.path(*goal), count: search.ways() }),
        (None, super::End::Exhausted) => Err(NoWay::Unreachable),
        (None, _) => Err(NoWay::TooFar),
    }
}
