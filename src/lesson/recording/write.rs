//! From a recording to the text of a session file: the same recording is always the same text.

use std::fmt::Write as _;

use super::super::command::Command;
use super::super::model::{Condition, Expect};
use super::super::vocabulary::MOST_STEPS;
use super::world::{quoted, write_profile};
use super::{Part, PlayedLesson, Recording, read, world};
use crate::sim::{Input, Side};

impl Recording {
    /// The recording as a session file.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = format!("{} = 1\n", read::FORMAT_KEY);
        text("title", self.title.as_deref(), &mut out);
        if let Some(PlayedLesson { id, answers }) = &self.played {
            text("lesson", Some(id), &mut out);
            let answers: Vec<String> = answers.iter().map(|answer| quoted(answer)).collect();
            let _ = writeln!(out, "answers = [{}]", answers.join(", "));
        }
        write_profile(&self.setup, &mut out);
        text("name", self.name.as_deref(), &mut out);
        if let Some(at) = self.at {
            let _ = writeln!(out, "at = {at}");
        }
        world::write(&self.names, &self.setup, &self.start, &mut out);
        parts("[[part]]", &self.parts, &mut out);
        for branch in &self.branches {
            out.push_str("\n[[branch]]\n");
            text("name", branch.name.as_deref(), &mut out);
            if let Some(of) = branch.of {
                let _ = writeln!(out, "of = {}", of + 1);
            }
            let _ = writeln!(out, "after = {}", branch.after);
            parts("[[branch.part]]", &branch.parts, &mut out);
        }
        out
    }
}

fn text(key: &str, value: Option<&str>, out: &mut String) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
}

fn parts(head: &str, parts: &[Part], out: &mut String) {
    for part in parts {
        let _ = writeln!(out, "\n{head}");
        if !part.inputs.is_empty() {
            commands("do", &part.inputs, out);
        }
        text("mark", part.mark.as_deref(), out);
        if let Some(expect) = &part.expect {
            let _ = writeln!(out, "expect = {}", expectation(expect));
        }
    }
}

/// An array of commands, one a line; steps in a row are one command.
pub(super) fn commands(key: &str, inputs: &[Input], out: &mut String) {
    let commands = compact(inputs);
    if let [only] = commands.as_slice() {
        let _ = writeln!(out, "{key} = [{}]", quoted(&only.to_string()));
        return;
    }
    let _ = writeln!(out, "{key} = [");
    for command in commands {
        let _ = writeln!(out, "  {},", quoted(&command.to_string()));
    }
    out.push_str("]\n");
}

/// Inputs as commands: steps in a row are one command, and so are changes of the link.
pub(super) fn compact(inputs: &[Input]) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::with_capacity(inputs.len());
    for input in inputs {
        match (input, commands.last_mut()) {
            (Input::Step, Some(Command::Steps(n))) if *n < MOST_STEPS => *n += 1,
            (Input::Step, Some(last @ Command::Input(Input::Step))) => *last = Command::Steps(2),
            (Input::Link(change), Some(Command::Link(changes))) => changes.push(*change),
            (Input::Link(change), _) => commands.push(Command::Link(vec![*change])),
            _ => commands.push(Command::Input(*input)),
        }
    }
    commands
}

/// `{ A = "ESTABLISHED", sent = ["A ACK"], segments = 1 }`.
pub(super) fn expectation(expect: &Expect) -> String {
    let Condition { states } = expect.states.value;
    let state = |side: Side| Some(format!("{side} = {}", quoted(states[side]?.name())));
    let mut keys: Vec<String> = Side::BOTH.into_iter().filter_map(state).collect();
    if let Some(sent) = &expect.sent {
        let sent: Vec<String> = sent.iter().map(|sent| quoted(&sent.to_string())).collect();
        keys.push(format!("sent = [{}]", sent.join(", ")));
    }
    if let Some(segments) = &expect.segments {
        keys.push(format!("segments = {}", segments.value));
    }
    if keys.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", keys.join(", ")) }
}
