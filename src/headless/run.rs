//! `run`: a lesson or a session played without a terminal, and written in one of many formats.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::Verdict;
use super::source::{Playable, find, shown};
use crate::export::{Format, Transcript};

/// Plays a lesson by its id, built in or in one of the folders, a file or a session's text and writes the transcript, into a
/// file or else to `out`. It fails if an expectation does not hold.
///
/// # Errors
/// What does not exist, cannot be played, or cannot be written.
pub fn run(
    what: &str,
    folders: &[PathBuf],
    format: Format,
    file: Option<&Path>,
    out: &mut impl Write,
) -> anyhow::Result<Verdict> {
    let transcript = match find(what, folders)? {
        Playable::Lesson(lesson) => Transcript::of_lesson(*lesson),
        Playable::Session(recording, source) => Transcript::of_session(&recording, &source.name, &source.text),
    };
    let written = transcript.write(format);
    match file {
        Some(file) => replace(file, &written).with_context(|| format!("`{}` cannot be written", shown(file)))?,
        None => out.write_all(written.as_bytes())?,
    }
    Ok(if transcript.is_ok() { Verdict::Fine } else { Verdict::Failed })
}

/// Puts a text into a file, the whole of it or nothing: what was there stays until all is written.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    // A device or a pipe is written to and not replaced.
    if fs::metadata(file).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return fs::write(file, text);
    }
    let name = file.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.part", std::process::id()));
    let beside = file.with_file_name(beside);
    let written = OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut part| {
        part.write_all(text.as_bytes())?;
        part.sync_all()?;
        fs::rename(&beside, file)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
