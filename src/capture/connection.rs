//! One connection, as its segments pass the point of capture.

use super::data::Brought;
use super::half::{Fin, Half, Syn};
use super::mark::{Mark, Sighting};
use super::reset::{Reset, ResetEffect, ResetKind};
use crate::sim::{PerSide, Side};
use crate::tcp::SeqNumber;
use crate::wire::{Segment, TcpOption, flag};

/// Numbers further away than this from all that was seen belong to another connection.
const FAR: u32 = 1 << 30;

/// As many RSTs of an end are kept: the first, and the last in the place of those between.
const RESETS: usize = 4;

/// Within this time a packet may still be on its way, if no round trip was measured; in nanoseconds.
const ON_ITS_WAY: i64 = 200_000_000;

/// A connection: two ends, and what each has sent.
#[derive(Clone, Debug)]
pub struct Connection {
    /// What each end has sent.
    pub halves: PerSide<Half>,
    /// The first packet.
    pub first: Mark,
    /// The last.
    pub last: Mark,
    /// Whether another connection of the same addresses and ports followed, and when.
    pub successor: Option<Mark>,
}

impl Connection {
    /// How many of its packets are others once more: captured twice.
    #[must_use]
    pub fn copies(&self) -> u32 {
        self.halves.values().map(|half| half.counts.copies).sum()
    }

    /// A connection that begins with this segment; its sender is A until something better is known.
    pub(super) fn new(sighting: &Sighting) -> Self {
        let Segment { from, to, .. } = sighting.segment;
        Self {
            halves: PerSide::new(Half::new(from), Half::new(to)),
            first: sighting.mark,
            last: sighting.mark,
            successor: None,
        }
    }

    /// Which end has sent the segment.
    #[must_use]
    pub fn sender(&self, segment: &Segment) -> Side {
        if self.halves.a.end == segment.from { Side::A } else { Side::B }
    }

    /// The round trip from the first SYN to the segment that completes the handshake, in nanoseconds.
    #[must_use]
    pub fn round_trip(&self) -> Option<i64> {
        let (a, b) = (self.halves.a.syn?, self.halves.b.syn?);
        let opener = if a.opens() { Side::A } else { Side::B };
        let third = self.halves[opener].acked_at?.0;
        let first = if opener == Side::A { a.first } else { b.first };
        third.is_after(first).then(|| third.since(first))
    }

    /// How long a packet may still be on its way.
    pub(super) fn on_its_way(&self) -> i64 {
        self.round_trip().map_or(ON_ITS_WAY, |trip| trip.saturating_mul(2).max(ON_ITS_WAY))
    }

