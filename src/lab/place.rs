//! In which network the lab's sockets are.

/// Where the sockets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On this machine's loopback; B's program listens at this port.
    Shared {
        /// The port.
        port: u16,
    },
    /// In a network of their own, which is that of a process.
    Own {
        /// The process.
        pid: u32,
    },
}

impl Place {
    /// Whether nobody else reaches them.
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::Own { .. })
    }
}
