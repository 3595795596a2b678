//! What is wrong with a lesson: where, why, and what may have been meant.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::language::Language;
use crate::say;
use crate::text::{clean_line, clean_text, without_bom};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It plays, but somebody will stumble.
    Warning,
    /// It does not play as written.
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The lesson's file, as it was named.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in that line, in characters, from 1.
    pub column: usize,
    /// What is wrong, in a sentence without its full stop.
    pub message: String,
    /// Why, or what helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What may have been meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// Where in the file, in bytes; nowhere if the whole of it is meant.
    #[serde(skip)]
    pub span: Option<Range<usize>>,
    /// The suggestion as a question, and behind the finding on one line.
    #[serde(skip)]
    meant: Option<Meant>,
}

/// What may have been meant, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Meant {
    /// As a line of its own.
    alone: String,
    /// Behind the finding, on the same line.
    on_one_line: String,
}

impl fmt::Display for Diagnostic {
    /// On one line: `lessons/x.toml:3:1: error: …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let message = self.meant.as_ref().map_or(&self.message, |meant| &meant.on_one_line);
        let line = format!("{}:{}:{}: {severity}: {message}", self.file, self.line, self.column);
        f.write_str(&clean_line(&line))
    }
}

impl Diagnostic {
    /// The finding as a compiler shows it: the place, the line, a caret under what is wrong, and what helps. Nothing in it
    /// can be obeyed by a terminal, whatever the file holds.
    #[must_use]
    pub fn render(&self, source: &str) -> String {
        let span = self.span.clone().unwrap_or_default();
        let (line_start, line) = line_around(source, span.start);
        let line = line.replace('\t', " ");
        let line = hide_controls(&line);
        // The renderer knows this line only, and neither the rest of the file nor the line's end.
        let place = |at: usize| floor_boundary(&line, at.saturating_sub(line_start));
        let from = place(span.start);
        let to = place(span.end).max(from);
        let level = match self.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let (file, message) = (clean_line(&self.file), clean_line(&self.message));
        let snippet = Snippet::source(line.as_str())
            .line_start(self.line)
            .path(file.as_ref())
            .annotation(AnnotationKind::Primary.span(from..to));
        let mut group = level.primary_title(message.as_ref()).element(snippet);
        if let Some(note) = &self.note {
            group = group.element(Level::NOTE.message(clean_line(note).into_owned()));
        }
        if let Some(meant) = &self.meant {
            group = group.element(Level::HELP.message(clean_line(&meant.alone).into_owned()));
        }
        clean_text(&Renderer::plain().render(&[group])).into_owned()
    }
}

/// As many bytes of a line are shown behind the place of a finding: some lines are a whole file.
const SHOWN_BEHIND: usize = 2048;

/// Where the line begins that holds this byte, and the line without its end.
fn line_around(source: &str, at: usize) -> (usize, &str) {
    let at = at.min(source.len());
    let start = source.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let mut most = (at + SHOWN_BEHIND).min(source.len());
    while !source.is_char_boundary(most) {
        most += 1;
    }
    let end = source.as_bytes()[at..most].iter().position(|byte| *byte == b'\n').map_or(most, |length| at + length);
    // Some lines are a whole file: of what stands before the place no more is shown than behind it.
    let mut start = start.max(at.saturating_sub(SHOWN_BEHIND));
    while !source.is_char_boundary(start) {
        start += 1;
    }
    let line = source[start..end].trim_end_matches('\r');
    let begins = if start == 0 { without_bom(line) } else { line };
    (start + line.len() - begins.len(), begins)
}

/// The beginning of the character that this byte belongs to, or the end of the text.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Control characters as replacement characters of as many bytes, so that no byte behind them moves.
fn hide_controls(line: &str) -> String {
    let hide = |c: char| match (c.is_control(), c.len_utf8()) {
        (true, 1) => '?',
        (true, 2) => '¿',
        _ => c,
    };
    line.chars().map(hide).collect()
}

/// Turns places in a source into lines and columns.
pub struct Places<'a> {
    source: &'a str,
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Reads where the lines of a source begin.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        let newlines = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { source, lines: std::iter::once(0).chain(newlines).collect() }
    }

    /// The line and column, both from 1, of a byte.
    #[must_use]
    pub fn of(&self, at: usize) -> (usize, usize) {
        let at = floor_boundary(self.source, at);
        let line = self.lines.partition_point(|start| *start <= at);
        let before = &self.source[self.lines[line - 1]..at];
        let before = if line == 1 { without_bom(before) } else { before };
        let column = before.chars().count() + 1;
        (line, column)
    }
}

/// Collects the findings about one file.
pub struct Findings<'a> {
    file: &'a str,
    places: Places<'a>,
    found: Vec<Diagnostic>,
    language: &'a Language,
}

/// Where a finding about a file as a whole points.
pub const WHOLE_FILE: Option<&Range<usize>> = None;

impl<'a> Findings<'a> {
    /// More than this is not worth reading, and the file is not a lesson.
    pub const MOST: usize = 100;

    /// No findings yet about this file; those to come are said in this language.
    #[must_use]
    pub fn new(file: &'a str, source: &'a str, language: &'a Language) -> Self {
        Self { file, places: Places::new(source), found: Vec::new(), language }
    }

