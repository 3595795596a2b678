//! `replay`: what a capture shows, without a terminal.

mod json;
mod one;
mod summary;

pub use one::replay_one;

use super::error::{CommandError, refuse};
use super::verdict::Verdict;
use crate::capture::{Place, Recorded};
use crate::capture_file;
use crate::language::Language;
use crate::text::clean_line;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked of captures.
#[derive(Clone, Copy, Debug)]
pub struct ReplayOptions<'a> {
    /// The files; `-` is standard input.
    pub files: &'a [PathBuf],
    /// One line of JSON for each connection.
    pub json: bool,
    /// Where they were captured, if somebody knows.
    pub seen_at: Option<Place>,
}

/// A bar is worth it from so many bytes on.
const LONG: u64 = 16 << 20;

/// Writes what the captures show. It fails if one of them cannot be read at all.
///
/// # Errors
/// What cannot be read or written, if there is nothing else.
pub fn replay(options: ReplayOptions<'_>, out: &mut impl Write, language: &Language) -> Result<Verdict, CommandError> {
    if options.files.is_empty() {
        return refuse(language.capture.no_input);
    }
    let mut verdict = Verdict::Fine;
    let mut is_first = true;
    for file in options.files {
        let read = |progress: &mut dyn FnMut(u64, Option<u64>)| {
            capture_file::read(file, options.seen_at, language, &mut |_, _| {}, progress)
        };
        match with_bar(file, language, read) {
            Ok(opened) => {
                let name = clean_line(&file.to_string_lossy()).into_owned();
                if options.json {
                    json::write(&name, &opened.capture, out, language)?;
                } else {
                    if !std::mem::take(&mut is_first) {
                        writeln!(out)?;
                    }
                    summary::write(&name, &opened.capture, out, language)?;
                }
                out.flush()?;
                opened.complaint.iter().for_each(|complaint| complain(complaint));
            }
            Err(why) => {
                complain(&why);
                verdict = Verdict::Failed;
            }
        }
    }
    Ok(verdict)
}

/// Says on standard error what is wrong; where that has gone too there is nobody left to tell.
fn complain(sentence: &str) {
    let _ = writeln!(stderr(), "tcptutor: {sentence}");
}

/// A capture with its segments, to be looked at; what could not be read of it is said on standard error.
///
/// # Errors
/// What it is instead of a capture with TCP in it.
pub fn recorded(file: &Path, seen_at: Option<Place>, language: &Language) -> Result<Arc<Recorded>, CommandError> {
    match with_bar(file, language, |progress| capture_file::recorded(file, seen_at, language, progress)) {
        Err(why) => refuse(why),
        Ok(captured) => {
            captured.complaint.iter().for_each(|complaint| complain(complaint));
            Ok(captured.recorded)
        }
    }
}

/// Reads with a bar on standard error, if that is a terminal and it takes long.
fn with_bar<T>(file: &Path, language: &Language, read: impl FnOnce(&mut dyn FnMut(u64, Option<u64>)) -> T) -> T {
    let shows = stderr().is_terminal();
    let mut bar: Option<ProgressBar> = None;
    let opened = read(&mut |at, size| {
        let Some(size) = size.filter(|size| shows && *size >= LONG) else { return };
        let bar = bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template(language.capture.reading);
            let bar = ProgressBar::new(size).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.with_message(clean_line(&file.to_string_lossy()).into_owned())
        });
        bar.set_position(at);
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    opened
}
