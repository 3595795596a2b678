//! What a lesson's keys do: answer, go on, ask for a hint, leave for the sandbox and come back.

use super::present::Aside;
use super::sandbox::Sandbox;
use super::{Game, Stage};
use crate::lab::EXERCISES;
use crate::lesson::{Action, Allow, Observe, Origin, Page, Pick, Player};
use crate::say;
use crate::sim::Side;
use crate::tui::bindings::Command;
use crate::tui::choice::Choice;
use crate::tui::key::{Key, KeyCode};
use crate::tui::overlay::Reading;

/// The actions that are a side's calls.
pub(super) const fn calls_of(side: Side) -> Action {
    match side {
        Side::A => Action::CallsOfA,
        Side::B => Action::CallsOfB,
    }
}

impl Stage {
    /// Enter: the choice, the selected segment, or on.
    pub(super) fn enter(&mut self) {
        let words = &self.settings.language.stage;
        if self.game.open_question() == Some(Pick::Typed) {
            return self.commit_number();
        }
        if let Some(choices) = self.game.open_choices() {
            match self.answering.choice {
                Some(choice) => self.commit(choice),
                None if self.game.asks_on_diagram().is_some() => {
                    self.window.notice = Some(words.pick_first.to_owned());
                }
                None => {
                    self.window.notice = Some(say!(self.settings.language, words.choose_first, n = choices));
                }
            }
            return;
        }
        if self.follow_row() {
            return;
        }
        if let Some(id) = self.view.selected {
            self.window.read(Reading::inspect(id));
        } else if self.game.lesson().is_some() && !self.game.is_over() {
            self.go_on();
        } else {
            self.window.notice = Some(words.select_first.to_owned());
        }
    }

    /// Whether an answer is typed or picked and only has to be committed.
    pub(super) fn has_an_answer(&self) -> bool {
        self.game.open_question().is_some() && self.answering.is_ready()
    }

    pub(super) fn answer(&mut self, digit: char) {
        let choice = digit.to_digit(10).map_or(0, |digit| digit as usize);
        let language = self.settings.language;
        match self.game.open_choices().filter(|_| self.game.asks_on_diagram().is_none()) {
            Some(choices) if (1..=choices).contains(&choice) => self.commit(choice - 1),
            Some(n) => self.window.say(say!(language, language.stage.no_such_choice, key = &digit.to_string(), n)),
            None if self.game.asks_on_diagram().is_some() => self.window.say(language.stage.pick_first),
            None => self.window.say(language.stage.nothing_to_answer),
        }
    }

    pub(super) fn commit(&mut self, choice: usize) {
        self.answer_with(|player| player.answer(choice));
    }

    /// A digit of a number that is typed as an answer, or one less; whether the key was that.
    pub(super) fn types(&mut self, key: Key) -> bool {
        // Before a room the keys for the black screen and for what comes next part no digits.
        let is_the_clickers = self.shown_large().is_some() && matches!(key.code, KeyCode::Char('.' | ' '));
        let types = !is_the_clickers && self.game.open_question() == Some(Pick::Typed) && self.answering.types(key);
        if types {
            self.window.after_digit = false;
            self.window.notice = None;
        }
        types
    }

    /// Whether a key is a digit behind a digit that answered: whoever writes out a number does not mean what the key does elsewhere.
    /// Before a room all digits are the open question's.
    pub(super) fn is_behind_a_digit(&mut self, command: Option<Command>, key: Key) -> bool {
        let KeyCode::Char(digit @ '0'..='9') = key.code else {
            self.window.after_digit = false;
            return false;
        };
        if command == Some(Command::Answer) {
            self.window.after_digit = true;
            return false;
        }
        let asks_the_room = self.shown_large().is_some() && self.game.open_choices().is_some();
        if asks_the_room {
            self.answer(digit);
        } else if self.window.after_digit {
            let language = self.settings.language;
            self.window.say(say!(language, language.stage.digit_of_an_answer, key = &key.to_string()));
        }
        asks_the_room || self.window.after_digit
    }

