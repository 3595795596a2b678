//! What only playing a lesson shows, and what only a reader would notice.

mod acts;
pub(super) mod play;
mod questions;
mod texts;
mod together;

use std::ops::Range;

use serde::Serialize;

use super::compile::is_id;
use super::diagnostic::{Diagnostic, Findings};
use super::model::{Lesson, Task};
use super::search::Way;

pub use together::{Neighbour, check_together};

/// What there is to know about something to do: how hard it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exercise {
    /// The lesson's file, as it was named.
    pub file: String,
    /// The line of its goal, from 1.
    pub line: usize,
    /// The step, from 1.
    pub step: usize,
    /// The fewest moves that reach the goal; letting time pass is none.
    pub par: usize,
    /// How many ways are as short.
    pub ways: u64,
    /// One of them.
    pub way: Vec<String>,
}

impl Exercise {
    fn of(step: usize, goal: &Range<usize>, way: &Way, findings: &Findings<'_>) -> Self {
        Self {
            file: findings.file().to_owned(),
            line: findings.line_of(goal),
            step: step + 1,
            par: way.moves(),
            ways: way.count,
            way: way.inputs.iter().map(ToString::to_string).collect(),
        }
    }
}

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

/// What every lesson should have.
fn shape(lesson: &Lesson, findings: &mut Findings<'_>) {
    let top = 0..0;
    if !is_id(&lesson.id) {
        let note = "its file's name without `.toml` is what others write to play it";
        findings.warn(&top, format!("`{}` is no id: that is small letters, digits and `-`", lesson.id)).note(note);
    }
    if lesson.objectives.is_empty() {
        findings.warn(&top, "the lesson has no objectives").note("say what its learner can do afterwards");
    }
    if lesson.observe.is_empty() {
        let note = "name the command that shows the same thing on the learner's own machine";
        findings.warn(&top, "the lesson has no `[[observe]]`").note(note);
    }
    if !lesson.steps.iter().any(|step| matches!(step.task, Task::Ask(_))) {
        let note = "predicting teaches more than watching: a step with `ask`, `predict` and `after`";
        findings.warn(&top, "the lesson asks nothing").note(note);
    }
    if !lesson.steps.iter().any(|step| matches!(step.task, Task::Act(_))) {
        let note = "a step with `say` and `until` lets the learner act";
        findings.warn(&top, "the lesson gives nothing to do").note(note);
    }
}
