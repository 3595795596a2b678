//! One entry of the list, with what was done in it.

use super::choice::Choice;
use crate::language::{HomeWords, Language};
use crate::lesson::Lesson;
use crate::lesson::catalogue::{self, Header};
use crate::progress::{Attempt, LessonProgress, Place, key_of};
use crate::say;

/// One entry.
pub struct Entry {
    /// What it opens.
    pub choice: Choice,
    /// The lesson's id; empty for what is not a lesson.
    pub id: String,
    /// What its progress is kept under.
    pub key: String,
    /// What it is about.
    pub header: Header,
    /// What was done in it.
    pub mark: Mark,
}

/// What was done in a lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Where it was left in the middle.
    pub left: Option<Place>,
    /// How it went at its best, if it was finished.
    pub best: Option<Attempt>,
    /// The fewest moves that its goals were reached in, and how few would do.
    pub moves: Option<(usize, usize)>,
}

impl Mark {
    /// The mark for what is known of a lesson.
    #[must_use]
    pub fn of(known: &LessonProgress) -> Self {
        let best = known.finished.as_ref().map(|finish| finish.best);
        Self { left: known.waits_at(), best, moves: known.fewest_moves() }
    }
}

impl Entry {
    /// A built-in lesson.
    pub fn lesson(choice: Choice, id: &str, header: Header) -> Self {
        Self { choice, id: id.to_owned(), key: id.to_owned(), header, mark: Mark::default() }
    }

    /// One of the user's own lessons.
    pub fn own(number: usize, lesson: &Lesson) -> Self {
        let header = Header { chapter: catalogue::OWN_CHAPTER.to_owned(), ..Header::read(&lesson.source) };
        Self { key: key_of(lesson), ..Self::lesson(Choice::Own(number), &lesson.id, header) }
    }

    /// The sandbox.
    pub fn sandbox(words: &HomeWords) -> Self {
        let header = Header {
            title: words.sandbox.to_owned(),
            summary: words.sandbox_about.to_owned(),
            chapter: words.sandbox_chapter.to_owned(),
            ..Header::default()
        };
        Self::lesson(Choice::Sandbox, "", header)
    }

    /// The questions that come back.
    pub fn review(due: usize, language: &Language) -> Self {
        let words = &language.home;
        let header = Header {
            title: say!(language, words.review, n = due),
            summary: say!(language, if due == 1 { words.review_one } else { words.review_many }, n = due),
            chapter: words.review_chapter.to_owned(),
            ..Header::default()
        };
        Self::lesson(Choice::Review, "", header)
    }

    /// The title of its chapter.
    pub fn chapter(&self) -> &str {
        catalogue::chapter_title(&self.header.chapter)
    }

    /// Whether it is a lesson that was finished.
    pub fn is_finished(&self) -> bool {
        self.mark.best.is_some()
    }
}
