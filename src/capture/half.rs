//! What one end of a connection has sent, as far as the capture shows it.

use super::copies::Copies;
use super::data::Data;
use super::mark::Mark;
use super::reset::Reset;
use crate::tcp::SeqNumber;
use crate::wire::{Direction, End};
use smallvec::SmallVec;

/// As many acknowledgments are remembered for the RSTs that answer them.
const REMEMBERED: usize = 4;

/// The SYN of an end.
#[derive(Clone, Copy, Debug)]
pub struct Syn {
    /// Its number: the initial sequence number.
    pub number: SeqNumber,
    /// How often it was sent without ACK: it opens.
    pub opening: u32,
    /// How often it was sent with ACK: it answers.
    pub answering: u32,
    /// The first time.
    pub first: Mark,
    /// The last time.
    pub last: Mark,
    /// Whether it carried data.
    pub data: bool,
    /// Whether it asked for explicit congestion notification (RFC 3168).
    pub ecn: bool,
    /// The maximum segment size that it announced, in octets.
    pub mss: Option<u16>,
    /// The window scale that it announced; `None` without that option.
    pub scale: Option<u8>,
}

impl Syn {
    /// Whether it acknowledges the other end's SYN.
    #[must_use]
    pub const fn with_ack(&self) -> bool {
        self.answering > 0
    }

    /// Whether it was sent without ACK.
    #[must_use]
    pub const fn opens(&self) -> bool {
        self.opening > 0
    }
}

/// The FIN of an end.
#[derive(Clone, Copy, Debug)]
pub struct Fin {
    /// Its number.
    pub number: SeqNumber,
    /// How often it was sent.
    pub times: u32,
    /// The first time.
    pub first: Mark,
    /// The last time.
    pub last: Mark,
    /// Whether the first acknowledged the other end's FIN, or left after one that did: it left `CLOSE_WAIT`.
    pub is_second: bool,
    /// Whether nothing of this end had acknowledged the other's FIN before it: three segments were enough.
    pub is_joined: bool,
    /// What this end had acknowledged with it.
    pub acked: Option<SeqNumber>,
    /// When an acknowledgment of it was first and last seen.
    pub answered: Option<(Mark, Mark)>,
    /// The other end's number behind which there is a proof that its acknowledgment has come: who acknowledges more has it.
    pub proof: Option<SeqNumber>,
}

/// How often something was seen of an end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Packets that were captured twice.
    pub copies: u32,
    /// Data that was sent again.
    pub repeated: u32,
    /// Data that came late, overtaken by later data.
    pub late: u32,
    /// Keepalive probes.
    pub keepalives: u32,
    /// Probes of a closed window.
    pub probes: u32,
    /// Segments that closed the window.
    pub zero_windows: u32,
    /// Segments without ACK that are neither SYN nor RST.
    pub without_ack: u32,
    /// Segments with numbers below the SYN.
    pub before_syn: u32,
    /// Segments with numbers far away from all others.
    pub far: u32,
    /// SYNs with another number that began nothing.
    pub other_syn: u32,
    /// SYN,ACKs with another number.
    pub other_syn_ack: u32,
    /// FINs with another number.
    pub other_fin: u32,
    /// Times that the other end acknowledged what was not seen.
    pub acked_unseen: u32,
    /// Segments with urgent data.
    pub urgent: u32,
    /// Octets sent after the other end's FIN was acknowledged.
    pub after_fin: u64,
    /// RSTs.
    pub resets: u32,
    /// RSTs after an own FIN.
    pub resets_after_fin: u32,
    /// RSTs with data.
    pub resets_with_data: u32,
}

/// What tells where a capture was made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints {
    /// Packets of this end that the capturing host sent itself, and that came to it from elsewhere.
    pub out: u32,
    /// Packets that came in.
    pub into: u32,
    /// The time to live of its first segment.
    pub ttl: Option<u8>,
    /// Segments whose checksum was left to the hardware.
    pub partial: u32,
    /// Segments with more data than the other end's MSS.
    pub oversized: u32,
}

/// What one end has sent.
#[derive(Clone, Debug)]
pub struct Half {
    /// Its address and port.
    pub end: End,
    /// How many packets of it were seen, without those captured twice.
    pub packets: u32,
    /// The last of them.
    pub last: Mark,
    /// The VLAN that they come by.
    pub vlan: Option<u32>,
    /// Its SYN.
    pub syn: Option<Syn>,
    /// A SYN,ACK with another number, until it turns out which of them counts.
    pub candidate: Option<Box<Syn>>,
    /// Its octets.
    pub data: Data,
    /// What it has acknowledged: its RCV.NXT, at least.
    pub acked: Option<SeqNumber>,
    /// When it first acknowledged the other end's SYN, and when it acknowledged anything for the last time.
    pub acked_at: Option<(Mark, Mark)>,
    /// What it has acknowledged of late, the latest first.
    pub acks: SmallVec<[SeqNumber; REMEMBERED]>,
    /// The window that it announced last, in octets.
    pub window: Option<u32>,
    /// Its FIN.
    pub fin: Option<Fin>,
    /// Its first RSTs.
    pub resets: SmallVec<[Reset; 1]>,
    /// When it first sent a segment that is neither SYN nor RST.
    pub spoke: Option<Mark>,
    /// When its data was sent again for the last time.
    pub repeated_at: Option<Mark>,
    /// How many of its segments have asked for an answer since the last one came.
    pub unanswered: u32,
    /// How often things were seen.
    pub counts: Counts,
    /// What tells where the capture was made.
    pub hints: Hints,
    pub(super) copies: Copies,
}

impl Half {
    /// An end that has sent nothing yet.
    pub(super) fn new(end: End) -> Self {
        Self {
            end,
            packets: 0,
            last: Mark::default(),
            vlan: None,
            syn: None,
            candidate: None,
            data: Data::default(),
            acked: None,
            acked_at: None,
            acks: SmallVec::new(),
            window: None,
            fin: None,
            resets: SmallVec::new(),
            spoke: None,
            repeated_at: None,
            unanswered: 0,
            counts: Counts::default(),
            hints: Hints::default(),
            copies: Copies::default(),
        }
    }

    /// Whether it has acknowledged this number of the other end: it has everything before.
    pub fn has_acked(&self, number: SeqNumber) -> bool {
        self.acked.is_some_and(|acked| number.at_or_before(acked))
    }

    /// Whether it has sent anything but RSTs.
    pub const fn is_real(&self) -> bool {
        self.syn.is_some() || self.spoke.is_some()
    }

    /// Data, SYN or FIN of it that the other end has not acknowledged, in octets.
    pub fn unacked(&self, peer: &Self) -> u32 {
        match (self.data.next, peer.acked) {
            (Some(next), Some(acked)) if acked.before(next) => next.distance_from(acked),
            _ => 0,
        }
    }

    pub(super) fn remember_ack(&mut self, ack: SeqNumber) {
        self.acks.retain(|known| *known != ack);
        self.acks.truncate(REMEMBERED - 1);
        self.acks.insert(0, ack);
    }

    pub(super) fn note_direction(&mut self, direction: Option<Direction>) {
        match direction {
            Some(Direction::In) => self.hints.into += 1,
            Some(Direction::Out) => self.hints.out += 1,
            None => {}
        }
    }
}
