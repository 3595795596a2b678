//! One packet of a capture, as the file holds it.

use super::options::Options;

/// Which way a packet went, seen from the host that captured it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It came in.
    In,
    /// It went out.
    Out,
}

/// A packet, with what the file says of it.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// When it was captured, in nanoseconds since 1970; `None` if the file does not say.
    pub time: Option<i64>,
    /// The link type of its first header, by the numbers of tcpdump.org.
    pub link: u16,
    /// The interface that it was captured at: two packets with different numbers were seen at different places.
    pub interface: u32,
    /// Which way it went, if the file says so.
    pub direction: Option<Direction>,
    /// How long it was on the wire, in octets.
    pub length: u32,
    /// The octets that the file has of it.
    pub bytes: &'a [u8],
    /// The options of its block.
    pub(super) options: Options<'a>,
}

impl<'a> Packet<'a> {
    /// The comments that the file has on it, in order.
    pub fn comments(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.options.comments()
    }
}
