//! Progress is forgotten, and kept elsewhere in case that was a mistake.

use std::io::{BufRead, Write};

use crate::headless::error::{CommandError, refuse};
use crate::headless::source::shown;
use crate::headless::verdict::Verdict;
use crate::lesson::did_you_mean;
use crate::progress_file::ProgressFile;
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
) -> Result<Verdict, CommandError> {
    let progress = file.read()?;
    if let Some(lesson) = lesson.filter(|lesson| progress.lesson(lesson).is_none()) {
        let ids = progress.lessons.keys().map(String::as_str);
        let meant =
            did_you_mean(lesson, ids).map(|id| format!(" Did you mean `{}`?", clean_line(id))).unwrap_or_default();
        return refuse(format!("nothing is known of a lesson `{}`.{meant}", clean_line(lesson)));
    }
    if progress.is_empty() {
        writeln!(out, "There is nothing to forget.")?;
        return Ok(Verdict::Fine);
    }
    if !yes && !agreed(lesson, input, out)? {
        writeln!(out, "Nothing was forgotten.")?;
        return Ok(Verdict::Fine);
    }
    if let Some(aside) = file.reset(lesson)? {
        let aside = shown(&aside);
        writeln!(
            out,
            "Forgotten. What was there is kept as `{aside}`: `tcptutor progress import {aside}` brings it back."
        )?;
    }
    Ok(Verdict::Fine)
}

fn agreed<I: BufRead>(lesson: Option<&str>, input: Option<&mut I>, out: &mut impl Write) -> Result<bool, CommandError> {
    let what = lesson.map_or("everything that you have done".to_owned(), |lesson| {
        format!("what you have done in `{}`", clean_line(lesson))
    });
    let Some(input) = input else {
        return refuse(format!("this forgets {what}, and there is nobody to ask: `--yes` confirms it"));
    };
    write!(out, "This forgets {what}. Type `yes` if you mean it: ")?;
    out.flush()?;
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line.trim().eq_ignore_ascii_case("yes"))
}
