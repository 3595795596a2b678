//! The numbers behind a rule, in words: "SEG.SEQ 1001 = RCV.NXT 1001: exactly what is expected".
//!
//! A sentence is given only if its numbers really fit: none is better than a wrong one.

use crate::language::{Language, Slot};
use crate::sim::{EventKind, Record};
use crate::tcp::{Fin, RuleId, Segment, SeqNumber, Tcb};

/// A number in a gap.
fn n(number: SeqNumber) -> Slot<'static> {
    Slot::Number(number.0)
}

/// The arithmetic of one rule of a record, if it has any.
pub(super) fn arithmetic(language: &Language, rule: RuleId, record: &Record, before: Option<&Tcb>) -> Option<String> {
    if let Some(words) = proved_by_record(language, rule, record) {
        return Some(words);
    }
    let tcb = before?;
    match &record.kind {
        EventKind::Arrival { segment, .. } => {
            sequence(language, rule, segment, tcb).or_else(|| acknowledgment(language, rule, segment, tcb))
        }
        _ => repetition(language, rule, record, tcb),
    }
}

/// What the record's own segments prove.
fn proved_by_record(language: &Language, rule: RuleId, record: &Record) -> Option<String> {
    let sent = || record.departures.iter().map(|departure| &departure.segment);
    if let EventKind::Arrival { segment, .. } = &record.kind
        && let Some(words) = proved_by_arrival(language, rule, segment)
    {
        return Some(words);
    }
    match rule {
        RuleId::ListenSyn | RuleId::SynSentSynAck | RuleId::SynSentSyn => match &record.kind {
            EventKind::Arrival { segment, .. } => Some(
                language
                    .filled(language.narration.peer_syn, &[("seq", n(segment.seq)), ("nxt", n(segment.seq.plus(1)))]),
            ),
            _ => None,
        },
        RuleId::OpenActive | RuleId::OpenActiveInListen | RuleId::SendInListen => {
            let syn = sent().find(|segment| segment.flags.syn())?;
            Some(language.filled(language.narration.our_syn, &[("iss", n(syn.seq)), ("nxt", n(syn.seq.plus(1)))]))
        }
        RuleId::SendSegmentized => {
            let first = sent().find(|segment| segment.has_data())?;
            let total: u32 = sent().map(Segment::data_len).sum();
            let mut octets = String::new();
            language.push_octets(&mut octets, total);
            let nxt = first.seq.plus(total);
            Some(language.filled(
                language.narration.our_data,
                &[("seq", n(first.seq)), ("octets", Slot::Text(&octets)), ("nxt", n(nxt))],
            ))
        }
        RuleId::CloseEstablished | RuleId::CloseSynReceived | RuleId::CloseWaitClose => {
            let fin = sent().find(|segment| segment.flags.fin())?.end();
            Some(language.filled(language.narration.our_fin, &[("fin", n(fin.minus(1))), ("nxt", n(fin))]))
        }
        RuleId::AbortReset | RuleId::CloseUnread => {
            let rst = sent().find(|segment| segment.flags.rst())?;
            Some(language.filled(language.narration.our_reset, &[("seq", n(rst.seq))]))
        }
        _ => None,
    }
}

/// What the segment that arrived proves alone.
fn proved_by_arrival(language: &Language, rule: RuleId, segment: &Segment) -> Option<String> {
    match rule {
        RuleId::ClosedAck | RuleId::ListenAck => {
            Some(language.filled(language.narration.reset_of_ack, &[("seq", n(segment.ack))]))
        }
        RuleId::ClosedNoAck => {
            let len = Slot::Number(segment.seg_len());
            Some(language.filled(
                language.narration.reset_of_length,
                &[("seq", n(segment.seq)), ("len", len), ("ack", n(segment.end()))],
            ))
        }
        RuleId::MssAnnounced => {
            segment.mss.map(|mss| language.filled(language.narration.mss, &[("n", Slot::Number(u32::from(mss)))]))
        }
        RuleId::WindowUpdated => {
            Some(language.filled(language.narration.window_taken, &[("n", Slot::Number(u32::from(segment.window)))]))
        }
        _ => None,
    }
}

