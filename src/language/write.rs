//! Numbers, durations and flags as every language writes them, without formatting machinery where it is hot.

use crate::tcp::Flags;
use std::fmt::Write as _;
use std::time::Duration;

/// Appends anything that can be written.
pub fn append(out: &mut String, value: impl std::fmt::Display) {
    let _ = write!(out, "{value}");
}

/// Appends a number in decimal.
pub fn push_number(out: &mut String, mut number: u32) {
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

/// A duration in words: `60 s`, `200 ms`, `4 min`, `2 h`, `59.96 s`.
#[must_use]
pub fn duration(time: Duration) -> String {
    let mut out = String::new();
    push_duration(&mut out, time);
    out
}

/// Thousandths as a percentage: `5 %`, `0.1 %`.
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

#[cfg(test)]
mod tests {
    use super::{duration, flag_names};
    use crate::tcp::Flags;
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
