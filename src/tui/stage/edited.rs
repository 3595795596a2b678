//! The lesson on the stage while its author writes: its file has another text.

use super::view::View;
use super::{Game, Stage};
use crate::language::Language;
use crate::lesson::{Diagnostic, Player, Severity, compile, edited_step};
use crate::say;
use std::sync::Arc;

impl Stage {
    /// Takes the new text of the lesson's file: on with it at the step that was changed. A text that does not compile changes
    /// nothing, and its most useful finding is told.
    pub fn edited(&mut self, file: &str, text: &str) {
        let Some(player) = self.written_in(file) else { return };
        let before = Arc::clone(player.lesson());
        if *before.source == *text {
            // What was wrong with it a moment ago has been taken back.
            return self.tell(self.settings.language.stage.read_again_same.to_owned());
        }
        match compile(file, text, self.settings.language) {
            Err(findings) => self.tell(broken(&findings, self.settings.language)),
            Ok(lesson) => {
                let here = player.step().min(lesson.steps.len().saturating_sub(1));
                let step = edited_step(&before, &lesson).unwrap_or(here);
                let mut player = Player::new(Arc::new(lesson)).with_language(self.settings.language);
                player.go_to(step);
                self.go_on_writing(player, step);
            }
        }
    }

    /// The lesson's file is there no more.
    pub fn vanished(&mut self, file: &str) {
        if self.written_in(file).is_some() {
            self.tell(say!(self.settings.language, self.settings.language.stage.file_vanished, file));
        }
    }

    /// The whole check of a text has come to its end: what only playing it finds is told, too. What does not compile was told already.
    pub fn checked(&mut self, file: &str, text: &str, findings: &[Diagnostic]) {
        let is_shown = self.written_in(file).is_some_and(|player| *player.lesson().source == *text);
        if is_shown && !findings.is_empty() {
            self.tell(broken(findings, self.settings.language));
        }
    }

    /// The player of the lesson in this file, also while its learner is in the sandbox.
    fn written_in(&self, file: &str) -> Option<&Player> {
        self.game.player().filter(|player| player.lesson().file == file)
    }

    fn go_on_writing(&mut self, player: Player, wanted: usize) {
        let (step, language) = (player.step(), self.settings.language);
        let message = if step == wanted {
            say!(language, language.stage.read_again, n = step + 1, of = player.steps())
        } else {
            say!(language, language.stage.read_again_stuck, n = step + 1)
        };
        let settings = self.settings.clone();
        let mut stage = match self.play.show.take() {
            Some(show) => Self::presenting(player, show, settings),
            None => Self::new(Game::Lesson(Box::new(player)), settings),
        };
        stage.view = View { area: self.view.area, numbers: self.view.numbers, ..stage.view };
        stage.window.say(message);
        *self = stage;
    }
}

/// What is wrong with a text, as far as one line tells it.
fn broken(findings: &[Diagnostic], language: &Language) -> String {
    let first = findings.iter().min_by_key(|finding| is_vague(finding)).map(ToString::to_string).unwrap_or_default();
    match findings.len() {
        0 | 1 => first,
        2 => say!(language, language.stage.one_more_finding, first = &first),
        all => say!(language, language.stage.more_findings, first = &first, n = all - 1),
    }
}

/// How little a finding helps: a warning less than an error, one that knows what was meant most, and one that only misses something, at
/// no place, least.
fn is_vague(finding: &Diagnostic) -> (bool, bool, bool) {
    (
        finding.severity == Severity::Warning,
        finding.suggestion.is_none(),
        finding.span.as_ref().is_none_or(std::ops::Range::is_empty),
    )
}

#[cfg(test)]
mod tests {
    use super::broken;
    use crate::language::ENGLISH;
    use crate::lesson::{compile, starter};

    #[test]
    fn the_finding_that_says_what_was_meant_comes_before_the_one_that_misses_something() {
        let text = starter("mine").replace("title      =", "titel      =").replace("summary    =", "# summary =");
        let findings = compile("mine.toml", &text, &ENGLISH).expect_err("no title");
        assert_eq!(findings.len(), 2);
        let message = broken(&findings, &crate::language::ENGLISH);
        assert!(message.contains("did you mean `title`?") && message.ends_with("and one more finding"), "{message}");
    }
}
