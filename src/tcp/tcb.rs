//! The transmission control block: all that an endpoint knows (RFC 9293 section 3.3.1).

use super::acking::Acking;
use super::{Errno, Icmp, Instant, Payload, Profile, Rtt, RuleId, SeqNumber, State, Timer, Timers};
use std::collections::VecDeque;
use std::time::Duration;

/// The MSS that is assumed of a peer that announces none (RFC 9293 section 3.7.1, MUST-15).
pub const DEFAULT_MSS: u16 = 536;

/// How a connection was opened: SYN-RECEIVED has to remember it (RFC 9293 section 3.10.7.4, MUST-11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Opened {
    /// By a passive OPEN.
    #[default]
    Passive,
    /// By an active OPEN.
    Active,
}

/// Where our FIN is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fin {
    /// The user has not closed.
    #[default]
    NotQueued,
    /// The user has closed, and data goes first.
    Queued,
    /// Sent, with this sequence number.
    Sent(SeqNumber),
}

/// The send sequence variables (RFC 9293 section 3.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SendSequence {
    /// ISS: the initial send sequence number; before OPEN, the one that will be used.
    pub iss: SeqNumber,
    /// SND.UNA: the oldest unacknowledged number.
    pub una: SeqNumber,
    /// SND.NXT: the next number to send.
    pub nxt: SeqNumber,
    /// SND.WND: the octets that the peer will take, from SND.UNA on.
    pub wnd: u32,
    /// SND.WL1: SEG.SEQ of the last window update.
    pub wl1: SeqNumber,
    /// SND.WL2: SEG.ACK of the last window update.
    pub wl2: SeqNumber,
    /// MAX.SND.WND: the largest window that the peer ever offered (RFC 5961 section 5.2).
    pub max_wnd: u32,
    /// How many numbers were ever acknowledged.
    pub acknowledged: u32,
    /// The largest segment that the peer takes, in octets.
    pub mss: u16,
}

/// The receive sequence variables (RFC 9293 section 3.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReceiveSequence {
    /// IRS: the peer's initial sequence number.
    pub irs: SeqNumber,
    /// RCV.NXT: the next number expected.
    pub nxt: SeqNumber,
    /// RCV.WND: the octets that we take, from RCV.NXT on.
    pub wnd: u32,
    /// Whether the peer's FIN has come, in order.
    pub fin: bool,
    /// Whether that FIN still waits behind the received octets, because the user has not read as far.
    pub fin_unread: bool,
    /// Octets that came since the last ACK was sent.
    pub unacknowledged: u32,
}

/// Keep-alive, off unless asked for (RFC 9293 section 3.8.4, MUST-25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keepalive {
    /// How long nothing may be heard before the first probe; two hours unless the user knows better (MUST-28).
    pub idle: Duration,
    /// How long between probes.
    pub interval: Duration,
    /// How many go unanswered before the connection is given up (MUST-29).
    pub probes: u8,
}

impl Keepalive {
    /// Two hours, then nine probes 75 s apart: what Linux does, and most others.
    pub const USUAL: Self = Self { idle: Duration::from_secs(7200), interval: Duration::from_secs(75), probes: 9 };
}

impl Default for Keepalive {
    fn default() -> Self {
        Self::USUAL
    }
}

/// What the user of a connection may choose.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The MSS option on our SYN, in octets; `None` sends no option.
    pub mss: Option<u16>,
    /// How many received octets may wait to be read.
    pub receive_capacity: u32,
    /// How many octets may wait to be sent or acknowledged.
    pub send_capacity: u32,
    /// Whether ACKs of in-order data may wait (RFC 9293 section 3.8.6.3).
    pub delayed_ack: bool,
    /// Keep-alive, if wanted.
    pub keepalive: Option<Keepalive>,
    /// The user timeout; `None` leaves it to the profile.
    pub user_timeout: Option<Duration>,
    /// Whether the port may be bound again beside this socket (`SO_REUSEADDR`), as far as it goes: the other one has to agree.
    pub reuse: bool,
    /// The same for sockets that share a port from the start (`SO_REUSEPORT`): both have to have it.
    pub reuse_port: bool,
    /// Whether a child that runs another program loses its descriptor of the socket (`FD_CLOEXEC`).
    pub close_on_exec: bool,
    /// Whether `connect()` may take a port whose last connection is in TIME-WAIT (`tcp_tw_reuse`): the whole host's choice.
    pub time_wait_reuse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mss: Some(1460),
            receive_capacity: 65535,
            send_capacity: 65535,
            delayed_ack: false,
            keepalive: None,
            user_timeout: None,
            reuse: true,
            reuse_port: false,
            close_on_exec: false,
            time_wait_reuse: false,
        }
    }
}

