//! Inputs of a session that do nothing: nobody writes them on purpose.

use super::super::check::play::{changes_nothing, refusal};
use super::super::command::Command;
use super::super::diagnostic::{Diagnostic, Findings, WHOLE_FILE};
use super::model::Recording;
use super::read::places;
use super::replay::Replayed;
use crate::language::Language;

/// What to say of inputs that change nothing and that nobody is told anything of, each at its place. `replays` are all paths, the
/// present one first.
#[must_use]
pub fn without_effect(
    name: &str,
    text: &str,
    recording: &Recording,
    replays: &[Vec<Replayed<'_>>],
    language: &Language,
) -> Vec<Diagnostic> {
    let idle = |path: &Vec<Replayed<'_>>| path.iter().flat_map(|part| &part.inputs).any(|input| input.without_effect);
    if !replays.iter().any(idle) {
        return Vec::new();
    }
    let places = places(text, recording).unwrap_or_default();
    let mut findings = Findings::new(name, text, language);
    for (path, parts) in replays.iter().enumerate() {
        let inputs = parts.iter().flat_map(|part| &part.inputs);
        for (at, happened) in inputs.enumerate().filter(|(_, happened)| happened.without_effect) {
            let place = places.get(path).and_then(|path| path.get(at)).and_then(Option::as_ref);
            let command = Command::Input(happened.input);
            let refusal = refusal(&command, happened.input, &happened.records, language);
            let message = refusal.unwrap_or_else(|| changes_nothing(&command, language));
            match place {
                Some(place) => findings.warn(place, message),
                None => findings.warn(WHOLE_FILE, message),
            };
        }
    }
    findings.finish()
}
