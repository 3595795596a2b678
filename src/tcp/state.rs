//! The eleven states of a connection (RFC 9293 section 3.3.2).

use std::fmt;

/// A connection's state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum State {
    /// No connection at all; fictional, because there is no TCB.
    #[default]
    Closed,
    /// Waiting for a connection request from any remote TCP.
    Listen,
    /// Waiting for a matching connection request after having sent one.
    SynSent,
    /// Waiting for an acknowledgment after having both received and sent a connection request.
    SynReceived,
    /// An open connection: data can flow both ways.
    Established,
    /// Waiting for the peer's FIN, or for an acknowledgment of ours.
    FinWait1,
    /// Waiting for the peer's FIN; ours is acknowledged.
    FinWait2,
    /// Waiting for the local user to close; the peer has.
    CloseWait,
    /// Both have sent a FIN, the peer's has come, ours is not acknowledged yet.
    Closing,
    /// Waiting for the acknowledgment of our FIN; the peer's came first.
    LastAck,
    /// Waiting long enough to be sure that the peer has the acknowledgment of its FIN.
    TimeWait,
}

/// A state's names in the places where people meet it.
struct Names {
    screen: &'static str,
    rfc: &'static str,
    ss: &'static str,
    netstat: &'static str,
}

const NAMES: [Names; 11] = [
    Names { screen: "CLOSED", rfc: "CLOSED", ss: "UNCONN", netstat: "CLOSE" },
    Names { screen: "LISTEN", rfc: "LISTEN", ss: "LISTEN", netstat: "LISTEN" },
    Names { screen: "SYN_SENT", rfc: "SYN-SENT", ss: "SYN-SENT", netstat: "SYN_SENT" },
    Names { screen: "SYN_RCVD", rfc: "SYN-RECEIVED", ss: "SYN-RECV", netstat: "SYN_RECV" },
    Names { screen: "ESTABLISHED", rfc: "ESTABLISHED", ss: "ESTAB", netstat: "ESTABLISHED" },
    Names { screen: "FIN_WAIT_1", rfc: "FIN-WAIT-1", ss: "FIN-WAIT-1", netstat: "FIN_WAIT1" },
    Names { screen: "FIN_WAIT_2", rfc: "FIN-WAIT-2", ss: "FIN-WAIT-2", netstat: "FIN_WAIT2" },
    Names { screen: "CLOSE_WAIT", rfc: "CLOSE-WAIT", ss: "CLOSE-WAIT", netstat: "CLOSE_WAIT" },
    Names { screen: "CLOSING", rfc: "CLOSING", ss: "CLOSING", netstat: "CLOSING" },
    Names { screen: "LAST_ACK", rfc: "LAST-ACK", ss: "LAST-ACK", netstat: "LAST_ACK" },
    Names { screen: "TIME_WAIT", rfc: "TIME-WAIT", ss: "TIME-WAIT", netstat: "TIME_WAIT" },
];

impl State {
    /// All states, in the order in which RFC 9293 section 3.3.2 lists them, CLOSED first.
    pub const ALL: [Self; 11] = [
        Self::Closed,
        Self::Listen,
        Self::SynSent,
        Self::SynReceived,
        Self::Established,
        Self::FinWait1,
        Self::FinWait2,
        Self::CloseWait,
        Self::Closing,
        Self::LastAck,
        Self::TimeWait,
    ];

    /// The name on the screen, with underscores: `FIN_WAIT_2`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        NAMES[self as usize].screen
    }

    /// The name in RFC 9293: `FIN-WAIT-2`.
    #[must_use]
    pub const fn rfc_name(self) -> &'static str {
        NAMES[self as usize].rfc
    }

    /// The name that Linux's `ss` prints.
    #[must_use]
    pub const fn ss_name(self) -> &'static str {
        NAMES[self as usize].ss
    }

    /// The name that `netstat` and the Linux kernel print.
    #[must_use]
    pub const fn netstat_name(self) -> &'static str {
        NAMES[self as usize].netstat
    }

    /// Whether both ends' sequence numbers are known and acknowledged: ESTABLISHED and all that comes after it
    /// (RFC 9293 section 3.5.2, group 3).
    #[must_use]
    pub const fn is_synchronized(self) -> bool {
        match self {
            Self::Closed | Self::Listen | Self::SynSent | Self::SynReceived => false,
            Self::Established
            | Self::FinWait1
            | Self::FinWait2
            | Self::CloseWait
            | Self::Closing
            | Self::LastAck
            | Self::TimeWait => true,
        }
    }

    /// The state with this name, as anyone would write it: `FIN_WAIT_2`, `FIN-WAIT-2`, `FIN_WAIT2`, `SYN_RECV`, `time-wait`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |name: &str| -> String {
            name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
        };
        let wanted = plain(text);
        if wanted.is_empty() {
            return None;
        }
        Self::ALL.into_iter().find(|state| {
            let names = &NAMES[*state as usize];
            [names.screen, names.rfc, names.ss, names.netstat].iter().any(|name| plain(name) == wanted)
        })
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn every_name_that_anyone_writes_is_read() {
        for state in State::ALL {
            for name in [state.name(), state.rfc_name(), state.ss_name(), state.netstat_name()] {
                assert_eq!(State::parse(name), Some(state), "{name}");
                assert_eq!(State::parse(&name.to_lowercase()), Some(state), "{name}");
            }
        }
        assert_eq!(State::parse("SYN_RECV"), Some(State::SynReceived));
        assert_eq!(State::parse("FIN-WAIT"), None);
        assert_eq!(State::parse(""), None);
    }
}
