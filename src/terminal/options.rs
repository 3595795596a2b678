//! How an app is to be run, and what it has open meanwhile.

use std::path::PathBuf;
use std::time::Duration;

use super::keeper::Keeper;
use super::mailbox::Mailbox;
#[cfg(unix)]
use super::prompting::Prompting;
use crate::language::Language;
use crate::tui::key::{ESCAPE_WAIT, Key};

/// How to run an app.
#[derive(Clone, Debug)]
pub struct ShellOptions {
    /// What is wrong is said in this language.
    pub language: &'static Language,
    /// How long an ESC waits for what belongs to it, until it is the key.
    pub escape: Duration,
    /// Send the sixteen colours by codes of their own, which every terminal with colours knows.
    pub sixteen_colours: bool,
    /// Ask for the mouse's clicks and wheel.
    pub mouse: bool,
    /// Panic at this key, so that a test can see what becomes of the terminal.
    pub panic_on_key: Option<Key>,
    /// Ask the terminal for its background. Nobody waits for the answer.
    pub ask_for_background: bool,
    /// Where reports of crashes go.
    pub report_folder: Option<PathBuf>,
    /// The file of a lesson that is being written: whenever it changes, the app is told.
    pub watch: Option<PathBuf>,
    /// Where progress is kept.
    pub keeper: Keeper,
    /// Who may follow a presentation.
    #[cfg(unix)]
    pub prompting: Prompting,
    /// What other threads say.
    pub mailbox: Mailbox,
}

impl ShellOptions {
    /// A run that asks for nothing and keeps nothing.
    #[must_use]
    pub fn new(language: &'static Language) -> Self {
        Self {
            language,
            escape: ESCAPE_WAIT,
            sixteen_colours: false,
            mouse: false,
            panic_on_key: None,
            ask_for_background: false,
            report_folder: None,
            watch: None,
            keeper: Keeper::default(),
            #[cfg(unix)]
            prompting: Prompting::default(),
            mailbox: Mailbox::default(),
        }
    }
}
