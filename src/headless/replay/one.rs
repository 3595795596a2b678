//! One connection of a capture, written in one of the formats of lessons and sessions.

use super::super::error::{CommandError, refuse};
use super::super::verdict::Verdict;
use super::{read_whole, recorded, shown_name};
use crate::capture::{Octets, Otherwise, Pictured, Place};
use crate::export::{Format, Transcript};
use crate::language::Language;
use crate::say;
use std::io::Write;
use std::path::PathBuf;

/// Writes one connection, the only one if no number is given.
///
/// # Errors
/// What cannot be read or written, and which connection does not exist.
pub fn replay_one(
    files: &[PathBuf],
    seen_at: Option<Place>,
    (number, format): (Option<usize>, Format),
    out: &mut impl Write,
    language: &Language,
) -> Result<Verdict, CommandError> {
    let words = &language.capture;
    let index = number.unwrap_or(1).checked_sub(1);
    let mut octets = Octets::default();
    let (name, recorded) = if let [file] = files {
        let read = match read_whole(file, (seen_at, index), language) {
            Ok(read) => read,
            Err(why) => return refuse(why),
        };
        octets = read.octets;
        (shown_name(file), read.recorded)
    } else {
        recorded(files, seen_at, language)?
    };
    let name = name.as_str();
    let n = recorded.connections();
    let number = match number {
        Some(number) => number,
        None if n == 1 => 1,
        None => return refuse(say!(language, words.which_connection, name, n)),
    };
    let shown = number.checked_sub(1).and_then(|index| recorded.pictured(index, &Otherwise::default()));
    let Some(shown) = shown else {
        return refuse(say!(language, words.no_such_connection, name, n, number = &number.to_string()));
    };
    if matches!((&shown, format), (Pictured::Both(_), Format::Pcapng)) {
        return refuse(words.pair_no_pcapng);
    }
    let title = say!(language, words.one_connection, name, n = number);
    out.write_all(&written((&shown, &octets), format, &title, language))?;
    Ok(Verdict::Fine)
}

fn written((shown, octets): (&Pictured, &Octets), format: Format, title: &str, language: &Language) -> Vec<u8> {
    let timeline = shown.timeline();
    match (shown, format) {
        (Pictured::One(shown), Format::Pcapng) => shown.pcapng(octets, language),
        (_, Format::Tcpdump) => {
            timeline.tcpdump_lines().into_iter().flat_map(|line| (line + "\n").into_bytes()).collect()
        }
        _ => Transcript::of_timeline(timeline, title).write(format).into_bytes(),
    }
}
