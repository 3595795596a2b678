//! Why a packet gives no segment.

/// Why a packet gives no segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unread {
    /// A link type that is not read.
    Link(u16),
    /// It carries something else than IP.
    NotIp,
    /// It carries something else than TCP.
    NotTcp,
    /// The file has too few octets of it to tell what it is.
    Cut,
    /// Lengths in its headers contradict each other.
    Malformed,
    /// More headers or tunnels inside each other than are followed.
    Deep,
}
