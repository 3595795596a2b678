//! What one check compared with what, in words. The verdict is the engine's; only the numbers are put into words here.

use super::phrase::{Slot, T, filled};
use super::words::push_octets;
use crate::tcp::{Check, Fin, Segment, SeqNumber, State, Subject};

/// A number in a gap.
fn n(number: SeqNumber) -> Slot<'static> {
    Slot::Number(number.0)
}

fn octets(count: u32) -> String {
    let mut words = String::new();
    push_octets(&mut words, count);
    words
}

/// What a check looks at.
pub(super) const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Sequence => T.subject_sequence,
        Subject::Reset => T.subject_reset,
        Subject::Security => T.subject_security,
        Subject::Syn => T.subject_syn,
        Subject::Ack => T.subject_ack,
        Subject::Urgent => T.subject_urgent,
        Subject::Text => T.subject_text,
        Subject::Fin => T.subject_fin,
        Subject::Other => T.subject_other,
        Subject::NewIncarnation => T.subject_new_incarnation,
        Subject::CrossedSynAck => T.subject_crossed,
        Subject::NoControl => T.subject_no_control,
    }
}

/// What was compared with what.
pub(super) fn compared(check: &Check, segment: &Segment) -> String {
    let slots = [("seq", n(segment.seq)), ("nxt", n(check.rcv.nxt)), ("ack", n(segment.ack))];
    match check.subject {
        Subject::Sequence => sequence(check, segment),
        Subject::Reset if segment.flags.rst() => reset(check, segment),
        Subject::Reset => T.not_set.to_owned(),
        Subject::Security | Subject::Urgent => T.not_modelled.to_owned(),
        Subject::Syn => set(segment.flags.syn()),
        Subject::Ack if segment.flags.ack() => acknowledgment(check, segment),
        Subject::Ack => T.not_set.to_owned(),
        Subject::Text => text(check, segment),
        Subject::Fin if segment.flags.fin() => filled(T.check_fin, &[("fin", n(segment.end().minus(1)))]),
        Subject::Fin => T.not_set.to_owned(),
        Subject::Other => T.check_other.to_owned(),
        Subject::NewIncarnation => filled(T.check_new_incarnation, &slots),
        Subject::CrossedSynAck => filled(T.check_crossed, &slots),
        Subject::NoControl => T.check_no_control.to_owned(),
    }
}

fn set(is_set: bool) -> String {
    if is_set { T.set } else { T.not_set }.to_owned()
}

/// SEG.SEQ and the last number of the segment against the window, whose last number is named and not the one behind it.
fn sequence(check: &Check, segment: &Segment) -> String {
    let (nxt, wnd, len) = (check.rcv.nxt, check.rcv.wnd, segment.seg_len());
    let (last, end) = (nxt.plus(wnd.saturating_sub(1)), segment.seq.plus(len.saturating_sub(1)));
    let octets = octets(len);
    let slots =
        [("seq", n(segment.seq)), ("end", n(end)), ("nxt", n(nxt)), ("last", n(last)), ("n", Slot::Text(&octets))];
    let (begins, ends) = (segment.seq.in_window(nxt, wnd), len > 0 && end.in_window(nxt, wnd));
    let (words, inside) = match (wnd, len) {
        (0, 0) if segment.seq == nxt => (T.check_window_closed_empty, true),
        (0, 1..) => (T.check_window_closed, false),
        _ if begins => (T.check_inside, true),
        _ if ends => (T.check_end_inside, true),
        (0, 0) => (T.check_window_closed_elsewhere, false),
        (_, 0 | 1) => (T.check_outside, false),
        _ => (T.check_outside_to, false),
    };
    let verdict = match (check.passed, inside) {
        (true, true) => T.acceptable,
        (true, false) => T.acceptable_here,
        (false, _) => T.not_acceptable,
    };
    filled(words, &slots) + verdict
}

/// Where a connection is known, a RST's number counts; elsewhere only that it is one.
fn reset(check: &Check, segment: &Segment) -> String {
    let slots = [("seq", n(segment.seq)), ("nxt", n(check.rcv.nxt))];
    match check.state {
        State::Closed | State::Listen | State::SynSent => T.set.to_owned(),
        _ if segment.seq == check.rcv.nxt => filled(T.check_rst_exact, &slots),
        _ => filled(T.check_rst_inexact, &slots),
    }
}

fn acknowledgment(check: &Check, segment: &Segment) -> String {
    let (snd, ack) = (check.snd, segment.ack);
    let slots = [("ack", n(ack)), ("una", n(snd.una)), ("nxt", n(snd.nxt)), ("iss", n(snd.iss))];
    let new = ack.after(snd.una) && ack.at_or_before(snd.nxt);
    match check.state {
        State::Closed | State::Listen => T.set.to_owned(),
        State::SynSent if ack.after(snd.iss) && ack.at_or_before(snd.nxt) => filled(T.check_ack_of_syn, &slots),
        State::SynSent => filled(T.check_ack_not_of_syn, &slots),
        _ if new => filled(T.check_ack_new, &[slots[0], slots[1], slots[2], ("what", Slot::Text(&news(check, ack)))]),
        _ if ack.after(snd.nxt) => filled(T.check_ack_unsent, &slots),
        _ => filled(T.check_ack_old, &slots),
    }
}

/// What an ACK acknowledges that was not acknowledged before: the SYN, octets, the FIN.
fn news(check: &Check, ack: SeqNumber) -> String {
    let syn = check.snd.una == check.snd.iss;
    let fin = matches!(check.fin, Fin::Sent(fin) if ack == fin.plus(1));
    let count = ack.since(check.snd.una).saturating_sub(u32::from(syn) + u32::from(fin));
    let octets = (count > 0).then(|| octets(count));
    let parts = [syn.then_some(T.check_our_syn), octets.as_deref(), fin.then_some(T.check_our_fin)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(T.check_and)
}

fn text(check: &Check, segment: &Segment) -> String {
    let len = segment.data_len();
    if len == 0 {
        return T.check_no_text.to_owned();
    }
    let octets = octets(len);
    let start = segment.data_start();
    let slots = [
        ("n", Slot::Text(octets.as_str())),
        ("seq", n(start)),
        ("end", n(start.plus(len - 1))),
        ("nxt", n(check.rcv.nxt)),
    ];
    filled(T.check_text, &slots)
}
