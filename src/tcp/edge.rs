//! Every arrow of the state diagram, as data: Figure 5 of RFC 9293 and the arrows that the figure leaves out.
//!
//! An edge is found by the state it leaves and the [`Cause`] that takes it. The engine changes a state by naming a cause and in
//! no other way, so a transition outside this table cannot happen.

use super::State;

/// What makes a connection change its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Cause {
    /// The user calls passive OPEN: `listen()`.
    PassiveOpen,
    /// The user calls active OPEN: `connect()`.
    ActiveOpen,
    /// The user calls SEND on a listening socket.
    Send,
    /// The user calls CLOSE: `shutdown()` or `close()`.
    Close,
    /// The user calls `close()` while received data is still unread.
    CloseUnread,
    /// The user calls ABORT.
    Abort,
    /// A SYN arrives that opens a connection.
    Syn,
    /// A SYN,ACK arrives that completes a handshake.
    SynAck,
    /// The acknowledgment of our SYN arrives.
    AckOfSyn,
    /// The acknowledgment of our FIN arrives.
    AckOfFin,
    /// The peer's FIN arrives, in order.
    Fin,
    /// The peer's FIN and the acknowledgment of ours arrive in one segment.
    FinAndAckOfFin,
    /// A valid RST arrives.
    Rst,
    /// A valid RST arrives for a connection that a passive OPEN began.
    RstAfterPassiveOpen,
    /// A SYN arrives inside the window of a connection that already has one.
    SynInWindow,
    /// The same in a connection that a passive OPEN began.
    SynInWindowAfterPassiveOpen,
    /// A SYN with a new, higher sequence number arrives in TIME-WAIT.
    NewSyn,
    /// The SYN that reopened a connection from TIME-WAIT proves to be an old duplicate.
    NewSynWasOld,
    /// A SYN,FIN with a new, higher sequence number arrives in TIME-WAIT.
    NewSynFin,
    /// Data arrives that nobody will read any more.
    DataAfterClose,
    /// Data lies over the FIN that ended the stream.
    DataOverFin,
    /// 2 MSL have passed.
    TimeWaitExpires,
    /// The wait for the peer's FIN has lasted too long.
    FinWait2Expires,
    /// The user timeout has passed.
    UserTimeout,
    /// R2 is exceeded: this many retransmissions went unanswered.
    RetransmissionsExceeded,
    /// No keep-alive probe was answered.
    KeepaliveUnanswered,
    /// An ICMP error arrives that ends the connection: a hard one; in Linux's handshakes any.
    IcmpError,
}

impl Cause {
    const COUNT: usize = Self::IcmpError as usize + 1;

    /// Whether only a user call can be it.
    #[must_use]
    pub const fn is_call(self) -> bool {
        matches!(
            self,
            Self::PassiveOpen | Self::ActiveOpen | Self::Send | Self::Close | Self::CloseUnread | Self::Abort
        )
    }
}

/// One arrow of the diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The state it leaves.
    pub from: State,
    /// The state it enters.
    pub to: State,
    /// What takes it.
    pub cause: Cause,
    /// The event in the figure's words: `rcv FIN`, `close()`.
    pub event: &'static str,
    /// What the TCP does, in the figure's words, `snd ACK`; empty if nothing is sent.
    pub action: &'static str,
    /// Whether Figure 5 of RFC 9293 draws it.
    pub figure5: bool,
}

impl Edge {
    /// The event in its shortest words, where a picture has no room for more: `FIN`, `close`.
    #[must_use]
    pub fn brief_event(&self) -> &'static str {
        match self.cause {
            Cause::RetransmissionsExceeded => "R2",
            Cause::UserTimeout => "timer",
            Cause::KeepaliveUnanswered => "probes",
            Cause::IcmpError => "ICMP",
            _ => self.event.trim_start_matches("rcv ").trim_end_matches("()"),
        }
    }

    /// What the TCP does, as long as the ACK waits for its timer: the one of a FIN may.
    #[must_use]
    pub const fn action_while_ack_waits(&self) -> &'static str {
        match self.cause {
            Cause::Fin => "ACK due",
            _ => self.action,
        }
    }
}

