//! Windows to read in: help, a state's card, a segment's fields, why something happened, the end of a lesson.

#![warn(clippy::arithmetic_side_effects)]

use super::context::OverlayContext;
use super::entry::Entry;
use super::{card, end, frame, glossary, help, inspect, lines, why};
use crate::say;
use crate::sim::{PacketId, Side};
use crate::tcp::State;
use crate::text::Line;
use crate::tui::bindings::{Command, Scope};
use crate::tui::text_lines::{write, write_lines, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What a window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Help(&'static [Scope]),
    /// A side's present state, or the one named.
    Card(Side, Option<State>),
    Inspection(PacketId),
    /// About this packet's arrival, or the last thing that happened.
    Why(Option<PacketId>),
    /// The segments as tcpdump prints them.
    Lines,
    /// The end of the lesson being played.
    End,
    /// The same without what comes next.
    EndOfLecture,
    Glossary,
}

/// A window to read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    content: Content,
    scroll: u16,
}

impl Reading {
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

    /// Why the last thing happened, or why this packet's arrival did what it did.
    #[must_use]
    pub const fn why(packet: Option<PacketId>) -> Self {
        Self { content: Content::Why(packet), scroll: 0 }
    }

    /// The segments up to here as tcpdump prints them.
    #[must_use]
    pub const fn lines() -> Self {
        Self { content: Content::Lines, scroll: 0 }
    }

    /// What stands at the end of a lesson.
    #[must_use]
    pub const fn end() -> Self {
        Self { content: Content::End, scroll: 0 }
    }

    /// The same before a room, whose lecture goes on in its own order.
    #[must_use]
    pub const fn end_of_lecture() -> Self {
        Self { content: Content::EndOfLecture, scroll: 0 }
    }

    /// The same text from this row on.
    #[must_use]
    pub const fn from_row(self, scroll: u16) -> Self {
        Self { scroll, ..self }
    }

    /// The first row that is shown.
    #[must_use]
    pub const fn row(&self) -> u16 {
        self.scroll
    }

    /// The words that everything else takes for granted.
    #[must_use]
    pub const fn glossary() -> Self {
        Self { content: Content::Glossary, scroll: 0 }
    }

    /// The side whose diagram the window is about: it should stay visible beside it.
    #[must_use]
    pub const fn about(&self) -> Option<Side> {
        match self.content {
            Content::Card(side, _) => Some(side),
            Content::Help(_) | Content::Inspection(_) | Content::Why(_) => None,
            Content::Lines | Content::End | Content::EndOfLecture | Content::Glossary => None,
        }
    }

    /// Scrolls, or turns to the other side.
    pub fn command(&mut self, command: Command, room: Rect, context: &OverlayContext<'_>) {
        let last = || self.last_scroll(room, context);
        let page = room.height.saturating_sub(4).max(1);
        match command {
            Command::Previous => self.scroll = self.scroll.saturating_sub(1),
            Command::Next => self.scroll = self.scroll.saturating_add(1).min(last()),
            Command::PageUp => self.scroll = self.scroll.saturating_sub(page),
            Command::PageDown => self.scroll = self.scroll.saturating_add(page).min(last()),
            Command::First => self.scroll = 0,
            Command::Last => self.scroll = last(),
            Command::FocusOther => {
                if let Content::Card(side, _) = self.content {
                    *self = Self::card(side.other());
                }
            }
            _ => {}
        }
    }

    fn content(&self, context: &OverlayContext<'_>) -> Option<(String, Vec<Entry>)> {
        let language = context.settings.language;
        match (self.content, context.timeline) {
            (Content::Help(scopes), _) => Some(help::content(scopes, context.settings)),
            (Content::Glossary, _) => Some(glossary::content(language)),
            (Content::Card(side, state), Some(timeline)) => Some(card::content(timeline, side, state, language)),
            (Content::Inspection(packet), Some(timeline)) => Some(inspect::content(timeline, packet, language)),
            (Content::Why(packet), Some(timeline)) => Some(why::content(timeline, packet, context.settings)),
            (Content::Lines, Some(timeline)) => Some(lines::content(timeline, language)),
            (Content::End | Content::EndOfLecture, _) => {
                let next = self.content == Content::End;
                context.player.and_then(|player| end::content(player, next, context.settings))
            }
            (_, None) => None,
        }
    }

    /// How far down the text can be scrolled in a window in this area.
    fn last_scroll(&self, room: Rect, context: &OverlayContext<'_>) -> u16 {
        let Some((_, entries)) = self.content(context) else { return 0 };
        let rows: usize = entries.iter().map(|entry| entry.lines(inner_width(room)).len()).sum();
        let inner = room.height.min(frame::LARGEST.1).saturating_sub(2);
        u16::try_from(rows).unwrap_or(u16::MAX).saturating_sub(inner)
    }

    /// Whether there is more below what the window shows in this area.
    #[must_use]
    pub fn has_more(&self, room: Rect, context: &OverlayContext<'_>) -> bool {
        self.scroll < self.last_scroll(room, context)
    }

    /// Paints the window into the middle of the area.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let Some((title, entries)) = self.content(context) else { return };
        let theme = &context.settings.theme;
        let width = inner_width(area);
        let lines: Vec<(&Entry, usize, Line)> = entries
            .iter()
            .flat_map(|entry| entry.lines(width).into_iter().enumerate().map(move |(i, line)| (entry, i, line)))
            .collect();
        let Some(inner) = frame::open(area, lines.len(), &title, buffer, context.settings) else { return };
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let scroll = self.scroll.min(rows.saturating_sub(inner.height));
        for ((entry, i, line), y) in lines.iter().skip(scroll as usize).zip(inner.top()..inner.bottom()) {
            let row = Rect { y, height: 1, ..inner };
            if *i == 0 {
                write(buffer, row, &entry.head, entry.role, theme);
            }
            let indent = entry.indent.min(row.width);
            let body = Rect { x: row.x.saturating_add(indent), width: row.width.saturating_sub(indent), ..row };
            write_lines(buffer, body, std::slice::from_ref(line), Role::Text, theme);
        }
        if rows > inner.height {
            let (language, last) = (context.settings.language, scroll.saturating_add(inner.height).min(rows));
            let more = say!(language, language.windows.place, first = scroll.saturating_add(1), last, n = rows);
            write_right(buffer, Rect { y: inner.bottom(), height: 1, ..inner }, &more, Role::Dim, theme);
        }
    }
}

/// The columns inside a window in this area.
fn inner_width(area: Rect) -> u16 {
    area.width.min(frame::LARGEST.0).saturating_sub(4)
}
