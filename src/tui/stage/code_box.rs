//! The code that a lesson speaks of: below the ladder, with the numbers of its lines.

#![warn(clippy::arithmetic_side_effects)]

use super::Stage;
use super::panel::Panel;
use crate::lesson::{Page, Player};
use crate::tui::text_lines::{write, write_all_cut};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

impl Stage {
    /// The code that the lesson speaks of. Before a room that is asked for a line of it, the choices are the lines.
    pub(super) fn code(&self) -> Option<&[String]> {
        let player = self.game.lesson()?;
        let is_listed = player.asks_for_a_line() && self.game.open_question().is_some() && self.shown_large().is_some();
        Some(player.code()).filter(|lines| !lines.is_empty() && !is_listed)
    }

    /// Whether the present question is for a line of the code, and the code is on the screen: then a line's number names it.
    pub(super) fn shows_lines_to_choose_from(&self) -> bool {
        let asks = self.game.lesson().is_some_and(Player::asks_for_a_line) && self.shown_large().is_none();
        asks && self.layout(self.view.area).is_some_and(|layout| self.column(layout.ladder).code.is_some())
    }

    /// A line's mark and look: what was chosen is marked in the code itself.
    fn look_of_line(&self, at: usize) -> (&'static str, Role) {
        let player = self.game.lesson().filter(|player| player.asks_for_a_line());
        match player.map(Player::page) {
            Some(Page::Ask { picked, revealed, .. }) => {
                match (Panel { stage: self }).look_of_choice(at, picked, revealed.as_ref()) {
                    (mark, Role::Choice | Role::Dim) => (mark, Role::Code),
                    marked => marked,
                }
            }
            _ => (" ", Role::Code),
        }
    }

    /// Paints the lines.
    pub(super) fn paint_code(&self, lines: &[String], area: Rect, buffer: &mut Buffer) {
        let (theme, glyphs) = (&self.settings.theme, self.settings.glyphs);
        let rule = glyphs.horizontal.repeat(usize::from(area.width.saturating_sub(2)));
        let inner = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), height: 1, ..area };
        write(buffer, inner, &rule, Role::Border, theme);
        let rows = area.top().saturating_add(1)..area.bottom();
        for ((number, line), y) in (1_usize..).zip(lines).zip(rows) {
            let row = Rect { y, x: area.x, width: area.width.saturating_sub(1), height: 1 };
            let (mark, role) = self.look_of_line(number.saturating_sub(1));
            let words = [(mark, role), (&*format!("{number} "), Role::Dim), (line, role)];
            write_all_cut(buffer, row, &words, glyphs, theme);
        }
    }
}
