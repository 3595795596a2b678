//! How much of a lesson its learner does, and how much is only told.

use std::ops::AddAssign;

use serde::Serialize;

use super::super::model::{Lesson, Task};

/// The pages of one lesson or of several, by what they ask of the learner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// All of them.
    pub all: usize,
    /// Those on which something is to be done.
    pub actions: usize,
    /// Those on which something is to be predicted.
    pub predictions: usize,
}

impl Pages {
    /// The pages of a lesson.
    #[must_use]
    pub fn of(lesson: &Lesson) -> Self {
        let count = |wanted: fn(&Task) -> bool| lesson.steps.iter().filter(|step| wanted(&step.task)).count();
        Self {
            all: lesson.steps.len(),
            actions: count(|task| matches!(task, Task::Act(_))),
            predictions: count(|task| matches!(task, Task::Ask(_))),
        }
    }

    /// Which part of them asks something of the learner, and which part lets the learner act, in hundredths.
    #[must_use]
    pub fn hundredths(self) -> (usize, usize) {
        let part = |n: usize| (n * 100).checked_div(self.all).unwrap_or(0);
        (part(self.actions + self.predictions), part(self.actions))
    }
}

impl AddAssign for Pages {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.actions += other.actions;
        self.predictions += other.predictions;
    }
}
