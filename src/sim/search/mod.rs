//! What a search of worlds needs: when two of them are alike, what may be worth trying, and which pairs of states can be reached.

mod canonical;
mod fingerprint;
mod likeness;
mod reachable;

pub use canonical::{Edges, Order};
pub use fingerprint::Fingerprint;
pub use reachable::{bit, is_reachable, reachable_pairs};
