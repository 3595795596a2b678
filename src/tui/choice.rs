//! What can be opened from the home screen.

use crate::tcp::State;
use crate::text;

/// What can be opened from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The questions that come back.
    Review,
    /// The list of the questions that begin with "What if".
    WhatIf,
    /// The sandbox.
    Sandbox,
    /// This machine's sockets.
    Machine,
    /// This machine's sockets in a state.
    Sockets(State),
    /// The captures of the working folder.
    Captures,
    /// The exercise of this id, in the lab.
    Lab(&'static str),
    /// The lesson with this id.
    Lesson(&'static str),
    /// One of the user's own lessons, by its number.
    Own(usize),
}

/// What can be opened and is no built-in lesson, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it opens.
    pub choice: Choice,
    /// What it is called.
    pub title: String,
    /// A sentence about it.
    pub about: String,
}

impl Offer {
    /// How far what somebody looks for is from it; `None`: it is not meant.
    #[must_use]
    pub fn distance(&self, looked_for: &str) -> Option<u8> {
        text::distance(looked_for, &[&self.title, &self.about])
    }
}

/// What is opened, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Where it was left.
    GoOn(Choice),
    /// At its beginning.
    FromStart(Choice),
}
