//! The ways through a session by name: the present one, and those that were left.

/// A future that was left for another one, by the input that ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// How many steps it shares with the present one.
    pub shared: usize,
    /// How many steps it has in all.
    pub steps: usize,
    /// The node that ends it.
    pub(super) tip: u32,
}

/// One way through a session: the present one, or one that was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// The present branch.
    Present,
    /// A branch that was left.
    Branch(Branch),
}

/// The end of a future that was left.
#[derive(Clone, Debug)]
pub(super) struct Tip {
    /// The node that ends it.
    pub node: u32,
    /// How many steps it has in all.
    pub steps: usize,
    /// How many steps it shares with the present path.
    pub shared: usize,
    /// What it is called.
    pub name: Option<String>,
}
