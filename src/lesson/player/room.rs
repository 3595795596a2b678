//! What somebody needs who plays a lesson for others: to ask a question again, to jump over one, to say why any answer is wrong.

use super::super::model::Task;
use super::Player;
use super::progress::Progress;

impl Player {
    /// Asks the present question once more, at the moment at which it was asked; whether there is one that was answered. Only the new
    /// answer counts: a room votes, talks, and votes again.
    pub fn ask_again(&mut self) -> bool {
        if self.is_question_open() || self.asked().is_none() {
            return false;
        }
        if let Some(progress) = self.progress.get_mut(self.at) {
            progress.reopen();
        }
        let at = self.at;
        self.recorded.guesses.retain(|guess| guess.step != at);
        self.history.seek(self.begins[self.at]);
        self.begin(self.at);
        self.finish_script();
        true
    }

    /// Goes to a step as [`Player::go_to`] does. A question or a task that was only jumped over has been put to nobody: it stays open.
    pub fn skip_to(&mut self, step: usize) -> usize {
        let is_open = |progress: &Progress| match progress {
            Progress::Tell => false,
            Progress::Ask(asked) => asked.is_open(),
            Progress::Act(doing) => doing.reached_at().is_none(),
        };
        let open: Vec<usize> = (self.at..step.min(self.steps())).filter(|at| is_open(&self.progress[*at])).collect();
        let reached = self.go_to(step);
        for at in open.into_iter().filter(|at| *at < reached) {
            self.progress[at].reopen();
        }
        reached
    }

    /// What the author says about one of the answers that are offered, right or wrong.
    #[must_use]
    pub fn why(&self, choice: usize) -> Option<&str> {
        let Task::Ask(question) = &self.current()?.task else { return None };
        let asked = self.asked()?;
        let value = &asked.choices.get(choice)?.value;
        let own = question.why.iter().find(|(wrong, _)| wrong.value == *value).map(|(_, why)| why);
        let why = if choice == asked.answer { question.right.as_ref() } else { own.or(question.other.as_ref()) };
        why.map(|why| why.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Player;
    use crate::lesson::{Page, catalogue};
    use std::sync::Arc;

    fn player() -> Player {
        let lesson = catalogue::find("four-way-close").expect("a lesson").compile().expect("it compiles");
        Player::new(Arc::new(lesson))
    }

    #[test]
    fn a_task_that_was_jumped_over_is_open_and_one_that_was_solved_stays_solved() {
        let mut player = player();
        let is_task = |player: &Player| matches!(player.page(), Page::Act { .. });
        let at = (0..player.steps()).find(|at| player.skip_to(*at) == *at && is_task(&player)).expect("a task");
        player.skip_to(at + 2);
        player.skip_to(at);
        assert!(matches!(player.page(), Page::Act { reached: false, .. }), "it was only jumped over");
        player.solve();
        player.skip_to(at + 2);
        player.skip_to(at);
        assert!(matches!(player.page(), Page::Act { reached: true, .. }), "it was solved");
    }

    #[test]
    fn a_question_that_was_jumped_over_is_open_and_one_that_was_answered_stays_answered() {
        let mut player = player();
        player.go_to(3);
        player.answer(1);
        player.skip_to(8);
        let later = player.history().world().clone();
        player.skip_to(4);
        assert!(player.is_question_open(), "it was only jumped over");
        player.skip_to(3);
        assert!(matches!(player.page(), Page::Ask { picked: Some(1), .. }), "it was answered");
        assert_eq!(player.skip_to(8), 8);
        assert_eq!(*player.history().world(), later);
    }

    #[test]
    fn a_question_can_be_asked_again_at_its_moment_and_answered_otherwise() {
        let mut player = player();
        player.go_to(3);
        player.finish_script();
        let asked = player.history().world().clone();
        assert!(!player.ask_again(), "it is open");
        player.answer(0);
        player.finish_script();
        assert!(player.ask_again() && player.is_question_open());
        assert_eq!(*player.history().world(), asked);
        player.answer(1);
        player.finish_script();
        assert!(matches!(player.page(), Page::Ask { picked: Some(1), revealed: Some(_), .. }));
    }

    #[test]
    fn every_answer_that_is_offered_has_a_reason_of_its_own_where_the_author_gives_one() {
        let mut player = player();
        player.go_to(3);
        let Page::Ask { choices, .. } = player.page() else { panic!("a question") };
        let reasons: Vec<Option<&str>> = (0..choices.len()).map(|at| player.why(at)).collect();
        assert!(reasons.iter().flatten().count() > 1, "{reasons:?}");
        assert_eq!(player.why(choices.len()), None);
    }
}
