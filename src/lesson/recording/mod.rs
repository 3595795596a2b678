//! Recorded sessions: a run as plain data, as a file in the lesson vocabulary, as one short text, and as the skeleton of a
//! lesson.

mod history;
mod read;
mod replay;
mod resolve;
mod short;
mod skeleton;
mod world;
mod write;

use super::command::Command;
use super::diagnostic::{Diagnostic, Findings};
use super::model::Expect;
use super::source::Spanned;
use crate::sim::{Input, PerSide, Setup};

pub use read::{LARGEST_SESSION, is_session, line_of, read};
pub use replay::{Moment, Replayed};
pub use short::{Broken, is_short_text};

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
    /// The answers to its questions, in their order, as an author would write them.
    pub answers: Vec<String>,
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
fn steps(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.inputs.len()).sum()
}

/// Reads a session from a file's text or from the short text of a run. `name` is the file as it was named.
///
/// # Errors
/// Everything that is wrong with it.
pub fn open(name: &str, text: &str) -> Result<Recording, Unreadable> {
    if !is_session(text) && is_short_text(text) {
        return Recording::from_short_text(text).map_err(Unreadable::Text);
    }
    read(name, text).map_err(Unreadable::File)
}

/// All that is wrong with a session: what cannot be read, or else what does not hold when it is replayed.
#[must_use]
pub fn check(name: &str, text: &str) -> Vec<Diagnostic> {
    let whole_file = |message: String| {
        let mut findings = Findings::new(name, text);
        findings.error(&(0..0), message);
        findings.finish()
    };
    match open(name, text) {
        Err(Unreadable::File(findings)) => findings,
        Err(Unreadable::Text(broken)) => whole_file(broken.to_string()),
        Ok(recording) => {
            let paths = std::iter::once(None).chain((0..recording.branches.len()).map(Some));
            let unmet = paths.flat_map(|path| recording.replay(path).flat_map(|part| part.unmet));
            unmet.map(|unmet| unmet.at(name, text)).collect()
        }
    }
}

/// Why a session cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The findings in its file.
    File(Vec<Diagnostic>),
    /// What is wrong with its short text.
    Text(Broken),
}
