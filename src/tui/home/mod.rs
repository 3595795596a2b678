//! The home screen: the lessons by chapter with what was done in them, what comes back, and the sandbox.

mod choice;
mod entry;
mod paint;

pub use choice::{Choice, Opening};
pub use entry::Mark;

use super::bindings::Command;
use super::settings::Settings;
use crate::lesson::{Lesson, catalogue};
use crate::progress::Progress;
use entry::Entry;

/// The home screen.
pub struct Home {
    settings: Settings,
    selected: usize,
    entries: Vec<Entry>,
    /// A sentence above the footer, until the next key.
    notice: Option<String>,
}

impl Home {
    /// The home screen with the first lesson selected.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let lessons = catalogue::ENTRIES.iter();
        let lessons = lessons.map(|entry| Entry::lesson(Choice::Lesson(entry.id), entry.id, entry.header()));
        let entries = lessons.chain([Entry::sandbox(&settings.language.home)]).collect();
        Self { settings, selected: 0, entries, notice: None }
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Carries out a command; what is to be opened, if something is.
    pub fn command(&mut self, command: Command) -> Option<Opening> {
        self.notice = None;
        let last = self.entries.len() - 1;
        match command {
            Command::Previous => self.selected = self.selected.saturating_sub(1),
            Command::Next => self.selected = (self.selected + 1).min(last),
            Command::First => self.selected = 0,
            Command::Last => self.selected = last,
            Command::Open => return self.entries.get(self.selected).map(|entry| Opening::GoOn(entry.choice)),
            Command::BeginAnew => return self.entries.get(self.selected).map(|entry| Opening::Anew(entry.choice)),
            _ => {}
        }
        None
    }

    /// Lists the user's own lessons before the sandbox.
    pub fn add_own(&mut self, lessons: &[Lesson]) {
        let before_sandbox = self.entries.len() - 1;
        let own = lessons.iter().enumerate().map(|(i, lesson)| Entry::own(i, lesson));
        self.entries.splice(before_sandbox..before_sandbox, own);
    }

    /// Selects an entry.
    pub fn select(&mut self, choice: Choice) {
        self.selected = self.entries.iter().position(|entry| entry.choice == choice).unwrap_or(self.selected);
    }

    /// Selects what comes after the entry that was opened.
    pub fn go_on(&mut self) {
        self.selected = (self.selected + 1).min(self.entries.len() - 1);
    }

    /// Shows what was done, and how many questions come back. The selection stays where it is.
    pub fn show(&mut self, progress: &Progress, due: usize) {
        let selected = self.entries.get(self.selected).map(|entry| entry.choice);
        self.entries.retain(|entry| entry.choice != Choice::Review);
        for entry in &mut self.entries {
            entry.mark = progress.lesson(&entry.key).map(Mark::of).unwrap_or_default();
        }
        if due > 0 {
            self.entries.insert(0, Entry::review(due, self.settings.language));
        }
        self.selected = self.selected.min(self.entries.len() - 1);
        if let Some(selected) = selected {
            self.select(selected);
        }
    }

    /// Selects where its user would go on: the lesson that was left last, or else the first one that is not finished.
    pub fn select_what_is_next(&mut self) {
        let lessons = || self.entries.iter().enumerate().filter(|(_, entry)| !entry.id.is_empty());
        let left = lessons().filter_map(|(i, entry)| Some((entry.mark.left?.at, i))).max().map(|(_, i)| i);
        let next = left.or_else(|| lessons().find(|(_, entry)| entry.mark.best.is_none()).map(|(i, _)| i));
        self.selected = next.unwrap_or(0);
    }

    /// A sentence is to be read above the footer.
    pub fn tell(&mut self, told: String) {
        self.notice = Some(told);
    }

    /// The sentence, if something else shows it.
    pub fn follow_history(&mut self) -> Option<String> {
        self.notice.take()
    }

    fn selected(&self) -> &Entry {
        &self.entries[self.selected]
    }

    fn title_of<'a>(&'a self, id: &'a str) -> &'a str {
        let found = self.entries.iter().find(|entry| entry.id == id);
        found.map_or(id, |entry| entry.header.title.as_str())
    }
}
