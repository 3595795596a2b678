//! What is worth knowing of a connection, by name.

use super::connection::Connection;
use super::half::Half;
use super::infer::Known;
use super::reset::{Reset, ResetEffect, ResetKind};
use crate::sim::{PerSide, Side};
use crate::tcp::State;
use std::fmt;

/// What is worth knowing of a connection, or of one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// One end has closed first.
    ClosedFirst(Side),
    /// FIN, ACK, FIN, ACK.
    FourSegmentClose,
    /// FIN, FIN with the ACK, ACK.
    ThreeSegmentClose,
    /// Both FINs crossed.
    SimultaneousClose,
    /// Both SYNs crossed.
    SimultaneousOpen,
    /// An end has the other's FIN, and its program has not closed.
    CloseWait(Side),
    /// The acknowledgment of the second FIN was not seen.
    LastAckNotSeen,
    /// A FIN was sent again.
    FinRepeated(Side),
    /// A FIN was sent again and again, in vain.
    FinNeverAcknowledged(Side),
    /// A FIN had two different numbers.
    FinAtAnotherNumber,
    /// An end has sent data after it had the other's FIN.
    DataAfterPeersFin,
    /// A SYN was answered with a RST.
    Refused,
    /// An end has sent a RST.
    RstBy(Side),
    /// What kind of RST.
    RstKind(Side, KindName),
    /// What a RST did to an end.
    RstEffect(Side, EffectName),
    /// A RST came from a host that knows no such connection.
    ResetByAHostWithoutThisConnection,
    /// An end has sent a RST after its FIN.
    ResetAfterOwnFin(Side),
    /// A RST carried data.
    RstWithData,
    /// A SYN was never answered.
    SynWithoutAnswer,
    /// A SYN was sent again.
    SynRepeated(Side),
    /// A SYN,ACK was sent again.
    SynAckRepeated(Side),
    /// SYN,ACKs with different numbers.
    SynAckWithAnotherNumber(Side),
    /// A SYN with another number, which began nothing.
    SynOtherNumber,
    /// Segments with numbers below the SYN.
    BeforeTheSyn,
    /// Part of the handshake is not in the capture.
    HandshakeIncompleteInCapture,
    /// The capture begins in the middle of the connection.
    StartsMidstream,
    /// Neither end has closed.
    OpenAtTheEnd,
    /// Only one direction was captured.
    OneDirection,
    /// Data was sent again.
    DataRepeated,
    /// Data was never acknowledged.
    DataNeverAcknowledged(Side),
    /// A SYN carried data.
    DataInSyn(Side),
    /// Data came out of order.
    OutOfOrder,
    /// Data that was sent is not in the capture.
    SegmentsMissingInCapture,
    /// Data was acknowledged that is not in the capture.
    AckedUnseen(Side),
    /// Packets were captured twice.
    PacketsCapturedTwice,
    /// Keepalive probes.
    KeepaliveProbes,
    /// An end closed its window for a while.
    ZeroWindow(Side),
    /// A closed window was probed.
    ZeroWindowProbes,
    /// An end's window is closed at the end.
    ZeroWindowAtTheEnd(Side),
    /// Addresses and ports were used again.
    TupleUsedAgain,
    /// A segment without ACK that is neither SYN nor RST.
    SegmentWithoutAck,
    /// A segment with numbers far away from all others.
    SegmentFarOutside,
    /// Urgent data.
    Urgent,
    /// Explicit congestion notification was asked for.
    EcnAsked,
}

/// What kind a RST is, in findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KindName {
    /// It is one of these kinds.
    Is(ResetKind),
    /// It was not sent by who it says.
    NotBySender,
}

/// What a RST did, in findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EffectName {
    /// It has one of these effects.
    Is(ResetEffect),
    /// It should have ended the connection, but that went on.
    Survived,
}

