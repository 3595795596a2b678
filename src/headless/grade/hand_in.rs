//! One handed-in session: what it is, and what became of it.

use serde::Serialize;

use super::gather::{Closed, DEEPEST, Found};
use super::how::How;
use super::when::changed_at;
use crate::headless::source::{Source, shown};
use crate::language::Language;
use crate::lesson::recording::{self, Changed, Seal, Unreadable};
use crate::lesson::{Grade, Lesson, Recording};
use crate::say;
use crate::text::{clean_line, shortened};

/// As much of what a hand-in says is said again.
pub const LONGEST: usize = 240;

/// One row of the table.
#[derive(Debug, Default, Serialize)]
pub struct HandIn {
    pub session: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub student: Option<String>,
    pub lesson: String,
    /// When the file changed last: after a download or an unpacking that is when it was put there, not when it was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_changed: Option<String>,
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
    /// How it was done, where the session says so.
    #[serde(flatten)]
    pub how: Option<How>,
    /// Whether it is as it was saved.
    pub record: Record,
    /// What was changed after it was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
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
    /// Whether nothing in it is a session, and nobody said that it is one.
    #[serde(skip)]
    pub is_foreign: bool,
}

/// What a session carries beside its inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Record {
    /// Nothing: it does not say how it was done.
    #[default]
    None,
    /// A record that fits it.
    Fits,
    /// A record that does not fit what it says now.
    Changed,
}

/// One question.
#[derive(Debug, Serialize)]
pub struct Question {
    pub step: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What was answered at the first sight, where the session says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// What was answered in the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    pub right_answer: String,
    pub right: bool,
    /// How often it was answered, where the session says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<usize>,
}

/// One exercise.
#[derive(Debug, Serialize)]
pub struct Exercise {
    pub step: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub goal: String,
    pub reached: bool,
    pub moves: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub par: Option<usize>,
    /// How it was done, where the session says so.
    #[serde(flatten)]
    pub how: Option<How>,
}

impl Question {
    /// The answer that says what was believed: the first one, where it is known.
    pub fn believed(&self) -> Option<&str> {
        self.first.as_deref().or(self.last.as_deref())
    }
}

impl HandIn {
    /// Reads a file; what is wrong with it stands in its row.
    pub fn read(file: &Found, language: &Language) -> Self {
        let row = Self { session: shown(&file.path), ..Self::default() };
        if let Some(closed) = file.closed {
            let words = &language.grading;
            let trouble = match closed {
                Closed::Deep => say!(language, words.too_deep, deepest = DEEPEST),
                Closed::OtherDisk => words.other_disk.to_owned(),
            };
            return Self { trouble: Some(trouble), ..row };
        }
        let source = match Source::read(&file.path, language) {
            Ok(source) => source,
            Err(error) => return Self { trouble: Some(error.describe(language)), is_foreign: !file.meant, ..row },
        };
        if !source.is_session() {
            let trouble = Some(language.grading.no_session.to_owned());
            return Self { trouble, is_foreign: !file.meant, ..row };
        }
        let row = Self { file_changed: changed_at(&file.path), ..row };
        match recording_of(&source, language) {
            Err(why) => Self { trouble: Some(why), ..row },
            Ok(recording) => row.of(Box::new(recording), source.text, language),
        }
    }

    /// The row of a file over which the program itself stumbled: one file spoils no other's row.
    pub fn spoilt(file: &Found, language: &Language) -> Self {
        Self { session: shown(&file.path), trouble: Some(language.grading.spoilt.to_owned()), ..Self::default() }
    }

    fn of(self, recording: Box<Recording>, text: String, language: &Language) -> Self {
        let played = recording.played.as_ref();
        let student = played.and_then(|played| played.student.as_deref());
        let student = student.map(|name| shortened(name, LONGEST).into_owned());
        let file = recording::unpacked(&text).ok();
        let (record, changed) = match recording.seal(file.as_deref().unwrap_or(&text)) {
            Seal::Missing => (Record::None, None),
            Seal::Fits => (Record::Fits, None),
            Seal::Changed(changed) => (Record::Changed, Some(describe(changed, language))),
        };
        let how = played.filter(|_| record != Record::None).map(|played| How::of(&played.log));
        Self { student, record, changed, how, recording: Some(recording), text, ..self }
    }

