//! Timeouts and ICMP errors (RFC 9293 sections 3.10.8 and 3.9.2.2).

use super::step::Step;
use super::{CallError, Cause, Flags, IcmpError, Opened, Payload, RuleId, Signal, State, Timer};

impl Step<'_> {
    pub fn timeout(&mut self, timer: Timer) {
        if !self.tcb.timers.is_running(timer) && !self.fires_anyway(timer) {
            return self.cite(RuleId::TimerNotRunning);
        }
        self.tcb.timers.stop(timer);
        match timer {
            Timer::Retransmission => self.retransmission_timeout(),
            Timer::Persist => self.persist_timeout(),
            Timer::DelayedAck => {
                self.cite(RuleId::AckTimer);
                self.send_ack();
            }
            Timer::Keepalive => self.keepalive_timeout(),
            Timer::User => {
                self.cite(RuleId::UserTimeout);
                self.fail_queued_calls(CallError::ConnectionReset);
                self.tell(Signal::UserTimeout);
                self.enter(Cause::UserTimeout);
            }
            Timer::FinWait2 => {
                self.cite(RuleId::LinuxFinWait2Timer);
                self.enter(Cause::FinWait2Expires);
            }
            Timer::TimeWait => {
                self.cite(RuleId::TimeWaitExpired);
                self.enter(Cause::TimeWaitExpires);
            }
        }
    }

    /// The user timeout and keep-alive are the user's: they may be made to fire before they were started.
    fn fires_anyway(&self, timer: Timer) -> bool {
        match timer {
            Timer::User => !matches!(self.state(), State::Closed | State::Listen | State::TimeWait),
            Timer::Keepalive => {
                let idle = !self.tcb.in_flight() && !self.tcb.unsent();
                idle && matches!(self.state(), State::Established | State::CloseWait | State::FinWait2)
            }
            _ => false,
        }
    }

    fn give_up(&mut self) {
        self.cite(RuleId::RetransmissionsExceeded);
        self.fail_queued_calls(CallError::ConnectionReset);
        // After a passive OPEN nobody waits for the connection yet.
        if !(self.state() == State::SynReceived && self.tcb.opened == Opened::Passive) {
            self.tell(Signal::TimedOut);
        }
        self.enter(Cause::RetransmissionsExceeded);
    }

    fn retransmission_timeout(&mut self) {
        if self.tcb.rtt.retransmissions >= self.retransmission_limit() {
            return self.give_up();
        }
        self.cite(RuleId::Retransmission);
        self.tcb.rtt.retransmissions += 1;
        if self.tcb.syn_in_flight() {
            self.tcb.rtt.syn_was_repeated = true;
        }
        if self.state() != State::SynSent || self.tcb.rtt.retransmissions > self.profile.timings.linear_syns {
            self.tcb.rtt.back_off(self.profile);
            self.cite(RuleId::Backoff);
        }
        self.resend_front();
    }

    /// R2: how often the front of the queue is sent again before the connection is given up.
    const fn retransmission_limit(&self) -> u8 {
        let timings = &self.profile.timings;
        match self.state() {
            State::SynSent => timings.syn_limit,
            State::SynReceived => timings.syn_ack_limit,
            _ if self.tcb.is_orphan() => timings.orphan_limit,
            _ => timings.data_limit,
        }
    }

    /// A peer that answers with a closed window is never given up (RFC 9293 section 3.8.6.1, MUST-37); a silent one is.
    fn persist_timeout(&mut self) {
        if self.tcb.unanswered_probes >= self.retransmission_limit() {
            return self.give_up();
        }
        self.probe_window();
        self.tcb.unanswered_probes += 1;
        self.tcb.rtt.retransmissions = self.tcb.rtt.retransmissions.saturating_add(1);
        let wait = self.tcb.rtt.rto(self.profile) * (1 << self.tcb.rtt.retransmissions.min(10));
        self.tcb.timers.set(Timer::Persist, self.now.plus(wait.min(self.profile.timings.max_rto)));
    }

    fn keepalive_timeout(&mut self) {
        let keepalive = self.tcb.settings.keepalive.unwrap_or_default();
        if self.tcb.unanswered_probes >= keepalive.probes {
            self.cite(RuleId::KeepaliveDead);
            if self.follows(RuleId::LinuxKeepaliveRst) {
                self.cite(RuleId::LinuxKeepaliveRst);
                self.reset_peer();
            }
            self.fail_queued_calls(CallError::ConnectionReset);
            self.tell(Signal::TimedOut);
            return self.enter(Cause::KeepaliveUnanswered);
        }
        self.cite(RuleId::KeepaliveProbe);
        self.tcb.unanswered_probes += 1;
        let before = self.tcb.snd.nxt.minus(1);
        self.transmit(Flags::ACK, before, Payload::new(), false);
        self.tcb.timers.set(Timer::Keepalive, self.now.plus(keepalive.interval));
    }

    pub fn icmp(&mut self, error: IcmpError) {
        let snd = &self.tcb.snd;
        let in_flight = error.quoted.since(snd.una) < snd.nxt.since(snd.una);
        let has_connection = !matches!(self.state(), State::Closed | State::Listen);
        if !has_connection || !in_flight {
            return self.cite(RuleId::IcmpStale);
        }
        let handshake = matches!(self.state(), State::SynSent | State::SynReceived);
        if !error.hard {
            self.cite(RuleId::IcmpSoft);
        } else if !handshake && self.follows(RuleId::LinuxIcmpSynOnly) {
            self.cite(RuleId::LinuxIcmpSynOnly);
        } else {
            self.cite(RuleId::IcmpHard);
            self.fail_queued_calls(CallError::ConnectionReset);
            self.tell(Signal::Unreachable);
            self.enter(Cause::IcmpHardError);
        }
    }
}
