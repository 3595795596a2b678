//! Leaving the stage: what would be lost by it is asked about first.

use super::{Game, Leads, Stage};
use crate::lesson::Origin;
use crate::say;
use crate::session::History;
use crate::tui::bindings::Command;

/// How much a session holds. Only new actions make it more, and going back and forth in it loses nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    steps: usize,
    branches: usize,
}

impl Extent {
    pub fn of(history: &History) -> Self {
        Self { steps: history.steps(), branches: history.branches().len() }
    }
}

impl Stage {
    /// Back to where the stage was opened, by the key of this command.
    pub(super) fn leave(&mut self, by: Command) -> Leads {
        let is_over = self.game.player().is_some_and(|player| player.step() == player.steps());
        if self.game.lesson().is_none() && self.game.player().is_some() && !(is_over && self.is_what_if()) {
            if self.shown_large().is_some() {
                self.leave_aside(by);
            } else {
                self.return_to_lesson();
            }
            return Leads::Nowhere;
        }
        if let Some(asked) = self.lost_by_leaving(by)
            && !self.window.is_confirmed(by)
        {
            self.window.notice = Some(asked);
            return Leads::Nowhere;
        }
        Leads::Back
    }

    /// Says that there is nothing behind the stage to go back to, and which key leaves.
    pub fn say_nowhere_back(&mut self) {
        let (language, leave) = (self.settings.language, &self.key_name(Command::Leave));
        self.window.say(say!(language, language.stage.nowhere_back, leave));
    }

    /// The session is kept elsewhere as it is now.
    pub(super) fn is_kept(&mut self) {
        self.play.kept = self.game.history().map(Extent::of).unwrap_or_default();
    }

    /// The command that presents on from here; nothing where nothing is presented, or nothing was, or all of it.
    #[must_use]
    pub fn show_again(&self) -> Option<String> {
        let (player, show) = (self.game.player()?, self.play.show.as_ref()?);
        let is_inside = (1..player.steps()).contains(&player.step());
        let (lesson, rest) = (player.lesson(), show.rest());
        let name = if lesson.origin == Origin::Own { &lesson.file } else { &lesson.id };
        let names = if rest.is_empty() { name } else { &rest };
        let (language, n) = (self.settings.language, player.step() + 1);
        let options = &show.options(language);
        is_inside.then(|| say!(language, language.stage.present_again, names, n, options))
    }

    /// What there is to ask before the stage is left by this command's key, if anything is lost by it.
    fn lost_by_leaving(&self, by: Command) -> Option<String> {
        let (language, key) = (self.settings.language, &self.key_pressed_for(by));
        match &self.game {
            Game::Sandbox(sandbox) if Extent::of(&sandbox.history) != self.play.kept => {
                let save = &self.key_name(Command::SaveRun);
                Some(say!(language, language.stage.leave_loses_run, key, save))
            }
            Game::Lesson(_) if let Some(command) = self.show_again() => {
                Some(say!(language, language.stage.leave_show, key, command = &command))
            }
            Game::Sandbox(_) | Game::Lesson(_) | Game::Shown(_) => None,
        }
    }
}
