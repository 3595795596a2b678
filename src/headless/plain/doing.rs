//! One line of the vocabulary, carried out input by input.

use super::words;
use crate::lesson::{Command, Cursor, Failure, Misread, Next, Spanned, parse_command};
use crate::sim::{Input, World};
use crate::text;

/// What a misread line was, as a sentence.
#[must_use]
pub fn sentence(misread: &Misread) -> String {
    let meant = misread.suggestion.as_ref().map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default();
    format!("{}{meant}", text::sentence(&misread.message))
}

/// What is wrong with a line that is neither a word of the dialogue nor of the vocabulary.
#[must_use]
pub fn not_understood(line: &str, misread: &Misread, in_lesson: bool) -> String {
    match words::meant(line, in_lesson) {
        Some(meant) if misread.suggestion.is_none() => format!("`{line}` is not understood. Did you mean `{meant}`?"),
        _ => sentence(misread),
    }
}

/// Reads a line and gives its inputs to `take`, one after the other; `take` answers with the world after it, or with why it
/// was refused.
///
/// # Errors
/// A sentence: the line is no command, or nothing is as it says.
pub fn carry_out(
    line: &str,
    world: &World,
    mut take: impl FnMut(Input) -> Result<World, String>,
) -> Result<(), String> {
    let command = parse_command(line).map_err(|misread| sentence(&misread))?;
    if let Some(refusal) = refusal(&command, world) {
        return Err(refusal);
    }
    let commands = [Spanned { value: command, span: 0..line.len() }];
    let mut world = world.clone();
    let mut cursor = Cursor::default();
    loop {
        match cursor.next(&commands, &world) {
            Next::Input(pending) => world = take(pending.input)?,
            Next::End => return Ok(()),
            Next::Failed(_, failure) => return Err(failed(failure).to_owned()),
        }
    }
}

/// Why a command would do nothing at all, if it would.
fn refusal(command: &Command, world: &World) -> Option<String> {
    let Command::Input(input) = command else { return None };
    match input {
        Input::Step if world.next_due().is_none() => {
            Some("Nothing is due: no segment is on its way and no timer runs.".to_owned())
        }
        Input::Fire(side, timer) => {
            let mut running = world.running_timers(*side).map(|(_, timer)| timer);
            match timer {
                None if running.next().is_none() => Some(format!("No timer is running at {side}.")),
                Some(wanted) if !running.any(|timer| timer == *wanted) => {
                    Some(format!("The {wanted} timer is not running at {side}."))
                }
                _ => None,
            }
        }
        Input::Deliver(id) | Input::Drop(id) | Input::Duplicate(id) | Input::Hold(id) | Input::Release(id)
            if world.packet(*id).is_none() =>
        {
            Some(format!("{id} is not on its way. `segments` lists those that are."))
        }
        Input::Replay(id) if !world.tray().any(|packet| packet.id == *id) => {
            Some(format!("{id} is no segment of the past."))
        }
        _ => None,
    }
}

const fn failed(failure: Failure) -> &'static str {
    match failure {
        Failure::NoSuchPacket => "No segment looks like that. `segments` lists those that are on their way.",
        Failure::NeverComes => "That never comes: nothing is due any more.",
        Failure::Endless => "That takes longer than anybody would watch, and was stopped.",
    }
}
