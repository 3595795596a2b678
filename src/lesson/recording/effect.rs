//! Inputs of a session that do nothing: nobody writes them on purpose.

use super::super::check::play::{changes_nothing, refusal};
use super::super::command::Command;
use super::super::diagnostic::{Diagnostic, Findings, WHOLE_FILE};
use super::model::Recording;
use super::read::places;
use super::replay::{Happened, Replayed};
use crate::language::Language;

/// An input that changed nothing.
#[derive(Clone, Debug)]
pub struct Idle {
    /// Its path by its number; the present one has 0.
    path: usize,
    /// How many steps its path has before it.
    before: usize,
    happened: Happened,
}

impl Idle {
    /// Those of a part of a path.
    pub fn of<'r>(path: usize, replayed: &'r Replayed<'_>) -> impl Iterator<Item = Self> + 'r {
        let steps = (replayed.before..).zip(&replayed.inputs).filter(|(_, happened)| happened.without_effect);
        steps.map(move |(before, happened)| Self { path, before, happened: happened.clone() })
    }
}

/// What to say of inputs that change nothing and that nobody is told anything of, each at its place.
#[must_use]
pub fn without_effect(
    name: &str,
    text: &str,
    recording: &Recording,
    all: &[Idle],
    language: &Language,
) -> Vec<Diagnostic> {
    if all.is_empty() {
        return Vec::new();
    }
    let places = places(text, recording).unwrap_or_default();
    let mut findings = Findings::new(name, text, language);
    for Idle { path, before, happened } in all {
        let begins = path.checked_sub(1).and_then(|at| recording.branches.get(at)).map_or(0, |fork| fork.after);
        let place = places.get(*path).and_then(|path| path.get(before - begins)).and_then(Option::as_ref);
        let command = Command::Input(happened.input);
        let refusal = refusal(&command, happened.input, &happened.records, language);
        let message = refusal.unwrap_or_else(|| changes_nothing(&command, language));
        match place {
            Some(place) => findings.warn(place, message),
            None => findings.warn(WHOLE_FILE, message),
        };
    }
    findings.finish()
}
