//! The home screen: the lessons by chapter with what was done in them, what comes back, and the sandbox.

#![warn(clippy::arithmetic_side_effects)]

mod entry;
mod paint;

pub use entry::Mark;

use super::bindings::{Command, Scope};
use super::choice::{Choice, Offer, Opening};
use super::key::Key;
use super::settings::Settings;
use crate::language::Language;
use crate::lesson::{Lesson, catalogue};
use crate::progress::Progress;
use crate::say;
use crate::text::clean_line;
use crate::timeline::Seen;
use entry::{Entry, Section};

/// The home screen.
pub struct Home {
    settings: Settings,
    selected: usize,
    /// The lessons, chapter by chapter, then the user's own.
    lessons: Vec<Entry>,
    /// The whole list: what to go on with, what to begin with, what is not a lesson, and the lessons.
    entries: Vec<Entry>,
    /// How many questions come back now, of how many.
    due: (usize, usize),
    /// What was walked and met so far.
    seen: Seen,
    /// A sentence above the footer, until the next key.
    notice: Option<String>,
}

/// What there is to say of a lesson whose id opens another one.
fn hidden(lesson: &Lesson, before: &[Lesson], language: &Language) -> Option<String> {
    let words = &language.home;
    let (id, file) = (&lesson.id, &*clean_line(&lesson.file));
    if catalogue::find(id).is_some() {
        return Some(say!(language, words.same_id_as_built_in, id, file));
    }
    let first = before.iter().find(|first| first.id == *id)?;
    Some(say!(language, words.same_id_as_own, id, first = &*clean_line(&first.file), file))
}

