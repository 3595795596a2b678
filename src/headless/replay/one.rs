//! One connection of a capture, written in one of the formats of lessons and sessions.

use super::super::error::{CommandError, refuse};
use super::super::verdict::Verdict;
use super::recorded;
use crate::capture::{Place, Shown};
use crate::export::{Format, Transcript};
use crate::language::Language;
use crate::say;
use crate::text::clean_line;
use crate::timeline::Timeline as _;
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
    let [file] = files else { return refuse(words.no_input) };
    let recorded = recorded(file, seen_at, language)?;
    let name = clean_line(&file.to_string_lossy()).into_owned();
    let name = name.as_str();
    let n = recorded.capture.connections.len();
    let number = match number {
        Some(number) => number,
        None if n == 1 => 1,
        None => return refuse(say!(language, words.which_connection, name, n)),
    };
    let shown = number.checked_sub(1).and_then(|index| recorded.shown(index));
    let Some(shown) = shown else {
        return refuse(say!(language, words.no_such_connection, name, n, number = &number.to_string()));
    };
    out.write_all(&written(&shown, format, &say!(language, words.one_connection, name, n = number), language))?;
    Ok(Verdict::Fine)
}

fn written(shown: &Shown, format: Format, title: &str, language: &Language) -> Vec<u8> {
    match format {
        Format::Pcapng => shown.pcapng(language.capture.no_payload),
        Format::Tcpdump => shown.tcpdump_lines().into_iter().flat_map(|line| (line + "\n").into_bytes()).collect(),
        _ => Transcript::of_timeline(shown, title).write(format).into_bytes(),
    }
}
