//! What can happen to an endpoint, and what comes of it (RFC 9293 section 3.10).

use super::{EdgeId, Errno, Icmp, Payload, RuleId, Segment, SeqNumber, State, Timer};
use smallvec::SmallVec;
use std::fmt;
use std::time::Duration;

/// A user call (RFC 9293 section 3.9.1), under the name that the sockets interface gives it where it has one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UserCall {
    /// OPEN, passive: `listen()`.
    Listen,
    /// OPEN, active: `connect()`.
    Connect,
    /// SEND: `write()`.
    Send(Payload),
    /// RECEIVE up to this many octets: `read()`.
    Receive(u32),
    /// CLOSE as the RFC means it, one direction only: `shutdown(SHUT_WR)`.
    Shutdown,
    /// `close()`: CLOSE, and nobody reads any more (RFC 9293 section 3.6.1, MAY-1).
    Close,
    /// ABORT: `close()` with `SO_LINGER` zero.
    Abort,
    /// STATUS.
    Status,
    /// Keep-alive on or off (RFC 9293 section 3.8.4, MUST-25): `setsockopt()` with `SO_KEEPALIVE`.
    Keepalive(bool),
    /// `shutdown(SHUT_RD)`: the program reads no more, and the peer hears nothing of it.
    ShutdownRead,
    /// The user timeout (RFC 9293 section 3.9.1.1): `setsockopt()` with `TCP_USER_TIMEOUT`; `None`: the profile's own.
    UserTimeout(Option<Duration>),
}

/// An ICMP error about a segment that this endpoint sent (RFC 9293 section 3.9.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IcmpError {
    /// What it says.
    pub kind: Icmp,
    /// The sequence number that it quotes.
    pub quoted: SeqNumber,
}

/// Something that happens to an endpoint: RFC 9293 section 3.10 has a part for each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The user calls.
    Call(UserCall),
    /// SEGMENT ARRIVES.
    SegmentArrives(Segment),
    /// A timer fires.
    Timeout(Timer),
    /// An ICMP error arrives.
    Icmp(IcmpError),
}

/// Why a call is refused, in the words of RFC 9293 section 3.10, where it has any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallError {
    /// There is no TCB.
    DoesNotExist,
    /// OPEN on an open connection.
    AlreadyExists,
    /// OPEN or SEND without a peer.
    RemoteUnspecified,
    /// No room.
    InsufficientResources,
    /// Closed already, by us or by the peer.
    ConnectionClosing,
    /// Queued calls when the user closes.
    Closing,
    /// Queued calls when the connection is reset.
    ConnectionReset,
    /// The caller may not use this connection.
    IllegalForProcess,
    /// The host has restarted and keeps quiet: the RFC demands it (section 3.4.3) and has no words for it.
    QuietTime,
}

impl CallError {
    /// The RFC's exact words.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::DoesNotExist => "error: connection does not exist",
            Self::AlreadyExists => "error: connection already exists",
            Self::RemoteUnspecified => "error: remote socket unspecified",
            Self::InsufficientResources => "error: insufficient resources",
            Self::ConnectionClosing => "error: connection closing",
            Self::Closing => "error: closing",
            Self::ConnectionReset => "error: connection reset",
            Self::IllegalForProcess => "error: connection illegal for this process",
            Self::QuietTime => "error: quiet time",
        }
    }
}

/// What a call returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reply {
    /// Done, or begun.
    Ok,
    /// The call waits in a queue.
    Queued,
    /// This many octets were taken or handed over.
    Octets(u32),
    /// No more will ever come: `read()` returns 0.
    EndOfFile,
    /// STATUS.
    State(State),
    /// Refused, in the RFC's words.
    Error(CallError),
    /// Refused, in the words of sockets.
    Errno(Errno),
}

impl Reply {
    /// Whether the call was refused.
    #[must_use]
    pub const fn is_error(self) -> bool {
        matches!(self, Self::Error(_) | Self::Errno(_)) && !matches!(self, Self::Errno(Errno::EINPROGRESS))
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ok => f.write_str("ok"),
            Self::Queued => f.write_str("queued"),
            Self::Octets(n) => write!(f, "{n}"),
            Self::EndOfFile => f.write_str("0"),
            Self::State(state) => write!(f, "state = {}", state.rfc_name()),
            Self::Error(error) => f.write_str(error.text()),
            Self::Errno(errno) => errno.fmt(f),
        }
    }
}

/// Something that the user is told without having asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// An active OPEN has succeeded.
    Opened,
    /// A RST ended the connection, which was in this state.
    Reset(State),
    /// The peer refused the connection.
    Refused,
    /// The peer has sent its FIN.
    PeerClosing,
    /// The user timeout has passed.
    UserTimeout,
    /// The peer does not answer.
    TimedOut,
    /// An ICMP error ended the connection, or was the last that was heard before it was given up.
    Unreachable(Icmp),
    /// Calls that waited in a queue fail.
    QueuedCallsFail(CallError),
}

impl Signal {
    /// The words of RFC 9293 section 3.10, where it has any.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Opened => "ok",
            Self::Reset(State::SynSent) => "error: connection reset",
            Self::Reset(_) => "connection reset",
            Self::Refused => "connection refused",
            Self::PeerClosing => "connection closing",
            Self::UserTimeout => "error: connection aborted due to user timeout",
            Self::TimedOut => "error: connection timed out",
            Self::Unreachable(_) => "error: destination unreachable",
            Self::QueuedCallsFail(error) => error.text(),
        }
    }

    /// What the next socket call would say on Linux; `None` if it says nothing.
    #[must_use]
    pub const fn errno(self) -> Option<Errno> {
        match self {
            Self::Reset(State::SynSent) => Some(Errno::ECONNREFUSED),
            Self::Reset(State::CloseWait) => Some(Errno::EPIPE),
            Self::Reset(_) | Self::Refused => Some(Errno::ECONNRESET),
            Self::UserTimeout | Self::TimedOut => Some(Errno::ETIMEDOUT),
            Self::Unreachable(kind) => Some(kind.errno()),
            Self::Opened | Self::PeerClosing | Self::QueuedCallsFail(_) => None,
        }
    }
}

/// A segment that the endpoint sends.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Transmission {
    /// The segment.
    pub segment: Segment,
    /// Whether its octets, SYN or FIN were sent before.
    pub again: bool,
}

/// What came of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Outcome {
    /// The edges taken, in order: one segment may take two.
    pub transitions: SmallVec<[EdgeId; 4]>,
    /// The segments sent, in order.
    pub sent: SmallVec<[Transmission; 1]>,
    /// The rules that led here, in order; what was dropped was dropped by the last of them.
    pub rules: SmallVec<[RuleId; 12]>,
    /// What the call returns, if the event was one.
    pub reply: Option<Reply>,
    /// What the user is told.
    pub signals: SmallVec<[Signal; 2]>,
    /// What a socket makes of it: the error of the call that waits, or of the next one. `None` in the RFC's own words.
    pub errno: Option<Errno>,
    /// The octets handed to the user.
    pub delivered: Payload,
}