    /// Takes over what the grader found in this recording.
    pub fn take(&mut self, grade: Grade, recording: &Recording, lesson: &Lesson, language: &Language) {
        let log = recording.played.as_ref().filter(|_| self.how.is_some()).map(|played| played.log.as_slice());
        let id = |step: usize| Some(lesson.steps.get(step - 1)?.id.as_ref()?.value.clone());
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
        self.questions = grade
            .questions
            .into_iter()
            .map(|asked| Question {
                step: asked.step,
                id: id(asked.step),
                first: log.and_then(|log| How::first_answer(log, asked.step)).map(short),
                right: asked.is_right(),
                last: asked.given,
                right_answer: asked.right,
                attempts: log.map(|log| How::attempts(log, asked.step)),
            })
            .collect();
        self.exercises = grade
            .exercises
            .into_iter()
            .map(|graded| Exercise {
                step: graded.step,
                id: id(graded.step),
                goal: graded.goal,
                reached: graded.reached,
                // Where the lesson went on from a shortest way, that stands among the inputs, and the learner's own in the log.
                moves: log.and_then(|log| How::moves(log, graded.step)).unwrap_or(graded.moves),
                par: graded.par,
                how: log.map(|log| How::of(log.iter().filter(|entry| entry.step + 1 == graded.step))),
            })
            .collect();
        let reached = self.exercises.iter().filter(|exercise| exercise.reached);
        self.moves = reached.map(|exercise| exercise.moves).sum();
    }

    /// Whether it could be played in its lesson at all, so that there are marks.
    pub const fn has_marks(&self) -> bool {
        self.finished || self.left.is_some() || !self.exercises.is_empty()
    }

    /// Whether it could be read and replays.
    pub const fn replays(&self) -> bool {
        self.trouble.is_none()
    }

    /// Whether there is nothing that somebody has to look into.
    pub const fn is_sound(&self) -> bool {
        self.replays() && self.changed.is_none()
    }

    /// How many questions were answered rightly at the first sight, where the session says so.
    pub fn right_at_first(&self) -> Option<usize> {
        let right = |asked: &&Question| asked.first.as_ref() == Some(&asked.right_answer);
        self.how.as_ref().map(|_| self.questions.iter().filter(right).count())
    }
}

/// Where the first link of a chain does not fit, in a sentence.
fn describe(changed: Changed, language: &Language) -> String {
    let words = &language.grading;
    let sentence = match changed {
        Changed::Log(line) => return say!(language, words.changed_log, line),
        Changed::Lesson => words.changed_lesson,
        Changed::Answers => words.changed_answers,
        Changed::Student => words.changed_student,
        Changed::Run => words.changed_run,
    };
    sentence.to_owned()
}

fn short(text: &str) -> String {
    shortened(text, LONGEST).into_owned()
}

/// The recording in a file; what it claims has to hold when it is replayed.
fn recording_of(source: &Source, language: &Language) -> Result<Recording, String> {
    let recording = recording::open(&source.name, &source.text, language).map_err(|unreadable| match unreadable {
        Unreadable::File(findings) => {
            findings.first().map_or_else(String::new, |finding| clean_line(&finding.to_string()).into_owned())
        }
        Unreadable::Text(broken) => broken.describe(language),
    })?;
    let claims = recording.parts.iter().any(|part| part.expect.is_some());
    let unmet =
        claims.then(|| recording.replay(None, language).find_map(|part| part.unmet.into_iter().next())).flatten();
    match unmet {
        Some(unmet) => Err(say!(language, language.grading.unmet, why = &unmet.message)),
        None => Ok(recording),
    }
}
