//! The map of what was seen: edges of the diagram, and pairs of states, the reachable told from the impossible by search.

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

/// The rows of the table with its heading and a blank one, and of the whole window.
const ABOVE: u16 = 13;
const ROWS: u16 = ABOVE + 6;

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
        let page = list_height(room).max(1);
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
        let width = room.width.min(frame::LARGEST.0).saturating_sub(frame::SIDES);
        let lines =
            context.seen.map_or(0, |seen| text::wrap(&edges_to_walk(seen, context.settings.language).1, width).len());
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(list_height(room))
    }

    /// Paints the table of pairs, and which edges are still to be walked.
    pub fn paint(self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let Some(seen) = context.seen else { return };
        let words = &context.settings.language.windows;
        let Some(inner) = frame::open(area, ROWS.into(), words.map, buffer, context.settings) else {
            return;
        };
        let table = Rect { width: inner.width.min(TABLE), ..inner };
        paint_table(seen, table, buffer, context);
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
        if rows > list.height {
            let last = scroll.saturating_add(list.height).min(rows);
            let more = say!(context.settings.language, words.place, first = scroll.saturating_add(1), last, n = rows);
            write_right(buffer, Rect { y: inner.bottom(), height: 1, ..inner }, &more, Role::Dim, theme);
        }
    }
}

/// How many lines of the edges still to be walked a window in this area shows.
fn list_height(room: Rect) -> u16 {
    room.height
        .min(frame::LARGEST.1)
        .min(ROWS.saturating_add(2))
        .saturating_sub(ABOVE.saturating_add(2).saturating_add(1))
}

fn paint_table(seen: &Seen, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
    let (theme, glyphs) = (&context.settings.theme, context.settings.glyphs);
    let cell = |x: u16, y: u16| {
        Rect { x: area.x.saturating_add(x), y: area.y.saturating_add(y), width: COLUMN, height: 1 }.intersection(area)
    };
    let axes = Rect { width: NAME.min(area.width), height: 1, ..area };
    write_cut(buffer, axes, context.settings.language.windows.map_axes, Role::Dim, glyphs, theme);
    for (number, b) in (1u16..).zip(State::ALL) {
        write(
            buffer,
            cell(NAME.saturating_add(number.saturating_sub(1).saturating_mul(COLUMN)), 0),
            &format!("{number:>2}"),
            Role::Dim,
            theme,
        );
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
            write(
                buffer,
                cell(NAME.saturating_add(column.saturating_mul(COLUMN)).saturating_add(1), row),
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
