//! The captures of the working folder, and a line for the path of another one: each leads to its connections.

#![warn(clippy::arithmetic_side_effects)]

#[cfg(test)]
mod tests;

use crate::capture::{CaptureNews, CaptureOrder, Captured, Folder, Found};
use crate::say;
use crate::text::clean_line;
use crate::tui::app::Effect;
use crate::tui::bindings::{Command, Scope};
use crate::tui::key::Key;
use crate::tui::list_screen::{ListScreen, Meaning, Outcome, paint_entry};
use crate::tui::moving::moved;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, write, write_paragraphs};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::path::{Path, PathBuf};

/// What there is to say has so many rows below the list.
const ABOUT: u16 = 3;

/// The bar of what is being read is no longer than this.
const BAR: u16 = 40;

/// What the line for a path begins with.
const PROMPT: &str = "> ";

const SCOPES: &[Scope] = &[Scope::CaptureFiles, Scope::Program];

/// The screen.
pub struct CaptureFiles {
    screen: ListScreen,
    /// What was found, or why nothing was; `None` while it is looked for.
    folder: Option<Result<Folder, String>>,
    /// Which folder that is, if it is not the working folder.
    elsewhere: Option<PathBuf>,
    selected: usize,
    /// What is being read.
    opening: Option<PathBuf>,
    /// How many bytes of it were read, of how many.
    read: (u64, Option<u64>),
    /// Why the last one could not be opened.
    trouble: Option<String>,
    /// What is to be done outside.
    order: Option<CaptureOrder>,
}

