//! What was seen of all that can happen: edges of the diagram, and pairs of states.

use super::endpoint::Endpoint;
use crate::sim::search::bit;
use crate::sim::{PerSide, Record};
use crate::tcp::{EdgeId, EdgeSet, State};

/// What was seen, on all branches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    edges: EdgeSet,
    /// A bit for each pair: eleven times A's state plus B's.
    pairs: u128,
}

impl Seen {
    /// Adds what was seen elsewhere.
    pub fn join(&mut self, other: Self) {
        self.join_edges(other.edges);
        self.pairs |= other.pairs;
    }

    /// Adds edges that were walked.
    pub const fn join_edges(&mut self, edges: EdgeSet) {
        self.edges = self.edges.union(edges);
    }

    /// Adds the edges that were taken with a record.
    pub fn walk(&mut self, record: &Record) {
        record.outcome.transitions.iter().for_each(|edge| self.edges.insert(*edge));
    }

    /// Adds the pair of states that both ends are in, if that is certain.
    pub fn meet(&mut self, ends: &PerSide<Endpoint>) {
        if let (Some(a), Some(b)) = (ends.a.state.state(), ends.b.state.state()) {
            self.meet_pair(PerSide::new(a, b));
        }
    }

    /// Adds a pair of states.
    pub const fn meet_pair(&mut self, pair: PerSide<State>) {
        self.pairs |= bit(pair);
    }

    /// Whether both ends were in these states at once.
    #[must_use]
    pub const fn has_pair(self, pair: PerSide<State>) -> bool {
        self.pairs & bit(pair) != 0
    }

    /// The pairs of states, a bit for each, as [`bit`] gives it.
    #[must_use]
    pub const fn pairs(self) -> u128 {
        self.pairs
    }

    /// The edges that were walked.
    #[must_use]
    pub const fn edges(self) -> EdgeSet {
        self.edges
    }

    /// Whether somebody walked this edge.
    #[must_use]
    pub const fn has_edge(self, edge: EdgeId) -> bool {
        self.edges.contains(edge)
    }
}
