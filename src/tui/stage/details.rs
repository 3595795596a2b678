//! Under a diagram, where there is room: the sequence variables, the armed timers with bars, and the program.

use super::Stage;
use crate::sim::{AppBehaviour, Side};
use crate::tcp::{Tcb, Timer};
use crate::tui::text_lines::{write, write_all};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::Duration;

/// A bar of so many cells.
const BAR: u16 = 10;

impl Stage {
    pub(super) fn paint_details(&self, side: Side, area: Rect, buffer: &mut Buffer) {
        if area.height < 3 {
            return;
        }
        let theme = &self.settings.theme;
        let host = self.game.world().host(side);
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let row = |i: u16| Rect { y: inner.y + i, height: 1, ..inner };
        if !self.numbers {
            return;
        }
        if let Some(tcb) = host.tcb() {
            let snd = tcb.snd();
            let rcv = tcb.rcv();
            let send = format!("SND.UNA {}  SND.NXT {}  SND.WND {}", snd.una, snd.nxt, snd.wnd);
            write(buffer, row(0), &send, Role::TitleDetail, theme);
            let receive = format!("RCV.NXT {}  RCV.WND {}  unread {}", rcv.nxt, rcv.wnd, tcb.readable());
            write(buffer, row(1), &receive, Role::TitleDetail, theme);
        }
        let mut next = 2;
        if host.app != AppBehaviour::Manual {
            write_all(buffer, row(next), &[("program ", Role::Dim), (host.app.word(), Role::Call)], theme);
            next += 1;
        }
        let timers: Vec<_> = self.game.world().running_timers(side).collect();
        if timers.is_empty() {
            write(buffer, row(next), "no timer is running", Role::Dim, theme);
        }
        for ((at, timer), i) in timers.into_iter().zip(next..area.height) {
            let Some(tcb) = host.tcb() else { break };
            self.paint_timer(tcb, timer, at.since(self.shown()), row(i), buffer);
        }
    }

    fn paint_timer(&self, tcb: &Tcb, timer: Timer, left: Duration, area: Rect, buffer: &mut Buffer) {
        let glyphs = self.settings.glyphs;
        let whole = self.whole(tcb, timer);
        let share = (left.as_secs_f64() / whole.as_secs_f64().max(f64::EPSILON)).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and BAR")]
        let full = ((share * f64::from(BAR)).round() as u16).min(BAR);
        let (full, empty) = (glyphs.bar_full.repeat(full.into()), glyphs.bar_empty.repeat((BAR - full).into()));
        let name = format!("{:<15}", timer.name());
        let words = format!(" {}", crate::narrate::duration(left));
        let pieces =
            [(name.as_str(), Role::Timer), (&full, Role::Timer), (&empty, Role::Dim), (&words, Role::TitleDetail)];
        write_all(buffer, area, &pieces, &self.settings.theme);
    }

    /// How long the timer runs in all.
    fn whole(&self, tcb: &Tcb, timer: Timer) -> Duration {
        let profile = self.game.world().profile();
        let timings = &profile.timings;
        match timer {
            Timer::Retransmission | Timer::Persist => tcb.rtt().rto(profile),
            Timer::DelayedAck => timings.delayed_ack,
            Timer::Keepalive => tcb.settings().keepalive.unwrap_or_default().idle,
            Timer::User => tcb.settings().user_timeout.or(timings.user_timeout).unwrap_or_default(),
            Timer::FinWait2 => timings.fin_wait_2.unwrap_or_default(),
            Timer::TimeWait => timings.time_wait,
        }
    }
}
