//! Captures in files, packed or not, in pipes and on standard input.

mod folder;
mod input;

pub use folder::captures_in;

use crate::capture::{Capture, Octets, Place, Reading, Recorded, Segments, Sighting};
use crate::language::Language;
use crate::say;
use crate::text::clean_line;
use crate::wire::{Damage, Other};
use input::Input;
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::path::Path;

/// Hears how many bytes of how many were read, and says whether to read on.
pub type Progress<'a> = dyn FnMut(u64, Option<u64>) -> ControlFlow<()> + 'a;

/// So much is read at once.
const CHUNK: usize = 1 << 18;

/// A capture that was read from a file.
#[derive(Debug)]
pub struct Opened {
    /// What it holds.
    pub capture: Capture,
    /// What was wrong with it, if it could not be read to its end, as a sentence.
    pub complaint: Option<String>,
    /// The data of the connection that was to be kept.
    pub octets: Octets,
}

/// Reads a capture; `-` is standard input. `message` is where it was made, if somebody knows; `see` is shown each segment with the
/// number of its connection, and `progress` how many bytes of how many were read; it says whether to read on.
///
/// # Errors
/// What it is instead of a capture, as a sentence.
pub fn read(
    path: &Path,
    message: Option<Place>,
    language: &Language,
    see: &mut dyn FnMut(usize, &Sighting),
    progress: &mut Progress<'_>,
) -> Result<Opened, String> {
    read_into(Reading::default(), (path, message), language, see, progress)
}

fn read_into(
    mut reading: Reading,
    (path, message): (&Path, Option<Place>),
    language: &Language,
    see: &mut dyn FnMut(usize, &Sighting),
    progress: &mut Progress<'_>,
) -> Result<Opened, String> {
    let name = clean_line(&path.to_string_lossy()).into_owned();
    let mut input = Input::open(path, &name, language)?;
    let fault = pump(&mut input, &mut reading, see, progress);
    let at = reading.at();
    let octets = reading.take_octets();
    let capture = reading.finish(message);
    let complaint = match (fault, capture.losses.damage) {
        (_, Some((Damage::NotACapture(other), _))) => return Err(no_capture(other, &name, language)),
        (Some(error), _) if at == 0 => {
            return Err(say!(language, language.capture.unreadable, name = &name, why = &error.to_string()));
        }
        (Some(error), _) if input.is_packed() => {
            Some(say!(language, language.capture.bad_gzip, name = &name, why = &error.to_string()))
        }
        (Some(error), _) => Some(say!(language, language.capture.unreadable, name = &name, why = &error.to_string())),
        (None, Some((damage, at))) => Some(damaged(damage, at, &name, language)),
        (None, None) => None,
    };
    Ok(Opened { capture, complaint, octets })
}

/// A capture that was read with its segments, to be looked at.
#[derive(Debug)]
pub struct Read {
    /// The capture.
    pub recorded: Recorded,
    /// What was wrong with it, if it could not be read to its end, as a sentence.
    pub complaint: Option<String>,
    /// The data of the connection that was to be kept.
    pub octets: Octets,
}

/// Reads a capture with its segments, and with the data of the connection at this place in it, if one is wanted; the rest as for [`read`].
///
/// # Errors
/// What it is instead of a capture with TCP in it, as a sentence.
pub fn recorded(
    path: &Path,
    (message, connection): (Option<Place>, Option<usize>),
    language: &Language,
    progress: &mut Progress<'_>,
) -> Result<Read, String> {
    let mut segments = Segments::default();
    let reading = connection.map_or_else(Reading::default, Reading::keeping);
    let mut keep = |_: usize, sighting: &Sighting| segments.keep(sighting);
    let opened = read_into(reading, (path, message), language, &mut keep, progress)?;
    if opened.capture.segments == 0 {
        // What broke off before the first packet says more than that there is none.
        let name = clean_line(&path.to_string_lossy()).into_owned();
        return Err(opened.complaint.unwrap_or_else(|| nothing(&name, &opened.capture, language)));
    }
    let recorded = Recorded::new(opened.capture, segments);
    Ok(Read { recorded, complaint: opened.complaint, octets: opened.octets })
}

/// That a capture holds no TCP, or nothing at all.
#[must_use]
pub fn nothing(name: &str, capture: &Capture, language: &Language) -> String {
    let words = &language.capture;
    match u32::try_from(capture.packets).unwrap_or(u32::MAX) {
        0 => say!(language, words.no_packets, name),
        n => say!(language, words.no_tcp, name, n),
    }
}

/// Reads to the end, or to an error.
fn pump(
    input: &mut Input,
    reading: &mut Reading,
    see: &mut dyn FnMut(usize, &Sighting),
    progress: &mut Progress<'_>,
) -> Option<io::Error> {
    let mut buffer = vec![0; CHUNK];
    let (mut start, mut end, mut needed, mut whole) = (0, 0, 1, false);
    let mut fault = None;
    while !reading.is_over() {
        while end - start < needed && !whole {
            buffer.copy_within(start..end, 0);
            (start, end) = (0, end - start);
            if buffer.len() < needed {
                buffer.resize(needed.next_power_of_two(), 0);
            }
            match input.read(&mut buffer[end..]) {
                Ok(0) => whole = true,
                Ok(more) => end += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    fault = Some(error);
                    whole = true;
                }
            }
        }
        let (used, more) = reading.take(&buffer[start..end], whole, see);
        start += used;
        needed = more.max(1);
        if progress(input.at(), input.size()).is_break() {
            return Some(io::ErrorKind::Interrupted.into());
        }
    }
    fault
}

fn no_capture(other: Other, name: &str, language: &Language) -> String {
    let words = &language.capture;
    match other {
        Other::Empty => say!(language, words.empty, name),
        Other::Zeros => say!(language, words.zeros, name),
        Other::Text => say!(language, words.text, name),
        Other::Document(format) => say!(language, words.document, name, format),
        Other::Packed(format) => say!(language, words.packed, name, format),
        Other::Capture(format) => say!(language, words.other_capture, name, format),
        Other::Unknown => say!(language, words.not_a_capture, name),
    }
}

fn damaged(damage: Damage, at: u64, name: &str, language: &Language) -> String {
    let words = &language.capture;
    let at = &at.to_string();
    match damage {
        Damage::NotACapture(other) => no_capture(other, name, language),
        Damage::Ends => say!(language, words.damage_ends, name, at),
        Damage::Zeros => say!(language, words.damage_zeros, name, at),
        Damage::Length(length) => say!(language, words.damage_length, name, at, length),
        Damage::Block => say!(language, words.damage_block, name, at),
    }
}
