//! What happens between the hosts: packets leave, arrive, are lost, doubled, held, forged and brought back.

use super::record::Departure;
use super::recorder::Recorder;
use super::split_mix::split_mix;
use super::world::TRAY;
use super::{Connection, EventKind, Forged, LinkChange, Loss, Origin, Packet, PacketId, Side, Socket, World};
use crate::tcp::{Event, Outcome, RuleId, Segment, SeqNumber, Tcb, process};
use smallvec::smallvec;

impl World {
    /// A packet leaves; what the link does to it is decided now, so that undoing and redoing have the same chance.
    pub(super) fn put_on_link(
        &mut self,
        from: Side,
        origin: Origin,
        segment: Segment,
        keep: bool,
    ) -> Option<Departure> {
        self.sent[from] += 1;
        let packet = PacketId { from, number: self.sent[from] };
        let mut latency = self.link.latency[from];
        if self.happens_by_chance(self.link.reorder) {
            latency = latency.saturating_mul(5) / 2;
        }
        let lost = self.link.cut[from] || self.happens_by_chance(self.link.loss);
        let (death, latency) = if lost { (None, latency) } else { self.dies_on_the_way(from, &segment, latency) };
        let arrives = (!lost).then(|| self.now.plus(latency));
        let departure = keep.then(|| Departure { packet, origin, segment: segment.clone(), arrives });
        let on_its_way = Packet { id: packet, sent: self.now, arrives, origin, segment, death };
        if lost {
            self.remember(on_its_way);
        } else {
            self.packets.push(on_its_way);
        }
        departure
    }

    /// Whether something that happens to this many packets in a thousand happens now (`SplitMix64`).
    pub(super) fn happens_by_chance(&mut self, thousandths: u16) -> bool {
        if thousandths == 0 {
            return false;
        }
        split_mix(&mut self.rng) % 1000 < u64::from(thousandths)
    }

    pub(super) fn deliver(&mut self, id: PacketId, log: &mut Recorder<'_>) {
        let Some(at) = self.packets.iter().position(|packet| packet.id == id) else { return };
        let packet = self.packets.remove(at);
        if let Some(death) = packet.death {
            return self.dies(packet, death, log);
        }
        let side = id.from.other();
        let segment = packet.segment.clone();
        let kind = EventKind::Arrival { packet: id, segment: packet.segment.clone() };
        self.remember(packet);
        let (local, remote) = (segment.dst_port, segment.src_port);
        let host = self.host(side);
        let listens = host.listener.as_ref().is_some_and(|tcb| tcb.local_port() == local);
        match host.find(local, remote) {
            _ if host.quiet_until.is_some() => self.dropped_by_host(side, None, kind, RuleId::QuietTime, log),
            Some(id) if self.has_no_room_for(side, id, &segment) => {
                let socket = Some(Socket::Connection(id));
                self.dropped_by_host(side, socket, kind, RuleId::QueueFullAck, log);
            }
            Some(id) => {
                self.process(side, Socket::Connection(id), &Event::SegmentArrives(segment), kind, log);
            }
            None if listens => self.arrives_at_listener(side, segment, kind, log),
            None => self.arrives_at_closed_port(side, segment, kind, log),
        }
    }

    /// The listener stays; a SYN makes a connection beside it.
    pub(super) fn arrives_at_listener(
        &mut self,
        side: Side,
        segment: Segment,
        kind: EventKind,
        log: &mut Recorder<'_>,
    ) {
        let flags = segment.flags;
        let opens = flags.syn() && !flags.ack() && !flags.rst();
        if opens && self.accept_queue_is_full(side) {
            return self.dropped_by_host(side, Some(Socket::Listener), kind, RuleId::QueueFullSyn, log);
        }
        let (isn, isn_parts) = self.isn(side, segment.dst_port, segment.src_port);
        let host = self.host_mut(side);
        if !opens {
            self.process(side, Socket::Listener, &Event::SegmentArrives(segment), kind, log);
            return;
        }
        let Some(mut tcb) = host.listener.clone() else { return };
        tcb.set_iss(isn);
        host.on_new_connection();
        let id = host.add(tcb, host.limits.take_all());
        host.made_of(id, isn_parts);
        self.process(side, Socket::Connection(id), &Event::SegmentArrives(segment), kind, log);
    }

    pub(super) fn arrives_at_closed_port(
        &mut self,
        side: Side,
        segment: Segment,
        kind: EventKind,
        log: &mut Recorder<'_>,
    ) {
        let host = self.host(side);
        let mut tcb = Tcb::new(segment.dst_port, host.isn, host.settings);
        let mut outcome = process(&mut tcb, &Event::SegmentArrives(segment), self.now, &self.profile);
        let departures = self.depart(side, &mut outcome, log.is_kept());
        self.log_without_socket(side, kind, outcome, departures, log);
    }

