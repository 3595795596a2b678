//! The numbers behind a rule, in words: "SEG.SEQ 1001 = RCV.NXT 1001: exactly what is expected".
//!
//! A sentence is given only if its numbers really fit: none is better than a wrong one.

use super::phrase::{Slot, T, filled};
use super::words::push_octets;
use crate::sim::{Happening, Record};
use crate::tcp::{Fin, RuleId, Segment, SeqNumber, Tcb};

/// A number in a gap.
fn n(number: SeqNumber) -> Slot<'static> {
    Slot::Number(number.0)
}

/// The arithmetic of one rule of a record, if it has any.
pub(super) fn arithmetic(rule: RuleId, record: &Record, before: Option<&Tcb>) -> Option<String> {
    if let Some(words) = proved_by_record(rule, record) {
        return Some(words);
    }
    let tcb = before?;
    match &record.happening {
        Happening::Arrival { segment, .. } => {
            sequence(rule, segment, tcb).or_else(|| acknowledgment(rule, segment, tcb))
        }
        _ => repetition(rule, record, tcb),
    }
}

/// What the record's own segments prove.
fn proved_by_record(rule: RuleId, record: &Record) -> Option<String> {
    let sent = || record.departures.iter().map(|departure| &departure.segment);
    if let Happening::Arrival { segment, .. } = &record.happening
        && let Some(words) = proved_by_arrival(rule, segment)
    {
        return Some(words);
    }
    match rule {
        RuleId::ListenSyn | RuleId::SynSentSynAck | RuleId::SynSentSyn => match &record.happening {
            Happening::Arrival { segment, .. } => {
                Some(filled(T.peer_syn, &[("seq", n(segment.seq)), ("nxt", n(segment.seq.plus(1)))]))
            }
            _ => None,
        },
        RuleId::OpenActive | RuleId::OpenActiveInListen | RuleId::SendInListen => {
            let syn = sent().find(|segment| segment.flags.syn())?;
            Some(filled(T.our_syn, &[("iss", n(syn.seq)), ("nxt", n(syn.seq.plus(1)))]))
        }
        RuleId::SendSegmentized => {
            let first = sent().find(|segment| !segment.payload.is_empty())?;
            let total: u32 = sent().map(Segment::data_len).sum();
            let mut octets = String::new();
            push_octets(&mut octets, total);
            let nxt = first.seq.plus(total);
            Some(filled(T.our_data, &[("seq", n(first.seq)), ("octets", Slot::Text(&octets)), ("nxt", n(nxt))]))
        }
        RuleId::CloseEstablished | RuleId::CloseSynReceived | RuleId::CloseWaitClose => {
            let fin = sent().find(|segment| segment.flags.fin())?.end();
            Some(filled(T.our_fin, &[("fin", n(fin.minus(1))), ("nxt", n(fin))]))
        }
        RuleId::AbortReset | RuleId::CloseUnread => {
            let rst = sent().find(|segment| segment.flags.rst())?;
            Some(filled(T.our_reset, &[("seq", n(rst.seq))]))
        }
        _ => None,
    }
}

/// What the segment that arrived proves alone.
fn proved_by_arrival(rule: RuleId, segment: &Segment) -> Option<String> {
    match rule {
        RuleId::ClosedAck | RuleId::ListenAck => Some(filled(T.reset_of_ack, &[("seq", n(segment.ack))])),
        RuleId::ClosedNoAck => {
            let len = Slot::Number(segment.seg_len());
            Some(filled(T.reset_of_length, &[("seq", n(segment.seq)), ("len", len), ("ack", n(segment.end()))]))
        }
        RuleId::MssAnnounced => segment.mss.map(|mss| filled(T.mss, &[("n", Slot::Number(u32::from(mss)))])),
        RuleId::WindowUpdated => Some(filled(T.window_taken, &[("n", Slot::Number(u32::from(segment.window)))])),
        _ => None,
    }
}

