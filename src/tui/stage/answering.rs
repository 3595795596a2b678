//! How far the answer to an open question has come.

#![warn(clippy::arithmetic_side_effects)]

use crate::language::StageWords;
use crate::tui::key::{Key, KeyCode};

/// The digits of the largest sequence number.
const MOST_DIGITS: usize = 10;

/// What parts the digits of a number for the eye.
const PARTS: [char; 6] = [',', '.', '_', ' ', '\'', '\u{a0}'];

/// An answer before it is committed.
#[derive(Clone, Debug, Default)]
pub(super) struct Answering {
    /// The highlighted choice; none before somebody turns to one.
    pub choice: Option<usize>,
    /// A number that is being typed: its digits, and what parts them for the eye.
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
            (false, Some(choice)) => choice.saturating_add(1).min(last),
        });
    }

    /// A digit of a number, what parts digits for the eye, or one less; whether the key was that.
    pub fn types(&mut self, key: Key) -> bool {
        if key.ctrl || key.alt {
            return false;
        }
        match key.code {
            KeyCode::Char(c) if digit(c).is_some() => {
                let digits = self.typed.chars().filter(char::is_ascii_digit).count();
                self.typed.extend(digit(c).filter(|_| digits < MOST_DIGITS));
            }
            KeyCode::Char(c) if PARTS.contains(&c) && self.may_part() => self.typed.push(c),
            KeyCode::Backspace => drop(self.typed.pop()),
            KeyCode::Esc if !self.typed.is_empty() => self.typed.clear(),
            _ => return false,
        }
        true
    }

    /// Takes in a pasted number; whether it is one.
    pub fn paste(&mut self, text: &str) -> bool {
        let text = text.trim();
        let is_number = text.chars().all(|c| digit(c).is_some() || PARTS.contains(&c)) && !text.is_empty();
        if is_number {
            self.typed = text.chars().filter_map(digit).take(MOST_DIGITS.saturating_add(1)).collect();
        }
        is_number
    }

    /// Whether a group of digits may end here: what could only be a number's last key is one.
    fn may_part(&self) -> bool {
        let group = self.typed.chars().rev().take_while(char::is_ascii_digit).count();
        (1..=3).contains(&group)
    }

    /// The number that was typed.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn number(&self, words: &StageWords) -> Result<u32, &'static str> {
        let digits: String = self.typed.chars().filter(char::is_ascii_digit).collect();
        digits.parse().map_err(|_| if digits.is_empty() { words.number_first } else { words.number_too_large })
    }

    /// Forgets it.
    pub fn clear(&mut self) {
        self.choice = None;
        self.typed.clear();
    }
}

/// A digit, as most people write it; those who write Chinese or Japanese may have typed a wide one.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c).saturating_sub(u32::from('０')), 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Answering;
    use crate::language::ENGLISH;
    use crate::tui::key::{Key, KeyCode};

    fn typed(text: &str) -> Answering {
        let mut answering = Answering::default();
        for c in text.chars() {
            assert!(answering.types(Key::char(c)), "{c} of {text}");
        }
        answering
    }

    #[test]
    fn a_number_is_typed_with_and_without_what_parts_its_digits() {
        let words = &ENGLISH.stage;
        for text in ["1234578", "1,234,578", "1 234 578", "1_234_578", "1.234.578", "1'234'578", "１２３４５７８"]
        {
            assert_eq!(typed(text).number(words), Ok(1_234_578), "{text}");
        }
        assert_eq!(typed("99999999999").number(words), Err(words.number_too_large));
    }

    #[test]
    fn what_no_digits_stand_before_is_no_part_of_a_number() {
        for (before, key) in [("", ' '), ("1 ", ' '), ("1234", ' '), ("", ','), ("1", 'x')] {
            assert!(!typed(before).types(Key::char(key)), "{key:?} behind {before:?}");
        }
        let mut number = typed("1 2");
        for _ in 0..2 {
            assert!(number.types(Key::plain(KeyCode::Backspace)));
        }
        assert_eq!(number.number(&ENGLISH.stage), Ok(1));
    }

    #[test]
    fn a_pasted_number_is_taken_and_anything_else_is_not() {
        for text in ["1234578\n", " 1,234,578 ", "1 234 578"] {
            let mut answering = Answering::default();
            assert!(answering.paste(text), "{text}");
            assert_eq!(answering.number(&ENGLISH.stage), Ok(1_234_578), "{text}");
        }
        for text in ["", "0xff", "one", "12 and 13", "-1"] {
            assert!(!Answering::default().paste(text), "{text}");
        }
    }
}
