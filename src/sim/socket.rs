//! What a host's sockets are called: its listener, and its connections by their numbers.

use std::fmt;
use std::num::NonZeroU32;

/// A connection by the order in which its host got it, from 1. No number is given twice, not even after a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(NonZeroU32);

impl ConnectionId {
    /// A host's first connection.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// The connection with this number; there is none with 0.
    #[must_use]
    pub const fn new(number: u32) -> Option<Self> {
        match NonZeroU32::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// Its number, from 1.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0.get()
    }

    pub(super) const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One of a host's sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Socket {
    /// The listening one, of which a host has one at the most.
    Listener,
    /// A connection, or a socket that is not connected yet.
    Connection(ConnectionId),
}

impl Socket {
    /// The socket with this number in lessons and sessions, where 0 is the listener.
    #[must_use]
    pub const fn numbered(number: u32) -> Self {
        match ConnectionId::new(number) {
            Some(id) => Self::Connection(id),
            None => Self::Listener,
        }
    }

    /// Its number in lessons and sessions.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::Listener => 0,
            Self::Connection(id) => id.number(),
        }
    }

    /// The connection, if it is one.
    #[must_use]
    pub const fn connection(self) -> Option<ConnectionId> {
        match self {
            Self::Listener => None,
            Self::Connection(id) => Some(id),
        }
    }
}
