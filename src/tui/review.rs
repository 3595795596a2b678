//! The questions that come back, one after the other.

use super::lessons::Lessons;
use super::stage::Asked;
use crate::language::Language;
use crate::lesson::Player;
use crate::progress::{self, Question};
use std::collections::VecDeque;

/// A round of questions.
pub struct Review {
    left: VecDeque<Question>,
    of: usize,
}

impl Review {
    /// A round of these questions.
    #[must_use]
    pub fn of(questions: Vec<Question>) -> Self {
        Self { of: questions.len(), left: questions.into() }
    }

    /// The next question.
    pub fn next(&mut self, lessons: &Lessons) -> Option<(Player, Asked)> {
        let question = self.left.pop_front()?;
        let asked = Asked { step: question.step, number: self.of - self.left.len(), of: self.of };
        Some((lessons.asking(&question), asked))
    }

    /// What there is to say after the last question, when this many still come back.
    #[must_use]
    pub fn describe(&self, missed: usize, language: &Language) -> String {
        progress::after_review(self.of, missed, language)
    }
}
