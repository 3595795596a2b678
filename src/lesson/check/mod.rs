//! What only playing a lesson shows, and what only a reader would notice.

mod acts;
mod exercise;
mod pages;
mod patience;
pub(super) mod play;
mod questions;
mod texts;
mod together;
mod turning;

use super::catalogue::WHAT_IF;
use super::diagnostic::{Diagnostic, Findings, WHOLE_FILE};
use super::id::{WHAT_AN_ID_IS, is_id};
use super::model::{Lesson, Task};

pub use exercise::Exercise;
pub use pages::Pages;
pub use together::{Neighbour, check_together};

/// Plays a lesson on the engine and reads its texts: all that an author can get wrong although it compiles.
#[must_use]
pub fn check(lesson: &Lesson) -> Vec<Diagnostic> {
    check_with_exercises(lesson).0
}

/// The same, with what there is to know about its exercises, as far as playing it gets.
#[must_use]
pub fn check_with_exercises(lesson: &Lesson) -> (Vec<Diagnostic>, Vec<Exercise>) {
    let mut findings = Findings::new(&lesson.file, &lesson.source);
    texts::check(lesson, &mut findings);
    shape(lesson, &mut findings);
    let exercises = play::check(lesson, &mut findings);
    (findings.finish(), exercises)
}

/// What every question has that begins with "What if": it is short, and one thing is predicted in it.
fn what_if(lesson: &Lesson, findings: &mut Findings<'_>) {
    let asks = lesson.steps.iter().filter(|step| matches!(step.task, Task::Ask(_))).count();
    if !(2..=3).contains(&lesson.steps.len()) || asks != 1 {
        let note = "the scene, a prediction, and what happens and why: the rest is for the sandbox";
        findings
            .error(WHOLE_FILE, "a lesson of the chapter `what-if` has two or three steps, one of them with `ask`")
            .note(note);
    }
    if lesson.words.is_empty() {
        let note = "write `words = [\"lost\", \"timeout\"]`: as a learner would look for it";
        findings.warn(WHOLE_FILE, "nobody will find this question: it has no `words`").note(note);
    }
}

/// What every lesson should have.
fn shape(lesson: &Lesson, findings: &mut Findings<'_>) {
    if lesson.chapter.as_str() == WHAT_IF {
        return what_if(lesson, findings);
    }
    if !is_id(&lesson.id) {
        let note = "its file's name without `.toml` is what others write to play it";
        findings.warn(WHOLE_FILE, format!("`{}` is not an id: {WHAT_AN_ID_IS}", lesson.id)).note(note);
    }
    if lesson.objectives.is_empty() {
        findings.warn(WHOLE_FILE, "the lesson has no objectives").note("say what its learner can do afterwards");
    }
    if lesson.observe.is_empty() {
        let note = "name the command that shows the same thing on the learner's own machine";
        findings.warn(WHOLE_FILE, "the lesson has no `[[observe]]`").note(note);
    }
    if !lesson.steps.iter().any(|step| matches!(step.task, Task::Ask(_))) {
        let note = "predicting teaches more than watching: a step with `ask`, `predict` and `after`";
        findings.warn(WHOLE_FILE, "the lesson asks nothing").note(note);
    }
    if !lesson.steps.iter().any(|step| matches!(step.task, Task::Act(_))) {
        let note = "a step with `say` and `until` lets the learner act";
        findings.warn(WHOLE_FILE, "the lesson gives nothing to do").note(note);
    }
}
