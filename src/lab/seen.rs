//! What was seen of one act, in the simulation or on a machine: the same of both, so that they can be compared.

use super::crossed::Crossed;
use crate::sim::PerSide;
use crate::tcp::{EdgeId, State};

/// What was seen of one act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What the calls returned, in their order: `ok`, a number, or an errno.
    pub returned: Vec<String>,
    /// The states that each end's connection was seen to enter, in order.
    pub entered: PerSide<Vec<State>>,
    /// The ways that each end's connection went, as far as they are known: in the simulation.
    pub walked: PerSide<Vec<EdgeId>>,
    /// The state of each end's connection when nothing moved any more.
    pub now: PerSide<State>,
    /// How many segments each end's connection has sent meanwhile, where that is known.
    pub sent: PerSide<Option<u32>>,
    /// Which segments those were, as far as that is known; in the simulation in their order.
    pub crossed: Vec<Crossed>,
}
