//! User calls (RFC 9293 section 3.10.1 to 3.10.6), and how Linux's sockets answer them.

use super::output::piece_of;
use super::step::{AckOwed, Step};
use super::{
    CallError, Cause, Errno, Fin, Flags, Opened, Payload, Reply, RuleId, SendSequence, Signal, State, Timer, UserCall,
};
use std::time::Duration;

impl Step<'_> {
    pub fn call(&mut self, call: &UserCall) {
        if let Some(reply) = self.call_on_remains(call) {
            self.out.reply = Some(reply);
            return;
        }
        if let Some(reply) = self.linux_answer(call) {
            self.cite(RuleId::LinuxCalls);
            self.out.reply = Some(reply);
            return;
        }
        let reply = match call {
            UserCall::Listen => self.open_passive(),
            UserCall::Connect => self.open_active(),
            UserCall::Send(payload) => self.send(payload),
            UserCall::Receive(octets) => self.receive(*octets),
            UserCall::Shutdown => self.close(call),
            UserCall::Close => self.close_both_ways(call),
            UserCall::Abort => self.abort(),
            UserCall::Status => self.status(),
            UserCall::Keepalive(on) => self.keepalive(*on),
            UserCall::UserTimeout(limit) => self.user_timeout(*limit),
            UserCall::ShutdownRead => self.shutdown_read(),
        };
        self.out.reply = Some(reply);
    }

    fn refuse(&mut self, rule: RuleId, error: CallError) -> Reply {
        self.cite(rule);
        Reply::Error(error)
    }

    fn open_passive(&mut self) -> Reply {
        if self.state() != State::Closed {
            return self.refuse(RuleId::PassiveOpenAgain, CallError::AlreadyExists);
        }
        self.cite(RuleId::OpenPassive);
        self.tcb.opened = Opened::Passive;
        self.enter(Cause::PassiveOpen);
        Reply::Ok
    }

    fn open_active(&mut self) -> Reply {
        let rule = match self.state() {
            State::Closed => RuleId::OpenActive,
            State::Listen => RuleId::OpenActiveInListen,
            _ => return self.refuse(RuleId::OpenExists, CallError::AlreadyExists),
        };
        if self.tcb.remote_port == 0 {
            return self.refuse(RuleId::OpenUnspecified, CallError::RemoteUnspecified);
        }
        self.cite(rule);
        self.send_syn();
        self.enter(Cause::ActiveOpen);
        if self.is_sockets() { Reply::Errno(Errno::EINPROGRESS) } else { Reply::Ok }
    }

    fn send_syn(&mut self) {
        let tcb = &mut *self.tcb;
        let iss = tcb.snd.iss;
        tcb.opened = Opened::Active;
        tcb.snd = SendSequence { iss, una: iss, nxt: iss.plus(1), mss: tcb.snd.mss, ..SendSequence::default() };
        tcb.rtt.time(iss.plus(1), self.now);
        self.transmit(Flags::SYN, iss, Payload::new(), false);
    }

    fn send(&mut self, payload: &Payload) -> Reply {
        match self.state() {
            State::Closed => return self.refuse(RuleId::CallNoConnection, CallError::DoesNotExist),
            State::Listen if self.tcb.remote_port == 0 => {
                return self.refuse(RuleId::SendUnspecified, CallError::RemoteUnspecified);
            }
            State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck | State::TimeWait => {
                return self.refuse(RuleId::SendClosing, CallError::ConnectionClosing);
            }
            State::SynSent | State::SynReceived | State::CloseWait if self.tcb.fin != Fin::NotQueued => {
                return self.refuse(RuleId::SendClosing, CallError::ConnectionClosing);
            }
            State::Listen | State::SynSent | State::SynReceived | State::Established | State::CloseWait => {}
        }
        if self.tcb.send_queue.len() + payload.len() > self.tcb.settings.send_capacity as usize {
            return self.refuse(RuleId::SendNoRoom, CallError::InsufficientResources);
        }
        self.tcb.send_queue.extend(payload);
        match self.state() {
            State::Listen => {
                self.cite(RuleId::SendInListen);
                self.send_syn();
                self.enter(Cause::Send);
            }
            State::Established | State::CloseWait => self.cite(RuleId::SendSegmentized),
            _ => {
                self.cite(RuleId::SendQueued);
                return Reply::Queued;
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "it fits the send capacity of 32 bits")]
        Reply::Octets(payload.len() as u32)
    }

    fn receive(&mut self, octets: u32) -> Reply {
        match self.state() {
            State::Closed => self.refuse(RuleId::CallNoConnection, CallError::DoesNotExist),
            State::Closing | State::LastAck | State::TimeWait
                if self.tcb.receive_queue.is_empty() || !self.is_sockets() =>
            {
                self.end_of_stream()
            }
            State::CloseWait if self.tcb.receive_queue.is_empty() => self.end_of_stream(),
            _ if self.tcb.receive_queue.is_empty() => {
                if self.is_sockets() && self.tcb.read_shut {
                    self.cite(RuleId::LinuxShutdownRead);
                    return Reply::EndOfFile;
                }
                if self.is_sockets() {
                    self.cite(RuleId::LinuxCalls);
                    return Reply::Errno(Errno::EAGAIN);
                }
                self.cite(RuleId::ReceiveQueued);
                self.tcb.receive_queued = octets.max(1);
                Reply::Queued
            }
            _ => Reply::Octets(self.deliver(octets)),
        }
    }

    fn end_of_stream(&mut self) -> Reply {
        self.cite(RuleId::ReceiveClosing);
        self.tcb.rcv.fin_unread = false;
        if self.is_sockets() { Reply::EndOfFile } else { Reply::Error(CallError::ConnectionClosing) }
    }

    /// Hands up to `octets` octets to the user; how many.
    pub fn deliver(&mut self, octets: u32) -> u32 {
        self.cite(RuleId::ReceiveDelivered);
        let n = (octets as usize).min(self.tcb.receive_queue.len());
        self.out.delivered = piece_of(&self.tcb.receive_queue, 0, n);
        self.tcb.receive_queue.drain(..n);
        if n > 0 && self.read_all() {
            self.ack = AckOwed::Now;
        }
        self.open_window();
        #[expect(clippy::cast_possible_truncation, reason = "at most `octets`")]
        let n = n as u32;
        n
    }

    /// The window moves up only in steps worth a segment (RFC 9293 section 3.8.6.2.2), and the peer is told.
    fn open_window(&mut self) {
        let tcb = &mut *self.tcb;
        let capacity = tcb.settings.receive_capacity;
        #[expect(clippy::cast_possible_truncation, reason = "the queue is no longer than the capacity")]
        let room = capacity.saturating_sub(tcb.receive_queue.len() as u32);
        let step = (capacity / 2).min(u32::from(tcb.snd.mss)).max(1);
        if room >= tcb.rcv.wnd.saturating_add(step) {
            tcb.rcv.wnd = room;
            if !tcb.rcv.fin && tcb.state != State::SynReceived {
                self.ack = AckOwed::Now;
            }
        }
    }

    /// CLOSE, one direction (RFC 9293 section 3.10.4).
    fn close(&mut self, call: &UserCall) -> Reply {
        match self.state() {
            State::Closed => return self.refuse(RuleId::CallNoConnection, CallError::DoesNotExist),
            State::Listen => {
                self.cite(RuleId::CloseListen);
                self.fail_queued_calls(CallError::Closing);
                self.enter(Cause::Close);
            }
            State::SynSent => {
                self.cite(RuleId::CloseSynSent);
                self.fail_queued_calls(CallError::Closing);
                self.enter(Cause::Close);
            }
            _ if self.tcb.fin != Fin::NotQueued => {
                return self.refuse(RuleId::CloseAgain, CallError::ConnectionClosing);
            }
            State::SynReceived if *call == UserCall::Shutdown && self.follows(RuleId::LinuxShutdownInSynReceived) => {
                self.cite(RuleId::LinuxShutdownInSynReceived);
                self.tcb.fin = Fin::Queued;
            }
            State::SynReceived if self.tcb.send_queue.is_empty() => {
                self.cite(RuleId::CloseSynReceived);
                self.tcb.fin = Fin::Queued;
                self.enter(Cause::Close);
            }
            State::SynReceived => {
                self.cite(RuleId::CloseDeferred);
                self.tcb.fin = Fin::Queued;
            }
            State::Established => {
                self.cite(RuleId::CloseEstablished);
                self.tcb.fin = Fin::Queued;
                self.enter(Cause::Close);
            }
            State::CloseWait => {
                self.cite(RuleId::CloseWaitClose);
                self.tcb.fin = Fin::Queued;
                if self.follows(RuleId::LinuxCloseAtOnce) {
                    if !self.tcb.send_queue.is_empty() {
                        self.cite(RuleId::LinuxCloseAtOnce);
                    }
                    self.enter(Cause::Close);
                }
            }
            State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck | State::TimeWait => {
                return self.refuse(RuleId::CloseAgain, CallError::ConnectionClosing);
            }
        }
        Reply::Ok
    }

    /// `close()`: CLOSE, and reading ends too; with unread data it is a reset (RFC 9293 section 3.6.1).
    fn close_both_ways(&mut self, call: &UserCall) -> Reply {
        let state = self.state();
        let connected = !matches!(state, State::Closed | State::Listen | State::SynSent);
        if connected && !self.tcb.reader_gone {
            self.cite(RuleId::SilentClose);
            self.tcb.reader_gone = true;
            self.tcb.receive_queued = 0;
            if state == State::SynReceived {
                // What came with the SYN was never acknowledged: it comes again, and finds nobody.
                self.tcb.held.clear();
            }
            if !self.tcb.receive_queue.is_empty() && state != State::TimeWait {
                return self.close_unread();
            }
            self.limit_fin_wait_2();
            if self.tcb.fin == Fin::Queued && state == State::SynReceived && self.is_sockets() {
                // shutdown() has queued the FIN, close() sends it.
                self.cite(RuleId::CloseSynReceived);
                self.enter(Cause::Close);
            }
            if self.tcb.fin != Fin::NotQueued {
                return Reply::Ok;
            }
        }
        self.close(call)
    }

    fn close_unread(&mut self) -> Reply {
        self.cite(RuleId::CloseUnread);
        self.reset_peer();
        self.enter(Cause::CloseUnread);
        Reply::Ok
    }

    /// ABORT (RFC 9293 section 3.10.5).
    fn abort(&mut self) -> Reply {
        match self.state() {
            State::Closed => return self.refuse(RuleId::CallNoConnection, CallError::DoesNotExist),
            State::Listen | State::SynSent => {
                self.cite(RuleId::AbortSilent);
                self.fail_queued_calls(CallError::ConnectionReset);
            }
            State::SynReceived | State::Established | State::FinWait1 | State::FinWait2 | State::CloseWait => {
                self.cite(RuleId::AbortReset);
                self.fail_queued_calls(CallError::ConnectionReset);
                self.reset_peer();
            }
            State::TimeWait if self.follows(RuleId::LinuxAbortTimeWait) => {
                self.cite(RuleId::LinuxAbortTimeWait);
                self.tcb.reader_gone = true;
                return Reply::Ok;
            }
            State::Closing | State::LastAck | State::TimeWait => self.cite(RuleId::AbortClosing),
        }
        // It closes the socket, too: nothing is left to read.
        self.tcb.reader_gone = true;
        self.enter(Cause::Abort);
        Reply::Ok
    }

    fn status(&mut self) -> Reply {
        if self.state() == State::Closed {
            return self.refuse(RuleId::CallNoConnection, CallError::DoesNotExist);
        }
        self.cite(RuleId::StatusReported);
        Reply::State(self.state())
    }

    /// The idle time counts from now on; asking twice changes nothing.
    fn keepalive(&mut self, on: bool) -> Reply {
        self.cite(if on { RuleId::KeepaliveOn } else { RuleId::KeepaliveOff });
        let keepalive = &mut self.tcb.settings.keepalive;
        if on {
            keepalive.get_or_insert_default();
        } else if keepalive.take().is_some() && self.tcb.timers.is_running(Timer::Keepalive) {
            self.tcb.timers.stop(Timer::Keepalive);
            self.tcb.unanswered_probes = 0;
        }
        Reply::Ok
    }

    /// `shutdown(SHUT_RD)`: nothing is sent. A socket that waits for a connection gives up, as Linux does.
    fn shutdown_read(&mut self) -> Reply {
        match self.state() {
            State::Closed => return self.refuse(RuleId::CallNoConnection, CallError::DoesNotExist),
            State::Listen | State::SynSent if self.is_sockets() => {
                self.cite(RuleId::LinuxCalls);
                self.enter(Cause::Close);
            }
            _ => {
                self.cite(if self.is_sockets() { RuleId::LinuxShutdownRead } else { RuleId::ReadingEnds });
                self.tcb.read_shut = true;
            }
        }
        Reply::Ok
    }

    /// What waits already waits for as long as it is told now.
    fn user_timeout(&mut self, limit: Option<Duration>) -> Reply {
        self.cite(RuleId::UserTimeoutSet);
        self.tcb.settings.user_timeout = limit;
        self.tcb.timers.stop(Timer::User);
        Reply::Ok
    }

    /// Tells the user that a queued RECEIVE or SEND will never be carried out. Sockets queue no calls.
    pub fn fail_queued_calls(&mut self, error: CallError) {
        let receives = std::mem::take(&mut self.tcb.receive_queued) > 0;
        if (receives || !self.tcb.send_queue.is_empty()) && !self.is_sockets() {
            self.tell(Signal::QueuedCallsFail(error));
        }
    }

    pub const fn is_sockets(&self) -> bool {
        self.follows(RuleId::LinuxCalls)
    }

    /// What a Linux socket answers where the RFC's call would do something else (measured; design `linux.md` section 1).
    fn linux_answer(&self, call: &UserCall) -> Option<Reply> {
        if !self.is_sockets() {
            return None;
        }
        let state = self.state();
        // A request in SYN-RECEIVED is not a socket yet: the call reaches the listener.
        let request = state == State::SynReceived && self.tcb.opened == Opened::Passive;
        match call {
            UserCall::Connect => linux_connect(state, request),
            UserCall::Listen => match state {
                State::Closed => None,
                State::Listen => Some(Reply::Ok),
                _ if request => Some(Reply::Ok),
                _ => Some(Reply::Errno(Errno::EINVAL)),
            },
            UserCall::Send(_) => match state {
                State::Established | State::CloseWait => None,
                State::SynSent => Some(Reply::Errno(Errno::EAGAIN)),
                State::SynReceived if !request => Some(Reply::Errno(Errno::EAGAIN)),
                _ => Some(Reply::Errno(Errno::EPIPE)),
            },
            UserCall::Receive(_) => match state {
                State::Closed | State::Listen => Some(Reply::Errno(Errno::ENOTCONN)),
                State::SynReceived if request => Some(Reply::Errno(Errno::ENOTCONN)),
                _ => None,
            },
            UserCall::Shutdown => match state {
                State::Closed | State::TimeWait => Some(Reply::Errno(Errno::ENOTCONN)),
                State::SynReceived if request || self.tcb.fin != Fin::NotQueued => Some(Reply::Ok),
                State::SynSent | State::SynReceived | State::Established | State::CloseWait => None,
                State::Listen | State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck => Some(Reply::Ok),
            },
            UserCall::Close => (state == State::Closed || request || self.tcb.reader_gone).then_some(Reply::Ok),
            UserCall::Abort => (state == State::Closed || request).then_some(Reply::Ok),
            UserCall::ShutdownRead => {
                matches!(state, State::Closed | State::TimeWait).then_some(Reply::Errno(Errno::ENOTCONN))
            }
            UserCall::Status | UserCall::Keepalive(_) | UserCall::UserTimeout(_) => None,
        }
    }
}

const fn linux_connect(state: State, request: bool) -> Option<Reply> {
    match state {
        State::Closed => None,
        State::SynSent => Some(Reply::Errno(Errno::EALREADY)),
        State::SynReceived if !request => Some(Reply::Errno(Errno::EALREADY)),
        _ => Some(Reply::Errno(Errno::EISCONN)),
    }
}
