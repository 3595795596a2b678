//! Where a search begins, how much it may do, and what it finds.

use super::super::goal::Tally;
use crate::sim::{Input, World};

/// Why there is no way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWay {
    /// Everything that is allowed was tried, in so many different states: the goal cannot be reached.
    Unreachable(usize),
    /// The search met its limit first.
    TooFar,
}

/// How much a search may do before it gives up.
#[derive(Clone, Copy)]
pub struct Effort {
    /// How many different worlds it may keep.
    pub worlds: usize,
    /// How many inputs it may try.
    pub tries: usize,
}

/// Where somebody is on the way to a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchState {
    /// The world.
    pub world: World,
    /// What has happened since the exercise began.
    pub tally: Tally,
    /// How many faults may still be made.
    pub faults: u32,
}

/// A shortest way: the one with the fewest actions, and of those one with the fewest events between them.
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
        self.inputs.iter().filter(|input| input.is_counted_move()).count()
    }
}
