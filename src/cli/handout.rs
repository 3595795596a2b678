//! What of a handout can be asked for in which format: an option that a format has nothing for is refused, not passed over.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::exit::{MISUSE, answer, complain};
use crate::export::{CapturedAt, Cut, Format, Paper, Part};
use crate::headless;
use crate::language::{ENGLISH, Language};
use crate::say;

/// Formats that people read.
const PROSE: &[Format] = &[Format::Text, Format::Markdown, Format::Html];
/// Formats that can show some steps alone.
const STEPS: &[Format] = &[Format::Text, Format::Markdown, Format::Mermaid, Format::Svg, Format::Html];
/// Formats that are captures.
const CAPTURES: &[Format] = &[Format::Tcpdump, Format::Pcapng];

/// Writes a handout, or says which option its format has nothing for.
pub fn run(
    what: &str,
    folders: &[PathBuf],
    (format, at): (Format, Option<CapturedAt>),
    cut: Cut,
    output: Option<&Path>,
) -> ExitCode {
    if let Some((option, formats)) = ignored(format, &cut, at) {
        return complain(MISUSE, refusal(option, formats, format, &ENGLISH));
    }
    let format = (format, at.unwrap_or_default());
    answer(&ENGLISH, |out| headless::run(what, folders, format, cut, output, out, &ENGLISH))
}

/// What of it was asked for.
pub const fn part(questions: bool, answers: bool) -> Part {
    match (questions, answers) {
        (true, _) => Part::Questions,
        (false, true) => Part::Answers,
        (false, false) => Part::All,
    }
}

/// The paper of a handout, by the theme that was asked for: it has no other themes.
pub fn paper(theme: Option<&str>) -> Paper {
    match theme {
        Some("light") => Paper::Light,
        Some("dark") => Paper::Dark,
        _ => Paper::Auto,
    }
}

/// The first option that this format would pass over, with the formats that it is for.
fn ignored(format: Format, cut: &Cut, at: Option<CapturedAt>) -> Option<(&'static str, &'static [Format])> {
    let asked = [
        (cut.part == Part::Questions, "--questions", PROSE),
        (cut.part == Part::Answers, "--answers", PROSE),
        (cut.notes, "--notes", PROSE),
        (cut.steps.is_some(), "--steps", STEPS),
        (at.is_some(), "--at", CAPTURES),
    ];
    let ignored = asked.into_iter().find(|(is_asked, _, formats)| *is_asked && !formats.contains(&format));
    ignored.map(|(_, option, formats)| (option, formats))
}

/// What is said of it.
fn refusal(option: &str, formats: &[Format], format: Format, language: &Language) -> String {
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let (formats, format) = (names.join(", "), format.name());
    say!(language, language.command_line.not_in_format, option, formats = &formats, format)
}
