//! Short words: labels of segments and calls for the ladder, numbers, durations.

use super::phrase::{Slot, T, append, filled};
use crate::language::{ENGLISH, flag_names, push_number};
use crate::sim::{Call, PerSide};
use crate::tcp::{Errno, Reply, Segment, Signal, State};

/// The two ends as they are introduced, each with its letter and what it is called: `A (client)`.
#[must_use]
pub fn ends(names: PerSide<&str>) -> PerSide<String> {
    PerSide::from_fn(|side| match names[side] {
        name if name.is_empty() || name == side.letter() => side.letter().to_owned(),
        name => format!("{side} ({name})"),
    })
}

/// A sentence that introduces the two ends, which go by their letters after it.
#[must_use]
pub fn introduction(names: PerSide<&str>) -> String {
    let PerSide { a, b } = ends(names);
    filled(T.introduced, &[("a", Slot::Text(&a)), ("b", Slot::Text(&b))])
}

/// A segment's label beside its arrow: `FIN,ACK 1001 5001`, `ACK 1001 5001 len 10`, `SYN 1000`.
#[must_use]
pub fn label(segment: &Segment) -> String {
    let mut out = String::with_capacity(32);
    push_label(&mut out, segment);
    out
}

/// Appends a segment's label.
pub fn push_label(out: &mut String, segment: &Segment) {
    out.push_str(flag_names(segment.flags));
    out.push(' ');
    push_number(out, segment.seq.0);
    if segment.flags.ack() {
        out.push(' ');
        push_number(out, segment.ack.0);
    }
    if !segment.payload.is_empty() {
        out.push_str(" len ");
        push_number(out, segment.data_len());
    }
}

/// A call's label in the application's lane: `close()`, `write(10)`, `read() = 0`, `connect() = EISCONN`.
#[must_use]
pub fn call_label(call: Call, reply: Option<Reply>) -> String {
    let mut out = call.to_string();
    match reply {
        None | Some(Reply::Ok) => {}
        Some(Reply::Octets(_)) if matches!(call, Call::Write(_)) => {}
        Some(reply) => {
            out.push_str(" = ");
            append(&mut out, reply);
        }
    }
    out
}

/// What the user is told without asking, in the application's lane: `connect() ECONNREFUSED` where sockets give it an errno, the
/// RFC's words otherwise. `before` is the state that it ended.
#[must_use]
pub fn signal_label(signal: Signal, errno: Option<Errno>, before: State) -> String {
    match errno {
        None => signal.text().to_owned(),
        Some(errno) if connect_waits(before) => format!("{}() {errno}", Call::Connect.word()),
        Some(errno) => errno.to_string(),
    }
}

/// Whether it is `connect()` that hears of an end in this state: a passive OPEN is not told.
pub(super) const fn connect_waits(before: State) -> bool {
    matches!(before, State::SynSent | State::SynReceived)
}

/// Appends `1 octet`, `10 octets`.
pub(super) fn push_octets(out: &mut String, octets: u32) {
    ENGLISH.push_octets(out, octets);
}

#[cfg(test)]
mod tests {
    use super::{call_label, label};
    use crate::sim::Call;
    use crate::tcp::{CallError, Errno, Flags, Reply, Segment, SeqNumber};

    #[test]
    fn a_label_has_what_an_arrow_needs() {
        let segment = |flags, len: u8| Segment {
            seq: SeqNumber(1001),
            ack: SeqNumber(5001),
            flags,
            payload: (0..len).collect(),
            ..Segment::default()
        };
        assert_eq!(label(&segment(Flags::FIN_ACK, 0)), "FIN,ACK 1001 5001");
        assert_eq!(label(&segment(Flags::ACK, 10)), "ACK 1001 5001 len 10");
        assert_eq!(label(&segment(Flags::SYN, 0)), "SYN 1001");
        assert_eq!(label(&segment(Flags::NONE, 0)), "none 1001");
    }

    #[test]
    fn a_call_shows_what_it_returns_if_that_says_something() {
        assert_eq!(call_label(Call::Close, Some(Reply::Ok)), "close()");
        assert_eq!(call_label(Call::Write(10), Some(Reply::Octets(10))), "write(10)");
        assert_eq!(call_label(Call::Read(65535), Some(Reply::Octets(10))), "read() = 10");
        assert_eq!(call_label(Call::Read(65535), Some(Reply::EndOfFile)), "read() = 0");
        assert_eq!(call_label(Call::Connect, Some(Reply::Errno(Errno::ECONNREFUSED))), "connect() = ECONNREFUSED");
        let closing = Reply::Error(CallError::ConnectionClosing);
        assert_eq!(call_label(Call::Close, Some(closing)), "close() = error: connection closing");
    }
}
