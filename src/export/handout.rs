//! A lesson or a session as a document: what Markdown, HTML, Mermaid and SVG all show, each in its way.

use std::ops::Range;

use super::asked_about::{self, AskedAbout};
use super::cut::Cut;
use super::lesson::{self, Answered, Observed};
use super::session::{self, Done};
use super::words::{L, W};
use crate::narrate;
use crate::sim::{Input, PerSide, Record};
use crate::timeline::ladder::{Folded, Ladder, folded};

/// The document.
pub(super) struct Handout<'a> {
    pub title: &'a str,
    pub summary: &'a str,
    pub objectives: &'a [String],
    /// The lines of a program that it speaks of.
    pub code: &'a [String],
    /// How the two ends are introduced: after that they go by their letters.
    pub ends: PerSide<String>,
    /// The sentence that does it.
    pub introduction: String,
    pub profile: &'static str,
    /// What happened, and in a session what else might have.
    pub paths: Vec<Path<'a>>,
    pub observe: &'a [Observed],
    pub cut: &'a Cut,
}

/// One path, with all that happened on it.
pub(super) struct Path<'a> {
    /// What it is called, if it has to be told apart.
    pub title: Option<String>,
    pub ladder: Ladder,
    pub sections: Vec<Section<'a>>,
}

/// What was done, one thing after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told<'a> {
    /// In the lesson vocabulary.
    Input(&'a str),
    /// Time was let pass.
    Wait,
}

/// A way as readers are told it, who need not take every step of time by themselves.
fn told(done: &[String]) -> Vec<Told<'_>> {
    let wait = Input::Step.to_string();
    let mut told: Vec<Told<'_>> =
        done.iter().map(|done| if *done == wait { Told::Wait } else { Told::Input(done) }).collect();
    told.dedup_by(|one, other| *one == Told::Wait && *other == Told::Wait);
    told
}

/// A step of a lesson, or a part of a session.
pub(super) struct Section<'a> {
    pub title: String,
    /// With inline marks.
    pub text: &'a str,
    pub question: Option<&'a Answered>,
    /// What was done, in the lesson vocabulary.
    pub done: Vec<Told<'a>>,
    /// Why that worked, with inline marks.
    pub explanation: Option<&'a str>,
    /// What happened: rows of the path's ladder.
    pub rows: Range<usize>,
    pub states: PerSide<&'static str>,
    pub problems: &'a [String],
    /// For the speaker, with inline marks.
    pub notes: Option<&'a str>,
    /// Whether what happened is for the reader to find out first.
    pub is_riddle: bool,
    /// Whether something was asked before: what happened since then tells the answer.
    pub is_asked_before: bool,
    /// What may be seen before a question is answered.
    pub asked_about: Option<AskedAbout>,
}

/// Lines of code, each with its number.
pub(super) fn numbered(code: &[String]) -> impl Iterator<Item = String> {
    (1..).zip(code).map(|(number, line)| format!("{number}  {line}"))
}

impl<'a> Handout<'a> {
    pub fn of_lesson(transcript: &'a lesson::Transcript, cut: &'a Cut) -> Self {
        let mut folded_rows = Vec::new();
        let first_question = transcript.steps.iter().position(|step| step.question.is_some());
        let sections = transcript.steps.iter().enumerate().map(|(n, step)| Section {
            title: format!("{} {}", W.step, n + 1),
            is_asked_before: first_question.is_some_and(|first| n > first),
            asked_about: None,
            text: &step.text,
            question: step.question.as_ref(),
            done: told(&step.done),
            explanation: step.explanation.as_deref(),
            rows: next_rows(&mut folded_rows, step.records.iter()),
            states: step.states,
            problems: &step.problems,
            notes: step.notes.as_deref().filter(|_| cut.notes),
            is_riddle: step.question.is_some() || !step.done.is_empty(),
        });
        let mut sections: Vec<Section<'a>> = sections.collect();
        let ladder = Ladder::of(transcript.begins, &folded_rows, L);
        let begins: Vec<usize> = sections.iter().map(|section| section.rows.start).collect();
        for (section, about) in sections.iter_mut().zip(asked_about::of(&transcript.steps, &begins, &ladder)) {
            section.asked_about = about;
        }
        let sections = shown(sections, cut);
        Self {
            title: &transcript.title,
            summary: &transcript.summary,
            objectives: &transcript.objectives,
            code: &transcript.code,
            ends: narrate::ends(transcript.names.as_deref()),
            introduction: narrate::introduction(L, transcript.names.as_deref()),
            profile: transcript.profile,
            paths: vec![Path { title: None, ladder, sections }],
            observe: &transcript.observe,
            cut,
        }
    }

