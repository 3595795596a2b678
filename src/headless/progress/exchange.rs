//! Progress out of the file and into it.

use std::io::{self, Read, Write};
use std::path::Path;

use crate::files;
use crate::headless::error::{CommandError, refuse};
use crate::headless::source::shown;
use crate::headless::verdict::Verdict;
use crate::language::Language;
use crate::progress::{self, Progress, Unreadable};
use crate::progress_file::{LARGEST, ProgressFile};
use crate::say;

/// Prints all that is kept, or writes it into a file that is not there yet.
///
/// # Errors
/// If the file cannot be read, or the other one not be written.
pub fn export(
    file: &mut ProgressFile,
    to: Option<&Path>,
    out: &mut impl Write,
    language: &Language,
) -> Result<Verdict, CommandError> {
    let text = progress::write(file.read()?);
    let Some(to) = to else {
        out.write_all(text.as_bytes())?;
        return Ok(Verdict::Fine);
    };
    let name = shown(to);
    match files::create(to, &text) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return refuse(say!(language, language.progress.file_exists, file = &name));
        }
        written => written.map_err(|error| CommandError::Unwritable(name.clone(), error))?,
    }
    writeln!(out, "{}", say!(language, language.progress.exported, file = &name))?;
    Ok(Verdict::Fine)
}

/// Takes in what another file knows; `-` is standard input. What is known here stays known.
///
/// # Errors
/// If the file cannot be read or is not a progress file, or if nothing can be kept here.
pub fn import(
    file: &mut ProgressFile,
    from: &Path,
    out: &mut impl Write,
    language: &Language,
) -> Result<Verdict, CommandError> {
    let (name, text) = read(from, language)?;
    let other = match progress::read(&text) {
        Ok(other) => other,
        Err(Unreadable::Newer(format)) => {
            let (format, known) = (&format.to_string(), &progress::FORMAT.to_string());
            return refuse(say!(language, language.progress.newer, file = &name, format, known));
        }
        Err(Unreadable::Broken(why)) => {
            return refuse(say!(language, language.progress.broken, file = &name, why = &why));
        }
    };
    let before = file.read()?.clone();
    file.update(|progress| progress.merge(&other))?;
    writeln!(out, "{}", news(&before, file.progress(), language))?;
    Ok(Verdict::Fine)
}

fn read(from: &Path, language: &Language) -> Result<(String, String), CommandError> {
    let is_stream = from == Path::new("-");
    let name = if is_stream { language.progress.standard_input.to_owned() } else { shown(from) };
    let result = if is_stream { stream() } else { files::read(from, LARGEST, language) };
    let bytes = result.and_then(|bytes| bytes.ok_or_else(files::missing));
    let bytes = bytes.map_err(|error| CommandError::Unreadable(name.clone(), error))?;
    let Ok(text) = String::from_utf8(bytes) else {
        return refuse(say!(language, language.progress.not_text, file = &name));
    };
    Ok((name, text))
}

fn stream() -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// What one value has that the other has not, as a sentence.
fn news(before: &Progress, after: &Progress, language: &Language) -> String {
    let words = &language.progress;
    if before == after {
        return words.nothing_new.to_owned();
    }
    let answers = |progress: &Progress| progress.lessons.values().map(|lesson| lesson.answers().0).sum::<usize>();
    let finished = |progress: &Progress| progress.lessons.values().filter(|lesson| lesson.finished.is_some()).count();
    let counts = [
        (after.lessons.len() - before.lessons.len(), words.new_lessons),
        (finished(after) - finished(before), words.new_finished),
        (answers(after).saturating_sub(answers(before)), words.new_answers),
    ];
    let added = counts.into_iter().filter(|(count, _)| *count > 0);
    let added: Vec<String> = added.map(|(n, what)| say!(language, what, n)).collect();
    if added.is_empty() {
        return words.better.to_owned();
    }
    say!(language, words.taken_in, news = &added.join(", "))
}
