//! A session replayed: every input in order, what came of it, and which expectations do not hold.

use serde::Serialize;

use super::event::Event;
use super::words::L;
use crate::lesson::recording::{Idle, Replayed, without_effect};
use crate::lesson::{Findings, Recording, Unmet};
use crate::sim::{PerSide, Record};
use crate::tcp::State;
use crate::text::clean_line;
use crate::timeline::ladder::Beginning;

/// A session as it was replayed.
#[derive(Debug, Serialize)]
pub(super) struct Transcript {
    pub title: String,
    pub names: PerSide<String>,
    pub profile: &'static str,
    pub paths: Vec<Path>,
    /// The inputs that changed nothing, each with its place: nothing has failed, but hardly anybody meant it so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without_effect: Vec<String>,
    /// Whether everything came as expected.
    pub ok: bool,
}

/// One path: the present one first, then each branch.
#[derive(Debug, Serialize)]
pub(super) struct Path {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// After how many steps it leaves the path that it leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<usize>,
    #[serde(skip)]
    pub begins: Beginning,
    pub parts: Vec<Part>,
}

/// Some inputs, up to a mark or an expectation.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    pub steps: [usize; 2],
    pub inputs: Vec<Done>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    pub states: PerSide<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// One input.
#[derive(Debug, Serialize)]
pub(super) struct Done {
    pub input: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub happened: Vec<Event>,
    #[serde(skip)]
    pub records: Vec<Record>,
}

/// A session from a file's text, or from its short text, replayed with all its branches.
pub(super) fn replay(recording: &Recording, file: &str, text: &str) -> Transcript {
    let (mut findings, mut idle) = (Findings::new(file, text, L), Vec::new());
    let mut paths = Vec::new();
    for (number, (begins, parts)) in recording.replay_all(L).enumerate() {
        let fork = number.checked_sub(1).map(|at| &recording.branches[at]);
        let name = fork.map_or(&recording.name, |fork| &fork.name);
        paths.push(Path {
            name: name.as_deref().map(plain),
            after: fork.map(|fork| fork.after),
            begins: Beginning::of(&begins),
            parts: parts
                .inspect(|replayed| idle.extend(Idle::of(number, replayed)))
                .map(|replayed| part(replayed, &mut findings))
                .collect(),
        });
    }
    let without_effect = without_effect(file, text, recording, &idle, L).iter().map(ToString::to_string).collect();
    let ok = paths.iter().flat_map(|path| &path.parts).all(|part| part.problems.is_empty());
    let title = recording.title.as_deref().map_or_else(|| "A session".to_owned(), plain);
    Transcript {
        title,
        names: recording.names.as_ref().map(|name| plain(name)),
        profile: recording.setup.profile.name(),
        paths,
        without_effect,
        ok,
    }
}

fn part(replayed: Replayed<'_>, findings: &mut Findings<'_>) -> Part {
    let message = |unmet: &Unmet| findings.error(&unmet.span, unmet.message.as_str()).to_string();
    let steps = [replayed.before + 1, replayed.before + replayed.inputs.len()];
    let inputs = replayed.inputs.into_iter().map(|moment| Done {
        input: moment.words(),
        happened: moment.records.iter().map(Event::of).collect(),
        records: moment.records,
    });
    Part {
        steps,
        inputs: inputs.collect(),
        mark: replayed.part.mark.as_deref().map(plain),
        states: replayed.states.map(State::name),
        problems: replayed.unmet.iter().map(message).collect(),
    }
}

/// Names come from files: nothing in them may be obeyed by a terminal.
fn plain(text: &str) -> String {
    clean_line(text).into_owned()
}
