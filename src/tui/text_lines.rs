//! Marked text into the buffer: the one place where words meet roles.

#![warn(clippy::arithmetic_side_effects)]

use super::glyphs::Glyphs;
use super::overlap;
use super::theme::{Role, Theme};
use crate::text::{self, Line, Mark};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What is left of an area below this many rows.
#[must_use]
pub const fn below(area: Rect, rows: u16) -> Rect {
    let rows = if rows < area.height { rows } else { area.height };
    Rect { y: area.y.saturating_add(rows), height: area.height.saturating_sub(rows), ..area }
}

/// What is left of an area to the right of this many columns.
#[must_use]
pub const fn beside(area: Rect, columns: u16) -> Rect {
    let columns = if columns < area.width { columns } else { area.width };
    Rect { x: area.x.saturating_add(columns), width: area.width.saturating_sub(columns), ..area }
}

/// The rest of a row of an area, from a column and a row counted from its corner; `None` below its end.
#[must_use]
pub fn cell(area: Rect, (column, row): (usize, usize)) -> Option<Rect> {
    let (column, row) = (u16::try_from(column).ok()?.min(area.width), u16::try_from(row).ok()?);
    (row < area.height).then(|| Rect { height: 1, ..beside(below(area, row), column) })
}

/// Empties an area: no text, no style.
pub fn clear(area: Rect, buffer: &mut Buffer) {
    for at in area.intersection(*buffer.area()).positions() {
        buffer[at].reset();
    }
}

/// Writes one line of plain text, cut at the area's right edge; how many columns it took.
pub fn write(buffer: &mut Buffer, area: Rect, words: &str, role: Role, theme: &Theme) -> u16 {
    // A window that is cut off by a small screen is cut off, and nothing worse.
    let area = area.intersection(*buffer.area());
    if area.is_empty() {
        return 0;
    }
    overlap::note(buffer, (area.x, area.y), words, area.width);
    let (x, _) = buffer.set_stringn(area.x, area.y, words, area.width as usize, theme.style(role));
    x.saturating_sub(area.x)
}

/// Writes pieces of different roles one after the other; how many columns they took.
pub fn write_all(buffer: &mut Buffer, area: Rect, pieces: &[(&str, Role)], theme: &Theme) -> u16 {
    let mut rest = area;
    for (words, role) in pieces {
        rest = beside(rest, write(buffer, rest, words, *role, theme));
    }
    rest.x.saturating_sub(area.x)
}

/// The same; what does not fit ends in an ellipsis.
pub fn write_all_cut(buffer: &mut Buffer, area: Rect, pieces: &[(&str, Role)], glyphs: &Glyphs, theme: &Theme) -> u16 {
    let taken = write_all(buffer, area, pieces, theme);
    if pieces.iter().map(|(words, _)| text::width(words)).sum::<usize>() > usize::from(area.width) {
        write_right(buffer, area, glyphs.ellipsis, Role::Dim, theme);
    }
    taken
}

/// Writes text that ends at the area's right edge; where it begins.
pub fn write_right(buffer: &mut Buffer, area: Rect, words: &str, role: Role, theme: &Theme) -> u16 {
    let width = u16::try_from(text::width(words)).unwrap_or(u16::MAX).min(area.width);
    let at = beside(area, area.width.saturating_sub(width));
    write(buffer, at, words, role, theme);
    at.x
}

/// Writes wrapped lines with inline marks; how many rows they took. `plain` is the role of what is not marked.
pub fn write_lines(buffer: &mut Buffer, area: Rect, lines: &[Line], plain: Role, theme: &Theme) -> u16 {
    let mut row = area;
    for line in lines.iter().take(area.height as usize) {
        let mut rest = Rect { height: 1, ..row };
        for span in &line.spans {
            rest = beside(rest, write(buffer, rest, &span.text, role_of(span.mark, plain), theme));
        }
        row = below(row, 1);
    }
    row.y.saturating_sub(area.y)
}

/// Writes paragraphs one below the other, each in its role; how many rows they took. What does not fit ends in an ellipsis, so
/// that nobody takes a part for the whole.
pub fn write_paragraphs(
    buffer: &mut Buffer,
    area: Rect,
    paragraphs: &[(&str, Role)],
    glyphs: &Glyphs,
    theme: &Theme,
) -> u16 {
    let mut rest = area;
    let mut cut = false;
    for (marked, role) in paragraphs {
        let lines = text::wrap(marked, area.width);
        cut |= lines.len() > usize::from(rest.height);
        rest = below(rest, write_lines(buffer, rest, &lines, *role, theme));
    }
    if cut && !area.is_empty() {
        let more = format!(" {}", glyphs.ellipsis);
        let last = below(area, area.height.saturating_sub(1));
        write_right(buffer, last, &more, Role::Key, theme);
    }
    rest.y.saturating_sub(area.y)
}

/// Writes one line of plain text; what does not fit ends in an ellipsis. How many columns it took.
pub fn write_cut(buffer: &mut Buffer, area: Rect, words: &str, role: Role, glyphs: &Glyphs, theme: &Theme) -> u16 {
    let taken = write(buffer, area, words, role, theme);
    if text::width(words) > usize::from(area.width) {
        write_right(buffer, area, glyphs.ellipsis, role, theme);
    }
    taken
}

/// Wraps and writes text with inline marks; how many rows it took.
pub fn write_marked(buffer: &mut Buffer, area: Rect, marked: &str, plain: Role, theme: &Theme) -> u16 {
    write_lines(buffer, area, &text::wrap(marked, area.width), plain, theme)
}

/// The role of marked words in a text of this role.
#[must_use]
pub const fn role_of(mark: Mark, plain: Role) -> Role {
    match mark {
        Mark::Plain => plain,
        Mark::Strong => Role::Strong,
        Mark::Emphasis => Role::Emphasis,
        Mark::Code => Role::Code,
    }
}
