//! Which questions come back.

use crate::say;
use std::sync::Arc;

use super::answers::{Answers, Run};
use super::key::key_of;
use super::model::Progress;
use super::question::step_of;
use crate::language::Language;
use crate::lesson::{Lesson, catalogue};

/// A question that comes back, and where.
#[derive(Clone, Debug)]
pub struct Question {
    /// The lesson.
    pub lesson: Arc<Lesson>,
    /// Its step.
    pub step: usize,
}

/// No more questions than these are asked again in one run: what is asked every day should be short.
pub const MOST_A_DAY: usize = 5;

/// The questions to ask in this run in which so many were asked again already: at most [`MOST_A_DAY`] with those, and those first that
/// were not asked for the longest time. Beside the built-in lessons these are searched.
#[must_use]
pub fn due(progress: &Progress, run: &Run, asked: usize, own: &[Arc<Lesson>]) -> Vec<Question> {
    let mut due = questions(progress, own, |answers| answers.is_due(run));
    due.truncate(MOST_A_DAY.saturating_sub(asked));
    due
}

/// How many questions come back, in this run or in another.
#[must_use]
pub fn missed(progress: &Progress, own: &[Arc<Lesson>]) -> usize {
    questions(progress, own, Answers::is_missed).len()
}

/// How a round of questions went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// How many were asked again.
    pub asked: usize,
    /// How many of them were answered correctly at once.
    pub right: usize,
    /// How many may still be asked in this run.
    pub due: usize,
    /// How many have to come back, in this run or in another.
    pub missed: usize,
}

/// What there is to say after a round of questions.
#[must_use]
pub fn after_review(round: Round, language: &Language) -> String {
    let words = &language.home;
    let Round { asked, right, due, missed } = round;
    let rest = match (asked, due, missed) {
        (0, _, 0) => words.nothing_due.to_owned(),
        (_, _, 0) => words.all_done.to_owned(),
        (0, _, n) => say!(language, words.nothing_due_now, n),
        (_, 0, n) => say!(language, words.done_for_now, n),
        (_, due, n) => say!(language, words.more_due, due, n),
    };
    if asked == 0 { rest } else { say!(language, words.round, right, asked, rest = &rest) }
}

/// The questions of a kind. One that its lesson asks no more, or whose lesson is gone, cannot come back.
fn questions(progress: &Progress, own: &[Arc<Lesson>], wanted: impl Fn(&Answers) -> bool) -> Vec<Question> {
    let mut found = Vec::new();
    for (key, about) in &progress.lessons {
        let any = about.questions.values().any(&wanted);
        let Some(lesson) = any.then(|| find(key, own)).flatten() else { continue };
        let mut about = about.clone();
        about.rename_steps(&lesson);
        for (question, answers) in about.questions.iter().filter(|(_, answers)| wanted(answers)) {
            let last = answers.iter().next_back().map(|answer| answer.at);
            let question = step_of(&lesson, question).map(|step| Question { lesson: Arc::clone(&lesson), step });
            found.extend(question.map(|question| (last, question)));
        }
    }
    found.sort_by_key(|(last, _)| *last);
    found.into_iter().map(|(_, question)| question).collect()
}

/// The lesson with this key.
fn find(key: &str, own: &[Arc<Lesson>]) -> Option<Arc<Lesson>> {
    let built_in = catalogue::find(key).and_then(|entry| entry.compile().ok()).map(Arc::new);
    built_in.or_else(|| own.iter().find(|lesson| key_of(lesson) == key).cloned())
}