impl CaptureFiles {
    /// The screen, which wants to know what there is.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let screen = ListScreen::new(SCOPES, "", settings).with_prompt(PROMPT);
        let order = Some(CaptureOrder::List);
        Self {
            screen,
            folder: None,
            elsewhere: None,
            selected: 0,
            opening: None,
            read: (0, None),
            trouble: None,
            order,
        }
    }

    /// The screen, which reads this file first of all.
    #[must_use]
    pub fn reading(path: PathBuf, settings: Settings) -> Self {
        let mut files = Self::new(settings);
        files.open(path);
        files
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.screen.settings = settings;
    }

    /// The screen has this size.
    pub const fn set_area(&mut self, area: Rect) {
        self.screen.area = area;
    }

    /// What is to be done outside. Asking takes it.
    pub const fn take_order(&mut self) -> Option<CaptureOrder> {
        self.order.take()
    }

    /// Text was pasted: a path.
    pub fn paste(&mut self, text: &str) {
        self.trouble = None;
        self.screen.begin_to_write();
        self.screen.paste(text);
    }

    /// Something came of an order. A capture that was wanted, with its name, is to be looked at.
    pub fn hear(&mut self, news: CaptureNews) -> Option<(String, Captured)> {
        match news {
            CaptureNews::Listed(folder) => {
                self.folder = Some(folder);
                self.selected = self.selected.min(self.found().len().saturating_sub(1));
            }
            // Somebody may have thought better of it meanwhile.
            CaptureNews::Opened(path, _) | CaptureNews::Reading(path, ..) | CaptureNews::Entered(path, _)
                if self.opening.as_ref() != Some(&path) => {}
            CaptureNews::Entered(_, Err(trouble)) if self.folder.is_some() => {
                self.opening = None;
                self.trouble = Some(trouble);
            }
            CaptureNews::Entered(path, folder) => {
                self.opening = None;
                self.screen.want(String::new());
                self.selected = 0;
                (self.folder, self.elsewhere) = (Some(folder), Some(path));
            }
            CaptureNews::Reading(_, at, size) => self.read = (at, size),
            CaptureNews::Opened(path, Ok(captured)) => {
                self.opening = None;
                self.screen.want(String::new());
                return Some((shown(&path), captured));
            }
            CaptureNews::Opened(_, Err(trouble)) => {
                self.opening = None;
                self.trouble = Some(trouble);
            }
        }
        None
    }

    /// A key.
    pub fn key(&mut self, key: Key) -> Outcome<Effect> {
        self.trouble = None;
        let meaning = self.screen.key(key);
        // Whatever else is done, it is not waited for any longer.
        let stopped = self.opening.take();
        if stopped.is_some() {
            self.order = Some(if self.folder.is_none() { CaptureOrder::List } else { CaptureOrder::Stop });
        }
        match meaning {
            Meaning::Command(Command::Dismiss) if stopped.is_some() => Outcome::Stay,
            Meaning::Nothing => Outcome::Stay,
            Meaning::Effect(effect) => Outcome::Effect(effect),
            Meaning::Leave => Outcome::Leave,
            Meaning::Filter(path) => {
                if !path.is_empty() {
                    self.open(PathBuf::from(path));
                }
                Outcome::Stay
            }
            Meaning::Command(command) => self.command(command),
        }
    }

    fn command(&mut self, command: Command) -> Outcome<Effect> {
        match command {
            Command::Dismiss => return Outcome::Leave,
            Command::Open => {
                if let Some(path) = self.found().get(self.selected).map(|found| found.path.clone()) {
                    self.open(path);
                }
            }
            other => {
                let page = usize::from(self.screen.area.height.saturating_sub(ABOUT + 5)).max(1);
                self.selected = moved(other, self.selected, page, self.found().len().saturating_sub(1));
            }
        }
        Outcome::Stay
    }

    fn open(&mut self, path: PathBuf) {
        self.order = Some(CaptureOrder::Open(path.clone()));
        self.read = (0, None);
        self.opening = Some(path);
    }

    fn found(&self) -> &[Found] {
        match &self.folder {
            Some(Ok(folder)) => &folder.found,
            _ => &[],
        }
    }

    /// Paints the screen.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        if area.width < 20 || area.height < ABOUT + 6 {
            return;
        }
        let words = &self.screen.settings.language.capture;
        self.screen.paint_title([words.screen, &self.detail(), ""], ListScreen::title(area), buffer);
        let body = ListScreen::body(area);
        // While a path is written, the row above it says what is to be written.
        let list = Rect { height: body.height.saturating_sub(ABOUT + 2), ..body };
        let about = Rect { y: list.bottom().saturating_add(1), height: ABOUT, ..body };
        self.paint_list(list, buffer);
        let Settings { theme, glyphs, .. } = &self.screen.settings;
        let (message, role) = self.describe();
        let taken = write_paragraphs(buffer, about, &[(&message, role)], glyphs, theme);
        if self.opening.is_some() && taken < about.height {
            let row = Rect { height: 1, width: about.width.min(BAR), ..below(about, taken) };
            write(buffer, row, &self.bar(row.width), Role::Key, theme);
        }
        let commands = match self.opening {
            Some(_) => &[Command::Dismiss, Command::Help, Command::Leave][..],
            None => &[Command::Open, Command::Next, Command::WritePath, Command::Help, Command::Leave],
        };
        self.screen.paint_around(commands, words.path_about, |_| true, area, buffer);
    }

    fn detail(&self) -> String {
        let language = self.screen.settings.language;
        let words = &language.capture;
        match (&self.folder, &self.elsewhere) {
            (None, _) => words.looking.to_owned(),
            (Some(Err(_)), _) => String::new(),
            (Some(Ok(folder)), Some(path)) => say!(language, words.there, n = folder.found.len(), name = &shown(path)),
            (Some(Ok(folder)), None) if folder.is_cut => say!(language, words.some_here, n = folder.found.len()),
            (Some(Ok(folder)), None) => say!(language, words.here, n = folder.found.len()),
        }
    }

    /// What there is to say below the list.
    fn describe(&self) -> (String, Role) {
        let language = self.screen.settings.language;
        let words = &language.capture;
        match (&self.trouble, &self.opening) {
            (Some(trouble), _) => (trouble.clone(), Role::Error),
            (None, Some(path)) => {
                let name = &shown(path);
                let message = match self.percent() {
                    Some(percent) => say!(language, words.opening_at, name, percent),
                    None => say!(language, words.opening, name),
                };
                (message, Role::Text)
            }
            (None, None) => {
                let key = &self.screen.settings.keys.key_name(Command::WritePath, SCOPES);
                (say!(language, words.other_folder, key), Role::Dim)
            }
        }
    }

    /// How much of what is being read was read, if its size is known.
    fn percent(&self) -> Option<u32> {
        let (at, size) = self.read;
        u32::try_from(at.min(size?).saturating_mul(100).checked_div(size?)?).ok()
    }

    /// The same as a bar of so many cells.
    fn bar(&self, width: u16) -> String {
        let glyphs = self.screen.settings.glyphs;
        let Some(percent) = self.percent() else { return String::new() };
        let width = usize::from(width);
        let full = (width.saturating_mul(percent as usize) / 100).min(width);
        glyphs.bar_full.repeat(full) + &glyphs.bar_empty.repeat(width.saturating_sub(full))
    }

    fn paint_list(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.screen.settings;
        match &self.folder {
            None => {}
            Some(Err(trouble)) => {
                write_paragraphs(buffer, area, &[(trouble, Role::Error)], glyphs, theme);
            }
            Some(Ok(folder)) if folder.found.is_empty() => {
                let (none, make) = (language.capture.none_here, language.capture.how_to_make);
                write_paragraphs(buffer, area, &[(none, Role::Text), (make, Role::Text)], glyphs, theme);
            }
            Some(Ok(folder)) => {
                let first = ListScreen::first_shown(self.selected, area.height);
                for ((at, found), y) in folder.found.iter().enumerate().skip(first).zip(area.top()..area.bottom()) {
                    let size = say!(language, language.capture.kilobytes, n = &found.bytes.div_ceil(1000).to_string());
                    let row = Rect { y, height: 1, ..area };
                    let is_selected = at == self.selected;
                    paint_entry(&found.name, (&size, Role::Dim), is_selected, row, buffer, &self.screen.settings);
                }
            }
        }
    }
}

/// A path as it is shown: free of what would steer a terminal.
fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
