//! The seventh check: segment text, which leads to the eighth, the FIN (RFC 9293 section 3.10.7.4).

use super::numbered::{CheckList, Subject};
use super::step::{AckOwed, Step};
use super::{CallError, Cause, Held, Payload, RuleId, Segment, Signal, State};

impl Step<'_> {
    pub fn text_and_fin(&mut self, segment: &Segment) {
        self.check(CheckList::Connection, Subject::Urgent);
        self.check(CheckList::Connection, Subject::Text);
        match self.state() {
            State::Established | State::FinWait1 | State::FinWait2 => self.take_text(segment),
            State::CloseWait | State::Closing | State::LastAck | State::TimeWait => self.text_after_fin(segment),
            State::Closed | State::Listen | State::SynSent | State::SynReceived => {}
        }
        // A connection that the text has ended has no FIN to look at.
        if self.state() != State::Closed {
            self.check(CheckList::Connection, Subject::Fin);
        }
    }

    /// The peer's FIN has come: nothing after it can be text.
    fn text_after_fin(&mut self, segment: &Segment) {
        if self.linux_text_after_fin(segment).is_break() {
            return;
        }
        let right_edge = self.tcb.rcv.nxt.plus(self.tcb.rcv.wnd);
        if !segment.payload.is_empty() && segment.end().after(right_edge) {
            // What lies beyond the window was not acceptable, and is answered like all that is not.
            self.cite(RuleId::TextTrimmedNew);
            self.ack = AckOwed::Now;
        }
        let fin_again = segment.flags.fin() && segment.seq == self.tcb.rcv.nxt;
        if segment.seg_len() > u32::from(fin_again) {
            self.cite(RuleId::TextIgnored);
        }
        if fin_again {
            self.receive_fin_again();
        }
    }

    fn take_text(&mut self, segment: &Segment) {
        let Some(text) = self.trim(segment) else { return };
        if self.tcb.reader_gone && self.rejects_unread_data(segment, &text) {
            return;
        }
        if self.is_shut_both_ways() && !text.payload.is_empty() {
            self.cite(RuleId::LinuxShutdownRead);
            self.tell(Signal::Reset(self.state()));
            self.reset_for(segment);
            return self.enter(Cause::DataAfterClose);
        }
        if text.payload.is_empty() && !text.fin {
            return;
        }
        if text.seq == self.tcb.rcv.nxt {
            self.take_in_order(&text);
            self.absorb_held();
        } else {
            self.cite(if text.payload.is_empty() { RuleId::FinHeld } else { RuleId::TextHeld });
            self.hold(text);
            self.ack = AckOwed::Now;
        }
    }

    /// Whether the program can neither write nor read any more, though it holds the socket: then Linux refuses new data.
    fn is_shut_both_ways(&self) -> bool {
        let shut = matches!(self.state(), State::FinWait1 | State::FinWait2);
        shut && self.tcb.read_shut && self.follows(RuleId::LinuxShutdownRead)
    }

    /// What of the segment lies inside the window; `None` if all of it is old.
    fn trim(&mut self, segment: &Segment) -> Option<Held> {
        let (nxt, wnd) = (self.tcb.rcv.nxt, self.tcb.rcv.wnd);
        let mut text = Held { seq: segment.data_start(), payload: Payload::new(), fin: segment.flags.fin() };
        let old = if text.seq.before(nxt) { nxt.distance_from(text.seq) as usize } else { 0 };
        if old > segment.payload.len() || (old > 0 && old == segment.payload.len() && !text.fin) {
            // Wholly old: only Linux's left edge lets it come this far.
            self.ack = AckOwed::Now;
            return None;
        }
        if old > 0 {
            self.cite(RuleId::TextTrimmedOld);
            text.seq = nxt;
        }
        let mut room = wnd.saturating_sub(text.seq.distance_from(nxt)) as usize;
        let rest = &segment.payload[old..];
        if self.linux_takes_whole(segment) {
            room = rest.len() + 1;
        }
        text.payload = Payload::from_slice(&rest[..rest.len().min(room)]);
        let fin_fits = rest.len() < room;
        if rest.len() > room || (text.fin && !fin_fits) {
            self.cite(RuleId::TextTrimmedNew);
            self.ack = AckOwed::Now;
            text.fin = false;
        }
        Some(text)
    }

    /// After `close()` new data can only be lost: say so with a RST.
    fn rejects_unread_data(&mut self, segment: &Segment, text: &Held) -> bool {
        if !text.payload.is_empty() {
            self.cite(RuleId::DataAfterClose);
        } else if self.follows(RuleId::LinuxClosedGap) && self.linux_is_lost(segment) {
            self.cite(if segment.payload.is_empty() { RuleId::LinuxClosedGap } else { RuleId::DataAfterClose });
        } else {
            return false;
        }
        self.reset_for(segment);
        self.enter(Cause::DataAfterClose);
        true
    }

    fn take_in_order(&mut self, text: &Held) {
        #[expect(clippy::cast_possible_truncation, reason = "a payload is at most a window, 65535 octets")]
        let len = text.payload.len() as u32;
        if len > 0 {
            self.cite(RuleId::TextDelivered);
            self.tcb.receive_queue.extend(&text.payload);
            self.tcb.rcv.nxt = self.tcb.rcv.nxt.plus(len);
            self.tcb.rcv.wnd = self.tcb.rcv.wnd.saturating_sub(len);
            self.tcb.rcv.unacknowledged += len;
            self.data_came(len);
            self.ack = self.ack.max(AckOwed::MayWait);
        }
        if text.fin {
            self.receive_fin();
        }
    }

    /// Puts text behind a gap aside, each octet once.
    fn hold(&mut self, text: Held) {
        let held = &mut self.tcb.held;
        let nxt = self.tcb.rcv.nxt;
        let at = held.partition_point(|other| other.seq.distance_from(nxt) < text.seq.distance_from(nxt));
        held.insert(at, text);
        let mut i = 0;
        while i + 1 < held.len() {
            let end = held[i].end();
            if held[i + 1].end().at_or_before(end) {
                held.remove(i + 1);
            } else if held[i + 1].seq.before(end) {
                let overlap = end.distance_from(held[i + 1].seq);
                let next = &mut held[i + 1];
                let cut = (overlap as usize).min(next.payload.len());
                next.payload.drain(..cut);
                next.seq = end;
            } else {
                i += 1;
            }
        }
    }

    /// Takes what was held, as far as the gap before it is filled.
    pub fn absorb_held(&mut self) {
        while let Some(first) = self.tcb.held.first() {
            let nxt = self.tcb.rcv.nxt;
            if first.seq.after(nxt) || !matches!(self.state(), State::Established | State::FinWait1 | State::FinWait2) {
                break;
            }
            let mut text = self.tcb.held.remove(0);
            if text.end().before(nxt) || (text.end() == nxt && !text.fin) {
                continue;
            }
            let old = (nxt.distance_from(text.seq) as usize).min(text.payload.len());
            text.payload.drain(..old);
            text.seq = nxt;
            self.take_in_order(&text);
            self.ack = AckOwed::Now;
        }
        self.satisfy_receive();
    }

    /// Hands new data to a RECEIVE that waits for it; at the end of the stream it fails.
    fn satisfy_receive(&mut self) {
        if self.tcb.receive_queued == 0 {
            return;
        }
        if !self.tcb.receive_queue.is_empty() {
            let wanted = std::mem::take(&mut self.tcb.receive_queued);
            self.deliver(wanted);
        } else if self.tcb.rcv.fin {
            self.tcb.receive_queued = 0;
            self.tell(Signal::QueuedCallsFail(CallError::ConnectionClosing));
        }
    }
}
