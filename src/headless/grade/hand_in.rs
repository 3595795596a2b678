//! One handed-in session: what it is, and what became of it.

use std::path::Path;

use serde::Serialize;

use crate::headless::source::{Source, shown};
use crate::language::Language;
use crate::lesson::recording::{self, Unreadable};
use crate::lesson::{Grade, Recording};
use crate::say;
use crate::text::clean_line;

/// One row of the table.
#[derive(Debug, Default, Serialize)]
pub struct HandIn {
    pub session: String,
    pub lesson: String,
    /// Goals that were reached, and goals that the lesson has.
    pub goals: [usize; 2],
    pub moves: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub par: Option<usize>,
    /// Right answers, and questions that the lesson has.
    pub answers: [usize; 2],
    /// How many of those were not answered.
    pub unanswered: usize,
    /// Whether it was played to the lesson's end.
    pub finished: bool,
    /// Where it was left and why it goes no further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exercises: Vec<Exercise>,
    /// Why it could not be read, or is not what the lesson would have made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
    #[serde(skip)]
    pub recording: Option<Box<Recording>>,
    /// The file's text, to say on which line something stands.
    #[serde(skip)]
    text: String,
}

/// One exercise.
#[derive(Debug, Serialize)]
pub struct Exercise {
    pub step: usize,
    pub goal: String,
    pub reached: bool,
    pub moves: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub par: Option<usize>,
}

impl HandIn {
    /// Reads a file; what is wrong with it stands in its row.
    pub fn read(file: &Path, language: &Language) -> Self {
        let row = Self { session: shown(file), ..Self::default() };
        match Source::read(file, language).map(|source| (recording_of(&source, language), source.text)) {
            Err(error) => Self { trouble: Some(error.told(language)), ..row },
            Ok((Err(why), _)) => Self { trouble: Some(why), ..row },
            Ok((Ok(recording), text)) => Self { recording: Some(Box::new(recording)), text, ..row },
        }
    }

    /// The row of a file over which the program itself stumbled: one file spoils no other's row.
    pub fn spoilt(file: &Path, language: &Language) -> Self {
        Self { session: shown(file), trouble: Some(language.grading.spoilt.to_owned()), ..Self::default() }
    }

    /// Takes over what the grader found in this recording.
    pub fn take(&mut self, grade: Grade, recording: &Recording, language: &Language) {
        self.goals = [grade.reached(), grade.of];
        (self.moves, self.par) = grade.moves();
        let answers = grade.answers;
        (self.answers, self.unanswered) = ([answers.right, answers.of], answers.of - answers.given);
        (self.finished, self.left) = (grade.finished, grade.left);
        self.trouble = grade.trouble.map(|trouble| {
            let line = trouble.input.and_then(|input| recording::line_of(&self.text, recording, input));
            match line {
                Some(line) => say!(language, language.grading.on_line, line, why = &trouble.message),
                None => trouble.message,
            }
        });
        self.exercises = grade
            .exercises
            .into_iter()
            .map(|graded| Exercise {
                step: graded.step,
                goal: graded.goal,
                reached: graded.reached,
                moves: graded.moves,
                par: graded.par,
            })
            .collect();
    }

    /// Whether it could be played in its lesson at all, so that there are marks.
    pub const fn has_marks(&self) -> bool {
        self.finished || self.left.is_some() || !self.exercises.is_empty()
    }

    /// Whether it could be read and replays.
    pub const fn is_sound(&self) -> bool {
        self.trouble.is_none()
    }
}

/// The recording in a file; what it claims has to hold when it is replayed.
fn recording_of(source: &Source, language: &Language) -> Result<Recording, String> {
    if !source.is_session() {
        return Err(language.grading.no_session.to_owned());
    }
    let recording = recording::open(&source.name, &source.text, language).map_err(|unreadable| match unreadable {
        Unreadable::File(findings) => {
            findings.first().map_or_else(String::new, |finding| clean_line(&finding.to_string()).into_owned())
        }
        Unreadable::Text(broken) => broken.told(language),
    })?;
    let claims = recording.parts.iter().any(|part| part.expect.is_some());
    let unmet =
        claims.then(|| recording.replay(None, language).find_map(|part| part.unmet.into_iter().next())).flatten();
    match unmet {
        Some(unmet) => Err(say!(language, language.grading.unmet, why = &unmet.message)),
        None => Ok(recording),
    }
}