/// A segment's text that waits for a gap before it to be filled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Held {
    /// The number of the first octet, or of the FIN.
    pub seq: SeqNumber,
    /// The octets.
    pub payload: Payload,
    /// Whether a FIN follows them.
    pub fin: bool,
}

impl Held {
    /// The number after the last one.
    pub(super) fn end(&self) -> SeqNumber {
        #[expect(clippy::cast_possible_truncation, reason = "a payload is at most a window, 65535 octets")]
        self.seq.plus(self.payload.len() as u32 + u32::from(self.fin))
    }
}

/// What a socket still holds of a connection that has ended, until its program closes it (Linux): what had arrived, in the receive
/// queue, then the error, once, then the end of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Remains {
    /// The error that the next call gets.
    pub error: Option<Errno>,
    /// Whether the peer's FIN had come: then `read()` says 0, whatever the error.
    pub fin: bool,
}

/// What is needed to go back to TIME-WAIT when the SYN that left it proves old (RFC 9293 section 3.6.1, MAY-2).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Former {
    pub snd: SendSequence,
    pub rcv: ReceiveSequence,
    pub opened: Opened,
    pub fin: Fin,
    pub expires: Instant,
}

/// One endpoint of one connection.
///
/// It is a plain value: two TCBs with equal fields behave alike forever.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tcb {
    pub(super) state: State,
    pub(super) opened: Opened,
    pub(super) local_port: u16,
    /// Zero: unspecified.
    pub(super) remote_port: u16,
    pub(super) settings: Settings,
    pub(super) snd: SendSequence,
    pub(super) rcv: ReceiveSequence,
    pub(super) fin: Fin,
    pub(super) timers: Timers,
    pub(super) rtt: Rtt,
    /// Octets from SND.UNA on: sent and unacknowledged, then unsent.
    pub(super) send_queue: VecDeque<u8>,
    /// Octets received in order that the user has not read.
    pub(super) receive_queue: VecDeque<u8>,
    /// What came out of order, by sequence number, disjoint.
    pub(super) held: Vec<Held>,
    /// How many octets a queued RECEIVE waits for; zero if none is queued.
    pub(super) receive_queued: u32,
    /// Nobody will read any more: `close()` was called.
    pub(super) reader_gone: bool,
    /// `shutdown(SHUT_RD)` was called.
    pub(super) read_shut: bool,
    /// Another socket listens on our port, so a new connection may take this one's place.
    pub(super) listener_beside: bool,
    /// Linux has sent its SYN again before its time.
    pub(super) syn_hastened: bool,
    /// Keep-alive and window probes since the peer was last heard.
    pub(super) unanswered_probes: u8,
    /// The connection has ended, or is the kernel's alone in TIME-WAIT, and the program has not closed its socket (Linux).
    pub(super) remains: Option<Remains>,
    /// Whether ACKs may wait (Linux).
    pub(super) acking: Acking,
    /// What an ICMP error has hinted at: the cause to name when the connection is given up (Linux).
    pub(super) hint: Option<Icmp>,
    pub(super) former: Option<Box<Former>>,
}

impl Tcb {
    /// A closed endpoint. `iss` is the initial sequence number that an OPEN will use: the engine has no randomness of its own.
    #[must_use]
    pub fn new(local_port: u16, iss: SeqNumber, settings: Settings) -> Self {
        Self {
            state: State::Closed,
            opened: Opened::Passive,
            local_port,
            remote_port: 0,
            settings,
            snd: SendSequence { iss, una: iss, nxt: iss, mss: DEFAULT_MSS, ..SendSequence::default() },
            rcv: ReceiveSequence { wnd: settings.receive_capacity, ..ReceiveSequence::default() },
            fin: Fin::NotQueued,
            timers: Timers::default(),
            rtt: Rtt::default(),
            send_queue: VecDeque::new(),
            receive_queue: VecDeque::new(),
            held: Vec::new(),
            receive_queued: 0,
            reader_gone: false,
            read_shut: false,
            listener_beside: false,
            syn_hastened: false,
            unanswered_probes: 0,
            remains: None,
            acking: Acking::default(),
            hint: None,
            former: None,
        }
    }

