//! From a packet to the TCP segment in it.

use super::bytes::{be16, be32};
use super::fragments::Fragments;
use super::ip::{self, Ip, ip};
use super::link::{self, Network};
use super::packet::{Direction, Packet};
use super::segment::Segment;
use super::unread::Unread;

/// What a packet holds.
#[derive(Clone, Copy, Debug)]
pub enum Dissected<'a> {
    /// A segment, with what the link header says of its way and of the interface, and its data as far as the packet has them. Of one
    /// that came in fragments no data are kept.
    Segment(Segment, Option<Direction>, Option<u32>, &'a [u8]),
    /// A fragment of a packet that is not whole yet.
    Fragment,
    /// Nothing that is of interest.
    Nothing(Unread),
}

/// Finds the segments in packets.
#[derive(Clone, Debug, Default)]
pub struct Dissector {
    fragments: Fragments,
}

/// How many tunnels inside each other are followed.
const TUNNELS: u8 = 1;

impl Dissector {
    /// The segment in a packet.
    pub fn dissect<'a>(&mut self, packet: &Packet<'a>) -> Dissected<'a> {
        let found = link::network(packet.link, packet.bytes);
        let read = found.and_then(|network| {
            let segment = self.network(&network, packet.length, 0)?;
            Ok((segment, packet.direction.or(network.direction), network.interface))
        });
        match read {
            Ok((Some((segment, data)), direction, interface)) => {
                Dissected::Segment(segment, direction, interface, data)
            }
            Ok((None, ..)) => Dissected::Fragment,
            Err(why) => Dissected::Nothing(why),
        }
    }

    /// How many packets were never put together from their fragments.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.fragments.lost()
    }

    /// The segment in an IP packet, with its data; `None` if only a fragment of it is there.
    fn network<'a>(
        &mut self,
        network: &Network<'a>,
        wire: u32,
        tunnels: u8,
    ) -> Result<Option<(Segment, &'a [u8])>, Unread> {
        let offset = u32::try_from(network.offset).unwrap_or(u32::MAX);
        let packet = ip(network.bytes, wire.saturating_sub(offset))?;
        match (packet.protocol, packet.fragment) {
            (ip::protocol::TCP, None) => {
                let segment = Segment::read(packet.payload, packet.length, &packet)?;
                let header = packet.length.saturating_sub(segment.data) as usize;
                let data = packet.payload.get(header..).unwrap_or_default();
                Ok(Some((Segment { vlan: network.vlan, ..segment }, data)))
            }
            (ip::protocol::TCP, Some(fragment)) => {
                let Some(whole) = self.fragments.take(&packet, fragment, network.vlan) else { return Ok(None) };
                let segment = Segment::read(whole.head(), whole.length, &packet)?;
                Ok(Some((Segment { vlan: network.vlan, ..segment }, &[])))
            }
            (ip::protocol::IPV4 | ip::protocol::IPV6 | ip::protocol::GRE, None) if tunnels == TUNNELS => {
                Err(Unread::Deep)
            }
            (ip::protocol::IPV4 | ip::protocol::IPV6, None) => {
                let inner = Network { offset: 0, bytes: packet.payload, ..*network };
                self.network(&inner, packet.length, tunnels.saturating_add(1))
            }
            (ip::protocol::GRE, None) => {
                let inner = Network { vlan: network.vlan, ..gre(&packet)? };
                self.network(&inner, packet.length, tunnels.saturating_add(1))
            }
            _ => Err(Unread::NotTcp),
        }
    }
}

/// The packet inside generic routing encapsulation (RFC 2784, RFC 2890; version 1 is RFC 2637's).
fn gre<'a>(packet: &Ip<'a>) -> Result<Network<'a>, Unread> {
    let flags = be16(packet.payload, 0).ok_or(Unread::Cut)?;
    let protocol = be16(packet.payload, 2).ok_or(Unread::Cut)?;
    let version = flags & 7;
    let optional = |bit: u16| if flags & bit == 0 { 0 } else { 4 };
    let numbers = match version {
        0 => {
            let routed = if flags & 0xc000 == 0 { 0 } else { 4 };
            [routed, optional(0x2000), optional(0x1000)]
        }
        1 => [0x2000, 0x1000, 0x0080].map(optional),
        _ => return Err(Unread::NotTcp),
    };
    let mut header: usize = 4_usize.saturating_add(numbers.iter().sum());
    if version == 0 && flags & 0x4000 != 0 {
        header = past_routes(packet.payload, header)?;
    }
    let inner = packet.payload.get(header..).ok_or(Unread::Cut)?;
    let network = link::tunnelled(protocol, inner)?;
    Ok(Network { offset: network.offset.saturating_add(header), ..network })
}

/// Source routes of GRE: each says how long it is, and the last has no length.
fn past_routes(bytes: &[u8], mut at: usize) -> Result<usize, Unread> {
    loop {
        let route = be32(bytes, at).ok_or(Unread::Cut)?;
        at = at.saturating_add(4).saturating_add(usize::from(route.to_be_bytes()[3]));
        if route == 0 {
            return Ok(at);
        }
    }
}
