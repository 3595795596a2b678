//! The older format, pcap: a header, then packets, each with a short header of its own.

use super::bytes::Order;
use super::options::Options;
use super::packet::{Direction, Packet};
use super::step::{Damage, Found, HEADER, KEPT, LONGEST, Step};

/// What the file's header says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pcap {
    order: Order,
    /// How many nanoseconds the second number of a time counts.
    unit: i64,
    /// Whether every packet's header has eight bytes more.
    modified: bool,
    /// Whether a packet's two lengths may have changed places, as some versions before 2.4 wrote them.
    old: bool,
    link: u16,
}

impl Pcap {
    /// The magic numbers, with the unit of time and whether it is the modified kind.
    const MAGIC: [(u32, i64, bool); 3] =
        [(0xa1b2_c3d4, 1_000, false), (0xa1b2_3c4d, 1, false), (0xa1b2_cd34, 1_000, true)];

    /// Whether a file begins as one of this format.
    pub(super) fn is(first: &[u8]) -> bool {
        Self::magic(first).is_some()
    }

    /// The file's header; `None` if it is none, or not whole.
    pub(super) fn begin(first: &[u8]) -> Option<Self> {
        let (order, unit, modified) = Self::magic(first)?;
        let header = first.get(..HEADER)?;
        let version = (order.u16(header, 4)?, order.u16(header, 6)?);
        // The upper bits say how long the frame check sequence is: nothing that is of interest here.
        let link = u16::try_from(order.u32(header, 20)? & 0xffff).ok()?;
        Some(Self { order, unit, modified, old: version < (2, 4), link })
    }

    fn magic(first: &[u8]) -> Option<(Order, i64, bool)> {
        [Order::Little, Order::Big].into_iter().find_map(|order| {
            let magic = order.u32(first, 0)?;
            let (_, unit, modified) = Self::MAGIC.into_iter().find(|(known, ..)| *known == magic)?;
            Some((order, unit, modified))
        })
    }

    /// The packet at the beginning of these bytes.
    pub(super) fn next<'a>(&self, input: &'a [u8]) -> Found<'a> {
        let header = if self.modified { 24 } else { 16 };
        let Some(head) = input.get(..header) else { return Found::Needs(header) };
        let number = |at| self.order.u32(head, at).unwrap_or_default();
        let (seconds, parts, mut captured, mut length) = (number(0), number(4), number(8), number(12));
        if self.old && captured > length {
            std::mem::swap(&mut captured, &mut length);
        }
        if head[..16].iter().all(|byte| *byte == 0) {
            return Found::Damaged(Damage::Zeros);
        }
        if captured > LONGEST {
            return Found::Damaged(Damage::Length(captured));
        }
        let all = captured as usize;
        let kept = all.min(KEPT);
        let used = header.saturating_add(kept);
        let Some(bytes) = input.get(header..used) else { return Found::Needs(used) };
        let whole_seconds = i64::from(seconds).saturating_mul(1_000_000_000);
        let time = whole_seconds.saturating_add(i64::from(parts).saturating_mul(self.unit));
        let packet = Packet {
            time: Some(time),
            link: self.link,
            interface: if self.modified { number(16) } else { 0 },
            direction: self.modified.then(|| direction(head[22])).flatten(),
            length,
            bytes,
            options: Options::default(),
        };
        Found::Step(Step::Packet(packet), used, all.saturating_sub(kept) as u64)
    }
}

/// Linux's packet types: 4 is one that the host itself has sent.
pub(super) const fn direction(packet_type: u8) -> Option<Direction> {
    match packet_type {
        0 => Some(Direction::In),
        4 => Some(Direction::Out),
        _ => None,
    }
}
