//! Exhaustive search, breadth first: the shortest way to a goal, and everything that can be reached.
//!
//! [`Search`] knows nothing of TCP: it runs on any [`Model`]. [`WorldModel`] makes one of a [`World`](super::World), and
//! [`shortest_to`] is the question that hints and pars ask.

mod breadth;
mod canonical;
mod fingerprint;
mod index;
mod likeness;
mod reachable;
mod solve;
mod world_model;

pub use breadth::{End, Limits, Model, NodeId, Reached, Search, Verdict};
pub use fingerprint::Fingerprint;
pub use reachable::{bit, is_reachable, reachable_pairs};
pub use solve::{NoWay, Solution, shortest_to};
pub use world_model::{Allowed, Edges, Order, Patience, Position, WorldModel};
