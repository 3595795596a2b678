//! The crowd as a live table above the ladder, as `ss` prints it, with gauges of what may run out.

#![warn(clippy::arithmetic_side_effects)]

use super::Stage;
use super::crowd::Crowd;
use crate::say;
use crate::sim::{Record, Side, Socket};
use crate::text;
use crate::tui::text_lines::{below, write, write_all, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

impl Stage {
    /// The crowd on the stage, if there is one.
    pub(super) fn crowd(&self) -> Option<Crowd> {
        self.game.world().and_then(Crowd::of)
    }

    /// Selects another row of the crowd; whether there is a crowd.
    pub(super) fn turn_row(&mut self, up: bool) -> bool {
        let Some(crowd) = self.crowd() else { return false };
        self.view.row = crowd.turned(self.view.row, up);
        true
    }

    /// The selected row's connection comes onto the diagrams, with both its ends; whether one was selected.
    pub(super) fn follow_row(&mut self) -> bool {
        let (Some(crowd), Some(socket)) = (self.crowd(), self.view.row.take()) else { return false };
        self.view.focus = crowd.side;
        self.follow(crowd.side, socket);
        true
    }

    /// Paints the crowd: whose it is and its gauges, then the rows around the selected one, or the latest. The one on the diagrams and
    /// those that have just changed are marked.
    pub(super) fn paint_crowd(&self, crowd: &Crowd, area: Rect, buffer: &mut Buffer) {
        let (theme, language) = (&self.settings.theme, self.settings.language);
        let words = &language.windows;
        let side = crowd.side;
        let gauge = |(n, most): (u32, Option<u32>)| match most {
            Some(most) => format!("{n}/{most}"),
            None => n.to_string(),
        };
        let look =
            |(n, most): (u32, Option<u32>)| if most.is_some_and(|most| n >= most) { Role::Wrong } else { Role::Strong };
        let (held, waiting) = (gauge(crowd.descriptors), gauge(crowd.waiting));
        let inner = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
        let row = Rect { height: 1, ..inner };
        write_all(
            buffer,
            row,
            &[
                (side.letter(), Role::Heading),
                (" ", Role::Dim),
                (words.crowd_descriptors, Role::Dim),
                (" ", Role::Dim),
                (&held, look(crowd.descriptors)),
            ],
            theme,
        );
        let x = write_right(buffer, row, &waiting, look(crowd.waiting), theme);
        let before = Rect { width: x.saturating_sub(row.x.saturating_add(1)), ..row };
        let used = [side.letter(), words.crowd_descriptors, &held]
            .iter()
            .map(|words| text::width(words).saturating_add(1))
            .sum::<usize>();
        let room = usize::from(before.width).saturating_sub(used);
        let queue = [words.crowd_queue, words.crowd_queue_short].into_iter().find(|words| text::width(words) <= room);
        write_right(buffer, before, queue.unwrap_or_default(), Role::Dim, theme);
        let mut table = below(inner, 1);
        if crowd.has_heading(area.height) {
            let head = format!("{:<5}{:<11}{:>2} {}", " #", words.crowd_state, words.crowd_unread, words.crowd_peer);
            write(buffer, Rect { height: 1, ..table }, &head, Role::Dim, theme);
            table = below(table, 1);
        }
        let rows = usize::from(table.height.saturating_sub(1));
        let selected = crowd.rows.iter().position(|row| Some(row.socket) == self.view.row);
        let first = selected
            .unwrap_or(crowd.rows.len())
            .saturating_add(1)
            .saturating_sub(rows)
            .min(crowd.rows.len().saturating_sub(rows));
        let changed = self.changed_sockets(side);
        let above = say!(language, language.home.more_above, arrow = self.settings.glyphs.arrow_up, n = first);
        if first > 0 {
            write(buffer, Rect { height: table.height.min(1), ..table }, &above, Role::Dim, theme);
            table = below(table, 1);
        }
        let shown = self.derived.ends[side].connection.map(Socket::Connection);
        for (row, y) in crowd.rows.iter().skip(first).take(rows).zip(table.top()..table.bottom()) {
            let at = Rect { y, height: 1, ..table };
            let is_new = changed.contains(&row.socket);
            let role = match (self.view.row == Some(row.socket), is_new) {
                (true, _) => Role::Selected,
                (_, true) => Role::StateEntered,
                _ => Role::Text,
            };
            let mark = match (shown == Some(row.socket), is_new) {
                (true, _) => self.settings.glyphs.arrow_right,
                (_, true) => self.settings.glyphs.dot,
                _ => " ",
            };
            let peer = row.peer.as_ref().map(ToString::to_string).unwrap_or_default();
            let number = format!("#{}", row.socket.number());
            let line = format!("{number:<4}{:<11}{:>2} {peer}", row.state.ss_name(), row.recv_q);
            write_all(buffer, at, &[(mark, Role::Key), (&line, role)], theme);
        }
    }

    /// The sockets of a side that changed with the present step.
    fn changed_sockets(&self, side: Side) -> Vec<Socket> {
        let records = self.game.history().map(crate::session::History::last_records).unwrap_or_default();
        let changes = |record: &&Record| record.side == side && !record.outcome.transitions.is_empty();
        records.iter().filter(changes).filter_map(|record| record.connection().map(Socket::Connection)).collect()
    }
}
