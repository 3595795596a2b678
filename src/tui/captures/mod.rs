//! The connections of a capture, the worst first: each leads to the stage.

#![warn(clippy::arithmetic_side_effects)]

#[cfg(test)]
mod tests;

use crate::capture::{Listed, Otherwise, Place, Recorded, Trouble};
use crate::say;
use crate::timeline::Timeline;
use crate::tui::bindings::{Command, Scope};
use crate::tui::key::Key;
use crate::tui::list_screen::{ListScreen, Meaning, Outcome, paint_entry};
use crate::tui::moving::moved;
use crate::tui::settings::Settings;
use crate::tui::text_lines::write_paragraphs;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

/// The verdict on the selected connection and the place of its capture have so many rows below the list.
const ABOUT: u16 = 5;

const SCOPES: &[Scope] = &[Scope::Captures, Scope::Program];

/// The screen.
pub struct Captures {
    screen: ListScreen,
    name: String,
    recorded: Arc<Recorded>,
    list: Vec<Listed>,
    selected: usize,
    /// What somebody says who knows better than the capture.
    otherwise: Otherwise,
    /// What could not be read of it, or came of the last key, until the next one.
    notice: Option<String>,
}

impl Captures {
    /// The connections of a capture in the file of this name.
    #[must_use]
    pub fn new(name: &str, recorded: impl Into<Arc<Recorded>>, settings: Settings) -> Self {
        let recorded = recorded.into();
        Self {
            list: recorded.list(settings.language),
            screen: ListScreen::new(SCOPES, "", settings),
            name: name.to_owned(),
            recorded,
            selected: 0,
            otherwise: Otherwise::default(),
            notice: None,
        }
    }

    /// The same with what could not be read of the capture.
    #[must_use]
    pub fn with_complaint(self, complaint: Option<String>) -> Self {
        Self { notice: complaint, ..self }
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.screen.settings = settings;
    }

    /// The screen has this size.
    pub const fn set_area(&mut self, area: Rect) {
        self.screen.area = area;
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        self.screen.paste(text);
    }

    /// A key; it may lead to a connection.
    pub fn key(&mut self, key: Key) -> Outcome<Box<dyn Timeline>> {
        self.notice = None;
        match self.screen.key(key) {
            Meaning::Nothing => Outcome::Stay,
            Meaning::Effect(effect) => Outcome::Effect(effect),
            Meaning::Leave => Outcome::Leave,
            Meaning::Filter(words) => self.want(words),
            Meaning::Command(command) => self.command(command),
        }
    }

    fn command(&mut self, command: Command) -> Outcome<Box<dyn Timeline>> {
        match command {
            Command::Dismiss if self.screen.filter.is_empty() => return Outcome::Leave,
            Command::Dismiss => return self.want(String::new()),
            Command::Open => {
                let listed = self.wanted().nth(self.selected).map(|listed| listed.index);
                if let Some(shown) = listed.and_then(|index| self.recorded.pictured(index, &self.otherwise)) {
                    return Outcome::Open(shown.into_timeline());
                }
            }
            Command::Place => self.notice = Some(self.turn_place()),
            Command::Exchange => self.notice = self.exchange(),
            other => {
                let page = usize::from(self.screen.area.height.saturating_sub(ABOUT + 5)).max(1);
                self.selected = moved(other, self.selected, page, self.wanted().count().saturating_sub(1));
            }
        }
        Outcome::Stay
    }

    /// The capture was made at the next place, somebody says; after the last one what it shows itself counts again.
    fn turn_place(&mut self) -> String {
        let language = self.screen.settings.language;
        let words = &language.capture;
        if self.recorded.is_beside() {
            return words.pair_place_known.to_owned();
        }
        self.otherwise.place = match self.otherwise.place {
            None => Some(Place::A),
            Some(Place::A) => Some(Place::Between),
            Some(Place::Between) => Some(Place::B),
            Some(_) => None,
        };
        self.judge_again();
        match self.otherwise.place {
            Some(place) => say!(language, words.place_now, place = place.describe(language)),
            None => words.place_as_found.to_owned(),
        }
    }

