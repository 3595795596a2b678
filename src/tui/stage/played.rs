//! A lesson on the stage as something to be kept: where it began, what is news, when it is over.

use super::{Game, Stage};
use crate::language::Language;
use crate::lesson::{Page, Player};
use crate::progress::{Actions, Watch};
use crate::say;
use crate::tui::bindings::Command;
use crate::tui::settings::Settings;

/// A question that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The lesson's step.
    pub step: usize,
    /// Which one of all that came back it is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl Asked {
    /// What the stage is called meanwhile.
    #[must_use]
    pub fn title(self, lesson: &str, language: &Language) -> String {
        say!(language, language.stage.review, n = self.number, of = self.of, lesson)
    }
}

impl Stage {
    /// A stage for a lesson that goes on where it was left, after this many hints.
    #[must_use]
    pub fn going_on(player: Player, hints: usize, settings: Settings) -> Self {
        let watch = Watch::lesson(&player, hints);
        let mut stage = Self::new(Game::Lesson(Box::new(player)), settings);
        stage.play.watch = Some(watch);
        let (key, language) = (stage.key_name(Command::StartOver), stage.settings.language);
        stage.window.notice = Some(say!(language, language.stage.left_here, key = &key));
        stage.window.confirming = Some(Command::StartOver);
        stage
    }

    /// A stage for a question that came back.
    #[must_use]
    pub fn asking(player: Player, asked: Asked, settings: Settings) -> Self {
        let watch = Watch::review(&player);
        let mut stage = Self::new(Game::Lesson(Box::new(player)), settings);
        if asked.number == 1 && asked.of > 1 {
            let (due, leave, language) = (asked.of, stage.key_name(Command::Leave), stage.settings.language);
            stage.window.notice = Some(say!(language, language.stage.due, n = due, leave = &leave));
        }
        stage.play.watch = Some(watch);
        stage.play.asked = Some(asked);
        stage
    }

    /// The lesson being played, if one is.
    #[must_use]
    pub fn player(&self) -> Option<&Player> {
        self.game.player()
    }

    /// What was done since this was asked last.
    pub fn news(&mut self) -> Option<Actions> {
        let news = self.play.watch.as_mut()?.news(self.game.player()?)?;
        Some(Actions { seen: self.play.seen, ..news })
    }

    /// Whether the lesson is neither at its beginning nor at its end, and is worth coming back to as it is.
    #[must_use]
    pub fn is_in_the_middle(&self) -> bool {
        let within = |player: &Player| (1..player.steps()).contains(&player.step());
        self.play.asked.is_none() && self.game.player().is_some_and(within)
    }

    /// Whether the lesson is over, or the question that came back is answered, with a fresh one after a
    /// wrong answer, and everything was seen.
    pub(super) fn is_done(&self) -> bool {
        let Some(asked) = self.play.asked else { return self.game.is_over() };
        let Some(player) = self.game.lesson() else { return false };
        let answered = matches!(player.page(), Page::Ask { revealed: Some(_), .. });
        let seen = answered && !player.asks_again() && !self.is_moving() && self.game.is_at_present();
        (player.step() == asked.step && seen) || self.game.is_over()
    }

    /// Whether the question that came back was answered correctly at once.
    #[must_use]
    pub fn was_right(&self) -> bool {
        let (Some(asked), Some(player)) = (self.play.asked, self.game.lesson()) else { return false };
        player.was_right_at_once(asked.step)
    }

    /// Restarts the lesson, if that is what the key was pressed for.
    pub(super) fn restart(&mut self) {
        let Some(player) = self.game.lesson() else { return };
        if self.play.asked.is_some() {
            self.window.notice = Some(self.settings.language.stage.asked_no_restart.to_owned());
        } else if self.window.is_confirmed(Command::StartOver) {
            if self.play.show.is_some() {
                return self.restart_show();
            }
            let player = player.started_over();
            let mut stage = Self::new(Game::Lesson(Box::new(player)), self.settings.clone());
            // What was walked in this session stays walked.
            stage.play.seen = self.play.seen;
            stage.view.area = self.view.area;
            *self = stage;
        } else {
            let key = self.key_name(Command::StartOver);
            let language = self.settings.language;
            self.window.notice = Some(say!(language, language.stage.restart_again, key = &key));
        }
    }
}
