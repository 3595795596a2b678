//! Transcripts as plain text.

use std::fmt::{Result, Write};

use super::event::Event;
use super::lesson::{self, Played};
use super::session::{self, Part};
use super::words::{L, W};
use crate::narrate;
use crate::say;
use crate::sim::PerSide;
use crate::text;

/// The transcript is wrapped to this width.
const WIDTH: u16 = 80;

pub(super) fn lesson(transcript: &lesson::Transcript, out: &mut String) -> Result {
    writeln!(out, "{}   ({}, profile {})", transcript.title, transcript.id, transcript.profile)?;
    ends(&transcript.names, out)?;
    for (i, step) in transcript.steps.iter().enumerate() {
        writeln!(out, "\n-- {} of {} --\n", i + 1, transcript.steps.len())?;
        write_step(step, out)?;
    }
    Ok(())
}

fn write_step(step: &Played, out: &mut String) -> Result {
    wrapped(&step.text, out)?;
    if let Some(question) = &step.question {
        for (n, choice) in question.choices.iter().enumerate() {
            let mark = if Some(n) == question.answer { "*" } else { " " };
            writeln!(out, "  {mark} {} {choice}", n + 1)?;
        }
        if question.choices.is_empty() {
            writeln!(out, "  * {}", question.right)?;
        }
    }
    for done in &step.done {
        writeln!(out, "  > {done}")?;
    }
    if !step.happened.is_empty() {
        writeln!(out)?;
    }
    for event in &step.happened {
        write_event(event, out)?;
    }
    writeln!(out, "  {:>10}  A {}, B {}", "", step.states.a, step.states.b)?;
    if let Some(question) = &step.question {
        writeln!(out)?;
        wrapped(&question.explanation, out)?;
    }
    if let Some(explanation) = &step.explanation {
        writeln!(out)?;
        wrapped(explanation, out)?;
    }
    step.problems.iter().try_for_each(|problem| writeln!(out, "  ! {problem}"))
}

pub(super) fn session(transcript: &session::Transcript, out: &mut String) -> Result {
    writeln!(out, "{}   (profile {})", transcript.title, transcript.profile)?;
    ends(&transcript.names, out)?;
    for (number, path) in transcript.paths.iter().enumerate() {
        match (&path.name, path.after) {
            (Some(name), Some(after)) => {
                writeln!(out, "\n== {} ==", say!(L, W.path_named_branch, number, after, name = name))?;
            }
            (None, Some(after)) => writeln!(out, "\n== {} ==", say!(L, W.path_branch, number, after))?,
            (Some(name), None) => writeln!(out, "\n== {name} ==")?,
            (None, None) => {}
        }
        for part in &path.parts {
            write_part(part, out)?;
        }
    }
    if !transcript.without_effect.is_empty() {
        writeln!(out)?;
    }
    transcript.without_effect.iter().try_for_each(|finding| writeln!(out, "  ! {finding}"))
}

fn write_part(part: &Part, out: &mut String) -> Result {
    writeln!(out)?;
    for done in &part.inputs {
        writeln!(out, "  > {}", done.input)?;
        for event in &done.happened {
            write_event(event, out)?;
            for sent in &event.sent {
                writeln!(out, "  {:>10}    {sent}", "")?;
            }
        }
    }
    let mark = part.mark.as_deref().map(|mark| format!("   -- {mark} --")).unwrap_or_default();
    writeln!(out, "  {:>10}  A {}, B {}{mark}", "", part.states.a, part.states.b)?;
    part.problems.iter().try_for_each(|problem| writeln!(out, "  ! {problem}"))
}

/// The two ends, which go by their letters from here on.
fn ends(names: &PerSide<String>, out: &mut String) -> Result {
    writeln!(out, "{}", narrate::introduction(L, names.as_deref()))
}

/// One line: when, and what.
fn write_event(event: &Event, out: &mut String) -> Result {
    writeln!(out, "  {:>10}  {}", event.at, event.what)
}

fn wrapped(marked: &str, out: &mut String) -> Result {
    text::wrap(marked, WIDTH).iter().try_for_each(|line| writeln!(out, "{}", line.text()))
}
