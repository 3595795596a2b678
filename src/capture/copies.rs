//! Packets that were captured twice: at two ports of a switch, at two interfaces of a host, or doubled by the network.

#![warn(clippy::arithmetic_side_effects)]

use super::mark::Sighting;
use crate::wire::Segment;

/// As many packets of one end are remembered.
const REMEMBERED: usize = 6;
const REMEMBERED_U8: u8 = 6;

/// Without an IP identification two packets that are the same are one within this time, in nanoseconds.
const AT_ONCE: u64 = 500_000;

/// With the same identification they are one within this time: no retransmission comes sooner.
const SOON: u64 = 200_000_000;

/// One that has been forwarded in between has a lower time to live, and may have travelled for so long.
const FORWARDED: u64 = 2_000_000_000;

/// What tells a packet from every other one.
#[derive(Clone, Copy, Debug)]
struct Print {
    time: i64,
    /// Its numbers and flags, mixed into one.
    numbers: u64,
    interface: u32,
    checksum: u16,
    ttl: u8,
    is_partial: bool,
    has_id: bool,
}

/// The last packets of one end.
#[derive(Clone, Debug, Default)]
pub(super) struct Copies {
    prints: [Option<Print>; REMEMBERED],
    next: u8,
}

impl Copies {
    /// Whether the packet was seen before; otherwise it is remembered.
    pub(super) fn is_copy(&mut self, sighting: &Sighting) -> bool {
        let segment = &sighting.segment;
        let print = Print {
            time: sighting.mark.time,
            numbers: numbers(segment),
            interface: sighting.interface,
            checksum: segment.checksum,
            ttl: segment.ttl,
            is_partial: segment.is_partial(),
            has_id: segment.id.is_some_and(|id| id != 0),
        };
        if self.prints.iter().flatten().any(|before| before.is_same(&print)) {
            return true;
        }
        let next = usize::from(self.next);
        self.prints[next] = Some(print);
        self.next = self.next.wrapping_add(1) % REMEMBERED_U8;
        false
    }
}

impl Print {
    fn is_same(&self, other: &Self) -> bool {
        // A checksum that was left to the hardware is completed on the way.
        let has_same_sum = self.checksum == other.checksum || self.is_partial != other.is_partial;
        if self.numbers != other.numbers || !has_same_sum {
            return false;
        }
        let apart = other.time.abs_diff(self.time);
        if self.ttl != other.ttl {
            return apart <= FORWARDED;
        }
        let is_told = self.has_id || self.interface != other.interface;
        apart <= if is_told { SOON } else { AT_ONCE }
    }
}

/// The numbers of a segment and its flags, mixed into one (FNV-1a, by words).
fn numbers(segment: &Segment) -> u64 {
    let id = segment.id.unwrap_or_default();
    [segment.seq, segment.ack, segment.data, id, u32::from(segment.flags)]
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |mixed, word| {
            (mixed ^ u64::from(word)).wrapping_mul(0x100_0000_01b3).rotate_left(23)
        })
}
