//! When Linux lets an ACK wait: at once at the beginning of a connection, later for data of one's own to ride on (`__tcp_ack_snd_check`,
//! `tcp_event_data_recv`, `tcp_event_data_sent`, measured on Linux 6.18).

use super::step::Step;
use super::{RuleId, State};
use std::time::Duration;

/// At most this many ACKs in a row are sent at once.
const MOST_QUICK: u8 = 16;
/// The smallest estimate of the peer's segments.
const LEAST_SEGMENT: u32 = 536;
/// What the timer of an ACK that may wait has at least.
const USUAL: Duration = Duration::from_millis(40);
/// The next tick of a clock with 250 a second.
const NEXT_TICK: Duration = Duration::from_millis(4);

impl Step<'_> {
    const fn learns(&self) -> bool {
        self.tcb.settings.delayed_ack && self.follows(RuleId::LinuxQuickAck)
    }

    /// Data has come, next in line.
    pub fn data_came(&mut self, len: u32) {
        if !self.learns() {
            return;
        }
        let (now, rto, window) = (self.now, self.tcb.rtt.rto(self.profile), self.tcb.rcv.wnd);
        let acking = &mut self.tcb.acking;
        acking.segment = acking.segment.max(len).max(LEAST_SEGMENT);
        if len < acking.segment {
            acking.pushed = acking.pushed.saturating_add(1);
        }
        let pause = acking.last.map(|last| now.since(last));
        let starts = match pause {
            None => {
                acking.wait = USUAL;
                true
            }
            Some(pause) if pause <= USUAL / 2 => {
                acking.wait = acking.wait / 2 + USUAL / 2;
                false
            }
            Some(pause) if pause < acking.wait => {
                acking.wait = (acking.wait / 2 + pause).min(rto);
                false
            }
            Some(pause) => pause > rto,
        };
        if starts {
            let fit = window / (2 * acking.segment);
            let quick = u8::try_from(fit.max(2)).unwrap_or(MOST_QUICK).min(MOST_QUICK);
            acking.quick = acking.quick.max(quick);
        }
        acking.last = Some(now);
    }

    /// The peer has closed: its next segment, if one comes, will be an ACK of what the program still writes.
    pub fn fin_came(&mut self) {
        if self.learns() {
            self.tcb.acking.interactive = true;
        }
    }

    /// Data of our own leaves: within a moment of what came, it looks like an answer.
    pub fn data_leaves(&mut self) {
        if self.learns() {
            let acking = &mut self.tcb.acking;
            let soon = acking.last.is_some_and(|last| self.now.since(last) < acking.wait);
            acking.interactive |= soon;
        }
    }

    /// An ACK leaves, alone or on something else.
    pub fn ack_leaves(&mut self) {
        let acking = &mut self.tcb.acking;
        acking.quick = acking.quick.saturating_sub(1);
        acking.pushed = 0;
    }

    /// Whether Linux lets the ACK wait.
    pub fn linux_ack_waits(&self) -> bool {
        let acking = &self.tcb.acking;
        let quick = acking.quick > 0 && !acking.interactive;
        !quick && self.tcb.rcv.unacknowledged <= acking.segment.max(LEAST_SEGMENT)
    }

    /// How long the ACK waits.
    pub fn ack_wait(&self) -> Duration {
        let timings = &self.profile.timings;
        if !self.learns() {
            return timings.delayed_ack;
        }
        let acking = &self.tcb.acking;
        if acking.last.is_none() {
            // A FIN with nothing before it.
            return NEXT_TICK;
        }
        let round_trip = self.tcb.rtt.smoothed.map_or(timings.delayed_ack_most, |rtt| rtt.max(timings.delayed_ack));
        acking.wait.min(round_trip).min(timings.delayed_ack_most)
    }

    /// `tcp_cleanup_rbuf`: the program has read all that came, and the ACK that waits goes out unless an answer is likely.
    pub fn read_all(&self) -> bool {
        let acking = &self.tcb.acking;
        let open = matches!(self.state(), State::Established | State::FinWait1 | State::FinWait2);
        let waits = self.tcb.timers.is_running(super::Timer::DelayedAck);
        let pushed = acking.pushed > 1 || (acking.pushed > 0 && !acking.interactive);
        self.learns() && open && waits && pushed && self.tcb.receive_queue.is_empty()
    }
}
