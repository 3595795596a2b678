//! What one check compared with what, in words. The verdict is the engine's; only the numbers are put into words here.

use crate::language::{Language, Slot};
use crate::tcp::{Check, Fin, Segment, SeqNumber, State, Subject};

/// A number in a gap.
fn n(number: SeqNumber) -> Slot<'static> {
    Slot::Number(number.0)
}

fn octets(language: &Language, count: u32) -> String {
    let mut words = String::new();
    language.push_octets(&mut words, count);
    words
}

/// What a check looks at.
pub(super) const fn subject(language: &Language, subject: Subject) -> &'static str {
    match subject {
        Subject::Sequence => language.narration.subject_sequence,
        Subject::Reset => language.narration.subject_reset,
        Subject::Security => language.narration.subject_security,
        Subject::Syn => language.narration.subject_syn,
        Subject::Ack => language.narration.subject_ack,
        Subject::Urgent => language.narration.subject_urgent,
        Subject::Text => language.narration.subject_text,
        Subject::Fin => language.narration.subject_fin,
        Subject::Other => language.narration.subject_other,
        Subject::NewIncarnation => language.narration.subject_new_incarnation,
        Subject::CrossedSynAck => language.narration.subject_crossed,
        Subject::NoControl => language.narration.subject_no_control,
    }
}

/// What was compared with what.
pub(super) fn compared(language: &Language, check: &Check, segment: &Segment) -> String {
    let slots = [("seq", n(segment.seq)), ("nxt", n(check.rcv.nxt)), ("ack", n(segment.ack))];
    match check.subject {
        Subject::Sequence => sequence(language, check, segment),
        Subject::Reset if segment.flags.rst() => reset(language, check, segment),
        Subject::Reset => language.narration.not_set.to_owned(),
        Subject::Security | Subject::Urgent => language.narration.not_modelled.to_owned(),
        Subject::Syn => set(language, segment.flags.syn()),
        Subject::Ack if segment.flags.ack() => acknowledgment(language, check, segment),
        Subject::Ack => language.narration.not_set.to_owned(),
        Subject::Text => text(language, check, segment),
        Subject::Fin if segment.flags.fin() => {
            language.filled(language.narration.check_fin, &[("fin", n(segment.end().minus(1)))])
        }
        Subject::Fin => language.narration.not_set.to_owned(),
        Subject::Other => language.narration.check_other.to_owned(),
        Subject::NewIncarnation => language.filled(language.narration.check_new_incarnation, &slots),
        Subject::CrossedSynAck => language.filled(language.narration.check_crossed, &slots),
        Subject::NoControl => language.narration.check_no_control.to_owned(),
    }
}

fn set(language: &Language, is_set: bool) -> String {
    if is_set { language.narration.set } else { language.narration.not_set }.to_owned()
}

/// SEG.SEQ and the last number of the segment against the window, whose last number is named and not the one behind it.
fn sequence(language: &Language, check: &Check, segment: &Segment) -> String {
    let (nxt, wnd, len) = (check.rcv.nxt, check.rcv.wnd, segment.seg_len());
    let (last, end) = (nxt.plus(wnd.saturating_sub(1)), segment.seq.plus(len.saturating_sub(1)));
    let octets = octets(language, len);
    let slots =
        [("seq", n(segment.seq)), ("end", n(end)), ("nxt", n(nxt)), ("last", n(last)), ("n", Slot::Text(&octets))];
    let (begins, ends) = (segment.seq.in_window(nxt, wnd), len > 0 && end.in_window(nxt, wnd));
    let (words, inside) = match (wnd, len) {
        (0, 0) if segment.seq == nxt => (language.narration.check_window_closed_empty, true),
        (0, 1..) => (language.narration.check_window_closed, false),
        _ if begins => (language.narration.check_inside, true),
        _ if ends => (language.narration.check_end_inside, true),
        (0, 0) => (language.narration.check_window_closed_elsewhere, false),
        (_, 0 | 1) => (language.narration.check_outside, false),
        _ => (language.narration.check_outside_to, false),
    };
    let verdict = match (check.passed, inside) {
        (true, true) => language.narration.acceptable,
        (true, false) => language.narration.acceptable_here,
        (false, _) => language.narration.not_acceptable,
    };
    let mut words = language.filled(words, &slots);
    language.go_on(&mut words, verdict, &[]);
    words
}

/// Where a connection is known, a RST's number counts; elsewhere only that it is one.
fn reset(language: &Language, check: &Check, segment: &Segment) -> String {
    let slots = [("seq", n(segment.seq)), ("nxt", n(check.rcv.nxt))];
    match check.state {
        State::Closed | State::Listen | State::SynSent => language.narration.set.to_owned(),
        _ if segment.seq == check.rcv.nxt => language.filled(language.narration.check_rst_exact, &slots),
        _ => language.filled(language.narration.check_rst_inexact, &slots),
    }
}

fn acknowledgment(language: &Language, check: &Check, segment: &Segment) -> String {
    let (snd, ack) = (check.snd, segment.ack);
    let slots = [("ack", n(ack)), ("una", n(snd.una)), ("nxt", n(snd.nxt)), ("iss", n(snd.iss))];
    let new = ack.after(snd.una) && ack.at_or_before(snd.nxt);
    match check.state {
        State::Closed | State::Listen => language.narration.set.to_owned(),
        State::SynSent if ack.after(snd.iss) && ack.at_or_before(snd.nxt) => {
            language.filled(language.narration.check_ack_of_syn, &slots)
        }
        State::SynSent => language.filled(language.narration.check_ack_not_of_syn, &slots),
        _ if new => language.filled(
            language.narration.check_ack_new,
            &[slots[0], slots[1], slots[2], ("what", Slot::Text(&news(language, check, ack)))],
        ),
        _ if ack.after(snd.nxt) => language.filled(language.narration.check_ack_unsent, &slots),
        _ => language.filled(language.narration.check_ack_old, &slots),
    }
}

/// What an ACK acknowledges that was not acknowledged before: the SYN, octets, the FIN.
fn news(language: &Language, check: &Check, ack: SeqNumber) -> String {
    let syn = check.snd.una == check.snd.iss;
    let fin = matches!(check.fin, Fin::Sent(fin) if ack == fin.plus(1));
    let count = ack.distance_from(check.snd.una).saturating_sub(u32::from(syn) + u32::from(fin));
    let octets = (count > 0).then(|| octets(language, count));
    let parts = [
        syn.then_some(language.narration.check_our_syn),
        octets.as_deref(),
        fin.then_some(language.narration.check_our_fin),
    ];
    let mut parts = parts.into_iter().flatten();
    let mut words = parts.next().unwrap_or_default().to_owned();
    for more in parts {
        language.go_on(&mut words, language.narration.check_and, &[("more", Slot::Text(more))]);
    }
    words
}

fn text(language: &Language, check: &Check, segment: &Segment) -> String {
    let len = segment.data_len();
    if len == 0 {
        return language.narration.check_no_text.to_owned();
    }
    let octets = octets(language, len);
    let start = segment.data_start();
    let slots = [
        ("n", Slot::Text(octets.as_str())),
        ("seq", n(start)),
        ("end", n(start.plus(len - 1))),
        ("nxt", n(check.rcv.nxt)),
    ];
    language.filled(language.narration.check_text, &slots)
}
