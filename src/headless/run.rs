//! `run`: a lesson or a session played without a terminal, and written in one of many formats.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::source::{Playable, find, shown};
use super::verdict::Verdict;
use crate::export::{CapturedAt, Cut, Format, Part, Transcript};
use crate::files;
use crate::headless::error::{CommandError, refuse};
use crate::language::Language;
use crate::say;

/// Plays a lesson by its id, built in or in one of the folders, a file or a session's text and writes
/// what `cut` leaves of the transcript, a capture as it is made `at` some place, into a file or else to `out`. It fails if an expectation does not hold.
///
/// # Errors
/// What does not exist, cannot be played, or cannot be written.
pub fn run(
    what: &str,
    folders: &[PathBuf],
    (format, at): (Format, CapturedAt),
    cut: Cut,
    file: Option<&Path>,
    out: &mut impl Write,
    language: &Language,
) -> Result<Verdict, CommandError> {
    let transcript = match find(what, folders, language)? {
        Playable::Lesson(lesson) => Transcript::of_lesson(*lesson),
        Playable::Session(..) if let Some(option) = only_of_lessons(&cut) => {
            return refuse(say!(language, language.command_line.session_has_none, option));
        }
        Playable::Session(recording, source) => Transcript::of_session(&recording, &source.name, &source.text),
    };
    if let Some(steps) = cut.steps.clone().filter(|steps| *steps.start() > transcript.steps()) {
        let (first, n) = (*steps.start(), transcript.steps());
        return refuse(say!(language, language.command_line.too_few_steps, first, n));
    }
    let transcript = transcript.cut(cut);
    let written = transcript.bytes(format, at);
    match file {
        Some(file) => {
            files::write_out(file, &written, language).map_err(|error| CommandError::Unwritable(shown(file), error))?;
        }
        None => out.write_all(&written)?,
    }
    Ok(if transcript.is_ok() { Verdict::Fine } else { Verdict::Failed })
}

/// What is asked for that only a lesson has.
const fn only_of_lessons(cut: &Cut) -> Option<&'static str> {
    match (cut.part, cut.notes) {
        (Part::Questions, _) => Some("--questions"),
        (Part::Answers, _) => Some("--answers"),
        (Part::All, true) => Some("--notes"),
        (Part::All, false) => None,
    }
}
