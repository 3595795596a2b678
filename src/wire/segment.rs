//! A TCP segment as it was seen on the wire (RFC 9293 section 3.1).

use super::bytes::{be16, be32, folded};
use super::unread::Unread;
use core::net::IpAddr;
use std::fmt;

/// The control bits, as the header has them.
pub mod flag {
    /// No more data from the sender.
    pub const FIN: u16 = 1;
    /// Synchronize sequence numbers.
    pub const SYN: u16 = 2;
    /// Reset the connection.
    pub const RST: u16 = 4;
    /// Push.
    pub const PSH: u16 = 8;
    /// The acknowledgment field means something.
    pub const ACK: u16 = 16;
    /// The urgent pointer means something.
    pub const URG: u16 = 32;
    /// ECN echo (RFC 3168).
    pub const ECE: u16 = 64;
    /// Congestion window reduced (RFC 3168).
    pub const CWR: u16 = 128;
    /// Accurate ECN (RFC 9768), NS before that.
    pub const AE: u16 = 256;

    /// The names, in the order in which they are written.
    pub const NAMES: [(u16, &str); 9] = [
        (SYN, "SYN"),
        (FIN, "FIN"),
        (RST, "RST"),
        (PSH, "PSH"),
        (ACK, "ACK"),
        (URG, "URG"),
        (ECE, "ECE"),
        (CWR, "CWR"),
        (AE, "AE"),
    ];
}

/// An address and a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct End {
    /// The address.
    pub address: IpAddr,
    /// The port.
    pub port: u16,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address {
            IpAddr::V4(address) => write!(f, "{address}:{}", self.port),
            IpAddr::V6(address) => write!(f, "[{address}]:{}", self.port),
        }
    }
}

/// The options of a header: at most 40 octets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Options {
    octets: [u8; 40],
    length: u8,
    /// Whether the file has fewer octets of them than the header says.
    is_cut: bool,
}

/// One option of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TcpOption<'a> {
    /// Maximum segment size.
    Mss(u16),
    /// Window scale (RFC 7323).
    WindowScale(u8),
    /// Selective acknowledgment permitted (RFC 2018).
    SackPermitted,
    /// Blocks that arrived out of order, as pairs of numbers (RFC 2018); eight octets each.
    Sack(&'a [u8]),
    /// Timestamps: value and echo (RFC 7323).
    Timestamps(u32, u32),
    /// A cookie of TCP Fast Open (RFC 7413); empty if it asks for one.
    FastOpen(&'a [u8]),
    /// Any other, with its kind and its octets.
    Other(u8, &'a [u8]),
}

impl Options {
    /// Each option, but for padding.
    pub fn iter(&self) -> impl Iterator<Item = TcpOption<'_>> {
        let mut rest = &self.octets[..usize::from(self.length)];
        std::iter::from_fn(move || {
            loop {
                match *rest {
                    [] | [0, ..] => return None,
                    [1, ref after @ ..] => rest = after,
                    [kind, length, ..] => {
                        let value = rest.get(2..usize::from(length))?;
                        rest = &rest[usize::from(length)..];
                        return Some(option(kind, value));
                    }
                    [_] => return None,
                }
            }
        })
    }

    /// The octets.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets[..usize::from(self.length)]
    }

    /// Whether the file has fewer octets of them than the header says.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// These octets as options.
    #[must_use]
    pub fn of(octets: &[u8]) -> Self {
        Self::new(octets, octets.len())
    }

    fn new(octets: &[u8], claimed: usize) -> Self {
        let mut options = Self { is_cut: octets.len() < claimed, ..Self::default() };
        for (to, from) in options.octets.iter_mut().zip(octets) {
            *to = *from;
            options.length = options.length.saturating_add(1);
        }
        options
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { octets: [0; 40], length: 0, is_cut: false }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

fn option(kind: u8, value: &[u8]) -> TcpOption<'_> {
    match (kind, value) {
        (2, [high, low]) => TcpOption::Mss(u16::from_be_bytes([*high, *low])),
        (3, [scale]) => TcpOption::WindowScale(*scale),
        (4, []) => TcpOption::SackPermitted,
        (5, blocks) => TcpOption::Sack(blocks),
        (8, times) if times.len() == 8 => {
            TcpOption::Timestamps(be32(times, 0).unwrap_or_default(), be32(times, 4).unwrap_or_default())
        }
        (34, cookie) => TcpOption::FastOpen(cookie),
        _ => TcpOption::Other(kind, value),
    }
}

/// A segment, with what the IP header says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Who sent it.
    pub from: End,
    /// Whom it was sent to.
    pub to: End,
    /// The VLAN tags that it had, the inner one in the lower half; 0 without one.
    pub vlan: u32,
    /// Time to live, or hop limit.
    pub ttl: u8,
    /// The IP header's identification; `None` if it has none.
    pub id: Option<u32>,
    /// SEG.SEQ.
    pub seq: u32,
    /// SEG.ACK; without the ACK bit it means nothing.
    pub ack: u32,
    /// The control bits, as in [`flag`].
    pub flags: u16,
    /// The window field, without any scale.
    pub window: u16,
    /// The checksum field.
    pub checksum: u16,
    /// The urgent pointer.
    pub urgent: u16,
    /// How many octets of data it carries, by the lengths in its headers.
    pub data: u32,
    /// Its options.
    pub options: Options,
}

