//! Inputs of a session that do nothing: nobody writes them on purpose.

use super::super::check::play::{changes_nothing, refusal};
use super::super::command::Command;
use super::super::diagnostic::{Diagnostic, Findings, WHOLE_FILE};
use super::model::Recording;
use super::read::places;
use super::replay::Replayed;

/// What to say of inputs that change nothing and that nobody is told anything of, each at its place. `replays` are all paths, the
/// present one first.
#[must_use]
pub fn without_effect(name: &str, text: &str, recording: &Recording, replays: &[Vec<Replayed<'_>>]) -> Vec<Diagnostic> {
    let idle =
        |path: &Vec<Replayed<'_>>| path.iter().flat_map(|part| &part.moments).any(|moment| moment.without_effect);
    if !replays.iter().any(idle) {
        return Vec::new();
    }
    let places = places(text, recording).unwrap_or_default();
    let mut findings = Findings::new(name, text);
    for (path, parts) in replays.iter().enumerate() {
        let moments = parts.iter().flat_map(|part| &part.moments);
        for (input, moment) in moments.enumerate().filter(|(_, moment)| moment.without_effect) {
            let place = places.get(path).and_then(|path| path.get(input)).and_then(Option::as_ref);
            let command = Command::Input(moment.input);
            let refusal = refusal(&command, moment.input, &moment.records);
            let message = refusal.unwrap_or_else(|| changes_nothing(&command));
            match place {
                Some(place) => findings.warn(place, message),
                None => findings.warn(WHOLE_FILE, message),
            };
        }
    }
    findings.finish()
}