/// An edge by its place in [`EDGES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(u8);

const fn drawn(from: State, cause: Cause, to: State, event: &'static str, action: &'static str) -> Edge {
    Edge { from, to, cause, event, action, figure5: true }
}

const fn other(from: State, cause: Cause, to: State, event: &'static str, action: &'static str) -> Edge {
    Edge { from, to, cause, event, action, figure5: false }
}

use Cause as C;
use State::{
    CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen, SynReceived, SynSent, TimeWait,
};

/// All edges: the twenty of Figure 5 first, then its notes, then the rest.
pub const EDGES: [Edge; 92] = [
    drawn(Closed, C::PassiveOpen, Listen, "listen()", ""),
    drawn(Closed, C::ActiveOpen, SynSent, "connect()", "snd SYN"),
    drawn(Listen, C::Close, Closed, "close()", ""),
    drawn(Listen, C::Send, SynSent, "send()", "snd SYN"),
    drawn(Listen, C::Syn, SynReceived, "rcv SYN", "snd SYN,ACK"),
    drawn(SynSent, C::Close, Closed, "close()", ""),
    drawn(SynSent, C::Syn, SynReceived, "rcv SYN", "snd SYN,ACK"),
    drawn(SynSent, C::SynAck, Established, "rcv SYN,ACK", "snd ACK"),
    drawn(SynReceived, C::RstAfterPassiveOpen, Listen, "rcv RST", ""),
    drawn(SynReceived, C::AckOfSyn, Established, "rcv ACK", ""),
    drawn(SynReceived, C::Close, FinWait1, "close()", "snd FIN"),
    drawn(Established, C::Close, FinWait1, "close()", "snd FIN"),
    drawn(Established, C::Fin, CloseWait, "rcv FIN", "snd ACK"),
    drawn(FinWait1, C::AckOfFin, FinWait2, "rcv ACK", ""),
    drawn(FinWait1, C::Fin, Closing, "rcv FIN", "snd ACK"),
    drawn(FinWait2, C::Fin, TimeWait, "rcv FIN", "snd ACK"),
    drawn(CloseWait, C::Close, LastAck, "close()", "snd FIN"),
    drawn(Closing, C::AckOfFin, TimeWait, "rcv ACK", ""),
    drawn(LastAck, C::AckOfFin, Closed, "rcv ACK", ""),
    drawn(TimeWait, C::TimeWaitExpires, Closed, "2 MSL", ""),
    // Note 2 of Figure 5.
    other(FinWait1, C::FinAndAckOfFin, TimeWait, "rcv FIN,ACK", "snd ACK"),
    // Openings that the figure leaves out.
    other(Listen, C::ActiveOpen, SynSent, "connect()", "snd SYN"),
    other(SynReceived, C::SynAck, Established, "rcv SYN,ACK", ""),
    other(SynReceived, C::SynInWindowAfterPassiveOpen, Listen, "rcv SYN", ""),
    other(TimeWait, C::NewSyn, SynReceived, "rcv SYN", "snd SYN,ACK"),
    other(SynReceived, C::NewSynWasOld, TimeWait, "rcv RST", ""),
    other(TimeWait, C::Fin, TimeWait, "rcv FIN", "snd ACK"),
    other(TimeWait, C::NewSynFin, Closed, "rcv SYN,FIN", ""),
    // A reset ends a connection from every state that has one.
    other(SynSent, C::Rst, Closed, "rcv RST", ""),
    other(SynReceived, C::Rst, Closed, "rcv RST", ""),
    other(Established, C::Rst, Closed, "rcv RST", ""),
    other(FinWait1, C::Rst, Closed, "rcv RST", ""),
    other(FinWait2, C::Rst, Closed, "rcv RST", ""),
    other(CloseWait, C::Rst, Closed, "rcv RST", ""),
    other(Closing, C::Rst, Closed, "rcv RST", ""),
    other(LastAck, C::Rst, Closed, "rcv RST", ""),
    other(TimeWait, C::Rst, Closed, "rcv RST", ""),
    // ABORT.
    other(Listen, C::Abort, Closed, "abort()", ""),
    other(SynSent, C::Abort, Closed, "abort()", ""),
    other(SynReceived, C::Abort, Closed, "abort()", "snd RST"),
    other(Established, C::Abort, Closed, "abort()", "snd RST"),
    other(FinWait1, C::Abort, Closed, "abort()", "snd RST"),
    other(FinWait2, C::Abort, Closed, "abort()", "snd RST"),
    other(CloseWait, C::Abort, Closed, "abort()", "snd RST"),
    other(Closing, C::Abort, Closed, "abort()", ""),
    other(LastAck, C::Abort, Closed, "abort()", ""),
    other(TimeWait, C::Abort, Closed, "abort()", ""),
    // close() with data that nobody has read, and data for a reader that has gone (RFC 9293 section 3.6.1, SHLD-3).
    other(Established, C::CloseUnread, Closed, "close()", "snd RST"),
    other(FinWait1, C::CloseUnread, Closed, "close()", "snd RST"),
    other(FinWait2, C::CloseUnread, Closed, "close()", "snd RST"),
    other(CloseWait, C::CloseUnread, Closed, "close()", "snd RST"),
    other(Closing, C::CloseUnread, Closed, "close()", "snd RST"),
    other(LastAck, C::CloseUnread, Closed, "close()", "snd RST"),
    other(FinWait1, C::DataAfterClose, Closed, "rcv data", "snd RST"),
    other(FinWait2, C::DataAfterClose, Closed, "rcv data", "snd RST"),
    other(CloseWait, C::DataOverFin, Closed, "rcv data", "snd RST"),
    other(Closing, C::DataOverFin, Closed, "rcv data", "snd RST"),
    other(LastAck, C::DataOverFin, Closed, "rcv data", "snd RST"),
    // A SYN inside the window before RFC 5961, and today in Linux's small FIN-WAIT-2.
    other(SynReceived, C::SynInWindow, Closed, "rcv SYN", "snd RST"),
    other(Established, C::SynInWindow, Closed, "rcv SYN", "snd RST"),
    other(FinWait1, C::SynInWindow, Closed, "rcv SYN", "snd RST"),
    other(FinWait2, C::SynInWindow, Closed, "rcv SYN", "snd RST"),
    other(CloseWait, C::SynInWindow, Closed, "rcv SYN", "snd RST"),
    other(Closing, C::SynInWindow, Closed, "rcv SYN", "snd RST"),
    other(LastAck, C::SynInWindow, Closed, "rcv SYN", "snd RST"),
    other(TimeWait, C::SynInWindow, Closed, "rcv SYN", "snd RST"),
    // Patience that ends.
    other(FinWait2, C::FinWait2Expires, Closed, "timeout", ""),
    other(SynSent, C::RetransmissionsExceeded, Closed, "R2 exceeded", ""),
    other(SynReceived, C::RetransmissionsExceeded, Closed, "R2 exceeded", ""),
    other(Established, C::RetransmissionsExceeded, Closed, "R2 exceeded", ""),
    other(FinWait1, C::RetransmissionsExceeded, Closed, "R2 exceeded", ""),
    other(CloseWait, C::RetransmissionsExceeded, Closed, "R2 exceeded", ""),
    other(Closing, C::RetransmissionsExceeded, Closed, "R2 exceeded", ""),
    other(LastAck, C::RetransmissionsExceeded, Closed, "R2 exceeded", ""),
    other(SynSent, C::UserTimeout, Closed, "user timeout", ""),
    other(SynReceived, C::UserTimeout, Closed, "user timeout", ""),
    other(Established, C::UserTimeout, Closed, "user timeout", ""),
    other(FinWait1, C::UserTimeout, Closed, "user timeout", ""),
    other(FinWait2, C::UserTimeout, Closed, "user timeout", ""),
    other(CloseWait, C::UserTimeout, Closed, "user timeout", ""),
    other(Closing, C::UserTimeout, Closed, "user timeout", ""),
    other(LastAck, C::UserTimeout, Closed, "user timeout", ""),
    other(Established, C::KeepaliveUnanswered, Closed, "keep-alive", ""),
    other(FinWait2, C::KeepaliveUnanswered, Closed, "keep-alive", ""),
    other(CloseWait, C::KeepaliveUnanswered, Closed, "keep-alive", ""),
    other(SynSent, C::IcmpError, Closed, "ICMP error", ""),
    other(SynReceived, C::IcmpError, Closed, "ICMP error", ""),
    other(Established, C::IcmpError, Closed, "ICMP error", ""),
    other(FinWait1, C::IcmpError, Closed, "ICMP error", ""),
    other(CloseWait, C::IcmpError, Closed, "ICMP error", ""),
    other(Closing, C::IcmpError, Closed, "ICMP error", ""),
    other(LastAck, C::IcmpError, Closed, "ICMP error", ""),
];

