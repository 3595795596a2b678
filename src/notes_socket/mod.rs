//! The speaker's notes in a second terminal: a presenter tells where the lesson is, and readers on the same machine follow it.
//!
//! A socket in a folder of the user's own, one JSON line for every change, and no network.

mod folder;
mod prompter;
mod reader;

pub use folder::whereabouts;
pub use prompter::Prompter;
pub use reader::{follow, presents};
