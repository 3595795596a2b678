//! A fresh question of the same kind, made by the engine from the very moment at which the learner is: after a wrong answer
//! nobody gets a second click on the same one.

use super::choices::choices;
use super::command::{Command, Until};
use super::goal::What;
use super::messages::ENGLISH;
use super::model::{Lesson, Pick, Question, Task};
use super::page::Choice;
use super::pairs::untold;
use super::predict::{Predict, Value};
use super::returns::goes_on;
use super::script::play;
use super::source::Spanned;
use crate::narrate;
use crate::sim::search::bit;
use crate::sim::{Call, Input, Record, Side, World};
use crate::tcp::State;
use crate::text;

/// A fresh question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// The question, with inline marks.
    pub text: String,
    /// The answers offered.
    pub choices: Vec<Choice>,
    /// Which of them is right.
    pub answer: usize,
    /// The answer given.
    pub picked: Option<usize>,
    /// What happens, in words.
    pub explanation: String,
}

/// Questions name the two ends by their letters, and so does what explains the answer.
const ENDS: [&str; 2] = ["A", "B"];

/// Makes one of the kind that this step asks, if this moment is good for any.
#[must_use]
pub fn fresh(lesson: &Lesson, step: usize, world: &World, seed: u64) -> Option<Fresh> {
    let Task::Ask(question) = &lesson.steps.get(step)?.task else { return None };
    match question.predict.value {
        Predict::Possible(_) => another_pair(question, untold(lesson, step), world, seed),
        predict => supposition(question, predict, world, seed),
    }
}

/// "Suppose that …": something that could be done now is done on a copy, and everything arrives.
fn supposition(question: &Question, predict: Predict, world: &World, seed: u64) -> Option<Fresh> {
    let before = predict.answer(world, &[]);
    let suppose = |(side, call): (Side, Call)| {
        let after = [Command::Input(Input::Call(side, call)), Command::Run(Until::Idle)].map(Spanned::nowhere);
        let asked = if returns_at_once(predict, world, &after[..1]) { &after[..1] } else { &after };
        Some((side, call, predict.answer(world, asked)?, asked.to_vec()))
    };
    let mut suppositions: Vec<_> = calls(predict, world).filter_map(suppose).collect();
    // What changes something is the better question.
    if suppositions.iter().any(|(_, _, answer, _)| before.as_ref() != Some(answer)) {
        suppositions.retain(|(_, _, answer, _)| before.as_ref() != Some(answer));
    }
    let at = usize::try_from(seed % suppositions.len().max(1) as u64).unwrap_or(0);
    let (side, call, answer, after) = suppositions.into_iter().nth(at)?;
    let text = format!("{} {}", ENGLISH.suppose.replace("{deed}", &format!("{side} calls `{call}`")), asked(predict));
    let alike = Question {
        pick: Pick::List,
        choices: None,
        after: after.clone(),
        why: Vec::new(),
        other: None,
        right: None,
        ..question.clone()
    };
    let explanation = what_happens(predict, world, &after);
    Some(made(text, &alike, world, &answer, seed, explanation))
}

/// Whether what is asked for is what a call returns, and it does so before anything else happens: a later error is not its own.
fn returns_at_once(predict: Predict, world: &World, call: &[Spanned<Command>]) -> bool {
    let Predict::Returns(_) = predict else { return false };
    matches!(predict.answer(world, call), Some(Value::Returns(words)) if !goes_on(&words))
}

/// Whether another pair is possible: one of these.
fn another_pair(question: &Question, pairs: u128, world: &World, seed: u64) -> Option<Fresh> {
    let states = State::ALL;
    let number = usize::try_from(seed % 121).unwrap_or(0);
    let mut all = (0..121).map(|step| (number + step * 37) % 121).map(|n| [states[n / 11], states[n % 11]]);
    // With a CLOSED end nearly everything is possible: that asks nothing.
    let pair = all.find(|pair| bit(*pair) & pairs != 0 && !pair.contains(&State::Closed))?;
    let predict = Predict::Possible(pair);
    let answer = predict.answer(world, &[])?;
    let alike =
        Question { predict: Spanned::nowhere(predict), why: Vec::new(), other: None, right: None, ..question.clone() };
    let text = ENGLISH.can_it_be.replace("{a}", pair[0].name()).replace("{b}", pair[1].name());
    let words = if answer == Value::Possible(true) { ENGLISH.it_can_be } else { ENGLISH.it_cannot_be };
    Some(made(text, &alike, world, &answer, seed, words.to_owned()))
}