    /// The same endpoint with its peer named, as an active OPEN needs it.
    #[must_use]
    pub fn with_remote(mut self, port: u16) -> Self {
        self.remote_port = port;
        self
    }

    /// Says whether another socket listens on the same port: then a SYN may find it when this connection is in TIME-WAIT.
    pub fn set_listener_beside(&mut self, listens: bool) {
        self.listener_beside = listens;
    }

    /// Changes the number that the next OPEN will use; a connection that has begun keeps its own.
    pub fn set_iss(&mut self, iss: SeqNumber) {
        if matches!(self.state, State::Closed | State::Listen) {
            self.snd.iss = iss;
            self.snd.una = iss;
            self.snd.nxt = iss;
        }
    }

    /// Its state.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// How it was opened.
    #[must_use]
    pub const fn opened(&self) -> Opened {
        self.opened
    }

    /// Its own port.
    #[must_use]
    pub const fn local_port(&self) -> u16 {
        self.local_port
    }

    /// The peer's port, if the peer is known.
    #[must_use]
    pub const fn remote_port(&self) -> Option<u16> {
        if self.remote_port == 0 { None } else { Some(self.remote_port) }
    }

    /// The send sequence variables.
    #[must_use]
    pub const fn snd(&self) -> &SendSequence {
        &self.snd
    }

    /// The receive sequence variables.
    #[must_use]
    pub const fn rcv(&self) -> &ReceiveSequence {
        &self.rcv
    }

    /// Where our FIN is.
    #[must_use]
    pub const fn fin(&self) -> Fin {
        self.fin
    }

    /// What the user chose.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Changes what the user chose; a connection hears of keep-alive by a call.
    pub const fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// The timers.
    #[must_use]
    pub const fn timers(&self) -> &Timers {
        &self.timers
    }

    /// The round-trip estimate and the retransmissions so far.
    #[must_use]
    pub const fn rtt(&self) -> &Rtt {
        &self.rtt
    }

    /// How many octets wait to be read.
    #[must_use]
    pub fn readable(&self) -> usize {
        self.receive_queue.len()
    }

    /// How many octets wait to be sent or acknowledged.
    #[must_use]
    pub fn unacknowledged(&self) -> usize {
        self.send_queue.len()
    }

    /// What came out of order and is held.
    #[must_use]
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// Whether a read would return at once: with data, or with the end of the stream.
    #[must_use]
    pub fn has_news_for_reader(&self) -> bool {
        !self.reader_gone && (!self.receive_queue.is_empty() || self.rcv.fin || self.remains.is_some())
    }

    /// What its program's socket still holds of it, though it has ended or is in TIME-WAIT.
    #[must_use]
    pub const fn remains(&self) -> Option<Remains> {
        self.remains
    }

    /// Drops what a socket still holds: in the RFC's view nothing is left of a connection that has ended.
    pub fn forget_remains(&mut self) {
        self.remains = None;
        if self.state == State::Closed {
            self.receive_queue.clear();
        }
    }

    /// Whether `close()` was called: nobody reads any more.
    #[must_use]
    pub const fn reader_gone(&self) -> bool {
        self.reader_gone
    }

    /// Whether `shutdown(SHUT_RD)` was called.
    #[must_use]
    pub const fn read_shut(&self) -> bool {
        self.read_shut
    }

    /// What decides whether Linux lets the next ACK wait.
    pub(crate) fn acking_print(&self) -> u32 {
        self.acking.print()
    }

    /// How many octets a queued RECEIVE waits for; zero if none is queued.
    pub(crate) const fn receive_queued(&self) -> u32 {
        self.receive_queued
    }

