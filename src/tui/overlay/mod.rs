//! What can lie over the stage: help, a state's card, a segment's fields.

mod card;
mod help;
mod inspect;

use super::bindings::{Command, Scope};
use super::settings::Settings;
use super::text_lines::{write, write_lines, write_right};
use super::theme::Role;
use crate::sim::{PacketId, Side};
use crate::tcp::State;
use crate::text::{self, Line};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::stage::Game;

/// No window is larger than this: the stage stays visible around it.
const LARGEST: (u16, u16) = (80, 34);

/// One entry of a window: a short head, and words that hang beside it.
pub(super) struct Entry {
    head: String,
    role: Role,
    body: String,
    /// The column in which the body begins.
    indent: u16,
}

impl Entry {
    /// A heading of its own.
    fn heading(words: &str) -> Self {
        Self { head: words.to_owned(), role: Role::Strong, body: String::new(), indent: 0 }
    }

    /// Words over the whole width.
    fn words(body: impl Into<String>) -> Self {
        Self { head: String::new(), role: Role::Text, body: body.into(), indent: 0 }
    }

    /// A head in its role, and words beside it.
    fn pair(head: impl Into<String>, role: Role, indent: u16, body: impl Into<String>) -> Self {
        Self { head: head.into(), role, body: body.into(), indent }
    }

    fn gap() -> Self {
        Self::words("")
    }

    /// The body's lines; at least one.
    fn lines(&self, width: u16) -> Vec<Line> {
        let mut lines = text::wrap(&self.body, width.saturating_sub(self.indent).max(1));
        if lines.is_empty() {
            lines.push(Line::default());
        }
        lines
    }
}

/// What a window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Help(&'static [Scope]),
    /// A side's present state, or the one named.
    Card(Side, Option<State>),
    Inspection(PacketId),
}

/// A window over the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlay {
    content: Content,
    scroll: u16,
}

/// What a window reads.
pub struct OverlayContext<'a> {
    /// How everything looks.
    pub settings: &'a Settings,
    /// What is being played, if something is.
    pub game: Option<&'a Game>,
}

impl<'a> OverlayContext<'a> {
    /// For windows on the home screen.
    #[must_use]
    pub const fn without_stage(settings: &'a Settings) -> Self {
        Self { settings, game: None }
    }
}

impl Overlay {
    /// The keys that work in these scopes.
    #[must_use]
    pub const fn help(scopes: &'static [Scope]) -> Self {
        Self { content: Content::Help(scopes), scroll: 0 }
    }

    /// The card of this side's state.
    #[must_use]
    pub const fn card(side: Side) -> Self {
        Self { content: Content::Card(side, None), scroll: 0 }
    }

    /// The card of any state, as it is for this side.
    #[must_use]
    pub const fn card_of(side: Side, state: State) -> Self {
        Self { content: Content::Card(side, Some(state)), scroll: 0 }
    }

    /// Every field of a segment.
    #[must_use]
    pub const fn inspect(packet: PacketId) -> Self {
        Self { content: Content::Inspection(packet), scroll: 0 }
    }

    /// Scrolls, or turns to the other side.
    pub fn command(&mut self, command: Command) {
        match command {
            Command::Previous => self.scroll = self.scroll.saturating_sub(1),
            Command::Next => self.scroll = self.scroll.saturating_add(1),
            Command::FocusOther => {
                if let Content::Card(side, _) = self.content {
                    *self = Self::card(side.other());
                }
            }
            _ => {}
        }
    }

    /// Paints the window into the middle of the area.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let (width, height) = (area.width.min(LARGEST.0), area.height.saturating_sub(2).min(LARGEST.1));
        if width < 20 || height < 5 {
            return;
        }
        let inner_width = width - 4;
        let (title, entries) = match (self.content, context.game) {
            (Content::Help(scopes), _) => help::content(scopes, context.settings.keys),
            (Content::Card(side, state), Some(game)) => card::content(game, side, state),
            (Content::Inspection(packet), Some(game)) => inspect::content(game, packet),
            (_, None) => return,
        };
        let lines: Vec<(&Entry, usize, Line)> = entries
            .iter()
            .flat_map(|entry| entry.lines(inner_width).into_iter().enumerate().map(move |(i, line)| (entry, i, line)))
            .collect();
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let height = height.min(rows.saturating_add(2));
        let window =
            Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let inner = Rect { x: window.x + 2, y: window.y + 1, width: inner_width, height: height - 2 };
        paint_frame(window, &title, buffer, context.settings);
        let scroll = self.scroll.min(rows.saturating_sub(inner.height));
        for ((entry, i, line), y) in lines.iter().skip(scroll as usize).zip(inner.top()..inner.bottom()) {
            let row = Rect { y, height: 1, ..inner };
            if *i == 0 {
                write(buffer, row, &entry.head, entry.role, &context.settings.theme);
            }
            let indent = entry.indent.min(row.width);
            let body = Rect { x: row.x + indent, width: row.width - indent, ..row };
            write_lines(buffer, body, std::slice::from_ref(line), Role::Text, &context.settings.theme);
        }
        if rows > inner.height {
            let more = format!(" {}-{} of {rows} ", scroll + 1, (scroll + inner.height).min(rows));
            let at = Rect { x: window.x, y: window.bottom() - 1, width: window.width - 2, height: 1 };
            write_right(buffer, at, &more, Role::Dim, &context.settings.theme);
        }
    }
}

fn paint_frame(window: Rect, title: &str, buffer: &mut Buffer, settings: &Settings) {
    let (glyphs, style) = (settings.glyphs, settings.theme.style(Role::Border));
    for y in window.top()..window.bottom() {
        for x in window.left()..window.right() {
            let (top, bottom) = (y == window.top(), y + 1 == window.bottom());
            let (left, right) = (x == window.left(), x + 1 == window.right());
            let symbol = match (top, bottom, left, right) {
                (true, _, true, _) => glyphs.down_right,
                (true, _, _, true) => glyphs.down_left,
                (_, true, true, _) => glyphs.up_right,
                (_, true, _, true) => glyphs.up_left,
                (true, ..) | (_, true, ..) => glyphs.horizontal,
                (_, _, true, _) | (_, _, _, true) => glyphs.vertical,
                _ => " ",
            };
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
                if symbol != " " {
                    cell.set_symbol(symbol).set_style(style);
                }
            }
        }
    }
    let at = Rect { x: window.x + 2, y: window.y, width: window.width.saturating_sub(4), height: 1 };
    write(buffer, at, &format!(" {title} "), Role::Strong, &settings.theme);
}
