//! SEGMENT ARRIVES on a connection: the eight checks of RFC 9293 section 3.10.7.4, each once and in the RFC's order.

use super::numbered::{CheckList, Subject};
use super::step::Step;
use super::tcb::Former;
use super::{CallError, Cause, Flags, Opened, RuleId, Segment, Signal, State, Timer};
use std::ops::ControlFlow;

/// `Break`: the segment is done with.
pub(super) type Check = ControlFlow<()>;
pub(super) const DONE: Check = ControlFlow::Break(());
pub(super) const ON: Check = ControlFlow::Continue(());

const fn is_plain_ack(flags: Flags) -> bool {
    flags.ack() && !flags.syn() && !flags.rst()
}

impl Step<'_> {
    pub fn arrives_on_connection(&mut self, segment: &Segment) {
        if self.linux_before_the_checks(segment).is_break() {
            return;
        }
        let arrived_in = self.state();
        if self.check_new_incarnation(segment).is_break() {
            return;
        }
        if self.is_crossed_syn_ack(segment) {
            return self.crossed_syn_ack(segment);
        }
        // The third check (security labels) and the sixth (urgent data) are not modelled.
        let checks = [Self::check_sequence, Self::check_reset, Self::check_syn, Self::check_ack];
        for check in checks {
            if check(self, segment).is_break() {
                return;
            }
        }
        if arrived_in == State::TimeWait {
            return self.arrives_in_time_wait(segment);
        }
        self.text_and_fin(segment);
        // What came with the SYN has waited for the handshake, not for a gap to be filled.
        self.absorb_held();
        self.fin_wait_1_may_end();
    }

    /// First: sequence number.
    fn check_sequence(&mut self, segment: &Segment) -> Check {
        self.check(CheckList::Connection, Subject::Sequence);
        if self.is_acceptable(segment) {
            return ON;
        }
        if segment.flags.rst() {
            return self.unacceptable_reset(segment);
        }
        if self.is_behind_probe(segment) {
            return self.ack_behind_probe(segment);
        }
        if self.is_repeated_fin(segment) {
            self.cite(RuleId::OutOfWindow);
            return self.repeated_fin(segment);
        }
        if self.allows_for_closed_window() && segment.seq == self.tcb.rcv.nxt && is_plain_ack(segment.flags) {
            self.cite(RuleId::ZeroWindow);
            if self.state().is_synchronized() && self.check_ack(segment).is_break() {
                return DONE;
            }
            self.fin_wait_1_may_end();
        } else {
            self.cite(RuleId::OutOfWindow);
        }
        if self.state() != State::Closed {
            self.send_ack();
        }
        DONE
    }

    /// RFC 9293 Table 6, with Linux's two edges where the profile wants them.
    fn is_acceptable(&mut self, segment: &Segment) -> bool {
        let (nxt, wnd, len) = (self.tcb.rcv.nxt, self.tcb.rcv.wnd, segment.seg_len());
        let by_the_text = match (len, wnd) {
            (0, 0) => segment.seq == nxt,
            (0, _) => segment.seq.in_window(nxt, wnd),
            (_, 0) => false,
            _ => segment.seq.in_window(nxt, wnd) || segment.end().minus(1).in_window(nxt, wnd),
        };
        if self.follows(RuleId::LinuxRightEdge) {
            self.is_acceptable_to_linux(segment, by_the_text)
        } else {
            by_the_text
        }
    }

    /// Whether the window is closed and valid ACKs and RSTs are processed all the same (RFC 9293 section 3.10.7.4 first). Linux
    /// refuses such a segment whole; its own probes are empty, so its bare ACKs never stand behind one.
    fn allows_for_closed_window(&self) -> bool {
        self.tcb.rcv.wnd == 0 && !self.follows(RuleId::LinuxStraddle)
    }

    /// Whether the segment is empty and stands one behind RCV.NXT because a probe of its sender is out, which we have refused.
    fn is_behind_probe(&self, segment: &Segment) -> bool {
        let behind = segment.seq == self.tcb.rcv.nxt.plus(1) && segment.seg_len() == 0;
        behind && is_plain_ack(segment.flags) && self.allows_for_closed_window() && self.state().is_synchronized()
    }

    /// A bare ACK behind a probe is used. It is answered as all that is outside, unless it brought news; and two ends that probe
    /// each other, both with closed windows, would answer each other for ever.
    fn ack_behind_probe(&mut self, segment: &Segment) -> Check {
        self.cite(RuleId::ZeroWindow);
        let (una, window) = (self.tcb.snd.una, self.tcb.snd.wnd);
        let probes = self.tcb.timers.is_running(Timer::Persist) && self.tcb.in_flight();
        if self.check_ack(segment).is_break() {
            return DONE;
        }
        self.fin_wait_1_may_end();
        let news = self.tcb.snd.una != una || self.tcb.snd.wnd != window;
        if !news && !probes {
            self.send_ack();
        }
        DONE
    }

    fn unacceptable_reset(&mut self, segment: &Segment) -> Check {
        let close = [self.tcb.rcv.nxt, self.tcb.rcv.nxt.plus(1)].contains(&segment.seq);
        let plain = !segment.flags.syn() && !segment.flags.fin();
        if plain && close && self.allows_for_closed_window() {
            self.cite(RuleId::ZeroWindowRst);
            return self.check_reset(segment);
        }
        if self.is_reset_after_fin(segment) {
            self.check(CheckList::Connection, Subject::Reset);
            self.cite(RuleId::LinuxRstAfterFin);
            self.reset_by_peer();
        } else {
            self.cite(RuleId::OutOfWindowRst);
        }
        DONE
    }

    fn is_reset_after_fin(&self, segment: &Segment) -> bool {
        self.follows(RuleId::LinuxRstAfterFin)
            && segment.seq == self.tcb.rcv.nxt.minus(1)
            && matches!(self.state(), State::CloseWait | State::Closing | State::LastAck)
    }

    /// The peer's FIN once more: it ends just where RCV.NXT is.
    fn is_repeated_fin(&self, segment: &Segment) -> bool {
        self.tcb.rcv.fin && segment.flags.fin() && !segment.flags.syn() && segment.end() == self.tcb.rcv.nxt
    }

    /// Decided (the design's 7.2): a repeated FIN restarts TIME-WAIT, and an ACK of our FIN that rides on it is used.
    fn repeated_fin(&mut self, segment: &Segment) -> Check {
        self.send_ack();
        if self.state() == State::TimeWait {
            self.cite(RuleId::TimeWaitRestart);
            self.enter(Cause::Fin);
        } else if segment.flags.ack() && segment.ack == self.tcb.snd.nxt && segment.ack.after(self.tcb.snd.una) {
            self.check(CheckList::Connection, Subject::Ack);
            self.cite(RuleId::OldFinAckUsed);
            let _ = self.acknowledged(segment);
        }
        DONE
    }

    /// Figure 7 wants the SYN,ACK of a simultaneous open accepted although it starts one before RCV.NXT.
    fn is_crossed_syn_ack(&mut self, segment: &Segment) -> bool {
        let crossed = self.state() == State::SynReceived
            && self.tcb.opened == Opened::Active
            && segment.flags == Flags::SYN_ACK
            && segment.payload.is_empty()
            && segment.seq == self.tcb.rcv.irs
            && segment.ack == self.tcb.snd.nxt;
        if crossed && self.follows(RuleId::CrossedSynAckLiteral) {
            self.cite(RuleId::CrossedSynAckLiteral);
        }
        crossed && !self.follows(RuleId::CrossedSynAckLiteral)
    }

    fn crossed_syn_ack(&mut self, segment: &Segment) {
        self.check(CheckList::Connection, Subject::CrossedSynAck);
        self.cite(RuleId::CrossedSynAck);
        self.established(segment, Cause::SynAck);
        if self.follows(RuleId::LinuxCrossedAck) {
            self.cite(RuleId::LinuxCrossedAck);
            self.send_ack();
        }
        self.absorb_held();
    }

    /// Second: RST.
    fn check_reset(&mut self, segment: &Segment) -> Check {
        self.check(CheckList::Connection, Subject::Reset);
        if !segment.flags.rst() {
            self.check(CheckList::Connection, Subject::Security);
            return ON;
        }
        if self.state() == State::TimeWait && self.follows(RuleId::RstIgnoredInTimeWait) {
            self.cite(RuleId::RstIgnoredInTimeWait);
        } else if segment.seq == self.tcb.rcv.nxt {
            self.reset_by_peer();
        } else if self.is_reset_after_fin(segment) {
            self.cite(RuleId::LinuxRstAfterFin);
            self.reset_by_peer();
        } else if self.follows(RuleId::RstInWindow) {
            self.cite(RuleId::RstInWindow);
            self.reset_by_peer();
        } else {
            self.cite(RuleId::RstChallenge);
            self.send_ack();
        }
        DONE
    }

    /// A valid RST, by state.
    pub fn reset_by_peer(&mut self) {
        let state = self.state();
        match state {
            State::SynReceived if self.tcb.former.is_some() => self.restore_time_wait(),
            State::SynReceived if self.tcb.opened == Opened::Passive => {
                self.cite(RuleId::RstPassive);
                self.enter(Cause::RstAfterPassiveOpen);
            }
            State::SynReceived => {
                self.cite(RuleId::RstRefused);
                self.fail_queued_calls(CallError::ConnectionReset);
                self.tell(Signal::Refused);
                self.enter(Cause::Rst);
            }
            State::Established | State::FinWait1 | State::FinWait2 | State::CloseWait => {
                self.cite(RuleId::RstReset);
                self.fail_queued_calls(CallError::ConnectionReset);
                self.tell(Signal::Reset(state));
                self.enter(Cause::Rst);
            }
            State::Closing | State::LastAck | State::TimeWait => {
                self.cite(RuleId::RstClosing);
                if self.follows(RuleId::LinuxCalls) && state != State::TimeWait {
                    // The RFC says nothing to a user who has closed; a socket keeps the error in SO_ERROR.
                    self.tell(Signal::Reset(state));
                }
                self.enter(Cause::Rst);
            }
            State::Closed | State::Listen | State::SynSent => {}
        }
    }

    /// Fourth: SYN.
    fn check_syn(&mut self, segment: &Segment) -> Check {
        self.check(CheckList::Connection, Subject::Syn);
        if !segment.flags.syn() {
            return ON;
        }
        let passive = self.state() == State::SynReceived && self.tcb.opened == Opened::Passive;
        if passive {
            self.cite(RuleId::SynPassive);
            if self.follows(RuleId::SynInWindow) {
                self.cite(RuleId::SynInWindow);
                self.reset_for(segment);
            }
            self.enter(Cause::SynInWindowAfterPassiveOpen);
        } else if self.follows(RuleId::SynInWindow) {
            self.cite(RuleId::SynInWindow);
            self.fail_queued_calls(CallError::ConnectionReset);
            self.tell(Signal::Reset(self.state()));
            self.reset_for(segment);
            self.enter(Cause::SynInWindow);
        } else {
            self.cite(RuleId::SynChallenge);
            self.send_ack();
        }
        DONE
    }

    /// Fifth: ACK.
    fn check_ack(&mut self, segment: &Segment) -> Check {
        self.check(CheckList::Connection, Subject::Ack);
        if !segment.flags.ack() {
            self.cite(RuleId::NoAck);
            return DONE;
        }
        if self.state() == State::SynReceived {
            return self.check_ack_of_syn(segment);
        }
        if segment.ack.after(self.tcb.snd.nxt) {
            self.cite(RuleId::AckUnsent);
            self.send_ack();
            return DONE;
        }
        if self.is_too_old(segment) {
            if self.linux_predicts(segment) {
                return ON;
            }
            self.cite(RuleId::AckTooOld);
            self.send_ack();
            return DONE;
        }
        self.acknowledged(segment)
    }

    fn check_ack_of_syn(&mut self, segment: &Segment) -> Check {
        let snd = &self.tcb.snd;
        let covers_our_syn = segment.ack.after(snd.una) && segment.ack.at_or_before(snd.nxt);
        let of_iss = segment.ack == snd.iss && self.tcb.opened == Opened::Active;
        if covers_our_syn {
            self.cite(RuleId::AckOfSyn);
        } else if of_iss && self.follows(RuleId::LinuxCrossedIss) {
            self.cite(RuleId::LinuxCrossedIss);
        } else {
            self.cite(RuleId::AckBadInSynReceived);
            self.reset_for(segment);
            return DONE;
        }
        self.established(segment, Cause::AckOfSyn);
        ON
    }

    /// The handshake is complete: take the window, and carry out a CLOSE that had to wait.
    fn established(&mut self, segment: &Segment, cause: Cause) {
        self.measure(segment.ack);
        let created_by_this_ack = self.tcb.opened == Opened::Passive && self.follows(RuleId::LinuxAckBound);
        self.tcb.acknowledge(segment.ack);
        if created_by_this_ack {
            // Linux makes the socket now, and it has never had anything acknowledged.
            self.tcb.snd.acknowledged = 0;
        }
        self.tcb.former = None;
        self.reset_retransmission();
        self.take_window(segment);
        self.enter(cause);
        if self.tcb.fin == super::Fin::Queued {
            self.cite(RuleId::CloseEstablished);
            self.enter(Cause::Close);
        }
    }

    /// RFC 5961 section 5.2: SND.UNA - MAX.SND.WND =< SEG.ACK.
    fn is_too_old(&mut self, segment: &Segment) -> bool {
        if self.follows(RuleId::RstInWindow) {
            return false;
        }
        let snd = &self.tcb.snd;
        let back = snd.una.distance_from(segment.ack);
        let behind = segment.ack.before(snd.una);
        if behind && self.follows(RuleId::LinuxAckBound) && back <= snd.max_wnd && back > snd.acknowledged {
            self.cite(RuleId::LinuxAckBound);
            return true;
        }
        behind && back > snd.max_wnd
    }

    /// An ACK in the range that can be meant: advance SND.UNA, take the window, and see whether our FIN is covered.
    fn acknowledged(&mut self, segment: &Segment) -> Check {
        let advances = segment.ack.after(self.tcb.snd.una);
        if advances {
            self.cite(RuleId::AckAdvances);
            self.measure(segment.ack);
            self.tcb.acknowledge(segment.ack);
            self.reset_retransmission();
        } else if segment.seg_len() == 0 || (self.tcb.in_flight() && segment.ack.before(self.tcb.snd.nxt)) {
            self.cite(RuleId::AckDuplicate);
        }
        if self.tcb.timers.is_running(Timer::Persist) && !self.follows(RuleId::LinuxUserTimeout) {
            // The peer answers our probes: the user goes on waiting (RFC 9293 section 3.8.6.1, MUST-37).
            self.tcb.timers.stop(Timer::User);
        }
        self.update_window(segment);
        match self.state() {
            State::Closing if self.tcb.fin_acknowledged() => {
                self.cite(RuleId::FinAckedClosing);
                self.enter(Cause::AckOfFin);
                if self.follows(RuleId::LinuxSecondFin) {
                    // The socket has become a mini-socket, and the segment is consumed.
                    return self.linux_ignores_rest(segment);
                }
                ON
            }
            State::Closing => {
                if !advances {
                    self.cite(RuleId::ClosingOther);
                }
                if self.follows(RuleId::LinuxSecondFin) { ON } else { DONE }
            }
            State::FinWait1 if self.tcb.fin_acknowledged() && self.tcb.reader_gone => {
                self.linux_close_is_acknowledged(segment)
            }
            State::LastAck if self.tcb.fin_acknowledged() => {
                self.cite(RuleId::FinAckedLastAck);
                self.enter(Cause::AckOfFin);
                DONE
            }
            _ => ON,
        }
    }

    fn update_window(&mut self, segment: &Segment) {
        let snd = &self.tcb.snd;
        let newer = snd.wl1.before(segment.seq) || (snd.wl1 == segment.seq && snd.wl2.at_or_before(segment.ack));
        if !newer || segment.ack.before(snd.una) {
            return;
        }
        if snd.wnd != u32::from(segment.window) {
            self.cite(RuleId::WindowUpdated);
        }
        self.take_window(segment);
    }

    fn take_window(&mut self, segment: &Segment) {
        let snd = &mut self.tcb.snd;
        snd.wnd = u32::from(segment.window);
        snd.max_wnd = snd.max_wnd.max(snd.wnd);
        snd.wl1 = segment.seq;
        snd.wl2 = segment.ack;
    }

    pub fn measure(&mut self, ack: super::SeqNumber) {
        if self.tcb.rtt.retransmissions > 0 && ack.after(self.tcb.snd.una) {
            self.cite(RuleId::Karn);
        }
        if self.tcb.rtt.sample(ack, self.now, self.profile) {
            self.cite(RuleId::RttSampled);
            if self.tcb.rtt.variation * 4 < self.profile.timings.min_rto && self.follows(RuleId::LinuxRtoFloor) {
                self.cite(RuleId::LinuxRtoFloor);
            }
        }
    }

    /// Something was acknowledged: the clocks of retransmission and of the user's patience start afresh.
    pub fn reset_retransmission(&mut self) {
        self.tcb.rtt.progress();
        self.tcb.timers.stop(Timer::Retransmission);
        self.tcb.timers.stop(Timer::User);
    }

    /// FIN-WAIT-1 ends with the ACK of our FIN, unless the peer's FIN in the same segment has taken it further.
    pub fn fin_wait_1_may_end(&mut self) {
        if self.state() == State::FinWait1 && self.tcb.fin_acknowledged() {
            self.cite(RuleId::FinAcked);
            self.enter(Cause::AckOfFin);
        }
    }

    /// TIME-WAIT after check five (the design's 7.3): a bare ACK at RCV.NXT draws silence, all else an ACK.
    fn arrives_in_time_wait(&mut self, segment: &Segment) {
        if segment.flags.fin() {
            self.cite(RuleId::TimeWaitRestart);
            self.enter(Cause::Fin);
        } else if segment.seg_len() == 0 && segment.seq == self.tcb.rcv.nxt {
            return self.cite(RuleId::TimeWaitSilent);
        } else {
            self.cite(RuleId::TimeWaitAnything);
        }
        self.send_ack();
    }

    /// RFC 9293 section 3.6.1, MAY-2: a SYN above everything used before reopens the connection from TIME-WAIT.
    fn check_new_incarnation(&mut self, segment: &Segment) -> Check {
        let is_new = self.state() == State::TimeWait
            && segment.flags.without(Flags::FIN) == Flags::SYN
            && segment.seq.after(self.tcb.rcv.nxt);
        if !is_new || !self.follows(RuleId::TimeWaitReopened) {
            return ON;
        }
        self.check(CheckList::Connection, Subject::NewIncarnation);
        self.cite(RuleId::TimeWaitReopened);
        let expires = self.tcb.timers.deadline(Timer::TimeWait).unwrap_or(self.now);
        let (snd, rcv, opened, fin) = (self.tcb.snd, self.tcb.rcv, self.tcb.opened, self.tcb.fin);
        self.reincarnate(segment);
        self.tcb.former = Some(Box::new(Former { snd, rcv, opened, fin, expires }));
        DONE
    }

    /// Begins the next incarnation, with an initial sequence number above all that the last one used.
    pub fn reincarnate(&mut self, segment: &Segment) {
        let iss = self.tcb.snd.nxt.plus(65537);
        let fresh = super::Tcb::new(self.tcb.local_port, iss, self.tcb.settings);
        *self.tcb = super::Tcb { state: State::TimeWait, listener_beside: self.tcb.listener_beside, ..fresh };
        self.accept_syn(segment);
        self.enter(Cause::NewSyn);
    }

    fn restore_time_wait(&mut self) {
        let Some(former) = self.tcb.former.take() else { return };
        self.cite(RuleId::TimeWaitRestored);
        self.tcb.held.clear();
        self.enter(Cause::NewSynWasOld);
        self.tcb.snd = former.snd;
        self.tcb.rcv = former.rcv;
        self.tcb.opened = former.opened;
        self.tcb.fin = former.fin;
        self.tcb.timers.set(Timer::TimeWait, former.expires.max(self.now));
    }
}