    /// A segment that the host drops before any endpoint sees it.
    fn dropped_by_host(
        &self,
        side: Side,
        socket: Option<Socket>,
        kind: EventKind,
        rule: RuleId,
        log: &mut Recorder<'_>,
    ) {
        self.log_outcome(side, socket, kind, Outcome { rules: smallvec![rule], ..Outcome::default() }, log);
    }

    pub(super) fn remember(&mut self, packet: Packet) {
        if self.tray.len() == TRAY {
            self.tray.pop_front();
        }
        self.tray.push_back(packet);
    }

    pub(super) fn lose(&mut self, id: PacketId, loss: Loss, log: &mut Recorder<'_>) {
        let Some(at) = self.packets.iter().position(|packet| packet.id == id) else { return };
        let packet = self.packets.remove(at);
        self.remember(packet);
        self.log_change(id.from, EventKind::Lost(id, loss), log);
    }

    pub(super) fn duplicate(&mut self, id: PacketId, log: &mut Recorder<'_>) {
        let Some(segment) = self.packet(id).map(|packet| packet.segment.clone()) else { return };
        let departure = self.put_on_link(id.from, Origin::DuplicateOf(id), segment, true);
        if let Some(departure) = departure {
            self.log_departure(id.from, EventKind::Duplicated(id, departure.packet), Some(departure), log);
        }
    }

    pub(super) fn hold(&mut self, id: PacketId, log: &mut Recorder<'_>) {
        if let Some(packet) = self.packets.iter_mut().find(|packet| packet.id == id && packet.arrives.is_some()) {
            packet.arrives = None;
            self.log_change(id.from, EventKind::Held(id), log);
        }
    }

    pub(super) fn release(&mut self, id: PacketId, log: &mut Recorder<'_>) {
        let arrives = self.now.plus(self.link.latency[id.from]);
        if let Some(packet) = self.packets.iter_mut().find(|packet| packet.id == id && packet.arrives.is_none()) {
            packet.arrives = Some(arrives);
            self.log_change(id.from, EventKind::Released(id, arrives), log);
        }
    }

    pub(super) fn replay(&mut self, id: PacketId, log: &mut Recorder<'_>) {
        let Some(segment) = self.tray.iter().find(|packet| packet.id == id).map(|packet| packet.segment.clone()) else {
            return;
        };
        let departure = self.put_on_link(id.from, Origin::ReplayOf(id), segment, true);
        if let Some(departure) = departure {
            self.log_departure(id.from, EventKind::Replayed(id, departure.packet), Some(departure), log);
        }
    }

    pub(super) fn change_link(&mut self, change: LinkChange, log: &mut Recorder<'_>) {
        if let LinkChange::Seed(seed) = change {
            self.reseed(seed);
        }
        self.link.change(change);
        if matches!(change, LinkChange::Idle(_)) {
            self.watch_flows();
        }
        self.log_change(Side::A, EventKind::Link(change), log);
        let cut = self.link.cut;
        let lost: Vec<PacketId> = self.packets.iter().map(|p| p.id).filter(|id| cut[id.from]).collect();
        for id in lost {
            self.lose(id, Loss::Cut, log);
        }
    }

    pub(super) fn inject(&mut self, side: Side, forged: Forged, log: &mut Recorder<'_>) {
        let segment = self.forge(side, forged);
        let departure = self.put_on_link(side, Origin::Forged, segment.clone(), log.is_kept());
        self.log_departure(side, EventKind::Forged(segment), departure, log);
    }

    /// The segment that a side would send if it were forged now.
    #[must_use]
    pub fn forge(&self, side: Side, forged: Forged) -> Segment {
        let host = self.host(side);
        let remote = self.service_port(side.other());
        let blank = Tcb::new(host.port, self.isn(side, host.port, remote).0, host.settings).with_remote(remote);
        let tcb = host.tcb().unwrap_or(&blank);
        let seq = forged.seq.map_or(tcb.snd().nxt, |expression| expression.value(tcb));
        let ack = match forged.ack {
            _ if !forged.flags.ack() => SeqNumber(0),
            Some(expression) => expression.value(tcb),
            None => tcb.rcv().nxt,
        };
        Segment {
            src_port: tcb.local_port(),
            dst_port: tcb.remote_port().unwrap_or_else(|| self.service_port(side.other())),
            seq,
            ack,
            flags: forged.flags,
            window: forged.window.unwrap_or(u16::try_from(tcb.rcv().wnd).unwrap_or(u16::MAX)),
            mss: None,
            payload: (0..u32::from(forged.len)).map(Connection::octet).collect(),
            unseen: 0,
        }
    }
}
