//! Segments that IP has cut into fragments: as much of them is put together as a segment's header needs.

use super::ip::{Fragment, Ip};
use core::net::IpAddr;

/// As many packets in fragments are kept at once; the oldest is given up for another.
const KEPT: usize = 64;

/// The longest header of a segment.
const HEADER: usize = 60;

/// The same for all fragments of a packet.
type Key = (IpAddr, IpAddr, u32, u32);

/// A packet whose fragments come one by one.
#[derive(Clone, Debug)]
struct Partial {
    key: Key,
    head: [u8; HEADER],
    /// Which octets of the head are there, a bit for each.
    there: u64,
    /// How long the payload is in all, once the last fragment has come.
    length: Option<u32>,
}

/// Packets whose fragments have not all come.
#[derive(Clone, Debug, Default)]
pub(super) struct Fragments {
    partial: Vec<Partial>,
    /// How many were given up.
    pub lost: u64,
}

/// A packet's payload, as far as its header needs it.
pub(super) struct Whole {
    head: [u8; HEADER],
    there: usize,
    /// How long the payload is in all, in octets.
    pub length: u32,
}

impl Whole {
    /// The first octets.
    pub(super) fn head(&self) -> &[u8] {
        &self.head[..self.there]
    }
}

impl Fragments {
    /// Takes a fragment; gives the packet once its head and its end are there.
    pub(super) fn take(&mut self, ip: &Ip<'_>, fragment: Fragment, vlan: u32) -> Option<Whole> {
        let key = (ip.from, ip.to, fragment.id, vlan);
        let index = self.partial.iter().position(|partial| partial.key == key).unwrap_or_else(|| {
            if self.partial.len() == KEPT {
                self.partial.remove(0);
                self.lost = self.lost.saturating_add(1);
            }
            self.partial.push(Partial { key, head: [0; HEADER], there: 0, length: None });
            self.partial.len().saturating_sub(1)
        });
        let partial = &mut self.partial[index];
        partial.fill(fragment.offset as usize, ip.payload);
        if !fragment.more {
            partial.length = Some(fragment.offset.saturating_add(ip.length));
        }
        let whole = partial.whole()?;
        self.partial.remove(index);
        Some(whole)
    }

    /// How many packets were never put together, those included whose fragments may still come.
    pub(super) fn lost(&self) -> u64 {
        self.lost.saturating_add(self.partial.len() as u64)
    }
}

impl Partial {
    fn fill(&mut self, offset: usize, octets: &[u8]) {
        for (index, octet) in octets.iter().take(HEADER).enumerate() {
            let at = offset.saturating_add(index);
            if let Some(place) = self.head.get_mut(at) {
                *place = *octet;
                self.there |= 1 << at;
            }
        }
    }

    fn whole(&self) -> Option<Whole> {
        let length = self.length?;
        let there = self.there.trailing_ones() as usize;
        let header = usize::from(self.head[12] >> 4) * 4;
        let needed = if there > 12 { header.clamp(20, HEADER) } else { 20 };
        (there >= needed).then_some(Whole { head: self.head, there, length })
    }
}