impl KindName {
    const fn name(self) -> &'static str {
        match self {
            Self::Is(ResetKind::Refused) => "refused",
            Self::Is(ResetKind::NobodyThere) => "nobody_there",
            Self::Is(ResetKind::Abort) => "abort",
            Self::Is(ResetKind::Plain) => "plain",
            Self::Is(ResetKind::BadAckInSynSent) => "bad_ack_in_syn_sent",
            Self::NotBySender => "not_by_sender",
        }
    }
}

impl EffectName {
    const fn name(self) -> &'static str {
        match self {
            Self::Is(ResetEffect::Kills) => "kills",
            Self::Is(ResetEffect::Challenged) => "challenged",
            Self::Is(ResetEffect::Ignored) => "ignored",
            Self::Is(ResetEffect::Unknown) => "unknown",
            Self::Survived => "survived",
        }
    }
}

impl fmt::Display for Finding {
    /// Its name in files: `close_wait_at_B`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClosedFirst(side) => write!(f, "closed_first_{side}"),
            Self::FourSegmentClose => f.write_str("four_segment_close"),
            Self::ThreeSegmentClose => f.write_str("three_segment_close"),
            Self::SimultaneousClose => f.write_str("simultaneous_close"),
            Self::SimultaneousOpen => f.write_str("simultaneous_open"),
            Self::CloseWait(side) => write!(f, "close_wait_at_{side}"),
            Self::LastAckNotSeen => f.write_str("last_ack_not_seen"),
            Self::FinRepeated(side) => write!(f, "fin_repeated_{side}"),
            Self::FinNeverAcknowledged(side) => write!(f, "fin_never_acknowledged_{side}"),
            Self::FinAtAnotherNumber => f.write_str("fin_at_another_number"),
            Self::DataAfterPeersFin => f.write_str("data_after_peers_fin"),
            Self::Refused => f.write_str("refused"),
            Self::RstBy(side) => write!(f, "rst_by_{side}"),
            Self::RstKind(side, kind) => write!(f, "rst_kind_{side}_{}", kind.name()),
            Self::RstEffect(side, effect) => write!(f, "rst_effect_on_{side}_{}", effect.name()),
            Self::ResetByAHostWithoutThisConnection => f.write_str("reset_by_a_host_without_this_connection"),
            Self::ResetAfterOwnFin(side) => write!(f, "reset_after_own_fin_{side}"),
            Self::RstWithData => f.write_str("rst_with_data"),
            Self::SynWithoutAnswer => f.write_str("syn_without_answer"),
            Self::SynRepeated(side) => write!(f, "syn_repeated_{side}"),
            Self::SynAckRepeated(side) => write!(f, "synack_repeated_{side}"),
            Self::SynAckWithAnotherNumber(side) => write!(f, "synack_with_another_number_{side}"),
            Self::SynOtherNumber => f.write_str("syn_other_number"),
            Self::BeforeTheSyn => f.write_str("before_the_syn"),
            Self::HandshakeIncompleteInCapture => f.write_str("handshake_incomplete_in_capture"),
            Self::StartsMidstream => f.write_str("starts_midstream"),
            Self::OpenAtTheEnd => f.write_str("open_at_the_end"),
            Self::OneDirection => f.write_str("one_direction"),
            Self::DataRepeated => f.write_str("data_repeated"),
            Self::DataNeverAcknowledged(side) => write!(f, "data_never_acknowledged_{side}"),
            Self::DataInSyn(side) => write!(f, "data_in_syn_{side}"),
            Self::OutOfOrder => f.write_str("out_of_order"),
            Self::SegmentsMissingInCapture => f.write_str("segments_missing_in_capture"),
            Self::AckedUnseen(side) => write!(f, "acked_unseen_{side}"),
            Self::PacketsCapturedTwice => f.write_str("packets_captured_twice"),
            Self::KeepaliveProbes => f.write_str("keepalive_probes"),
            Self::ZeroWindow(side) => write!(f, "zero_window_{side}"),
            Self::ZeroWindowProbes => f.write_str("zero_window_probes"),
            Self::ZeroWindowAtTheEnd(side) => write!(f, "zero_window_at_the_end_{side}"),
            Self::TupleUsedAgain => f.write_str("4-tuple_used_again"),
            Self::SegmentWithoutAck => f.write_str("segment_without_ack"),
            Self::SegmentFarOutside => f.write_str("segment_far_outside"),
            Self::Urgent => f.write_str("urgent"),
            Self::EcnAsked => f.write_str("ecn_asked"),
        }
    }
}

