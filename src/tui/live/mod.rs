//! This machine's sockets on the screen: the diagram with a count in each state, then a program's sockets, then one of them.

mod entry;
mod one;
mod overview;
mod seen;
mod table;
#[cfg(test)]
mod tests;

use crate::live::{Filter, Socket, Survey};
use crate::say;
use crate::tui::app::Effect;
use crate::tui::bindings::{Command, Scope};
use crate::tui::footer::Footer;
use crate::tui::key::Key;
use crate::tui::overlay::{OverlayContext, Reading};
use crate::tui::settings::Settings;
use crate::tui::text_lines::{write, write_all_cut, write_marked, write_right};
use crate::tui::theme::Role;
use crate::tui::writing;
use entry::{Entry, is_client};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use seen::{Seen, SocketKey};
use std::time::Duration;
use tui_input::Input;

/// How often this machine can be looked at, in seconds.
const PACES: [u64; 5] = [1, 2, 5, 10, 30];
/// The usual one of them.
const USUAL_PACE: usize = 1;
/// A smaller screen says nothing.
const SMALLEST: (u16, u16) = (40, 10);

/// What a key leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing outside of this screen.
    Stay,
    /// Something that the program around it does.
    Effect(Effect),
    /// Away from here.
    Leave,
    /// The lesson of this id.
    Lesson(&'static str),
}

/// How far in somebody is.
enum Level {
    Overview,
    Sockets(Entry),
    One(Entry, SocketKey),
}

/// The screen.
pub struct Live {
    settings: Settings,
    seen: Option<Seen>,
    /// Why nothing was seen.
    trouble: Option<String>,
    /// Which sockets are wanted, as it was written.
    filter: String,
    /// The filter that is being written.
    writing: Option<Input>,
    level: Level,
    /// The selected row of the list.
    entry: usize,
    /// The selected socket.
    socket: usize,
    /// How far the text about a socket is scrolled.
    scroll: usize,
    pace: usize,
    paused: bool,
    /// Whether this machine is to be looked at now.
    wants: bool,
    help: Option<Reading>,
    area: Rect,
}

const SCOPES: &[Scope] = &[Scope::Live, Scope::Program];

