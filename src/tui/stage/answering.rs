//! How far the answer to an open question has come.

use crate::language::StageWords;
use crate::tui::key::{Key, KeyCode};

/// The digits of the largest sequence number.
const MOST_DIGITS: usize = 10;

/// An answer before it is committed.
#[derive(Clone, Debug, Default)]
pub(super) struct Answering {
    /// The highlighted choice; none before somebody turns to one.
    pub choice: Option<usize>,
    /// The digits of a number that is being typed.
    pub typed: String,
}

impl Answering {
    /// Whether an answer is typed or picked and only has to be committed.
    pub const fn is_ready(&self) -> bool {
        self.choice.is_some() || !self.typed.is_empty()
    }

    /// Turns to the choice before or after the highlighted one, of this many.
    pub fn turn(&mut self, up: bool, choices: usize) {
        let last = choices.saturating_sub(1);
        self.choice = Some(match (up, self.choice) {
            (true, None) => last,
            (false, None) => 0,
            (true, Some(choice)) => choice.saturating_sub(1),
            (false, Some(choice)) => (choice + 1).min(last),
        });
    }

    /// A digit of a number, or one less; whether the key was that.
    pub fn types(&mut self, key: Key) -> bool {
        if key.ctrl || key.alt {
            return false;
        }
        match key.code {
            KeyCode::Char(digit @ '0'..='9') if self.typed.len() < MOST_DIGITS => self.typed.push(digit),
            KeyCode::Char('0'..='9') => {}
            KeyCode::Backspace => drop(self.typed.pop()),
            KeyCode::Esc if !self.typed.is_empty() => self.typed.clear(),
            _ => return false,
        }
        true
    }

    /// The number that was typed.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn number(&self, words: &StageWords) -> Result<u32, &'static str> {
        self.typed.parse().map_err(|_| if self.typed.is_empty() { words.number_first } else { words.number_too_large })
    }

    /// Forgets it.
    pub fn clear(&mut self) {
        self.choice = None;
        self.typed.clear();
    }
}
