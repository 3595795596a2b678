//! Segments: what travels between two TCPs.

use super::SeqNumber;
use smallvec::SmallVec;
use std::fmt;

/// The octets of a segment; few octets need no allocation.
pub type Payload = SmallVec<[u8; 16]>;

/// A set of control bits. PSH and URG are not modelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u8);

impl Flags {
    /// No control bit at all.
    pub const NONE: Self = Self(0);
    /// No more data from the sender.
    pub const FIN: Self = Self(1);
    /// Synchronize sequence numbers.
    pub const SYN: Self = Self(2);
    /// Reset the connection.
    pub const RST: Self = Self(4);
    /// The acknowledgment field means something.
    pub const ACK: Self = Self(16);
    /// SYN and ACK, the second segment of a handshake.
    pub const SYN_ACK: Self = Self(2 | 16);
    /// FIN and ACK: what pictures call "FIN".
    pub const FIN_ACK: Self = Self(1 | 16);
    /// RST and ACK.
    pub const RST_ACK: Self = Self(4 | 16);

    /// The names in the order in which they are written, SYN first.
    pub const NAMES: [(Self, &'static str); 4] =
        [(Self::SYN, "SYN"), (Self::FIN, "FIN"), (Self::RST, "RST"), (Self::ACK, "ACK")];

    /// Whether all of `other` is set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The set as a number.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// These flags and `other`.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These flags but for `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether SYN is set.
    #[must_use]
    pub const fn syn(self) -> bool {
        self.contains(Self::SYN)
    }

    /// Whether FIN is set.
    #[must_use]
    pub const fn fin(self) -> bool {
        self.contains(Self::FIN)
    }

    /// Whether RST is set.
    #[must_use]
    pub const fn rst(self) -> bool {
        self.contains(Self::RST)
    }

    /// Whether ACK is set.
    #[must_use]
    pub const fn ack(self) -> bool {
        self.contains(Self::ACK)
    }

    /// Reads "SYN,ACK" in any case and order; "none" or "" is the empty set.
    ///
    /// # Errors
    ///
    /// Names the word that is not a flag.
    pub fn parse(text: &str) -> Result<Self, &str> {
        let mut flags = Self::NONE;
        if text.is_empty() || text.eq_ignore_ascii_case("none") {
            return Ok(flags);
        }
        for word in text.split([',', '+', '|']).map(str::trim) {
            match Self::NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(word)) {
                Some((flag, _)) => flags = flags.with(*flag),
                None => return Err(word),
            }
        }
        Ok(flags)
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (flag, name) in Self::NAMES {
            if self.contains(flag) {
                if !first {
                    f.write_str(",")?;
                }
                f.write_str(name)?;
                first = false;
            }
        }
        if first { f.write_str("none") } else { Ok(()) }
    }
}

/// One segment (RFC 9293 section 3.1), with the maximum segment size as its only option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Segment {
    /// Source port.
    pub src_port: u16,
    /// Destination port.
    pub dst_port: u16,
    /// SEG.SEQ: the number of the first octet, or of the SYN.
    pub seq: SeqNumber,
    /// SEG.ACK: the next octet expected; it means nothing without the ACK bit and is zero then.
    pub ack: SeqNumber,
    /// The control bits.
    pub flags: Flags,
    /// SEG.WND: how many octets the sender will accept, from SEG.ACK on.
    pub window: u16,
    /// The maximum segment size option, in octets; on SYNs only.
    pub mss: Option<u16>,
    /// The octets.
    pub payload: Payload,
    /// How many more octets it carries of which nothing but their number is known: those of a capture. They take no room.
    pub unseen: u32,
}

impl Segment {
    /// SEG.LEN: octets, and one each for SYN and FIN (RFC 9293 section 3.3.1).
    #[must_use]
    pub fn seg_len(&self) -> u32 {
        [self.flags.syn(), self.flags.fin()].into_iter().map(u32::from).fold(self.data_len(), u32::saturating_add)
    }

    /// How many octets of data it carries.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a payload is at most a window, 65535 octets")]
    pub fn data_len(&self) -> u32 {
        (self.payload.len() as u32).saturating_add(self.unseen)
    }

    /// Whether it carries data.
    #[must_use]
    pub fn has_data(&self) -> bool {
        self.data_len() > 0
    }

    /// The sequence number after the last one that this segment takes.
    #[must_use]
    pub fn end(&self) -> SeqNumber {
        self.seq.plus(self.seg_len())
    }

    /// The sequence number of the first data octet: one further on behind a SYN.
    #[must_use]
    pub fn data_start(&self) -> SeqNumber {
        self.seq.plus(u32::from(self.flags.syn()))
    }
}

impl fmt::Display for Segment {
    /// The RFC's own notation: `<SEQ=100><ACK=300><CTL=FIN,ACK>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<SEQ={}>", self.seq)?;
        if self.flags.ack() {
            write!(f, "<ACK={}>", self.ack)?;
        }
        if self.has_data() {
            write!(f, "<DATA={}>", self.data_len())?;
        }
        write!(f, "<CTL={}>", self.flags)
    }
}

#[cfg(test)]
mod tests {
    use super::{Flags, Segment};

    #[test]
    fn seg_len_counts_data_syn_and_fin() {
        let segment = Segment {
            flags: Flags::SYN.with(Flags::FIN),
            payload: [1, 2, 3].into_iter().collect(),
            ..Segment::default()
        };
        assert_eq!(segment.seg_len(), 5);
        assert_eq!(segment.data_start(), segment.seq.plus(1));
    }

    #[test]
    fn flags_read_what_they_write() {
        for bits in 0..16 {
            let flags = Flags::NAMES
                .iter()
                .enumerate()
                .filter(|(i, _)| bits & (1 << i) != 0)
                .fold(Flags::NONE, |set, (_, (flag, _))| set.with(*flag));
            assert_eq!(Flags::parse(&flags.to_string()), Ok(flags));
        }
        assert_eq!(Flags::parse("syn, Ack"), Ok(Flags::SYN_ACK));
        assert_eq!(Flags::parse("SYN,URG"), Err("URG"));
    }
}
