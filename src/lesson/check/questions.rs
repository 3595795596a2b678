//! Questions: is there an answer, is it offered, and is every wrong one explained?

use super::super::diagnostic::Findings;
use super::super::model::{Pick, Question};
use super::super::page::Page;
use super::super::player::Player;
use super::super::predict::Value;
use super::super::source::Spanned;
use super::texts;
use crate::say;

/// The most answers that a panel has room for.
const MOST_CHOICES: usize = 6;

/// Checks a question and answers it.
pub fn check(text: &Spanned<String>, question: &Question, player: &mut Player, findings: &mut Findings<'_>) {
    let world = player.history().world();
    let (language, words) = (findings.language(), &findings.language().findings);
    let Some(answer) = question.predict.answer(world, &question.after) else {
        let asked = &question.predict.value.to_string();
        findings.error(&question.predict.span, say!(language, words.no_answer, question = asked));
        return player.answer(0);
    };
    if question.pick != Pick::List {
        open(text, question, &answer, findings);
        player.answer_value(&answer);
        return;
    }
    choices(question, &answer, findings);
    explanations(question, &answer, findings);
    let Page::Ask { choices, .. } = player.page() else { return };
    texts::check_question(text, question, choices, findings);
    let offered: Vec<Value> = choices.iter().map(|choice| choice.value.clone()).collect();
    super::patience::check(question, &answer, &offered, world, findings);
    if offered.len() < 2 {
        findings.error(&question.predict.span, words.one_answer);
    }
    if offered.len() > MOST_CHOICES {
        let message = say!(language, words.too_many_answers, n = offered.len(), room = MOST_CHOICES);
        findings.error(&question.predict.span, message);
    }
    for value in offered.iter().filter(|value| **value != answer) {
        if question.other.is_none() && !question.why.iter().any(|(wrong, _)| wrong.value == *value) {
            let note = say!(language, words.unexplained_note, example = &format!("why.{} = \"…\"", key(value)));
            let message = say!(language, words.unexplained, answer = &value.to_string());
            findings.error(&question.predict.span, message).note(note);
        }
    }
    let right = offered.iter().position(|value| *value == answer).unwrap_or(0);
    player.answer(right);
}

/// A question that offers nothing: whatever is answered needs an explanation.
fn open(text: &Spanned<String>, question: &Question, answer: &Value, findings: &mut Findings<'_>) {
    explanations(question, answer, findings);
    texts::check_question(text, question, &[], findings);
    if question.other.is_none() {
        let (language, words) = (findings.language(), &findings.language().findings);
        let note = say!(language, words.unexplained_note, example = "why.other = \"…\"");
        findings.error(&question.predict.span, words.others_unexplained).note(note);
    }
}

fn choices(question: &Question, answer: &Value, findings: &mut Findings<'_>) {
    let Some(choices) = &question.choices else { return };
    let (language, words) = (findings.language(), &findings.language().findings);
    for (at, choice) in choices.iter().enumerate() {
        if choices[..at].iter().any(|before| before.value == choice.value) {
            findings.error(&choice.span, say!(language, words.offered_twice, answer = &choice.value.to_string()));
        }
    }
    if !choices.iter().any(|choice| choice.value == *answer) {
        let span = choices.first().map_or(&question.predict.span, |choice| &choice.span);
        findings.error(span, say!(language, words.answer_not_offered, answer = &answer.to_string()));
    }
}

fn explanations(question: &Question, answer: &Value, findings: &mut Findings<'_>) {
    let (language, words) = (findings.language(), &findings.language().findings);
    if question.right.is_none() {
        findings.warn(&question.predict.span, words.no_right).note(words.no_right_note);
    }
    for (wrong, _) in &question.why {
        if wrong.value == *answer {
            let message = say!(language, words.explained_right, answer = &answer.to_string());
            findings.error(&wrong.span, message).note(words.explained_right_note);
        }
        let offered = |choices: &Vec<_>| choices.iter().any(|choice: &Spanned<Value>| choice.value == wrong.value);
        if question.choices.as_ref().is_some_and(|choices| !offered(choices)) {
            let answer = &wrong.value.to_string();
            findings.error(&wrong.span, say!(language, words.explained_not_offered, answer));
        }
    }
}

/// A value as a key of TOML.
fn key(value: &Value) -> String {
    let text = value.to_string();
    let bare = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { text } else { format!("\"{text}\"") }
}
