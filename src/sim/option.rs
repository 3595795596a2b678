//! The socket options that a program may set.

use crate::tcp::{Keepalive, Settings};

/// An option of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SocketOption {
    /// `SO_KEEPALIVE`: of the connection that calls go to; without one, of the connections to come.
    Keepalive,
    /// `SO_REUSEADDR`: of the sockets that the program makes from now on, and of its listener. A connection keeps what its socket had.
    Reuse,
}

impl SocketOption {
    /// All of them, each with its word in lessons.
    pub const NAMES: [(&'static str, Self); 2] = [("keepalive", Self::Keepalive), ("reuse", Self::Reuse)];

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
        }
    }

    pub(super) const fn set(self, settings: &mut Settings, on: bool) {
        match self {
            Self::Keepalive => settings.keepalive = if on { Some(Keepalive::USUAL) } else { None },
            Self::Reuse => settings.reuse = on,
        }
    }

    pub(super) const fn is_set(self, settings: &Settings) -> bool {
        match self {
            Self::Keepalive => settings.keepalive.is_some(),
            Self::Reuse => settings.reuse,
        }
    }
}
