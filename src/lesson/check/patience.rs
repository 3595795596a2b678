//! An answer that says "nothing", and becomes wrong for whoever waits a little.

use super::super::command::{Command, Until};
use super::super::diagnostic::Findings;
use super::super::model::Question;
use super::super::predict::Value;
use super::super::source::Spanned;
use crate::say;
use crate::sim::World;

/// Looks whether an answer of nothing would be another one of those that are offered, once what is due next has happened.
pub fn check(question: &Question, answer: &Value, offered: &[Value], world: &World, findings: &mut Findings<'_>) {
    let says_how_long = question.after.iter().any(|command| matches!(command.value, Command::Run(Until::For(_))));
    if says_how_long || !matches!(answer, Value::Segment(None) | Value::Number(0)) {
        return;
    }
    let more = [Command::Run(Until::Idle), Command::Steps(1)].map(Spanned::nowhere);
    let longer: Vec<Spanned<Command>> = question.after.iter().cloned().chain(more).collect();
    let Some(later) = question.predict.answer(world, &longer).filter(|later| later != answer) else { return };
    if offered.contains(&later) {
        let (language, words) = (findings.language(), &findings.language().checking);
        let message = say!(language, words.by_waiting, now = &answer.to_string(), later = &later.to_string());
        findings.warn(&question.predict.span, message).note(words.by_waiting_note);
    }
}
