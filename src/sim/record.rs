//! What happened: ladder, narration, transcripts and quiz answers are functions of records.

use super::{
    AppBehaviour, Call, ConnectionId, Limit, LinkChange, Loss, Origin, PacketId, ProfileName, Sharing, Side, Socket,
    SocketOption,
};
use crate::tcp::{Icmp, Instant, Outcome, Reply, RuleId, Segment, State, Timer};
use smallvec::SmallVec;
use std::time::Duration;

/// What happened at one moment, at one side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// The user called.
    Call(Call),
    /// The program called by itself.
    AppCall(Call),
    /// A segment arrived.
    Arrival {
        /// Its packet.
        packet: PacketId,
        /// What it carried.
        segment: Segment,
    },
    /// A timer fired.
    Timeout(Timer),
    /// A forged segment left; it stands in [`Record::departures`].
    Forged(Segment),
    /// A packet of this side will never arrive.
    Lost(PacketId, Loss),
    /// A packet of this side was doubled: the second is the copy.
    Duplicated(PacketId, PacketId),
    /// A packet of this side is held back.
    Held(PacketId),
    /// A held packet of this side goes on, and arrives then.
    Released(PacketId, Instant),
    /// An old packet of this side was brought back: the second is the copy.
    Replayed(PacketId, PacketId),
    /// The link changed.
    Link(LinkChange),
    /// The program changed its ways.
    App(AppBehaviour),
    /// The host lost all it knew.
    Rebooted,
    /// The host may send again: an MSL has passed since it restarted.
    QuietTimeOver,
    /// The user made a socket.
    Socket,
    /// The user called `accept()`; the record's connection is what came of it.
    Accept,
    /// The program accepted by itself.
    AppAccept,
    /// Calls go to this socket now, and the diagram follows it.
    Attended(Socket),
    /// The program may hold so much from now on; `None`: as much as it likes.
    Limited(Limit, Option<u32>),
    /// The program has set or cleared an option of the record's socket; without one, of the sockets to come.
    Option(SocketOption, bool),
    /// The program was killed.
    Killed,
    /// The program called `shutdown(SHUT_RD)`.
    ShutdownRead,
    /// Descriptors were copied, or children gave up theirs.
    Shared(Sharing),
    /// The program has said how long what it sends may stay unacknowledged.
    UserTimeout(Option<Duration>),
    /// An ICMP error arrived: about a packet of this side, which is lost.
    Icmp(Icmp),
    /// A middlebox answers this packet of the other side with a RST in the name of this one.
    MiddleboxResets(PacketId),
    /// The kernel closes the record's socket, because its program or its listener has gone.
    KernelCloses,
    /// Both hosts run this TCP from now on.
    Profile(ProfileName),
    /// Whether hosts keep quiet after a restart from now on.
    QuietTime(bool),
    /// Whether hosts choose initial sequence numbers by a clock and a secret from now on.
    IsnClock(bool),
}

impl EventKind {
    /// Whether the host or its program did it, or it befell them, rather than one of its connections, whichever it was done to.
    #[must_use]
    pub const fn is_of_host(&self) -> bool {
        matches!(
            self,
            Self::Socket
                | Self::Accept
                | Self::AppAccept
                | Self::Attended(_)
                | Self::Limited(..)
                | Self::Killed
                | Self::Rebooted
                | Self::QuietTimeOver
                | Self::App(_)
        )
    }
}

/// A packet that left with a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Departure {
    /// Which one.
    pub packet: PacketId,
    /// Where it comes from.
    pub origin: Origin,
    /// What it carries.
    pub segment: Segment,
    /// When it will arrive, as far as was known; `None`: lost at once.
    pub arrives: Option<Instant>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    /// When.
    pub at: Instant,
    /// At which side; for the network's doings, whose packet it was.
    pub side: Side,
    /// To which of that side's sockets; `None`: to the host itself, which had no socket for it.
    pub socket: Option<Socket>,
    /// What.
    pub kind: EventKind,
    /// The socket's state before.
    pub before: State,
    /// Its state afterwards.
    pub after: State,
    /// Whether that is only the likeliest one: who has only seen the segments may not know better. A simulation always does.
    pub is_guess: bool,
    /// What the engine made of it: edges, rules, replies. The segments it sent are in `departures`.
    pub outcome: Outcome,
    /// The packets that left.
    pub departures: SmallVec<[Departure; 1]>,
}

impl Record {
    /// Whether it is a user's call that was refused, and changed nothing.
    #[must_use]
    pub fn is_vain_call(&self) -> bool {
        let refused = self.outcome.reply.is_some_and(Reply::is_error);
        let idle = self.outcome.transitions.is_empty() && self.departures.is_empty();
        matches!(self.kind, EventKind::Call(_)) && refused && idle
    }

    /// The connection that it happened to, if it was one.
    #[must_use]
    pub fn connection(&self) -> Option<ConnectionId> {
        self.socket.and_then(Socket::connection)
    }

    /// Every state that the connection entered with this record, in order: one segment may cause two transitions.
    pub fn entered(&self) -> impl Iterator<Item = State> {
        self.outcome.transitions.iter().map(|edge| edge.edge().to)
    }

    /// Whether a rule was cited for it.
    #[must_use]
    pub fn cites(&self, rule: RuleId) -> bool {
        self.outcome.rules.contains(&rule)
    }

    /// The segment whose arrival it is, if it is one.
    #[must_use]
    pub const fn arrived(&self) -> Option<&Segment> {
        match &self.kind {
            EventKind::Arrival { segment, .. } => Some(segment),
            _ => None,
        }
    }
}
