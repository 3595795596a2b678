//! Timeouts and ICMP errors (RFC 9293 sections 3.10.8 and 3.9.2.2).

use super::step::Step;
use super::{CallError, Cause, Flags, Icmp, IcmpError, Opened, Patience, Payload, RuleId, Signal, State, Timer};
use std::time::Duration;

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
                self.cite(if self.follows(RuleId::LinuxUserTimeout) {
                    RuleId::LinuxUserTimeout
                } else {
                    RuleId::UserTimeout
                });
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
            Timer::Keepalive => self.tcb.may_be_idle(),
            _ => false,
        }
    }

    fn give_up(&mut self) {
        self.cite(RuleId::RetransmissionsExceeded);
        self.fail_queued_calls(CallError::ConnectionReset);
        // After a passive OPEN nobody waits for the connection yet.
        if !(self.state() == State::SynReceived && self.tcb.opened == Opened::Passive) {
            self.tell(self.tcb.hint.map_or(Signal::TimedOut, Signal::Unreachable));
        }
        self.enter(Cause::RetransmissionsExceeded);
    }

    fn retransmission_timeout(&mut self) {
        if self.patience_is_over() {
            return self.give_up();
        }
        self.cite(RuleId::Retransmission);
        self.tcb.rtt.repeat(self.now);
        if self.tcb.syn_in_flight() {
            self.tcb.rtt.syn_was_repeated = true;
        }
        if self.state() != State::SynSent || self.tcb.rtt.retransmissions > self.profile.timings.linear_syns {
            self.tcb.rtt.back_off(self.profile);
            self.cite(RuleId::Backoff);
        }
        self.resend_front();
    }

    /// R2: whether the front of the queue has been sent often enough, or for long enough.
    fn patience_is_over(&mut self) -> bool {
        let timings = &self.profile.timings;
        let patience = match self.state() {
            State::SynSent => Patience::Tries(timings.syn_limit),
            State::SynReceived => Patience::Tries(timings.syn_ack_limit),
            _ if self.tcb.is_orphan() => timings.orphan_limit,
            _ => timings.data_limit,
        };
        match patience {
            Patience::Tries(most) => self.tcb.rtt.retransmissions >= most,
            Patience::Time(most) => {
                let over = self.tcb.rtt.since.is_some_and(|since| self.now.since(since) >= most);
                if over {
                    self.cite(RuleId::LinuxRetryTime);
                }
                over
            }
        }
    }

    /// A peer that answers with a closed window is never given up (RFC 9293 section 3.8.6.1, MUST-37); a silent one is. Linux gives
    /// up an orphan all the same.
    fn persist_timeout(&mut self) {
        let timings = &self.profile.timings;
        let orphan = self.tcb.is_orphan();
        let most = if orphan { timings.orphan_probe_limit } else { timings.probe_limit };
        let waited = self.probe_wait();
        if orphan && waited >= timings.max_rto && self.follows(RuleId::LinuxOrphanWindow) {
            self.cite(RuleId::LinuxOrphanWindow);
            return self.enter(Cause::RetransmissionsExceeded);
        }
        if self.tcb.unanswered_probes >= most {
            return self.give_up();
        }
        self.probe_window();
        self.tcb.unanswered_probes += 1;
        self.tcb.rtt.retransmissions = self.tcb.rtt.retransmissions.saturating_add(1);
        self.tcb.timers.set(Timer::Persist, self.now.plus(self.probe_wait()));
    }

    /// How long between the last probe and the next: twice as long each time.
    fn probe_wait(&self) -> Duration {
        let wait = self.tcb.rtt.rto(self.profile) * (1 << self.tcb.rtt.retransmissions.min(10));
        wait.min(self.profile.timings.max_rto)
    }

    fn keepalive_timeout(&mut self) {
        let keepalive = self.tcb.settings.keepalive.unwrap_or_default();
        // With TCP_USER_TIMEOUT the time counts, and not the probes.
        let silent = keepalive.idle + keepalive.interval * u32::from(self.tcb.unanswered_probes);
        let limit = self.tcb.settings.user_timeout.filter(|_| self.follows(RuleId::LinuxUserTimeout));
        let dead = match limit {
            Some(limit) => self.tcb.unanswered_probes > 0 && silent >= limit,
            None => self.tcb.unanswered_probes >= keepalive.probes,
        };
        if dead {
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
        let in_flight = error.quoted.distance_from(snd.una) < snd.nxt.distance_from(snd.una);
        let has_connection = !matches!(self.state(), State::Closed | State::Listen);
        if !has_connection || !in_flight {
            return self.cite(RuleId::IcmpStale);
        }
        if self.follows(RuleId::LinuxIcmpSynOnly) {
            return self.icmp_on_linux(error.kind);
        }
        if error.kind.is_hard() {
            self.cite(RuleId::IcmpHard);
            self.icmp_ends(error.kind);
        } else {
            self.cite(RuleId::IcmpSoft);
        }
    }

    fn icmp_ends(&mut self, kind: Icmp) {
        self.fail_queued_calls(CallError::ConnectionReset);
        // After a passive OPEN nobody waits for the connection yet.
        if !(self.is_sockets() && self.state() == State::SynReceived && self.tcb.opened == Opened::Passive) {
            self.tell(Signal::Unreachable(kind));
        }
        self.enter(Cause::IcmpError);
    }

    /// `tcp_v4_err`: a socket in its handshake hears of any error at once, a request of some, and later all are hints.
    fn icmp_on_linux(&mut self, kind: Icmp) {
        match self.state() {
            State::SynReceived if self.tcb.opened == Opened::Passive => {
                self.cite(RuleId::LinuxIcmpRequest);
                if matches!(kind, Icmp::Net | Icmp::Host | Icmp::TimeExceeded) {
                    self.icmp_ends(kind);
                }
            }
            State::SynSent | State::SynReceived => {
                self.cite(if kind.is_hard() { RuleId::IcmpHard } else { RuleId::LinuxIcmpSynSent });
                self.icmp_ends(kind);
            }
            _ => {
                self.cite(RuleId::LinuxIcmpSynOnly);
                self.tcb.hint = Some(kind);
            }
        }
    }
}
