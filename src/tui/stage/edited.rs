//! The lesson on the stage while its author writes: its file has another text.

use super::{Game, Stage};
use crate::lesson::{Diagnostic, Player, compile, edited_step};
use crate::progress;
use std::sync::Arc;

impl Stage {
    /// Takes the new text of the lesson's file: on with it at the step that was changed. A text that does not compile changes
    /// nothing, and its first finding is told.
    pub fn edited(&mut self, file: &str, text: &str) {
        let Some(player) = self.written_in(file) else { return };
        let before = Arc::clone(player.lesson());
        if *before.source == *text {
            return;
        }
        match compile(file, text) {
            Err(findings) => self.tell(broken(&findings)),
            Ok(lesson) => {
                let here = player.step().min(lesson.steps.len().saturating_sub(1));
                let step = edited_step(&before, &lesson).unwrap_or(here);
                self.play_from(progress::at_step(Arc::new(lesson), step), step);
            }
        }
    }

    /// The player of the lesson in this file, also while its learner is in the sandbox.
    fn written_in(&self, file: &str) -> Option<&Player> {
        let player = match &self.game {
            Game::Lesson(player) | Game::Sandbox { left: Some(player), .. } => player,
            Game::Sandbox { left: None, .. } => return None,
        };
        (player.lesson().file == file).then_some(player)
    }

    fn play_from(&mut self, player: Player, wanted: usize) {
        let step = player.step();
        let told = if step == wanted {
            format!("The file was read again: step {} of {}.", step + 1, player.steps())
        } else {
            format!("The file was read again, and nothing leads on from step {}: `tcptutor check` says why.", step + 1)
        };
        let stage = Self::new(Game::Lesson(Box::new(player)), self.settings.clone());
        *self = Self { area: self.area, numbers: self.numbers, notice: Some(told), ..stage };
    }
}

/// What is wrong with a text, as far as one line tells it.
fn broken(findings: &[Diagnostic]) -> String {
    let first = findings.first().map(ToString::to_string).unwrap_or_default();
    match findings.len() {
        0 | 1 => first,
        2 => format!("{first}, and one more finding"),
        all => format!("{first}, and {} more findings", all - 1),
    }
}
