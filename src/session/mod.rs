//! A session: the log of inputs, and a world every so many of them.

mod history;
mod sandbox;

pub use history::{Branch, CHECKPOINT_EVERY, History};
pub use sandbox::{SANDBOX_NAMES, sandbox};
