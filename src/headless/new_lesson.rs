//! `new`: a file for a lesson to start from.

use std::io::{self, Write};
use std::path::Path;

use super::source::session;
use super::verdict::Verdict;
use crate::files;
use crate::headless::error::{CommandError, refuse};
use crate::lesson::{catalogue, is_id, starter};
use crate::text::clean_line;

/// Writes ID.toml to the current directory, never over another file: a small lesson with comments, or the run of a session.
///
/// # Errors
/// What cannot be an id, a session that cannot be read, and a file that cannot be written.
pub fn new_lesson(id: &str, from: Option<&str>, out: &mut impl Write) -> Result<Verdict, CommandError> {
    if !is_id(id) {
        return refuse(format!(
            "`{}` is not an id: that is small letters, digits and `-`, such as `my-first-lesson`",
            clean_line(id)
        ));
    }
    if catalogue::find(id).is_some() {
        return refuse(format!("`{id}` is the id of a built-in lesson, which would hide yours"));
    }
    let text = match from {
        Some(from) => session(from)?.lesson_skeleton(),
        None => starter(id),
    };
    let file = format!("{id}.toml");
    match files::create(Path::new(&file), &text) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return refuse(format!("`{file}` is there already"));
        }
        written => written.map_err(|error| CommandError::Unwritable(file.clone(), error))?,
    }
    writeln!(out, "{file} is written. What now:\n")?;
    writeln!(out, "  tcptutor lesson {file} --watch   play it, and see each change as soon as it is saved")?;
    writeln!(out, "  tcptutor check {file}            what is wrong or missing")?;
    Ok(Verdict::Fine)
}
