//! The questions that come back, one after the other.

use super::lessons::Lessons;
use super::stage::Asked;
use crate::language::Language;
use crate::lesson::Player;
use crate::progress::{self, Question, Round};
use std::collections::VecDeque;

/// A round of questions.
pub struct Review {
    left: VecDeque<Question>,
    of: usize,
    /// How many were answered correctly at once.
    right: usize,
}

impl Review {
    /// A round of these questions.
    #[must_use]
    pub fn of(questions: Vec<Question>) -> Self {
        Self { of: questions.len(), left: questions.into(), right: 0 }
    }

    /// The next question.
    pub fn next(&mut self, lessons: &Lessons) -> Option<(Player, Asked)> {
        let question = self.left.pop_front()?;
        let asked = Asked { step: question.step, number: self.of - self.left.len(), of: self.of };
        Some((lessons.asking(&question), asked))
    }

    /// A question was answered.
    pub fn count(&mut self, right: bool) {
        self.right += usize::from(right);
    }

    /// What there is to say after the last question.
    #[must_use]
    pub fn describe(&self, lessons: &Lessons, language: &Language) -> String {
        let (due, missed) = (lessons.due().len(), lessons.missed());
        progress::after_review(Round { asked: self.of, right: self.right, due, missed }, language)
    }
}
