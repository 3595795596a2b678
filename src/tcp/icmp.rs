//! The ICMP errors that say why a segment did not arrive (RFC 792, RFC 1812 section 5.2.7.1, RFC 9293 section 3.9.2.2).

use super::Errno;
use std::fmt;

/// What an ICMP error says. Destination Unreachable, code 4, is left out: it belongs to path MTU discovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Icmp {
    /// Destination Unreachable, code 0: a router knows no way to that network.
    Net,
    /// Code 1: a router finds no such host on its last link.
    Host,
    /// Code 2: the host speaks no TCP.
    Protocol,
    /// Code 3: for TCP a host answers with a RST instead, so this comes from a firewall.
    Port,
    /// Code 5: a source route failed.
    SourceRoute,
    /// Code 9: a router may not let anything through to that network.
    NetProhibited,
    /// Code 10: the same for the host.
    HostProhibited,
    /// Code 13: a filter forbids it.
    Prohibited,
    /// Time Exceeded, code 0: the segment went through too many routers.
    TimeExceeded,
}

impl Icmp {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Net,
        Self::Host,
        Self::Protocol,
        Self::Port,
        Self::SourceRoute,
        Self::NetProhibited,
        Self::HostProhibited,
        Self::Prohibited,
        Self::TimeExceeded,
    ];

    /// Its word in lessons.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Net => "net",
            Self::Host => "host",
            Self::Protocol => "protocol",
            Self::Port => "port",
            Self::SourceRoute => "source-route",
            Self::NetProhibited => "net-prohibited",
            Self::HostProhibited => "host-prohibited",
            Self::Prohibited => "prohibited",
            Self::TimeExceeded => "time-exceeded",
        }
    }

    /// The error with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|icmp| icmp.word().eq_ignore_ascii_case(word))
    }

    /// Whether RFC 9293 section 3.9.2.2 counts it as hard: Destination Unreachable, codes 2 to 4.
    #[must_use]
    pub const fn is_hard(self) -> bool {
        matches!(self, Self::Protocol | Self::Port)
    }

    /// What a Linux program hears of it (`icmp_err_convert`).
    #[must_use]
    pub const fn errno(self) -> Errno {
        match self {
            Self::Net | Self::NetProhibited => Errno::ENETUNREACH,
            Self::Host | Self::HostProhibited | Self::Prohibited | Self::TimeExceeded => Errno::EHOSTUNREACH,
            Self::Protocol => Errno::ENOPROTOOPT,
            Self::Port => Errno::ECONNREFUSED,
            Self::SourceRoute => Errno::EOPNOTSUPP,
        }
    }
}

impl fmt::Display for Icmp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::Icmp;

    #[test]
    fn every_icmp_error_is_found_by_its_word() {
        for icmp in Icmp::ALL {
            assert_eq!(Icmp::parse(icmp.word()), Some(icmp));
        }
        assert_eq!(Icmp::parse("fragmentation"), None);
    }
}
