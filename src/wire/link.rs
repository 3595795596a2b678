//! Link layers: from a packet's first header to its IP header.

use super::bytes::{be16, be32};
use super::packet::Direction;
use super::pcap::direction;
use super::unread::Unread;

/// Tags of Ethernet and labels of MPLS are followed this deep.
const DEEP: usize = 16;

/// Protocol numbers of Ethernet and of what borrows them.
mod protocol {
    pub const IPV4: u16 = 0x0800;
    pub const IPV6: u16 = 0x86dd;
    pub const BRIDGED: u16 = 0x6558;
    pub const PPP: u16 = 0x880b;
    pub const MPLS: [u16; 2] = [0x8847, 0x8848];
    pub const PPPOE: u16 = 0x8864;
    pub const TAGS: [u16; 5] = [0x8100, 0x88a8, 0x9100, 0x9200, 0x9300];
    /// Up to here the number is a length, and what follows says which protocol it is.
    pub const LONGEST_LENGTH: u16 = 1500;
}

/// What was found below the link layer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Network<'a> {
    /// The VLAN tags, the inner one in the lower half; 0 without one.
    pub vlan: u32,
    /// What the link header says of the way it went.
    pub direction: Option<Direction>,
    /// The interface that the link header names.
    pub interface: Option<u32>,
    /// How many octets came before.
    pub offset: usize,
    /// The octets from the IP header on.
    pub bytes: &'a [u8],
}

/// Where the search is in a packet.
#[derive(Clone, Copy)]
struct Place<'a> {
    whole: &'a [u8],
    at: usize,
    vlan: u32,
}

impl<'a> Place<'a> {
    fn be16(self, ahead: usize) -> Result<u16, Unread> {
        be16(self.whole, self.at.saturating_add(ahead)).ok_or(Unread::Cut)
    }

    fn byte(self, ahead: usize) -> Result<u8, Unread> {
        self.whole.get(self.at.saturating_add(ahead)).copied().ok_or(Unread::Cut)
    }

    const fn forward(self, octets: usize) -> Self {
        Self { at: self.at.saturating_add(octets), ..self }
    }

    fn tagged(self, tag: u16) -> Self {
        Self { vlan: self.vlan << 16 | u32::from(tag & 0xfff), ..self }
    }

    fn found(self) -> Result<Network<'a>, Unread> {
        let bytes = self.whole.get(self.at..).ok_or(Unread::Cut)?;
        Ok(Network { vlan: self.vlan, direction: None, interface: None, offset: self.at, bytes })
    }
}

/// The IP packet in a packet of a link type.
pub(super) fn network(link: u16, whole: &[u8]) -> Result<Network<'_>, Unread> {
    let place = Place { whole, at: 0, vlan: 0 };
    match link {
        1 => ethernet(place),
        101 | 12 | 14 | 228 | 229 => place.found(),
        0 | 108 => place.forward(4).found(),
        113 => cooked(place),
        276 => cooked_2(place),
        9 => ppp(place),
        // PPP over HDLC, or Cisco's framing; and PPP behind an octet that says which way it went.
        50 | 104 => hdlc(place),
        51 => pppoe(place),
        204 => {
            let direction = if place.byte(0)? == 0 { Direction::In } else { Direction::Out };
            Ok(Network { direction: Some(direction), ..ppp(place.forward(1))? })
        }
        // OpenBSD's encapsulated packets, whose header has three numbers.
        109 => place.forward(12).found(),
        258 => tap(place),
        _ => Err(Unread::Link(link)),
    }
}

/// The packet in an Ethernet frame that was carried inside another packet.
pub(super) fn bridged(whole: &[u8]) -> Result<Network<'_>, Unread> {
    ethernet(Place { whole, at: 0, vlan: 0 })
}

/// The packet behind a protocol number of GRE.
pub(super) fn tunnelled(number: u16, whole: &[u8]) -> Result<Network<'_>, Unread> {
    let place = Place { whole, at: 0, vlan: 0 };
    match number {
        protocol::BRIDGED => bridged(whole),
        protocol::PPP => ppp(place),
        _ => ether_type(place, number),
    }
}

