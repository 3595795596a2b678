//! Short words: labels of segments and calls for the ladder, numbers, durations.

use super::phrase::{Slot, append, fill, filled};
use super::texts::T;
use crate::sim::{Call, Side};
use crate::tcp::{Errno, Flags, Reply, Segment, Signal, State};
use std::time::Duration;

/// The two ends as they are introduced, each with its letter and what it is called: `A (client)`.
#[must_use]
pub fn ends(names: [&str; 2]) -> [String; 2] {
    Side::BOTH.map(|side| match names[side.index()] {
        name if name.is_empty() || name == side.letter() => side.letter().to_owned(),
        name => format!("{side} ({name})"),
    })
}

/// A sentence that introduces the two ends, which go by their letters after it.
#[must_use]
pub fn introduction(names: [&str; 2]) -> String {
    let [a, b] = ends(names);
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

/// A duration in words: `60 s`, `200 ms`, `4 min`, `2 h`, `59.96 s`.
#[must_use]
pub fn duration(time: Duration) -> String {
    let mut out = String::new();
    push_duration(&mut out, time);
    out
}

/// So many thousandths in words: `5 %`, `0.1 %`.
#[must_use]
pub fn percent(thousandths: u16) -> String {
    format!("{} %", f64::from(thousandths) / 10.0)
}

/// Appends a duration in words: the largest unit that needs no long fraction; minutes from two on.
pub fn push_duration(out: &mut String, time: Duration) {
    let micros = time.as_micros();
    match micros {
        0 => out.push_str("0 s"),
        _ if micros >= 7_200_000_000 && micros.is_multiple_of(3_600_000_000) => push_unit(out, micros / 3_600, " h"),
        _ if micros >= 120_000_000 && micros.is_multiple_of(60_000_000) => push_unit(out, micros / 60, " min"),
        _ if micros >= 1_000_000 => push_unit(out, micros, " s"),
        _ => push_unit(out, micros * 1_000, " ms"),
    }
}

/// Appends millionths of a unit as a decimal number without idle zeros.
fn push_unit(out: &mut String, millionths: u128, unit: &str) {
    append(out, millionths / 1_000_000);
    let fraction = millionths % 1_000_000;
    if fraction != 0 {
        let digits = format!("{fraction:06}");
        out.push('.');
        out.push_str(digits.trim_end_matches('0'));
    }
    out.push_str(unit);
}

/// The names of a set of control bits, as [`Flags`] writes them, without formatting machinery.
#[must_use]
pub const fn flag_names(flags: Flags) -> &'static str {
    const NAMES: [&str; 16] = [
        "none",
        "SYN",
        "FIN",
        "SYN,FIN",
        "RST",
        "SYN,RST",
        "FIN,RST",
        "SYN,FIN,RST",
        "ACK",
        "SYN,ACK",
        "FIN,ACK",
        "SYN,FIN,ACK",
        "RST,ACK",
        "SYN,RST,ACK",
        "FIN,RST,ACK",
        "SYN,FIN,RST,ACK",
    ];
    NAMES
        [flags.syn() as usize | (flags.fin() as usize) << 1 | (flags.rst() as usize) << 2 | (flags.ack() as usize) << 3]
}

/// Appends a number in decimal.
pub(super) fn push_number(out: &mut String, mut number: u32) {
    let mut digits = [0u8; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// Appends a segment as a sentence names it: `SYN,ACK`, `10 octets`, `FIN,ACK with 10 octets`.
pub(super) fn push_segment(out: &mut String, segment: &Segment) {
    let octets = segment.data_len();
    if octets == 0 {
        out.push_str(if segment.flags == Flags::NONE { T.no_flags } else { flag_names(segment.flags) });
        return;
    }
    if segment.flags != Flags::ACK {
        out.push_str(if segment.flags == Flags::NONE { T.no_flags } else { flag_names(segment.flags) });
        out.push_str(T.with);
    }
    push_octets(out, octets);
}

/// Appends `1 octet`, `10 octets`.
pub(super) fn push_octets(out: &mut String, octets: u32) {
    fill(out, if octets == 1 { T.octet } else { T.octets }, &[("n", Slot::Number(octets))]);
}

#[cfg(test)]
mod tests {
    use super::{call_label, duration, flag_names, label};
    use crate::sim::Call;
    use crate::tcp::{CallError, Errno, Flags, Reply, Segment, SeqNumber};
    use std::time::Duration;

    #[test]
    fn flags_are_named_as_the_type_names_them() {
        for bits in 0..16u32 {
            let flags = Flags::NAMES
                .iter()
                .enumerate()
                .filter(|(i, _)| bits & (1 << i) != 0)
                .fold(Flags::NONE, |set, (_, (flag, _))| set.with(*flag));
            assert_eq!(flag_names(flags), flags.to_string());
        }
    }

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

    #[test]
    fn durations_are_written_in_the_unit_that_people_use() {
        for (micros, words) in [
            (0, "0 s"),
            (500, "0.5 ms"),
            (200_000, "200 ms"),
            (1_500_000, "1.5 s"),
            (60_000_000, "60 s"),
            (59_960_000, "59.96 s"),
            (90_000_000, "90 s"),
            (240_000_000, "4 min"),
            (241_000_000, "241 s"),
            (7_200_000_000, "2 h"),
        ] {
            assert_eq!(duration(Duration::from_micros(micros)), words);
        }
    }
}