fn made(text: String, question: &Question, world: &World, answer: &Value, seed: u64, explanation: String) -> Fresh {
    let (values, right) = choices(question, world, answer, seed);
    let choices = values.into_iter().map(Choice::of).collect();
    Fresh { text, choices, answer: right, picked: None, explanation }
}

/// The calls that could be made now, as far as they bear on the question. One that opens another connection asks about numbers that
/// nobody has seen.
fn calls(predict: Predict, world: &World) -> impl Iterator<Item = (Side, Call)> {
    let asked = move |side: &Side| !matches!(predict, Predict::Returns(of) if of != *side);
    let open = move |side: &Side| world.host(*side).current().is_some_and(|c| c.tcb.state() != State::Closed);
    let sides = Side::BOTH.into_iter().filter(move |side| asked(side) && open(side) && is_alone(world));
    let opens = |call: &Call| matches!(call, Call::Listen | Call::Connect);
    sides
        .flat_map(move |side| world.possible_calls(side).filter(move |call| !opens(call)).map(move |call| (side, call)))
}

/// With many connections nobody knows which one is meant.
fn is_alone(world: &World) -> bool {
    let alive = |side: Side| world.host(side).connections.iter().filter(|c| c.tcb.state() != State::Closed).count();
    Side::BOTH.into_iter().all(|side| alive(side) <= 1)
}

fn asked(predict: Predict) -> String {
    let of = |text: &str, side: Side| text.replace("{side}", side.letter());
    match predict {
        Predict::State(side) => of(ENGLISH.which_state, side),
        Predict::Pair => ENGLISH.which_pair.to_owned(),
        Predict::NextSegment => ENGLISH.which_segment.to_owned(),
        Predict::Count(What::Segments) => ENGLISH.how_many.to_owned(),
        Predict::Count(What::Kind(kind)) => ENGLISH.how_many_of.replace("{kind}", &kind.to_string()),
        Predict::Returns(_) => ENGLISH.which_return.to_owned(),
        Predict::Seq(side) => of(ENGLISH.which_seq, side),
        Predict::Ack(side) => of(ENGLISH.which_ack, side),
        Predict::Sockets(side, state) => of(ENGLISH.how_many_sockets, side).replace("{state}", state.name()),
        Predict::Possible(_) => String::new(),
    }
}

/// The record that decides the answer, in words.
fn what_happens(predict: Predict, world: &World, after: &[Spanned<Command>]) -> String {
    let mut records: Vec<Record> = Vec::new();
    play(after, &mut world.clone(), |_, _, of_input| records.extend_from_slice(of_input));
    let bears = |record: &&Record| match predict {
        Predict::State(side) | Predict::Sockets(side, _) => record.side == side && record.before != record.after,
        Predict::Seq(side) | Predict::Ack(side) => record.side == side && !record.departures.is_empty(),
        Predict::NextSegment => !record.departures.is_empty(),
        Predict::Count(what) => record.departures.iter().any(|departure| what.counts(departure)),
        Predict::Returns(_) => record.outcome.reply.is_some(),
        _ => record.before != record.after,
    };
    let first = matches!(predict, Predict::NextSegment | Predict::Returns(_) | Predict::Count(_));
    let decisive = if first { records.iter().find(bears) } else { records.iter().rfind(bears) };
    let mut words = String::new();
    if let Some(record) = decisive.or(records.last()) {
        narrate::headline(record, &ENDS, None, &mut words);
    }
    text::sentence(&words)
}

#[cfg(test)]
mod tests {
    use super::fresh;
    use crate::lesson::{Player, Task, catalogue};
    use std::sync::Arc;

    #[test]
    fn what_a_call_returns_at_once_is_its_answer_whatever_comes_later() {
        let lesson = Arc::new(catalogue::find("close-wait-bug").expect("a lesson").compile().expect("it compiles"));
        let mut player = Player::new(Arc::clone(&lesson));
        while !matches!(lesson.steps[player.step()].task, Task::Ask(_)) {
            player.finish_script();
            player.next();
        }
        player.answer(0);
        player.finish_script();
        let made = (0..20).filter_map(|seed| fresh(&lesson, player.step(), player.history().world(), seed));
        let about_write: Vec<_> = made.filter(|fresh| fresh.text.contains("write(10)")).collect();
        assert!(!about_write.is_empty());
        for fresh in about_write {
            assert_eq!(fresh.choices[fresh.answer].label, "10", "the RST comes later: {}", fresh.explanation);
        }
    }
}
