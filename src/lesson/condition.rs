//! What can be said of states: conditions, and how many connections sit in one.

use crate::sim::{PerSide, Side};
use crate::tcp::State;

/// States of both sides; a side that is not named may be in any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Condition {
    /// A's state and B's.
    pub states: PerSide<Option<State>>,
}

impl Condition {
    /// Whether the two states are as it says.
    #[must_use]
    pub fn holds(&self, states: PerSide<State>) -> bool {
        self.states.into_iter().all(|(side, wanted)| wanted.is_none_or(|wanted| wanted == states[side]))
    }
}

/// This many connections of a host in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sockets {
    /// The host.
    pub side: Side,
    /// The state.
    pub state: State,
    /// How many.
    pub count: u32,
}
