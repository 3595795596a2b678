//! The lessons that can be opened, and what is known of their learner.

use super::choice::Choice;
use crate::lesson::{Lesson, Origin, Player, catalogue};
use crate::progress::{self, Kept, Progress, Question, Run};
use std::sync::Arc;

/// The lessons, and what was done in them.
#[derive(Default)]
pub struct Lessons {
    /// The user's own.
    own: Vec<Arc<Lesson>>,
    progress: Progress,
    run: Run,
    /// How many questions were asked again in this run.
    asked_again: usize,
}

impl Lessons {
    /// Adds the user's own.
    pub fn add_own(&mut self, lessons: Vec<Lesson>) {
        self.own.extend(lessons.into_iter().map(Arc::new));
    }

    /// Learns what was done so far.
    pub fn load_progress(&mut self, kept: Kept) {
        (self.progress, self.run) = (kept.progress, kept.run);
    }

    /// What was done so far.
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The lesson of an entry of the list.
    pub fn chosen(&self, choice: Choice) -> Option<Arc<Lesson>> {
        match choice {
            // A built-in lesson compiles: a test proves it.
            Choice::Lesson(id) => catalogue::find(id)?.compile().ok().map(Arc::new),
            Choice::Own(number) => self.own.get(number).cloned(),
            Choice::Review
            | Choice::Sandbox
            | Choice::Machine
            | Choice::Sockets(_)
            | Choice::Captures
            | Choice::Lab(_)
            | Choice::WhatIf => None,
        }
    }

    /// The entry of the list that a lesson is, if it is one.
    pub fn choice_of(&self, lesson: &Lesson) -> Option<Choice> {
        match lesson.origin {
            Origin::BuiltIn => catalogue::find(&lesson.id).map(|entry| Choice::Lesson(entry.id)),
            Origin::Own => self.own.iter().position(|own| own.id == lesson.id).map(Choice::Own),
        }
    }

    /// A player where the lesson was left, and the hints that were used up to there; none if it was not left in the middle.
    pub fn left(&self, lesson: &Arc<Lesson>) -> Option<(Player, usize)> {
        let known = self.progress.of(lesson)?;
        let place = known.waits_at()?;
        Some((progress::resume(Arc::clone(lesson), Some(known)), place.hints))
    }

    /// The questions that come back now.
    pub fn due(&self) -> Vec<Question> {
        progress::due(&self.progress, &self.run, self.asked_again, &self.own)
    }

    /// A question was asked again, and answered.
    pub const fn count_asked_again(&mut self) {
        self.asked_again += 1;
    }

    /// How many questions have to come back, now or in another run.
    pub fn missed(&self) -> usize {
        progress::missed(&self.progress, &self.own)
    }

    /// A player that asks such a question.
    pub fn asking(&self, question: &Question) -> Player {
        progress::ask_again(question, &self.run)
    }
}
