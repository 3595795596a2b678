//! The nodes of one path through the tree, without a copy of what it shares with the present one.

/// A path: a part of the present one, and what comes beyond it.
pub(super) struct Trail<'a> {
    shared: &'a [u32],
    beyond: Vec<u32>,
}

impl<'a> Trail<'a> {
    /// The present path, or the beginning of it.
    pub const fn of(path: &'a [u32]) -> Self {
        Self { shared: path, beyond: Vec::new() }
    }

    /// The beginning of the present path, and then other nodes.
    pub const fn leaving(shared: &'a [u32], beyond: Vec<u32>) -> Self {
        Self { shared, beyond }
    }

    /// How many steps it has.
    pub const fn steps(&self) -> usize {
        self.shared.len() + self.beyond.len()
    }

    /// How many of them are the present path's.
    pub const fn shared_with_present(&self) -> usize {
        self.shared.len()
    }

    /// The node that ends step `at + 1`.
    pub fn node(&self, at: usize) -> u32 {
        self.shared.get(at).copied().unwrap_or_else(|| self.beyond[at - self.shared.len()])
    }

    /// The nodes after a step.
    pub fn after(&self, step: usize) -> impl ExactSizeIterator<Item = u32> {
        (step..self.steps()).map(|at| self.node(at))
    }
}
