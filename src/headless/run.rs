//! `run`: a lesson or a session played without a terminal, as a transcript. Questions get the right answer, tasks a
//! shortest way.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::Verdict;
use super::event::Event;
use super::replay::replay;
use super::source::{Playable, find};
use crate::lesson::{Lesson, Move, Page, Player};
use crate::sim::Side;
use crate::tcp::State;
use crate::text;

/// The transcript is wrapped to this width.
const WIDTH: u16 = 80;

/// A lesson as it was played.
#[derive(Debug, Serialize)]
struct Transcript {
    id: String,
    title: String,
    profile: &'static str,
    steps: Vec<Played>,
    /// Whether everything came as the author expects.
    ok: bool,
}

/// One step.
#[derive(Debug, Default, Serialize)]
struct Played {
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    happened: Vec<Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<Answered>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    done: Vec<String>,
    states: [&'static str; 2],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<String>,
}

/// A question with its answer.
#[derive(Debug, Serialize)]
struct Answered {
    choices: Vec<String>,
    answer: usize,
    explanation: String,
}

/// Plays a lesson by its id, built in or in one of the folders, a file or a session's text and prints the transcript. It fails if an expectation does not hold.
///
/// # Errors
/// What does not exist, or cannot be played.
pub fn run(what: &str, folders: &[PathBuf], json: bool, out: &mut impl Write) -> anyhow::Result<Verdict> {
    match find(what, folders)? {
        Playable::Lesson(lesson) => run_lesson(*lesson, json, out),
        Playable::Session(recording, source) => replay(&recording, &source, json, out),
    }
}

fn run_lesson(lesson: Lesson, json: bool, out: &mut impl Write) -> anyhow::Result<Verdict> {
    let transcript = play(lesson);
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&transcript)?)?;
    } else {
        print(&transcript, out)?;
    }
    Ok(if transcript.ok { Verdict::Fine } else { Verdict::Failed })
}

fn play(lesson: Lesson) -> Transcript {
    let (id, title, profile) = (lesson.id.clone(), lesson.title.as_str().to_owned(), lesson.setup.profile.name());
    let mut player = Player::new(Arc::new(lesson));
    let mut steps = Vec::new();
    while player.step() < player.steps() {
        let mut played = Played::default();
        play_step(&mut player, &mut played);
        let stuck = matches!(player.next(), Move::Refused(_));
        if stuck {
            played.problems.push("the lesson does not go on from here".to_owned());
        }
        steps.push(played);
        if stuck {
            break;
        }
    }
    let troubles = player.troubles().iter().map(|trouble| format!("{trouble:?}"));
    if let Some(last) = steps.last_mut() {
        last.problems.extend(troubles);
    }
    let ok = steps.iter().all(|step| step.problems.is_empty());
    Transcript { id, title, profile, steps, ok }
}

fn play_step(player: &mut Player, played: &mut Played) {
    player.finish_script();
    let page = player.page();
    let (text, asks, acts) = match page {
        Page::Say { text } => (text, false, false),
        Page::Act { text, .. } => (text, false, true),
        Page::Ask { question, .. } => (question, true, false),
        Page::End { .. } => return,
    };
    text.clone_into(&mut played.text);
    if asks {
        played.question = answer(player);
    }
    if acts {
        played.done = act(player);
    }
    let names = Side::BOTH.map(|side| player.lesson().names[side.index()].clone());
    let named = [names[0].as_str(), names[1].as_str()];
    played.happened = player.records().iter().map(|record| Event::of(record, &named)).collect();
    played.states = player.history().world().states().map(State::name);
    played.problems.extend(player.unmet().into_iter().map(|unmet| unmet.message));
}

/// Gives the right answer.
fn answer(player: &mut Player) -> Option<Answered> {
    let right = player.right_answer()?;
    player.answer_value(&right);
    player.finish_script();
    let Page::Ask { choices, revealed: Some(reveal), .. } = player.page() else { return None };
    Some(Answered {
        choices: choices.iter().map(|choice| choice.label.clone()).collect(),
        answer: reveal.answer,
        explanation: reveal.explanation.to_owned(),
    })
}

/// Does what is to be done, by a shortest way.
fn act(player: &mut Player) -> Vec<String> {
    let way = player.proven_way().map(|way| way.inputs).unwrap_or_default();
    player.follow(&way);
    way.iter().map(ToString::to_string).collect()
}

fn print(transcript: &Transcript, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "{}   ({}, profile {})", transcript.title, transcript.id, transcript.profile)?;
    for (i, step) in transcript.steps.iter().enumerate() {
        writeln!(out, "\n-- {} of {} --\n", i + 1, transcript.steps.len())?;
        wrapped(&step.text, out)?;
        if let Some(question) = &step.question {
            for (n, choice) in question.choices.iter().enumerate() {
                let mark = if n == question.answer { "*" } else { " " };
                writeln!(out, "  {mark} {} {choice}", n + 1)?;
            }
        }
        for done in &step.done {
            writeln!(out, "  > {done}")?;
        }
        if !step.happened.is_empty() {
            writeln!(out)?;
        }
        for event in &step.happened {
            event.print(out)?;
        }
        writeln!(out, "  {:>10}  A {}, B {}", "", step.states[0], step.states[1])?;
        if let Some(question) = &step.question {
            writeln!(out)?;
            wrapped(&question.explanation, out)?;
        }
        for problem in &step.problems {
            writeln!(out, "  ! {problem}")?;
        }
    }
    Ok(())
}

fn wrapped(marked: &str, out: &mut impl Write) -> anyhow::Result<()> {
    for line in text::wrap(&text::clean_text(marked), WIDTH) {
        writeln!(out, "{}", line.text())?;
    }
    Ok(())
}
