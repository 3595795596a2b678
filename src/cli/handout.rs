//! What of a handout can be asked for in which format: an option that a format has nothing for is refused, not passed over.

use crate::export::{CapturedAt, Cut, Format, Part};
use crate::language::Language;
use crate::say;

/// Formats that people read.
const PROSE: &[Format] = &[Format::Text, Format::Markdown, Format::Html];
/// Formats that can show some steps alone.
const STEPS: &[Format] = &[Format::Text, Format::Markdown, Format::Mermaid, Format::Svg, Format::Html];
/// Formats that are captures.
const CAPTURES: &[Format] = &[Format::Tcpdump, Format::Pcapng];

/// The first option that this format would pass over, with the formats that it is for.
pub fn ignored(format: Format, cut: &Cut, at: Option<CapturedAt>) -> Option<(&'static str, &'static [Format])> {
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
pub fn refusal(option: &str, formats: &[Format], format: Format, language: &Language) -> String {
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let (formats, format) = (names.join(", "), format.name());
    say!(language, language.command_line.not_in_format, option, formats = &formats, format)
}
