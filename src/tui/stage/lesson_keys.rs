//! What a lesson's keys do: answer, go on, ask for a hint, leave for the sandbox and come back.

use super::{Game, Stage};
use crate::lesson::{Deed, Pick};
use crate::sim::Side;
use crate::tui::bindings::Command;
use crate::tui::key::{Key, KeyCode};
use crate::tui::overlay::Reading;

/// The digits of the largest sequence number.
const MOST_DIGITS: usize = 10;

/// The deeds that are a side's calls.
pub(super) const fn calls_of(side: Side) -> Deed {
    match side {
        Side::A => Deed::CallsOfA,
        Side::B => Deed::CallsOfB,
    }
}

impl Stage {
    /// Enter: the choice, the selected segment, or on.
    pub(super) fn enter(&mut self) {
        if self.game.open_question() == Some(Pick::Typed) {
            return self.commit_number();
        }
        if let Some(choices) = self.game.open_choices() {
            match self.choice {
                Some(choice) => self.commit(choice),
                None if self.game.asks_on_diagram().is_some() => {
                    self.notice = Some("Pick a state first, with the arrow keys.".to_owned());
                }
                None => self.notice = Some(format!("Choose first: with `1` to `{choices}`, or with the arrow keys.")),
            }
            return;
        }
        if let Some(id) = self.selected {
            self.read(Reading::inspect(id));
        } else if matches!(self.game, Game::Lesson(_)) && !self.game.is_over() {
            self.go_on();
        } else {
            self.notice = Some("Select a segment with Up and Down first.".to_owned());
        }
    }

    /// Whether an answer is typed or picked and only has to be committed.
    pub(super) fn has_an_answer(&self) -> bool {
        self.game.open_question().is_some() && (self.choice.is_some() || !self.typed.is_empty())
    }

    pub(super) fn answer(&mut self, digit: char) {
        let choice = digit.to_digit(10).map_or(0, |digit| digit as usize);
        match self.game.open_choices().filter(|_| self.game.asks_on_diagram().is_none()) {
            Some(choices) if (1..=choices).contains(&choice) => self.commit(choice - 1),
            _ => {}
        }
    }

    pub(super) fn commit(&mut self, choice: usize) {
        self.return_to_present();
        let (before, seen) = (self.history().step(), self.shown());
        if let Game::Lesson(player) = &mut self.game {
            player.answer(choice);
            self.choice = None;
            // What was still moving has come to its end with the answer.
            self.catch_up(before, seen);
            self.set_out();
        }
    }

    /// A digit of a number that is typed as an answer, or one less; whether the key was that.
    pub(super) fn types(&mut self, key: Key) -> bool {
        if self.game.open_question() != Some(Pick::Typed) || key.ctrl || key.alt {
            return false;
        }
        match key.code {
            KeyCode::Char(digit @ '0'..='9') if self.typed.len() < MOST_DIGITS => self.typed.push(digit),
            KeyCode::Char('0'..='9') => {}
            KeyCode::Backspace => drop(self.typed.pop()),
            KeyCode::Esc if !self.typed.is_empty() => self.typed.clear(),
            _ => return false,
        }
        self.notice = None;
        true
    }

    fn commit_number(&mut self) {
        let Ok(number) = self.typed.parse() else {
            self.notice = Some(
                if self.typed.is_empty() { "Type a number first." } else { "A sequence number is less than 2^32." }
                    .to_owned(),
            );
            return;
        };
        self.return_to_present();
        let (before, seen) = (self.history().step(), self.shown());
        if let Game::Lesson(player) = &mut self.game {
            player.answer_number(number);
            self.typed.clear();
            self.catch_up(before, seen);
            self.set_out();
        }
    }

    /// The program does it, for those who want to see how.
    pub(super) fn show_me(&mut self) {
        let Game::Lesson(player) = &mut self.game else { return };
        if player.show_me() {
            self.clock.playing = true;
            self.jumped();
            self.set_out();
        } else if self.game.is_acting() {
            self.notice = Some("No short way was found from here. Undo, and ask again.".to_owned());
        } else {
            self.notice = Some("There is nothing to do on this page.".to_owned());
        }
    }

    pub(super) fn finish_script(&mut self) {
        let (before, seen) = (self.history().step(), self.shown());
        if let Game::Lesson(player) = &mut self.game {
            player.finish_script();
        }
        self.catch_up(before, seen);
        // To the end of what moves: the tokens have arrived, too.
        self.tokens.iter_mut().for_each(super::motion::Token::clear);
    }

    /// Space in a lesson: the end of what moves, the present, or the next page.
    pub(super) fn go_on(&mut self) {
        if self.is_moving() {
            self.finish_script();
            return self.set_out();
        }
        if !self.game.is_at_present() {
            self.game.resume();
            return self.jumped();
        }
        let here = self.game.world().clone();
        match self.game.next_page() {
            // A page that was seen before may begin at another moment: behind its exercise, or where the lesson keeps to its way.
            Ok(()) if *self.game.world() != here => {
                self.jumped();
                self.new_page();
            }
            Ok(()) => self.new_page(),
            Err(refusal) => self.notice = Some(refusal.to_owned()),
        }
    }

    pub(super) fn new_page(&mut self) {
        self.choice = None;
        self.typed.clear();
        self.selected = None;
        self.turn_to_the_question();
        self.turn_to_who_may_call();
        self.refresh();
        self.note_end();
        self.set_out();
    }

    /// Where an exercise allows the calls of one end alone, the keys speak for that end.
    pub(super) fn turn_to_who_may_call(&mut self) {
        let Some(allow) = self.allowed() else { return };
        let other = self.focus.other();
        if !allow.has(calls_of(self.focus)) && allow.has(calls_of(other)) {
            self.focus = other;
        }
    }

    pub(super) fn previous_page(&mut self) {
        if self.asked.is_some() {
            self.notice =
                Some("This is a question that came back: open its lesson from the list to read the pages.".to_owned());
            return;
        }
        if let Game::Lesson(player) = &mut self.game {
            player.previous();
            self.jumped();
            self.new_page();
        }
    }

    pub(super) fn hint(&mut self) {
        if let Game::Lesson(player) = &mut self.game {
            // A hint stands on the page itself.
            if player.hint().is_none() {
                self.notice = Some("There is nothing to hint at on this page.".to_owned());
            }
        }
    }

    pub(super) fn leave_to_sandbox(&mut self) {
        let passed = self.shown().since(self.game.world().now());
        let placeholder = Game::sandbox();
        if let Game::Lesson(player) = std::mem::replace(&mut self.game, placeholder) {
            let history = Box::new(player.history().clone());
            let names = player.lesson().names.clone();
            let present = history.step();
            self.game = Game::Sandbox { history, present, names, left: Some(player) };
            if !passed.is_zero() {
                self.game.pass(passed);
            }
            self.notice = Some(format!(
                "You are free to do anything from here. Time stands still until you do something, or press `{}`. `{}` returns \
                 to the lesson.",
                self.key_name(Command::PlayPause),
                self.key_name(Command::ToLesson),
            ));
            self.clock.playing = false;
            self.waits = self.settings.animate;
        }
        self.jumped();
    }

    pub(super) fn return_to_lesson(&mut self) {
        match &mut self.game {
            Game::Sandbox { left, .. } if left.is_some() => {
                if let Some(player) = left.take() {
                    self.game = Game::Lesson(player);
                }
                self.clock.playing = true;
                self.waits = false;
                self.jumped();
                self.set_out();
            }
            _ => self.notice = Some("There is no lesson to return to: this sandbox began by itself.".to_owned()),
        }
    }
}
