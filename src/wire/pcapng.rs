//! The newer format, pcapng: blocks, each with its kind and its length in front, and its length once more behind.

use super::bytes::Order;
use super::options::Options;
use super::packet::{Direction, Packet};
use super::step::{Damage, Found, KEPT, LONGEST, Step};
use std::num::NonZero;

/// Blocks up to this length are read as a whole; of a longer one only the packet is.
const WHOLE: usize = 1 << 20;

/// More interfaces than this are not kept: no capture has as many.
const INTERFACES: usize = 1 << 16;

/// The kinds of blocks that are read.
mod kind {
    pub const SECTION: u32 = 0x0a0d_0d0a;
    pub const INTERFACE: u32 = 1;
    pub const OBSOLETE_PACKET: u32 = 2;
    pub const SIMPLE_PACKET: u32 = 3;
    pub const ENHANCED_PACKET: u32 = 6;
}

/// What the present section says.
#[derive(Clone, Debug, Default)]
pub(super) struct Pcapng {
    order: Order,
    interfaces: Vec<Interface>,
    /// How many interfaces the sections before this one had: numbers begin again in each.
    before: u32,
}

/// An interface that packets were captured at.
#[derive(Clone, Copy, Debug)]
struct Interface {
    link: u16,
    /// As many octets of a packet as were kept; 0 is no limit.
    snap: u32,
    clock: Clock,
}

/// How an interface counts time.
#[derive(Clone, Copy, Debug)]
struct Clock {
    /// How many ticks a second has.
    ticks: NonZero<u128>,
    /// How many seconds to add.
    offset: i64,
}

impl Clock {
    /// The clock that the options of an interface describe: `if_tsresol` and `if_tsoffset`.
    fn new(options: Options<'_>, order: Order) -> Self {
        let resolution = options.find(9).and_then(|bytes| bytes.first().copied()).unwrap_or(6);
        let exponent = u32::from(resolution & 0x7f);
        let base: u128 = if resolution & 0x80 == 0 { 10 } else { 2 };
        let offset = options.find(14).and_then(|bytes| order.u64(bytes, 0)).unwrap_or_default();
        let ticks = base.checked_pow(exponent).and_then(NonZero::new).unwrap_or(NonZero::<u128>::MAX);
        Self { ticks, offset: offset.cast_signed() }
    }

    /// A moment in nanoseconds.
    fn time(self, count: u64) -> i64 {
        let (seconds, rest) = (u128::from(count) / self.ticks, u128::from(count) % self.ticks);
        // The rest is less than 2^64, so that the product fits.
        let nanoseconds =
            seconds.saturating_mul(1_000_000_000).saturating_add(rest.saturating_mul(1_000_000_000) / self.ticks);
        let since = i64::try_from(nanoseconds).unwrap_or(i64::MAX);
        since.saturating_add(self.offset.saturating_mul(1_000_000_000))
    }
}

impl Pcapng {
    /// How a file of this format begins, whatever the order of its bytes.
    pub(super) const MAGIC: [u8; 4] = [0x0a, 0x0d, 0x0d, 0x0a];

