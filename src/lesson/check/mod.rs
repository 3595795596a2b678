//! What only playing a lesson shows, and what only a reader would notice.

mod acts;
pub(super) mod play;
mod questions;
mod texts;
mod together;

use super::diagnostic::{Diagnostic, Findings};
use super::model::{Lesson, Task};

pub use together::check_together;

/// Plays a lesson on the engine and reads its texts: all that an author can get wrong although it compiles.
#[must_use]
pub fn check(lesson: &Lesson) -> Vec<Diagnostic> {
    let mut findings = Findings::new(&lesson.file, &lesson.source);
    texts::check(lesson, &mut findings);
    shape(lesson, &mut findings);
    play::check(lesson, &mut findings);
    findings.finish()
}

/// What every lesson should have.
fn shape(lesson: &Lesson, findings: &mut Findings<'_>) {
    let top = 0..0;
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
