//! A player is brought to where its learner was, or to a question that comes back.
//!
//! The way there is played again: questions get an answer, tasks a shortest way by search. What the learner did in a task is
//! not kept: a task ends where its goal holds, and the rest of the lesson builds on that alone. What was answered is kept and
//! answered again, so that a wrong answer still stands beside the truth when its page is turned back to.

use std::sync::Arc;

use super::answers::Run;
use super::model::LessonProgress;
use super::question::{fingerprint, keys};
use super::review::Question;
use crate::language::ENGLISH;
use crate::lesson::{Lesson, Move, Page, Player, Step, Task};

/// A player at a question that comes back, with right answers to all before it; the answers are offered in an order that changes
/// from run to run. It stops earlier where no way leads on.
#[must_use]
pub fn ask_again(question: &Question, run: &Run) -> Player {
    let mut player = brought(Arc::clone(&question.lesson), question.step, |_| None);
    player.shuffle(fingerprint(&run.0));
    player.finish_script();
    player
}

/// A player where its learner left the lesson, or at its beginning.
#[must_use]
pub fn resume(lesson: Arc<Lesson>, known: Option<&LessonProgress>) -> Player {
    let Some((known, place)) = known.and_then(|known| Some((known, known.waits_at()?))) else {
        return Player::new(lesson);
    };
    // A lesson of one's own may have got its ids since.
    let mut known = known.clone();
    known.rename_steps(&lesson);
    let keys = keys(&lesson);
    let said = |step: usize| known.questions.get(keys.get(step)?.as_ref()?)?.said_by(place.at);
    // A lesson that was shortened meanwhile is gone on with before its end, not after it.
    let step = place.step.min(lesson.steps.len().saturating_sub(1));
    let mut player = brought(lesson, step, said);
    if place.answered && player.step() == step {
        player.finish_script();
        deal_with(&mut player, said(step));
    }
    player.note_return();
    player
}

fn brought<'a>(lesson: Arc<Lesson>, step: usize, said: impl Fn(usize) -> Option<&'a str>) -> Player {
    let mut player = Player::new(lesson);
    while player.step() < step {
        player.finish_script();
        // A fresh question after a wrong answer is not the one that was answered then.
        let is_fresh = matches!(player.page(), Page::Ask { again: true, .. });
        let said = if is_fresh { None } else { said(player.step()) };
        deal_with(&mut player, said);
        if matches!(player.next(), Move::Refused(_)) {
            break;
        }
    }
    player
}

/// Answers the step's question, or does what is to be done, and lets everything happen.
fn deal_with(player: &mut Player, said: Option<&str>) {
    answer(player, said);
    if let Ok(way) = player.proven_way() {
        player.follow(&way.inputs);
    }
    player.finish_script();
}

/// Answers a question as it was answered before, or correctly.
fn answer(player: &mut Player, said: Option<&str>) {
    let Some(Step { task: Task::Ask(question), .. }) = player.lesson().steps.get(player.step()) else { return };
    let before = said.and_then(|said| question.predict.value.parse_value(said, &ENGLISH).ok());
    let given = before.is_some_and(|value| player.answer_value(&value));
    if let Some(right) = player.right_answer().filter(|_| !given) {
        player.answer_value(&right);
    }
}
