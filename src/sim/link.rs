//! The link between the hosts, and the packets on it.

use super::{PerSide, Side, Span};
use crate::tcp::{Icmp, Instant, Segment};
use std::fmt;
use std::time::Duration;

/// The words of a link's settings that are none, and of the answer that a middlebox may give.
const NONE: &str = "none";
const RST: &str = "rst";

/// A packet by its sender and its number: `A#3` is the third that left A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PacketId {
    /// Who sent it.
    pub from: Side,
    /// Its number among the sender's packets, from 1.
    pub number: u32,
}

impl fmt::Display for PacketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.from, self.number)
    }
}

/// Where a packet comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The endpoint sent it for the first time.
    Sent,
    /// The endpoint sent it again.
    Again,
    /// Somebody forged it by hand.
    Forged,
    /// The network doubled this one.
    DuplicateOf(PacketId),
    /// The network brought this one back from the past.
    ReplayOf(PacketId),
    /// A middlebox sent it in the name of this end: it answers the other's packet.
    Middlebox(PacketId),
}

/// Why a packet never arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Loss {
    /// It was dropped by hand.
    Dropped,
    /// Chance, as often as the link is set to lose.
    Chance,
    /// The link is cut.
    Cut,
    /// A middlebox on the way has forgotten the connection.
    Forgotten,
    /// A router on the way cannot deliver it, and says so.
    Unreachable(Icmp),
    /// Nobody has seen it arrive, and nothing tells whether it did: so it is only of what was captured.
    Unseen,
}

/// How a packet ends on its way, if it does not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Death {
    /// In a middlebox that has forgotten the connection.
    Forgotten,
    /// In a router that answers with this ICMP error; the packet is gone when that error has come back.
    Unreachable(Icmp),
}

/// A connection as a middlebox remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// The ports of both ends.
    pub ports: PerSide<u16>,
    /// When its last packet came by.
    pub last: Instant,
}

/// A packet on its way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Packet {
    /// Which one.
    pub id: PacketId,
    /// When it left.
    pub sent: Instant,
    /// When it arrives; `None` while it is held.
    pub arrives: Option<Instant>,
    /// Where it comes from.
    pub origin: Origin,
    /// What it carries.
    pub segment: Segment,
    /// How it ends on its way, if it does.
    pub death: Option<Death>,
}

/// The link's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// How long a packet takes from A to B, and from B to A.
    pub latency: PerSide<Duration>,
    /// Whether nothing passes from A to B, and from B to A.
    pub cut: PerSide<bool>,
    /// How many packets in a thousand are lost by chance.
    pub loss: u16,
    /// How many in a thousand are overtaken.
    pub reorder: u16,
    /// How many in a thousand arrive twice.
    pub duplicate: u16,
    /// After how long without a packet a middlebox forgets a connection; `None`: there is no middlebox.
    pub idle: Option<Duration>,
    /// Whether it then answers what comes with a RST; otherwise it drops it silently.
    pub idle_rst: bool,
    /// The ICMP error with which a router answers all that leaves A, and B.
    pub icmp: PerSide<Option<Icmp>>,
    /// How long the router takes to find out.
    pub icmp_after: Duration,
}

impl Default for Link {
    fn default() -> Self {
        let latency = PerSide::both(Duration::from_millis(40));
        Self {
            latency,
            cut: PerSide::both(false),
            loss: 0,
            reorder: 0,
            duplicate: 0,
            idle: None,
            idle_rst: false,
            icmp: PerSide::both(None),
            icmp_after: Duration::ZERO,
        }
    }
}

/// One change of the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkChange {
    /// Packets of this side, or of both, take so long.
    Latency(Option<Side>, Duration),
    /// Nothing that this side sends, or either, passes any more.
    Cut(Option<Side>),
    /// Everything passes again.
    Mend,
    /// How many packets in a thousand are lost.
    Loss(u16),
    /// How many in a thousand are overtaken.
    Reorder(u16),
    /// How many in a thousand arrive twice.
    Double(u16),
    /// The link's random generator starts again from this seed.
    Seed(u64),
    /// A middlebox forgets connections that have been idle for this long; `None`: there is none.
    Idle(Option<Duration>),
    /// Whether the middlebox answers with a RST what belongs to a connection that it has forgotten.
    IdleRst(bool),
    /// A router answers all that this side sends, or either, with this ICMP error; `None`: it lets everything through.
    Icmp(Option<Side>, Option<Icmp>),
    /// How long the router takes to find that out.
    IcmpAfter(Duration),
}

impl fmt::Display for LinkChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |thousandths: u16| f64::from(thousandths) / 1000.0;
        match self {
            Self::Latency(None, time) => write!(f, "latency={}", Span(*time)),
            Self::Latency(Some(from), time) => write!(f, "latency={from}->{}:{}", from.other(), Span(*time)),
            Self::Cut(None) => f.write_str("cut=both"),
            Self::Cut(Some(from)) => write!(f, "cut={from}->{}", from.other()),
            Self::Mend => f.write_str("cut=none"),
            Self::Loss(n) => write!(f, "loss={}", share(*n)),
            Self::Reorder(n) => write!(f, "reorder={}", share(*n)),
            Self::Double(n) => write!(f, "duplicate={}", share(*n)),
            Self::Seed(n) => write!(f, "seed={n}"),
            Self::Idle(Some(time)) => write!(f, "idle={}", Span(*time)),
            Self::Idle(None) => write!(f, "idle={NONE}"),
            Self::IdleRst(true) => write!(f, "idle-answer={RST}"),
            Self::IdleRst(false) => write!(f, "idle-answer={NONE}"),
            Self::Icmp(from, kind) => {
                let kind = kind.map_or(NONE, Icmp::word);
                match from {
                    Some(from) => write!(f, "icmp={from}->{}:{kind}", from.other()),
                    None => write!(f, "icmp={kind}"),
                }
            }
            Self::IcmpAfter(time) => write!(f, "icmp-after={}", Span(*time)),
        }
    }
}

impl Link {
    pub(super) fn change(&mut self, change: LinkChange) {
        match change {
            LinkChange::Latency(None, time) => self.latency = PerSide::both(time),
            LinkChange::Latency(Some(from), time) => self.latency[from] = time,
            LinkChange::Cut(None) => self.cut = PerSide::both(true),
            LinkChange::Cut(Some(from)) => self.cut[from] = true,
            LinkChange::Mend => self.cut = PerSide::both(false),
            LinkChange::Loss(n) => self.loss = n.min(1000),
            LinkChange::Reorder(n) => self.reorder = n.min(1000),
            LinkChange::Double(n) => self.duplicate = n.min(1000),
            LinkChange::Seed(_) => {}
            LinkChange::Idle(idle) => self.idle = idle,
            LinkChange::IdleRst(rst) => self.idle_rst = rst,
            LinkChange::Icmp(None, kind) => self.icmp = PerSide::both(kind),
            LinkChange::Icmp(Some(from), kind) => self.icmp[from] = kind,
            LinkChange::IcmpAfter(time) => self.icmp_after = time,
        }
    }
}
