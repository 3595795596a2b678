//! One source after the other, and all of them together.

use super::gather::Gathered;
use crate::headless::source::Source;
use crate::language::Language;
use crate::lesson::recording::check as check_session;
use crate::lesson::{Diagnostic, Exercise, Lesson, Pages, catalogue, check_together, check_with_exercises, compile};

/// What was found out.
pub struct Checked {
    /// Findings, each with the number of its source.
    pub findings: Vec<(usize, Diagnostic)>,
    /// What there is to know about each exercise.
    pub exercises: Vec<Exercise>,
    /// How many common errors each lesson names, where it names any.
    pub common_errors: Vec<(String, usize)>,
    /// How much of the lessons their learners do.
    pub pages: Pages,
    language: &'static Language,
}

impl Checked {
    /// Nothing is found yet; what will be is said in this language.
    pub const fn new(language: &'static Language) -> Self {
        Self {
            findings: Vec::new(),
            exercises: Vec::new(),
            common_errors: Vec::new(),
            pages: Pages { all: 0, actions: 0, predictions: 0 },
            language,
        }
    }

    /// Takes in what was found in a source.
    pub fn find(&mut self, source: usize, findings: Vec<Diagnostic>) {
        self.findings.extend(findings.into_iter().map(|finding| (source, finding)));
    }

    /// Checks one source; the lesson that it is, if it is one.
    pub fn check_alone(&mut self, at: usize, source: &Source) -> Option<Lesson> {
        if source.is_session() {
            self.find(at, check_session(&source.name, &source.text, self.language));
            return None;
        }
        match compile(&source.name, &source.text, self.language) {
            Ok(lesson) => {
                let (findings, exercises) = check_with_exercises(&lesson, self.language);
                self.find(at, findings);
                self.exercises.extend(exercises);
                let errors = lesson.steps.iter().filter(|step| step.error.is_some()).count();
                self.common_errors.extend((errors > 0).then(|| (source.name.clone(), errors)));
                // The short ones that answer a question are counted by nobody: they would flatter the lessons.
                if lesson.chapter.as_str() != catalogue::WHAT_IF {
                    self.pages += Pages::of(&lesson);
                }
                Some(lesson)
            }
            Err(findings) => {
                self.find(at, findings);
                None
            }
        }
    }

    /// Checks what only lessons together can have wrong.
    pub fn check_together(&mut self, lessons: &[Lesson], gathered: &Gathered) {
        for finding in check_together(lessons, &gathered.neighbours, self.language) {
            let at = gathered.sources.iter().position(|source| source.name == finding.file).unwrap_or(0);
            self.findings.push((at, finding));
        }
        self.findings.sort_by_key(|(at, finding)| (*at, finding.line, finding.column));
    }
}
