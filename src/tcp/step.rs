//! One event, processed: the only place that changes a state, cites a rule or emits a segment.

use super::{
    Cause, Check, EdgeId, Event, Flags, Instant, Opened, Outcome, Payload, Profile, RuleId, Segment, SeqNumber, Signal,
    State, Tcb, Timer, Transmission,
};
use std::mem::take;

/// Processes one event. It is total: any event in any state has an outcome, "ignored" being one.
pub fn process(tcb: &mut Tcb, event: &Event, now: Instant, profile: &Profile) -> Outcome {
    let mut step = Step::new(tcb, now, profile);
    match event {
        Event::Call(call) => step.call(call),
        Event::SegmentArrives(segment) => step.segment_arrives(segment),
        Event::Timeout(timer) => step.timeout(*timer),
        Event::Icmp(error) => step.icmp(*error),
    }
    step.finish();
    step.out
}

/// Whether the peer has to be told what was received.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AckOwed {
    No,
    MayWait,
    Now,
}

/// An event on its way through the rules.
pub(super) struct Step<'a> {
    pub tcb: &'a mut Tcb,
    pub now: Instant,
    pub profile: &'a Profile,
    pub out: Outcome,
    pub ack: AckOwed,
    /// Where the checks are told, if anybody wants to know of them.
    pub checks: Option<&'a mut Vec<Check>>,
}

impl<'a> Step<'a> {
    pub fn new(tcb: &'a mut Tcb, now: Instant, profile: &'a Profile) -> Self {
        Self { tcb, now, profile, out: Outcome::default(), ack: AckOwed::No, checks: None }
    }
}