    /// The text of a part of the file.
    #[must_use]
    pub fn source(&self, span: &Range<usize>) -> &'a str {
        self.places.source.get(span.clone()).unwrap_or_default()
    }

    /// The language of the findings.
    #[must_use]
    pub const fn language(&self) -> &'a Language {
        self.language
    }

    /// Adds an error.
    pub fn error<'s>(
        &mut self,
        span: impl Into<Option<&'s Range<usize>>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Error, span.into(), message.into())
    }

    /// Adds a warning.
    pub fn warn<'s>(
        &mut self,
        span: impl Into<Option<&'s Range<usize>>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Warning, span.into(), message.into())
    }

    fn add(&mut self, severity: Severity, span: Option<&Range<usize>>, message: String) -> &mut Diagnostic {
        if self.found.len() > Self::MOST {
            self.found.pop();
        }
        let (line, column) = self.places.of(span.map_or(0, |span| span.start));
        let (file, span) = (self.file.to_owned(), span.cloned());
        let at = self.found.len();
        let (note, suggestion, meant) = (None, None, None);
        self.found.push(Diagnostic { severity, file, line, column, message, note, suggestion, span, meant });
        &mut self.found[at]
    }

    /// The file, as it was named.
    pub(super) const fn file(&self) -> &str {
        self.file
    }

    /// The line, from 1, that a place begins in.
    pub(super) fn line_of(&self, span: Option<&Range<usize>>) -> usize {
        self.places.of(span.map_or(0, |span| span.start)).0
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// All findings, in the order of the file.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let place = |finding: &Diagnostic| finding.span.as_ref().map_or(0, |span| span.start);
        self.found.sort_by_key(|finding| (place(finding), std::cmp::Reverse(finding.severity)));
        self.found.dedup();
        for finding in &mut self.found {
            finding.meant = finding.suggestion.as_ref().map(|meant| finding.meant(meant, self.language));
        }
        self.found
    }
}

impl Diagnostic {
    fn meant(&self, meant: &str, language: &Language) -> Meant {
        let words = &language.reading;
        Meant {
            alone: say!(language, words.did_you_mean, meant),
            on_one_line: say!(language, words.suggested, finding = &self.message, meant),
        }
    }

    /// Says why, or what helps.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.note = Some(note.into());
        self
    }

    /// Says what may have been meant.
    pub fn suggest(&mut self, suggestion: Option<impl Into<String>>) -> &mut Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Findings, WHOLE_FILE};
    use crate::language::ENGLISH;

    fn only(source: &str, what: &str) -> Diagnostic {
        let start = source.find(what).expect("it is there");
        let mut findings = Findings::new("x.toml", source, &ENGLISH);
        findings.error(&(start..start + what.len()), "bad");
        findings.finish().remove(0)
    }

    #[test]
    fn a_caret_stands_right_under_wide_characters() {
        let source = "a = 1\ntitle = \"三次握手\" # bad\n";
        let finding = only(source, "bad");
        assert_eq!((finding.line, finding.column), (2, 18));
        let rendered = finding.render(source);
        let lines: Vec<&str> = rendered.lines().collect();
        assert_eq!(lines[1], " --> x.toml:2:18", "{rendered}");
        assert_eq!(lines[3], "2 | title = \"三次握手\" # bad", "{rendered}");
        assert_eq!(lines[4].find('^'), Some("2 | title = \"........\" # ".len()), "{rendered}");
    }

    #[test]
    fn a_byte_order_mark_takes_no_room() {
        let source = "\u{feff}bad = 1\nbad2 = 2";
        let finding = only(source, "bad");
        assert_eq!((finding.line, finding.column), (1, 1));
        let rendered = finding.render(source);
        let lines: Vec<&str> = rendered.lines().collect();
        assert_eq!(lines[3..5], ["1 | bad = 1", "  | ^^^"], "{rendered}");
    }

    #[test]
    fn of_a_line_that_is_a_whole_file_a_part_is_shown() {
        let source = format!("{}bad{}", "é".repeat(100_000), "é".repeat(100_000));
        let finding = only(&source, "bad");
        assert_eq!(finding.column, 100_001);
        assert!(finding.render(&source).len() < 30_000);
    }

    #[test]
    fn nothing_in_a_finding_is_obeyed_by_a_terminal() {
        let source = "a = \"\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\" bad";
        let mut findings = Findings::new("\u{1b}c", source, &ENGLISH);
        let place = source.len() - 3..source.len();
        findings.error(&place, "\u{1b}[2J").note("\u{9b}").suggest(Some("\n\u{1b}"));
        let finding = findings.finish().remove(0);
        for text in [finding.render(source), finding.to_string()] {
            assert!(text.contains("did you mean"), "{text:?}");
            assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
        }
    }

    #[test]
    fn a_place_in_what_no_line_shows_is_survived() {
        for source in ["\r\r", "\r\r\n", "\u{feff}\r", "a\rb\r\n", "\t\r\r", "\0\r", "é\r", "\u{feff}", "\n"] {
            for from in 0..=source.len() {
                for to in from..=source.len() + 1 {
                    let mut findings = Findings::new("x.toml", source, &ENGLISH);
                    findings.error(&(from..to), "bad");
                    assert!(findings.finish()[0].render(source).contains("bad"), "{source:?} {from}..{to}");
                }
            }
        }
    }

    #[test]
    fn a_place_beyond_the_end_or_inside_a_character_is_survived() {
        let source = "é";
        for (from, to) in [(0, 0), (1, 1), (2, 2), (5, 9), (2, 1)] {
            let mut findings = Findings::new("x", source, &ENGLISH);
            findings.error(&(from..to), "bad");
            assert!(findings.finish()[0].render(source).contains("bad"));
        }
        let mut findings = Findings::new("x", "", &ENGLISH);
        findings.error(WHOLE_FILE, "empty");
        assert!(findings.finish()[0].render("").contains("empty"));
    }
}
