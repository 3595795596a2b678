//! The end of a question that begins with "What if": the sandbox, at the moment that was asked about.

use super::sandbox::Sandbox;
use super::{Game, Stage};
use crate::lesson::catalogue::WHAT_IF;
use crate::say;
use crate::tui::bindings::Command;

impl Stage {
    /// After the last page of such a question everything may be tried differently, from the moment at which its answer began. What
    /// happened then is there to be done again.
    pub(super) fn try_differently(&mut self) {
        if !self.is_what_if() || !self.game.is_over() {
            return;
        }
        let Game::Lesson(player) = std::mem::replace(&mut self.game, Game::sandbox()) else { return };
        let moment = player.asked_at();
        let mut sandbox = Sandbox::instead_of(player);
        if let Some(moment) = moment {
            sandbox.go_to(moment);
        }
        self.game = Game::Sandbox(Box::new(sandbox));
        self.is_kept();
        let key = |command| self.key_name(command);
        let (play, undo, others) = (&key(Command::PlayPause), &key(Command::Undo), &key(Command::WhatIf));
        let language = self.settings.language;
        self.window.notice = Some(say!(language, language.stage.try_differently, play, undo, others));
        self.motion.clock.playing = false;
        self.motion.waits = self.settings.animate;
        self.on_jump();
    }

    /// Whether the stage was opened for such a question.
    pub(super) fn is_what_if(&self) -> bool {
        self.game.player().is_some_and(|player| player.lesson().chapter.as_str() == WHAT_IF)
    }
}
