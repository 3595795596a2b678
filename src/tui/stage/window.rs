//! What lies over the stage until the next key: a window, a sentence about the last key, a question whether it is meant.

use crate::tui::bindings::Command;
use crate::tui::key::Key;
use crate::tui::overlay::{Authoring, Kind, List, Overlay, Reading};

/// What lies over the stage.
#[derive(Default)]
pub(super) struct Window {
    /// The open window.
    pub overlay: Option<Overlay>,
    /// A sentence about the last key, until the next one.
    pub notice: Option<String>,
    /// How often that sentence was turned to what is left of it.
    pub notice_page: usize,
    /// The row of a lesson's last page that its window begins with.
    pub end_row: u16,
    /// The command that was asked about, as it loses something: its key pressed once more does it.
    pub confirming: Option<Command>,
    /// The key that was pressed last, while no window was open.
    pub pressed: Option<Key>,
    /// The form of a lesson that was closed before its words were in a file.
    pub draft: Option<Box<Authoring>>,
    /// Whether that key was a digit of an answer: the digits behind it belong to the same number.
    pub after_digit: bool,
}

impl Window {
    /// Opens a list.
    pub fn list(&mut self, kind: Kind) {
        self.overlay = Some(Overlay::List(List::new(kind)));
    }

    /// Opens something to read.
    pub fn read(&mut self, reading: Reading) {
        self.overlay = Some(Overlay::Reading(reading));
    }

    /// Says something about the last key.
    pub fn say(&mut self, words: impl Into<String>) {
        self.notice = Some(words.into());
    }

    /// Whether a command that was asked about has been given again; it is asked about from now on.
    pub fn is_confirmed(&mut self, command: Command) -> bool {
        self.confirming.replace(command) == Some(command)
    }

    /// A key was pressed: only the command that was asked about stays asked about.
    pub fn forget_unless(&mut self, command: Option<Command>) {
        self.confirming = self.confirming.filter(|asked| command == Some(*asked));
    }
}
