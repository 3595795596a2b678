//! Where Linux keeps something smaller than a TCB: a request in SYN-RECEIVED, a mini-socket in TIME-WAIT and in FIN-WAIT-2
//! after `close()`. Each checks segments in its own order (`tcp_check_req`, `tcp_timewait_state_process`); so does the full
//! socket's sequence check (`tcp_sequence`). The order is a fact about Linux 6.18, measured segment by segment.

use super::numbered::{CheckList, Subject};
use super::step::{AckOwed, Step};
use super::synchronized::{Check, DONE, ON};
use super::{Cause, Flags, Opened, RuleId, Segment, State};

impl Step<'_> {
    /// What Linux looks at before it comes to the RFC's checks.
    pub fn linux_before_the_checks(&mut self, segment: &Segment) -> Check {
        match self.state() {
            State::SynReceived if self.tcb.opened == Opened::Passive && self.follows(RuleId::LinuxSynReceivedOrder) => {
                self.linux_request(segment)
            }
            State::FinWait2 if self.tcb.reader_gone && self.follows(RuleId::LinuxFinWait2AckCheck) => {
                self.linux_fin_wait_2(segment);
                DONE
            }
            State::TimeWait if self.follows(RuleId::LinuxTimeWaitAckCheck) => {
                self.linux_time_wait(segment);
                DONE
            }
            _ => self.linux_no_ack_first(segment),
        }
    }

    fn linux_no_ack_first(&mut self, segment: &Segment) -> Check {
        let bare = !segment.flags.ack() && !segment.flags.rst() && !segment.flags.syn();
        if bare && self.follows(RuleId::LinuxNoAckFirst) {
            self.check(CheckList::Linux, Subject::NoControl);
            self.cite(RuleId::LinuxNoAckFirst);
            return DONE;
        }
        ON
    }

    /// A request in SYN-RECEIVED: the ACK first, then the sequence number, then RST and SYN.
    fn linux_request(&mut self, segment: &Segment) -> Check {
        let flags = segment.flags;
        let repeats_syn = segment.seq == self.tcb.rcv.irs;
        if repeats_syn && flags.without(Flags::FIN) == Flags::SYN {
            self.check(CheckList::Linux, Subject::Syn);
            self.cite(RuleId::LinuxSynAckAgain);
            self.resend_front();
            return DONE;
        }
        let inside = self.linux_in_window(segment);
        if flags.ack() && !flags.rst() && segment.ack != self.tcb.snd.nxt {
            self.check(CheckList::Linux, Subject::Ack);
            self.cite(if inside { RuleId::AckBadInSynReceived } else { RuleId::LinuxSynReceivedOrder });
            self.reset_for(segment);
            return DONE;
        }
        if !inside {
            self.check(CheckList::Linux, Subject::Sequence);
            if flags.rst() {
                self.cite(RuleId::OutOfWindowRst);
            } else {
                self.cite(RuleId::OutOfWindow);
                self.send_ack();
            }
            return DONE;
        }
        if flags.rst() {
            return ON;
        }
        if flags.syn() {
            self.check(CheckList::Linux, Subject::Syn);
        }
        if flags.syn() && repeats_syn {
            self.cite(RuleId::LinuxHalfAccept);
            self.send_ack();
            return DONE;
        }
        if flags.syn() {
            self.cite(RuleId::LinuxSynReceivedSyn);
            self.reset_for(segment);
            self.enter(Cause::SynInWindowAfterPassiveOpen);
            return DONE;
        }
        ON
    }

    /// `tcp_in_window` of the mini-sockets: the right edge counts, the left edge does not.
    fn linux_in_window(&self, segment: &Segment) -> bool {
        let start = self.tcb.rcv.nxt;
        let end = start.plus(self.tcb.rcv.wnd);
        segment.seq == start
            || (segment.end().after(start) && segment.seq.before(end))
            || (segment.seq == end && segment.seg_len() == 0)
    }

    /// `tcp_sequence` of a full socket. Cites the edge that decided, where the text would have decided otherwise.
    pub fn is_acceptable_to_linux(&mut self, segment: &Segment, by_the_text: bool) -> bool {
        let rcv = &self.tcb.rcv;
        let last_acknowledged = rcv.nxt.minus(rcv.unacknowledged);
        let limit = rcv.nxt.plus(rcv.wnd);
        let (end, fin) = (segment.end(), u32::from(segment.flags.fin()));
        // close() empties the queue; a FIN that nobody has read still counts in Recv-Q.
        let closed_late = self.tcb.reader_gone && self.state() == State::LastAck;
        let fin_queued = self.tcb.rcv.fin_unread && !closed_late;
        let queue_is_empty = self.tcb.receive_queue.is_empty() && !fin_queued;
        let accepted = if end.before(last_acknowledged) {
            false
        } else if !end.after(limit) || !end.minus(fin).after(limit) {
            true
        } else {
            !segment.seq.after(limit) && queue_is_empty
        };
        if accepted && !by_the_text {
            self.cite(if end.at_or_before(self.tcb.rcv.nxt) && segment.seg_len() > 0 {
                RuleId::LinuxLeftEdge
            } else if fin > 0 && self.tcb.rcv.wnd == 0 {
                RuleId::LinuxZeroWindowFin
            } else {
                RuleId::LinuxRightEdge
            });
        } else if by_the_text && !accepted {
            self.cite(RuleId::LinuxStraddle);
        }
        accepted
    }

    /// Linux does not cut at the right edge: what its sequence check let through is taken whole. With a closed window that is
    /// a bare FIN at RCV.NXT and nothing else.
    pub fn linux_takes_whole(&mut self, segment: &Segment) -> bool {
        let (nxt, wnd) = (self.tcb.rcv.nxt, self.tcb.rcv.wnd);
        let bare_fin = segment.flags.fin() && segment.payload.is_empty() && segment.seq == nxt;
        let beyond = segment.end().after(nxt.plus(wnd)) && self.follows(RuleId::LinuxStraddle);
        if beyond && wnd == 0 && bare_fin {
            self.cite(RuleId::LinuxZeroWindowFin);
        } else if beyond && wnd > 0 && segment.seq.before(nxt.plus(wnd)) {
            self.cite(RuleId::LinuxStraddle);
        } else {
            return false;
        }
        true
    }

    /// What is left of a segment whose ACK has brought TIME-WAIT is not looked at.
    pub fn linux_ignores_rest(&mut self, segment: &Segment) -> Check {
        if segment.flags.fin() {
            self.cite(RuleId::LinuxSecondFin);
        }
        DONE
    }

    /// Full sockets after the peer's FIN: what is neither text nor news.
    pub fn linux_text_after_fin(&mut self, segment: &Segment) -> Check {
        if !self.follows(RuleId::LinuxSecondFin) || self.state() == State::TimeWait {
            return ON;
        }
        let (nxt, end) = (self.tcb.rcv.nxt, segment.end());
        let text_end = end.minus(u32::from(segment.flags.fin()));
        if segment.seq.before(nxt) && text_end.after(nxt) {
            self.cite(RuleId::LinuxDataOverFin);
            self.reset_for(segment);
            self.enter(Cause::DataOverFin);
            return DONE;
        }
        if segment.seq.before(nxt) && segment.seg_len() > 0 {
            // The FIN of a segment that begins before RCV.NXT is taken once more, as the RFC's step eight has it.
            if end.after(nxt) && self.tcb.rcv.wnd > 0 {
                self.cite(RuleId::FinAgain);
                self.tcb.rcv.nxt = end;
            }
            self.send_ack();
            return DONE;
        }
        if segment.flags.fin() {
            self.cite(RuleId::LinuxSecondFin);
        } else if !segment.payload.is_empty() {
            self.cite(RuleId::TextIgnored);
        }
        DONE
    }

    /// The ACK of the FIN that `close()` sent: the socket becomes the mini-socket and the segment is consumed, unless it
    /// brings the peer's FIN or data that nobody will read.
    pub fn linux_close_is_acknowledged(&mut self, segment: &Segment) -> Check {
        if !self.follows(RuleId::LinuxFinWait2AckCheck) || segment.flags.fin() || self.linux_is_lost(segment) {
            return ON;
        }
        self.fin_wait_1_may_end();
        DONE
    }

    /// Whether the segment brings text after RCV.NXT, or a gap before its FIN: after `close()` that is data lost.
    pub fn linux_is_lost(&self, segment: &Segment) -> bool {
        segment.end().minus(u32::from(segment.flags.fin())).after(self.tcb.rcv.nxt) && segment.seg_len() > 0
    }

    /// The fast path takes text that is next in line before it looks at the ACK, if the socket has memory in hand; it has
    /// while its own data is in flight.
    pub fn linux_predicts(&mut self, segment: &Segment) -> bool {
        let predicted = self.follows(RuleId::LinuxHeaderPrediction)
            && self.state() == State::Established
            && segment.flags == Flags::ACK
            && segment.seq == self.tcb.rcv.nxt
            && (1..=self.tcb.rcv.wnd).contains(&segment.data_len())
            && self.tcb.held.is_empty()
            && self.tcb.in_flight();
        if predicted {
            self.cite(RuleId::LinuxHeaderPrediction);
            self.ack = AckOwed::Now;
        }
        predicted
    }

    /// FIN-WAIT-2 after `close()`: no RFC 5961, no look at the ACK field.
    fn linux_fin_wait_2(&mut self, segment: &Segment) {
        let (flags, nxt) = (segment.flags, self.tcb.rcv.nxt);
        self.check(CheckList::Linux, Subject::Sequence);
        if !self.linux_in_window(segment) {
            self.cite(if flags.rst() { RuleId::LinuxFinWait2Rst } else { RuleId::OutOfWindow });
            return self.send_ack();
        }
        self.check(CheckList::Linux, Subject::Reset);
        if flags.rst() {
            self.cite(if segment.seq == nxt { RuleId::RstReset } else { RuleId::LinuxFinWait2Rst });
            return self.enter(Cause::Rst);
        }
        self.check(CheckList::Linux, Subject::Syn);
        if flags.syn() && nxt.at_or_before(segment.seq) {
            self.cite(RuleId::LinuxFinWait2Syn);
            self.reset_for(segment);
            return self.enter(Cause::SynInWindow);
        }
        self.check(CheckList::Linux, Subject::Ack);
        if !flags.ack() {
            return self.cite(RuleId::NoAck);
        }
        if segment.ack != self.tcb.snd.nxt {
            self.cite(RuleId::LinuxFinWait2AckCheck);
        }
        self.check(CheckList::Linux, Subject::Text);
        if segment.seg_len() == 0 || !segment.end().after(nxt) {
            return self.cite(RuleId::AckDuplicate);
        }
        self.check(CheckList::Linux, Subject::Fin);
        if flags.fin() && segment.end() == nxt.plus(1) {
            self.cite(RuleId::FinInFinWait2);
            self.tcb.rcv.nxt = nxt.plus(1);
            self.tcb.rcv.fin = true;
            self.enter(Cause::Fin);
            return self.send_ack();
        }
        self.cite(if segment.payload.is_empty() { RuleId::LinuxClosedGap } else { RuleId::DataAfterClose });
        self.reset_for(segment);
        self.enter(Cause::DataAfterClose);
    }

    fn linux_time_wait(&mut self, segment: &Segment) {
        let (flags, nxt) = (segment.flags, self.tcb.rcv.nxt);
        self.check(CheckList::Linux, Subject::Reset);
        if flags.rst() {
            return self.linux_time_wait_reset(segment);
        }
        self.check(CheckList::Linux, Subject::Text);
        if segment.seq == nxt && segment.seg_len() == 0 {
            let plausible = flags.ack() && segment.ack.at_or_before(self.tcb.snd.nxt);
            self.cite(match (flags.ack(), plausible && !self.is_far_too_old(segment)) {
                (false, _) => RuleId::NoAck,
                (true, true) => RuleId::TimeWaitSilent,
                (true, false) => RuleId::LinuxTimeWaitAckCheck,
            });
            self.cite(RuleId::LinuxTimeWaitRestart);
            return self.start_time_wait();
        }
        self.check(CheckList::Linux, Subject::Syn);
        if flags.without(Flags::FIN) == Flags::SYN && segment.seq.after(nxt) && self.tcb.listener_beside {
            return self.linux_reopen(segment);
        }
        self.check(CheckList::Linux, Subject::Ack);
        if flags.ack() {
            if flags.fin() {
                self.cite(RuleId::TimeWaitRestart);
                self.enter(Cause::Fin);
            } else {
                self.cite(RuleId::TimeWaitAnything);
                self.cite(RuleId::LinuxTimeWaitRestart);
                self.start_time_wait();
            }
        } else {
            self.cite(if flags.syn() { RuleId::SynChallenge } else { RuleId::LinuxTimeWaitNoAck });
        }
        self.send_ack();
    }

    fn linux_time_wait_reset(&mut self, segment: &Segment) {
        if segment.seq != self.tcb.rcv.nxt {
            let inside = segment.seq.in_window(self.tcb.rcv.nxt, self.tcb.rcv.wnd);
            self.cite(if inside { RuleId::LinuxTimeWaitRst } else { RuleId::OutOfWindowRst });
        } else if self.follows(RuleId::RstIgnoredInTimeWait) {
            self.cite(RuleId::RstIgnoredInTimeWait);
        } else {
            self.cite(RuleId::RstClosing);
            self.enter(Cause::Rst);
        }
    }

    fn linux_reopen(&mut self, segment: &Segment) {
        if segment.flags.fin() {
            self.cite(RuleId::LinuxTimeWaitSynFin);
            return self.enter(Cause::NewSynFin);
        }
        self.cite(RuleId::LinuxTimeWaitReopen);
        self.reincarnate(segment);
    }

    fn is_far_too_old(&self, segment: &Segment) -> bool {
        let snd = &self.tcb.snd;
        segment.ack.before(snd.una) && snd.una.distance_from(segment.ack) > snd.max_wnd
    }
}
