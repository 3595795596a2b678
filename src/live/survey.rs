//! All sockets of this machine at one moment, and whose they are.

use super::socket::Socket;
use crate::tcp::State;
use std::collections::HashMap;
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

    /// A process by its number.
    #[must_use]
    pub fn process(&self, pid: u32) -> Option<&Process> {
        self.processes.binary_search_by_key(&pid, |process| process.pid).ok().map(|at| &self.processes[at])
    }

    /// Who has which socket.
    #[must_use]
    pub fn whose(&self) -> Whose<'_> {
        let mut listeners: HashMap<_, Vec<_>> = HashMap::new();
        for listener in self.sockets.iter().filter(|socket| socket.state == State::Listen) {
            listeners.entry((listener.namespace, listener.local.port())).or_default().push(listener);
        }
        Whose { survey: self, listeners }
    }
}

/// Who has which socket of a survey.
pub struct Whose<'a> {
    survey: &'a Survey,
    listeners: HashMap<(usize, u16), Vec<&'a Socket>>,
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

    /// The listener that a connection came through, if one is there still.
    #[must_use]
    pub fn listener_of(&self, socket: &Socket) -> Option<&'a Socket> {
        let ip = socket.local.ip().to_canonical();
        let fits = |listener: &&Socket| {
            let own = listener.local.ip();
            own.is_unspecified() || own.to_canonical() == ip
        };
        let at_port = self.listeners.get(&(socket.namespace, socket.local.port()))?;
        at_port.iter().copied().find(fits)
    }
}
