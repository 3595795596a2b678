//! The map of what was seen: edges of the diagram, and pairs of states, the reachable told from the impossible by search. In a small
//! window all of it is one page that scrolls.

#![warn(clippy::arithmetic_side_effects)]

use super::context::OverlayContext;
use super::frame;
use crate::language::Language;
use crate::say;
use crate::sim::PerSide;
use crate::sim::search::{is_reachable, reachable_pairs};
use crate::tcp::{EdgeId, State};
use crate::text;
use crate::timeline::Seen;
use crate::tui::bindings::Command;
use crate::tui::text_lines::{
    below, write, write_all, write_cut, write_lines, write_marked, write_paragraphs, write_right,
};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns of a state's name beside the table, of a column of it, and of the words beside it.
const NAME: u16 = 16;
const COLUMN: u16 = 3;
const TABLE: u16 = NAME + COLUMN * 11 + 2;

/// The same where there is no room for those.
const SMALL_NAME: u16 = 14;
const SMALL_COLUMN: u16 = 2;

/// The rows of the table with its heading and a blank one, and of the whole window.
const ABOVE: u16 = 13;
const ROWS: u16 = ABOVE + 6;

/// The most rows of the legend, where it stands below the table.
const LEGEND: u16 = 24;

/// At least so many rows of the edges are shown below the table, or all is one page.
const LEAST_LIST: u16 = 2;

/// The window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The first line that is shown of the edges still to be walked.
    scroll: u16,
}

impl Coverage {
    /// Scrolls the edges still to be walked.
    pub fn command(&mut self, command: Command, room: Rect, context: &OverlayContext<'_>) {
        let last = Self::last_scroll(room, context);
        let page = whole_page(room, context)
            .map_or(list_height(room), |page| frame::inside(room, page.area.height.into()).1.saturating_sub(1));
        let page = page.max(1);
        self.scroll = match command {
            Command::Previous => self.scroll.saturating_sub(1),
            Command::Next => self.scroll.saturating_add(1),
            Command::PageUp => self.scroll.saturating_sub(page),
            Command::PageDown => self.scroll.saturating_add(page),
            Command::First => 0,
            Command::Last => last,
            _ => self.scroll,
        }
        .min(last);
    }

    /// Whether there are more edges below those that are shown.
    #[must_use]
    pub fn has_more(self, room: Rect, context: &OverlayContext<'_>) -> bool {
        self.scroll < Self::last_scroll(room, context)
    }

    fn last_scroll(room: Rect, context: &OverlayContext<'_>) -> u16 {
        if let Some(page) = whole_page(room, context) {
            return page.area.height.saturating_sub(frame::inside(room, page.area.height.into()).1);
        }
        let width = room.width.min(frame::LARGEST.0).saturating_sub(frame::SIDES);
        let lines =
            context.seen.map_or(0, |seen| text::wrap(&edges_to_walk(seen, context.settings.language).1, width).len());
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(list_height(room))
    }

    /// Paints the table of pairs, and which edges are still to be walked.
    pub fn paint(self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let Some(seen) = context.seen else { return };
        let words = &context.settings.language.windows;
        if let Some(page) = whole_page(area, context) {
            return self.paint_page(&page, area, buffer, context);
        }
        let Some(inner) = frame::open(area, ROWS.into(), words.map, buffer, context.settings) else {
            return;
        };
        let table = Rect { width: inner.width.min(TABLE), ..inner };
        paint_table(seen, (NAME, COLUMN), table, buffer, context);
        let height = inner.height.min(ABOVE);
        let beside = Rect { x: table.right(), width: inner.width.saturating_sub(table.width), height, ..inner };
        paint_legend(seen, beside, buffer, context);
        let rest = below(inner, ABOVE);
        let (head, missing) = edges_to_walk(seen, context.settings.language);
        let theme = &context.settings.theme;
        let list = below(rest, write_marked(buffer, rest, &head, Role::Strong, theme));
        let lines = text::wrap(&missing, list.width);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let scroll = self.scroll.min(rows.saturating_sub(list.height));
        write_lines(buffer, list, &lines[usize::from(scroll)..], Role::Text, theme);
        paint_place((scroll, list.height, rows), inner, buffer, context);
    }

    /// The part of the page that fits.
    fn paint_page(self, page: &Buffer, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let (rows, title) = (page.area.height, context.settings.language.windows.map);
        let Some(inner) = frame::open(area, rows.into(), title, buffer, context.settings) else { return };
        let scroll = self.scroll.min(rows.saturating_sub(inner.height));
        for y in 0..inner.height.min(rows.saturating_sub(scroll)) {
            for x in 0..inner.width.min(page.area.width) {
                let seen = page[(x, scroll.saturating_add(y))].clone();
                buffer[(inner.x.saturating_add(x), inner.y.saturating_add(y))] = seen;
            }
        }
        paint_place((scroll, inner.height, rows), inner, buffer, context);
    }
}

/// In the frame below, which rows are shown, where that is not all of them.
fn paint_place((scroll, shown, rows): (u16, u16, u16), inner: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
    if rows > shown {
        let (language, last) = (context.settings.language, scroll.saturating_add(shown).min(rows));
        let more = say!(language, language.windows.place, first = scroll.saturating_add(1), last, n = rows);
        let row = Rect { y: inner.bottom(), height: 1, ..inner };
        write_right(buffer, row, &more, Role::Dim, &context.settings.theme);
    }
}