    /// Whether Linux has sent its SYN again before its time.
    pub(crate) const fn syn_hastened(&self) -> bool {
        self.syn_hastened
    }

    /// How many keep-alive and window probes were sent since the peer was last heard.
    pub(crate) const fn unanswered_probes(&self) -> u8 {
        self.unanswered_probes
    }

    /// SND.NXT and RCV.NXT of the TIME-WAIT that this connection may have to go back to.
    pub(crate) fn former_numbers(&self) -> Option<(SeqNumber, SeqNumber)> {
        self.former.as_ref().map(|former| (former.snd.nxt, former.rcv.nxt))
    }

    /// Whether our FIN was sent and acknowledged.
    #[must_use]
    pub const fn fin_acknowledged(&self) -> bool {
        matches!(self.fin, Fin::Sent(seq) if self.snd.una.distance_from(seq) == 1)
    }

    /// The timer that fires next, and when.
    #[must_use]
    pub fn next_timeout(&self) -> Option<(Instant, Timer)> {
        self.timers.next()
    }

    /// The sequence number of the first octet in the send queue: behind the SYN while that is unacknowledged.
    pub(super) const fn queue_start(&self) -> SeqNumber {
        if self.syn_in_flight() { self.snd.iss.plus(1) } else { self.snd.una }
    }

    /// Whether our SYN was sent and is unacknowledged.
    pub(super) const fn syn_in_flight(&self) -> bool {
        self.snd.una.0 == self.snd.iss.0 && self.snd.nxt.0 != self.snd.iss.0
    }

    /// How many octets of the send queue have been sent.
    pub(super) const fn octets_in_flight(&self) -> u32 {
        match self.fin {
            Fin::Sent(seq) => seq.distance_from(self.queue_start()),
            Fin::NotQueued | Fin::Queued => self.snd.nxt.distance_from(self.queue_start()),
        }
    }

    /// Whether anything that takes sequence space is sent and unacknowledged.
    pub(super) const fn in_flight(&self) -> bool {
        self.snd.una.0 != self.snd.nxt.0
    }

    /// Whether octets or the FIN wait to be sent for the first time.
    pub(super) fn unsent(&self) -> bool {
        self.unsent_octets() > 0 || self.fin == Fin::Queued
    }

    /// How many octets wait to be sent for the first time.
    #[expect(clippy::cast_possible_truncation, reason = "the send queue is bounded by a capacity of 32 bits")]
    pub(super) fn unsent_octets(&self) -> u32 {
        if self.snd.nxt.0 == self.snd.iss.0 {
            return self.send_queue.len() as u32;
        }
        (self.send_queue.len() as u32).saturating_sub(self.octets_in_flight())
    }

    /// Whether nothing is on its way in a state in which that may last: only keep-alive would find out that the peer has gone.
    pub(super) fn may_be_idle(&self) -> bool {
        let open = matches!(self.state, State::Established | State::CloseWait | State::FinWait2);
        open && !self.in_flight() && !self.unsent()
    }

    /// Whether `read()` would be given what has come: the RFC refuses it once both ends have closed, a socket does not.
    #[must_use]
    pub const fn may_read(&self, profile: &Profile) -> bool {
        let both_closed = matches!(self.state, State::Closing | State::LastAck | State::TimeWait);
        !self.reader_gone && (profile.follows(RuleId::LinuxCalls) || !both_closed)
    }

    /// Whether something was sent that is due again: our SYN, or what has been sent for a second time, or a probe.
    pub(super) const fn has_repeated(&self) -> bool {
        self.syn_in_flight() || self.rtt.retransmissions > 0
    }

    /// Whether the peer's window is closed before what we have to send, so that only probes go out.
    #[must_use]
    pub const fn waits_for_window(&self) -> bool {
        self.timers.is_running(Timer::Persist)
    }

    /// Whether the connection has no reader and no writer left.
    pub(super) const fn is_orphan(&self) -> bool {
        self.reader_gone
    }

    /// How long the user waits for an acknowledgment.
    pub(super) const fn user_timeout(&self, profile: &Profile) -> Option<Duration> {
        match self.settings.user_timeout {
            Some(timeout) => Some(timeout),
            None => profile.timings.user_timeout,
        }
    }
}