/// The first, second, seventh and eighth check: SEG.SEQ against the receive window.
fn sequence(rule: RuleId, segment: &Segment, tcb: &Tcb) -> Option<String> {
    let (seq, nxt, wnd) = (segment.seq, tcb.rcv().nxt, tcb.rcv().wnd);
    let edge = nxt.plus(wnd);
    let slots = [("seq", n(seq)), ("nxt", n(nxt)), ("wnd", Slot::Number(wnd)), ("edge", n(edge))];
    let behind = Slot::Number(nxt.since(seq));
    let with = |extra: (&'static str, Slot<'static>)| [slots[0], slots[1], slots[2], slots[3], extra];
    Some(match rule {
        RuleId::OutOfWindow | RuleId::OutOfWindowRst | RuleId::CrossedSynAckLiteral if seq.before(nxt) => {
            if segment.seg_len() > 0 && segment.end() == nxt {
                filled(T.old_end, &with(("len", Slot::Number(segment.seg_len()))))
            } else {
                filled(T.too_old, &with(("n", behind)))
            }
        }
        RuleId::OutOfWindow | RuleId::OutOfWindowRst if !seq.before(edge) => filled(T.too_new, &slots),
        RuleId::ZeroWindow if wnd == 0 => filled(T.window_zero, &with(("len", Slot::Number(segment.seg_len())))),
        RuleId::RstReset | RuleId::RstClosing | RuleId::RstPassive | RuleId::RstRefused if seq == nxt => {
            filled(T.exact, &slots)
        }
        RuleId::RstChallenge | RuleId::RstInWindow if seq.after(nxt) && seq.in_window(nxt, wnd) => {
            filled(T.in_window, &slots)
        }
        RuleId::LinuxRightEdge if seq == edge => filled(T.at_edge, &slots),
        RuleId::LinuxRstAfterFin if seq.plus(1) == nxt => filled(T.before_next, &slots),
        RuleId::LinuxTimeWaitReopen | RuleId::TimeWaitReopened if seq.after(nxt) => filled(T.above, &slots),
        RuleId::TimeWaitRestart if segment.end() == nxt => {
            filled(T.old_end, &with(("len", Slot::Number(segment.seg_len()))))
        }
        RuleId::CrossedSynAck if seq.plus(1) == nxt => filled(T.crossed, &with(("ack", n(segment.ack)))),
        RuleId::TextHeld | RuleId::FinHeld if seq.after(nxt) => {
            filled(T.gap, &with(("n", Slot::Number(seq.since(nxt)))))
        }
        RuleId::TextTrimmedOld if segment.data_start().before(nxt) => filled(T.trimmed_old, &with(("n", behind))),
        RuleId::TextTrimmedNew => filled(T.trimmed_new, &with(("end", n(segment.end())))),
        RuleId::TextDelivered
        | RuleId::FinReceived
        | RuleId::FinCrossed
        | RuleId::FinWithAckOfOurs
        | RuleId::FinInFinWait2 => return in_order(rule, segment, tcb),
        _ => return None,
    })
}

/// Text or a FIN that is next in line: where RCV.NXT goes.
fn in_order(rule: RuleId, segment: &Segment, tcb: &Tcb) -> Option<String> {
    let nxt = tcb.rcv().nxt;
    if segment.flags.syn() || segment.seq != nxt {
        return None;
    }
    let octets_end = nxt.plus(segment.data_len());
    let mut words = filled(T.exact, &[("seq", n(segment.seq)), ("nxt", n(nxt))]);
    if rule == RuleId::TextDelivered {
        let mut octets = String::new();
        push_octets(&mut octets, segment.data_len());
        let slots = [("from", n(nxt)), ("octets", Slot::Text(&octets)), ("nxt", n(octets_end))];
        words.push_str(&filled(T.takes_octets, &slots));
    } else if segment.flags.fin() {
        words.push_str(&filled(T.takes_fin, &[("fin", n(octets_end)), ("nxt", n(octets_end.plus(1)))]));
    } else {
        return None;
    }
    Some(words)
}

