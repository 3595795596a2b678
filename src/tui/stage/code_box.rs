//! The code that a lesson speaks of: below the ladder, with the numbers of its lines.

use super::Stage;
use crate::tui::text_lines::{write, write_all_cut};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

impl Stage {
    /// The lesson, if it speaks of code, and does not just ask for a line of it: then the choices are the lines.
    pub(super) fn code(&self) -> Option<&[String]> {
        let player = self.game.lesson().filter(|player| !player.asks_for_a_line())?;
        Some(player.code()).filter(|lines| !lines.is_empty())
    }

    /// Paints the lines.
    pub(super) fn paint_code(&self, lines: &[String], area: Rect, buffer: &mut Buffer) {
        let (theme, glyphs) = (&self.settings.theme, self.settings.glyphs);
        let rule = glyphs.horizontal.repeat(usize::from(area.width.saturating_sub(2)));
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
        write(buffer, inner, &rule, Role::Border, theme);
        let rows = (area.top() + 1)..area.bottom();
        for ((number, line), y) in (1..).zip(lines).zip(rows) {
            let row = Rect { y, ..inner };
            write_all_cut(buffer, row, &[(&format!("{number} "), Role::Dim), (line, Role::Code)], glyphs, theme);
        }
    }
}
