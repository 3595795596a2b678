//! Progress out of the file and into it.

use std::io::{self, Read, Write};
use std::path::Path;

use crate::files;
use crate::headless::error::{CommandError, refuse};
use crate::headless::source::shown;
use crate::headless::verdict::Verdict;
use crate::progress::{self, Progress};
use crate::progress_file::{LARGEST, ProgressFile};

/// Prints all that is kept, or writes it into a file that is not there yet.
///
/// # Errors
/// If the file cannot be read, or the other one not be written.
pub fn export(file: &mut ProgressFile, to: Option<&Path>, out: &mut impl Write) -> Result<Verdict, CommandError> {
    let text = progress::write(file.read()?);
    let Some(to) = to else {
        out.write_all(text.as_bytes())?;
        return Ok(Verdict::Fine);
    };
    let name = shown(to);
    match files::create(to, &text) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return refuse(format!("`{name}` is there already, and stays as it is"));
        }
        written => written.map_err(|error| CommandError::Unwritable(name.clone(), error))?,
    }
    writeln!(out, "Written: `{name}`. `tcptutor progress import {name}` takes it in elsewhere.")?;
    Ok(Verdict::Fine)
}

/// Takes in what another file knows; `-` is standard input. What is known here stays known.
///
/// # Errors
/// If the file cannot be read or is not a progress file, or if nothing can be kept here.
pub fn import(file: &mut ProgressFile, from: &Path, out: &mut impl Write) -> Result<Verdict, CommandError> {
    let (name, text) = read(from)?;
    let other = match progress::read(&text) {
        Ok(other) => other,
        Err(why) => return refuse(format!("`{name}` is not taken in, because {why}")),
    };
    let before = file.read()?.clone();
    file.update(|progress| progress.merge(&other))?;
    for sentence in news(&before, file.progress()) {
        writeln!(out, "{sentence}")?;
    }
    Ok(Verdict::Fine)
}

fn read(from: &Path) -> Result<(String, String), CommandError> {
    let mut bytes = Vec::new();
    let name = if from == Path::new("-") { "standard input".to_owned() } else { shown(from) };
    let result = if from == Path::new("-") {
        io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(from).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes))
    };
    result.map_err(|error| CommandError::Unreadable(name.clone(), error))?;
    let Ok(text) = String::from_utf8(bytes) else {
        return refuse(format!("`{name}` is not a progress file: it is not UTF-8 text"));
    };
    Ok((name, text))
}

/// What one value has that the other has not, in sentences.
fn news(before: &Progress, after: &Progress) -> Vec<String> {
    if before == after {
        return vec!["Nothing in it is new.".to_owned()];
    }
    let answers = |progress: &Progress| progress.lessons.values().map(|lesson| lesson.answers().0).sum::<usize>();
    let finished = |progress: &Progress| progress.lessons.values().filter(|lesson| lesson.finished.is_some()).count();
    let counts = [
        (after.lessons.len() - before.lessons.len(), "begun lesson"),
        (finished(after) - finished(before), "finished lesson"),
        (answers(after).saturating_sub(answers(before)), "answer"),
    ];
    let added = counts.into_iter().filter(|(count, _)| *count > 0);
    let added: Vec<String> =
        added.map(|(count, what)| format!("{count} {what}{}", if count == 1 { "" } else { "s" })).collect();
    if added.is_empty() {
        return vec!["Taken in: what it knew better or later.".to_owned()];
    }
    vec![format!("Taken in: {}.", added.join(", "))]
}