fn ethernet(place: Place<'_>) -> Result<Network<'_>, Unread> {
    ether_type(place.forward(14), place.be16(12)?)
}

/// What follows a protocol number of Ethernet.
fn ether_type(mut place: Place<'_>, mut number: u16) -> Result<Network<'_>, Unread> {
    for _ in 0..DEEP {
        match number {
            protocol::IPV4 | protocol::IPV6 => return place.found(),
            _ if protocol::TAGS.contains(&number) => {
                let tag = place.be16(0)?;
                number = place.be16(2)?;
                place = place.forward(4).tagged(tag);
            }
            _ if protocol::MPLS.contains(&number) => return mpls(place),
            protocol::PPPOE => return pppoe(place),
            // A length: LLC, and SNAP behind it, which has a protocol number again.
            0..=protocol::LONGEST_LENGTH if place.be16(0)? == 0xaaaa => {
                number = place.be16(6)?;
                place = place.forward(8);
            }
            // LLC's own number for IP.
            0..=protocol::LONGEST_LENGTH if place.be16(0)? == 0x0606 => return place.forward(3).found(),
            _ => return Err(Unread::NotIp),
        }
    }
    Err(Unread::Deep)
}

/// Labels down to the last; what is below is IP, or Ethernet with or without a control word.
fn mpls(mut place: Place<'_>) -> Result<Network<'_>, Unread> {
    for _ in 0..DEEP {
        let is_last = place.byte(2)? & 1 == 1;
        place = place.forward(4);
        if is_last {
            return match place.byte(0)? >> 4 {
                4 | 6 => place.found(),
                0 => ethernet(place.forward(4)),
                _ => ethernet(place),
            };
        }
    }
    Err(Unread::Deep)
}

fn pppoe(place: Place<'_>) -> Result<Network<'_>, Unread> {
    ppp(place.forward(6))
}

fn ppp(mut place: Place<'_>) -> Result<Network<'_>, Unread> {
    if place.be16(0)? == 0xff03 {
        place = place.forward(2);
    }
    // A number of one octet is odd; the first of two is even.
    let first = u16::from(place.byte(0)?);
    let (number, length) = if first & 1 == 1 { (first, 1) } else { (place.be16(0)?, 2) };
    match number {
        0x0021 | 0x0057 => place.forward(length).found(),
        0x0281 | 0x0283 => mpls(place.forward(length)),
        _ => Err(Unread::NotIp),
    }
}

fn hdlc(place: Place<'_>) -> Result<Network<'_>, Unread> {
    match place.byte(0)? {
        0x0f | 0x8f => ether_type(place.forward(4), place.be16(2)?),
        _ => ppp(place),
    }
}

/// Linux cooked capture, version 1.
fn cooked(place: Place<'_>) -> Result<Network<'_>, Unread> {
    let direction = direction(place.byte(1)?);
    Ok(Network { direction, ..ether_type(place.forward(16), place.be16(14)?)? })
}

/// Linux cooked capture, version 2, which names the interface.
fn cooked_2(place: Place<'_>) -> Result<Network<'_>, Unread> {
    let (interface, direction) = (be32(place.whole, 4), direction(place.byte(10)?));
    Ok(Network { direction, interface, ..ether_type(place.forward(20), place.be16(0)?)? })
}

/// Apple's header, which names its own length and the link type below.
fn tap(place: Place<'_>) -> Result<Network<'_>, Unread> {
    let number = |at: usize| Some(u32::from_le_bytes(*place.whole.get(at..)?.first_chunk()?));
    let (length, below) = (number(0).ok_or(Unread::Cut)?, number(8).ok_or(Unread::Cut)?);
    let flags = number(36).unwrap_or_default();
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let inner = place.whole.get(length..).filter(|_| length > 0).ok_or(Unread::Cut)?;
    let below = u16::try_from(below).unwrap_or(u16::MAX);
    if below == 258 {
        return Err(Unread::Deep);
    }
    let found = network(below, inner)?;
    let direction = match flags & 3 {
        1 => Some(Direction::In),
        2 => Some(Direction::Out),
        _ => None,
    };
    Ok(Network { direction, offset: found.offset.saturating_add(length), ..found })
}
