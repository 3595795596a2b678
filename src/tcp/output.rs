//! Sending: segmentation, the FIN behind the data, repetition (RFC 9293 sections 3.7, 3.8.1 and 3.8.6).

use super::step::Step;
use super::{Cause, Fin, Flags, Payload, RuleId, SeqNumber, State, Tcb, Timer};
use std::collections::VecDeque;

impl Step<'_> {
    /// Sends what the peer's window allows: data in segments of at most MSS octets, then the FIN.
    pub fn output(&mut self) {
        if !may_send(self.tcb.state) {
            return;
        }
        self.window_may_have_opened();
        while self.send_one() {}
        self.watch_closed_window();
    }

    /// Sends the next segment that has never been sent, if there is one and it fits; whether it did.
    fn send_one(&mut self) -> bool {
        let tcb = &*self.tcb;
        if !tcb.unsent() {
            return false;
        }
        let usable = usable_window(tcb);
        let unsent = tcb.unsent_octets();
        let len = unsent.min(u32::from(tcb.snd.mss)).min(usable);
        if unsent > 0 && (len == 0 || is_silly(tcb, len, unsent)) {
            return false;
        }
        let with_fin = tcb.fin == Fin::Queued && len == unsent && usable > len;
        if len == 0 && !with_fin {
            return false;
        }
        let payload = queued(tcb, tcb.octets_in_flight(), len);
        self.send_new(payload, with_fin);
        true
    }

    fn send_new(&mut self, payload: Payload, with_fin: bool) {
        let seq = self.tcb.snd.nxt;
        let flags = if with_fin { Flags::FIN_ACK } else { Flags::ACK };
        #[expect(clippy::cast_possible_truncation, reason = "a payload is at most one MSS")]
        let after_data = seq.plus(payload.len() as u32);
        if with_fin {
            self.tcb.fin = Fin::Sent(after_data);
        }
        if !payload.is_empty() {
            self.data_leaves();
        }
        self.transmit(flags, seq, payload, false);
        let end = after_data.plus(u32::from(with_fin));
        self.tcb.snd.nxt = end;
        self.tcb.rtt.time(end, self.now);
        // RFC 9293 enters LAST-ACK with the FIN, not with the call (section 3.10.4).
        if with_fin && self.tcb.state == State::CloseWait {
            self.enter(Cause::Close);
        }
    }

    /// When a closed window opens, an octet that went out as a probe is sent again at once.
    fn window_may_have_opened(&mut self) {
        if self.tcb.timers.is_running(Timer::Persist) && self.tcb.snd.wnd > 0 {
            self.tcb.timers.stop(Timer::Persist);
            self.tcb.rtt.progress();
            if self.tcb.in_flight() {
                self.resend_front();
            }
        }
    }

    /// Nothing in flight and nothing allowed: only a probe can find out that the window has opened.
    fn watch_closed_window(&mut self) {
        let tcb = &mut *self.tcb;
        if may_send(tcb.state) && tcb.unsent() && !tcb.in_flight() && !tcb.timers.is_running(Timer::Persist) {
            tcb.timers.set(Timer::Persist, self.now.plus(tcb.rtt.rto(self.profile)));
        }
    }

    /// Sends the front of the queue again: SYN, SYN,ACK, data, or the FIN.
    pub fn resend_front(&mut self) {
        self.tcb.rtt.stop_timing();
        let tcb = &*self.tcb;
        if tcb.syn_in_flight() {
            let flags = if tcb.state == State::SynSent { Flags::SYN } else { Flags::SYN_ACK };
            let iss = tcb.snd.iss;
            return self.transmit(flags, iss, Payload::new(), true);
        }
        let in_flight = tcb.octets_in_flight();
        let len = in_flight.min(u32::from(tcb.snd.mss));
        let with_fin = matches!(tcb.fin, Fin::Sent(_)) && len == in_flight;
        let flags = if with_fin { Flags::FIN_ACK } else { Flags::ACK };
        let (seq, payload) = (tcb.snd.una, queued(tcb, 0, len));
        self.transmit(flags, seq, payload, true);
    }

    /// Asks a peer with a closed window whether it has opened.
    pub fn probe_window(&mut self) {
        self.cite(RuleId::WindowProbe);
        if self.follows(RuleId::LinuxEmptyProbe) {
            self.cite(RuleId::LinuxEmptyProbe);
            let before = self.tcb.snd.una.minus(1);
            return self.transmit(Flags::ACK, before, Payload::new(), true);
        }
        if self.tcb.in_flight() {
            return self.resend_front();
        }
        let payload = queued(self.tcb, 0, self.tcb.unsent_octets().min(1));
        let with_fin = payload.is_empty();
        self.send_new(payload, with_fin);
        // Karn: a probe measures the peer's reader, not the way to it.
        self.tcb.rtt.stop_timing();
    }
}

const fn may_send(state: State) -> bool {
    match state {
        State::Established | State::FinWait1 | State::CloseWait | State::Closing | State::LastAck => true,
        State::Closed | State::Listen | State::SynSent | State::SynReceived | State::FinWait2 | State::TimeWait => {
            false
        }
    }
}

/// How many numbers may still be sent: SND.UNA + SND.WND - SND.NXT.
fn usable_window(tcb: &Tcb) -> u32 {
    tcb.snd.wnd.saturating_sub(tcb.snd.nxt.distance_from(tcb.snd.una))
}

/// Silly window syndrome: a small segment waits while others are in flight and more window may come (RFC 9293 section 3.8.6.2.1).
fn is_silly(tcb: &Tcb, len: u32, unsent: u32) -> bool {
    let full = len == u32::from(tcb.snd.mss) || len == unsent;
    !full && tcb.in_flight() && len < tcb.snd.max_wnd / 2
}

fn queued(tcb: &Tcb, from: u32, len: u32) -> Payload {
    piece_of(&tcb.send_queue, from as usize, len as usize)
}

/// A piece of a queue, copied slice by slice.
pub(super) fn piece_of(queue: &VecDeque<u8>, from: usize, len: usize) -> Payload {
    let (first, second) = queue.as_slices();
    let (end, split) = (from + len, first.len());
    let mut piece = Payload::with_capacity(len);
    piece.extend_from_slice(&first[from.min(split)..end.min(split)]);
    piece.extend_from_slice(&second[from.max(split) - split..end.max(split) - split]);
    piece
}

impl Tcb {
    /// Takes what `ack` acknowledges out of the send queue.
    pub(super) fn acknowledge(&mut self, ack: SeqNumber) {
        let numbers = ack.distance_from(self.snd.una);
        let octets = ack.distance_from(self.queue_start());
        let in_flight = self.octets_in_flight();
        // An ACK of the SYN alone lies before the queue, one of the FIN one beyond it.
        let octets = if self.syn_in_flight() && numbers == 0 { 0 } else { octets.min(in_flight) };
        self.send_queue.drain(..(octets as usize).min(self.send_queue.len()));
        self.snd.una = ack;
        self.snd.acknowledged = self.snd.acknowledged.saturating_add(numbers);
    }
}
