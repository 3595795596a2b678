//! Long runs: what a format takes grows with the rows, and not faster.

use std::time::{Duration, Instant};

use tcptutor::export::{Format, Transcript};
use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording;

use super::runs::FORMATS;
use crate::support::often::often;

/// What machines that are busy with other tests may take for what is quick.
const SLACK: Duration = Duration::from_secs(2);

const BEGIN: &str = "session = 1\n[world]\nstart = [\"B listen\", \"A connect\", \"run until idle\"]\n";

fn transcript(text: &str) -> Transcript {
    let recording = recording::read("large.toml", text, &ENGLISH).unwrap_or_else(|findings| panic!("{}", findings[0]));
    Transcript::of_session(&recording, "large.toml", text)
}

/// One path: many segments that arrive, are lost and sent again, are held, and stay on their way.
fn one_path(parts: usize) -> String {
    let part = |at: usize| {
        let what = match at % 8 {
            0 => "\"link loss=0.3 seed=7\", \"A write 5\", \"run until idle\", \"link loss=0\"",
            1 => "\"A write 10\", \"hold A data\", \"run for 30ms\"",
            2 => "\"link latency=30s\", \"B write 5\", \"run for 1ms\", \"link latency=20ms\"",
            _ => "\"B write 10\", \"run until idle\"",
        };
        format!("[[part]]\ndo = [{what}]\n")
    };
    BEGIN.to_owned() + &(0..parts).map(part).collect::<String>()
}

/// Branches, each of which leaves the one before it.
fn nested(branches: usize) -> String {
    let branch = |at: usize| {
        let of = if at == 0 { String::new() } else { format!("of = {at}\n") };
        format!(
            "[[branch]]\n{of}after = {}\n[[branch.part]]\ndo = [\"A write 1\", \"run for 40ms\", \"step\"]\n",
            2 * at + 2
        )
    };
    BEGIN.to_owned() + "[[part]]\ndo = [\"A write 1\", \"step 3\"]\n" + &(0..branches).map(branch).collect::<String>()
}

fn takes(text: &str, write: impl Fn(&Transcript) -> usize) -> (Duration, usize) {
    let start = Instant::now();
    let size = write(&transcript(text));
    (start.elapsed(), size)
}

/// Ten times as much takes about ten times as long: thirty times is not a square, which would be a hundred.
fn assert_linear(name: &str, text: impl Fn(usize) -> String, few: usize) {
    for format in FORMATS {
        let write = |transcript: &Transcript| transcript.write(format).len();
        let (short, size) = takes(&text(few), write);
        let (long, large) = takes(&text(10 * few), write);
        assert!(large < 30 * size, "{name} as {format:?}: {size} octets become {large}");
        assert!(long < 30 * short + SLACK, "{name} as {format:?}: {short:?} become {long:?}");
    }
}

#[test]
fn a_path_takes_as_long_as_it_has_rows() {
    assert_linear("a path", one_path, 40);
}

#[test]
fn nested_branches_take_as_long_as_they_have_rows() {
    assert_linear("branches", nested, 30);
}

/// A session as long as sessions may be; `TCPTUTOR_OFTEN=8000` makes it a hundred thousand rows.
#[test]
fn a_run_of_very_many_rows_is_written_whole_in_every_format() {
    let writes = usize::try_from(often(500)).expect("a number");
    let part = "[[part]]\ndo = [\"A write 1\", \"run until idle\", \"B read\"]\n";
    let text = BEGIN.to_owned() + &part.repeat(writes);
    let transcript = transcript(&text);
    for format in FORMATS {
        let start = Instant::now();
        let written = transcript.write(format);
        eprintln!("{writes} writes as {format:?}: {} octets in {:?}", written.len(), start.elapsed());
        assert!(written.len() > 100 * writes, "{format:?}: {} octets", written.len());
    }
}

/// Two ends that answer each other for hours, on nested branches.
#[test]
fn a_war_of_acknowledgments_on_nested_branches_is_a_picture_too() {
    let war = include_str!("war.toml");
    let (took, size) = takes(war, |transcript| transcript.write(Format::Svg).len());
    assert!(size > 100_000);
    assert!(took < 30 * SLACK, "it takes {took:?}");
}
