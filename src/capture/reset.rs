//! Segments with RST: what kind, and what they do to the other end (RFC 9293 section 3.10.7, RFC 5961 section 3).

use super::mark::Mark;
use crate::tcp::SeqNumber;

/// What a RST says of its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResetKind {
    /// It answers a SYN: nobody listens there.
    Refused,
    /// It answers a segment: its sender knows no such connection.
    NobodyThere,
    /// Its sender gives the connection up.
    Abort,
    /// None of these.
    Plain,
    /// It answers an acknowledgment that makes no sense in `SYN_SENT`; its sender goes on.
    BadAckInSynSent,
}

/// What a RST does to the end that it is sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResetEffect {
    /// Its number is the very one that is expected: the connection is gone.
    Kills,
    /// Its number is in the window: it is answered with an ACK (RFC 5961 section 3.2).
    Challenged,
    /// It is out of the window, or acknowledges nothing that was sent.
    Ignored,
    /// Nothing tells.
    Unknown,
}

/// A RST that was seen.
#[derive(Clone, Copy, Debug)]
pub struct Reset {
    /// Where and when.
    pub at: Mark,
    /// What it says of its sender.
    pub kind: ResetKind,
    /// What it does to the other end, if that was still alive.
    pub effect: Option<ResetEffect>,
    /// SEG.SEQ.
    pub seq: SeqNumber,
    /// How often its sender had asked for an answer in vain before.
    pub unanswered: u32,
    /// Whether its sender went on as if nothing had happened: it was somebody else's.
    pub is_foreign: bool,
    /// Whether the end that it was sent to went on much later: it has not come, or has done nothing.
    pub survived: bool,
}

impl Reset {
    /// Whether its sender has no connection any more.
    #[must_use]
    pub const fn closes_sender(&self) -> bool {
        let is_exact = matches!(self.effect, None | Some(ResetEffect::Kills));
        // No TCP sends a RST with a number that is neither its own next one nor what it was asked for.
        !self.is_foreign
            && (is_exact || !matches!(self.kind, ResetKind::Plain))
            && !matches!(self.kind, ResetKind::BadAckInSynSent)
    }

    /// Whether it has ended the connection of the other end, if it came there.
    #[must_use]
    pub const fn closes_peer(&self) -> bool {
        matches!(self.effect, Some(ResetEffect::Kills)) && !self.survived
    }

    /// Whether it probably never came: its sender had no answer any more.
    #[must_use]
    pub const fn is_unlikely_to_arrive(&self) -> bool {
        self.unanswered >= 2
    }
}