impl Step<'_> {
    pub fn cite(&mut self, rule: RuleId) {
        self.out.rules.push(rule);
    }

    /// Whether the profile follows `rule` instead of the text; it is cited where it decides.
    pub const fn follows(&self, rule: RuleId) -> bool {
        self.profile.follows(rule)
    }

    pub const fn state(&self) -> State {
        self.tcb.state
    }

    /// Tells the user. After `close()` a socket has nobody to tell.
    pub fn tell(&mut self, signal: Signal) {
        if self.is_sockets() {
            if self.tcb.reader_gone {
                return;
            }
            self.out.errno = signal.errno().or(self.out.errno);
        }
        self.out.signals.push(signal);
    }

    /// Takes the edge that leaves the present state for this cause.
    pub fn enter(&mut self, cause: Cause) {
        let Some(edge) = EdgeId::find(self.tcb.state, cause) else {
            debug_assert!(false, "no edge leaves {} for {cause:?}", self.tcb.state);
            return;
        };
        self.out.transitions.push(edge);
        self.tcb.state = edge.edge().to;
        match self.tcb.state {
            State::Closed => self.delete(),
            State::Listen => self.listen_again(),
            State::TimeWait => {
                self.socket_lets_go();
                self.start_time_wait();
            }
            State::FinWait2 => self.start_fin_wait_2(),
            State::Established => {
                self.tcb.rtt.begin_data();
                if self.tcb.opened == Opened::Active {
                    self.tell(Signal::Opened);
                }
            }
            State::SynSent
            | State::SynReceived
            | State::FinWait1
            | State::CloseWait
            | State::Closing
            | State::LastAck => {}
        }
    }

    fn delete(&mut self) {
        let remains = self.what_remains();
        let tcb = &mut *self.tcb;
        // The queues keep their memory: the next connection needs it again.
        let (mut send_queue, mut receive_queue) = (take(&mut tcb.send_queue), take(&mut tcb.receive_queue));
        send_queue.clear();
        if remains.is_none() {
            receive_queue.clear();
        }
        *tcb = Tcb {
            opened: if remains.is_some() { tcb.opened } else { Opened::Passive },
            remains,
            remote_port: tcb.remote_port,
            listener_beside: tcb.listener_beside,
            send_queue,
            receive_queue,
            ..Tcb::new(tcb.local_port, tcb.snd.iss, tcb.settings)
        };
    }

    fn listen_again(&mut self) {
        if self.out.transitions.last().is_none_or(|edge| edge.edge().from != State::Closed) {
            self.delete();
            self.tcb.remote_port = 0;
            self.tcb.state = State::Listen;
        }
    }

    pub fn start_time_wait(&mut self) {
        for timer in Timer::ALL {
            self.tcb.timers.stop(timer);
        }
        self.tcb.timers.set(Timer::TimeWait, self.now.plus(self.profile.timings.time_wait));
    }

    fn start_fin_wait_2(&mut self) {
        self.tcb.timers.stop(Timer::Retransmission);
        self.limit_fin_wait_2();
    }

    /// Linux limits FIN-WAIT-2 from the moment at which nobody reads any more.
    pub fn limit_fin_wait_2(&mut self) {
        if let Some(limit) = self.profile.timings.fin_wait_2
            && self.tcb.state == State::FinWait2
            && self.tcb.is_orphan()
            && !self.tcb.timers.is_running(Timer::FinWait2)
        {
            self.tcb.timers.set(Timer::FinWait2, self.now.plus(limit));
        }
    }

    /// Emits a segment; one with ACK says RCV.NXT as it is now, also when it is a repetition.
    pub fn transmit(&mut self, flags: Flags, seq: SeqNumber, payload: Payload, again: bool) {
        let tcb = &mut *self.tcb;
        let ack = if flags.ack() { tcb.rcv.nxt } else { SeqNumber(0) };
        if flags.ack() {
            tcb.rcv.unacknowledged = 0;
            tcb.timers.stop(Timer::DelayedAck);
            self.ack = AckOwed::No;
            self.ack_leaves();
        }
        let tcb = &mut *self.tcb;
        let segment = Segment {
            src_port: tcb.local_port,
            dst_port: tcb.remote_port,
            seq,
            ack,
            flags,
            window: u16::try_from(tcb.rcv.wnd).unwrap_or(u16::MAX),
            mss: if flags.syn() { tcb.settings.mss } else { None },
            payload,
            unseen: 0,
        };
        self.out.sent.push(Transmission { segment, again });
    }

    /// `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`, at once.
    pub fn send_ack(&mut self) {
        let nxt = self.tcb.snd.nxt;
        self.transmit(Flags::ACK, nxt, Payload::new(), false);
    }

    /// The reset that answers a segment nobody can use (RFC 9293 section 3.10.7.1).
    pub fn reset_for(&mut self, offender: &Segment) {
        let (flags, seq, ack) = if offender.flags.ack() {
            (Flags::RST, offender.ack, SeqNumber(0))
        } else {
            (Flags::RST_ACK, SeqNumber(0), offender.end())
        };
        let segment =
            Segment { src_port: offender.dst_port, dst_port: offender.src_port, seq, ack, flags, ..Segment::default() };
        self.out.sent.push(Transmission { segment, again: false });
    }

    /// The reset that a live connection sends on its own account: `<SEQ=SND.NXT><CTL=RST>`.
    pub fn reset_peer(&mut self) {
        let nxt = self.tcb.snd.nxt;
        let flags = if self.follows(RuleId::LinuxResetHasAck) {
            self.cite(RuleId::LinuxResetHasAck);
            Flags::RST_ACK
        } else {
            Flags::RST
        };
        self.transmit(flags, nxt, Payload::new(), false);
        self.cite(RuleId::ResetSenderClosed);
    }

    pub fn finish(&mut self) {
        self.output();
        match (self.ack, self.tcb.state) {
            (AckOwed::No, _) | (_, State::Closed | State::Listen | State::SynSent) => {}
            (AckOwed::MayWait, State::Established | State::CloseWait | State::FinWait2) if self.ack_may_wait() => {
                self.cite(RuleId::AckDelayed);
                if self.follows(RuleId::LinuxQuickAck) {
                    self.cite(RuleId::LinuxQuickAck);
                }
                if !self.tcb.timers.is_running(Timer::DelayedAck) {
                    let wait = self.ack_wait();
                    self.tcb.timers.set(Timer::DelayedAck, self.now.plus(wait));
                }
            }
            _ => {
                self.send_ack();
                self.cite(RuleId::AckAggregated);
            }
        }
        self.maintain_timers();
    }

    /// At least every second full segment is acknowledged at once (RFC 9293 section 3.8.6.3, SHLD-19).
    fn ack_may_wait(&self) -> bool {
        let few = if self.follows(RuleId::LinuxQuickAck) {
            self.linux_ack_waits()
        } else {
            self.tcb.rcv.unacknowledged < 2 * u32::from(self.tcb.snd.mss)
        };
        self.tcb.settings.delayed_ack && few
    }

    /// Brings the timers into line with what is in flight and what waits.
    fn maintain_timers(&mut self) {
        let tcb = &mut *self.tcb;
        if matches!(tcb.state, State::Closed | State::Listen | State::TimeWait) {
            return;
        }
        let waiting = tcb.in_flight() || (tcb.unsent() && tcb.state != State::SynSent);
        if !waiting {
            tcb.timers.stop(Timer::Retransmission);
            tcb.timers.stop(Timer::Persist);
            tcb.timers.stop(Timer::User);
        } else if let Some(limit) = tcb.user_timeout(self.profile)
            && !tcb.timers.is_running(Timer::User)
            && (!self.profile.follows(RuleId::LinuxUserTimeout) || tcb.has_repeated())
        {
            tcb.timers.set(Timer::User, self.now.plus(limit));
        }
        if tcb.in_flight() && !tcb.timers.is_running(Timer::Persist) && !tcb.timers.is_running(Timer::Retransmission) {
            tcb.timers.set(Timer::Retransmission, self.now.plus(tcb.rtt.rto(self.profile)));
        }
        self.watch_idleness();
    }

    /// Keep-alive counts from the last segment heard, and only while nothing is in flight (RFC 9293 section 3.8.4).
    fn watch_idleness(&mut self) {
        let tcb = &mut *self.tcb;
        if !tcb.may_be_idle() {
            // One that was made to fire by hand runs without the option.
            tcb.timers.stop(Timer::Keepalive);
        } else if let Some(keepalive) = tcb.settings.keepalive
            && !tcb.timers.is_running(Timer::Keepalive)
        {
            tcb.timers.set(Timer::Keepalive, self.now.plus(keepalive.idle));
        }
    }
}