impl Home {
    /// The home screen with the first lesson selected.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let lessons = catalogue::ENTRIES.iter();
        let lessons = lessons.map(|entry| Entry::lesson(Choice::Lesson(entry.id), entry.id, entry.header())).collect();
        let (entries, seen) = (Vec::new(), Seen::default());
        let mut home = Self { settings, selected: 0, lessons, entries, due: (0, 0), seen, notice: None };
        home.list();
        home
    }

    /// Puts the list together. The selection stays on what it is on.
    fn list(&mut self) {
        let selected = self.entries.get(self.selected).map(|entry| (entry.section.clone(), entry.choice));
        let words = &self.settings.language.home;
        let of = |id: &str| self.lessons.iter().find(|entry| entry.key == id);
        let left = self.lessons.iter().filter_map(|entry| Some((entry.mark.left?.at, entry))).max_by_key(|(at, _)| *at);
        let mut entries: Vec<Entry> = left.into_iter().map(|(_, entry)| entry.in_section(Section::Continue)).collect();
        let essentials: Vec<&Entry> = catalogue::ESSENTIALS.iter().filter_map(|id| of(id)).collect();
        // Whoever has done one looks for the next of them.
        if !essentials.iter().all(|entry| entry.is_finished()) {
            entries.extend(essentials.iter().map(|entry| entry.in_section(Section::Essentials)));
        }
        entries.extend([Entry::what_if(words), Entry::sandbox(words), Entry::machine(words), Entry::captures(words)]);
        if self.due.0 > 0 {
            entries.push(Entry::review(self.due, self.settings.language));
        }
        entries.extend(self.lessons.iter().cloned());
        self.entries = entries;
        let at = |wanted: &(Section, Choice)| {
            let same = |entry: &&Entry| entry.choice == wanted.1 && entry.section == wanted.0;
            self.entries
                .iter()
                .position(|entry| same(&entry))
                .or_else(|| self.entries.iter().position(|entry| entry.choice == wanted.1))
        };
        self.selected = selected.as_ref().and_then(at).unwrap_or(0);
    }

    /// What can be opened here and is no built-in lesson.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        let is_other =
            |entry: &&Entry| !matches!(entry.choice, Choice::Lesson(_)) && entry.section != Section::Continue;
        let offer = |entry: &Entry| Offer {
            choice: entry.choice,
            title: entry.header.title.clone(),
            about: entry.header.summary.clone(),
        };
        self.entries.iter().filter(is_other).map(offer).collect()
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Carries out a command; what is to be opened, if something is.
    pub fn command(&mut self, command: Command) -> Option<Opening> {
        self.notice = None;
        let last = self.entries.len().saturating_sub(1);
        match command {
            Command::Previous => self.selected = self.selected.saturating_sub(1),
            Command::Next => self.selected = self.selected.saturating_add(1).min(last),
            Command::First => self.selected = 0,
            Command::Last => self.selected = last,
            Command::Open => return self.entries.get(self.selected).map(|entry| Opening::GoOn(entry.choice)),
            Command::StartOver => return self.entries.get(self.selected).map(|entry| Opening::FromStart(entry.choice)),
            _ => {}
        }
        None
    }

    /// Lists the user's own lessons after the others.
    pub fn add_own(&mut self, lessons: &[Lesson]) {
        let language = self.settings.language;
        for (i, lesson) in lessons.iter().enumerate() {
            let mut entry = Entry::own(i, lesson);
            if let Some(hidden) = hidden(lesson, &lessons[..i], language) {
                entry.header.summary = format!("{} {hidden}", entry.header.summary);
            }
            self.lessons.push(entry);
        }
        self.list();
    }

    /// Selects an entry.
    pub fn select(&mut self, choice: Choice) {
        self.selected = self.entries.iter().position(|entry| entry.choice == choice).unwrap_or(self.selected);
    }

    /// Selects what comes after the entry that was opened: of a lesson the one that its last page names, in the same part of the
    /// list where it stands there.
    pub fn go_on(&mut self) {
        let (after, last) =
            (self.selected.saturating_add(1).min(self.entries.len().saturating_sub(1)), self.entries.len());
        let here = self.selected();
        let next = catalogue::next_after(&here.id).and_then(|next| {
            let is_it = |at: &usize| self.entries[*at].id == next.id;
            let (in_section, anywhere) = (|at: &usize| self.entries[*at].section == here.section, 0..last);
            anywhere.clone().find(|at| is_it(at) && in_section(at)).or_else(|| anywhere.rev().find(is_it))
        });
        self.selected = next.unwrap_or(after);
    }

    /// Shows what was done, and how many questions come back now, of how many. The selection stays where it is.
    pub fn show(&mut self, progress: &Progress, due: (usize, usize)) {
        for entry in &mut self.lessons {
            entry.mark = progress.lesson(&entry.key).map(Mark::of).unwrap_or_default();
        }
        (self.due, self.seen) = (due, progress.seen());
        self.list();
    }

    /// Selects where its user would go on: the lesson that was left last, or else the first one that is not finished.
    pub fn select_what_is_next(&mut self) {
        let is_next = |entry: &Entry| match entry.section {
            Section::Continue => true,
            Section::Essentials | Section::Chapter(_) => !entry.is_finished(),
            Section::Free => false,
        };
        self.selected = self.entries.iter().position(is_next).unwrap_or(0);
    }

    /// A sentence is to be read above the footer.
    pub fn tell(&mut self, message: String) {
        self.notice = Some(message);
    }

    /// A key was pressed that nothing is on.
    pub fn tell_unbound(&mut self, key: Key) {
        let (keys, language) = (&self.settings.keys, self.settings.language);
        let help = &keys.key_name(Command::Help, &[Scope::Home, Scope::Program]);
        self.notice = Some(say!(language, language.stage.no_key, key = &key.to_string(), help));
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

#[cfg(test)]
mod tests {
    use super::Home;
    use crate::lesson::catalogue;
    use crate::tui::choice::Choice;
    use crate::tui::settings::Settings;

    #[test]
    fn after_a_lesson_the_one_is_selected_that_its_last_page_names() {
        for entry in catalogue::ENTRIES {
            let Some(next) = catalogue::next_after(entry.id) else { continue };
            let mut home = Home::new(Settings::default());
            home.select(Choice::Lesson(entry.id));
            home.go_on();
            assert_eq!(home.selected().id, next.id, "after {}", entry.id);
        }
        let essentials = catalogue::ESSENTIALS;
        assert_eq!(catalogue::next_after(essentials[0]).map(|next| next.id), Some(essentials[1]));
    }
}
