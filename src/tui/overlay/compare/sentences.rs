//! Two paths in sentences: every row says what happened, and beside it what happened on the other one.

#![warn(clippy::arithmetic_side_effects)]

use super::cells::{Cell, Row};
use super::marks::{MARK, behind_mark};
use crate::text;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{write, write_marked};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How many lines a row takes in columns of this width.
fn lines(row: &Row, width: u16) -> usize {
    let wrapped = |cell: &Cell| text::wrap(&cell.words, width.saturating_sub(MARK).max(1)).len();
    row.iter().flatten().map(wrapped).max().unwrap_or(1)
}

/// The last row that has to be the top one for the end to be seen.
pub(super) fn last_top(rows: &[Row], width: u16, height: u16) -> usize {
    let mut room = usize::from(height);
    let fit = rows.iter().rev().take_while(|row| {
        let taken = lines(row, width);
        let fits = taken <= room;
        room = room.saturating_sub(taken);
        fits
    });
    rows.len().saturating_sub(fit.count())
}

/// How many lines all rows take.
pub(super) fn height(rows: &[Row], width: u16) -> usize {
    rows.iter().map(|row| lines(row, width)).sum()
}

/// Paints the rows from this one on into the two columns.
pub(super) fn paint(rows: &[Row], columns: [Rect; 2], buffer: &mut Buffer, settings: &Settings) {
    let (theme, glyphs) = (&settings.theme, settings.glyphs);
    let bottom = columns[0].bottom();
    let mut y = columns[0].y;
    for row in rows {
        if y >= bottom {
            break;
        }
        for (cell, column) in row.iter().zip(columns) {
            let Some(cell) = cell else { continue };
            let rest = Rect { y, height: bottom.saturating_sub(y), ..column };
            let inside = behind_mark(rest);
            if cell.only {
                write(buffer, rest, glyphs.differs, Role::Again, theme);
            }
            write_marked(buffer, inside, &cell.words, if cell.only { Role::Text } else { Role::Dim }, theme);
        }
        y = y.saturating_add(u16::try_from(lines(row, columns[0].width)).unwrap_or(u16::MAX));
    }
}
