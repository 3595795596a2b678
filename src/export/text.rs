//! Transcripts as plain text.

use std::fmt::{Result, Write};

use super::cut::{Cut, Part as Shown};
use super::event::Event;
use super::lesson::{self, Played};
use super::session::{self, Part};
use super::words::{L, W};
use crate::narrate;
use crate::say;
use crate::sim::PerSide;
use crate::text;

/// Times take so many cells at least.
const LEAST_TIME: usize = 10;

/// The transcript is wrapped to this width.
const WIDTH: u16 = 80;

pub(super) fn lesson(transcript: &lesson::Transcript, cut: &Cut, out: &mut String) -> Result {
    writeln!(out, "{}   ({}, profile {})", transcript.title, transcript.id, transcript.profile)?;
    ends(&transcript.names, out)?;
    let width = transcript.steps.iter().map(|step| time_width(&step.happened)).max().unwrap_or(LEAST_TIME);
    let first_question = transcript.steps.iter().position(|step| step.question.is_some()).unwrap_or(usize::MAX);
    for (i, step) in transcript.steps.iter().enumerate().filter(|(i, _)| cut.has(i + 1)) {
        let is_riddle = step.question.is_some() || !step.done.is_empty();
        let tells = !step.happened.is_empty() && i > first_question;
        if cut.part == Shown::Answers && !is_riddle && !tells {
            continue;
        }
        writeln!(out, "\n-- {} of {} --\n", i + 1, transcript.steps.len())?;
        write_step(step, cut, out)?;
        // What happens after a question answers it.
        if cut.has_answers() || (!is_riddle && i < first_question) {
            outcome(step, width, out)?;
        }
        if let Some(notes) = step.notes.as_ref().filter(|_| cut.notes) {
            writeln!(out)?;
            wrapped(&format!("{}: {notes}", W.notes), out)?;
        }
    }
    Ok(())
}

fn write_step(step: &Played, cut: &Cut, out: &mut String) -> Result {
    if cut.part != Shown::Answers {
        wrapped(&step.text, out)?;
    }
    let answers = cut.has_answers();
    if let Some(question) = &step.question {
        for (n, choice) in question.choices.iter().enumerate() {
            let mark = if Some(n) == question.answer && answers { "*" } else { " " };
            writeln!(out, "  {mark} {} {choice}", n + 1)?;
        }
        match (question.choices.is_empty(), answers) {
            (true, true) => writeln!(out, "  * {}", question.right)?,
            (true, false) => writeln!(out, "  {}: ________", W.your_answer)?,
            (false, _) => {}
        }
    }
    Ok(())
}

/// What was done, what happened, where it led, and why.
fn outcome(step: &Played, width: usize, out: &mut String) -> Result {
    for done in &step.done {
        writeln!(out, "  > {done}")?;
    }
    if !step.happened.is_empty() {
        writeln!(out)?;
    }
    for event in &step.happened {
        write_event(event, width, out)?;
    }
    writeln!(out, "  {:>width$}  A {}, B {}", "", step.states.a, step.states.b)?;
    if let Some(question) = &step.question {
        writeln!(out)?;
        wrapped(&question.explanation, out)?;
        for wrong in &question.why {
            wrapped(&say!(L, W.not_this, answer = &wrong.numbered(), why = &wrong.says), out)?;
        }
    }
    if let Some(explanation) = &step.explanation {
        writeln!(out)?;
        wrapped(explanation, out)?;
    }
    step.problems.iter().try_for_each(|problem| writeln!(out, "  ! {problem}"))
}

pub(super) fn session(transcript: &session::Transcript, cut: &Cut, out: &mut String) -> Result {
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
        for (_, part) in path.parts.iter().enumerate().filter(|(at, _)| cut.has(at + 1)) {
            let width = part.inputs.iter().map(|done| time_width(&done.happened)).max().unwrap_or(LEAST_TIME);
            write_part(part, width, out)?;
        }
    }
    if !transcript.without_effect.is_empty() {
        writeln!(out)?;
    }
    transcript.without_effect.iter().try_for_each(|finding| writeln!(out, "  ! {finding}"))
}

fn write_part(part: &Part, width: usize, out: &mut String) -> Result {
    writeln!(out)?;
    for done in &part.inputs {
        writeln!(out, "  > {}", done.input)?;
        for event in &done.happened {
            write_event(event, width, out)?;
            for sent in &event.sent {
                writeln!(out, "  {:>width$}    {sent}", "")?;
            }
        }
    }
    let mark = part.mark.as_deref().map(|mark| format!("   -- {mark} --")).unwrap_or_default();
    writeln!(out, "  {:>width$}  A {}, B {}{mark}", "", part.states.a, part.states.b)?;
    part.problems.iter().try_for_each(|problem| writeln!(out, "  ! {problem}"))
}

/// The two ends, which go by their letters from here on.
fn ends(names: &PerSide<String>, out: &mut String) -> Result {
    writeln!(out, "{}", narrate::introduction(L, names.as_deref()))
}

/// One line: when, and what.
fn write_event(event: &Event, width: usize, out: &mut String) -> Result {
    writeln!(out, "  {:>width$}  {}", event.moment(), event.what)
}

/// The cells that the times of these events take.
fn time_width(events: &[Event]) -> usize {
    events.iter().map(|event| event.moment().len()).max().unwrap_or_default().max(LEAST_TIME)
}

fn wrapped(marked: &str, out: &mut String) -> Result {
    text::wrap(marked, WIDTH).iter().try_for_each(|line| writeln!(out, "{}", line.text()))
}
