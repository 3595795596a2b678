//! The speaker's notes: what there is to know at a moment of a lesson, and the line that it is told in.

mod cue;
mod scene;

pub use cue::{Ahead, Cue, Heard, Offered};
pub use scene::{KeyNames, Mark, Scene, Sight};
