//! What a key in a window leads to.

use crate::lesson;
use crate::session::{Branch, Path};
use crate::sim::{Input, ProfileName, Side, Socket};
use crate::tui::bindings::Command;
use crate::tui::choice::Opening;

/// What a key in a window leads to.
#[derive(Clone, Debug)]
pub enum Reaction {
    /// The window stays.
    Stay,
    /// The window closes.
    Close,
    /// The window closes, and this is done.
    Do(Input),
    /// All of this is done at once, and the window stays.
    Change(Vec<Input>),
    /// The window closes, and these words are carried out.
    Say(lesson::Command),
    /// The window closes, and this connection stands on the diagram, its other end opposite.
    Follow(Side, Socket),
    /// The window closes, and this branch becomes the present path.
    Switch(Branch),
    /// The present path and this branch are shown side by side.
    Compare(Branch),
    /// The same actions are replayed under this profile, and both runs are shown.
    Rerun(ProfileName),
    /// The window closes, and the lesson goes to this place.
    Jump(Place),
    /// A name is asked for.
    Ask(Named),
    /// A name was written.
    Name(Named, String),
    /// The window closes, and this is opened; what is on the screen now waits beneath it.
    Open(Opening),
    /// This text is to be a new file of this name; the window stays until it is there.
    Create(String, String),
    /// The window closes, and the key's command is carried out.
    Run(Command),
}

/// Where in a lecture, or in the only lesson, one can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which lesson of the lecture; nothing means the one that is on.
    pub lesson: Option<usize>,
    /// The step; nothing means the lesson's title page.
    pub step: Option<usize>,
}

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The present moment.
    Moment,
    /// A path.
    Path(Path),
    /// Whoever hands in a lesson.
    Student,
}
