//! `check`: everything that is wrong with lessons and sessions, all findings at once.

mod gather;
mod report;

use std::io::{IsTerminal, Write, stderr};
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::Verdict;
use super::source::Source;
use crate::lesson::recording::check as check_session;
use crate::lesson::{Diagnostic, Exercise, Lesson, Severity, check_together, check_with_exercises, compile};
use crate::text::clean_line;
use gather::Gathered;

/// So often the sign of life moves.
const TICK: Duration = Duration::from_millis(200);

/// What is to be checked, and how it is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckOptions<'a> {
    /// Files, folders, and ids of lessons; the built-in lessons if there are none.
    pub what: &'a [PathBuf],
    /// Where else lessons are.
    pub folders: &'a [PathBuf],
    /// As JSON.
    pub json: bool,
    /// With what there is to know about each exercise.
    pub verbose: bool,
}

/// Prints every finding. Errors make it fail, warnings do not.
///
/// # Errors
/// A path that cannot be read, and a directory without lessons.
pub fn check(options: CheckOptions<'_>, out: &mut impl Write) -> anyhow::Result<Verdict> {
    let gathered = gather::gather(options.what, options.folders)?;
    let mut checked = Checked::default();
    let mut lessons = Vec::new();
    let bar = bar(gathered.sources.len());
    for (at, source) in gathered.sources.iter().enumerate() {
        bar.set_message(clean_line(&source.name).into_owned());
        lessons.extend(checked.check_alone(at, source));
        bar.inc(1);
    }
    bar.finish_and_clear();
    for (at, stray) in gathered.strays.iter().enumerate() {
        checked.find(gathered.sources.len() + at, vec![gather::stray(&stray.name)]);
    }
    checked.check_together(&lessons, &gathered);
    report::report(&gathered, &checked, options, out)?;
    let failed = checked.findings.iter().any(|(_, finding)| finding.severity == Severity::Error);
    Ok(if failed { Verdict::Failed } else { Verdict::Fine })
}

/// A search for a way that does not exist may take long: a terminal shows that it goes on, and in which file.
fn bar(length: usize) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {msg}: looking for ways, {elapsed} ({pos} of {len} done)");
    let bar = ProgressBar::new(length as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(TICK);
    bar
}

/// What was found out.
#[derive(Default)]
struct Checked {
    /// Findings, each with the number of its source.
    findings: Vec<(usize, Diagnostic)>,
    exercises: Vec<Exercise>,
}

impl Checked {
    fn find(&mut self, source: usize, findings: Vec<Diagnostic>) {
        self.findings.extend(findings.into_iter().map(|finding| (source, finding)));
    }

    /// Checks one source; the lesson that it is, if it is one.
    fn check_alone(&mut self, at: usize, source: &Source) -> Option<Lesson> {
        if source.is_session() {
            self.find(at, check_session(&source.name, &source.text));
            return None;
        }
        match compile(&source.name, &source.text) {
            Ok(lesson) => {
                let (findings, exercises) = check_with_exercises(&lesson);
                self.find(at, findings);
                self.exercises.extend(exercises);
                Some(lesson)
            }
            Err(findings) => {
                self.find(at, findings);
                None
            }
        }
    }

    fn check_together(&mut self, lessons: &[Lesson], gathered: &Gathered) {
        for finding in check_together(lessons, &gathered.neighbours) {
            let at = gathered.sources.iter().position(|source| source.name == finding.file).unwrap_or(0);
            self.findings.push((at, finding));
        }
        self.findings.sort_by_key(|(at, finding)| (*at, finding.line, finding.column));
    }
}
