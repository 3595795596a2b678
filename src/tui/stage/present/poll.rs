//! A question before a room: votes are counted until it is revealed, then every answer's reason can be read, and it can be put
//! again.

use super::super::{Game, Stage};
use crate::lesson::{Page, Pick, Player};
use crate::say;
use crate::tui::bindings::Command;

impl Stage {
    /// Whether a question is on the screen, answered or not.
    pub(in crate::tui::stage) fn is_on_a_question(&self) -> bool {
        self.game.lesson().is_some_and(|player| matches!(player.page(), Page::Ask { .. }))
    }

    /// One vote more; once the question is revealed, the reason of that answer.
    pub(super) fn vote(&mut self, digit: char) {
        let language = self.settings.language;
        let choice = digit.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
        let (choices, open) = match self.game.lesson().map(Player::page) {
            Some(Page::Ask { pick: Pick::List, choices, picked, .. }) => (choices.len(), picked.is_none()),
            Some(Page::Ask { pick: Pick::Diagram, picked: None, .. }) => {
                return self.window.say(language.stage.pick_by_click);
            }
            Some(Page::Ask { .. }) if self.game.open_question().is_none() => {
                return self.window.say(self.revealed_already());
            }
            _ => return self.window.say(language.stage.nothing_to_answer),
        };
        let Some(choice) = choice.filter(|choice| *choice < choices) else {
            let no_such = say!(language, language.stage.no_such_choice, key = &digit.to_string(), n = choices);
            return self.window.say(no_such);
        };
        let step = self.lesson_step();
        let Some(show) = &mut self.play.show else { return };
        if open {
            show.polls.add(step, choice);
            self.answering.choice = show.polls.leader(step);
        } else {
            show.polls.read = Some(choice);
            show.text = super::Text::Shown;
        }
    }

    /// Takes back the latest vote, or says why there is none to take back.
    pub(super) fn take_back_a_vote(&mut self) {
        let (step, open) = (self.lesson_step(), self.game.open_question().is_some());
        let (words, revealed) = (&self.settings.language.stage, self.revealed_already());
        let Some(show) = &mut self.play.show else { return };
        if !open {
            self.window.say(revealed);
        } else if show.polls.take_back(step) {
            self.answering.choice = show.polls.leader(step);
        } else {
            self.window.say(words.no_vote);
        }
    }

    fn revealed_already(&self) -> String {
        let language = self.settings.language;
        say!(language, language.stage.revealed_already, again = &self.key_name(Command::AskAgain))
    }

    /// Puts the question to the room again, as if nobody had answered it.
    pub(super) fn ask_again(&mut self) {
        let (step, words) = (self.lesson_step(), &self.settings.language.stage);
        let Some(show) = &mut self.play.show else { return };
        let Game::Lesson(player) = &mut self.game else { return };
        if player.ask_again() {
            show.polls.forget(step);
            self.turned_to_a_page();
        } else {
            self.window.say(words.asked_already);
        }
    }

    /// The room's votes on the question of this page, for an answer and in all.
    pub(super) fn votes(&self, choice: usize) -> (usize, usize) {
        let step = self.lesson_step();
        self.play.show.as_ref().map_or((0, 0), |show| (show.polls.of(step, choice), show.polls.all(step)))
    }

    fn lesson_step(&self) -> usize {
        self.game.player().map_or(0, Player::step)
    }
}
