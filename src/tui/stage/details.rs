//! Under a diagram, where there is room: the sequence variables, the armed timers with bars, and the program.

#![warn(clippy::arithmetic_side_effects)]

use super::picture::Picture;
use crate::language::Language;
use crate::say;
use crate::sim::Side;
use crate::text;
use crate::timeline::{Running, Variables};
use crate::tui::text_lines::{write, write_all, write_all_cut, write_cut, write_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A bar of this many cells, or of at least this many where there is little room.
const BAR: u16 = 10;
const LEAST_BAR: u16 = 4;
/// Between two variables.
const APART: &str = "  ";
/// The columns of a timer's name.
const NAME: usize = 15;

impl Picture<'_> {
    pub(super) fn paint_details(&self, side: Side, area: Rect, buffer: &mut Buffer) {
        if area.height < 3 {
            return;
        }
        let (theme, glyphs) = (&self.stage.settings.theme, self.stage.settings.glyphs);
        let words = &self.stage.settings.language.stage;
        let end = &self.stage.derived.ends[side];
        let inner = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
        let row = |i: u16| Rect { y: inner.y.saturating_add(i), height: 1, ..inner };
        if !self.stage.view.numbers {
            return;
        }
        let below = usize::from(end.program.is_some()).saturating_add(end.timers.len().max(1));
        let rows = usize::from(area.height).saturating_sub(below).max(1);
        let mut next = 0;
        let lines = |numbers| variables(numbers, inner.width.into(), rows, self.stage.settings.language);
        for line in end.numbers.map(lines).unwrap_or_default() {
            write(buffer, row(next), &line, Role::TitleDetail, theme);
            next = next.saturating_add(1);
        }
        // Without narrow rows the timers stand still while connections come and go.
        next = next.max(2);
        if let Some(program) = end.program {
            let pieces = [(words.program, Role::Dim), (" ", Role::Dim), (program, Role::Call)];
            write_all_cut(buffer, row(next), &pieces, glyphs, theme);
            next = next.saturating_add(1);
        }
        if end.timers.is_empty() {
            write_cut(buffer, row(next), words.no_timer, Role::Dim, glyphs, theme);
        }
        for (running, i) in end.timers.iter().zip(next..area.height) {
            self.paint_timer(running, row(i), buffer);
        }
    }

    fn paint_timer(&self, running: &Running, area: Rect, buffer: &mut Buffer) {
        let Running { timer, at, whole } = *running;
        let left = at.since(self.stage.shown());
        let glyphs = self.stage.settings.glyphs;
        let name = format!("{:<NAME$}", timer.name());
        let words = format!(" {}", crate::narrate::duration(left));
        let bar = area
            .width
            .saturating_sub(u16::try_from(NAME.saturating_add(crate::text::width(&words))).unwrap_or(u16::MAX))
            .min(BAR);
        // A bar of a few cells says nothing, and the time must not be cut.
        let bar = if bar < LEAST_BAR { 0 } else { bar };
        let share = (left.as_secs_f64() / whole.as_secs_f64().max(f64::EPSILON)).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the bar's cells")]
        let full = ((share * f64::from(bar)).round() as u16).min(bar);
        let (full, empty) =
            (glyphs.bar_full.repeat(full.into()), glyphs.bar_empty.repeat((bar.saturating_sub(full)).into()));
        let pieces =
            [(name.as_str(), Role::Timer), (&full, Role::Timer), (&empty, Role::Dim), (&words, Role::TitleDetail)];
        let taken = write_all(buffer, area, &pieces, &self.stage.settings.theme);
        if usize::from(taken) < NAME.saturating_add(usize::from(bar)).saturating_add(crate::text::width(&words)) {
            write_right(buffer, area, glyphs.ellipsis, Role::TitleDetail, &self.stage.settings.theme);
        }
    }
}

/// The sequence variables in lines of this width: what is sent and what is received in a line each, or, where that is too wide, the
/// more important ones in as many rows as there are. A number is never cut.
fn variables(numbers: Variables, width: usize, rows: usize, language: &Language) -> Vec<String> {
    let Variables { snd_una, snd_nxt, snd_wnd, rcv_nxt, rcv_wnd, unread } = numbers;
    let send = [format!("SND.UNA {snd_una}"), format!("SND.NXT {snd_nxt}"), format!("SND.WND {snd_wnd}")];
    let unread = say!(language, language.stage.unread, n = unread);
    let receive = [format!("RCV.NXT {rcv_nxt}"), format!("RCV.WND {rcv_wnd}"), unread];
    let lines = [send.join(APART), receive.join(APART)];
    if lines.iter().all(|line| text::width(line) <= width) {
        return lines.to_vec();
    }
    let [una, next, window] = send;
    let [expected, room, unread] = receive;
    let mut lines: Vec<String> = Vec::new();
    for variable in
        [una, next, expected, window, room, unread].into_iter().filter(|variable| text::width(variable) <= width)
    {
        let fits = |line: &String| {
            text::width(line).saturating_add(APART.len()).saturating_add(text::width(&variable)) <= width
        };
        if let Some(at) = lines.iter().position(fits) {
            lines[at] = [&*lines[at], &*variable].join(APART);
        } else if lines.len() < rows {
            lines.push(variable);
        }
    }
    lines
}
