//! The answers offered: the author's, or plausible ones, in an order that gives nothing away and never changes.

use super::command::Kind;
use super::model::{Pick, Question};
use super::predict::{Predict, Value};
use super::returns::plausible_returns;
use super::sent::Sent;
use crate::language::ENGLISH;
use crate::sim::{PerSide, Side, World, split_mix};
use crate::tcp::{EDGES, Flags, RuleId, State};
use crate::text::{FNV_BASIS, fnv1a};

/// How many answers are offered when the author names none.
const USUAL: usize = 4;

/// The answers to offer for a question asked in this world, among them the right one, and which that is.
#[must_use]
pub fn choices(question: &Question, world: &World, answer: &Value, seed: u64) -> (Vec<Value>, usize) {
    if question.pick == Pick::Diagram {
        // In the diagram's own order, which says nothing.
        let right = answer.state().map_or(0, |state| state as usize);
        return (State::ALL.map(Value::State).to_vec(), right);
    }
    let mut offered = match &question.choices {
        Some(choices) => choices.iter().map(|choice| choice.value.clone()).collect(),
        None => defaults(question, world, answer),
    };
    // A learner's own way here may have led somewhere the author did not think of: the truth is offered all the same.
    if !offered.contains(answer) {
        offered.push(answer.clone());
    }
    arrange(&mut offered, seed);
    let right = offered.iter().position(|value| value == answer).unwrap_or(0);
    (offered, right)
}

fn defaults(question: &Question, world: &World, answer: &Value) -> Vec<Value> {
    let mut offered = vec![answer.clone()];
    let explained = question.why.iter().map(|(value, _)| value.value.clone());
    for value in explained {
        if !offered.contains(&value) {
            offered.push(value);
        }
    }
    // Wrong answers that the author explains are the best ones; what follows only fills up.
    if offered.len() < USUAL - 1 {
        for value in plausible(question.predict.value, world, answer) {
            if offered.len() < USUAL && !offered.contains(&value) {
                offered.push(value);
            }
        }
    }
    offered
}

/// Wrong answers that somebody might give, the likeliest first.
fn plausible(predict: Predict, world: &World, answer: &Value) -> Vec<Value> {
    let before = world.states();
    match answer {
        Value::State(state) => {
            let mine = before[predict.side().unwrap_or(Side::A)];
            let states =
                [mine].into_iter().chain(next_states(mine)).chain(before.values().copied()).chain(next_states(*state));
            states.map(Value::State).collect()
        }
        Value::Pair(PerSide { a, b }) => {
            let pairs = [(*b, *a), (before.a, before.b), (*a, *a), (*b, *b), (before.a, *b), (*a, before.b)];
            pairs.into_iter().map(|(a, b)| Value::Pair(PerSide { a, b })).collect()
        }
        Value::Segment(sent) => {
            let other = sent.map(|sent| Sent { from: sent.from.other(), ..sent });
            let flags = [Flags::ACK, Flags::FIN_ACK, Flags::SYN_ACK];
            let same = sent.iter().flat_map(|sent| flags.map(|flags| Sent { kind: Kind::Flags(flags), ..*sent }));
            other.into_iter().chain(same).map(|sent| Value::Segment(Some(sent))).chain([Value::Segment(None)]).collect()
        }
        Value::Number(n) => {
            let near = [n.wrapping_add(1), n.wrapping_sub(1), n.wrapping_add(2), n.wrapping_sub(2)];
            let small = |value: &u32| !matches!(predict, Predict::Count(_)) || *value < u32::MAX / 2;
            near.into_iter().filter(small).map(Value::Number).collect()
        }
        Value::Possible(possible) => vec![Value::Possible(!possible)],
        Value::Returns(words) => {
            let connects = predict.side().is_some_and(|side| before[side] == State::SynSent);
            let linux = world.profile().follows(RuleId::LinuxCalls);
            let words = plausible_returns(words, linux, connects).iter();
            words.map(|words| Value::Returns((*words).to_owned())).collect()
        }
    }
}

/// The states that Figure 5 draws an arrow to from this one.
fn next_states(state: State) -> impl Iterator<Item = State> {
    EDGES.iter().filter(move |edge| edge.from == state && edge.figure5).map(|edge| edge.to)
}

/// Numbers in their order, everything else shuffled.
fn arrange(values: &mut [Value], seed: u64) {
    if values.iter().all(|value| matches!(value, Value::Possible(_))) {
        values.sort_by_key(|value| *value == Value::Possible(false));
        return;
    }
    if values.iter().all(|value| matches!(value, Value::Number(_))) {
        values.sort_by_key(|value| if let Value::Number(n) = value { *n } else { 0 });
        return;
    }
    // A fixed order first, the same in every language, so that where the right answer stood says nothing.
    values.sort_by_key(|value| value.label(&ENGLISH));
    let mut state = seed;
    for i in (1..values.len()).rev() {
        let j = split_mix(&mut state) % (i as u64 + 1);
        #[expect(clippy::cast_possible_truncation, reason = "at most `i`")]
        values.swap(i, j as usize);
    }
}

/// A seed of a question's own: its lesson and its step.
#[must_use]
pub fn seed(lesson: &str, step: usize) -> u64 {
    fnv1a(FNV_BASIS ^ step as u64, lesson.bytes())
}
