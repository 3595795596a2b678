//! The speaker's notes in a second terminal: a presenter tells where the lesson is, and readers on the same machine follow it.
//!
//! A socket in a folder of the user's own, one JSON line for every change, and no network.

mod cue;
#[cfg(unix)]
mod folder;
#[cfg(unix)]
mod prompter;
#[cfg(unix)]
mod reader;

pub use cue::{Ahead, Cue, Heard, Mark, Scene};
#[cfg(unix)]
pub use prompter::Prompter;
#[cfg(unix)]
pub use reader::{follow, presents};
