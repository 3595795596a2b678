//! IPv4 and IPv6: addresses, and where the payload is.

use super::bytes::{be16, be32};
use super::unread::Unread;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Protocol numbers of IP.
pub(super) mod protocol {
    pub const HOP_BY_HOP: u8 = 0;
    pub const IPV4: u8 = 4;
    pub const TCP: u8 = 6;
    pub const IPV6: u8 = 41;
    pub const ROUTING: u8 = 43;
    pub const FRAGMENT: u8 = 44;
    pub const GRE: u8 = 47;
    pub const AUTHENTICATION: u8 = 51;
    pub const DESTINATION: u8 = 60;
    pub const MOBILITY: u8 = 135;
    pub const IDENTITY: u8 = 139;
    pub const SHIM6: u8 = 140;
}

/// No kernel gives its hardware more than this to cut, in octets: Linux's limit is eight times the largest IP packet.
const LONGEST: u32 = 8 * 65_536;

/// An IP packet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ip<'a> {
    pub from: IpAddr,
    pub to: IpAddr,
    pub ttl: u8,
    /// The number that tells its fragments, if it has one.
    pub id: Option<u32>,
    pub fragment: Option<Fragment>,
    pub protocol: u8,
    /// The octets of the payload that the file has.
    pub payload: &'a [u8],
    /// How long the payload is by the header, in octets.
    pub length: u32,
}

/// Which part of a packet a fragment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    pub id: u32,
    /// Where in the payload it begins, in octets.
    pub offset: u32,
    /// Whether more follow.
    pub more: bool,
}

/// Reads an IP packet that took `wire` octets on the wire, of which the file may have fewer.
pub(super) fn ip(bytes: &[u8], wire: u32) -> Result<Ip<'_>, Unread> {
    let packet = match bytes.first().ok_or(Unread::Cut)? >> 4 {
        4 => ipv4(bytes, wire)?,
        6 => ipv6(bytes, wire)?,
        _ => return Err(Unread::NotIp),
    };
    past_headers(packet)
}

fn ipv4(bytes: &[u8], wire: u32) -> Result<Ip<'_>, Unread> {
    let head = bytes.first_chunk::<20>().ok_or(Unread::Cut)?;
    let header = u32::from(head[0] & 0xf) * 4;
    let total = match u16::from_be_bytes([head[2], head[3]]) {
        0 => without_length(wire)?,
        total => u32::from(total),
    };
    if header < 20 || total < header {
        return Err(Unread::Malformed);
    }
    let (id, part) = (u16::from_be_bytes([head[4], head[5]]), u16::from_be_bytes([head[6], head[7]]));
    let fragment = Fragment { id: u32::from(id), offset: u32::from(part & 0x1fff) * 8, more: part & 0x2000 != 0 };
    Ok(Ip {
        from: IpAddr::V4(Ipv4Addr::new(head[12], head[13], head[14], head[15])),
        to: IpAddr::V4(Ipv4Addr::new(head[16], head[17], head[18], head[19])),
        ttl: head[8],
        id: Some(fragment.id),
        fragment: (fragment.more || fragment.offset > 0).then_some(fragment),
        protocol: head[9],
        payload: within(bytes, header, total)?,
        length: total.saturating_sub(header),
    })
}

fn ipv6(bytes: &[u8], wire: u32) -> Result<Ip<'_>, Unread> {
    const HEADER: u32 = 40;
    let head = bytes.first_chunk::<40>().ok_or(Unread::Cut)?;
    let length = match u32::from(u16::from_be_bytes([head[4], head[5]])) {
        0 => without_length(wire)?.checked_sub(HEADER).ok_or(Unread::Malformed)?,
        length => length,
    };
    let address =
        |at| IpAddr::V6(Ipv6Addr::from(bytes.get(at..).and_then(<[u8]>::first_chunk).map_or([0; 16], |a| *a)));
    Ok(Ip {
        from: address(8),
        to: address(24),
        ttl: head[7],
        id: None,
        fragment: None,
        protocol: head[6],
        payload: within(bytes, HEADER, HEADER.saturating_add(length))?,
        length,
    })
}

/// How long a packet is whose header does not say it: the hardware was to cut it into pieces and write that. A file may claim that it
/// was of any length.
const fn without_length(wire: u32) -> Result<u32, Unread> {
    if wire > LONGEST { Err(Unread::Malformed) } else { Ok(wire) }
}

/// The octets from one place to another, or as many of them as there are.
fn within(bytes: &[u8], from: u32, to: u32) -> Result<&[u8], Unread> {
    let (from, to) = (from as usize, bytes.len().min(to as usize));
    bytes.get(from..to.max(from)).ok_or(Unread::Cut)
}

/// Goes past the headers that stand between IP and what it carries; of a fragment that is not the first nothing more is known.
fn past_headers(mut packet: Ip<'_>) -> Result<Ip<'_>, Unread> {
    loop {
        if packet.fragment.is_some_and(|fragment| fragment.offset > 0) {
            return Ok(packet);
        }
        let is_v6 = packet.from.is_ipv6();
        let length = match packet.protocol {
            protocol::AUTHENTICATION => length_octet(packet)?.saturating_add(2).saturating_mul(4),
            protocol::FRAGMENT if is_v6 => 8,
            protocol::HOP_BY_HOP
            | protocol::ROUTING
            | protocol::DESTINATION
            | protocol::MOBILITY
            | protocol::IDENTITY
            | protocol::SHIM6
                if is_v6 =>
            {
                length_octet(packet)?.saturating_add(1).saturating_mul(8)
            }
            _ => return Ok(packet),
        };
        if packet.protocol == protocol::FRAGMENT {
            let part = be16(packet.payload, 2).ok_or(Unread::Cut)?;
            let id = be32(packet.payload, 4).ok_or(Unread::Cut)?;
            let fragment = Fragment { id, offset: u32::from(part & 0xfff8), more: part & 1 == 1 };
            packet.fragment = (fragment.more || fragment.offset > 0).then_some(fragment);
            packet.id = Some(id);
        }
        packet.protocol = *packet.payload.first().ok_or(Unread::Cut)?;
        packet.payload = packet.payload.get(length as usize..).ok_or(Unread::Cut)?;
        packet.length = packet.length.checked_sub(length).ok_or(Unread::Malformed)?;
    }
}

fn length_octet(packet: Ip<'_>) -> Result<u32, Unread> {
    packet.payload.get(1).map(|length| u32::from(*length)).ok_or(Unread::Cut)
}
