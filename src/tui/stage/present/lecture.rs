//! Several lessons one after the other, with a title page before each.

use std::sync::Arc;

use crate::lesson::{Lesson, Origin};

/// The lessons of a lecture, and which of them is on.
#[derive(Clone, Debug, Default)]
pub struct Lecture {
    lessons: Vec<Arc<Lesson>>,
    at: usize,
    /// Whether the room sees the title page.
    pub shows_title: bool,
}

impl Lecture {
    /// These lessons in this order, from the first one's title page. One alone needs no title page.
    #[must_use]
    pub fn of(lessons: Vec<Arc<Lesson>>) -> Self {
        let shows_title = lessons.len() > 1;
        Self { lessons, at: 0, shows_title }
    }

    /// The lessons, each with whether it is the one that is on.
    pub fn lessons(&self) -> impl Iterator<Item = (&Lesson, bool)> {
        self.lessons.iter().enumerate().map(|(i, lesson)| (&**lesson, i == self.at))
    }

    /// Which lesson is on, from 0.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Which lesson is on, from 1, and of how many; nothing if there is only one.
    #[must_use]
    pub fn place(&self) -> Option<(usize, usize)> {
        (self.lessons.len() > 1).then_some((self.at.saturating_add(1), self.lessons.len()))
    }

    /// All lessons, and which of them is on, from 0; nothing if there is only one.
    #[must_use]
    pub fn with_the_present_one(&self) -> Option<(&[Arc<Lesson>], usize)> {
        (self.lessons.len() > 1).then_some((self.lessons.as_slice(), self.at))
    }

    /// On to the lesson after this one, with its title page; nothing after the last.
    pub fn next(&mut self) -> Option<Arc<Lesson>> {
        self.turn_to(self.at.saturating_add(1))
    }

    /// The title of the lesson after this one; nothing after the last.
    #[must_use]
    pub fn after(&self) -> Option<&str> {
        self.lessons.get(self.at.saturating_add(1)).map(|lesson| lesson.title.as_str())
    }

    /// Back to the lesson before this one, which shows its end; nothing before the first.
    pub fn previous(&mut self) -> Option<Arc<Lesson>> {
        let lesson = self.turn_to(self.at.checked_sub(1)?);
        self.shows_title = false;
        lesson
    }

    /// The first lesson again.
    pub fn first(&mut self) -> Option<Arc<Lesson>> {
        self.turn_to(0)
    }

    /// To any lesson, with its title page; nothing if there is none with that number.
    pub fn turn_to(&mut self, at: usize) -> Option<Arc<Lesson>> {
        let lesson = self.lessons.get(at)?;
        (self.at, self.shows_title) = (at, self.lessons.len() > 1);
        Some(Arc::clone(lesson))
    }

    /// How a command line names the lesson that is on and those after it.
    #[must_use]
    pub fn names_of_the_rest(&self) -> String {
        let rest = self.lessons.iter().skip(self.at);
        let name = |lesson: &Arc<Lesson>| {
            let name = if lesson.origin == Origin::Own { &lesson.file } else { &lesson.id };
            name.clone()
        };
        rest.map(name).collect::<Vec<_>>().join(" ")
    }
}
