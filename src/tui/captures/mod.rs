//! The connections of a capture, the worst first: each leads to the stage.

#[cfg(test)]
mod tests;

use crate::capture::{Listed, Recorded, Trouble};
use crate::say;
use crate::timeline::Timeline;
use crate::tui::app::Effect;
use crate::tui::bindings::{Command, Scope};
use crate::tui::footer::Footer;
use crate::tui::key::Key;
use crate::tui::overlay::{OverlayContext, Reading};
use crate::tui::settings::Settings;
use crate::tui::text_lines::{write, write_all_cut, write_marked, write_paragraphs};
use crate::tui::theme::Role;
use crate::tui::writing;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

/// The verdict on the selected connection has so many rows below the list.
const ABOUT: u16 = 4;

const SCOPES: &[Scope] = &[Scope::Captures, Scope::Program];

/// What a key leads to.
pub enum Outcome {
    /// Nothing outside of this screen.
    Stay,
    /// Something that the program around it does.
    Effect(Effect),
    /// Away from here.
    Leave,
    /// A connection on the stage.
    Show(Box<dyn Timeline>),
}

/// The screen.
pub struct Captures {
    settings: Settings,
    name: String,
    recorded: Recorded,
    list: Vec<Listed>,
    filter: String,
    writing: Option<Input>,
    selected: usize,
    help: Option<Reading>,
    area: Rect,
}