    /// A pasted answer: it still has to be committed.
    pub(super) fn paste_number(&mut self, text: &str) {
        if self.game.open_question() == Some(Pick::Typed) {
            let is_number = self.answering.paste(text);
            let missing = self.settings.language.stage.number_first;
            self.window.notice = (!is_number).then(|| missing.to_owned());
        }
    }

    fn commit_number(&mut self) {
        match self.answering.number(&self.settings.language.stage) {
            Ok(number) => self.answer_with(|player| player.answer_number(number)),
            Err(why_not) => self.window.say(why_not),
        }
    }

    /// Answers the open question; what was still moving comes to its end with the answer.
    pub(super) fn answer_with(&mut self, answer: impl FnOnce(&mut Player)) {
        self.return_to_present();
        let (before, seen) = (self.game.step(), self.shown());
        if let Game::Lesson(player) = &mut self.game {
            answer(player);
            self.answering.clear();
            self.catch_up(before, seen);
            self.start_next();
        }
    }

    /// The program does it, for those who want to see how.
    pub(super) fn show_me(&mut self) {
        self.finish_playback();
        let Game::Lesson(player) = &mut self.game else { return };
        if player.show_me() {
            self.motion.clock.playing = true;
            self.on_jump();
            self.start_next();
        } else if self.game.is_acting() {
            self.window.notice = Some(self.settings.language.stage.no_short_way.to_owned());
        } else {
            let words = &self.settings.language.stage;
            let asks = self.game.open_question().is_some();
            self.window.say(if asks { words.answer_it_yourself } else { words.nothing_to_do });
        }
    }

    /// What still plays comes to its end first, so that the ladder holds all that happened.
    pub(super) fn finish_playback(&mut self) {
        if self.game.is_playing_script() {
            self.return_to_present();
            self.finish_script();
        }
    }

    pub(super) fn finish_script(&mut self) {
        let (before, seen, scripted) = (self.game.step(), self.shown(), self.game.is_playing_script());
        if let Game::Lesson(player) = &mut self.game {
            player.finish_script();
        }
        self.catch_up(before, seen);
        self.begin_task(scripted);
        // To the end of what moves: the tokens have arrived, too.
        self.motion.clear_tokens();
    }

    /// Space in a lesson: the end of what moves, the present, or the next page.
    pub(super) fn go_on(&mut self) {
        if self.is_moving() {
            self.finish_script();
            return self.start_next();
        }
        if !self.game.is_at_present() {
            return self.return_to_present();
        }
        let here = self.game.world().cloned();
        match self.game.next_page() {
            // A page that was seen before may begin at another moment: behind its exercise, or where the lesson keeps to its way.
            Ok(()) if self.game.world() != here.as_ref() => {
                self.on_jump();
                self.new_page();
                self.try_differently();
            }
            Ok(()) => {
                self.new_page();
                self.try_differently();
            }
            // How the question that is open is answered is said by the key that answers it.
            Err(_) if self.game.open_question().is_some() => self.enter(),
            Err(refusal) => self.window.notice = Some(refusal.to_owned()),
        }
    }

    pub(super) fn new_page(&mut self) {
        self.view.numbers |= self.game.lesson().is_some_and(Player::begins_numbers);
        self.answering.clear();
        self.view.selected = None;
        self.window.end_row = 0;
        self.turn_to_the_question();
        self.focus_allowed_side();
        self.refresh();
        self.start_next();
    }

    /// Another page than the next one: everything is as it was when the lesson first came here.
    pub(super) fn turned_to_a_page(&mut self) {
        self.view.focus = self.game.lesson().and_then(Player::acted_last).unwrap_or(Side::A);
        self.on_jump();
        self.new_page();
    }

    /// What an exercise allows, if it says so.
    pub(super) fn allowed(&self) -> Option<Allow> {
        match self.game.lesson().map(Player::page) {
            Some(Page::Act { allow, reached: false, .. }) => allow,
            _ => None,
        }
    }

    /// Once what is shown before it has happened, an exercise begins.
    pub(super) fn begin_task(&mut self, scripted: bool) {
        if scripted && !self.game.is_playing_script() && self.game.is_acting() {
            self.focus_allowed_side();
        }
    }

