//! Something to choose from: a row each, and a sentence about the selected one.

use super::{OverlayContext, Reaction, frame, timers, tray};
use crate::sim::Side;
use crate::text;
use crate::tui::bindings::Command;
use crate::tui::text_lines::{write, write_all, write_cut, write_marked};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What can be chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The running timers of a side.
    Timers(Side),
    /// The packets of the past.
    Tray,
}

/// One thing that can be chosen.
pub(super) struct Item {
    /// Its row.
    pub words: String,
    /// A sentence about it.
    pub about: String,
    /// What choosing it leads to.
    pub reaction: Reaction,
}

/// A list's title, its rows, and what stands in their place if there are none.
pub(super) struct Content {
    pub title: String,
    pub items: Vec<Item>,
    pub empty: &'static str,
}

/// A window with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    kind: Kind,
    selected: usize,
}

impl List {
    /// A list whose first row is selected.
    #[must_use]
    pub const fn new(kind: Kind) -> Self {
        Self { kind, selected: 0 }
    }

    fn content(self, context: &OverlayContext<'_>) -> Option<Content> {
        let game = context.game?;
        Some(match self.kind {
            Kind::Timers(side) => timers::content(game, side),
            Kind::Tray => tray::content(game),
        })
    }

    /// Moves the selection, or chooses.
    pub fn command(&mut self, command: Command, context: &OverlayContext<'_>) -> Reaction {
        let Some(mut content) = self.content(context) else { return Reaction::Close };
        let last = content.items.len().saturating_sub(1);
        self.selected = self.selected.min(last);
        match command {
            Command::Previous => self.selected = self.selected.saturating_sub(1),
            Command::Next => self.selected = (self.selected + 1).min(last),
            Command::First => self.selected = 0,
            Command::Last => self.selected = last,
            Command::Choose if content.items.is_empty() => return Reaction::Close,
            Command::Choose => return content.items.swap_remove(self.selected).reaction,
            _ => {}
        }
        Reaction::Stay
    }

    /// Paints the list, and below it what there is to say about the selected row.
    pub fn paint(self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let Some(content) = self.content(context) else { return };
        let theme = &context.settings.theme;
        let width = area.width.min(frame::LARGEST.0).saturating_sub(4);
        let selected = self.selected.min(content.items.len().saturating_sub(1));
        let about = content.items.get(selected).map_or(content.empty, |item| item.about.as_str());
        let about_rows = text::wrap(about, width).len();
        let rows = content.items.len() + usize::from(!content.items.is_empty()) + about_rows;
        let Some(inner) = frame::open(area, rows, &content.title, buffer, context.settings) else { return };
        let list_rows = usize::from(inner.height).saturating_sub(about_rows + 1);
        let first = (selected + 1).saturating_sub(list_rows);
        let mut y = inner.y;
        for (i, item) in content.items.iter().enumerate().skip(first).take(list_rows) {
            let row = Rect { y, height: 1, ..inner };
            paint_row(&item.words, i == selected, row, buffer, context);
            y += 1;
        }
        let below = y + u16::from(!content.items.is_empty());
        let rest = Rect { y: below, height: inner.bottom().saturating_sub(below), ..inner };
        write_marked(buffer, rest, about, Role::Text, theme);
    }
}

/// One row: marked and inverted if it is the selected one.
pub(super) fn paint_row(words: &str, selected: bool, row: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
    let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
    let (mark, role) = if selected { (glyphs.arrow_right, Role::Selected) } else { (" ", Role::Text) };
    let taken = write_all(buffer, row, &[(mark, Role::Key), (" ", Role::Text)], theme);
    let rest = Rect { x: row.x + taken, width: row.width - taken, ..row };
    write(buffer, rest, " ", role, theme);
    let inside = Rect { x: rest.x + 1, width: rest.width.saturating_sub(1), ..rest };
    let taken = write_cut(buffer, inside, words, role, glyphs, theme);
    let after = Rect { x: inside.x + taken, width: inside.width - taken, ..inside };
    write(buffer, after, " ", role, theme);
}
