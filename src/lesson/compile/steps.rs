//! The steps of a lesson, and how to see the same at home.

use super::super::model::{Act, Condition, Expect, Hint, Observe, Question, Sent, Step, Task, Wrong};
use super::super::predict::{Predict, Value, parse_sent};
use super::super::source::{Item, Spanned, Table};
use super::super::spelling::listed;
use super::super::vocabulary::parse_command;
use super::fields::Fields;
use super::{MOST_STEPS, beginning};

/// Keys that belong to a question only, and to a thing to do only.
const ASK_KEYS: [&str; 5] = ["predict", "choices", "after", "why", "right"];
const ACT_KEYS: [&str; 3] = ["hints", "wrong", "paused"];

/// Reads every `[[step]]`.
pub fn read(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Vec<Step> {
    let Some(item) = table.need("step", fields.findings) else { return Vec::new() };
    let items = item.array(fields.findings);
    if let Some(item) = items.get(MOST_STEPS) {
        let message = format!("a lesson has at most {MOST_STEPS} steps, and this is one more");
        fields.findings.error(&item.span, message);
    }
    items.iter().take(MOST_STEPS).filter_map(|item| step(item, fields)).collect()
}

fn step(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Step> {
    let mut table = item.table("a step", fields.findings)?;
    let script = table.take("do").map(|item| fields.commands(&item)).unwrap_or_default();
    let expect = table.take("expect").and_then(|item| expect(&item, fields));
    let notes = fields.optional_text(&mut table, "notes");
    let (asks, says, acts) = (table.has("ask"), table.has("say"), table.has("until"));
    if asks && (says || acts) {
        let other = if says { "say" } else { "until" };
        let finding = fields.findings.error(&item.span, format!("a step with `ask` has no `{other}`"));
        finding.note("a step says something, asks something, or gives something to do: make it two steps");
    }
    let (task, text) = match (asks, acts) {
        (true, _) => {
            let text = fields.text(&mut table, "ask");
            stray_keys(&table, &ACT_KEYS, "`until`", fields);
            let _ = (table.take("say"), table.take("until"), ACT_KEYS.map(|key| table.take(key)));
            (question(&mut table, fields).map(Task::Ask), text)
        }
        (false, true) => {
            let text = fields.text(&mut table, "say");
            stray_keys(&table, &ASK_KEYS, "`ask`", fields);
            let _ = ASK_KEYS.map(|key| table.take(key));
            (act(&mut table, fields).map(Task::Act), text)
        }
        (false, false) => {
            let text = say(&mut table, fields);
            stray_keys(&table, &ASK_KEYS, "`ask`", fields);
            stray_keys(&table, &ACT_KEYS, "`until`", fields);
            let _ = (ASK_KEYS.map(|key| table.take(key)), ACT_KEYS.map(|key| table.take(key)));
            // Asked for so that they can be suggested.
            let _ = (table.take("ask"), table.take("until"));
            (Some(Task::Say), text)
        }
    };
    table.finish(fields.findings);
    Some(Step { task: task?, text: text?, script, expect, notes, span: item.span.clone() })
}

fn say(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<String>> {
    if !table.has("say") {
        let note = "`say` tells, `say` with `until` gives something to do, `ask` with `predict` asks";
        fields.findings.error(&beginning(&table.span), "a step has neither `say` nor `ask`").note(note);
    }
    fields.optional_text(table, "say")
}

/// Keys that mean something beside another key only.
fn stray_keys(table: &Table<'_>, keys: &[&'static str], beside: &str, fields: &mut Fields<'_, '_>) {
    let stray: Vec<&str> = keys.iter().copied().filter(|key| table.has(key)).collect();
    if !stray.is_empty() {
        let verb = if stray.len() == 1 { "means" } else { "mean" };
        let message = format!("{} {verb} something beside {beside} only", listed(stray));
        fields.findings.error(&table.span, message);
    }
}

fn act(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Act> {
    let until = table.take("until").and_then(|item| condition(&item, "`until`", fields));
    let hints = table.take("hints").map(|item| fields.texts(&item)).unwrap_or_default();
    let hint = |text: String| if text == "auto" { Hint::Auto } else { Hint::Text(text) };
    let hints = hints.into_iter().map(|text| text.map(hint)).collect();
    let wrong = table.take("wrong").map(|item| wrong(&item, fields)).unwrap_or_default();
    let paused = table.take("paused").and_then(|item| item.boolean(fields.findings)).unwrap_or_default();
    Some(Act { until: until?, hints, wrong, paused })
}

fn wrong(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Wrong> {
    let Some(table) = item.table("`wrong`", fields.findings) else { return Vec::new() };
    let read = |(key, item): (Spanned<&str>, Item<'_>)| {
        let says = item.text(fields.findings);
        let command = fields.parsed(&key, parse_command);
        Some(Wrong { command: command?, says: says? })
    };
    table.into_entries().into_iter().filter_map(read).collect()
}

/// `{ A = "STATE", B = "STATE" }`.
fn condition(item: &Item<'_>, what: &'static str, fields: &mut Fields<'_, '_>) -> Option<Spanned<Condition>> {
    let mut table = item.table(what, fields.findings)?;
    let condition = states(&mut table, fields);
    let empty = table.is_empty();
    table.finish(fields.findings);
    if empty {
        fields.findings.error(&item.span, format!("{what} names no state: it is written `{{ A = \"TIME_WAIT\" }}`"));
        return None;
    }
    Some(Spanned { value: condition, span: item.span.clone() })
}

fn states(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Condition {
    Condition { states: ["A", "B"].map(|side| table.take(side).and_then(|item| fields.state(&item))) }
}

/// Reads `expect`.
pub fn expect(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Expect> {
    let mut table = item.table("`expect`", fields.findings)?;
    let states = Spanned { value: states(&mut table, fields), span: item.span.clone() };
    let sent = table.take("sent").map(|item| Spanned { value: sent(&item, fields), span: item.span.clone() });
    let segments = table.take("segments").and_then(|item| count(&item, fields));
    table.finish(fields.findings);
    Some(Expect { states, sent, segments })
}

fn sent(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Sent> {
    let mut sent = Vec::new();
    for item in item.array(fields.findings) {
        let Some(text) = item.string(fields.findings) else { continue };
        match parse_sent(text.value.trim()) {
            Ok(segment) => sent.extend(segment),
            Err((message, suggestion)) => {
                fields.findings.error(&item.span, message).suggest(suggestion);
            }
        }
    }
    sent
}

fn count(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<usize>> {
    let number = item.integer(fields.findings)?;
    let count = usize::try_from(number).ok();
    if count.is_none() {
        fields.findings.error(&item.span, format!("{number} is no number of segments"));
    }
    count.map(|value| Spanned { value, span: item.span.clone() })
}

fn question(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Question> {
    let predict = table.need("predict", fields.findings).and_then(|item| predict(&item, fields));
    let after = table.need("after", fields.findings).map(|item| fields.commands(&item));
    let choices = table.take("choices");
    let whys = table.take("why");
    let right = fields.optional_text(table, "right");
    let predict = predict?;
    let choices = choices.map(|item| values(&item, predict.value, fields));
    let why = whys.map(|item| why(&item, predict.value, fields)).unwrap_or_default();
    Some(Question { predict, choices, after: after?, why, right })
}

fn predict(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<Predict>> {
    let text = item.string(fields.findings)?;
    match Predict::parse(text.value) {
        Ok(value) => Some(Spanned { value, span: item.span.clone() }),
        Err(meant) => {
            let message = format!("nothing called `{}` can be predicted", text.value);
            let finding = fields.findings.error(&item.span, message).suggest(meant);
            finding.note(format!("a question can ask for {}", listed(Predict::FORMS)));
            None
        }
    }
}

fn values(item: &Item<'_>, predict: Predict, fields: &mut Fields<'_, '_>) -> Vec<Spanned<Value>> {
    let items = item.array(fields.findings);
    items.iter().filter_map(|item| value(&item.scalar(fields.findings)?, predict, fields)).collect()
}

fn value(text: &Spanned<String>, predict: Predict, fields: &mut Fields<'_, '_>) -> Option<Spanned<Value>> {
    match predict.parse_value(text) {
        Ok(value) => Some(Spanned { value, span: text.span.clone() }),
        Err((message, suggestion)) => {
            fields.findings.error(&text.span, message).suggest(suggestion);
            None
        }
    }
}

fn why(item: &Item<'_>, predict: Predict, fields: &mut Fields<'_, '_>) -> Vec<(Spanned<Value>, Spanned<String>)> {
    let Some(table) = item.table("`why`", fields.findings) else { return Vec::new() };
    let mut whys: Vec<(Spanned<Value>, Spanned<String>)> = Vec::new();
    for (key, item) in table.into_entries() {
        let says = item.text(fields.findings);
        let wrong = value(&key.map(str::to_owned), predict, fields);
        let (Some(wrong), Some(says)) = (wrong, says) else { continue };
        if whys.iter().any(|(known, _)| known.value == wrong.value) {
            let message = format!("`{}` has two explanations", wrong.value);
            fields.findings.error(&wrong.span, message);
        }
        whys.push((wrong, says));
    }
    whys
}

/// Reads every `[[observe]]`.
pub fn observe(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Vec<Observe> {
    let Some(item) = table.take("observe") else { return Vec::new() };
    item.array(fields.findings).iter().filter_map(|item| observation(item, fields)).collect()
}

fn observation(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Observe> {
    let mut table = item.table("`observe`", fields.findings)?;
    let commands = Observe::SYSTEMS.map(|system| fields.optional_text(&mut table, system));
    let expect = fields.text(&mut table, "expect");
    table.finish(fields.findings);
    if commands.iter().all(Option::is_none) {
        let message = format!("`observe` has no command: it has {}", listed(Observe::SYSTEMS));
        fields.findings.error(&item.span, message);
    }
    Some(Observe { commands, expect: expect?, span: item.span.clone() })
}