/// The fifth check, and those before it in SYN-SENT: SEG.ACK against what was sent.
fn acknowledgment(rule: RuleId, segment: &Segment, tcb: &Tcb) -> Option<String> {
    let (snd, ack) = (tcb.snd(), segment.ack);
    let wnd = Slot::Number(snd.max_wnd);
    let slots = [("ack", n(ack)), ("una", n(snd.una)), ("nxt", n(snd.nxt)), ("iss", n(snd.iss)), ("wnd", wnd)];
    let new = ack.after(snd.una) && ack.at_or_before(snd.nxt);
    Some(match rule {
        RuleId::AckOfSyn if new => filled(T.ack_of_syn, &slots),
        RuleId::AckAdvances | RuleId::OldFinAckUsed if new => advances(segment, tcb),
        RuleId::AckDuplicate if ack.at_or_before(snd.una) => filled(T.ack_old, &slots),
        RuleId::AckUnsent if ack.after(snd.nxt) => filled(T.ack_unsent, &slots),
        RuleId::AckTooOld if ack.before(snd.una) => filled(T.ack_too_old, &slots),
        RuleId::SynSentBadAck | RuleId::SynSentBadAckRst | RuleId::AckBadInSynReceived if !new => {
            filled(T.ack_not_of_syn, &slots)
        }
        RuleId::SynSentRst if new => filled(T.ack_of_syn, &slots),
        RuleId::LinuxCrossedIss if ack == snd.iss => filled(T.ack_is_iss, &slots),
        RuleId::FinAcked | RuleId::FinAckedClosing | RuleId::FinAckedLastAck => match tcb.fin() {
            Fin::Sent(fin) if ack == fin.plus(1) => filled(T.ack_of_fin, &[("ack", n(ack)), ("fin", n(fin))]),
            _ => return None,
        },
        RuleId::ClosingOther => match tcb.fin() {
            Fin::Sent(fin) if ack != fin.plus(1) => filled(T.ack_not_of_fin, &[("ack", n(ack)), ("fin", n(fin))]),
            _ => return None,
        },
        _ => return None,
    })
}

fn advances(segment: &Segment, tcb: &Tcb) -> String {
    let (snd, ack) = (tcb.snd(), segment.ack);
    let slots = [("ack", n(ack)), ("una", n(snd.una)), ("nxt", n(snd.nxt))];
    let fin = match tcb.fin() {
        Fin::Sent(fin) if ack == fin.plus(1) => Some(fin),
        _ => None,
    };
    match fin {
        Some(fin) => filled(T.ack_fin_included, &[slots[0], slots[2], ("fin", n(fin))]),
        None if ack == snd.nxt => filled(T.ack_everything, &slots),
        None => {
            let counts = [("n", Slot::Number(ack.since(snd.una))), ("rest", Slot::Number(snd.nxt.since(ack)))];
            filled(T.ack_part, &[slots[0], slots[1], slots[2], counts[0], counts[1]])
        }
    }
}

/// What a timer sends again, and why it has to.
fn repetition(rule: RuleId, record: &Record, tcb: &Tcb) -> Option<String> {
    let snd = tcb.snd();
    match rule {
        RuleId::Retransmission => {
            let out = Slot::Number(snd.nxt.since(snd.una));
            Some(filled(T.unacknowledged, &[("una", n(snd.una)), ("snd_nxt", n(snd.nxt)), ("n", out)]))
        }
        RuleId::KeepaliveProbe => {
            let seq = record.departures.first()?.segment.seq;
            (seq.plus(1) == snd.nxt).then(|| filled(T.probe_number, &[("seq", n(seq)), ("snd_nxt", n(snd.nxt))]))
        }
        _ => None,
    }
}