/// The first, second, seventh and eighth check: SEG.SEQ against the receive window.
fn sequence(language: &Language, rule: RuleId, segment: &Segment, tcb: &Tcb) -> Option<String> {
    let (seq, nxt, wnd) = (segment.seq, tcb.rcv().nxt, tcb.rcv().wnd);
    let edge = nxt.plus(wnd);
    let slots = [("seq", n(seq)), ("nxt", n(nxt)), ("wnd", Slot::Number(wnd)), ("edge", n(edge))];
    let behind = Slot::Number(nxt.distance_from(seq));
    let with = |extra: (&'static str, Slot<'static>)| [slots[0], slots[1], slots[2], slots[3], extra];
    Some(match rule {
        RuleId::OutOfWindow | RuleId::OutOfWindowRst | RuleId::CrossedSynAckLiteral if seq.before(nxt) => {
            if segment.seg_len() > 0 && segment.end() == nxt {
                language.filled(language.narration.old_end, &with(("len", Slot::Number(segment.seg_len()))))
            } else {
                language.filled(language.narration.too_old, &with(("n", behind)))
            }
        }
        RuleId::OutOfWindow | RuleId::OutOfWindowRst if !seq.before(edge) => {
            language.filled(language.narration.too_new, &slots)
        }
        RuleId::ZeroWindow if wnd == 0 => {
            language.filled(language.narration.window_zero, &with(("len", Slot::Number(segment.seg_len()))))
        }
        RuleId::RstReset | RuleId::RstClosing | RuleId::RstPassive | RuleId::RstRefused if seq == nxt => {
            language.filled(language.narration.exact, &slots)
        }
        RuleId::RstChallenge | RuleId::RstInWindow if seq.after(nxt) && seq.in_window(nxt, wnd) => {
            language.filled(language.narration.in_window, &slots)
        }
        RuleId::LinuxRightEdge if seq == edge => language.filled(language.narration.at_edge, &slots),
        RuleId::LinuxRstAfterFin if seq.plus(1) == nxt => language.filled(language.narration.before_next, &slots),
        RuleId::LinuxTimeWaitReopen | RuleId::TimeWaitReopened if seq.after(nxt) => {
            language.filled(language.narration.above, &slots)
        }
        RuleId::TimeWaitRestart if segment.end() == nxt => {
            language.filled(language.narration.old_end, &with(("len", Slot::Number(segment.seg_len()))))
        }
        RuleId::CrossedSynAck if seq.plus(1) == nxt => {
            language.filled(language.narration.crossed, &with(("ack", n(segment.ack))))
        }
        RuleId::TextHeld | RuleId::FinHeld if seq.after(nxt) => {
            language.filled(language.narration.gap, &with(("n", Slot::Number(seq.distance_from(nxt)))))
        }
        RuleId::TextTrimmedOld if segment.data_start().before(nxt) => {
            language.filled(language.narration.trimmed_old, &with(("n", behind)))
        }
        RuleId::TextTrimmedNew => language.filled(language.narration.trimmed_new, &with(("end", n(segment.end())))),
        RuleId::TextDelivered
        | RuleId::FinReceived
        | RuleId::FinCrossed
        | RuleId::FinWithAckOfOurs
        | RuleId::FinInFinWait2 => return in_order(language, rule, segment, tcb),
        _ => return None,
    })
}

/// Text or a FIN that is next in line: where RCV.NXT goes.
fn in_order(language: &Language, rule: RuleId, segment: &Segment, tcb: &Tcb) -> Option<String> {
    let nxt = tcb.rcv().nxt;
    if segment.flags.syn() || segment.seq != nxt {
        return None;
    }
    let octets_end = nxt.plus(segment.data_len());
    let mut words = language.filled(language.narration.exact, &[("seq", n(segment.seq)), ("nxt", n(nxt))]);
    if rule == RuleId::TextDelivered {
        let mut octets = String::new();
        language.push_octets(&mut octets, segment.data_len());
        let slots = [("from", n(nxt)), ("octets", Slot::Text(&octets)), ("nxt", n(octets_end))];
        language.go_on(&mut words, language.narration.takes_octets, &slots);
    } else if segment.flags.fin() {
        let slots = [("fin", n(octets_end)), ("nxt", n(octets_end.plus(1)))];
        language.go_on(&mut words, language.narration.takes_fin, &slots);
    } else {
        return None;
    }
    Some(words)
}

