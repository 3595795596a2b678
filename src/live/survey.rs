//! All sockets of this machine at one moment, and whose they are.

use super::socket::Socket;
use crate::tcp::State;
use std::time::Duration;

/// All sockets of this machine at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// When, since the program began to look.
    pub at: Duration,
    /// Where it comes from.
    pub source: Source,
    /// The sockets.
    pub sockets: Vec<Socket>,
    /// The processes that have any of them, by their number.
    pub processes: Vec<Process>,
    /// What could not be seen.
    pub hidden: Hidden,
    /// What holds for the machine as a whole.
    pub system: System,
    /// A process of each network namespace that is not our own: the namespace of index 1 first.
    pub namespaces: Vec<u32>,
    /// How long a processor worked for it.
    pub cost: Duration,
}

/// Where a survey comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// `NETLINK_SOCK_DIAG`.
    #[default]
    Netlink,
    /// `/proc/net/tcp` and `tcp6`, because netlink was refused.
    Proc,
    /// `lsof` and `netstat`, on macOS.
    Lsof,
}

/// Why nobody says for how long nothing has come on a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ageless {
    /// Only netlink tells it, and that is refused.
    NetlinkRefused,
    /// It is in another network namespace, which netlink does not reach.
    Elsewhere,
    /// This system does not tell it.
    NotTold,
}

/// A process that has sockets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// Its name, made harmless for a terminal.
    pub name: String,
    /// The file name of its program: `java`, `python3.12`; empty where that is hidden.
    pub program: String,
    /// How many descriptors it has open.
    pub descriptors: Option<u32>,
    /// How many it may have.
    pub limit: Option<u32>,
}

/// What could not be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Sockets whose program is not known because processes of other users do not show their descriptors.
    pub sockets: u32,
    /// Processes that do not show theirs.
    pub processes: u32,
    /// Lines that could not be read.
    pub lines: u32,
    /// Whether not even root may see more from here.
    pub is_root: bool,
}

/// What holds for the machine as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct System {
    /// The ports that `connect()` chooses from, the first and the last.
    pub ports: Option<(u16, u16)>,
    /// Connections that came while an accept queue was full, since the machine was started.
    pub overflows: Option<u64>,
    /// SYNs that listeners dropped, since the machine was started.
    pub drops: Option<u64>,
}

impl Survey {
    /// How many sockets are in each state, by [`State::ALL`].
    #[must_use]
    pub fn counts(&self) -> [u32; State::ALL.len()] {
        let mut counts = [0; State::ALL.len()];
        for socket in &self.sockets {
            counts[socket.state as usize] += 1;
        }
        counts
    }

    /// Why nobody says for how long nothing has come on a socket in `CLOSE_WAIT`, if nobody does.
    #[must_use]
    pub fn why_ageless(&self, socket: &Socket) -> Option<Ageless> {
        match (socket.silent, socket.namespace) {
            (Some(_), _) => None,
            (None, 0) if self.source == Source::Proc => Some(Ageless::NetlinkRefused),
            (None, 0) => Some(Ageless::NotTold),
            (None, _) => Some(Ageless::Elsewhere),
        }
    }

    /// A process by its number.
    #[must_use]
    pub fn process(&self, pid: u32) -> Option<&Process> {
        self.processes.binary_search_by_key(&pid, |process| process.pid).ok().map(|at| &self.processes[at])
    }

    /// Who has which socket.
    #[must_use]
    pub fn whose(&self) -> Whose<'_> {
        let mut listeners: Vec<_> = self.sockets.iter().filter(|socket| socket.state == State::Listen).collect();
        listeners.sort_by_key(|listener| place(listener));
        Whose { survey: self, listeners }
    }
}

/// Who has which socket of a survey.
pub struct Whose<'a> {
    survey: &'a Survey,
    /// By their places.
    listeners: Vec<&'a Socket>,
}

/// What a connection has in common with the listener that it came through.
const fn place(socket: &Socket) -> (usize, u16) {
    (socket.namespace, socket.local.port())
}

impl<'a> Whose<'a> {
    /// The process that has a socket; of a connection that waits to be accepted, the one that listens for it.
    #[must_use]
    pub fn process_of(&self, socket: &Socket) -> Option<&'a Process> {
        let holder = socket.holder.or_else(|| {
            let waits = socket.inode == Some(0) && !socket.is_orphan() && socket.state != State::TimeWait;
            waits.then(|| self.listener_of(socket))?.and_then(|listener| listener.holder)
        });
        holder.and_then(|holder| self.survey.process(holder.pid))
    }

    /// What [`Survey::why_ageless`] says.
    #[must_use]
    pub fn why_ageless(&self, socket: &Socket) -> Option<Ageless> {
        self.survey.why_ageless(socket)
    }

    /// The listener that a connection came through, if one is there still.
    #[must_use]
    pub fn listener_of(&self, socket: &Socket) -> Option<&'a Socket> {
        let ip = socket.local.ip().to_canonical();
        let fits = |listener: &&Socket| {
            let own = listener.local.ip();
            own.is_unspecified() || own.to_canonical() == ip
        };
        let first = self.listeners.partition_point(|listener| place(listener) < place(socket));
        let at_port = self.listeners[first..].iter().take_while(|listener| place(listener) == place(socket));
        at_port.copied().find(fits)
    }
}
