//! What was seen of all that can happen: edges of the diagram, and pairs of states.

use std::collections::BTreeSet;

use super::endpoint::Endpoint;
use crate::sim::search::bit;
use crate::sim::{PerSide, Record};
use crate::tcp::{EdgeId, EdgeSet, State};

/// An arrow by the names of its states. Two arrows between the same states count as one that was walked.
fn arrow(edge: EdgeId) -> String {
    format!("{} > {}", edge.edge().from.name(), edge.edge().to.name())
}

fn named(pair: PerSide<State>) -> String {
    format!("{}, {}", pair.a.name(), pair.b.name())
}

fn every_pair() -> impl Iterator<Item = PerSide<State>> {
    State::ALL.into_iter().flat_map(|a| State::ALL.map(|b| PerSide::new(a, b)))
}

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
    pub fn visit(&mut self, ends: &PerSide<Endpoint>) {
        if let (Some(a), Some(b)) = (ends.a.state.state(), ends.b.state.state()) {
            self.visit_pair(PerSide::new(a, b));
        }
    }

    /// Adds a pair of states.
    pub const fn visit_pair(&mut self, pair: PerSide<State>) {
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

    /// What these names say, as [`Seen::arrows`] and [`Seen::named_pairs`] write them; what is not a such name says nothing.
    #[must_use]
    pub fn of_names(arrows: &BTreeSet<String>, pairs: &BTreeSet<String>) -> Self {
        let mut seen = Self::default();
        for edge in EdgeId::all().filter(|edge| arrows.contains(&arrow(*edge))) {
            seen.edges.insert(edge);
        }
        for pair in every_pair().filter(|pair| pairs.contains(&named(*pair))) {
            seen.visit_pair(pair);
        }
        seen
    }

    /// The arrows of Figure 5 that were walked, by the names of their states: `CLOSED > LISTEN`.
    pub fn arrows(self) -> impl Iterator<Item = String> {
        EdgeId::all().filter(move |edge| edge.edge().figure5 && self.has_edge(*edge)).map(arrow)
    }

    /// The pairs that were met, by their states' names: `ESTABLISHED, CLOSE_WAIT`.
    pub fn named_pairs(self) -> impl Iterator<Item = String> {
        every_pair().filter(move |pair| self.has_pair(*pair)).map(named)
    }

    /// Whether somebody walked this edge.
    #[must_use]
    pub const fn has_edge(self, edge: EdgeId) -> bool {
        self.edges.contains(edge)
    }
}