const NONE: u8 = u8::MAX;

/// The edge that each (state, cause) takes; two edges for one pair do not compile.
const LOOKUP: [[u8; Cause::COUNT]; State::ALL.len()] = {
    let mut table = [[NONE; Cause::COUNT]; State::ALL.len()];
    let mut i = 0;
    while i < EDGES.len() {
        let (from, cause) = (EDGES[i].from as usize, EDGES[i].cause as usize);
        assert!(table[from][cause] == NONE, "one state, one cause, one edge");
        #[expect(clippy::cast_possible_truncation, reason = "there are fewer than 255 edges")]
        {
            table[from][cause] = i as u8;
        }
        i += 1;
    }
    table
};

impl EdgeId {
    /// All edges' ids, in the order of [`EDGES`].
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        #[expect(clippy::cast_possible_truncation, reason = "there are fewer than 255 edges")]
        (0..EDGES.len()).map(|i| Self(i as u8))
    }

    /// The edge that leaves `from` for `cause`, if the diagram has one.
    #[must_use]
    pub const fn find(from: State, cause: Cause) -> Option<Self> {
        match LOOKUP[from as usize][cause as usize] {
            NONE => None,
            i => Some(Self(i)),
        }
    }

    /// The edge itself.
    #[must_use]
    pub const fn edge(self) -> &'static Edge {
        &EDGES[self.0 as usize]
    }

    /// Its place in [`EDGES`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl Edge {
    /// Event and action as the diagram writes them: `rcv FIN / snd ACK`.
    #[must_use]
    pub fn label(&self) -> String {
        if self.action.is_empty() { self.event.to_owned() } else { format!("{} / {}", self.event, self.action) }
    }
}

