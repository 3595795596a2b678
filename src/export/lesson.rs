//! A lesson played to its end: questions get the right answer, tasks a shortest way.

use std::sync::Arc;

use serde::Serialize;

use super::event::Event;
use super::on_paper::{on_paper, why_on_paper};

use super::words::{L, W};
use crate::lesson::{FOR_A_LESSON, Lesson, Move, Observe, Page, Player, narration};
use crate::sim::{PerSide, Record};
use crate::tcp::State;
use crate::text::{clean_line, clean_text};
use crate::timeline::ladder::Beginning;

/// A lesson as it was played.
#[derive(Debug, Serialize)]
pub(super) struct Transcript {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub objectives: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<String>,
    pub names: PerSide<String>,
    pub profile: &'static str,
    #[serde(skip)]
    pub begins: Beginning,
    /// What happened before the first step.
    #[serde(skip)]
    pub start: Vec<Record>,
    pub steps: Vec<Played>,
    pub observe: Vec<Observed>,
    /// Whether everything came as the author expects.
    pub ok: bool,
}

/// One step.
#[derive(Debug, Default, Serialize)]
pub(super) struct Played {
    pub text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub happened: Vec<Event>,
    #[serde(skip)]
    pub records: Vec<Record>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Answered>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<String>,
    /// Why it worked, in the author's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// For the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    pub states: PerSide<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// A question with its answer.
#[derive(Debug, Serialize)]
pub(super) struct Answered {
    /// What is offered; nothing where the answer is typed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Which of them is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<usize>,
    pub right: String,
    pub explanation: String,
    /// What is wrong with each wrong one, in the author's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Why>,
}

/// Why a wrong answer is wrong.
#[derive(Debug, Serialize)]
pub(super) struct Why {
    /// Which of the choices.
    pub choice: usize,
    pub answer: String,
    /// What is wrong with it.
    #[serde(rename = "why")]
    pub says: String,
}

impl Why {
    /// The wrong answer with its number.
    pub fn numbered(&self) -> String {
        format!("{}. {}", self.choice + 1, self.answer)
    }
}

impl Answered {
    /// The right answer, with its number where it has one.
    pub fn numbered(&self) -> String {
        self.answer.map_or_else(|| self.right.clone(), |at| format!("{}. {}", at + 1, self.right))
    }
}

/// How to see the same on one's own machine.
#[derive(Debug, Serialize)]
pub(super) struct Observed {
    /// Each system with its command.
    pub commands: Vec<(&'static str, String)>,
    pub expect: String,
    /// The same as a sentence, with inline marks.
    #[serde(skip)]
    pub message: String,
}

impl Observed {
    fn of(observe: &Observe) -> Self {
        let commands = observe.commands().map(|(system, command)| (system, harmless(command))).collect();
        Self { commands, expect: harmless(&observe.expect), message: harmless(&observe.describe(L)) }
    }
}

pub(super) fn play(lesson: Lesson) -> Transcript {
    let mut player = Player::new(Arc::new(lesson)).without_pars();
    let mut left = FOR_A_LESSON;
    let lesson = Arc::clone(player.lesson());
    let begins = Beginning::of(player.history().world());
    let history = player.history();
    let start = history.records(1..history.step() + 1).into_iter().map(|(_, record)| record.clone()).collect();
    let mut steps = Vec::new();
    while player.step() < player.steps() {
        let mut played = Played::default();
        play_step(&mut player, &mut left, &mut played);
        let stuck = matches!(player.next(), Move::Refused(_));
        if stuck {
            played.problems.push(W.stuck.to_owned());
        }
        steps.push(played);
        if stuck {
            break;
        }
    }
    let troubles = player.troubles().iter().map(|trouble| player.describe(trouble));
    if let Some(last) = steps.last_mut() {
        last.problems.extend(troubles);
    }
    let ok = steps.iter().all(|step| step.problems.is_empty());
    Transcript {
        id: harmless(&lesson.id),
        title: harmless(&lesson.title),
        summary: harmless(&lesson.summary),
        objectives: lesson.objectives.iter().map(|objective| harmless(objective)).collect(),
        code: lesson.code.clone(),
        names: names(&player),
        profile: lesson.setup.profile.name(),
        begins,
        start,
        steps,
        observe: lesson.observe.iter().map(Observed::of).collect(),
        ok,
    }
}

/// Lessons come from files: nothing in them may be obeyed by a terminal.
fn harmless(text: &str) -> String {
    clean_text(text).into_owned()
}

fn names(player: &Player) -> PerSide<String> {
    player.lesson().names.as_ref().map(|name| clean_line(name).into_owned())
}

/// Plays a step. To find the ways of all steps so many inputs may be tried.
fn play_step(player: &mut Player, left: &mut usize, played: &mut Played) {
    player.finish_script();
    let page = player.page();
    let (text, asks, acts) = match page {
        Page::Say { text, error } => (narration(text, error.as_ref()), false, false),
        Page::Act { text, .. } => (text.to_owned(), false, true),
        Page::Ask { question, .. } => (question.to_owned(), true, false),
        Page::End { .. } => return,
    };
    played.text = on_paper(&harmless(&text));
    played.notes = player.notes().map(harmless);
    if asks {
        played.question = answer(player);
    }
    if acts {
        played.done = act(player, left);
        played.explanation = why_it_worked(player);
    }
    played.records = player.records();
    played.happened = played.records.iter().map(Event::of).collect();
    played.states = player.history().world().states().map(State::name);
    played.problems.extend(player.unmet().into_iter().map(|unmet| unmet.message));
}

/// Gives the right answer.
fn answer(player: &mut Player) -> Option<Answered> {
    let Page::Ask { choices, .. } = player.page() else { return None };
    let is_wrong = |at: &usize| player.right_answer().as_ref() != Some(&choices[*at].value);
    let why = (0..choices.len()).filter(is_wrong).filter_map(|choice| {
        let (answer, says) = (choices[choice].label.clone(), why_on_paper(&harmless(player.why(choice)?)));
        Some(Why { choice, answer, says })
    });
    let why = why.collect();
    // Where the answer is typed nothing is offered.
    let choices: Vec<String> = choices.iter().map(|choice| choice.label.clone()).collect();
    let (right, label) = (player.right_answer()?, player.right_label()?);
    player.answer_value(&right);
    player.finish_script();
    let Page::Ask { revealed: Some(reveal), .. } = player.page() else { return None };
    Some(Answered {
        answer: choices.iter().position(|choice| *choice == label),
        choices,
        right: label,
        explanation: why_on_paper(&harmless(reveal.explanation)),
        why,
    })
}

fn why_it_worked(player: &Player) -> Option<String> {
    let Page::Act { success, .. } = player.page() else { return None };
    success?.why.as_deref().map(|why| why_on_paper(&harmless(why)))
}

/// Does what is to be done, by a shortest way.
fn act(player: &mut Player, left: &mut usize) -> Vec<String> {
    let way = player.proven_way_within(left).map(|way| way.inputs).unwrap_or_default();
    player.follow(&way);
    way.iter().map(ToString::to_string).collect()
}