    /// The block at the beginning of these bytes.
    pub(super) fn next<'a>(&mut self, input: &'a [u8]) -> Found<'a> {
        let Some(head) = input.get(..12) else { return Found::Needs(12) };
        if head.starts_with(&Self::MAGIC)
            && let Err(damage) = self.begin_section(head)
        {
            return Found::Damaged(damage);
        }
        let number = |at| self.order.u32(head, at).unwrap_or_default();
        let (block, length) = (number(0), number(4));
        if head.iter().all(|byte| *byte == 0) {
            return Found::Damaged(Damage::Zeros);
        }
        if length < 12 || length % 4 != 0 || length > LONGEST {
            return Found::Damaged(Damage::Length(length));
        }
        let all = length as usize;
        let is_read = matches!(
            block,
            kind::SECTION | kind::INTERFACE | kind::OBSOLETE_PACKET | kind::SIMPLE_PACKET | kind::ENHANCED_PACKET
        );
        if !is_read {
            return Found::Step(Step::Nothing, 8, all.saturating_sub(8) as u64);
        }
        let kept = if all <= WHOLE { all } else { KEPT + 32 };
        let Some(bytes) = input.get(..kept) else { return Found::Needs(kept) };
        let end = if kept == all { all.saturating_sub(4) } else { kept };
        let body = bytes.get(8..end).unwrap_or_default();
        if kept == all && self.order.u32(bytes, end) != Some(length) {
            return Found::Damaged(Damage::Block);
        }
        match self.read(block, body, kept < all) {
            Some(step) => Found::Step(step, kept, all.saturating_sub(kept) as u64),
            None => Found::Damaged(Damage::Block),
        }
    }

    fn begin_section(&mut self, head: &[u8]) -> Result<(), Damage> {
        const ORDER: u32 = 0x1a2b_3c4d;
        let known = [Order::Little, Order::Big].into_iter().find(|order| order.u32(head, 8) == Some(ORDER));
        self.order = known.ok_or(Damage::Block)?;
        Ok(())
    }

    /// What a block says; `None` if it does not hold what its kind must.
    fn read<'a>(&mut self, block: u32, body: &'a [u8], is_cut: bool) -> Option<Step<'a>> {
        match block {
            kind::SECTION => {
                self.before = self.before.saturating_add(u32::try_from(self.interfaces.len()).ok()?);
                self.interfaces.clear();
                let comment = Options::new(body.get(16..)?, self.order).comments().next();
                Some(comment.map_or(Step::Nothing, Step::Comment))
            }
            kind::INTERFACE => self.describe(body).map(|()| Step::Nothing),
            kind::SIMPLE_PACKET => self.simple(body, is_cut),
            _ => self.packet(block, body, is_cut),
        }
    }

    fn describe(&mut self, body: &[u8]) -> Option<()> {
        let options = Options::new(body.get(8..)?, self.order);
        let (link, snap) = (self.order.u16(body, 0)?, self.order.u32(body, 4)?);
        if self.interfaces.len() < INTERFACES {
            self.interfaces.push(Interface { link, snap, clock: Clock::new(options, self.order) });
        }
        Some(())
    }

    /// A packet that has neither time nor interface: it was captured at the first.
    fn simple<'a>(&self, body: &'a [u8], is_cut: bool) -> Option<Step<'a>> {
        let Some(interface) = self.interfaces.first() else { return Some(Step::Lost) };
        let length = self.order.u32(body, 0)?;
        let captured = if interface.snap == 0 { length } else { length.min(interface.snap) };
        let rest = body.get(4..)?;
        let bytes = octets(rest, captured.min(u32::try_from(rest.len()).ok()?), is_cut)?;
        let options = Options::default();
        let (link, interface) = (interface.link, self.before);
        Some(Step::Packet(Packet { time: None, link, interface, direction: None, length, bytes, options }))
    }

    fn packet<'a>(&self, block: u32, body: &'a [u8], is_cut: bool) -> Option<Step<'a>> {
        let number = |at| self.order.u32(body, at);
        let index = match block {
            kind::ENHANCED_PACKET => number(0)?,
            // The obsolete kind counts lost packets in the other half.
            _ => u32::from(self.order.u16(body, 0)?),
        };
        let count = u64::from(number(4)?) << 32 | u64::from(number(8)?);
        let (captured, length) = (number(12)?, number(16)?);
        let after = body.get(20..)?;
        let bytes = octets(after, captured, is_cut)?;
        let Some(interface) = self.interfaces.get(index as usize) else { return Some(Step::Lost) };
        let rest = after.get((captured as usize).next_multiple_of(4)..).unwrap_or_default();
        let options = Options::new(if is_cut { &[] } else { rest }, self.order);
        let flags = options.find(2).and_then(|bytes| self.order.u32(bytes, 0)).unwrap_or_default();
        Some(Step::Packet(Packet {
            time: Some(interface.clock.time(count)),
            link: interface.link,
            interface: self.before.saturating_add(index),
            direction: direction(flags),
            length,
            bytes,
            options,
        }))
    }
}

/// The octets of a packet: as many as the block says that it has.
fn octets(rest: &[u8], captured: u32, is_cut: bool) -> Option<&[u8]> {
    let captured = captured as usize;
    match rest.get(..captured) {
        Some(bytes) => Some(&bytes[..captured.min(KEPT)]),
        None if is_cut => Some(&rest[..rest.len().min(KEPT)]),
        None => None,
    }
}

/// The two lowest bits of a packet's flags.
const fn direction(flags: u32) -> Option<Direction> {
    match flags & 3 {
        1 => Some(Direction::In),
        2 => Some(Direction::Out),
        _ => None,
    }
}
