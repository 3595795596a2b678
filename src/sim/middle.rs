//! What stands between the hosts: a middlebox that forgets idle connections, and a router that cannot deliver.

use super::record::Departure;
use super::recorder::Recorder;
use super::{Death, EventKind, Flow, Loss, Origin, Packet, PacketId, PerSide, Side, Socket, World};
use crate::tcp::{Event, Flags, Icmp, IcmpError, Segment, SeqNumber};
use std::time::Duration;

impl World {
    /// How a packet that leaves now will end on its way, if it will, and how long that takes.
    pub(super) fn dies_on_the_way(
        &mut self,
        from: Side,
        segment: &Segment,
        latency: Duration,
    ) -> (Option<Death>, Duration) {
        if let Some(kind) = self.link.icmp[from] {
            let back = self.link.latency[from.other()] / 2;
            return (Some(Death::Unreachable(kind)), latency / 2 + self.link.icmp_after + back);
        }
        if self.is_forgotten(from, segment) {
            return (Some(Death::Forgotten), latency / 2);
        }
        (None, latency)
    }

    /// Whether the middlebox knows no connection for this segment; one that it lets through it remembers.
    fn is_forgotten(&mut self, from: Side, segment: &Segment) -> bool {
        let Some(idle) = self.link.idle else { return false };
        let (now, ports) = (self.now, ports(from, segment));
        let known = self.flows.iter_mut().find(|flow| flow.ports == ports);
        match known {
            Some(flow) if segment.flags.syn() || now.since(flow.last) <= idle => flow.last = now,
            None if segment.flags.syn() => self.flows.push(Flow { ports, last: now }),
            _ => return true,
        }
        false
    }

    /// A middlebox that is put there now knows the connections that there are; one that is taken away forgets all.
    pub(super) fn watch_flows(&mut self) {
        self.flows.clear();
        if self.link.idle.is_none() {
            return;
        }
        for side in Side::BOTH {
            let alive = self.hosts[side].connections.iter().filter(|connection| connection.is_alive());
            for (own, other) in alive.filter_map(|c| Some((c.tcb.local_port(), c.tcb.remote_port()?))) {
                let ports = if side == Side::A { PerSide::new(own, other) } else { PerSide::new(other, own) };
                if !self.flows.iter().any(|flow| flow.ports == ports) {
                    self.flows.push(Flow { ports, last: self.now });
                }
            }
        }
    }

    /// The way of a packet ends before the other host.
    pub(super) fn dies(&mut self, packet: Packet, death: Death, log: &mut Recorder<'_>) {
        let (id, segment) = (packet.id, packet.segment.clone());
        self.remember(packet);
        match death {
            Death::Forgotten => {
                self.log_change(id.from, EventKind::Lost(id, Loss::Forgotten), log);
                if self.link.idle_rst && !segment.flags.rst() {
                    self.middlebox_resets(id, &segment, log);
                }
            }
            Death::Unreachable(kind) => {
                self.log_change(id.from, EventKind::Lost(id, Loss::Unreachable(kind)), log);
                self.icmp_arrives(id.from, kind, &segment, log);
            }
        }
    }

    fn icmp_arrives(&mut self, side: Side, kind: Icmp, about: &Segment, log: &mut Recorder<'_>) {
        if let Some(id) = self.host(side).find(about.src_port, about.dst_port) {
            let event = Event::Icmp(IcmpError { kind, quoted: about.seq });
            self.process(side, Socket::Connection(id), &event, EventKind::Icmp(kind), log);
        }
    }

    /// The middlebox answers in the name of the end that the packet was meant for.
    fn middlebox_resets(&mut self, id: PacketId, about: &Segment, log: &mut Recorder<'_>) {
        let side = id.from.other();
        let (flags, seq, ack) = if about.flags.ack() {
            (Flags::RST, about.ack, SeqNumber(0))
        } else {
            (Flags::RST_ACK, SeqNumber(0), about.end())
        };
        let (src_port, dst_port) = (about.dst_port, about.src_port);
        let segment = Segment { src_port, dst_port, seq, ack, flags, ..Segment::default() };
        self.sent[side] += 1;
        let packet = PacketId { from: side, number: self.sent[side] };
        let (origin, arrives) = (Origin::Middlebox(id), Some(self.now.plus(self.link.latency[side] / 2)));
        let departure = Departure { packet, origin, segment: segment.clone(), arrives };
        self.packets.push(Packet { id: packet, sent: self.now, arrives, origin, segment, death: None });
        self.log_departure(side, EventKind::MiddleboxResets(id), Some(departure), log);
    }
}

/// The ports of both ends.
const fn ports(from: Side, segment: &Segment) -> PerSide<u16> {
    match from {
        Side::A => PerSide::new(segment.src_port, segment.dst_port),
        Side::B => PerSide::new(segment.dst_port, segment.src_port),
    }
}
