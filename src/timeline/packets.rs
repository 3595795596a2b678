//! What happened as packets: a capture for Wireshark, or lines as tcpdump prints them.

use crate::sim::{Departure, EventKind, Origin, PacketId, PerSide, Record, Side};
use crate::tcp::{Edge, Instant, Segment};
use crate::wire::{self, Direction, End, Outgoing, flag};
use core::net::{IpAddr, Ipv4Addr};
use std::collections::HashMap;

/// Where a capture is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CapturedAt {
    /// At A: what A sends when it sends it, and what comes to A when it comes.
    A,
    /// At B.
    B,
    /// Next to each sender: everything that is sent, whatever becomes of it.
    #[default]
    Wire,
}

impl CapturedAt {
    /// All of them, each with its name on the command line.
    pub const NAMES: [(&'static str, Self); 3] = [("A", Self::A), ("B", Self::B), ("wire", Self::Wire)];

    const fn sees(self, side: Side) -> bool {
        matches!((self, side), (Self::A, Side::A) | (Self::B, Side::B))
    }
}

/// Addresses for documentation (RFC 5737).
const ADDRESSES: PerSide<IpAddr> =
    PerSide::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), IpAddr::V4(Ipv4Addr::new(198, 51, 100, 2)));

/// When everything begins: the first second of 2026, in nanoseconds since 1970.
const EPOCH: i64 = 1_767_225_600_000_000_000;

/// The packets that come by, in the order of their times.
#[must_use]
pub fn packets(records: &[&Record], at: CapturedAt) -> Vec<Outgoing> {
    let mut seen = Seen::default();
    let mut packets = Vec::new();
    for record in records {
        let comments: Vec<String> =
            record.outcome.transitions.iter().map(|edge| comment(record, edge.edge())).collect();
        // What arrives comes by before its answer.
        if let EventKind::Arrival { packet, segment } = &record.kind
            && at.sees(record.side)
        {
            let id = seen.ids.get(packet).copied().unwrap_or_default();
            packets.push(outgoing(record.at, packet.from, segment, id, Some(Direction::In), comments.clone()));
        }
        for departure in &record.departures {
            let id = seen.number(departure);
            let side = departure.packet.from;
            if at == CapturedAt::Wire || at.sees(side) {
                let comments = call(record).into_iter().chain(comments.iter().cloned()).collect();
                let direction = at.sees(side).then_some(Direction::Out);
                packets.push(outgoing(record.at, side, &departure.segment, id, direction, comments));
            }
        }
    }
    packets.sort_by_key(|packet| packet.time);
    packets
}

/// The capture as a pcapng file, with names for the addresses, and a comment on the whole.
#[must_use]
pub fn pcapng(records: &[&Record], at: CapturedAt, comment: Option<&str>) -> Vec<u8> {
    let names: Vec<(IpAddr, &str)> = ADDRESSES.iter().map(|(side, address)| (*address, side.letter())).collect();
    wire::pcapng(comment, &names, &packets(records, at))
}

/// The capture in lines.
#[must_use]
pub fn tcpdump(records: &[&Record], at: CapturedAt) -> String {
    let packets = packets(records, at);
    packets.iter().map(|packet| wire::tcpdump_line(packet.time, &packet.segment) + "\n").collect()
}

/// Which identification each packet has: a copy that the network makes has that of its original.
#[derive(Default)]
struct Seen {
    ids: HashMap<PacketId, u32>,
    next: PerSide<u32>,
}

impl Seen {
    fn number(&mut self, departure: &Departure) -> u32 {
        let original = match departure.origin {
            Origin::DuplicateOf(id) | Origin::ReplayOf(id) => self.ids.get(&id).copied(),
            Origin::Sent | Origin::Again | Origin::Forged | Origin::Middlebox(_) => None,
        };
        let next = &mut self.next[departure.packet.from];
        let id = original.unwrap_or_else(|| {
            *next += 1;
            *next
        });
        self.ids.insert(departure.packet, id);
        id
    }
}

fn comment(record: &Record, edge: &Edge) -> String {
    let done = if edge.action.is_empty() { String::new() } else { format!(" / {}", edge.action) };
    format!("{}: {} > {}, {}{done}", record.side, edge.from.name(), edge.to.name(), edge.event)
}

fn call(record: &Record) -> Option<String> {
    match &record.kind {
        EventKind::Call(call) | EventKind::AppCall(call) => Some(format!("{}: {call}", record.side)),
        _ => None,
    }
}

fn outgoing(
    at: Instant,
    from: Side,
    segment: &Segment,
    id: u32,
    direction: Option<Direction>,
    comments: Vec<String>,
) -> Outgoing {
    let flags = segment.flags;
    let bits = [
        (flags.syn(), flag::SYN),
        (flags.fin(), flag::FIN),
        (flags.rst(), flag::RST),
        (flags.ack(), flag::ACK),
        (segment.has_data(), flag::PSH),
    ];
    let nanoseconds = i64::try_from(at.as_micros()).unwrap_or(i64::MAX / 2_000).saturating_mul(1_000);
    Outgoing {
        time: EPOCH.saturating_add(nanoseconds),
        segment: wire::Segment {
            from: End { address: ADDRESSES[from], port: segment.src_port },
            to: End { address: ADDRESSES[from.other()], port: segment.dst_port },
            vlan: 0,
            ttl: 64,
            id: Some(id),
            seq: segment.seq.0,
            ack: segment.ack.0,
            flags: bits.into_iter().filter(|(set, _)| *set).fold(0, |all, (_, bit)| all | bit),
            window: segment.window,
            checksum: 0,
            urgent: 0,
            data: segment.data_len(),
            options: segment.mss.map(wire::mss_option).unwrap_or_default(),
        },
        payload: segment.payload.to_vec(),
        direction,
        comments,
    }
}