/// What is worth knowing of a connection whose ends are in these states.
#[must_use]
pub fn findings(connection: &Connection, known: &PerSide<Known>) -> Vec<Finding> {
    let mut found = Found { connection, known, all: Vec::new() };
    found.opening();
    found.closing();
    found.resets();
    found.data();
    found.odd();
    found.all
}

struct Found<'a> {
    connection: &'a Connection,
    known: &'a PerSide<Known>,
    all: Vec<Finding>,
}

impl<'a> Found<'a> {
    fn add(&mut self, is_so: bool, finding: Finding) {
        if is_so && !self.all.contains(&finding) {
            self.all.push(finding);
        }
    }

    fn ends(&self) -> [(Side, &'a Half, &'a Half); 2] {
        let PerSide { a, b } = &self.connection.halves;
        [(Side::A, a, b), (Side::B, b, a)]
    }

    fn any(&self, is_so: impl Fn(&Half) -> bool) -> bool {
        self.connection.halves.values().any(is_so)
    }

    fn all_of(&self, is_so: impl Fn(&Half) -> bool) -> bool {
        self.connection.halves.values().all(is_so)
    }

    fn opening(&mut self) {
        let spoke = self.any(|half| half.spoke.is_some());
        let syns = (self.any(|half| half.syn.is_some()), self.all_of(|half| half.syn.is_some()));
        let resets = self.any(|half| half.counts.resets > 0);
        let opens = self.any(|half| half.syn.is_some_and(|syn| syn.opens()));
        let first = [Side::A, Side::B].map(|side| self.connection.halves[side].syn);
        let crossed = matches!(first, [Some(a), Some(b)] if a.opens() && b.opens());
        self.add(crossed, Finding::SimultaneousOpen);
        self.add(opens && !syns.1 && !spoke && !resets, Finding::SynWithoutAnswer);
        self.add(syns.0 && !syns.1 && spoke, Finding::HandshakeIncompleteInCapture);
        self.add(!syns.0, Finding::StartsMidstream);
        self.add(!self.all_of(|half| half.packets > 0), Finding::OneDirection);
        let is_open = spoke && !resets && !self.any(|half| half.fin.is_some());
        self.add(is_open, Finding::OpenAtTheEnd);
        for (side, half, _) in self.ends() {
            let Some(syn) = half.syn else { continue };
            self.add(syn.opening > 1, Finding::SynRepeated(side));
            self.add(syn.answering > 1, Finding::SynAckRepeated(side));
            self.add(syn.data, Finding::DataInSyn(side));
            self.add(syn.ecn, Finding::EcnAsked);
            self.add(half.counts.other_syn_ack > 0, Finding::SynAckWithAnotherNumber(side));
        }
    }

    fn closing(&mut self) {
        let fins = self.connection.halves.as_ref().map(|half| half.fin);
        if let PerSide { a: Some(a), b: Some(b) } = fins {
            let second = match (a.is_second, b.is_second) {
                (true, _) => Some((Side::B, a)),
                (_, true) => Some((Side::A, b)),
                _ => None,
            };
            match second {
                None => self.add(true, Finding::SimultaneousClose),
                Some((first, fin)) => {
                    self.add(true, Finding::ClosedFirst(first));
                    self.add(fin.is_joined, Finding::ThreeSegmentClose);
                    self.add(!fin.is_joined, Finding::FourSegmentClose);
                }
            }
            let is_answered = a.answered.is_some() && b.answered.is_some();
            self.add(!is_answered && !self.any(|half| half.counts.resets > 0), Finding::LastAckNotSeen);
        }
        let is_one_way = !self.all_of(|half| half.packets > 0);
        for (side, half, _) in self.ends() {
            let waits = self.known[side].state == Some(State::CloseWait);
            self.add(waits, Finding::CloseWait(side));
            let Some(fin) = half.fin else { continue };
            self.add(fin.times > 1, Finding::FinRepeated(side));
            let in_vain = fin.times > 1 && fin.answered.is_none() && !is_one_way;
            self.add(in_vain, Finding::FinNeverAcknowledged(side));
            self.add(half.counts.other_fin > 0, Finding::FinAtAnotherNumber);
        }
        self.add(self.any(|half| half.counts.after_fin > 0), Finding::DataAfterPeersFin);
    }