impl Live {
    /// The screen with these sockets wanted. What cannot be meant takes everything.
    #[must_use]
    pub fn new(filter: &str, settings: Settings) -> Self {
        Self {
            settings,
            seen: None,
            trouble: None,
            filter: filter.to_owned(),
            writing: None,
            level: Level::Overview,
            entry: 0,
            socket: 0,
            scroll: 0,
            pace: USUAL_PACE,
            paused: false,
            wants: true,
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

    /// Whether this machine is to be looked at now. Asking takes the wish.
    pub const fn take_wish(&mut self) -> bool {
        std::mem::replace(&mut self.wants, false)
    }

    /// How long until this machine is to be looked at again; never while it is paused.
    #[must_use]
    pub const fn next_wake(&self) -> Option<Duration> {
        if self.paused { None } else { Some(Duration::from_secs(PACES[self.pace])) }
    }

    /// The time has come.
    pub const fn tick(&mut self) {
        self.wants = !self.paused;
    }

    /// Takes in what was seen, or why nothing was.
    pub fn see(&mut self, seen: Result<Survey, String>) {
        match seen {
            Err(trouble) => self.trouble = Some(trouble),
            Ok(survey) => {
                self.trouble = None;
                let filter = Filter::parse(&self.filter).unwrap_or_default();
                let seen = self.seen.get_or_insert_with(|| Seen { filter, ..Seen::default() });
                let entry = seen.entries.get(self.entry).copied();
                seen.take(survey);
                let again = entry.and_then(|entry| seen.entries.iter().position(|other| *other == entry));
                self.entry = again.unwrap_or(self.entry).min(seen.entries.len().saturating_sub(1));
                self.stay_inside();
            }
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
            (Command::Help, None) => self.help = Some(Reading::help(SCOPES)),
            (other, None) => return self.command(other),
        }
        Outcome::Stay
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        if let Some(line) = &mut self.writing {
            writing::paste(line, text);
        }
    }

    fn command(&mut self, command: Command) -> Outcome {
        match command {
            Command::Dismiss => return self.back(),
            Command::PlayPause => {
                self.paused = !self.paused;
                self.wants = !self.paused;
            }
            Command::Slower => self.pace = (self.pace + 1).min(PACES.len() - 1),
            Command::Faster => self.pace = self.pace.saturating_sub(1),
            Command::Filter => self.writing = Some(Input::new(self.filter.clone())),
            Command::OpenLesson => {
                if let Some(id) = self.lesson() {
                    return Outcome::Lesson(id);
                }
            }
            Command::Open => self.go_in(),
            other => self.go(other),
        }
        self.stay_inside();
        Outcome::Stay
    }

    /// Out of a socket, of a program, of a filter, of the screen.
    fn back(&mut self) -> Outcome {
        match self.level {
            Level::One(entry, _) => self.level = Level::Sockets(entry),
            Level::Sockets(_) => self.level = Level::Overview,
            Level::Overview if !self.filter.is_empty() => self.want(String::new()),
            Level::Overview => return Outcome::Leave,
        }
        Outcome::Stay
    }

    fn go_in(&mut self) {
        let Some(seen) = &self.seen else { return };
        match self.level {
            Level::Overview => {
                if let Some(entry) = seen.entries.get(self.entry) {
                    self.level = Level::Sockets(*entry);
                    self.socket = 0;
                }
            }
            Level::Sockets(entry) => {
                let sockets = entry.sockets(&seen.survey, &seen.filter);
                if let Some(socket) = sockets.get(self.socket) {
                    self.level = Level::One(entry, SocketKey::of(&seen.survey.sockets[*socket]));
                    self.scroll = 0;
                }
            }
            Level::One(..) => {}
        }
    }

    fn go(&mut self, command: Command) {
        let page = usize::from(self.area.height.saturating_sub(4)).max(1);
        let at = match self.level {
            Level::Overview => &mut self.entry,
            Level::Sockets(_) => &mut self.socket,
            Level::One(..) => &mut self.scroll,
        };
        *at = match command {
            Command::Previous => at.saturating_sub(1),
            Command::Next => *at + 1,
            Command::PageUp => at.saturating_sub(page),
            Command::PageDown => *at + page,
            Command::First => 0,
            Command::Last => usize::MAX,
            _ => *at,
        };
    }

    /// Selects and scrolls no further than there is something.
    fn stay_inside(&mut self) {
        let Some(seen) = &self.seen else { return };
        self.entry = self.entry.min(seen.entries.len().saturating_sub(1));
        if let Level::Sockets(entry) = self.level {
            self.socket = self.socket.min(entry.sockets(&seen.survey, &seen.filter).len().saturating_sub(1));
        }
        if let Level::One(_, key) = self.level {
            self.scroll = self.scroll.min(one::furthest(seen, seen.again(key), self.body(), &self.settings));
        }
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
                if Filter::parse(&words).is_ok() {
                    self.writing = None;
                    self.want(words);
                }
            }
            _ => writing::key(line, key),
        }
        Outcome::Stay
    }

    /// Other sockets are wanted.
    fn want(&mut self, words: String) {
        if let (Some(seen), Ok(filter)) = (&mut self.seen, Filter::parse(&words)) {
            seen.wish(filter);
        }
        self.filter = words;
        self.level = Level::Overview;
        self.entry = 0;
    }

    /// The socket that is looked at, or selected.
    fn selected(&self) -> Option<&Socket> {
        let seen = self.seen.as_ref()?;
        match self.level {
            Level::Overview => {
                let entry = seen.entries.get(self.entry)?;
                let first = entry.sockets(&seen.survey, &seen.filter).into_iter().next()?;
                seen.survey.sockets.get(first)
            }
            Level::Sockets(entry) => {
                seen.survey.sockets.get(*entry.sockets(&seen.survey, &seen.filter).get(self.socket)?)
            }
            Level::One(_, key) => seen.again(key),
        }
    }

