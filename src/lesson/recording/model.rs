//! A recorded session as a value.

use super::super::command::Command;
use super::super::expect::Expect;
use super::super::log_entry::LogEntry;
use super::super::player::Player;
use super::super::source::Spanned;
use crate::sim::{Input, PerSide, Setup};
use crate::text::clean_line;

/// No name of a student is longer, in characters.
const LONGEST_NAME: usize = 80;
/// As many characters of a name stand in the name of a file.
const LONGEST_STEM: usize = 40;

/// A recorded session: what its world begins with, every input, marks, branches, and what is expected of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// What it is about, if anybody said so.
    pub title: Option<String>,
    /// The lesson that was played, if it was one, and what was answered in it.
    pub played: Option<PlayedLesson>,
    /// What the two endpoints are called.
    pub names: PerSide<String>,
    /// What its world begins with.
    pub setup: Setup,
    /// What has happened before its first step.
    pub start: Vec<Spanned<Command>>,
    /// What the present path is called.
    pub name: Option<String>,
    /// The present path, in order.
    pub parts: Vec<Part>,
    /// The futures that were left, oldest first.
    pub branches: Vec<Fork>,
    /// The step that was being looked at, if it is not the last one.
    pub at: Option<usize>,
}

/// The lesson that a session was played in: enough to hand it in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlayedLesson {
    /// The lesson's id.
    pub id: String,
    /// Who played it, if anybody said so.
    pub student: Option<String>,
    /// The answers to its questions, in their order, as an author would write them.
    pub answers: Vec<String>,
    /// What was done and cannot be seen in the inputs, in the order in which it was done.
    pub log: Vec<LogEntry>,
    /// A digest for each line of that and for all the rest, as it was written when the session was saved.
    pub chain: Vec<String>,
}

impl PlayedLesson {
    /// What is handed in beside the inputs of a lesson that is being played.
    #[must_use]
    pub fn of(player: &Player) -> Self {
        let (id, log) = (player.lesson().id.clone(), player.recorded().log.clone());
        Self { id, answers: player.answers(), log, ..Self::default() }
    }

    /// The same with the name of whoever played it; without one nobody is named.
    #[must_use]
    pub fn by(self, name: &str) -> Self {
        let name: String = clean_line(name.trim()).chars().take(LONGEST_NAME).collect();
        Self { student: Some(name).filter(|name| !name.is_empty()), ..self }
    }

    /// The file's name: the lesson, and who played it, in characters that no system minds.
    #[must_use]
    pub fn file_stem(&self) -> String {
        let name = self.student.as_deref().unwrap_or_default().to_lowercase();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let name: String = words.join("-").chars().take(LONGEST_STEM).collect();
        let name = if name.is_empty() { "session" } else { name.as_str() };
        format!("{}-{name}", self.id)
    }
}

/// Some inputs in a row, the mark at their end, and what has to hold there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The inputs; each is one step of the session.
    pub inputs: Vec<Input>,
    /// What the moment after them is called.
    pub mark: Option<String>,
    /// What has to hold at that moment.
    pub expect: Option<Expect>,
}

/// A future that was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// What it is called.
    pub name: Option<String>,
    /// The path that it leaves: the present one, or the branch with this number, from 0.
    pub of: Option<usize>,
    /// After how many steps it leaves that path.
    pub after: usize,
    /// What happens then.
    pub parts: Vec<Part>,
}

/// How many steps some parts have.
pub fn steps(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.inputs.len()).sum()
}
