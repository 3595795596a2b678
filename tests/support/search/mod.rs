//! Exhaustive search, breadth first: the shortest way to a goal, and everything that can be reached. It proves what a world can do;
//! the hints' search, where a learner's clock runs, is the lesson's own.
//!
//! [`Search`] knows nothing of TCP: it runs on any [`Model`]. [`WorldModel`] makes one of a world, and [`shortest_to`] asks for a
//! shortest way.
#![allow(dead_code, unused_imports, reason = "the tests and the bench each use a part")]

mod breadth;
mod index;
mod solve;
mod world_model;

pub use breadth::{End, Limits, Model, NodeId, Reached, Search, Verdict};
pub use solve::{NoWay, Solution, shortest_to};
pub use world_model::{Allowed, Patience, Position, WorldModel};