impl Segment {
    /// Whether all of these control bits are set.
    #[must_use]
    pub const fn has(&self, flags: u16) -> bool {
        self.flags & flags == flags
    }

    /// SEG.LEN: octets of data, and one each for SYN and FIN.
    #[must_use]
    pub fn length(&self) -> u32 {
        let flags = [flag::SYN, flag::FIN].map(|flag| u32::from(self.has(flag)));
        flags.into_iter().fold(self.data, u32::saturating_add)
    }

    /// The number after the last one that it takes.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.seq.wrapping_add(self.length())
    }

    /// Whether the checksum is only that of the pseudo header: the sender's hardware was to complete it.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        let words = |address: IpAddr| match address {
            IpAddr::V4(address) => sum(&address.octets()),
            IpAddr::V6(address) => sum(&address.octets()),
        };
        let header = u32::from(self.options.length).next_multiple_of(4).saturating_add(20);
        let length = self.data.saturating_add(header);
        let parts = [words(self.from.address), words(self.to.address), 6, length >> 16, length & 0xffff];
        folded(parts.iter().sum()) == self.checksum
    }

    /// Reads a segment of `length` octets, of which the file may have fewer. The addresses and what else IP says are the caller's.
    pub(super) fn read(bytes: &[u8], length: u32, ip: &super::ip::Ip<'_>) -> Result<Self, Unread> {
        let number = |at| be16(bytes, at).ok_or(Unread::Cut);
        let bits = number(12)?;
        let header = u32::from(bits >> 12) * 4;
        if header < 20 || length < header {
            return Err(Unread::Malformed);
        }
        let options = bytes.get(20..bytes.len().min(header as usize)).unwrap_or_default();
        Ok(Self {
            from: End { address: ip.from, port: number(0)? },
            to: End { address: ip.to, port: number(2)? },
            vlan: 0,
            ttl: ip.ttl,
            id: ip.id,
            seq: be32(bytes, 4).ok_or(Unread::Cut)?,
            ack: be32(bytes, 8).ok_or(Unread::Cut)?,
            flags: bits & 0x1ff,
            window: be16(bytes, 14).ok_or(Unread::Cut)?,
            checksum: be16(bytes, 16).unwrap_or_default(),
            urgent: be16(bytes, 18).unwrap_or_default(),
            data: length.saturating_sub(header),
            options: Options::new(options, (header as usize).saturating_sub(20)),
        })
    }
}

fn sum(octets: &[u8]) -> u32 {
    octets.chunks_exact(2).map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]]))).sum()
}
