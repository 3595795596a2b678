//! Everything that can be done to a world: the vocabulary of lessons, sessions and hints.

use super::{AppBehaviour, Limit, LinkChange, PacketId, Sharing, Side, Socket, SocketOption};
use crate::tcp::{Flags, Profile, SeqNumber, Tcb, Timer};
use std::fmt;
use std::time::Duration;

/// A user call, with as many octets as it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// `listen()`.
    Listen,
    /// `connect()` to the other host.
    Connect,
    /// The same after `bind()` to this port.
    ConnectFrom(u16),
    /// `write()` of this many octets.
    Write(u32),
    /// `read()` of up to this many octets.
    Read(u32),
    /// `shutdown(SHUT_WR)`: the RFC's CLOSE.
    Shutdown,
    /// `close()`.
    Close,
    /// ABORT.
    Abort,
}

impl Call {
    /// What `write` moves if no number is given.
    pub const DEFAULT_WRITE: u32 = 10;
    /// What `read` takes at the most if no number is given.
    pub const DEFAULT_READ: u32 = 65535;
    /// One of each: the way in, the data, the ways out.
    pub const ALL: [Self; 7] = [
        Self::Listen,
        Self::Connect,
        Self::Write(Self::DEFAULT_WRITE),
        Self::Read(Self::DEFAULT_READ),
        Self::Close,
        Self::Shutdown,
        Self::Abort,
    ];

    /// The call's word in lessons.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Listen => "listen",
            Self::Connect | Self::ConnectFrom(_) => "connect",
            Self::Write(_) => "write",
            Self::Read(_) => "read",
            Self::Shutdown => "shutdown",
            Self::Close => "close",
            Self::Abort => "abort",
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(n) => write!(f, "write({n})"),
            _ => write!(f, "{}()", self.word()),
        }
    }
}

/// A variable of an endpoint that a forged segment's numbers may be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variable {
    /// No variable: a plain number.
    Zero,
    /// SND.NXT.
    SndNxt,
    /// SND.UNA.
    SndUna,
    /// RCV.NXT.
    RcvNxt,
    /// ISS.
    Iss,
    /// IRS.
    Irs,
}

impl Variable {
    /// Every variable with its name.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("SND.NXT", Self::SndNxt),
        ("SND.UNA", Self::SndUna),
        ("RCV.NXT", Self::RcvNxt),
        ("ISS", Self::Iss),
        ("IRS", Self::Irs),
    ];
}

/// A sequence number, written over the endpoint's own variables: `SND.NXT+10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Expression {
    /// The variable.
    pub base: Variable,
    /// What is added to it, modulo 2^32.
    pub offset: u32,
}

impl Expression {
    /// The variable alone.
    #[must_use]
    pub const fn of(base: Variable) -> Self {
        Self { base, offset: 0 }
    }

    /// Its value at an endpoint.
    #[must_use]
    pub const fn value(self, tcb: &Tcb) -> SeqNumber {
        let base = match self.base {
            Variable::Zero => SeqNumber(0),
            Variable::SndNxt => tcb.snd().nxt,
            Variable::SndUna => tcb.snd().una,
            Variable::RcvNxt => tcb.rcv().nxt,
            Variable::Iss => tcb.snd().iss,
            Variable::Irs => tcb.rcv().irs,
        };
        base.plus(self.offset)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((name, _)) = Variable::NAMES.iter().find(|(_, variable)| *variable == self.base) else {
            return self.offset.fmt(f);
        };
        f.write_str(name)?;
        match self.offset.cast_signed() {
            0 => Ok(()),
            offset => write!(f, "{offset:+}"),
        }
    }
}

/// A raw segment, forged with the endpoint's present numbers unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Forged {
    /// Its control bits.
    pub flags: Flags,
    /// SEG.SEQ; SND.NXT if not given.
    pub seq: Option<Expression>,
    /// SEG.ACK, if the ACK bit is set; RCV.NXT if not given.
    pub ack: Option<Expression>,
    /// Octets of data.
    pub len: u16,
    /// SEG.WND, in octets; RCV.WND if not given.
    pub window: Option<u16>,
}

impl Forged {
    /// A bare segment with these flags.
    #[must_use]
    pub const fn bare(flags: Flags) -> Self {
        Self { flags, seq: None, ack: None, len: 0, window: None }
    }
}

impl fmt::Display for Forged {
    /// As lessons write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.flags.fmt(f)?;
        if let Some(seq) = self.seq {
            write!(f, " seq={seq}")?;
        }
        // Without the ACK flag the number is none.
        if let Some(ack) = self.ack.filter(|_| self.flags.ack()) {
            write!(f, " ack={ack}")?;
        }
        if self.len > 0 {
            write!(f, " len={}", self.len)?;
        }
        self.window.map_or(Ok(()), |window| write!(f, " window={window}"))
    }
}

