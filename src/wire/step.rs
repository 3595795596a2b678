//! What a file holds, step by step.

use super::other::Other;
use super::packet::Packet;

/// As many octets of a packet as are ever looked at; the rest of a longer one is skipped.
pub(super) const KEPT: usize = 1 << 16;

/// A length that no packet and no block has: what claims more is damaged.
pub(super) const LONGEST: u32 = 1 << 28;

/// How long the header of a pcap file is; no capture is shorter.
pub(super) const HEADER: usize = 24;

/// Why a file cannot be read from some byte on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is not a capture.
    NotACapture(Other),
    /// It ends in the middle of its header, of a packet or of a block.
    Ends,
    /// Nothing but zeros where a packet or a block should begin.
    Zeros,
    /// A length that no packet and no block has.
    Length(u32),
    /// The two lengths of a block differ, or what it holds is longer than itself.
    Block,
}

/// What comes next in the file.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// A packet.
    Packet(Packet<'a>),
    /// A comment on all that follows.
    Comment(&'a str),
    /// A packet that names an interface that the file has not described: it cannot be read.
    Lost,
    /// Something that is not a packet.
    Nothing,
    /// At least so many bytes are needed at once.
    More(usize),
    /// The file is damaged from this byte on, counted from its beginning; nothing follows.
    Damaged(Damage, u64),
    /// The end.
    End,
}

/// What a format found at the beginning of some bytes.
pub(super) enum Found<'a> {
    /// What it is, how many bytes it takes, and how many to skip after them.
    Step(Step<'a>, usize, u64),
    /// So many bytes are needed to tell.
    Needs(usize),
    /// It is damaged.
    Damaged(Damage),
}
