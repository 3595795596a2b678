//! The code that a lesson speaks of: below the ladder, with the numbers of its lines.

use super::Stage;
use crate::lesson::Player;
use crate::tui::text_lines::{write, write_all_cut};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The ladder keeps at least this many rows: with fewer it shows nothing of what happens.
const LEAST_LADDER: u16 = 6;

impl Stage {
    /// The rows of a column for the lesson's code, and those that are left above it; no code where there is none, or no room.
    pub(super) fn parted_from_code(&self, column: Rect) -> (Option<Rect>, Rect) {
        let lines = self.code().map_or(0, |player| player.code().len());
        let wanted = u16::try_from(lines + 1).unwrap_or(u16::MAX);
        if lines == 0 || column.height < wanted.saturating_add(LEAST_LADDER) {
            return (None, column);
        }
        let height = column.height - wanted;
        (Some(Rect { y: column.y + height, height: wanted, ..column }), Rect { height, ..column })
    }

    /// The lesson, if it speaks of code, and does not just ask for a line of it: then the choices are the lines.
    fn code(&self) -> Option<&Player> {
        self.game.lesson().filter(|player| !player.code().is_empty() && !player.asks_for_a_line())
    }

    /// Paints the lines.
    pub(super) fn paint_code(&self, area: Rect, buffer: &mut Buffer) {
        let Some(player) = self.code() else { return };
        let (theme, glyphs) = (&self.settings.theme, self.settings.glyphs);
        let rule = glyphs.horizontal.repeat(usize::from(area.width.saturating_sub(2)));
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
        write(buffer, inner, &rule, Role::Border, theme);
        let rows = (area.top() + 1)..area.bottom();
        for ((number, line), y) in (1..).zip(player.code()).zip(rows) {
            let row = Rect { y, ..inner };
            write_all_cut(buffer, row, &[(&format!("{number} "), Role::Dim), (line, Role::Code)], glyphs, theme);
        }
    }
}
