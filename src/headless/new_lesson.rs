//! `new`: a file for a lesson to start from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::source::{Playable, find};
use super::verdict::Verdict;
use crate::files;
use crate::headless::error::{CommandError, refuse};
use crate::language::Language;
use crate::lesson::{catalogue, is_id, starter};
use crate::say;
use crate::text::clean_line;

/// The text of a lesson that is there, built in or of one's own, or the run of a session as a lesson.
fn text_from(from: &str, folders: &[PathBuf], language: &Language) -> Result<String, CommandError> {
    match find(from, folders, language)? {
        Playable::Lesson(lesson) => Ok(lesson.source.to_string()),
        Playable::Session(recording, _) => Ok(recording.lesson_skeleton(language)),
    }
}

/// Writes ID.toml to the current directory, never over another file: a small lesson with comments, a copy of another lesson to be
/// changed, or the run of a session.
///
/// # Errors
/// What cannot be an id, a session that cannot be read, and a file that cannot be written.
pub fn new_lesson(
    id: &str,
    from: Option<&str>,
    folders: &[PathBuf],
    out: &mut impl Write,
    language: &Language,
) -> Result<Verdict, CommandError> {
    let words = &language.sources;
    if !is_id(id) {
        return refuse(say!(language, words.no_id, id = &*clean_line(id)));
    }
    if catalogue::find(id).is_some() {
        return refuse(say!(language, words.id_taken, id));
    }
    let text = match from {
        Some(from) => text_from(from, folders, language)?,
        None => starter(id),
    };
    let file = format!("{id}.toml");
    match files::create(Path::new(&file), &text) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return refuse(say!(language, words.file_exists, file = &file));
        }
        written => written.map_err(|error| CommandError::Unwritable(file.clone(), error))?,
    }
    writeln!(out, "{}", say!(language, words.created, file = &file))?;
    Ok(Verdict::Fine)
}
