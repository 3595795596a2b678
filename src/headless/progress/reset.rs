//! Progress is forgotten, and kept elsewhere in case that was a mistake.

use std::io::{BufRead, Write};

use crate::headless::error::{CommandError, refuse};
use crate::headless::source::shown;
use crate::headless::verdict::Verdict;
use crate::language::Language;
use crate::lesson::did_you_mean;
use crate::progress_file::ProgressFile;
use crate::say;
use crate::text::clean_line;

/// Forgets what was done in a lesson, or everything. Without `yes` somebody is asked, who answers in `input`; none is there to
/// be asked if it is `None`.
///
/// # Errors
/// If nothing is known of the lesson, nobody can be asked, or the file cannot be changed.
pub fn reset<I: BufRead>(
    file: &mut ProgressFile,
    lesson: Option<&str>,
    yes: bool,
    input: Option<&mut I>,
    out: &mut impl Write,
    language: &Language,
) -> Result<Verdict, CommandError> {
    let words = &language.progress;
    let progress = file.read()?;
    if let Some(lesson) = lesson.filter(|lesson| progress.lesson(lesson).is_none()) {
        let ids = progress.lessons.keys().map(String::as_str);
        let (meant, lesson) = (did_you_mean(lesson, ids), &*clean_line(lesson));
        return refuse(match meant {
            Some(meant) => say!(language, words.unknown_but, lesson, meant = &*clean_line(meant)),
            None => say!(language, words.unknown, lesson),
        });
    }
    if progress.is_empty() {
        writeln!(out, "{}", words.nothing_to_forget)?;
        return Ok(Verdict::Fine);
    }
    if !yes && !agreed(lesson, input, out, language)? {
        writeln!(out, "{}", words.nothing_forgotten)?;
        return Ok(Verdict::Fine);
    }
    if let Some(aside) = file.reset(lesson)? {
        writeln!(out, "{}", say!(language, words.forgotten, file = &shown(&aside)))?;
    }
    Ok(Verdict::Fine)
}

fn agreed<I: BufRead>(
    lesson: Option<&str>,
    input: Option<&mut I>,
    out: &mut impl Write,
    language: &Language,
) -> Result<bool, CommandError> {
    let words = &language.progress;
    let about = |all: &'static str, one| match lesson {
        Some(lesson) => say!(language, one, lesson = &*clean_line(lesson)),
        None => all.to_owned(),
    };
    let Some(input) = input else {
        return refuse(about(words.nobody_all, words.nobody_lesson));
    };
    write!(out, "{}", about(words.ask_all, words.ask_lesson))?;
    out.flush()?;
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line.trim().eq_ignore_ascii_case("yes"))
}