/// The fifth check, and those before it in SYN-SENT: SEG.ACK against what was sent.
fn acknowledgment(language: &Language, rule: RuleId, segment: &Segment, tcb: &Tcb) -> Option<String> {
    let (snd, ack) = (tcb.snd(), segment.ack);
    let wnd = Slot::Number(snd.max_wnd);
    let slots = [("ack", n(ack)), ("una", n(snd.una)), ("nxt", n(snd.nxt)), ("iss", n(snd.iss)), ("wnd", wnd)];
    let new = ack.after(snd.una) && ack.at_or_before(snd.nxt);
    Some(match rule {
        RuleId::AckOfSyn if new => language.filled(language.narration.ack_of_syn, &slots),
        RuleId::AckAdvances | RuleId::OldFinAckUsed if new => advances(language, segment, tcb),
        RuleId::AckDuplicate if ack.at_or_before(snd.una) => language.filled(language.narration.ack_old, &slots),
        RuleId::AckUnsent if ack.after(snd.nxt) => language.filled(language.narration.ack_unsent, &slots),
        RuleId::AckTooOld if ack.before(snd.una) => language.filled(language.narration.ack_too_old, &slots),
        RuleId::SynSentBadAck | RuleId::SynSentBadAckRst | RuleId::AckBadInSynReceived if !new => {
            language.filled(language.narration.ack_not_of_syn, &slots)
        }
        RuleId::SynSentRst if new => language.filled(language.narration.ack_of_syn, &slots),
        RuleId::LinuxCrossedIss if ack == snd.iss => language.filled(language.narration.ack_is_iss, &slots),
        RuleId::FinAcked | RuleId::FinAckedClosing | RuleId::FinAckedLastAck => match tcb.fin() {
            Fin::Sent(fin) if ack == fin.plus(1) => {
                language.filled(language.narration.ack_of_fin, &[("ack", n(ack)), ("fin", n(fin))])
            }
            _ => return None,
        },
        RuleId::ClosingOther => match tcb.fin() {
            Fin::Sent(fin) if ack != fin.plus(1) => {
                language.filled(language.narration.ack_not_of_fin, &[("ack", n(ack)), ("fin", n(fin))])
            }
            _ => return None,
        },
        _ => return None,
    })
}

fn advances(language: &Language, segment: &Segment, tcb: &Tcb) -> String {
    let (snd, ack) = (tcb.snd(), segment.ack);
    let slots = [("ack", n(ack)), ("una", n(snd.una)), ("nxt", n(snd.nxt))];
    let fin = match tcb.fin() {
        Fin::Sent(fin) if ack == fin.plus(1) => Some(fin),
        _ => None,
    };
    match fin {
        Some(fin) => language.filled(language.narration.ack_fin_included, &[slots[0], slots[2], ("fin", n(fin))]),
        None if ack == snd.nxt => language.filled(language.narration.ack_everything, &slots),
        None => {
            let counts =
                [("n", Slot::Number(ack.distance_from(snd.una))), ("rest", Slot::Number(snd.nxt.distance_from(ack)))];
            language.filled(language.narration.ack_part, &[slots[0], slots[1], slots[2], counts[0], counts[1]])
        }
    }
}

/// What a timer sends again, and why it has to.
fn repetition(language: &Language, rule: RuleId, record: &Record, tcb: &Tcb) -> Option<String> {
    let snd = tcb.snd();
    match rule {
        RuleId::Retransmission => {
            let out = Slot::Number(snd.nxt.distance_from(snd.una));
            Some(
                language.filled(
                    language.narration.unacknowledged,
                    &[("una", n(snd.una)), ("snd_nxt", n(snd.nxt)), ("n", out)],
                ),
            )
        }
        RuleId::KeepaliveProbe => {
            let seq = record.departures.first()?.segment.seq;
            (seq.plus(1) == snd.nxt)
                .then(|| language.filled(language.narration.probe_number, &[("seq", n(seq)), ("snd_nxt", n(snd.nxt))]))
        }
        _ => None,
    }
}