/// A profile that both hosts can change to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProfileName {
    /// [`Profile::rfc9293`].
    Rfc9293,
    /// [`Profile::linux`].
    Linux,
}

impl ProfileName {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Rfc9293, Self::Linux];

    /// The profile itself.
    #[must_use]
    pub const fn profile(self) -> Profile {
        match self {
            Self::Rfc9293 => Profile::rfc9293(),
            Self::Linux => Profile::linux(),
        }
    }

    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.profile().name()
    }
}

/// One thing done to a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// The user of a side calls.
    Call(Side, Call),
    /// A forged segment leaves a side.
    Inject(Side, Forged),
    /// A timer of a side's connection fires now; its next one if none is named.
    Fire(Side, Option<Timer>),
    /// A packet arrives now, before others.
    Deliver(PacketId),
    /// A packet is lost.
    Drop(PacketId),
    /// A packet is doubled: the copy arrives too.
    Duplicate(PacketId),
    /// A packet is held back on the way.
    Hold(PacketId),
    /// A held packet goes on.
    Release(PacketId),
    /// A packet of the past is sent once more by the network.
    Replay(PacketId),
    /// The link changes.
    Link(LinkChange),
    /// A side's program changes its ways.
    App(Side, AppBehaviour),
    /// A host loses all it knows.
    Reboot(Side),
    /// The user makes a socket: the side's following calls go to it.
    Socket(Side),
    /// The user calls `accept()`.
    Accept(Side),
    /// The side's calls go to this socket from now on, and the diagram follows it.
    Attend(Side, Socket),
    /// The side's program may hold so much; `None`: as much as it likes.
    Limit(Side, Limit, Option<u32>),
    /// The side's program sets an option of a socket, or clears it.
    Option(Side, SocketOption, bool),
    /// The side's program ends, and the kernel closes all its sockets; those that a child holds too stay open.
    Kill(Side),
    /// The side's program calls `shutdown(SHUT_RD)`: it reads no more.
    ShutdownRead(Side),
    /// Descriptors of the side's sockets are copied, or a child gives up its own.
    Share(Side, Sharing),
    /// How long the side's program lets what it sends stay unacknowledged (`TCP_USER_TIMEOUT`); `None`: as long as TCP would.
    UserTimeout(Side, Option<Duration>),
    /// Both hosts run another TCP from now on.
    Profile(ProfileName),
    /// Whether a host that restarts keeps quiet for one MSL (RFC 9293 section 3.4.3); in profile `linux` none does.
    QuietTime(bool),
    /// Whether hosts choose their next initial sequence numbers by a clock and a secret (RFC 9293 section 3.4.1).
    IsnClock(bool),
    /// What is due next happens: time moves there.
    Step,
    /// Time passes, and all that falls due in it happens.
    Advance(Duration),
}

impl Input {
    /// Whether somebody did it, and not merely time.
    #[must_use]
    pub const fn is_action(&self) -> bool {
        !matches!(self, Self::Step | Self::Advance(_) | Self::Deliver(_))
    }

    /// Whether it counts as a move towards a goal: an action, and not merely turning to another connection.
    #[must_use]
    pub const fn is_move(&self) -> bool {
        self.is_action() && !matches!(self, Self::Attend(..))
    }

    /// Whether it counts when a learner's moves are told: making a socket is half of the call that uses it.
    #[must_use]
    pub const fn is_counted_move(&self) -> bool {
        self.is_move() && !matches!(self, Self::Socket(_))
    }

    /// Whether it only gives the same setting another value than an earlier input did.
    #[must_use]
    pub fn sets_the_same_as(&self, earlier: &Self) -> bool {
        use LinkChange as L;
        match (self, earlier) {
            (Self::App(a, _), Self::App(b, _)) => a == b,
            (Self::Limit(a, which, _), Self::Limit(b, other, _)) => a == b && which == other,
            (Self::Option(a, which, _), Self::Option(b, other, _)) => a == b && which == other,
            (Self::QuietTime(_), Self::QuietTime(_)) | (Self::IsnClock(_), Self::IsnClock(_)) => true,
            (Self::Link(a), Self::Link(b)) => match (a, b) {
                (L::Latency(a, _), L::Latency(b, _)) => a == b,
                (L::Loss(_), L::Loss(_))
                | (L::Reorder(_), L::Reorder(_))
                | (L::Double(_), L::Double(_))
                | (L::Seed(_), L::Seed(_)) => true,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether it sets the scene and nothing happens on it yet.
    #[must_use]
    pub const fn is_setting(&self) -> bool {
        matches!(self, Self::Link(_) | Self::App(..) | Self::Limit(..) | Self::QuietTime(_) | Self::IsnClock(_))
    }
}
