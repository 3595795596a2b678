//! Two captures of one connection, made at two places: what left here, and what of it arrived there.
//!
//! One capture shows what passed by; a second one at the other end shows what became of it. Which of the two is nearer to A, and by how
//! much their clocks differ, follows from the segments that both have: none arrives before it has left.

mod both;
mod clock;
mod matching;
mod moments;
mod same;
mod view;
mod ways;
mod words;

#[cfg(test)]
mod tests;

pub use both::Both;
pub use clock::Clock;
pub(super) use same::same_connections;
pub(super) use view::{Source, View};
pub use ways::{Fate, Sent, Stranger, Ways, Why};
