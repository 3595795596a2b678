//! Questions: is there an answer, is it offered, and is every wrong one explained?

use super::super::diagnostic::Findings;
use super::super::model::{Pick, Question};
use super::super::page::Page;
use super::super::player::Player;
use super::super::predict::Value;
use super::super::source::Spanned;
use super::texts;

/// The most answers that a panel has room for.
const MOST_CHOICES: usize = 6;

/// Checks a question and answers it.
pub fn check(text: &Spanned<String>, question: &Question, player: &mut Player, findings: &mut Findings<'_>) {
    let world = player.history().world();
    let Some(answer) = question.predict.answer(world, &question.after) else {
        let message = format!("there is no answer: nothing in `after` gives one for `{}`", question.predict.value);
        findings.error(&question.predict.span, message);
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
        findings.error(&question.predict.span, "there is only one answer to choose");
    }
    if offered.len() > MOST_CHOICES {
        let message = format!("{} answers are offered, and there is room for {MOST_CHOICES}", offered.len());
        findings.error(&question.predict.span, message);
    }
    for value in offered.iter().filter(|value| **value != answer) {
        if question.other.is_none() && !question.why.iter().any(|(wrong, _)| wrong.value == *value) {
            let note = format!("write `why.{} = \"…\"`", key(value));
            let message = format!("`{value}` is offered as an answer, and nothing explains why it is wrong");
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
        let message = "nothing explains why any other answer is wrong";
        findings.error(&question.predict.span, message).note("write `why.other = \"…\"`");
    }
}

fn choices(question: &Question, answer: &Value, findings: &mut Findings<'_>) {
    let Some(choices) = &question.choices else { return };
    for (at, choice) in choices.iter().enumerate() {
        if choices[..at].iter().any(|before| before.value == choice.value) {
            findings.error(&choice.span, format!("`{}` is offered twice", choice.value));
        }
    }
    if !choices.iter().any(|choice| choice.value == *answer) {
        let span = choices.first().map_or(&question.predict.span, |choice| &choice.span);
        findings.error(span, format!("the answer is `{answer}`, and it is not among the choices"));
    }
}

fn explanations(question: &Question, answer: &Value, findings: &mut Findings<'_>) {
    if question.right.is_none() {
        let note = "those who are right deserve to read why, too";
        findings.warn(&question.predict.span, "the question has no `right`").note(note);
    }
    for (wrong, _) in &question.why {
        if wrong.value == *answer {
            let note = "what is right about it belongs into `right`";
            findings.error(&wrong.span, format!("`{answer}` is the right answer here")).note(note);
        }
        let offered = |choices: &Vec<_>| choices.iter().any(|choice: &Spanned<Value>| choice.value == wrong.value);
        if question.choices.as_ref().is_some_and(|choices| !offered(choices)) {
            findings.error(&wrong.span, format!("`{}` is explained, but not among the choices", wrong.value));
        }
    }
}

/// A value as a key of TOML.
fn key(value: &Value) -> String {
    let text = value.to_string();
    let bare = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { text } else { format!("\"{text}\"") }
}
