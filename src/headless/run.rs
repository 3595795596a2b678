//! `run`: a lesson or a session played without a terminal, and written in one of many formats.

use std::io::Write;

use super::Verdict;
use super::source::{Playable, find};
use crate::export::{Format, Transcript};

/// Plays a built-in lesson, a file or a session's text and writes the transcript. It fails if an expectation does not hold.
///
/// # Errors
/// What does not exist, cannot be played, or cannot be written.
pub fn run(what: &str, format: Format, out: &mut impl Write) -> anyhow::Result<Verdict> {
    let transcript = match find(what)? {
        Playable::Lesson(lesson) => Transcript::of_lesson(*lesson),
        Playable::Session(recording, source) => Transcript::of_session(&recording, &source.name, &source.text),
    };
    out.write_all(transcript.write(format).as_bytes())?;
    Ok(if transcript.is_ok() { Verdict::Fine } else { Verdict::Failed })
}