    /// Whether it is over: both ends have closed, or one has reset it.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        let is_reset = |half: &Half| half.resets.iter().any(Reset::closes_sender);
        let PerSide { a, b } = &self.halves;
        (a.fin.is_some() && b.fin.is_some()) || is_reset(a) || is_reset(b)
    }

    /// Notes a SYN with another number that began nothing, up to now.
    pub(super) fn take_other_syn(&mut self, sighting: &Sighting) {
        let side = self.sender(&sighting.segment);
        let half = &mut self.halves[side];
        if half.copies.is_copy(sighting) {
            half.counts.copies += 1;
            return;
        }
        half.counts.other_syn += 1;
        half.packets += 1;
        self.last = sighting.mark;
    }

    /// Takes a SYN back that began another connection after all.
    pub(super) fn give_back_other_syn(&mut self, side: Side) {
        let half = &mut self.halves[side];
        half.counts.other_syn = half.counts.other_syn.saturating_sub(1);
        half.packets = half.packets.saturating_sub(1);
    }

    /// Knows of the RSTs so far what turns out later: whether they were the end's own, and what they did.
    pub(super) fn know_better(&mut self, later: &Self) {
        for side in Side::BOTH {
            for reset in &mut self.halves[side].resets {
                if let Some(known) = later.halves[side].resets.iter().find(|known| known.at == reset.at) {
                    (reset.is_foreign, reset.survived) = (known.is_foreign, known.survived);
                }
            }
        }
    }

    /// Takes the next segment.
    pub(super) fn take(&mut self, sighting: &Sighting) {
        let segment = &sighting.segment;
        let side = self.sender(segment);
        let half = &mut self.halves[side];
        half.note_direction(sighting.direction);
        half.vlan = half.vlan.or(Some(segment.vlan));
        half.hints.ttl = half.hints.ttl.or(Some(segment.ttl));
        if half.copies.is_copy(sighting) {
            half.counts.copies += 1;
            return;
        }
        half.packets += 1;
        self.last = sighting.mark;
        if segment.has(flag::URG) {
            half.counts.urgent += 1;
        }
        if self.is_stray(side, segment) {
            return;
        }
        if segment.has(flag::RST) {
            self.take_reset(side, sighting);
        } else {
            self.goes_on(side, sighting);
            if segment.has(flag::SYN) {
                self.take_syn(side, sighting);
            }
            if segment.has(flag::ACK) {
                self.take_ack(side, sighting);
            }
            self.take_numbers(side, sighting);
            self.ask(side, segment);
        }
        self.halves[side].last = sighting.mark;
    }

    /// Whether a segment does not belong to the connection, though it has its addresses and ports.
    fn is_stray(&mut self, side: Side, segment: &Segment) -> bool {
        let half = &mut self.halves[side];
        let seq = SeqNumber(segment.seq);
        if segment.flags & (flag::ACK | flag::SYN | flag::RST) == 0 {
            half.counts.without_ack += 1;
            return true;
        }
        if segment.flags & (flag::SYN | flag::RST) != 0 {
            return false;
        }
        if let Some(next) = half.data.next
            && seq.distance_from(next).min(next.distance_from(seq)) > FAR
        {
            half.counts.far += 1;
            return true;
        }
        if half.syn.is_some_and(|syn| seq.before(syn.number)) {
            half.counts.before_syn += 1;
            return true;
        }
        false
    }

    /// Whoever sends something new after its RST did not send that; whoever sends much later did not get one.
    fn goes_on(&mut self, side: Side, sighting: &Sighting) {
        let segment = &sighting.segment;
        let on_its_way = self.on_its_way();
        let (end, ack) = (SeqNumber(segment.seq).plus(segment.length()), SeqNumber(segment.ack));
        let half = &mut self.halves[side];
        let is_new = half.data.next.is_some_and(|next| end.after(next))
            || (segment.has(flag::ACK) && half.acked.is_some_and(|acked| ack.after(acked)));
        let is_syn = segment.has(flag::SYN);
        for reset in half.resets.iter_mut().filter(|reset| reset.kind != ResetKind::BadAckInSynSent && !is_syn) {
            reset.is_foreign |= is_new || sighting.mark.since(reset.at) > ON_ITS_WAY;
        }
        let acked_after = segment.has(flag::ACK).then_some(ack);
        for reset in &mut self.halves[side.other()].resets {
            let has_more = acked_after.is_some_and(|ack| reset.is_foreign && ack.after(reset.seq));
            reset.survived |= has_more || sighting.mark.since(reset.at) > on_its_way;
        }
    }

    fn take_syn(&mut self, side: Side, sighting: &Sighting) {
        let segment = &sighting.segment;
        let syn = syn(sighting);
        let peer_acked = self.halves[side.other()].acked;
        let half = &mut self.halves[side];
        match &mut half.syn {
            None => {
                half.syn = Some(syn);
                let next = syn.number.plus(segment.length());
                // Out of order: what follows was seen before.
                half.data.start = Some(syn.number);
                half.data.next = half.data.next.filter(|seen| seen.after(next)).or(half.data.next.and(Some(next)));
            }
            Some(known) if known.number == syn.number => {
                known.opening += syn.opening;
                known.answering += syn.answering;
                known.last = sighting.mark;
            }
            Some(known) => {
                half.counts.other_syn_ack += 1;
                let is_taken_up = peer_acked.is_some_and(|acked| acked == known.number.plus(1));
                if !is_taken_up {
                    half.candidate = Some(Box::new(syn));
                }
            }
        }
    }

    fn take_ack(&mut self, side: Side, sighting: &Sighting) {
        let ack = SeqNumber(sighting.segment.ack);
        self.choose_syn(side.other(), ack);
        let mark = sighting.mark;
        let peer = &mut self.halves[side.other()];
        match peer.data.next {
            Some(next) if ack.distance_from(next).min(next.distance_from(ack)) > FAR => return,
            Some(next) if ack.after(next) => {
                peer.counts.acked_unseen += 1;
                peer.data.reach(ack, mark);
            }
            _ => {}
        }
        // An ACK that acknowledges nothing makes no sense in answer to a SYN.
        let is_of_syn = peer.syn.is_none_or(|syn| ack.after(syn.number));
        if let Some(fin) = &mut peer.fin
            && ack.after(fin.number)
        {
            fin.answered = Some((fin.answered.map_or(mark, |(first, _)| first), mark));
        }
        peer.unanswered = 0;
        let half = &mut self.halves[side];
        half.remember_ack(ack);
        if half.acked.is_none_or(|acked| ack.after(acked)) {
            half.acked = Some(ack);
        }
        if is_of_syn {
            half.acked_at = Some((half.acked_at.map_or(mark, |(first, _)| first), mark));
        }
    }

    /// Of several SYN,ACKs the one counts that the other end takes up.
    fn choose_syn(&mut self, side: Side, ack: SeqNumber) {
        let half = &mut self.halves[side];
        if half.candidate.as_ref().is_some_and(|syn| ack == syn.number.plus(1))
            && let Some(syn) = half.candidate.take()
        {
            half.data = super::data::Data::default();
            half.data.start = Some(syn.number);
            half.data.next = Some(syn.number.plus(1));
            half.syn = Some(*syn);
        }
    }

    /// Window, data and FIN.
    fn take_numbers(&mut self, side: Side, sighting: &Sighting) {
        let segment = &sighting.segment;
        let mark = sighting.mark;
        let soon = self.round_trip().unwrap_or(ON_ITS_WAY / 10);
        let probed = self.probe(side, segment);
        let (half, peer) = match side {
            Side::A => (&mut self.halves.a, &mut self.halves.b),
            Side::B => (&mut self.halves.b, &mut self.halves.a),
        };
        let is_syn = segment.has(flag::SYN);
        half.window = Some(window(half, peer, segment));
        if segment.window == 0 && !is_syn {
            half.counts.zero_windows += 1;
        }
        half.hints.partial += u32::from(segment.is_partial());
        let mss = peer.syn.and_then(|syn| syn.mss).map_or(u32::MAX, u32::from);
        half.hints.oversized += u32::from(segment.data > mss);
        if !is_syn && !is_challenge_in_syn_received(half, peer, segment) {
            half.spoke = half.spoke.or(Some(mark));
        }
        if half.candidate.as_ref().is_none_or(|syn| syn.number.0 != segment.seq) {
            note_proof(half, peer, segment);
            let numbers = (SeqNumber(segment.seq), SeqNumber(segment.end()));
            let brought = half.data.take(numbers, segment.data, mark, segment.id.unwrap_or_default(), soon);
            count(half, brought, segment, probed, mark);
        }
        if let Some(fin) = &peer.fin
            && segment.data > 0
            && half.acked.is_some_and(|acked| acked.after(fin.number))
        {
            half.counts.after_fin += u64::from(segment.data);
        }
        if segment.has(flag::FIN) {
            take_fin(half, peer, segment, mark);
        }
    }

    /// What a segment probes, if it is a probe; it is counted.
    fn probe(&mut self, side: Side, segment: &Segment) -> bool {
        let (half, peer) = (&self.halves[side], &self.halves[side.other()]);
        if segment.data > 1 || segment.flags & (flag::SYN | flag::FIN) != 0 {
            return false;
        }
        let (Some(next), seq) = (half.data.next, SeqNumber(segment.seq)) else { return false };
        let is_known = peer.has_acked(next);
        let is_below = seq.plus(1) == next && (is_known || segment.data == 0);
        // Numbers that the FIN takes have not been used before it, unless it is acknowledged.
        let is_before_fin = half.fin.is_some_and(|fin| fin.number == seq) && !is_known;
        let is_closed = peer.window == Some(0);
        let is_beyond = is_closed && segment.data == 1 && peer.acked == Some(seq);
        let is_oldest = is_closed && segment.data == 0 && peer.acked == Some(seq.plus(1)) && half.repeated_at.is_none();
        let is_before_all = half.syn.is_none() && half.data.start.is_some_and(|start| seq.before(start.minus(1)));
        let counts = &mut self.halves[side].counts;
        match () {
            () if is_before_fin || is_before_all => false,
            () if is_closed && (is_below || is_beyond || is_oldest) => {
                counts.probes += 1;
                true
            }
            () if is_below && !is_closed => {
                counts.keepalives += 1;
                true
            }
            () => false,
        }
    }

    /// Counts what asks for an answer.
    fn ask(&mut self, side: Side, segment: &Segment) {
        let half = &mut self.halves[side];
        let is_probe = half.data.next.is_some_and(|next| SeqNumber(segment.seq).before(next)) && segment.length() == 0;
        if segment.length() > 0 || is_probe {
            half.unanswered += 1;
        }
        let peer = &mut self.halves[side.other()];
        peer.unanswered = 0;
    }

    fn take_reset(&mut self, side: Side, sighting: &Sighting) {
        let segment = &sighting.segment;
        let kind = self.reset_kind(side, segment);
        let is_over = self.halves[side].resets.iter().any(Reset::closes_peer) || !self.halves[side.other()].is_real();
        let effect = (!is_over).then(|| self.reset_effect(side, segment));
        let half = &mut self.halves[side];
        half.counts.resets += 1;
        half.counts.resets_after_fin += u32::from(half.fin.is_some());
        half.counts.resets_with_data += u32::from(segment.data > 0);
        if half.resets.len() == RESETS {
            half.resets.pop();
        }
        half.resets.push(Reset {
            at: sighting.mark,
            kind,
            effect,
            seq: SeqNumber(segment.seq),
            unanswered: half.unanswered,
            is_foreign: false,
            survived: false,
        });
    }

    fn reset_kind(&self, side: Side, segment: &Segment) -> ResetKind {
        let (half, peer) = (&self.halves[side], &self.halves[side.other()]);
        let (seq, ack) = (SeqNumber(segment.seq), SeqNumber(segment.ack));
        let answers_syn = peer.syn.is_some_and(|syn| !syn.with_ack() && ack.after(syn.number)) && peer.spoke.is_none();
        if segment.has(flag::ACK) {
            return match half.data.next {
                None if answers_syn => ResetKind::Refused,
                _ if segment.seq == 0 && half.data.next != Some(seq) && peer.data.next == Some(ack) => {
                    ResetKind::NobodyThere
                }
                _ => ResetKind::Abort,
            };
        }
        let is_fresh = half.syn.is_some_and(|syn| !syn.with_ack()) && half.spoke.is_none();
        let answers_last = peer.acks.first() == Some(&seq);
        // The window of one who has no connection is 0.
        let answers = answers_last || (segment.window == 0 && peer.acks.contains(&seq));
        match () {
            () if answers && is_fresh => ResetKind::BadAckInSynSent,
            () if answers => ResetKind::NobodyThere,
            () => ResetKind::Plain,
        }
    }

    /// What a RST of one end does to the other (RFC 9293 section 3.10.7.3 and 3.10.7.4).
    fn reset_effect(&self, side: Side, segment: &Segment) -> ResetEffect {
        let (half, peer) = (&self.halves[side], &self.halves[side.other()]);
        let seq = SeqNumber(segment.seq);
        let is_in_syn_sent = peer.spoke.is_none() && peer.syn.is_some_and(|syn| !syn.with_ack());
        if is_in_syn_sent && peer.acked.is_none() {
            let acks = segment.has(flag::ACK) && peer.syn.is_some_and(|syn| SeqNumber(segment.ack).after(syn.number));
            return if acks { ResetEffect::Kills } else { ResetEffect::Ignored };
        }
        if peer.acked == Some(seq) || half.data.in_order() == Some(seq) {
            return ResetEffect::Kills;
        }
        let Some(expected) = peer.acked.or(half.data.in_order()) else { return ResetEffect::Unknown };
        let window = peer.window.unwrap_or(u32::from(u16::MAX));
        if seq.in_window(expected, window) { ResetEffect::Challenged } else { ResetEffect::Ignored }
    }
}

