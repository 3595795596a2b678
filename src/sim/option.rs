//! The socket options that a program may set.

use crate::tcp::{Keepalive, Settings};

/// An option of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SocketOption {
    /// `SO_KEEPALIVE`: of the connection that calls go to; without one, of the connections to come.
    Keepalive,
    /// `SO_REUSEADDR`: of the sockets that the program makes from now on, and of its listener. A connection keeps what its socket had.
    Reuse,
    /// `SO_REUSEPORT`, likewise.
    ReusePort,
    /// `FD_CLOEXEC`: of the connection that calls go to; without one, of the sockets to come and of the listener.
    CloseOnExec,
    /// `tcp_tw_reuse`: the host may connect from a port whose last connection is in TIME-WAIT.
    TimeWaitReuse,
}

impl SocketOption {
    /// All of them, each with its word in lessons.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("keepalive", Self::Keepalive),
        ("reuse", Self::Reuse),
        ("reuse-port", Self::ReusePort),
        ("close-on-exec", Self::CloseOnExec),
        ("tw-reuse", Self::TimeWaitReuse),
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// Its name in the sockets interface.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keepalive => "SO_KEEPALIVE",
            Self::Reuse => "SO_REUSEADDR",
            Self::ReusePort => "SO_REUSEPORT",
            Self::CloseOnExec => "FD_CLOEXEC",
            Self::TimeWaitReuse => "tcp_tw_reuse",
        }
    }

    /// Whether it can be set on a connection that exists.
    pub(super) const fn of_connections(self) -> bool {
        matches!(self, Self::Keepalive | Self::CloseOnExec)
    }

    /// Whether it belongs to the host and to no socket.
    pub(super) const fn of_host(self) -> bool {
        matches!(self, Self::TimeWaitReuse)
    }

    pub(super) const fn set(self, settings: &mut Settings, on: bool) {
        match self {
            Self::Keepalive => settings.keepalive = if on { Some(Keepalive::USUAL) } else { None },
            Self::Reuse => settings.reuse = on,
            Self::ReusePort => settings.reuse_port = on,
            Self::CloseOnExec => settings.close_on_exec = on,
            Self::TimeWaitReuse => settings.time_wait_reuse = on,
        }
    }

    pub(super) const fn is_set(self, settings: &Settings) -> bool {
        match self {
            Self::Keepalive => settings.keepalive.is_some(),
            Self::Reuse => settings.reuse,
            Self::ReusePort => settings.reuse_port,
            Self::CloseOnExec => settings.close_on_exec,
            Self::TimeWaitReuse => settings.time_wait_reuse,
        }
    }
}
