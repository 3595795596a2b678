//! `new`: a file for a lesson to start from.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use super::plain::{Lines, plain_author};
use super::source::{Playable, find};
use super::verdict::Verdict;
use crate::files;
use crate::headless::error::{CommandError, refuse};
use crate::language::Language;
use crate::lesson::{catalogue, is_id, starter};
use crate::say;
use crate::text::clean_line;

/// The text of a lesson that is there, built in or of one's own, or the run of a session as a lesson: by what its author says to
/// each moment of it, if somebody is there to be asked.
fn text_from<I: BufRead>(
    id: &str,
    from: &str,
    folders: &[PathBuf],
    input: Option<&mut I>,
    out: &mut impl Write,
    language: &'static Language,
) -> Result<String, CommandError> {
    let recording = match find(from, folders, language)? {
        Playable::Lesson(lesson) => return Ok(lesson.source.to_string()),
        Playable::Session(recording, _) => recording,
    };
    let Some(input) = input else { return Ok(recording.lesson_skeleton(language)) };
    let outline = recording.outline();
    let authored = plain_author(&outline, Lines::new(input, out, true, language))?;
    match outline.checked(id, &authored, language) {
        Ok(text) => Ok(text),
        // What was typed is not lost: the file is written, and the author mends it there.
        Err(not_yet) => {
            writeln!(out, "{}", not_yet.message)?;
            Ok(outline.lesson(&authored, language))
        }
    }
}

/// Writes ID.toml to the current directory, never over another file: a small lesson with comments, a copy of another lesson to be
/// changed, or the run of a session, whose author is asked line by line where there is an input.
///
/// # Errors
/// What cannot be an id, a session that cannot be read, and a file that cannot be written.
pub fn new_lesson<I: BufRead>(
    id: &str,
    from: Option<&str>,
    folders: &[PathBuf],
    input: Option<&mut I>,
    out: &mut impl Write,
    language: &'static Language,
) -> Result<Verdict, CommandError> {
    let words = &language.sources;
    if !is_id(id) {
        return refuse(say!(language, words.no_id, id = &*clean_line(id)));
    }
    if catalogue::find(id).is_some() {
        return refuse(say!(language, words.id_taken, id));
    }
    let file = format!("{id}.toml");
    // Nobody should answer many questions for a file that is not written in the end.
    if Path::new(&file).exists() {
        return refuse(say!(language, words.file_exists, file = &file));
    }
    let text = match from {
        Some(from) => text_from(id, from, folders, input, out, language)?,
        None => starter(id),
    };
    match files::create(Path::new(&file), &text) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return refuse(say!(language, words.file_exists, file = &file));
        }
        written => written.map_err(|error| CommandError::Unwritable(file.clone(), error))?,
    }
    writeln!(out, "{}", say!(language, words.created, file = &file))?;
    Ok(Verdict::Fine)
}
