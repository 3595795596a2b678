//! The frame of a window, and where it stands.

#![warn(clippy::arithmetic_side_effects)]

use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, beside, write};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};

/// No window is larger than this: the stage stays visible around it.
pub const LARGEST: (u16, u16) = (80, 34);
/// The columns of a window's frame, and of the blanks inside it.
pub const SIDES: u16 = 4;
/// A smaller window says nothing.
const SMALLEST: (u16, u16) = (20, 5);

/// Paints an empty window of this many inner rows, or fewer if there is no room, into the middle of an area; its inside, or `None`
/// if the area is too small for any window.
pub fn open(area: Rect, rows: usize, title: &str, buffer: &mut Buffer, settings: &Settings) -> Option<Rect> {
    let most = Rect { width: area.width.min(LARGEST.0), height: area.height.min(LARGEST.1), ..area };
    open_wide(in_the_middle(area, most.width, most.height), rows, title, buffer, settings)
}

/// The columns and rows inside a window of this many inner rows, or fewer if there is no room.
pub fn inside(area: Rect, rows: usize) -> (u16, u16) {
    let width = area.width.min(LARGEST.0).saturating_sub(SIDES);
    let height = area.height.min(LARGEST.1).saturating_sub(2).min(u16::try_from(rows).unwrap_or(u16::MAX));
    (width, height)
}

/// The same over the whole width of an area.
pub fn open_wide(area: Rect, rows: usize, title: &str, buffer: &mut Buffer, settings: &Settings) -> Option<Rect> {
    let (width, most) = (area.width, area.height);
    if width < SMALLEST.0 || most < SMALLEST.1 {
        return None;
    }
    let height = most.min(u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2));
    let window = in_the_middle(area, width, height);
    paint(window, title, buffer, settings);
    Some(window.inner(Margin { horizontal: SIDES / 2, vertical: 1 }))
}

/// An area of this size, or as much of it as there is, in the middle of another one.
fn in_the_middle(area: Rect, width: u16, height: u16) -> Rect {
    let (left, top) = (area.width.saturating_sub(width) / 2, area.height.saturating_sub(height) / 2);
    Rect { width, height, ..below(beside(area, left), top) }.intersection(area)
}

fn paint(window: Rect, title: &str, buffer: &mut Buffer, settings: &Settings) {
    let (glyphs, style) = (settings.glyphs, settings.theme.style(Role::Border));
    for y in window.top()..window.bottom() {
        for x in window.left()..window.right() {
            let (top, bottom) = (y == window.top(), y.saturating_add(1) == window.bottom());
            let (left, right) = (x == window.left(), x.saturating_add(1) == window.right());
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
    let at = Rect { height: 1, ..window.inner(Margin { horizontal: 2, vertical: 0 }) };
    write(buffer, at, &format!(" {title} "), Role::Strong, &settings.theme);
}
