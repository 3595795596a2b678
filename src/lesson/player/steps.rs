//! Going through the steps.

use super::super::choices;
use super::super::messages::ENGLISH;
use super::super::model::Task;
use super::super::page::{Choice, Move};
use super::super::predict::Value;
use super::super::script::{Cursor, play};
use super::{Part, Player};

impl Player {
    pub(super) fn begin(&mut self, step: usize) {
        self.at = step;
        self.head = self.history.step();
        // Coming back to a step does not forget how far the lesson had got on this branch.
        if self.begins.get(step) != Some(&self.head) {
            self.begins.truncate(step);
            self.begins.push(self.head);
        }
        if let Some(progress) = self.progress.get_mut(step) {
            progress.hinted = None;
            progress.blunders.clear();
            progress.acts_from = usize::MAX;
            progress.reached_at = None;
            self.script = Some((Part::Do, Cursor::default()));
            self.offer();
            self.settle();
        } else {
            self.script = None;
        }
    }

    /// Works out the present question's answers. A question that comes out otherwise than before is a fresh one.
    pub(super) fn offer(&mut self) {
        let Some(question) = self.question() else { return };
        let mut world = self.history.world().clone();
        play(self.commands(Part::Do), &mut world, |_, _, _| ());
        let answer = question.predict.answer(&world, &question.after);
        // A question without an answer is an author's mistake that `check` reports; any answer will do then.
        let answer = answer.unwrap_or_else(|| Value::Returns("nothing".to_owned()));
        let seed = choices::seed(&self.lesson.id, self.at) ^ self.luck;
        let (values, right) = choices::choices(question, &world, &answer, seed);
        let choice = |value: Value| Choice { label: value.label(), state: value.state(), value };
        let offered: Vec<Choice> = values.into_iter().map(choice).collect();
        let progress = &mut self.progress[self.at];
        if progress.choices != offered || progress.answer != right {
            (progress.choices, progress.answer, progress.picked) = (offered, right, None);
        }
    }

    /// The next step. What is still happening happens first.
    #[expect(clippy::should_implement_trait, reason = "the reader of a lesson says \"next\"; nothing is iterated")]
    pub fn next(&mut self) -> Move {
        self.resume();
        if self.script.is_some() {
            self.finish_script();
            return Move::Finished;
        }
        let Some(step) = self.current() else { return Move::Refused(ENGLISH.at_the_end) };
        let been_ahead = self.begins.get(self.at + 1).copied();
        match step.task {
            Task::Ask(_) if self.progress[self.at].picked.is_none() => return Move::Refused(ENGLISH.answer_first),
            Task::Act(_) if been_ahead.is_none() && !self.is_reached() => return Move::Refused(ENGLISH.not_yet),
            _ => {}
        }
        if let Some(ahead) = been_ahead {
            self.history.seek(ahead);
        }
        self.begin(self.at + 1);
        Move::Moved
    }

    /// The step before; the session is where that step began.
    pub fn previous(&mut self) -> Move {
        let Some(before) = self.at.checked_sub(1) else { return Move::Refused(ENGLISH.at_the_beginning) };
        self.history.seek(self.begins[before]);
        self.begin(before);
        Move::Moved
    }

    pub(super) fn is_reached(&self) -> bool {
        let reached_at = self.progress.get(self.at).and_then(|progress| progress.reached_at);
        reached_at.is_some_and(|at| self.history.step() >= at)
    }
}