    fn resets(&mut self) {
        for (side, half, _) in self.ends() {
            self.add(half.counts.resets > 0, Finding::RstBy(side));
            for reset in &half.resets {
                let is_foreign = reset.is_foreign && reset.kind != ResetKind::BadAckInSynSent;
                let kind = if is_foreign { KindName::NotBySender } else { KindName::Is(reset.kind) };
                self.add(true, Finding::RstKind(side, kind));
                self.add(kind == KindName::Is(ResetKind::Refused), Finding::Refused);
                let is_lost = kind == KindName::Is(ResetKind::NobodyThere);
                self.add(is_lost, Finding::ResetByAHostWithoutThisConnection);
                self.effect(side, reset);
            }
            self.add(half.counts.resets_after_fin > 0, Finding::ResetAfterOwnFin(side));
            self.add(half.counts.resets_with_data > 0, Finding::RstWithData);
        }
    }

    fn effect(&mut self, side: Side, reset: &Reset) {
        let Some(effect) = reset.effect else { return };
        let survives = effect == ResetEffect::Kills && reset.survived;
        let name = if survives { EffectName::Survived } else { EffectName::Is(effect) };
        self.add(true, Finding::RstEffect(side.other(), name));
    }

    fn data(&mut self) {
        self.add(self.any(|half| half.counts.repeated > 0), Finding::DataRepeated);
        self.add(self.any(|half| half.counts.late > 0), Finding::OutOfOrder);
        self.add(self.any(|half| half.data.missing > 0), Finding::SegmentsMissingInCapture);
        self.add(self.any(|half| half.counts.copies > 0), Finding::PacketsCapturedTwice);
        self.add(self.any(|half| half.counts.keepalives > 0), Finding::KeepaliveProbes);
        self.add(self.any(|half| half.counts.probes > 0), Finding::ZeroWindowProbes);
        let is_reset = self.any(|half| half.resets.iter().any(Reset::closes_sender));
        let one_way = !self.all_of(|half| half.packets > 0);
        for (side, half, peer) in self.ends() {
            self.add(half.counts.acked_unseen > 0 && half.packets > 0, Finding::AckedUnseen(side));
            self.add(half.counts.zero_windows > 0, Finding::ZeroWindow(side));
            let is_shut = half.window == Some(0) && !is_reset && half.counts.zero_windows > 0;
            let is_over = self.known[side].state == Some(State::Closed) || half.fin.is_some() && peer.fin.is_some();
            self.add(is_shut && !is_over, Finding::ZeroWindowAtTheEnd(side));
            let unacked = half.unacked(peer) > u32::from(half.fin.is_some()) && half.spoke.is_some();
            self.add(unacked && !is_reset && !one_way && half.fin.is_none(), Finding::DataNeverAcknowledged(side));
        }
    }

    fn odd(&mut self) {
        self.add(self.connection.successor.is_some(), Finding::TupleUsedAgain);
        self.add(self.any(|half| half.counts.without_ack > 0), Finding::SegmentWithoutAck);
        self.add(self.any(|half| half.counts.far > 0), Finding::SegmentFarOutside);
        self.add(self.any(|half| half.counts.other_syn > 0), Finding::SynOtherNumber);
        self.add(self.any(|half| half.counts.before_syn > 0), Finding::BeforeTheSyn);
        self.add(self.any(|half| half.counts.urgent > 0), Finding::Urgent);
    }
}
