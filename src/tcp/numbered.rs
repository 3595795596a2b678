//! The checks of RFC 9293 section 3.10.7 by their lists and numbers, as data: the rules refer to them.

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// SEG.SEQ and SEG.LEN against the receive window.
    Sequence,
    /// RST.
    Reset,
    /// Security labels, which are not modelled.
    Security,
    /// SYN.
    Syn,
    /// ACK and SEG.ACK.
    Ack,
    /// URG, which is not modelled.
    Urgent,
    /// The octets.
    Text,
    /// FIN.
    Fin,
    /// Whatever is left.
    Other,
    /// A SYN for the next incarnation, in TIME-WAIT.
    NewIncarnation,
    /// The SYN,ACK of a simultaneous open, which Figure 7 wants accepted.
    CrossedSynAck,
    /// Linux: none of the control bits that it wants to see.
    NoControl,
}

/// Whose list a check stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckList {
    /// RFC 9293 section 3.10.7.1.
    Closed,
    /// RFC 9293 section 3.10.7.2.
    Listen,
    /// RFC 9293 section 3.10.7.3.
    SynSent,
    /// RFC 9293 section 3.10.7.4.
    Connection,
    /// Linux's own: made before the RFC's checks, or in their place.
    Linux,
}

impl CheckList {
    /// The RFC's section; `None` for Linux's own list.
    #[must_use]
    pub const fn section(self) -> Option<&'static str> {
        match self {
            Self::Closed => Some("3.10.7.1"),
            Self::Listen => Some("3.10.7.2"),
            Self::SynSent => Some("3.10.7.3"),
            Self::Connection => Some("3.10.7.4"),
            Self::Linux => None,
        }
    }
}

macro_rules! numbered_checks {
    ($( $id:ident $list:ident $subject:ident $ordinal:literal )+) => {
        /// A check that the RFC numbers within its list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum NumberedCheck {
            $(
                #[doc = concat!("[`CheckList::", stringify!($list), "`], ", $ordinal, ".")]
                $id,
            )+
        }

        impl NumberedCheck {
            /// All of them, in the RFC's order.
            pub const ALL: &[Self] = &[$( Self::$id, )+];

            const fn row(self) -> (CheckList, Subject, &'static str) {
                match self {
                    $( Self::$id => (CheckList::$list, Subject::$subject, $ordinal), )+
                }
            }
        }
    };
}

numbered_checks! {
    ListenReset Listen Reset "first"
    ListenAck Listen Ack "second"
    ListenSyn Listen Syn "third"
    ListenOther Listen Other "fourth"
    SynSentAck SynSent Ack "first"
    SynSentReset SynSent Reset "second"
    SynSentSecurity SynSent Security "third"
    SynSentSyn SynSent Syn "fourth"
    SynSentOther SynSent Other "fifth"
    Sequence Connection Sequence "first"
    Reset Connection Reset "second"
    Security Connection Security "third"
    Syn Connection Syn "fourth"
    Ack Connection Ack "fifth"
    Urgent Connection Urgent "sixth"
    Text Connection Text "seventh"
    Fin Connection Fin "eighth"
}

impl NumberedCheck {
    /// The one of this list that looks at this.
    #[must_use]
    pub fn of(list: CheckList, subject: Subject) -> Option<Self> {
        Self::ALL.iter().copied().find(|check| (check.row().0, check.row().1) == (list, subject))
    }

    /// Whose list it stands in.
    #[must_use]
    pub const fn list(self) -> CheckList {
        self.row().0
    }

    /// Its number in the RFC's words: `fifth`.
    #[must_use]
    pub const fn ordinal(self) -> &'static str {
        self.row().2
    }
}
