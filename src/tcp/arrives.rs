//! SEGMENT ARRIVES where there is no synchronized connection: CLOSED, LISTEN, SYN-SENT (RFC 9293 section 3.10.7.1 to .3).

use super::numbered::{CheckList, Subject};
use super::step::{AckOwed, Step};
use super::tcb::DEFAULT_MSS;
use super::{Cause, Flags, Held, Opened, Payload, RuleId, Segment, Signal, State};

impl Step<'_> {
    pub fn segment_arrives(&mut self, segment: &Segment) {
        self.tcb.unanswered_probes = 0;
        self.tcb.timers.stop(super::Timer::Keepalive);
        match self.state() {
            State::Closed => self.arrives_in_closed(segment),
            State::Listen => self.arrives_in_listen(segment),
            State::SynSent => self.arrives_in_syn_sent(segment),
            State::SynReceived
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait => self.arrives_on_connection(segment),
        }
    }

    fn arrives_in_closed(&mut self, segment: &Segment) {
        self.check(CheckList::Closed, Subject::Reset);
        if segment.flags.rst() {
            return self.cite(RuleId::ClosedRst);
        }
        self.check(CheckList::Closed, Subject::Ack);
        self.cite(if segment.flags.ack() { RuleId::ClosedAck } else { RuleId::ClosedNoAck });
        self.reset_for(segment);
    }

    fn arrives_in_listen(&mut self, segment: &Segment) {
        let flags = segment.flags;
        self.check(CheckList::Listen, Subject::Reset);
        if flags.rst() {
            return self.cite(RuleId::ListenRst);
        }
        self.check(CheckList::Listen, Subject::Ack);
        if flags.ack() {
            self.cite(RuleId::ListenAck);
            return self.reset_for(segment);
        }
        self.check(CheckList::Listen, Subject::Syn);
        if flags.syn() && flags.fin() && self.follows(RuleId::LinuxListenSynFin) {
            self.cite(RuleId::LinuxListenSynFin);
        } else if flags.syn() {
            self.cite(RuleId::ListenSyn);
            self.accept_syn(segment);
            self.enter(Cause::Syn);
        } else {
            self.check(CheckList::Listen, Subject::Other);
            self.cite(RuleId::ListenOther);
        }
    }

    /// A SYN that opens a connection passively: take its numbers, answer SYN,ACK.
    pub fn accept_syn(&mut self, segment: &Segment) {
        self.tcb.remote_port = segment.src_port;
        self.tcb.opened = Opened::Passive;
        self.synchronize(segment);
        if self.hold_text_of_syn(segment) {
            self.cite(RuleId::ListenSynText);
        }
        let iss = self.tcb.snd.iss;
        self.tcb.snd.una = iss;
        self.transmit(Flags::SYN_ACK, iss, Payload::new(), false);
        self.tcb.snd.nxt = iss.plus(1);
        self.tcb.rtt.time(iss.plus(1), self.now);
    }

    /// Takes the peer's initial sequence number, window and MSS from its SYN.
    fn synchronize(&mut self, segment: &Segment) {
        let tcb = &mut *self.tcb;
        tcb.rcv.irs = segment.seq;
        tcb.rcv.nxt = segment.seq.plus(1);
        tcb.snd.wnd = u32::from(segment.window);
        tcb.snd.max_wnd = tcb.snd.max_wnd.max(tcb.snd.wnd);
        tcb.snd.wl1 = segment.seq;
        tcb.snd.wl2 = segment.ack;
        let announced = segment.mss.unwrap_or(DEFAULT_MSS).max(1);
        tcb.snd.mss = announced.min(tcb.settings.mss.unwrap_or(DEFAULT_MSS).max(1));
        self.cite(if segment.mss.is_some() { RuleId::MssAnnounced } else { RuleId::MssDefault });
    }

    /// Keeps data and FIN that came with a SYN until the connection is ESTABLISHED; Linux drops them.
    fn hold_text_of_syn(&mut self, segment: &Segment) -> bool {
        let has_text = segment.flags.fin() || !segment.payload.is_empty();
        if !has_text || self.follows(RuleId::LinuxSynSentText) {
            return false;
        }
        let room = self.tcb.rcv.wnd as usize;
        let fits = segment.payload.len() < room;
        let payload: Payload = segment.payload.iter().copied().take(room).collect();
        let fin = segment.flags.fin() && fits;
        if !payload.is_empty() || fin {
            self.tcb.held.push(Held { seq: segment.data_start(), payload, fin });
        }
        true
    }

    fn arrives_in_syn_sent(&mut self, segment: &Segment) {
        let flags = segment.flags;
        let snd = self.tcb.snd;
        self.check(CheckList::SynSent, Subject::Ack);
        if flags.ack() && (segment.ack.at_or_before(snd.iss) || segment.ack.after(snd.nxt)) {
            return self.bad_ack_in_syn_sent(segment);
        }
        self.check(CheckList::SynSent, Subject::Reset);
        if flags.rst() {
            return self.reset_in_syn_sent(flags);
        }
        self.check(CheckList::SynSent, Subject::Security);
        self.check(CheckList::SynSent, Subject::Syn);
        if !flags.syn() {
            self.check(CheckList::SynSent, Subject::Other);
            self.cite(RuleId::SynSentNeither);
        } else if flags.ack() {
            self.handshake_completes(segment);
        } else {
            self.opens_cross(segment);
        }
    }

    fn reset_in_syn_sent(&mut self, flags: Flags) {
        if flags.ack() {
            self.cite(RuleId::SynSentRst);
            self.fail_queued_calls(super::CallError::ConnectionReset);
            self.tell(Signal::Reset(State::SynSent));
            self.enter(Cause::Rst);
        } else {
            self.cite(RuleId::SynSentRstNoAck);
        }
    }

    fn bad_ack_in_syn_sent(&mut self, segment: &Segment) {
        if segment.flags.rst() {
            self.cite(RuleId::SynSentBadAckRst);
        } else {
            self.cite(RuleId::SynSentBadAck);
            self.reset_for(segment);
        }
        if self.follows(RuleId::LinuxSynAgain) && !self.tcb.syn_hastened && self.tcb.rtt.retransmissions == 0 {
            self.cite(RuleId::LinuxSynAgain);
            self.tcb.syn_hastened = true;
            self.resend_front();
        }
    }

    fn handshake_completes(&mut self, segment: &Segment) {
        self.cite(RuleId::SynSentSynAck);
        self.synchronize(segment);
        self.measure(segment.ack);
        self.tcb.acknowledge(segment.ack);
        self.reset_retransmission();
        self.enter(Cause::SynAck);
        self.ack = AckOwed::Now;
        if segment.flags.fin() || !segment.payload.is_empty() {
            if self.follows(RuleId::LinuxSynSentText) {
                self.cite(RuleId::LinuxSynSentText);
            } else {
                let text =
                    Segment { seq: segment.data_start(), flags: segment.flags.without(Flags::SYN), ..segment.clone() };
                self.text_and_fin(&text);
            }
        }
    }

    fn opens_cross(&mut self, segment: &Segment) {
        self.cite(RuleId::SynSentSyn);
        self.synchronize(segment);
        self.hold_text_of_syn(segment);
        self.enter(Cause::Syn);
        // The SYN,ACK is our SYN once more: same number, and Karn's rule holds.
        self.tcb.rtt.stop_timing();
        let iss = self.tcb.snd.iss;
        self.transmit(Flags::SYN_ACK, iss, Payload::new(), false);
    }
}
