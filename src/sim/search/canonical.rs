//! What of a world matters for its future: two worlds with equal fingerprints behave alike.
//!
//! Left out are the time (which timers run counts, not when they fire), the numbers of packets and connections, the tray, the
//! octets themselves, and every round-trip estimate. Sequence numbers count from the initial number that their side would use
//! next, so a second connection looks like the first.

use super::Fingerprint;
use crate::sim::{Attention, Connection, ConnectionId, Host, Packet, PerSide, Side, World};
use crate::tcp::{Fin, Icmp, Opened, RuleId, SeqNumber, Settings, State, Tcb};

/// In what order packets arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// In each direction in the order in which they were sent.
    #[default]
    InTurn,
    /// In any.
    Any,
}

/// How much of the edges that a connection has taken tells two worlds apart. What goals ask about has to be told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edges {
    /// Nothing: only what matters for the future.
    #[default]
    Ignored,
    /// The last one.
    Last,
    /// All.
    Walked,
}

impl World {
    /// Adds all that matters of this world to a fingerprint.
    pub fn fingerprint(&self, print: &mut Fingerprint, order: Order, edges: Edges) {
        // A number that a clock makes is another one at every moment: those of the latest connection count from its own.
        let base = self.hosts.as_ref().map(|host| match host.connections.last() {
            Some(latest) if self.isn_clock() => latest.tcb.snd().iss,
            _ => host.next_isn(),
        });
        let mut canon = Canon { world: self, print, base, edges };
        for host in self.hosts.values() {
            canon.host(host);
        }
        for side in Side::BOTH {
            canon.packets(side, order);
        }
        for flow in &self.flows {
            let forgotten = self.link.idle.is_some_and(|idle| self.now.since(flow.last) > idle);
            canon.print.pair(u32::from(flow.ports.a) << 16 | u32::from(flow.ports.b), u32::from(forgotten));
        }
        let link = &self.link;
        if link.icmp != PerSide::both(None) {
            let word = |kind: Option<Icmp>| kind.map_or(0, |kind| kind as u32 + 1);
            canon.print.pair(word(link.icmp.a), word(link.icmp.b));
        }
        if self.isn_clock() {
            canon.print.word(u64::MAX);
        }
        canon.print.word(u64::from(link.cut.a) | u64::from(link.cut.b) << 1);
        if link.loss > 0 || link.reorder > 0 || link.duplicate > 0 {
            canon.print.word(self.rng);
        }
    }
}

struct Canon<'a> {
    world: &'a World,
    print: &'a mut Fingerprint,
    base: PerSide<SeqNumber>,
    edges: Edges,
}

impl Canon<'_> {
    /// A number of this side's stream.
    const fn number(&self, of: Side, number: SeqNumber) -> u32 {
        number.distance_from(*self.base.get(of))
    }

    fn host(&mut self, host: &Host) {
        self.print.word(host.connections.len() as u64 | (host.app as u64) << 32 | attention(host) << 40);
        for queued in host.accept_queue() {
            self.print.word(place(host, *queued));
        }
        if let Some(listener) = &host.listener {
            let ports = u64::from(listener.local_port()) << 16 | u64::from(listener.remote_port().unwrap_or(0));
            self.print.word(ports << 32 | u64::from(listener.receive_queued()) << 1 | 1);
            if *listener.settings() != host.settings {
                self.print.word(options(listener.settings()));
            }
        } else {
            self.print.word(0);
        }
        for connection in &host.connections {
            self.connection(host.side, connection);
        }
    }

    fn connection(&mut self, side: Side, connection: &Connection) {
        let tcb = &connection.tcb;
        self.print.word(flags(connection));
        self.print.pair(connection.written, connection.read);
        match self.edges {
            Edges::Ignored => {}
            Edges::Last => self.print.word(connection.last_edge.map_or(u64::MAX, |edge| edge.index() as u64)),
            Edges::Walked => {
                let (high, low) = connection.walked.words();
                self.print.word(high);
                self.print.word(low);
            }
        }
        if let Some(remains) = tcb.remains() {
            let error = remains.error.map_or(0, |errno| errno as u32 + 1);
            self.print.pair(error << 1 | u32::from(remains.fin), count(tcb.readable()));
        }
        if tcb.state() == State::Closed {
            return;
        }
        self.print
            .pair(u32::from(tcb.local_port()) << 16 | u32::from(tcb.remote_port().unwrap_or(0)), tcb.receive_queued());
        self.send_side(side, tcb);
        if tcb.state() != State::SynSent {
            self.receive_side(side.other(), tcb);
        }
        self.print.word(tcb.unacknowledged() as u64 | (tcb.readable() as u64) << 32);
        for held in tcb.held() {
            let seq = self.number(side.other(), held.seq);
            self.print.pair(seq, held_len(held.payload.len(), held.fin));
        }
    }

    fn send_side(&mut self, side: Side, tcb: &Tcb) {
        let snd = tcb.snd();
        let fin = match tcb.fin() {
            Fin::NotQueued => 0,
            Fin::Queued => 1,
            Fin::Sent(seq) => self.number(side, seq),
        };
        self.print.pair(self.number(side, snd.una), self.number(side, snd.nxt));
        self.print.pair(self.number(side, snd.iss), fin);
        self.print.pair(snd.wnd, snd.max_wnd);
        // Before the handshake is complete these are zeros, not numbers of anybody's stream.
        if tcb.state().is_synchronized() {
            self.print.pair(self.number(side.other(), snd.wl1), self.number(side, snd.wl2));
        }
        if self.world.profile.follows(RuleId::LinuxAckBound) {
            self.print.pair(snd.acknowledged, u32::from(snd.mss));
        } else {
            self.print.word(u64::from(snd.mss));
        }
        if let Some((former_snd, former_rcv)) = tcb.former_numbers() {
            self.print.pair(self.number(side, former_snd), self.number(side.other(), former_rcv));
        }
    }

    fn receive_side(&mut self, from: Side, tcb: &Tcb) {
        let rcv = tcb.rcv();
        self.print.pair(self.number(from, rcv.nxt), self.number(from, rcv.irs));
        self.print.pair(rcv.wnd, rcv.unacknowledged);
        if tcb.settings().delayed_ack && self.world.profile.follows(RuleId::LinuxQuickAck) {
            self.print.word(u64::from(tcb.acking_print()));
        }
    }

    fn packets(&mut self, from: Side, order: Order) {
        let (mut count, mut sum) = (0, 0_u128);
        for packet in self.world.packets.iter().filter(|packet| packet.id.from == from) {
            let print = self.packet(packet);
            count += 1;
            match order {
                Order::Any => sum = sum.wrapping_add(print.value()),
                Order::InTurn => sum = sum.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B) ^ print.value(),
            }
        }
        self.print.word(count);
        if count > 0 {
            #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
            self.print.word(sum as u64);
            self.print.word((sum >> 64) as u64);
        }
    }

    fn packet(&self, packet: &Packet) -> Fingerprint {
        let segment = &packet.segment;
        let mut print = Fingerprint::default();
        // A RST of nobody's stream starts at zero, and an ACK field without its bit is zero too.
        let absolute = segment.flags.rst() && segment.seq == SeqNumber(0);
        let seq = if absolute { 0 } else { self.number(packet.id.from, segment.seq) };
        let ack = if segment.flags.ack() { self.number(packet.id.from.other(), segment.ack) } else { 0 };
        print.pair(seq, ack);
        print.pair(u32::from(segment.src_port) << 16 | u32::from(segment.dst_port), segment.data_len());
        let kind =
            u64::from(segment.flags.bits()) << 2 | u64::from(packet.arrives.is_none()) << 1 | u64::from(absolute);
        let mss = segment.mss.map_or(0, |mss| u64::from(mss) + 1);
        print.word(kind << 48 | mss << 24 | u64::from(segment.window));
        print
    }
}