    /// Exchanges the letters of the selected connection's ends, if nothing shows who has opened it.
    fn exchange(&mut self) -> Option<String> {
        let words = &self.screen.settings.language.capture;
        let index = self.wanted().nth(self.selected)?.index;
        if self.recorded.is_beside() {
            return Some(words.pair_letters.to_owned());
        }
        if self.recorded.capture.connections.get(index)?.is_opener_seen() {
            return Some(words.opener_known.to_owned());
        }
        if !self.otherwise.exchanged.remove(&index) {
            self.otherwise.exchanged.insert(index);
        }
        self.judge_again();
        Some(words.exchanged.to_owned())
    }

    /// Judges all connections once more, and keeps the selected one selected.
    fn judge_again(&mut self) {
        let selected = self.wanted().nth(self.selected).map(|listed| listed.index);
        self.list = self.recorded.list_otherwise(&self.otherwise, self.screen.settings.language);
        let again = self.wanted().position(|listed| Some(listed.index) == selected);
        self.selected = again.unwrap_or_default();
    }

    /// The connections that the filter takes.
    fn wanted(&self) -> impl Iterator<Item = &Listed> {
        self.list.iter().filter(|listed| {
            let has = |word: &str| {
                let word = word.to_lowercase();
                [&listed.ends, &listed.words, &listed.verdict].iter().any(|text| text.to_lowercase().contains(&word))
            };
            self.screen.filter.split_whitespace().all(has)
        })
    }

    fn want<T>(&mut self, words: String) -> Outcome<T> {
        self.screen.want(words);
        self.selected = 0;
        Outcome::Stay
    }

    /// Paints the screen.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        if area.width < 20 || area.height < ABOUT + 5 {
            return;
        }
        self.paint_title(ListScreen::title(area), buffer);
        let body = ListScreen::body(area);
        let list = Rect { height: body.height.saturating_sub(ABOUT + 1), ..body };
        let about = Rect { y: list.bottom().saturating_add(1), height: ABOUT, ..body };
        self.paint_list(list, buffer);
        let Settings { theme, glyphs, language, .. } = &self.screen.settings;
        let selected = self.wanted().nth(self.selected);
        let verdict = selected.map_or(language.capture.none_found, |listed| &*listed.verdict);
        let place = selected.map_or("", |listed| &*listed.place);
        let message = self.notice.as_deref().map_or((place, Role::Dim), |notice| (notice, Role::Hint));
        write_paragraphs(buffer, about, &[(verdict, Role::Text), message], glyphs, theme);
        let commands = [
            Command::Open,
            Command::Next,
            Command::Filter,
            Command::Place,
            Command::Exchange,
            Command::Help,
            Command::Leave,
        ];
        self.screen.paint_around(&commands, language.capture.filter_about, |_| true, area, buffer);
    }

    fn paint_title(&self, row: Rect, buffer: &mut Buffer) {
        let language = self.screen.settings.language;
        let words = &language.capture;
        let detail = say!(language, words.detail, name = &self.name, n = self.list.len());
        self.screen.paint_title([words.screen, &detail, words.filter], row, buffer);
    }

    fn paint_list(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { glyphs, language, .. } = &self.screen.settings;
        let first = ListScreen::first_shown(self.selected, area.height);
        for ((at, listed), y) in self.wanted().enumerate().skip(first).zip(area.top()..area.bottom()) {
            let ends = listed.ends.replace('→', glyphs.arrow_right);
            let row = say!(language, language.capture.list_row, n = listed.index.saturating_add(1), ends = &ends);
            let role = if listed.trouble == Trouble::None { Role::Dim } else { Role::Text };
            let place = Rect { y, height: 1, ..area };
            paint_entry(&row, (&listed.verdict, role), at == self.selected, place, buffer, &self.screen.settings);
        }
    }
}
