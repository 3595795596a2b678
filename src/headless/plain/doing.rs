//! One line of the vocabulary, carried out input by input.

use super::words;
use crate::language::{Language, PlainWords};
use crate::lesson::{Command, Cursor, Failure, Next, ParseError, Spanned, parse_command};
use crate::say;
use crate::sim::{Input, World};
use crate::text;

/// What a misread line was, as a sentence.
#[must_use]
pub fn sentence(parse_error: &ParseError, language: &Language) -> String {
    let wrong = text::sentence(&parse_error.message);
    match &parse_error.suggestion {
        Some(meant) => say!(language, language.plain.did_you_mean, wrong = &wrong, meant = meant.as_str()),
        None => wrong,
    }
}

/// What is wrong with a line that is neither a word of the dialogue nor of the vocabulary.
#[must_use]
pub fn not_understood(line: &str, parse_error: &ParseError, in_lesson: bool, language: &Language) -> String {
    match words::meant(line, in_lesson) {
        Some(meant) if parse_error.suggestion.is_none() => say!(language, language.plain.not_understood, line, meant),
        _ => sentence(parse_error, language),
    }
}

/// Reads a line and gives its inputs to `take`, one after the other; `take` answers with the world after it, or with why it
/// was refused.
///
/// # Errors
/// A sentence: the line is not a command, or nothing is as it says.
pub fn carry_out(
    line: &str,
    world: &World,
    language: &Language,
    mut take: impl FnMut(Input) -> Result<World, String>,
) -> Result<(), String> {
    let command = parse_command(line, language).map_err(|parse_error| sentence(&parse_error, language))?;
    if let Some(refusal) = refusal(&command, world, language) {
        return Err(refusal);
    }
    let commands = [Spanned::nowhere(command)];
    let mut world = world.clone();
    let mut cursor = Cursor::default();
    loop {
        match cursor.next(&commands, &world) {
            Next::Input(pending) => world = take(pending.input)?,
            Next::End => return Ok(()),
            Next::Failed(_, failure) => return Err(failed(failure, &language.plain).to_owned()),
        }
    }
}

/// Why a command would do nothing at all, if it would.
fn refusal(command: &Command, world: &World, language: &Language) -> Option<String> {
    let words = &language.plain;
    let Command::Input(input) = command else { return None };
    match input {
        Input::Step if world.next_due().is_none() => Some(words.nothing_due.to_owned()),
        Input::Fire(side, timer) => {
            let mut running = world.running_timers(*side).map(|(_, timer)| timer);
            match timer {
                None if running.next().is_none() => Some(say!(language, words.no_timer, side = *side)),
                Some(wanted) if !running.any(|timer| timer == *wanted) => {
                    Some(say!(language, words.timer_not_running, timer = &wanted.to_string(), side = *side))
                }
                _ => None,
            }
        }
        Input::Deliver(id) | Input::Drop(id) | Input::Duplicate(id) | Input::Hold(id) | Input::Release(id)
            if world.packet(*id).is_none() =>
        {
            Some(say!(language, words.not_on_its_way, packet = *id))
        }
        Input::Replay(id) if !world.tray().any(|packet| packet.id == *id) => {
            Some(say!(language, words.not_of_the_past, packet = *id))
        }
        _ => None,
    }
}

const fn failed(failure: Failure, words: &PlainWords) -> &'static str {
    match failure {
        Failure::NoSuchPacket => words.no_such_segment,
        Failure::NeverComes => words.never_comes,
        Failure::Endless => words.endless,
    }
}
