//! What a list holds: rows to choose from.

use super::reaction::Reaction;

/// One thing that can be chosen.
pub struct Item {
    /// Its row.
    pub words: String,
    /// A sentence about it.
    pub about: String,
    /// What choosing it leads to.
    pub reaction: Reaction,
}

/// A list's title, its rows, and what stands in their place if there are none.
pub struct Content {
    pub title: String,
    /// The row above the others, if they are a table.
    pub head: Option<String>,
    pub items: Vec<Item>,
    pub empty: &'static str,
}