/// Where a window has no room for the table with the edges below it: the table, the legend and the edges below each other.
fn whole_page(room: Rect, context: &OverlayContext<'_>) -> Option<Buffer> {
    let seen = context.seen?;
    let (width, height) = frame::inside(room, ROWS.into());
    if width >= TABLE && height > ABOVE + LEAST_LIST {
        return None;
    }
    let (head, missing) = edges_to_walk(seen, context.settings.language);
    let edges = [(head.as_str(), Role::Strong), (missing.as_str(), Role::Text)];
    let lines: usize = edges.iter().map(|(words, _)| text::wrap(words, width).len()).sum();
    let rows = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(ABOVE + LEGEND);
    let mut page = Buffer::empty(Rect { width, height: rows, ..Rect::default() });
    let columns = if width < TABLE { (SMALL_NAME, SMALL_COLUMN) } else { (NAME, COLUMN) };
    paint_table(seen, columns, page.area, &mut page, context);
    let legend = Rect { height: LEGEND, ..below(page.area, ABOVE) };
    paint_legend(seen, legend, &mut page, context);
    let mut rest = below(page.area, used(&page).saturating_add(1));
    for (words, role) in edges {
        rest = below(rest, write_marked(&mut page, rest, words, role, &context.settings.theme));
    }
    let height = used(&page);
    page.resize(Rect { height, ..page.area });
    Some(page)
}

/// How many rows of a page there are up to the last one with anything on it.
fn used(page: &Buffer) -> u16 {
    let is_blank = |y: u16| (0..page.area.width).all(|x| page[(x, y)].symbol() == " ");
    (0..page.area.height).rev().find(|y| !is_blank(*y)).map_or(0, |y| y.saturating_add(1))
}

/// How many lines of the edges still to be walked a window in this area shows.
fn list_height(room: Rect) -> u16 {
    room.height
        .min(frame::LARGEST.1)
        .min(ROWS.saturating_add(2))
        .saturating_sub(ABOVE.saturating_add(2).saturating_add(1))
}

fn paint_table(
    seen: &Seen,
    (name_width, column_width): (u16, u16),
    area: Rect,
    buffer: &mut Buffer,
    context: &OverlayContext<'_>,
) {
    let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
    let cell = |column: u16, y: u16| {
        let x = area.x.saturating_add(name_width).saturating_add(column.saturating_mul(column_width));
        Rect { x, y: area.y.saturating_add(y), width: column_width, height: 1 }.intersection(area)
    };
    let axes = Rect { width: name_width.min(area.width), height: 1, ..area };
    write_cut(buffer, axes, context.settings.language.windows.map_axes, Role::Dim, glyphs, theme);
    for (number, b) in (1u16..).zip(State::ALL) {
        write(buffer, cell(number.saturating_sub(1), 0), &format!("{number:>2}"), Role::Dim, theme);
        let name = Rect { y: area.y.saturating_add(number), height: 1, ..area }.intersection(area);
        write_all(buffer, name, &[(&format!("{number:>2} "), Role::Dim), (b.name(), Role::Text)], theme);
    }
    for (row, a) in (1u16..).zip(State::ALL) {
        for (column, b) in (0u16..).zip(State::ALL) {
            let pair = PerSide { a, b };
            let (mark, role) = match (seen.has_pair(pair), is_reachable(pair)) {
                (true, true) => (glyphs.token, Role::Right),
                (true, false) => (glyphs.forged, Role::Hint),
                (false, true) => (glyphs.dot, Role::Text),
                (false, false) => (" ", Role::Dim),
            };
            let at = cell(column, row);
            write(
                buffer,
                Rect { x: at.x.saturating_add(1), width: at.width.saturating_sub(1), ..at },
                mark,
                role,
                theme,
            );
        }
    }
}

fn paint_legend(seen: &Seen, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
    let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
    let language = context.settings.language;
    let words = &language.windows;
    let met = (seen.pairs() & reachable_pairs()).count_ones();
    let pairs = say!(language, words.map_pairs, n = met, total = reachable_pairs().count_ones());
    let legend = [
        (glyphs.token, Role::Right, words.map_seen),
        (glyphs.dot, Role::Text, words.map_possible),
        (glyphs.forged, Role::Hint, words.map_forced),
        (" ", Role::Dim, words.map_impossible),
    ];
    let mut rest = below(area, write(buffer, area, &pairs, Role::Strong, theme).min(1).saturating_add(1));
    for (mark, role, meaning) in legend {
        write_all(
            buffer,
            Rect { height: rest.height.min(1), ..rest },
            &[(mark, role), (" ", role), (meaning, Role::Text)],
            theme,
        );
        rest = below(rest, 1);
    }
    write_paragraphs(buffer, below(rest, 1), &[(words.map_note, Role::Dim)], glyphs, theme);
}

/// How many edges were walked, and which of Figure 5 were not.
fn edges_to_walk(seen: &Seen, language: &Language) -> (String, String) {
    let drawn: Vec<EdgeId> = EdgeId::all().filter(|edge| edge.edge().figure5).collect();
    let walked = drawn.iter().filter(|edge| seen.has_edge(**edge)).count();
    let others = seen.edges().len().saturating_sub(walked);
    let total = EdgeId::all().len().saturating_sub(drawn.len());
    let head = say!(language, language.windows.map_edges, walked, drawn = drawn.len(), others, total);
    let name = |edge: &EdgeId| format!("{} > {} ({})", edge.edge().from, edge.edge().to, edge.edge().event);
    let missing: Vec<String> = drawn.iter().filter(|edge| !seen.has_edge(**edge)).map(name).collect();
    if missing.is_empty() {
        return (head, String::new());
    }
    (head, say!(language, language.windows.map_missing, edges = &missing.join(", ")))
}
