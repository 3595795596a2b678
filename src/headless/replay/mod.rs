//! `replay`: what a capture shows, without a terminal.

mod json;
mod one;
mod pair;
mod summary;

pub use one::replay_one;

use super::error::{CommandError, refuse};
use super::verdict::Verdict;
use crate::capture::{Place, Recorded, Segments, Sighting};
use crate::capture_file::{self, Progress};
use crate::language::Language;
use crate::say;
use crate::text::clean_line;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write, stderr};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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
pub const LONG: u64 = 16 << 20;

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
    let is_pair = options.files.len() == 2;
    let mut pair = Vec::new();
    for file in options.files {
        let mut segments = Segments::default();
        let mut keep = |_: usize, sighting: &Sighting| {
            if is_pair {
                segments.keep(sighting);
            }
        };
        let read =
            |progress: &mut Progress<'_>| capture_file::read(file, options.seen_at, language, &mut keep, progress);
        match with_bar(file, language, read) {
            Ok(opened) => {
                let name = shown_name(file);
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
                pair.push(Recorded::new(opened.capture, segments));
            }
            Err(why) => {
                complain(&why);
                verdict = Verdict::Failed;
            }
        }
    }
    if let ([one, two], Ok([first, second])) = (options.files, <[Recorded; 2]>::try_from(pair)) {
        let [name, other] = pair_names([one, two]);
        pair::write((&name, first), (&other, second), options.json, out, language)?;
    }
    Ok(verdict)
}

/// What two files are called beside each other: without their folders, if that is enough to tell them apart.
fn pair_names(files: [&Path; 2]) -> [String; 2] {
    let short = files.map(Path::file_name);
    match short {
        [Some(first), Some(second)] if first != second => [first, second].map(|name| shown_name(Path::new(name))),
        _ => files.map(shown_name),
    }
}

/// A file's name, free of what would steer a terminal.
fn shown_name(file: &Path) -> String {
    clean_line(&file.to_string_lossy()).into_owned()
}

/// Says on standard error what is wrong; where that has gone too there is nobody left to tell.
fn complain(sentence: &str) {
    let _ = writeln!(stderr(), "tcptutor: {sentence}");
}

/// A capture with its segments, to be looked at, and a second one beside it if there are two; with what it is called. What could not be
/// read is said on standard error.
///
/// # Errors
/// What the first is instead of a capture with TCP in it, and that there is none, or more than two.
pub fn recorded(
    files: &[PathBuf],
    seen_at: Option<Place>,
    language: &Language,
) -> Result<(String, Recorded), CommandError> {
    let read = |file: &PathBuf| read_whole(file, (seen_at, None), language).map(|read| read.recorded);
    let (first, second) = match files {
        [] => return refuse(language.capture.no_input),
        [one] => (one, None),
        [first, second] => (first, Some(second)),
        _ => return refuse(language.capture.pair_two),
    };
    let name = shown_name(first);
    let recorded = match read(first) {
        Ok(recorded) => recorded,
        Err(why) => return refuse(why),
    };
    let Some(second) = second else { return Ok((name, recorded)) };
    let [name, other_name] = pair_names([first, second]);
    match read(second) {
        Err(why) => {
            complain(&why);
            Ok((name, recorded))
        }
        Ok(other) => {
            let both = recorded.beside(&name, (&other_name, other));
            Ok((say!(language, language.capture.pair_name, name = &name, second = &other_name), both))
        }
    }
}

/// Reads a capture with its segments, and the data of one connection; what could not be read is said on standard error.
fn read_whole(
    file: &Path,
    wanted: (Option<Place>, Option<usize>),
    language: &Language,
) -> Result<capture_file::Read, String> {
    let read = with_bar(file, language, |progress| capture_file::recorded(file, wanted, language, progress))?;
    read.complaint.iter().for_each(|complaint| complain(complaint));
    Ok(read)
}

/// Reads with a bar on standard error, if that is a terminal and it takes long.
fn with_bar<T>(file: &Path, language: &Language, read: impl FnOnce(&mut Progress<'_>) -> T) -> T {
    let shows = stderr().is_terminal();
    let mut bar: Option<ProgressBar> = None;
    let opened = read(&mut |at, size| {
        let Some(size) = size.filter(|size| shows && *size >= LONG) else { return ControlFlow::Continue(()) };
        let bar = bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template(language.capture.reading);
            let bar = ProgressBar::new(size).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.with_message(shown_name(file))
        });
        bar.set_position(at);
        ControlFlow::Continue(())
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    opened
}
