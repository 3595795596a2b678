//! Inputs as commands.

use super::super::command::Command;
use super::super::toml_text::quoted;
use super::super::vocabulary::MOST_STEPS;
use crate::sim::{Input, Verb};

/// An array of commands, one a line; steps in a row are one command.
pub fn commands(inputs: &[Input], verbs: &'static [Verb]) -> String {
    let commands = compact(inputs);
    if let [only] = commands.as_slice() {
        return format!("[{}]", quoted(&only.in_words(verbs)));
    }
    let lines: Vec<String> =
        commands.iter().map(|command| format!("  {},\n", quoted(&command.in_words(verbs)))).collect();
    format!("[\n{}]", lines.concat())
}

/// Inputs as commands: steps in a row are one command, and so are changes of the link.
pub fn compact(inputs: &[Input]) -> Vec<Command> {
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
