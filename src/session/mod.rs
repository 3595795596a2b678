//! A session: the log of inputs, and a world every so many of them.

mod history;

pub use history::{Branch, CHECKPOINT_EVERY, History};