    /// The keys speak for the end that an exercise is about; where it allows the calls of one end alone, for that end.
    pub(super) fn focus_allowed_side(&mut self) {
        if let Some(side) = self.game.lesson().and_then(Player::acts_first) {
            self.view.focus = side;
        }
        let Some(allow) = self.allowed() else { return };
        let other = self.view.focus.other();
        if !allow.has(calls_of(self.view.focus)) && allow.has(calls_of(other)) {
            self.view.focus = other;
        }
    }

    pub(super) fn previous_page(&mut self) {
        if self.play.asked.is_some() {
            self.window.notice = Some(self.settings.language.stage.asked_again.to_owned());
            return;
        }
        if let Game::Lesson(player) = &mut self.game {
            player.previous();
            self.turned_to_a_page();
        }
    }

    pub(super) fn hint(&mut self) {
        self.finish_playback();
        if let Game::Lesson(player) = &mut self.game {
            // A hint stands on the page itself.
            if player.hint().is_none() {
                let words = &self.settings.language.stage;
                let asks = self.game.open_question().is_some();
                self.window.say(if asks { words.answer_it_yourself } else { words.nothing_to_hint });
            }
        }
    }

    /// The exercise of the lab that the lesson has, if this machine's kernel can do it.
    pub(super) fn exercise(&self) -> Option<&'static str> {
        let lesson = self.game.lesson()?.lesson();
        EXERCISES.iter().map(|(id, _)| *id).find(|id| lesson.origin == Origin::BuiltIn && *id == lesson.id)
    }

    /// What of this machine shows what the lesson is about.
    pub(super) fn on_this_machine(&self) -> Choice {
        let state = self.game.lesson().and_then(|player| player.lesson().observe.iter().find_map(Observe::state));
        state.map_or(Choice::Machine, Choice::Sockets)
    }

    pub(super) fn leave_to_sandbox(&mut self) {
        let passed = self.shown().since(self.game.timeline().now());
        let aside = self.play.aside.take();
        let placeholder = Game::sandbox();
        if let Game::Lesson(player) = std::mem::replace(&mut self.game, placeholder) {
            let back_again = aside.as_ref().is_some_and(|aside| aside.was_left_at(player.history()));
            let sandbox = match aside {
                Some(aside) => aside.instead_of(player),
                None => Sandbox::instead_of(player),
            };
            self.game = Game::Sandbox(Box::new(sandbox));
            if !passed.is_zero() && !back_again {
                self.game.pass(passed);
            }
            self.window.notice = Some(self.describe_freedom(back_again));
            self.motion.clock.playing = false;
            // Before a room time rests until the presenter goes on.
            self.motion.waits = self.settings.animate && self.shown_large().is_none();
        }
        self.on_jump();
    }

    /// What there is to say at the beginning of free play.
    fn describe_freedom(&self, back_again: bool) -> String {
        let (language, words) = (self.settings.language, &self.settings.language.stage);
        let key = |command| self.key_name(command);
        let (play, back) = (&key(Command::PlayPause), &key(Command::ToLesson));
        let (next, help) = (&key(Command::Continue), &key(Command::Help));
        match self.shown_large() {
            Some(_) if back_again => say!(language, words.free_again, next, back, help),
            Some(_) => say!(language, words.free_presented, next, back, help),
            None => say!(language, words.free, play, back),
        }
    }

    pub(super) fn return_to_lesson(&mut self) {
        let left = match &mut self.game {
            Game::Sandbox(sandbox) => sandbox.left.take(),
            Game::Lesson(_) | Game::Shown(_) => None,
        };
        let Some(player) = left else { return self.window.say(self.settings.language.stage.no_lesson) };
        let aside = std::mem::replace(&mut self.game, Game::Lesson(player));
        if let (Game::Sandbox(sandbox), Some(_)) = (aside, &self.play.show) {
            self.play.aside = Aside::of(*sandbox, self.game.player());
        }
        self.motion.clock.playing = true;
        self.motion.waits = false;
        self.on_jump();
        self.start_next();
    }
}
