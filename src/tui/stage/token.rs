//! The token that travels along the diagram's edges, one edge after the other.

#![warn(clippy::arithmetic_side_effects)]

use crate::tcp::EdgeId;
use std::collections::VecDeque;
use std::time::Duration;

/// A token's way along an edge.
const TOKEN: Duration = Duration::from_millis(600);

/// The edges that a side's token still has to travel; the front one is under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Token {
    edges: VecDeque<EdgeId>,
    passed: Duration,
}

impl Token {
    /// Adds an edge to travel.
    pub fn push(&mut self, edge: EdgeId) {
        self.edges.push_back(edge);
    }

    /// The edge under way and how far the token is on it, from 0 to 1.
    #[must_use]
    pub fn under_way(&self) -> Option<(EdgeId, f32)> {
        let edge = self.edges.front()?;
        Some((*edge, (self.passed.as_secs_f32() / TOKEN.as_secs_f32()).min(1.0)))
    }

    /// Forgets all edges.
    pub fn clear(&mut self) {
        self.edges.clear();
        self.passed = Duration::ZERO;
    }

    /// Real time passes, at the present speed.
    pub fn tick(&mut self, elapsed: Duration) {
        if self.edges.is_empty() {
            return;
        }
        self.passed = self.passed.saturating_add(elapsed);
        if self.passed >= TOKEN {
            self.passed = Duration::ZERO;
            self.edges.pop_front();
        }
    }
}
