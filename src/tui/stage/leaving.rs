//! Leaving the stage: what would be lost by it is asked about first.

use super::{Game, Leads, Stage};
use crate::lesson::Origin;
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
        if matches!(&self.game, Game::Sandbox { left: Some(_), .. }) {
            self.return_to_lesson();
            return Leads::Nowhere;
        }
        if let Some(loss) = self.lost_by_leaving() {
            let key = self.key_name(by);
            if !self.window.is_confirmed(by) {
                self.window.notice = Some(format!("Press `{key}` once more to leave. {loss}"));
                return Leads::Nowhere;
            }
        }
        Leads::Back
    }

    /// The session is kept elsewhere as it is now.
    pub(super) fn is_kept(&mut self) {
        self.play.kept = Extent::of(self.history());
    }

    /// What there is to say about what is lost if the stage is left, if anything is.
    fn lost_by_leaving(&self) -> Option<String> {
        match &self.game {
            Game::Sandbox { history, .. } if Extent::of(history) != self.play.kept => {
                Some(format!("The run will be gone; `{}` saves it.", self.key_name(Command::SaveRun)))
            }
            Game::Lesson(player) if self.play.show.is_some() && (1..player.steps()).contains(&player.step()) => {
                let lesson = player.lesson();
                let name = if lesson.origin == Origin::Own { &lesson.file } else { &lesson.id };
                Some(format!("`tcptutor present {name} --step {}` goes on here.", player.step() + 1))
            }
            Game::Sandbox { .. } | Game::Lesson(_) => None,
        }
    }
}