    pub fn of_session(transcript: &'a session::Transcript, cut: &'a Cut) -> Self {
        Self {
            title: &transcript.title,
            summary: "",
            objectives: &[],
            code: &[],
            ends: narrate::ends(transcript.names.as_deref()),
            introduction: narrate::introduction(L, transcript.names.as_deref()),
            profile: transcript.profile,
            paths: transcript.paths.iter().map(|path| Path::of(path, cut)).collect(),
            observe: &[],
            cut,
        }
    }

    /// Whether anything is to be found out, and may be.
    pub fn has_riddles(&self) -> bool {
        self.cut.has_answers() && self.paths.iter().flat_map(|path| &path.sections).any(|section| section.is_riddle)
    }
}

impl Section<'_> {
    /// Whether what happened is told with the answers alone.
    pub const fn is_told_later(&self) -> bool {
        self.is_riddle || self.is_asked_before
    }

    /// Whether there is anything to tell with the answers: after a question that nothing followed they have said all.
    pub fn has_answers(&self) -> bool {
        self.is_riddle || (self.is_asked_before && (!self.rows.is_empty() || !self.problems.is_empty()))
    }

    /// Where it led, as a sentence.
    pub fn led_to(&self) -> String {
        let PerSide { a, b } = self.states;
        format!("{}: A {a}, B {b}.", W.states)
    }
}

impl<'a> Path<'a> {
    /// The rows that are shown: those of all its sections, which follow each other.
    pub fn rows(&self, cut: &Cut) -> Range<usize> {
        match (&self.sections[..], &cut.steps) {
            (_, None) => 0..self.ladder.rows.len(),
            ([first, .., last], _) => first.rows.start..last.rows.end,
            ([only], _) => only.rows.clone(),
            ([], _) => 0..0,
        }
    }

    fn of(path: &'a session::Path, cut: &'a Cut) -> Self {
        fn records(done: &Done) -> &[Record] {
            &done.records
        }
        let mut folded_rows = Vec::new();
        let sections = path.parts.iter().map(|part| Section {
            title: part_title(part),
            text: "",
            question: None,
            done: part.inputs.iter().map(|done| Told::Input(done.input.as_str())).collect(),
            explanation: None,
            rows: next_rows(&mut folded_rows, part.inputs.iter().flat_map(records)),
            states: part.states,
            problems: &part.problems,
            notes: None,
            is_riddle: false,
            is_asked_before: false,
            asked_about: None,
        });
        let sections = shown(sections.collect(), cut);
        Self { title: path_title(path), ladder: Ladder::of(path.begins, &folded_rows, L), sections }
    }
}

/// The sections that are shown.
fn shown<'a>(sections: Vec<Section<'a>>, cut: &Cut) -> Vec<Section<'a>> {
    let numbered = sections.into_iter().enumerate();
    numbered.filter(|(at, _)| cut.has(at + 1)).map(|(_, section)| section).collect()
}

/// Adds what happened in a section to what is told; the rows that it takes there.
fn next_rows<'a>(folded_rows: &mut Vec<Folded<'a>>, records: impl Iterator<Item = &'a Record>) -> Range<usize> {
    let from = folded_rows.len();
    folded_rows.extend(folded(records, L));
    from..folded_rows.len()
}

fn path_title(path: &session::Path) -> Option<String> {
    let branch = path.after.map(|after| format!("{} {after}", W.branch));
    match (branch, &path.name) {
        (Some(branch), Some(name)) => Some(format!("{branch}: {name}")),
        (branch, name) => branch.or_else(|| name.clone()),
    }
}

fn part_title(part: &session::Part) -> String {
    let steps = match part.steps {
        [first, last] if last > first => format!("{} {first}-{last}", W.step),
        [first, _] => format!("{} {first}", W.step),
    };
    match &part.mark {
        Some(mark) => format!("{steps}: {mark}"),
        None => steps,
    }
}
