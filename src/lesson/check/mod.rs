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
use super::id::is_id;
use super::model::{Lesson, Task};
use crate::language::Language;
use crate::say;

pub use exercise::Exercise;
pub use pages::Pages;
pub use together::{Neighbour, check_together};

/// Plays a lesson on the engine and reads its texts: all that an author can get wrong although it compiles, said in this language.
#[must_use]
pub fn check(lesson: &Lesson, language: &'static Language) -> Vec<Diagnostic> {
    check_with_exercises(lesson, language).0
}

/// The same, with what there is to know about its exercises, as far as playing it gets.
#[must_use]
pub fn check_with_exercises(lesson: &Lesson, language: &'static Language) -> (Vec<Diagnostic>, Vec<Exercise>) {
    let mut findings = Findings::new(&lesson.file, &lesson.source, language);
    texts::check(lesson, &mut findings);
    shape(lesson, &mut findings);
    let exercises = play::check(lesson, language, &mut findings);
    (findings.finish(), exercises)
}

/// What every question has that begins with "What if": it is short, and one thing is predicted in it.
fn what_if(lesson: &Lesson, findings: &mut Findings<'_>) {
    let (language, words) = (findings.language(), &findings.language().findings);
    let asks = lesson.steps.iter().filter(|step| matches!(step.task, Task::Ask(_))).count();
    if !(2..=3).contains(&lesson.steps.len()) || asks != 1 {
        findings
            .error(WHOLE_FILE, say!(language, words.what_if_shape, chapter = WHAT_IF))
            .note(words.what_if_shape_note);
    }
    if lesson.words.is_empty() {
        findings.warn(WHOLE_FILE, words.no_words).note(words.no_words_note);
    }
}

/// What every lesson should have.
fn shape(lesson: &Lesson, findings: &mut Findings<'_>) {
    if lesson.chapter.as_str() == WHAT_IF {
        return what_if(lesson, findings);
    }
    let (language, words) = (findings.language(), &findings.language().findings);
    if !is_id(&lesson.id) {
        let message = say!(language, language.reading.not_an_id, id = &lesson.id);
        findings.warn(WHOLE_FILE, message).note(words.not_an_id_note);
    }
    if lesson.objectives.is_empty() {
        findings.warn(WHOLE_FILE, words.no_objectives).note(words.no_objectives_note);
    }
    if lesson.observe.is_empty() {
        findings.warn(WHOLE_FILE, words.no_observe).note(words.no_observe_note);
    }
    if !lesson.steps.iter().any(|step| matches!(step.task, Task::Ask(_))) {
        findings.warn(WHOLE_FILE, words.asks_nothing).note(words.asks_nothing_note);
    }
    if !lesson.steps.iter().any(|step| matches!(step.task, Task::Act(_))) {
        findings.warn(WHOLE_FILE, words.nothing_to_do).note(words.nothing_to_do_note);
    }
}
