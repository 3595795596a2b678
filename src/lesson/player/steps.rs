//! Going through the steps.

use super::super::choices;
use super::super::fresh::{self, Fresh};
use super::super::model::{Pick, Task};
use super::super::page::{Choice, Move};
use super::super::predict::Value;
use super::super::script::{Cursor, play};
use super::progress::{Asked, Doing, Progress};
use super::{Part, Player};

/// After this many fresh questions the lesson goes on, whatever was answered.
const MOST_FRESH: usize = 1;

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
            progress.begin();
            self.script = Some((Part::Do, Cursor::default()));
            self.offer();
            self.settle();
            self.return_to_the_goal();
        } else {
            self.script = None;
        }
    }

    /// An exercise that was solved before its page was turned is solved still: the session is where it was left. Undo takes back
    /// what was done, for who wants to try another way.
    fn return_to_the_goal(&mut self) {
        let Some(Progress::Act(doing)) = self.progress.get(self.at) else { return };
        let Some((from, left)) = doing.turn.as_ref().and_then(|turn| Some((turn.from, turn.solved()?))) else { return };
        self.finish_script();
        if self.history.step() == from && left <= self.history.steps() {
            self.history.seek(left);
            self.head = left;
        }
    }

    /// The page is turned: what was reached on it is kept.
    fn leave(&mut self) {
        let head = self.head;
        if let Some(doing) = self.doing_mut() {
            doing.leave(head);
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
        let seed = choices::seed(&self.lesson.id, self.at) ^ self.seed;
        if question.pick == Pick::Typed {
            if let Some(asked) = self.asked_mut() {
                asked.expect(answer);
            }
            return;
        }
        let (values, right) = choices::choices(question, &world, &answer, seed);
        let choice = |value: Value| {
            let line = self.lesson.line_of(question.predict.value, &value).map(str::to_owned);
            let choice = Choice::of(question.predict.value, value, self.language);
            Choice { label: line.unwrap_or_else(|| choice.label.clone()), ..choice }
        };
        let offered: Vec<Choice> = values.into_iter().map(choice).collect();
        if let Some(asked) = self.asked_mut() {
            asked.offer(offered, right);
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
        let Some(step) = self.current() else { return Move::Refused(self.language.lessons.at_the_end) };
        let been_ahead = self.begins.get(self.at + 1).copied();
        let (asks, acts) = (matches!(step.task, Task::Ask(_)), matches!(step.task, Task::Act(_)));
        if asks && self.is_question_open() {
            return Move::Refused(self.language.lessons.answer_first);
        }
        if asks && let Some(fresh) = self.fresh_question() {
            if let Some(asked) = self.asked_mut() {
                asked.fresh.push(fresh);
            }
            return Move::Again;
        }
        if acts && been_ahead.is_none() {
            if !self.is_reached() {
                return Move::Refused(self.off_the_way().unwrap_or(self.language.lessons.not_yet));
            }
            self.keep_to_the_lesson();
        }
        self.leave();
        if let Some(ahead) = been_ahead {
            self.history.seek(ahead);
        }
        self.begin(self.at + 1);
        Move::Moved
    }

    /// Whether going on brings a fresh question of the same kind first, because the answer was wrong.
    #[must_use]
    pub fn asks_again(&self) -> bool {
        !self.is_question_open() && self.fresh_question().is_some()
    }

    /// After a wrong answer: a fresh question of the same kind, if this moment is good for one.
    fn fresh_question(&self) -> Option<Fresh> {
        let asked = self.asked()?;
        let been_ahead = self.begins.get(self.at + 1).is_some();
        if !self.follow_ups || asked.was_right() || been_ahead || asked.fresh.len() == MOST_FRESH {
            return None;
        }
        let number = asked.fresh.len() as u64;
        let seed = choices::seed(&self.lesson.id, self.at) ^ self.seed;
        let seed = seed.rotate_left(7).wrapping_add(number.wrapping_mul(0x9E37_79B9));
        let made = fresh::fresh(&self.lesson, self.at, self.history.world(), seed, self.language)?;
        asked.fresh.iter().all(|fresh| fresh.text != made.text).then_some(made)
    }

    /// Whether an answer is waited for.
    #[must_use]
    pub fn is_question_open(&self) -> bool {
        self.asked().is_some_and(Asked::is_open)
    }

    /// The step before; the session is where that step began, or where its goal was reached.
    pub fn previous(&mut self) -> Move {
        let Some(before) = self.at.checked_sub(1) else { return Move::Refused(self.language.lessons.at_the_beginning) };
        self.leave();
        self.history.seek(self.begins[before]);
        self.begin(before);
        Move::Moved
    }

    pub(in super::super) fn is_reached(&self) -> bool {
        let reached_at = self.doing().and_then(Doing::reached_at);
        reached_at.is_some_and(|at| self.history.step() >= at)
    }
}
