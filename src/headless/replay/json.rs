//! One line of JSON for each connection.

use crate::capture::{Capture, Known, Opener, Place, Sure, Verdict, Watched, utc};
use crate::language::Language;
use crate::sim::{PerSide, Side};
use crate::tcp::State;
use crate::wire::End;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    connection: usize,
    packets: u32,
    octets: Sides<u64>,
    start: String,
    seconds: f64,
    #[serde(rename = "A")]
    a: Address,
    #[serde(rename = "B")]
    b: Address,
    opener: &'static str,
    opener_known_by: &'static str,
    seen_at: &'static str,
    seen_at_why: String,
    states: Sides<StateOf>,
    verdict: String,
    findings: Vec<String>,
    trouble: u8,
}

#[derive(Serialize)]
struct Sides<T> {
    #[serde(rename = "A")]
    a: T,
    #[serde(rename = "B")]
    b: T,
}

impl<T> From<PerSide<T>> for Sides<T> {
    fn from(sides: PerSide<T>) -> Self {
        Self { a: sides.a, b: sides.b }
    }
}

#[derive(Serialize)]
struct Address {
    address: String,
    port: u16,
}

#[derive(Serialize)]
struct StateOf {
    state: &'static str,
    certainty: &'static str,
    possible: Vec<&'static str>,
    may_also: Vec<&'static str>,
}

/// The word for what nothing tells.
const UNKNOWN: &str = "unknown";

/// Writes a line for each connection, in the order of their first packets.
pub(super) fn write(name: &str, capture: &Capture, out: &mut impl Write, language: &Language) -> io::Result<()> {
    for (index, watched) in capture.connections.iter().enumerate() {
        let line = line(name, index + 1, watched, capture.last, language);
        out.write_all(crate::text::json_line(&line)?.as_bytes())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn line<'a>(file: &'a str, number: usize, watched: &Watched, now: i64, language: &Language) -> Line<'a> {
    let connection = &watched.connection;
    let known = watched.known(now);
    let findings = watched.findings(&known);
    let verdict = Verdict::of(watched, &known, &findings, now);
    let halves = connection.halves.as_ref();
    let end = halves.map(|half| address(half.end));
    Line {
        file,
        connection: number,
        packets: halves.a.packets + halves.b.packets,
        octets: halves.map(|half| half.data.octets).into(),
        start: utc(connection.first.time),
        seconds: seconds(connection.last.since(connection.first)),
        a: end.a,
        b: end.b,
        opener: if watched.opener == Opener::Unknown { UNKNOWN } else { Side::A.letter() },
        opener_known_by: match watched.opener {
            Opener::Syn => "SYN",
            Opener::SynAck => "SYN,ACK",
            Opener::Port => "port",
            Opener::Unknown => "nothing",
        },
        seen_at: match watched.place {
            Place::A => "A",
            Place::Between => "between",
            Place::B => "B",
            Place::Both => "both",
            Place::Unknown => UNKNOWN,
        },
        seen_at_why: watched.clue.describe(language),
        states: known.as_ref().map(|known| state_of(known, language)).into(),
        verdict: verdict.describe(connection.halves.b.end, language),
        findings: findings.iter().map(ToString::to_string).collect(),
        trouble: verdict.trouble().number(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a capture of a hundred days has its milliseconds still")]
fn seconds(nanoseconds: i64) -> f64 {
    nanoseconds as f64 / 1e9
}

fn address(end: End) -> Address {
    Address { address: end.address.to_string(), port: end.port }
}

fn state_of(known: &Known, language: &Language) -> StateOf {
    let possible: Vec<&str> = known.possible.iter().map(|state| state.name()).collect();
    StateOf {
        state: known.state.map_or(UNKNOWN, State::name),
        certainty: match known.sure {
            Sure::Seen => "seen",
            Sure::MustBe => "must",
            Sure::Probably => "probably",
            Sure::Unknown => UNKNOWN,
        },
        possible: if possible.is_empty() { vec![UNKNOWN] } else { possible },
        may_also: known.may_also.iter().map(|silent| silent.describe(language)).collect(),
    }
}
