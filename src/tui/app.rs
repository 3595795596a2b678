//! What the event loop and a screen say to each other. Nothing here knows a terminal.

use std::time::Duration;

use ratatui::terminal::Frame;

use crate::capture::{CaptureNews, CaptureOrder};
use crate::lab::{News, Order};
use crate::lesson::Diagnostic;
use crate::live::{Detail, Survey};
use crate::notes::{Heard, Scene};
use crate::progress::{Actions, Kept};
use crate::tui::key::Key;
use crate::tui::theme::Background;

/// Something that happened, in the program's own terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// A key was pressed, or repeats.
    Key(Key),
    /// The mouse clicked or the wheel turned.
    Mouse(Mouse),
    /// The terminal has this many columns and rows: told before the first frame, and whenever it changes.
    Resize(u16, u16),
    /// This much time passed since the last tick.
    Tick(Duration),
    /// Text was pasted. It comes from outside: [`crate::text::clean_line`] it before it is drawn.
    Paste(String),
    /// A file was written as it was asked for, or was not; a sentence about it.
    Saved(Result<String, String>),
    /// Something is to be told.
    Notice(String),
    /// What was to be kept is in the file, with what other copies of the program put there; or why it is not.
    Kept(Kept),
    /// Something was heard of a presenter.
    Heard(Heard),
    /// What this machine was seen to have, or a sentence that says why nothing was.
    Surveyed(Result<Box<Survey>, String>),
    /// What came of an order for captures.
    Captures(CaptureNews),
    /// What came of an order to the lab.
    Lab(News),
    /// The lesson's file, which is watched, is there no more.
    Vanished {
        /// The file.
        file: String,
    },
    /// The file of the lesson that is being written has another text.
    Edited {
        /// The file, as its lesson knows it.
        file: String,
        /// The text.
        text: String,
    },
    /// The whole check of that text came to its end.
    Checked {
        /// The file, as its lesson knows it.
        file: String,
        /// The text.
        text: String,
        /// What is wrong with it.
        findings: Vec<Diagnostic>,
    },
    /// The terminal's background became known.
    Background(Background),
    /// The whole screen is about to be drawn again, as after a suspension. Time has stood still meanwhile.
    Redraw,
}

/// A click or a turn of the wheel, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What the mouse did.
    pub action: MouseAction,
    /// The cell's column, from 0.
    pub column: u16,
    /// The cell's row, from 0.
    pub row: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button went down.
    Click,
    /// The wheel turned away from the hand.
    WheelUp,
    /// The wheel turned towards the hand.
    WheelDown,
}

/// What a screen asks of the program around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Give the terminal back to the shell until `fg`.
    Suspend,
    /// Put this text into the terminal's clipboard, where the terminal allows it (OSC 52).
    Copy(String),
    /// Write this text into a new file whose name begins so; [`Msg::Saved`] tells what came of it.
    Save {
        /// How the file's name begins.
        stem: String,
        /// What it is to hold.
        text: String,
        /// What there is to say then; `{file}` stands for the file's name.
        message: &'static str,
    },
    /// Write this text into a file of this very name that is not there yet; [`Msg::Saved`] tells what came of it.
    Create {
        /// The file's name.
        file: String,
        /// What it is to hold.
        text: String,
        /// What there is to say then; `{file}` stands for the file's name.
        message: &'static str,
    },
    /// Look at this machine's sockets, asking so much of each; [`Msg::Surveyed`] tells what was seen.
    Survey(Detail),
    /// Captures are to be looked for, or one is to be read; [`Msg::Captures`] tells what came of it.
    Captures(CaptureOrder),
    /// The lab's programs are to do this; [`Msg::Lab`] tells what came of it.
    Lab(Order),
    /// Keep this of the learner's progress; [`Msg::Kept`] tells what came of it.
    Keep(Actions),
    /// Tell those who follow the speaker's notes of this.
    Prompt(Box<Scene>),
}

/// A program that the event loop can run.
pub trait App {
    /// Takes in what happened.
    fn update(&mut self, msg: Msg) -> Option<Effect>;

    /// Draws the present state.
    fn view(&self, frame: &mut Frame<'_>);

    /// How long after the last tick the next one is wanted; `None` while nothing moves.
    ///
    /// An app that was still is given its first tick that long after the message that set it in motion.
    fn next_wake(&self) -> Option<Duration>;

    /// Whether the screen may differ since the last call. Saying "yes" too often costs a view and no output.
    fn take_dirty(&mut self) -> bool {
        true
    }
}
