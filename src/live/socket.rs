//! One socket of this machine, as its kernel tells of it.

use crate::tcp::State;
use core::net::SocketAddr;
use std::time::Duration;

/// One TCP socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Socket {
    /// Its state.
    pub state: State,
    /// Its own address.
    pub local: SocketAddr,
    /// The other end's; port 0 where there is none.
    pub remote: SocketAddr,
    /// Octets that the program has not read, a FIN counted as one; of a listener the connections that wait for `accept()`.
    pub recv_q: u32,
    /// Octets that the peer has not acknowledged; of a listener the most connections that may wait, where that is known.
    pub send_q: Option<u32>,
    /// Whose it is.
    pub uid: u32,
    /// Its inode; 0 where no program has it: it waits to be accepted, is an orphan, or a mere `TIME_WAIT`. `None` where the system
    /// does not tell.
    pub inode: Option<u64>,
    /// The kernel's own number of it, the same before `accept()` and after it; 0 where the system does not tell.
    pub cookie: u64,
    /// The timer that runs.
    pub timer: Option<Timer>,
    /// Since a segment with ACK last came, where the system was asked: the FIN that led to `CLOSE_WAIT`, unless something came after it.
    pub silent: Option<Duration>,
    /// The program that has it, where that could be found out.
    pub holder: Option<Holder>,
    /// In which network namespace it is, as an index of [`Survey::namespaces`](super::Survey); 0 is our own.
    pub namespace: usize,
}

/// A program's hold of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// The descriptor.
    pub descriptor: u32,
}

/// A timer of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer {
    /// Which.
    pub kind: TimerKind,
    /// How long it still runs.
    pub left: Duration,
    /// How often something was sent again.
    pub again: u8,
}

/// The timers of Linux's `inet_diag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerKind {
    /// Retransmission.
    Retransmission,
    /// Keep-alive.
    Keepalive,
    /// 2 MSL, or `FIN_WAIT_2` after `close()`.
    TimeWait,
    /// The peer's window is closed.
    Persist,
}

impl TimerKind {
    /// The timer of this number in `inet_diag_msg` and `/proc/net/tcp`.
    #[must_use]
    pub const fn of(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Retransmission),
            2 => Some(Self::Keepalive),
            3 => Some(Self::TimeWait),
            4 => Some(Self::Persist),
            _ => None,
        }
    }

    /// Its name in `ss -o`.
    #[must_use]
    pub const fn ss_name(self) -> &'static str {
        match self {
            Self::Retransmission => "on",
            Self::Keepalive => "keepalive",
            Self::TimeWait => "timewait",
            Self::Persist => "persist",
        }
    }
}

/// What the kernel has counted of a connection: the part of `tcp_info` that tells something here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Segments sent, in all.
    pub segments_out: u32,
    /// Segments that came, in all.
    pub segments_in: u32,
    /// Segments with data that were sent, in all.
    pub data_segments_out: u32,
    /// Segments with data that came, in all.
    pub data_segments_in: u32,
    /// Octets that the peer has acknowledged.
    pub octets_acknowledged: u64,
    /// Octets that were sent, each time that they were.
    pub octets_sent: u64,
    /// Octets that came in order.
    pub octets_received: u64,
    /// Segments sent again, in all.
    pub retransmissions: u32,
}

impl Socket {
    /// The number that Linux has for a state; `None` for what is none of the eleven.
    #[must_use]
    pub const fn state_of(number: u8) -> Option<State> {
        Some(match number {
            1 => State::Established,
            2 => State::SynSent,
            // TCP_SYN_RECV, and TCP_NEW_SYN_RECV for a request that has no socket yet.
            3 | 12 => State::SynReceived,
            4 => State::FinWait1,
            5 => State::FinWait2,
            6 => State::TimeWait,
            7 => State::Closed,
            8 => State::CloseWait,
            9 => State::LastAck,
            10 => State::Listen,
            11 => State::Closing,
            _ => return None,
        })
    }

    /// Whether no program has it any more and it is not over: what `close()` left to the kernel.
    #[must_use]
    pub fn is_orphan(&self) -> bool {
        self.inode == Some(0)
            && matches!(self.state, State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck)
    }

    /// The other end's address without its port; IPv4 in IPv6 is IPv4.
    #[must_use]
    pub fn peer(&self) -> core::net::IpAddr {
        self.remote.ip().to_canonical()
    }
}
