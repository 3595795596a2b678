//! Which questions come back.

use super::answers::{Answers, Run};
use super::model::Progress;

/// A question that was missed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missed {
    /// The lesson's id.
    pub lesson: String,
    /// The question's key.
    pub key: String,
}

/// The questions to ask in this run, those first that were not asked for the longest time.
#[must_use]
pub fn due(progress: &Progress, run: &Run) -> Vec<Missed> {
    let mut found = missed(progress, |answers| answers.is_due(run));
    found.sort_by_key(|(last, _)| *last);
    found.into_iter().map(|(_, question)| question).collect()
}

/// How many questions were answered rightly in this run and come back once more in another.
#[must_use]
pub fn waiting(progress: &Progress, run: &Run) -> usize {
    missed(progress, |answers| answers.is_missed() && !answers.is_due(run)).len()
}

/// The questions of this kind, each with when it was answered last.
fn missed(progress: &Progress, wanted: impl Fn(&Answers) -> bool) -> Vec<(Option<u64>, Missed)> {
    let mut found = Vec::new();
    for (lesson, about) in &progress.lessons {
        for (key, answers) in about.questions.iter().filter(|(_, answers)| wanted(answers)) {
            let last = answers.iter().next_back().map(|answer| answer.at);
            found.push((last, Missed { lesson: lesson.clone(), key: key.clone() }));
        }
    }
    found
}