fn syn(sighting: &Sighting) -> Syn {
    let segment = &sighting.segment;
    let both = flag::ECE | flag::CWR;
    let mut syn = Syn {
        number: SeqNumber(segment.seq),
        opening: u32::from(!segment.has(flag::ACK)),
        answering: u32::from(segment.has(flag::ACK)),
        first: sighting.mark,
        last: sighting.mark,
        data: segment.data > 0,
        ecn: segment.has(both) && !segment.has(flag::ACK),
        mss: None,
        scale: None,
    };
    for option in segment.options.iter() {
        match option {
            TcpOption::Mss(mss) => syn.mss = Some(mss),
            TcpOption::WindowScale(scale) => syn.scale = Some(scale.min(14)),
            _ => {}
        }
    }
    syn
}

/// The window that a segment announces, in octets: the scale holds if both SYNs had one (RFC 7323 section 2.2).
fn window(half: &Half, peer: &Half, segment: &Segment) -> u32 {
    let scales = (half.syn.and_then(|syn| syn.scale), peer.syn.and_then(|syn| syn.scale));
    let scale = match scales {
        (Some(scale), Some(_)) if !segment.has(flag::SYN) => scale,
        _ => 0,
    };
    u32::from(segment.window) << scale
}

/// The other end's FIN is acknowledged by a segment that takes numbers: who acknowledges those has seen that.
fn note_proof(half: &Half, peer: &mut Half, segment: &Segment) {
    let Some(fin) = &mut peer.fin else { return };
    let acks = segment.has(flag::ACK) && SeqNumber(segment.ack).after(fin.number);
    let end = SeqNumber(segment.end());
    let is_new = half.data.next.is_none_or(|next| end.after(next));
    if acks && is_new && segment.length() > 0 && fin.proof.is_none() {
        let from = SeqNumber(segment.seq);
        fin.proof = Some(half.data.next.filter(|next| next.after(from)).unwrap_or(from));
    }
}

