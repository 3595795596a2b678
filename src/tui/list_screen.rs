//! A list that has the screen to itself: a filter that is written in the last row, the keys as help, a title, rows, and moving.

#![warn(clippy::arithmetic_side_effects)]

use super::app::Effect;
use super::bindings::{Command, Scope};
use super::footer::Footer;
use super::key::Key;
use super::overlay::{OverlayContext, Reading};
use super::settings::Settings;
use super::text_lines::{below, beside, write, write_all_cut, write_marked};
use super::theme::Role;
use super::writing;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

/// What a key on such a screen leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// Nothing outside of this screen.
    Stay,
    /// Something that the program around it does.
    Effect(Effect),
    /// Away from here.
    Leave,
    /// To what an entry stands for.
    Open(T),
}

/// What a key means to the list.
pub enum Meaning {
    /// Nothing more: it is dealt with.
    Nothing,
    /// Something that the program around it does.
    Effect(Effect),
    /// The screen is left.
    Leave,
    /// This filter was written.
    Filter(String),
    /// A command to the list.
    Command(Command),
}

/// What stands around the list.
pub struct ListScreen {
    /// How it looks, and its keys.
    pub settings: Settings,
    /// What is wanted, as it was written.
    pub filter: String,
    /// Where it is, in cells.
    pub area: Rect,
    /// What the line that is written begins with.
    prompt: &'static str,
    scopes: &'static [Scope],
    writing: Option<Input>,
    help: Option<Reading>,
}

impl ListScreen {
    /// A screen whose keys are those of these scopes.
    #[must_use]
    pub fn new(scopes: &'static [Scope], filter: &str, settings: Settings) -> Self {
        Self { settings, filter: filter.to_owned(), area: Rect::ZERO, prompt: "/ ", scopes, writing: None, help: None }
    }

    /// The same with another beginning of the line that is written.
    #[must_use]
    pub fn with_prompt(self, prompt: &'static str) -> Self {
        Self { prompt, ..self }
    }

    /// What is wanted is written from now on.
    pub fn begin_to_write(&mut self) {
        self.writing.get_or_insert_with(|| Input::new(self.filter.clone()));
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        if let Some(line) = &mut self.writing {
            writing::paste(line, text);
        }
    }

    /// What a key means, where the screen itself does not take it.
    pub fn key(&mut self, key: Key) -> Meaning {
        if self.writing.is_some() {
            return self.write(key);
        }
        let scopes = if self.help.is_some() { &[Scope::Overlay, Scope::Program] } else { self.scopes };
        let Some(binding) = self.settings.keys.find(key, scopes) else { return Meaning::Nothing };
        match (binding.command, &mut self.help) {
            (Command::Quit, _) => return Meaning::Effect(Effect::Quit),
            (Command::Suspend, _) => return Meaning::Effect(Effect::Suspend),
            (Command::Dismiss | Command::Leave | Command::Help, Some(_)) => self.help = None,
            (other, Some(help)) => help.command(other, self.area, &OverlayContext::without_stage(&self.settings)),
            (Command::Leave, None) => return Meaning::Leave,
            (Command::Help, None) => self.help = Some(Reading::help(self.scopes)),
            (Command::Filter | Command::WritePath, None) => self.begin_to_write(),
            (other, None) => return Meaning::Command(other),
        }
        Meaning::Nothing
    }

    fn write(&mut self, key: Key) -> Meaning {
        let command = self.settings.keys.find(key, &[Scope::Prompt, Scope::Writing]).map(|binding| binding.command);
        let Some(line) = &mut self.writing else { return Meaning::Nothing };
        match command {
            Some(Command::Quit) => return Meaning::Effect(Effect::Quit),
            Some(Command::Suspend) => return Meaning::Effect(Effect::Suspend),
            Some(Command::Dismiss) => self.writing = None,
            Some(Command::Choose) => return Meaning::Filter(line.value().trim().to_owned()),
            _ => writing::key(line, key),
        }
        Meaning::Nothing
    }

    /// This filter is in use from now on, and is written no longer.
    pub fn want(&mut self, words: String) {
        self.filter = words;
        self.writing = None;
    }

    /// The rows between the title and the last one, of a screen that is here.
    #[must_use]
    pub const fn body(area: Rect) -> Rect {
        let inside = below(beside(area, 1), 2);
        Rect { width: inside.width.saturating_sub(1), height: inside.height.saturating_sub(2), ..inside }
    }

    /// The row of the title of a screen that is here.
    #[must_use]
    pub const fn title(area: Rect) -> Rect {
        let inside = beside(area, 1);
        Rect { width: inside.width.saturating_sub(1), height: 1, ..inside }
    }

    /// The first row of a list that shows the selected one, where there is room for so many.
    #[must_use]
    pub fn first_shown(selected: usize, rows: u16) -> usize {
        selected.saturating_add(1).saturating_sub(usize::from(rows))
    }

    /// Paints the name of the screen, what there is to say of the list, and the filter after the word for one.
    pub fn paint_title(&self, [name, detail, filter]: [&str; 3], row: Rect, buffer: &mut Buffer) {
        let filter = if self.filter.is_empty() { String::new() } else { format!("  {filter} {}", self.filter) };
        let pieces =
            [(name, Role::Title), ("  ", Role::Text), (detail, Role::TitleDetail), (filter.as_str(), Role::Hint)];
        write_all_cut(buffer, row, &pieces, self.settings.glyphs, &self.settings.theme);
    }

    /// Paints the last row: these commands, or the filter that is written, below what is said about filters; and the help over all.
    /// `is_meant`: whether that filter can be read.
    pub fn paint_around(
        &self,
        commands: &[Command],
        about: &str,
        is_meant: impl Fn(&str) -> bool,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let last = below(area, area.height.saturating_sub(1));
        match &self.writing {
            Some(line) => self.paint_writing(line, about, is_meant(line.value().trim()), last, buffer),
            None => {
                Footer { scopes: self.scopes, choices: None, now: &[] }.paint(commands, last, buffer, &self.settings);
            }
        }
        if let Some(help) = &self.help {
            help.paint(area, buffer, &OverlayContext::without_stage(&self.settings));
        }
    }

    fn paint_writing(&self, line: &Input, about: &str, is_meant: bool, row: Rect, buffer: &mut Buffer) {
        let theme = &self.settings.theme;
        let taken = write(buffer, row, self.prompt, if is_meant { Role::Key } else { Role::Error }, theme);
        let rest = beside(row, taken);
        writing::paint(line, true, rest, buffer, theme);
        let above = Rect { y: row.y.saturating_sub(1), ..beside(row, 1) };
        write_marked(buffer, above, about, Role::Dim, theme);
    }
}

/// An entry: its name, and what there is to say of it, in this role.
pub fn paint_entry(
    name: &str,
    (about, role): (&str, Role),
    selected: bool,
    row: Rect,
    buffer: &mut Buffer,
    settings: &Settings,
) {
    let named = if selected { Role::Selected } else { Role::Strong };
    let mark = if selected { settings.glyphs.arrow_right } else { " " };
    let pieces = [(mark, Role::Key), (" ", named), (name, named), (" ", named), (" ", Role::Text), (about, role)];
    write_all_cut(buffer, row, &pieces, settings.glyphs, &settings.theme);
}
