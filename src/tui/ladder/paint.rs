//! The ladder on the screen.

#![warn(clippy::arithmetic_side_effects)]

use super::placed::{Arm, Mark, Marked, Placed, Stroke, Text};
use super::view::LadderView;
use crate::sim::{PerSide, Side};
use crate::tui::overlap;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

impl Widget for LadderView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let layout = self.layout(area);
        let pen = Pen { view: &self, area, width: layout.width };
        for y in 0..area.height {
            let row = layout.rows.get(usize::from(y));
            pen.life_lines(y, row.map_or(layout.closed, |row| row.closed), row.and_then(|row| row.branch), buf);
            if let Some(row) = row {
                pen.row(y, row, buf);
            }
        }
    }
}

/// Paints in the columns between the life lines.
struct Pen<'a> {
    view: &'a LadderView<'a>,
    area: Rect,
    width: u16,
}

impl Pen<'_> {
    /// Where a cell of the view is on the screen.
    const fn at(&self, x: u16, y: u16) -> (u16, u16) {
        (self.area.x.saturating_add(x), self.area.y.saturating_add(y))
    }

    /// A life line is broken while its host has no connection.
    fn life_lines(&self, y: u16, closed: PerSide<bool>, branch: Option<Side>, buf: &mut Buffer) {
        let glyphs = self.view.glyphs;
        let last = self.area.width.saturating_sub(1);
        for (side, x) in Side::BOTH.into_iter().zip([0, last]) {
            let glyph = match (closed[side], branch == Some(side)) {
                (_, true) if side == Side::A => glyphs.vertical_right,
                (_, true) => glyphs.vertical_left,
                (true, false) => glyphs.dashed_vertical,
                (false, false) => glyphs.vertical,
            };
            let Some(cell) = buf.cell_mut(self.at(x, y)) else { continue };
            cell.set_symbol(glyph).set_style(self.view.theme.style(Role::LifeLine));
        }
    }

    fn row(&self, y: u16, row: &Placed, buf: &mut Buffer) {
        for vertical in row.verticals.iter().filter(|vertical| vertical.drawn) {
            self.put(vertical.column, y, self.view.glyphs.vertical, vertical.role, buf);
        }
        if let Some(arm) = &row.arm {
            self.arm(y, arm, row, buf);
        }
        for text in &row.texts {
            self.text(y, text, buf);
        }
        if let Some(Marked::Selected | Marked::Related) = row.texts.last().map(|text| text.marked) {
            self.brackets(y, row, buf);
        }
    }

    fn arm(&self, y: u16, arm: &Arm, row: &Placed, buf: &mut Buffer) {
        let glyphs = self.view.glyphs;
        let line = match arm.stroke {
            Stroke::Solid => glyphs.horizontal,
            Stroke::Dashed => glyphs.dashed_horizontal,
            Stroke::Dots => glyphs.dot,
        };
        let rightward = arm.packet.from == Side::A;
        let blank =
            |x: u16| row.texts.iter().any(|text| arm.departs && (text.x <= x.saturating_add(1)) && x <= text.end());
        for x in arm.from..=arm.to {
            let crosses = row.verticals.iter().any(|vertical| vertical.drawn && vertical.column == x);
            let symbol = match () {
                () if arm.head == Some(x) && arm.held => glyphs.paused,
                () if arm.head == Some(x) => {
                    if rightward {
                        glyphs.arrow_right
                    } else {
                        glyphs.arrow_left
                    }
                }
                () if crosses => glyphs.cross,
                () if arm.bend == Some(x) => match (arm.departs, rightward) {
                    (true, true) => glyphs.down_left,
                    (true, false) => glyphs.down_right,
                    (false, true) => glyphs.up_right,
                    (false, false) => glyphs.up_left,
                },
                () if blank(x) || (arm.stroke == Stroke::Dots && x % 2 == 1) => continue,
                () => line,
            };
            self.put(x, y, symbol, arm.role, buf);
        }
    }

    fn text(&self, y: u16, text: &Text, buf: &mut Buffer) {
        let theme = self.view.theme;
        let style = match text.marked {
            Marked::Selected => theme.style(text.role).patch(theme.style(Role::Selected)),
            Marked::Not | Marked::Related => theme.style(text.role),
        };
        let mut x = text.x;
        if text.mark == Some(Mark::Passed) {
            return self.passed(y, text, buf);
        }
        if let Some(mark) = text.mark {
            self.put(x, y, self.mark(mark), text.role, buf);
            self.style(x, y, 2, style, text.marked, buf);
            x = x.saturating_add(2);
        }
        self.string(x, y, &text.text, style, buf);
        if text.cut {
            self.put(text.end().saturating_sub(1), y, self.view.glyphs.ellipsis, text.role, buf);
        }
    }

    /// Dots on both sides.
    fn passed(&self, y: u16, text: &Text, buf: &mut Buffer) {
        let style = self.view.theme.style(text.role);
        let end = text.end();
        for x in (text.x..text.x.saturating_add(3)).chain(end.saturating_sub(3)..end) {
            self.put(x, y, self.view.glyphs.dot, text.role, buf);
        }
        self.string(text.x.saturating_add(4), y, &text.text, style, buf);
    }

    /// Brackets instead of the blanks beside a label.
    fn brackets(&self, y: u16, row: &Placed, buf: &mut Buffer) {
        let (Some(first), Some(last)) = (row.texts.first(), row.texts.last()) else { return };
        let role = if last.marked == Marked::Related { Role::Again } else { last.role };
        if let Some(before) = first.x.checked_sub(1) {
            self.put(before, y, self.view.glyphs.pill_left, role, buf);
        }
        self.put(last.end(), y, self.view.glyphs.pill_right, role, buf);
    }

    fn mark(&self, mark: Mark) -> &'static str {
        let glyphs = self.view.glyphs;
        match mark {
            Mark::Again => glyphs.again,
            Mark::Forged => glyphs.forged,
            Mark::Copy => glyphs.copy,
            Mark::Replay => glyphs.replay,
            Mark::Lost => glyphs.lost,
            Mark::Timer => glyphs.timer,
            Mark::Held => glyphs.paused,
            Mark::Passed => glyphs.dot,
        }
    }

    fn put(&self, x: u16, y: u16, symbol: &str, role: Role, buf: &mut Buffer) {
        if x < self.width
            && let Some(cell) = buf.cell_mut(self.at(x.saturating_add(1), y))
        {
            cell.set_symbol(symbol).set_style(self.view.theme.style(role));
        }
    }

    fn style(&self, x: u16, y: u16, width: u16, style: ratatui::style::Style, marked: Marked, buf: &mut Buffer) {
        if marked == Marked::Selected {
            let width = width.min(self.width.saturating_sub(x));
            let (x, y) = self.at(x.min(self.width).saturating_add(1), y);
            buf.set_style(Rect::new(x, y, width, 1), style);
        }
    }

    fn string(&self, x: u16, y: u16, text: &str, style: ratatui::style::Style, buf: &mut Buffer) {
        if x < self.width {
            let room = usize::from(self.width.saturating_sub(x));
            let (x, y) = self.at(x.saturating_add(1), y);
            overlap::note(buf, (x, y), text, u16::try_from(room).unwrap_or(u16::MAX));
            buf.set_stringn(x, y, text, room, style);
        }
    }
}
