//! Something to choose from: a row each, and a sentence about the selected one.

#![warn(clippy::arithmetic_side_effects)]

use super::context::OverlayContext;
use super::item::Content;
use super::reaction::{Named, Reaction};
use super::{branches, frame, profiles, sockets, steps, timers, tray, what_if};
use crate::say;
use crate::session::Path;
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
    /// The sockets of a side.
    Sockets(Side),
    /// The futures that were tried.
    Branches,
    /// Another TCP.
    Profiles,
    /// The steps of the lesson.
    Steps,
    /// The questions that begin with "What if".
    WhatIf,
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
        Self::at(kind, 0)
    }

    /// A list with this row selected.
    #[must_use]
    pub const fn at(kind: Kind, selected: usize) -> Self {
        Self { kind, selected }
    }

    /// The steps to jump to, with the present one selected.
    #[must_use]
    pub fn steps(context: &OverlayContext<'_>) -> Self {
        Self::at(Kind::Steps, steps::row_of_the_present_step(context))
    }

    /// The commands that its footer names.
    #[must_use]
    pub fn footer(self, context: &OverlayContext<'_>) -> &'static [Command] {
        use Command as C;
        let is_empty = self.content(context).is_none_or(|content| content.items.is_empty());
        match self.kind {
            Kind::Sockets(_) | Kind::Timers(_) if is_empty => &[C::FocusOther, C::Dismiss],
            _ if is_empty => &[C::Dismiss],
            Kind::Branches => &[C::Choose, C::Compare, C::Rename, C::Next, C::Dismiss],
            Kind::Sockets(_) | Kind::Timers(_) => &[C::Choose, C::FocusOther, C::Next, C::Dismiss],
            Kind::Tray | Kind::Profiles | Kind::Steps | Kind::WhatIf => &[C::Choose, C::Previous, C::Next, C::Dismiss],
        }
    }

    fn content(self, context: &OverlayContext<'_>) -> Option<Content> {
        let language = context.settings.language;
        Some(match self.kind {
            Kind::Timers(side) => timers::content(context.timeline?, side, language),
            Kind::Tray => tray::content(context.world()?, language),
            Kind::Sockets(side) => sockets::content(context.timeline?, side, language),
            Kind::Branches => branches::content(context.history?, language),
            Kind::Profiles => profiles::content(context.world()?, language),
            Kind::Steps => steps::content(context)?,
            Kind::WhatIf => what_if::content(language),
        })
    }

    /// Moves the selection, or chooses.
    pub fn command(&mut self, command: Command, context: &OverlayContext<'_>) -> Reaction {
        let Some(mut content) = self.content(context) else { return Reaction::Close };
        let last = content.items.len().saturating_sub(1);
        self.selected = self.selected.min(last);
        match command {
            Command::Previous => self.selected = self.selected.saturating_sub(1),
            Command::Next => self.selected = self.selected.saturating_add(1).min(last),
            Command::First => self.selected = 0,
            Command::Last => self.selected = last,
            Command::FocusOther => {
                if let Kind::Sockets(side) | Kind::Timers(side) = &mut self.kind {
                    *side = side.other();
                }
            }
            Command::Choose if content.items.is_empty() => return Reaction::Close,
            Command::Choose => return content.items.swap_remove(self.selected).reaction,
            Command::Compare | Command::Rename if self.kind == Kind::Branches && !content.items.is_empty() => {
                let Reaction::Switch(branch) = content.items.swap_remove(self.selected).reaction else {
                    return Reaction::Stay;
                };
                return match command {
                    Command::Compare => Reaction::Compare(branch),
                    _ => Reaction::Ask(Named::Path(Path::Branch(branch))),
                };
            }
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
        let head_rows = usize::from(content.head.is_some());
        let rows = content
            .items
            .len()
            .saturating_add(head_rows)
            .saturating_add(usize::from(!content.items.is_empty()))
            .saturating_add(about_rows);
        let Some(inner) = frame::open(area, rows, &content.title, buffer, context.settings) else { return };
        let list_rows =
            usize::from(inner.height).saturating_sub(about_rows.saturating_add(1).saturating_add(head_rows));
        let first = if content.items.is_empty() { 0 } else { selected.saturating_add(1).saturating_sub(list_rows) };
        let mut y = inner.y;
        if let Some(head) = content.head.filter(|_| !content.items.is_empty()) {
            let row = Rect { x: inner.x.saturating_add(3), width: inner.width.saturating_sub(3), height: 1, ..inner };
            write(buffer, row, &head, Role::Dim, theme);
            y = y.saturating_add(1);
        }
        for (i, item) in content.items.iter().enumerate().skip(first).take(list_rows) {
            let row = Rect { y, height: 1, ..inner };
            paint_row(&item.words, i == selected, row, buffer, context);
            y = y.saturating_add(1);
        }
        let shown = usize::from(y.saturating_sub(inner.y)).saturating_sub(head_rows);
        let hidden = (first, content.items.len().saturating_sub(first.saturating_add(shown)));
        paint_hidden(hidden, Rect { y, height: 1, ..inner }, buffer, context);
        let below = y.saturating_add(u16::from(!content.items.is_empty()));
        let rest = Rect { y: below, height: inner.bottom().saturating_sub(below), ..inner };
        write_marked(buffer, rest, about, Role::Text, theme);
    }
}

/// In the row below a list: how many rows are above those that are shown, and how many below.
pub(super) fn paint_hidden(
    (above, below): (usize, usize),
    row: Rect,
    buffer: &mut Buffer,
    context: &OverlayContext<'_>,
) {
    let (settings, words) = (context.settings, &context.settings.language.home);
    let describe = |n: usize, sentence: &'static str, arrow: &'static str| {
        if n > 0 { say!(settings.language, sentence, arrow, n) + "   " } else { String::new() }
    };
    let message = describe(above, words.more_above, settings.glyphs.arrow_up)
        + &describe(below, words.more, settings.glyphs.arrow_down);
    write(
        buffer,
        Rect { x: row.x.saturating_add(3), width: row.width.saturating_sub(3), ..row },
        message.trim_end(),
        Role::Dim,
        &settings.theme,
    );
}

/// One row: marked and inverted if it is the selected one.
pub(super) fn paint_row(words: &str, selected: bool, row: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
    let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
    let (mark, role) = if selected { (glyphs.arrow_right, Role::Selected) } else { (" ", Role::Text) };
    let taken = write_all(buffer, row, &[(mark, Role::Key), (" ", Role::Text)], theme);
    let rest = Rect { x: row.x.saturating_add(taken), width: row.width.saturating_sub(taken), ..row };
    write(buffer, rest, " ", role, theme);
    let inside = Rect { x: rest.x.saturating_add(1), width: rest.width.saturating_sub(1), ..rest };
    let taken = write_cut(buffer, inside, words, role, glyphs, theme);
    let after = Rect { x: inside.x.saturating_add(taken), width: inside.width.saturating_sub(taken), ..inside };
    write(buffer, after, " ", role, theme);
}
