//! One entry of the list, with what was done in it.

use crate::language::{HomeWords, Language};
use crate::lesson::Lesson;
use crate::lesson::catalogue::{self, Header};
use crate::progress::{Attempt, LessonProgress, MOST_A_DAY, Place, key_of};
use crate::say;
use crate::tui::choice::Choice;

/// A part of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Section {
    /// The lesson that was left last.
    Continue,
    /// The lessons to begin with.
    Essentials,
    /// What is not a lesson.
    Free,
    /// A chapter, by its id or by its own words.
    Chapter(String),
}

/// One entry.
#[derive(Clone)]
pub struct Entry {
    /// Where it stands.
    pub section: Section,
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
        let section = Section::Chapter(header.chapter.clone());
        Self { section, choice, id: id.to_owned(), key: id.to_owned(), header, mark: Mark::default() }
    }

    /// One of the user's own lessons.
    pub fn own(number: usize, lesson: &Lesson) -> Self {
        let header = Header { chapter: catalogue::OWN_CHAPTER.to_owned(), ..Header::read(&lesson.source) };
        Self { key: key_of(lesson), ..Self::lesson(Choice::Own(number), &lesson.id, header) }
    }

    /// The same lesson in another part of the list.
    pub fn in_section(&self, section: Section) -> Self {
        Self { section, ..self.clone() }
    }

    /// What is not a lesson: its title, and a sentence about it.
    fn free(choice: Choice, title: &str, summary: &str) -> Self {
        let header = Header { title: title.to_owned(), summary: summary.to_owned(), ..Header::default() };
        Self { section: Section::Free, ..Self::lesson(choice, "", header) }
    }

    /// The questions that begin with "What if".
    pub fn what_if(words: &HomeWords) -> Self {
        Self::free(Choice::WhatIf, words.what_if, words.what_if_about)
    }

    /// The sandbox.
    pub fn sandbox(words: &HomeWords) -> Self {
        Self::free(Choice::Sandbox, words.sandbox, words.sandbox_about)
    }

    /// This machine's own sockets.
    pub fn machine(words: &HomeWords) -> Self {
        Self::free(Choice::Machine, words.machine, words.machine_about)
    }

    /// The captures of the working folder.
    pub fn captures(words: &HomeWords) -> Self {
        Self::free(Choice::Captures, words.captures, words.captures_about)
    }

    /// The questions that come back: how many now, of how many.
    pub fn review((due, all): (usize, usize), language: &Language) -> Self {
        let words = &language.home;
        let about = match (due, all) {
            (1, 1) => words.review_one.to_owned(),
            _ => say!(language, words.review_many, n = due, all, most = MOST_A_DAY),
        };
        Self::free(Choice::Review, &say!(language, words.review, n = due), &about)
    }

    /// Whether it is a lesson that was finished.
    pub fn is_finished(&self) -> bool {
        self.mark.best.is_some()
    }
}
