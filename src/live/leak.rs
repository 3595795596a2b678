//! Sockets in `CLOSE_WAIT`: which kind of mistake each is, and on which side of a conversation the program is that makes it.

use super::socket::Socket;
use super::survey::{Ageless, Whose};
use crate::tcp::State;
use core::net::IpAddr;
use std::collections::BTreeMap;
use std::time::Duration;

/// What a socket in `CLOSE_WAIT` waits for, measured on Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseWait {
    /// `accept()`: no program has it, so it has no inode.
    NeverAccepted,
    /// `read()`: something lies unread, and be it only the FIN, which counts as one octet.
    NotReadToTheEnd,
    /// `close()`: everything was read, the end of the stream as well.
    NotClosed,
}

impl CloseWait {
    /// Which it is; `None` for a socket that is not in `CLOSE_WAIT`.
    #[must_use]
    pub fn of(socket: &Socket) -> Option<Self> {
        (socket.state == State::CloseWait).then_some(match (socket.inode, socket.recv_q) {
            (Some(0), _) => Self::NeverAccepted,
            (_, 1..) => Self::NotReadToTheEnd,
            _ => Self::NotClosed,
        })
    }
}

/// On which side of a conversation a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It listens at the connection's port: it was called.
    Server,
    /// Nobody listens there: it called.
    Client,
}

impl Role {
    /// The role of whoever has this socket.
    #[must_use]
    pub fn of(socket: &Socket, whose: &Whose<'_>) -> Self {
        if whose.listener_of(socket).is_some() { Self::Server } else { Self::Client }
    }
}

/// A program's sockets in `CLOSE_WAIT`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leak {
    /// How many wait for `accept()`.
    pub never_accepted: u32,
    /// How many wait for `read()`.
    pub not_read: u32,
    /// How many wait for `close()`.
    pub not_closed: u32,
    /// How many of them came through a listener.
    pub as_server: u32,
    /// How long nothing has come on the one that is silent longest.
    pub oldest: Option<Duration>,
    /// How long nothing has come on the one that is silent shortest.
    pub youngest: Option<Duration>,
    /// Why that is not known of all of them, if it is not.
    pub ageless: Option<Ageless>,
    remotes: BTreeMap<IpAddr, u32>,
}

impl Leak {
    /// Takes in a socket; one that is not in `CLOSE_WAIT` changes nothing.
    pub fn add(&mut self, socket: &Socket, whose: &Whose<'_>) {
        let Some(kind) = CloseWait::of(socket) else { return };
        *match kind {
            CloseWait::NeverAccepted => &mut self.never_accepted,
            CloseWait::NotReadToTheEnd => &mut self.not_read,
            CloseWait::NotClosed => &mut self.not_closed,
        } += 1;
        self.as_server += u32::from(Role::of(socket, whose) == Role::Server);
        *self.remotes.entry(socket.peer()).or_default() += 1;
        if let Some(age) = socket.silent {
            self.oldest = self.oldest.max(Some(age));
            self.youngest = Some(self.youngest.map_or(age, |youngest| youngest.min(age)));
        }
        self.ageless = self.ageless.or_else(|| whose.why_ageless(socket));
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.never_accepted + self.not_read + self.not_closed
    }

    /// Which mistake most of them are; of two that are as frequent, the one that comes later in a connection's life.
    #[must_use]
    pub fn kind(&self) -> Option<CloseWait> {
        let kinds = [
            (self.never_accepted, CloseWait::NeverAccepted),
            (self.not_read, CloseWait::NotReadToTheEnd),
            (self.not_closed, CloseWait::NotClosed),
        ];
        let most = kinds.into_iter().max_by_key(|(count, _)| *count)?;
        (most.0 > 0).then_some(most.1)
    }

    /// The remote host that has most of them, with how many.
    #[must_use]
    pub fn worst_remote(&self) -> Option<(IpAddr, u32)> {
        self.remotes.iter().map(|(ip, n)| (*ip, *n)).max_by_key(|(ip, n)| (*n, std::cmp::Reverse(*ip)))
    }

    /// How many remote hosts there are.
    #[must_use]
    pub fn remotes(&self) -> usize {
        self.remotes.len()
    }
}