/// Whether an ACK only answers a SYN that came again: who is still in SYN-RECEIVED sends it, too (RFC 9293 section 3.10.7.4, fourth).
fn is_challenge_in_syn_received(half: &Half, peer: &Half, segment: &Segment) -> bool {
    let Some(peers) = peer.syn.filter(|syn| syn.opening > 1) else { return false };
    let is_bare = segment.data == 0 && segment.flags & (flag::FIN | flag::RST) == 0;
    let answers = is_bare && peers.number.plus(1).0 == segment.ack;
    let next = SeqNumber(segment.seq);
    answers
        && match half.syn {
            Some(syn) => {
                syn.with_ack() && syn.number.plus(1) == next && peers.last.is_after(syn.last) && !peer.has_acked(next)
            }
            // Its SYN,ACK was lost before the point of capture.
            None => peer.spoke.is_none(),
        }
}

fn count(half: &mut Half, brought: Brought, segment: &Segment, is_probe: bool, mark: Mark) {
    let counts = &mut half.counts;
    match brought {
        Brought::Late if segment.data > 0 => counts.late += 1,
        Brought::Again | Brought::Known if segment.data > 0 && !is_probe && !segment.has(flag::SYN) => {
            counts.repeated += 1;
            half.repeated_at = Some(mark);
        }
        _ => {}
    }
}

fn take_fin(half: &mut Half, peer: &mut Half, segment: &Segment, mark: Mark) {
    let number = SeqNumber(segment.end()).minus(1);
    match &mut half.fin {
        Some(fin) if fin.number == number => {
            fin.times += 1;
            fin.last = mark;
        }
        Some(_) => half.counts.other_fin += 1,
        None => {
            let ack = segment.has(flag::ACK).then_some(SeqNumber(segment.ack));
            let peers = peer.fin.map(|fin| fin.number);
            let is_second = peers.is_some_and(|number| half.has_acked(number.plus(1)));
            let is_joined =
                is_second && peer.fin.is_some_and(|fin| fin.answered.is_some_and(|(first, _)| first == mark));
            half.fin = Some(Fin {
                number,
                times: 1,
                first: mark,
                last: mark,
                is_second,
                is_joined,
                acked: ack,
                answered: None,
                proof: None,
            });
        }
    }
}