/// A set of edges, such as those already walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EdgeSet(u128);

impl EdgeSet {
    /// Adds one edge.
    pub const fn insert(&mut self, edge: EdgeId) {
        self.0 |= 1 << edge.0;
    }

    /// Whether the edge is in the set.
    #[must_use]
    pub const fn contains(self, edge: EdgeId) -> bool {
        self.0 & (1 << edge.0) != 0
    }

    /// Whether an edge that leaves this state is in the set.
    #[must_use]
    pub fn leaves(self, state: State) -> bool {
        EdgeId::all().any(|edge| self.contains(edge) && edge.edge().from == state)
    }

    /// Its 128 bits, as two words.
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    pub(crate) const fn words(self) -> (u64, u64) {
        ((self.0 >> 64) as u64, self.0 as u64)
    }

    /// How many edges are in it.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it has no edge.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The edges of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{EDGES, EdgeId, EdgeSet};

    #[test]
    fn an_edge_is_found_by_its_state_and_cause() {
        for id in EdgeId::all() {
            let edge = id.edge();
            assert_eq!(EdgeId::find(edge.from, edge.cause), Some(id));
        }
    }

    #[test]
    fn figure_5_has_twenty_arrows() {
        assert_eq!(EDGES.iter().filter(|edge| edge.figure5).count(), 20);
    }

    #[test]
    fn a_set_holds_every_edge() {
        let mut set = EdgeSet::default();
        for id in EdgeId::all() {
            assert!(!set.contains(id));
            set.insert(id);
            assert!(set.contains(id));
        }
        assert_eq!(set.len(), EDGES.len());
    }
}
