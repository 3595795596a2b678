//! A question before a room: its choices, and how many are for each.

#![warn(clippy::arithmetic_side_effects)]

use super::super::panel::Panel;
use super::view::Presented;
use super::words::Words;
use crate::lesson::{Choice, Page, Pick, Player};
use crate::text;
use crate::tui::text_lines::{below, write, write_all, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The cells of the bar of an answer that all are for.
const BAR: usize = 12;
/// A bar, and the number behind it, with air before and between.
const TALLY: u16 = 18;

impl Presented<'_> {
    /// How many rows a question takes with its choices.
    pub(super) fn poll_rows(&self, width: u16) -> u16 {
        let Some(Page::Ask { question, choices, .. }) = self.stage.game.player().map(Player::page) else { return 0 };
        let words = Words::default().and(question, Role::Question);
        u16::try_from(words.rows(width).saturating_add(1).saturating_add(choices.len().max(1))).unwrap_or(u16::MAX)
    }

    /// A question and its choices, and nothing else.
    pub(super) fn paint_poll(&self, room: Rect, buffer: &mut Buffer) {
        let Some(player) = self.stage.game.lesson() else { return };
        let Page::Ask { question, pick, choices, .. } = player.page() else { return };
        let (theme, glyphs) = (&self.stage.settings.theme, self.stage.settings.glyphs);
        let words = Words::default().and(question, Role::Question);
        let rows = u16::try_from(words.rows(room.width)).unwrap_or(u16::MAX);
        // A typed answer takes a row, too.
        let listed = u16::try_from(choices.len().max(1)).unwrap_or(u16::MAX);
        // Air between the choices matters more than air within the question.
        let pitch: u16 =
            if rows.saturating_add(1).saturating_add(listed.saturating_mul(2)) <= room.height { 2 } else { 1 };
        let question_room = room.height.saturating_sub(pitch.saturating_mul(listed).saturating_add(1));
        // The air behind the last line of the question is the choices'.
        let taken = words.paint(Rect { height: question_room, ..room }, buffer, glyphs, theme).min(question_room);
        let rest = below(room, taken.saturating_add(1));
        if pick == Pick::Typed {
            write(buffer, rest, &self.room_says(pick, choices), Role::Picked, theme);
            return;
        }
        for (i, choice) in choices.iter().enumerate() {
            self.paint_choice(i, choice, below(rest, pitch.saturating_mul(u16::try_from(i).unwrap_or(0))), buffer);
        }
    }

    fn paint_choice(&self, i: usize, choice: &Choice, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let (mark, role) = Panel { stage: self.stage }.look_of_choice(i, None, None);
        let number = format!("{mark} {} ", i.saturating_add(1));
        let row = Rect { height: area.height.min(1), ..area };
        let label = format!(" {} ", choice.label);
        write_all(buffer, row, &[(&number, Role::Key), (&label, role)], theme);
        let taken = u16::try_from(text::width(&number).saturating_add(text::width(&label))).unwrap_or(u16::MAX);
        self.paint_tally(
            i,
            Rect { x: row.x.saturating_add(taken.min(row.width)), width: row.width.saturating_sub(taken), ..row },
            buffer,
        );
    }

    /// How many are for an answer, once anybody is for one: a bar where there is room, and the number always.
    fn paint_tally(&self, choice: usize, room: Rect, buffer: &mut Buffer) {
        let (votes, all) = self.stage.votes(choice);
        if all == 0 {
            return;
        }
        let (theme, glyphs) = (&self.stage.settings.theme, self.stage.settings.glyphs);
        let full = BAR.saturating_mul(votes).checked_div(all).unwrap_or_default();
        let bar = glyphs.bar_full.repeat(full) + &" ".repeat(BAR.saturating_sub(full));
        let tally = if room.width >= TALLY { format!("{bar} {votes:>3}") } else { format!("{votes:>3}") };
        write_right(buffer, room, &tally, Role::Picked, theme);
    }
}
