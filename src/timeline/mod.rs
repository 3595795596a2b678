//! What happened, ready to be shown: every view, dialogue and handout reads it from here, and decides nothing about it itself.

mod account;
pub mod ladder;
mod moment;

pub use account::Account;
pub use moment::Moment;
