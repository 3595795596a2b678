//! What a program and its sockets may hold: backlog, workers, descriptors.

/// One of the limits of a host's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// How many connections may wait to be accepted, as `listen()` is told. RFC 9293 defines no such queue, so a limit is the
    /// implementation's own matter: profile `rfc9293` takes the number as it is, profile `linux` lets one more wait, as Linux does.
    Backlog,
    /// How many connections the program serves at a time: a worker each, who accepts as soon as there is a descriptor for it.
    /// With none, `accept()` is called by hand.
    Workers,
    /// How many open descriptors the program may have.
    Descriptors,
    /// How many ports `connect()` may take (`ip_local_port_range`), from the host's first on.
    Ports,
}

impl Limit {
    /// All of them, each with its word in lessons.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("backlog", Self::Backlog),
        ("workers", Self::Workers),
        ("descriptors", Self::Descriptors),
        ("ports", Self::Ports),
    ];

    /// The word for no limit.
    pub const UNLIMITED: &'static str = "unlimited";

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// The limits of a host's program; `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// See [`Limit::Backlog`].
    pub backlog: Option<u32>,
    /// See [`Limit::Workers`].
    pub workers: Option<u32>,
    /// See [`Limit::Descriptors`].
    pub descriptors: Option<u32>,
    /// See [`Limit::Ports`].
    pub ports: Option<u32>,
}

impl Limits {
    pub(super) const fn set(&mut self, limit: Limit, to: Option<u32>) {
        match limit {
            Limit::Backlog => self.backlog = to,
            Limit::Workers => self.workers = to,
            Limit::Descriptors => self.descriptors = to,
            Limit::Ports => self.ports = to,
        }
    }

    /// Whether every connection is accepted as soon as it exists, so that no queue is ever seen.
    #[must_use]
    pub const fn take_all(&self) -> bool {
        self.workers.is_none() && self.descriptors.is_none()
    }
}
