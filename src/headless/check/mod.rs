//! `check`: everything that is wrong with lessons and sessions, all findings at once.

mod gather;
mod report;

use std::io::Write;
use std::path::PathBuf;

use super::Verdict;
use super::source::Source;
use crate::lesson::recording::check as check_session;
use crate::lesson::{Diagnostic, Exercise, Lesson, Severity, check_together, check_with_exercises, compile};
use gather::Gathered;

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
    for (at, source) in gathered.sources.iter().enumerate() {
        lessons.extend(checked.check_alone(at, source));
    }
    for (at, stray) in gathered.strays.iter().enumerate() {
        checked.find(gathered.sources.len() + at, vec![gather::stray(&stray.name)]);
    }
    checked.check_together(&lessons, &gathered);
    report::report(&gathered, &checked, options, out)?;
    let failed = checked.findings.iter().any(|(_, finding)| finding.severity == Severity::Error);
    Ok(if failed { Verdict::Failed } else { Verdict::Fine })
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
