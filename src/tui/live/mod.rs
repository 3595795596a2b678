//! This machine's sockets on the screen: the diagram with a count in each state, then a program's sockets, then one of them.

mod entry;
mod one;
mod overview;
mod seen;
mod table;
#[cfg(test)]
mod tests;

use crate::live::{Detail, Filter, Socket, Survey};
use crate::say;
use crate::tui::bindings::{Command, Scope};
use crate::tui::key::Key;
use crate::tui::list_screen::{ListScreen, Meaning, Outcome};
use crate::tui::moving::moved;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{write_marked, write_right};
use crate::tui::theme::Role;
use entry::{Entry, is_client};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use seen::{Seen, SocketKey};
use std::time::Duration;

/// How often this machine can be looked at, in seconds.
const PACES: [u64; 5] = [1, 2, 5, 10, 30];
/// The usual one of them.
const USUAL_PACE: usize = 1;
/// From one look to the next it is so many times as long as a processor worked for the last one.
const WORTH: u32 = 110;
/// A smaller screen says nothing.
const SMALLEST: (u16, u16) = (40, 10);

/// How far in somebody is.
enum Level {
    Overview,
    Sockets(Entry),
    One(Entry, SocketKey),
}

/// The screen.
pub struct Live {
    screen: ListScreen,
    seen: Option<Seen>,
    /// Why nothing was seen.
    trouble: Option<String>,
    level: Level,
    /// The selected row of the list.
    entry: usize,
    /// The sockets of the row that was opened, as indexes into what was seen.
    sockets: Vec<usize>,
    /// The selected one of them.
    socket: usize,
    /// How far the text about a socket is scrolled.
    scroll: usize,
    pace: usize,
    paused: bool,
    /// Whether this machine is to be looked at now.
    wants: bool,
}

const SCOPES: &[Scope] = &[Scope::Live, Scope::Program];

impl Live {
    /// The screen with these sockets wanted. What cannot be meant takes everything.
    #[must_use]
    pub fn new(filter: &str, settings: Settings) -> Self {
        Self {
            screen: ListScreen::new(SCOPES, filter, settings),
            seen: None,
            trouble: None,
            level: Level::Overview,
            entry: 0,
            sockets: Vec::new(),
            socket: 0,
            scroll: 0,
            pace: USUAL_PACE,
            paused: false,
            wants: true,
        }
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.screen.settings = settings;
    }

    /// The screen has this size.
    pub const fn set_area(&mut self, area: Rect) {
        self.screen.area = area;
    }

    /// Whether this machine is to be looked at now, and how closely. Asking takes the wish.
    pub const fn take_wish(&mut self) -> Option<Detail> {
        if !std::mem::replace(&mut self.wants, false) {
            return None;
        }
        // The first screen tells no age but that of what is in CLOSE_WAIT. When nobody looks any more, all others must be there too.
        Some(if matches!(self.level, Level::Overview) && !self.paused { Detail::Brief } else { Detail::Full })
    }

    /// How long until this machine is to be looked at again; never while it is paused.
    #[must_use]
    pub fn next_wake(&self) -> Option<Duration> {
        if self.paused { None } else { Some(self.pause().0) }
    }