    fn lesson(&self) -> Option<&'static str> {
        let (seen, socket) = (self.seen.as_ref()?, self.selected()?);
        Some(crate::live::lesson_of(socket.state, is_client(socket, &seen.survey)))
    }

    /// The screen without its title and its footer.
    fn body(&self) -> Rect {
        let area = self.area;
        Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            y: area.y + 2,
            height: area.height.saturating_sub(4),
        }
    }

    /// Paints the screen.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, language, .. } = &self.settings;
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let small = say!(language, language.live.too_small, columns = area.width, rows = area.height);
            write_marked(buffer, area, &small, Role::Text, theme);
            return;
        }
        self.paint_title(Rect { height: 1, x: area.x + 1, width: area.width - 2, ..area }, buffer);
        let body = self.body();
        match (&self.seen, &self.level) {
            (None, _) => {
                let words = self.trouble.as_deref().unwrap_or(language.live.looking);
                write_marked(buffer, body, words, Role::Text, theme);
            }
            (Some(seen), Level::Overview) => overview::paint(seen, self.entry, body, buffer, &self.settings),
            (Some(seen), Level::Sockets(entry)) => {
                let sockets = entry.sockets(&seen.survey, &seen.filter);
                if sockets.is_empty() {
                    write_marked(buffer, body, language.live.nothing_here, Role::Text, theme);
                } else {
                    table::paint(seen, &sockets, self.socket, body, buffer, &self.settings);
                }
            }
            (Some(seen), Level::One(_, key)) => {
                one::paint(seen, seen.again(*key), self.scroll, body, buffer, &self.settings);
            }
        }
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        match &self.writing {
            Some(line) => self.paint_writing(line, last, buffer),
            None => {
                Footer { scopes: SCOPES, choices: None, now: &[] }.paint(self.footer(), last, buffer, &self.settings);
            }
        }
        if let Some(help) = &self.help {
            help.paint(area, buffer, &OverlayContext::without_stage(&self.settings));
        }
    }

    fn footer(&self) -> &'static [Command] {
        use Command as C;
        match self.level {
            Level::Overview | Level::Sockets(_) => {
                &[C::Next, C::Open, C::Filter, C::OpenLesson, C::PlayPause, C::Help, C::Leave]
            }
            Level::One(..) => &[C::OpenLesson, C::Next, C::Dismiss, C::PlayPause, C::Help],
        }
    }

    fn paint_title(&self, row: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.settings;
        let words = &language.live;
        let pace = if self.paused {
            format!("{} {}", glyphs.paused, words.paused)
        } else {
            say!(language, words.every, time = Duration::from_secs(PACES[self.pace]))
        };
        let x = write_right(buffer, row, &pace, Role::TitleDetail, theme);
        let left = Rect { width: x.saturating_sub(row.x + 2), ..row };
        let detail = self.detail();
        let filter = if self.filter.is_empty() { String::new() } else { format!("  {} {}", words.filter, self.filter) };
        let pieces = [
            (words.screen, Role::Title),
            ("  ", Role::Text),
            (detail.as_str(), Role::TitleDetail),
            (filter.as_str(), Role::Hint),
        ];
        write_all_cut(buffer, left, &pieces, glyphs, theme);
    }

    fn detail(&self) -> String {
        let Some(seen) = &self.seen else { return String::new() };
        let language = self.settings.language;
        match self.level {
            Level::Overview => seen.report.told_counts(language),
            Level::Sockets(entry) | Level::One(entry, _) => {
                let n = entry.sockets(&seen.survey, &seen.filter).len();
                let who = entry.title(&seen.report, language);
                say!(language, language.live.sockets_of, who = &who, place = (self.socket + 1).min(n), n)
            }
        }
    }

    fn paint_writing(&self, line: &Input, row: Rect, buffer: &mut Buffer) {
        let words = &self.settings.language.live;
        let is_meant = Filter::parse(line.value().trim()).is_ok();
        let taken = write(buffer, row, "/ ", if is_meant { Role::Key } else { Role::Error }, &self.settings.theme);
        let rest = Rect { x: row.x + taken, width: row.width.saturating_sub(taken), ..row };
        writing::paint(line, true, rest, buffer, &self.settings.theme);
        let above = Rect { x: row.x + 1, y: row.y - 1, width: row.width.saturating_sub(1), ..row };
        write_marked(buffer, above, words.filter_about, Role::Dim, &self.settings.theme);
    }
}
