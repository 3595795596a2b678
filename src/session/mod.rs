//! A session: the log of inputs, a world every so many of them, marks, and every future that was tried.

mod history;
mod names;
mod sandbox;

pub use history::{Branch, CHECKPOINT_EVERY, Comparison, History, MOST_COMPARED, Path, Place};
pub use names::SANDBOX_NAMES;
pub use sandbox::sandbox;