    /// How long it is from one look to the next, and whether that is longer than somebody chose: as long as a hundred looks are worth
    /// of work, and a tenth for drawing what was seen. However many sockets there are, looking takes no more than 1 % of a core.
    fn pause(&self) -> (Duration, bool) {
        let chosen = Duration::from_secs(PACES[self.pace]);
        let cost = self.seen.as_ref().map_or(Duration::ZERO, |seen| seen.survey.cost);
        let worth = cost.saturating_mul(WORTH);
        let least = Duration::from_secs(worth.as_secs() + u64::from(worth.subsec_nanos() > 0));
        (chosen.max(least), least > chosen)
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
                let filter = Filter::parse(&self.screen.filter).unwrap_or_default();
                let seen = self.seen.get_or_insert_with(|| Seen { filter, ..Seen::default() });
                let entry = seen.entries.get(self.entry).copied();
                seen.take(survey);
                let again = entry.and_then(|entry| seen.entries.iter().position(|other| *other == entry));
                self.entry = again.unwrap_or(self.entry).min(seen.entries.len().saturating_sub(1));
                self.stay_inside();
            }
        }
    }

    /// A key; it may lead to the lesson of an id.
    pub fn key(&mut self, key: Key) -> Outcome<&'static str> {
        match self.screen.key(key) {
            Meaning::Nothing => {}
            Meaning::Effect(effect) => return Outcome::Effect(effect),
            Meaning::Leave => return Outcome::Leave,
            Meaning::Filter(words) if Filter::parse(&words).is_ok() => self.want(words),
            Meaning::Filter(_) => {}
            Meaning::Command(command) => return self.command(command),
        }
        Outcome::Stay
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        self.screen.paste(text);
    }

    fn command(&mut self, command: Command) -> Outcome<&'static str> {
        match command {
            Command::Dismiss => return self.back(),
            Command::PlayPause => {
                self.paused = !self.paused;
                self.wants = true;
            }
            Command::Slower => self.pace = (self.pace + 1).min(PACES.len() - 1),
            Command::Faster => self.pace = self.pace.saturating_sub(1),
            Command::OpenLesson => {
                if let Some(id) = self.lesson() {
                    return Outcome::Open(id);
                }
            }
            Command::Open => self.go_in(),
            other => self.go(other),
        }
        self.stay_inside();
        Outcome::Stay
    }

    /// Out of a socket, of a program, of a filter, of the screen.
    fn back(&mut self) -> Outcome<&'static str> {
        match self.level {
            Level::One(entry, _) => self.level = Level::Sockets(entry),
            Level::Sockets(_) => self.level = Level::Overview,
            Level::Overview if !self.screen.filter.is_empty() => self.want(String::new()),
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
                    self.wants = !self.paused;
                }
            }
            Level::Sockets(entry) => {
                if let Some(socket) = self.sockets.get(self.socket) {
                    self.level = Level::One(entry, SocketKey::of(&seen.survey.sockets[*socket]));
                    self.scroll = 0;
                }
            }
            Level::One(..) => {}
        }
    }

    fn go(&mut self, command: Command) {
        let page = usize::from(self.screen.area.height.saturating_sub(4)).max(1);
        let at = match self.level {
            Level::Overview => &mut self.entry,
            Level::Sockets(_) => &mut self.socket,
            Level::One(..) => &mut self.scroll,
        };
        *at = moved(command, *at, page, usize::MAX);
    }

    /// Selects and scrolls no further than there is something.
    fn stay_inside(&mut self) {
        let Some(seen) = &self.seen else { return };
        self.entry = self.entry.min(seen.entries.len().saturating_sub(1));
        if let Level::Sockets(entry) | Level::One(entry, _) = self.level {
            self.sockets = entry.sockets(&seen.survey, &seen.report, &seen.filter);
        }
        if let Level::Sockets(_) = self.level {
            self.socket = self.socket.min(self.sockets.len().saturating_sub(1));
        }
        if let Level::One(_, key) = self.level {
            self.scroll = self.scroll.min(one::furthest(
                seen,
                seen.again(key),
                ListScreen::body(self.screen.area),
                &self.screen.settings,
            ));
        }
    }

    /// Other sockets are wanted.
    fn want(&mut self, words: String) {
        if let (Some(seen), Ok(filter)) = (&mut self.seen, Filter::parse(&words)) {
            seen.set_filter(filter);
        }
        self.screen.want(words);
        self.level = Level::Overview;
        self.entry = 0;
    }

    /// The socket that is looked at, or selected.
    fn selected(&self) -> Option<&Socket> {
        let seen = self.seen.as_ref()?;
        match self.level {
            Level::Overview => {
                let entry = seen.entries.get(self.entry)?;
                let first = entry.sockets(&seen.survey, &seen.report, &seen.filter).into_iter().next()?;
                seen.survey.sockets.get(first)
            }
            Level::Sockets(_) => seen.survey.sockets.get(*self.sockets.get(self.socket)?),
            Level::One(_, key) => seen.again(key),
        }
    }

    fn lesson(&self) -> Option<&'static str> {
        let (seen, socket) = (self.seen.as_ref()?, self.selected()?);
        Some(crate::live::lesson_of(socket.state, is_client(socket, &seen.survey)))
    }

    /// Paints the screen.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer) {
        let Settings { theme, language, .. } = &self.screen.settings;
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let small = say!(language, language.live.too_small, columns = area.width, rows = area.height);
            write_marked(buffer, area, &small, Role::Text, theme);
            return;
        }
        self.paint_title(Rect { height: 1, x: area.x + 1, width: area.width - 2, ..area }, buffer);
        let body = ListScreen::body(self.screen.area);
        match (&self.seen, &self.level) {
            (None, _) => {
                let words = self.trouble.as_deref().unwrap_or(language.live.looking);
                write_marked(buffer, body, words, Role::Text, theme);
            }
            (Some(seen), Level::Overview) => overview::paint(seen, self.entry, body, buffer, &self.screen.settings),
            (Some(_), Level::Sockets(_)) if self.sockets.is_empty() => {
                write_marked(buffer, body, language.live.nothing_here, Role::Text, theme);
            }
            (Some(seen), Level::Sockets(_)) => {
                table::paint(seen, &self.sockets, self.socket, body, buffer, &self.screen.settings);
            }
            (Some(seen), Level::One(_, key)) => {
                one::paint(seen, seen.again(*key), self.scroll, body, buffer, &self.screen.settings);
            }
        }
        let is_meant = |words: &str| Filter::parse(words).is_ok();
        self.screen.paint_around(self.footer(), language.live.filter_about, is_meant, area, buffer);
    }

    fn footer(&self) -> &'static [Command] {
        use Command as C;
        match self.level {
            Level::Overview | Level::Sockets(_) => {
                &[C::Open, C::Next, C::Filter, C::OpenLesson, C::PlayPause, C::Help, C::Leave]
            }
            Level::One(..) => &[C::OpenLesson, C::Next, C::Dismiss, C::PlayPause, C::Help],
        }
    }

    fn paint_title(&self, row: Rect, buffer: &mut Buffer) {
        let Settings { theme, glyphs, language, .. } = &self.screen.settings;
        let words = &language.live;
        let pace = match self.pause() {
            _ if self.paused => format!("{} {}", glyphs.paused, words.paused),
            (time, false) => say!(language, words.every, time),
            (time, true) => say!(language, words.every_at_most, time),
        };
        let x = write_right(buffer, row, &pace, Role::TitleDetail, theme);
        let left = Rect { width: x.saturating_sub(row.x + 2), ..row };
        let detail = self.detail();
        self.screen.paint_title([words.screen, &detail, words.filter], left, buffer);
    }

    fn detail(&self) -> String {
        let Some(seen) = &self.seen else { return String::new() };
        let language = self.screen.settings.language;
        match self.level {
            Level::Overview => seen.report.describe_counts(language),
            Level::Sockets(entry) | Level::One(entry, _) => {
                let n = self.sockets.len();
                let who = entry.title(&seen.report, language);
                say!(language, language.live.sockets_of, who = &who, place = (self.socket + 1).min(n), n)
            }
        }
    }
}