fn flags(connection: &Connection) -> u64 {
    let tcb = &connection.tcb;
    let timers = tcb.timers().running().fold(0, |set, (_, timer)| set | 1 << timer as u64);
    let fin = match tcb.fin() {
        Fin::NotQueued => 0,
        Fin::Queued => 1,
        Fin::Sent(_) => 2,
    };
    // Linux asks in SYN-SENT whether this SYN is the first; nothing else depends on how often something was sent.
    let repeated = tcb.state() == State::SynSent && tcb.rtt().retransmissions > 0;
    let bits = [
        tcb.opened() == Opened::Active,
        tcb.reader_gone(),
        tcb.syn_hastened(),
        tcb.rcv().fin,
        repeated,
        connection.intact,
        connection.saw_end,
        connection.app_acts.is_some(),
    ];
    let holds = u64::from(connection.accepted) << 40 | u64::from(connection.is_fresh()) << 41;
    let bits = bits.into_iter().fold(0, |word, bit| word << 1 | u64::from(bit));
    let holds = holds | options(tcb.settings()) << 42 | u64::from(tcb.remains().is_some()) << 48;
    let owners = connection.owners;
    let holds = holds | u64::from(owners.program.min(15)) << 49 | u64::from(owners.children.min(15)) << 53;
    let holds = holds | u64::from(tcb.read_shut()) << 57;
    tcb.state() as u64 | timers << 8 | fin << 16 | bits << 24 | u64::from(tcb.unanswered_probes()) << 32 | holds
}

/// The options that can change on the way.
fn options(settings: &Settings) -> u64 {
    let bits = [
        settings.keepalive.is_some(),
        settings.reuse,
        settings.reuse_port,
        settings.close_on_exec,
        settings.time_wait_reuse,
    ];
    (0..).zip(bits).fold(0, |word, (at, bit)| word | u64::from(bit) << at)
}

/// Which connection is looked at and how firmly, whether the host keeps quiet, how many wait to be accepted, and what the next
/// connections begin with.
fn attention(host: &Host) -> u64 {
    let mode = match host.attention {
        Attention::Latest => 0,
        Attention::Stays(_) => 1,
        Attention::Chosen(_) => 2,
    };
    let current = host.current().map_or(0, |connection| place(host, connection.id)) & 0xFF;
    let queued = host.accept_queue().len() as u64 & 0xFF;
    mode | u64::from(host.quiet_until.is_some()) << 2 | current << 3 | queued << 11 | options(&host.settings) << 19
}

/// A connection by how far it stands from the latest, counted from 1.
fn place(host: &Host, id: ConnectionId) -> u64 {
    let before = host.connections.iter().rev().position(|connection| connection.id == id);
    before.map_or(0, |place| place as u64 + 1)
}

fn held_len(len: usize, fin: bool) -> u32 {
    count(len) << 1 | u32::from(fin)
}

/// This many octets.
#[expect(clippy::cast_possible_truncation, reason = "no queue holds more than a capacity of 32 bits")]
const fn count(octets: usize) -> u32 {
    octets as u32
}