impl Captures {
    /// The connections of a capture in the file of this name.
    #[must_use]
    pub fn new(name: &str, recorded: Recorded, settings: Settings) -> Self {
        Self {
            list: recorded.list(settings.language),
            settings,
            name: name.to_owned(),
            recorded,
            filter: String::new(),
            writing: None,
            selected: 0,
            help: None,
            area: Rect::ZERO,
        }
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// The screen has this size.
    pub const fn set_area(&mut self, area: Rect) {
        self.area = area;
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        if let Some(line) = &mut self.writing {
            writing::paste(line, text);
        }
    }

    /// A key.
    pub fn key(&mut self, key: Key) -> Outcome {
        if self.writing.is_some() {
            return self.write_filter(key);
        }
        let scopes: &[Scope] = if self.help.is_some() { &[Scope::Overlay, Scope::Program] } else { SCOPES };
        let Some(binding) = self.settings.keys.find(key, scopes) else { return Outcome::Stay };
        match (binding.command, &mut self.help) {
            (Command::Quit, _) => return Outcome::Effect(Effect::Quit),
            (Command::Suspend, _) => return Outcome::Effect(Effect::Suspend),
            (Command::Dismiss | Command::Leave | Command::Help, Some(_)) => self.help = None,
            (other, Some(help)) => help.command(other, self.area, &OverlayContext::without_stage(&self.settings)),
            (Command::Leave, None) => return Outcome::Leave,
            (Command::Dismiss, None) if self.filter.is_empty() => return Outcome::Leave,
            (Command::Dismiss, None) => self.want(String::new()),
            (Command::Help, None) => self.help = Some(Reading::help(SCOPES)),
            (Command::Filter, None) => self.writing = Some(Input::new(self.filter.clone())),
            (Command::Open, None) => {
                let listed = self.wanted().nth(self.selected).map(|listed| listed.index);
                if let Some(shown) = listed.and_then(|index| self.recorded.shown(index)) {
                    return Outcome::Show(Box::new(shown));
                }
            }
            (other, None) => self.go(other),
        }
        Outcome::Stay
    }

    /// The connections that the filter takes.
    fn wanted(&self) -> impl Iterator<Item = &Listed> {
        self.list.iter().filter(|listed| {
            let has = |word: &str| {
                let word = word.to_lowercase();
                [&listed.ends, &listed.words, &listed.verdict].iter().any(|text| text.to_lowercase().contains(&word))
            };
            self.filter.split_whitespace().all(has)
        })
    }

    fn want(&mut self, words: String) {
        self.filter = words;
        self.selected = 0;
    }

    fn go(&mut self, command: Command) {
        let page = usize::from(self.area.height.saturating_sub(ABOUT + 5)).max(1);
        let at = self.selected;
        let to = match command {
            Command::Previous => at.saturating_sub(1),
            Command::Next => at + 1,
            Command::PageUp => at.saturating_sub(page),
            Command::PageDown => at + page,
            Command::First => 0,
            Command::Last => usize::MAX,
            _ => at,
        };
        self.selected = to.min(self.wanted().count().saturating_sub(1));
    }

    fn write_filter(&mut self, key: Key) -> Outcome {
        let command = self.settings.keys.find(key, &[Scope::Prompt, Scope::Writing]).map(|binding| binding.command);
        let Some(line) = &mut self.writing else { return Outcome::Stay };
        match command {
            Some(Command::Quit) => return Outcome::Effect(Effect::Quit),
            Some(Command::Suspend) => return Outcome::Effect(Effect::Suspend),
            Some(Command::Dismiss) => self.writing = None,
            Some(Command::Choose) => {
                let words = line.value().trim().to_owned();
                self.writing = None;
                self.want(words);
            }
            _ => writing::key(line, key),
        }
        Outcome::Stay
    }

    /// Paints the screen.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        if area.width < 20 || area.height < ABOUT + 5 {
            return;
        }
        self.paint_title(Rect { height: 1, x: area.x + 1, width: area.width - 2, ..area }, buffer);
        let body = Rect { x: area.x + 1, width: area.width - 2, y: area.y + 2, height: area.height - 4 };
        let list = Rect { height: body.height - ABOUT - 1, ..body };
        let about = Rect { y: list.bottom() + 1, height: ABOUT, ..body };
        self.paint_list(list, buffer);
        let Settings { theme, glyphs, language, .. } = &self.settings;
        let verdict = self.wanted().nth(self.selected).map_or(language.capture.none_found, |listed| &listed.verdict);
        write_paragraphs(buffer, about, &[(verdict, Role::Text)], glyphs, theme);
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        if let Some(line) = &self.writing {
            self.paint_writing(line, last, buffer);
        } else {
            let commands = [Command::Next, Command::Open, Command::Filter, Command::Help, Command::Leave];
            Footer { scopes: SCOPES, choices: None, now: &[] }.paint(&commands, last, buffer, &self.settings);
        }
        if let Some(help) = &self.help {
            help.paint(area, buffer, &OverlayContext::without_stage(&self.settings));
        }
    }

    fn paint_title(&self, row: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.settings;
        let words = &language.capture;
        let detail = say!(language, words.detail, name = &self.name, n = self.list.len());
        let filter = if self.filter.is_empty() { String::new() } else { format!("  {} {}", words.filter, self.filter) };
        let pieces = [
            (words.screen, Role::Title),
            ("  ", Role::Text),
            (detail.as_str(), Role::TitleDetail),
            (filter.as_str(), Role::Hint),
        ];
        write_all_cut(buffer, row, &pieces, glyphs, theme);
    }

    fn paint_list(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.settings;
        let first = (self.selected + 1).saturating_sub(usize::from(area.height));
        for ((at, listed), y) in self.wanted().enumerate().skip(first).zip(area.top()..area.bottom()) {
            let is_selected = at == self.selected;
            let mark = if is_selected { glyphs.arrow_right } else { " " };
            let ends = listed.ends.replace('→', glyphs.arrow_right);
            let row = say!(language, language.capture.list_row, n = listed.index + 1, ends = &ends);
            let role = if is_selected { Role::Selected } else { Role::Strong };
            let about = if listed.trouble == Trouble::None { Role::Dim } else { Role::Text };
            let pieces = [
                (mark, Role::Key),
                (" ", role),
                (row.as_str(), role),
                (" ", role),
                (" ", Role::Text),
                (listed.verdict.as_str(), about),
            ];
            write_all_cut(buffer, Rect { y, height: 1, ..area }, &pieces, glyphs, theme);
        }
    }

    fn paint_writing(&self, line: &Input, row: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let taken = write(buffer, row, "/ ", Role::Key, theme);
        let rest = Rect { x: row.x + taken, width: row.width.saturating_sub(taken), ..row };
        writing::paint(line, true, rest, buffer, theme);
        let above = Rect { x: row.x + 1, y: row.y - 1, width: row.width.saturating_sub(1), ..row };
        write_marked(buffer, above, self.settings.language.capture.filter_about, Role::Dim, theme);
    }
}
