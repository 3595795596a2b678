//! The steps of a lesson, and how to see the same at home.

use super::super::format::{Key, STEP};
use super::super::model::{Act, Condition, Expect, Hint, Observe, Pick, Question, Sent, Sockets, Step, Task, Wrong};
use super::super::predict::{Predict, Value, parse_sent};
use super::super::source::{Item, Spanned, Table};
use super::super::spelling::{either, listed};
use super::super::vocabulary::{parse_command, parse_state};
use super::fields::Fields;
use super::{MOST_STEPS, beginning, goals};
use crate::sim::{PerSide, Side};

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
    let goal = if table.has("goal") { "goal" } else { "until" };
    let (asks, says, acts) = (table.has("ask"), table.has("say"), table.has(goal));
    if asks && (says || acts) {
        let other = if says { "say" } else { goal };
        let finding = fields.findings.error(&item.span, format!("a step with `ask` has no `{other}`"));
        finding.note("a step says something, asks something, or gives something to do: make it two steps");
    }
    stray_keys(&table, fields);
    let (task, text) = match (asks, acts) {
        (true, _) => {
            let text = fields.text(&mut table, "ask");
            (question(&mut table, fields).map(Task::Ask), text)
        }
        (false, true) => {
            let text = fields.text(&mut table, "say");
            (act(&mut table, fields).map(Task::Act), text)
        }
        (false, false) => (Some(Task::Say), say(&mut table, fields)),
    };
    table.forgive(STEP.names());
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

/// Reports keys that mean something beside another key only, those that miss the same one together.
fn stray_keys(table: &Table<'_>, fields: &mut Fields<'_, '_>) {
    let is_alone = |key: &&Key| !key.beside.is_empty() && !key.beside.iter().any(|other| table.has(other));
    let stray: Vec<&Key> = STEP.keys.iter().filter(is_alone).filter(|key| table.has(key.name)).collect();
    for alike in stray.chunk_by(|a, b| a.beside == b.beside) {
        let names: Vec<&str> = alike.iter().map(|key| key.name).collect();
        report_stray(table, &names, &either(alike[0].beside.iter().copied()), fields);
    }
}

fn report_stray(table: &Table<'_>, names: &[&str], beside: &str, fields: &mut Fields<'_, '_>) {
    let places = names.iter().filter_map(|name| table.place_of(name));
    let Some(first) = places.min_by_key(|place| place.start) else { return };
    let verb = if names.len() == 1 { "means" } else { "mean" };
    let message = format!("{} {verb} something beside {beside} only", listed(names.iter().copied()));
    fields.findings.error(first, message);
}

fn act(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Act> {
    let (until, goal) = (table.take("until"), table.take("goal"));
    if let (Some(until), Some(_)) = (&until, &goal) {
        fields.findings.error(&until.span, "a step has `until` or `goal`, not both");
    }
    let until = until.and_then(|item| goals::until(&item, fields));
    let goal = goal.and_then(|item| goals::goal(&item, fields)).or(until);
    let allow = goals::allow(table, fields);
    let hints = table.take("hints").map(|item| fields.texts(&item)).unwrap_or_default();
    let hint = |text: String| if text == "auto" { Hint::Auto } else { Hint::Text(text) };
    let hints = hints.into_iter().map(|text| text.map(hint)).collect();
    let wrong = table.take("wrong").map(|item| wrong(&item, fields)).unwrap_or_default();
    let paused = table.take("paused").and_then(|item| item.boolean(fields.findings)).unwrap_or_default();
    let right = fields.optional_text(table, "right");
    Some(Act { goal: goal?, allow, hints, wrong, paused, right })
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

/// The states that a table names for A and B.
pub fn states(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Condition {
    Condition { states: PerSide::from_fn(|side| table.take(side.letter()).and_then(|item| fields.state(&item))) }
}

/// Reads `expect`.
pub fn expect(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Expect> {
    let mut table = item.table("`expect`", fields.findings)?;
    let states = Spanned { value: states(&mut table, fields), span: item.span.clone() };
    let sent = table.take("sent").map(|item| Spanned { value: sent(&item, fields), span: item.span.clone() });
    let segments = table.take("segments").and_then(|item| count(&item, fields));
    let counts = table.take("count").map(|item| sockets(&item, fields)).unwrap_or_default();
    table.finish(fields.findings);
    Some(Expect { states, sent, segments, counts })
}

/// `{ B = { CLOSE_WAIT = 10 } }`: how many connections of a host sit in a state.
pub(super) fn sockets(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Spanned<Sockets>> {
    let Some(mut table) = item.table("`count`", fields.findings) else { return Vec::new() };
    let mut counts = Vec::new();
    for side in Side::BOTH {
        let entries = table.take(side.letter()).and_then(|item| item.table("`count`", fields.findings));
        for (key, item) in entries.map(Table::into_entries).unwrap_or_default() {
            let (state, count) = (fields.parsed(&key, parse_state), goals::number(&item, fields));
            if let (Some(state), Some(count)) = (state, count) {
                counts.push(Spanned { value: Sockets { side, state: state.value, count }, span: item.span.clone() });
            }
        }
    }
    table.finish(fields.findings);
    counts
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
    let item = table.need("predict", fields.findings);
    let is_possible = item
        .as_ref()
        .is_some_and(|item| item.string(fields.findings).is_some_and(|text| text.value.trim() == Predict::POSSIBLE));
    let predict = match item {
        Some(item) if is_possible => possible(&item, table, fields),
        Some(item) => {
            report_stray(table, &["pair"], "`predict = \"possible\"`", fields);
            predict(&item, fields)
        }
        None => None,
    };
    let after = if is_possible {
        let stray: Vec<&str> = ["after", "choices"].into_iter().filter(|key| table.has(key)).collect();
        report_stray(table, &stray, "a question about what happens", fields);
        Some(Vec::new())
    } else {
        table.need("after", fields.findings).map(|item| fields.commands(&item))
    };
    let pick = pick(table, predict.as_ref(), fields);
    let choices = if is_possible { None } else { table.take("choices") };
    if let Some(choices) = choices.as_ref().filter(|_| pick != Pick::List) {
        let message = "nothing is offered here: the answer is typed, or picked on the diagram";
        fields.findings.error(&choices.span, message);
    }
    let whys = table.take("why");
    let right = fields.optional_text(table, "right");
    let predict = predict?;
    let choices = choices.map(|item| values(&item, predict.value, fields));
    let (why, other) = whys.map(|item| why(&item, predict.value, fields)).unwrap_or_default();
    Some(Question { predict, pick, choices, after: after?, why, other, right })
}

/// Whether a pair of states can happen at all.
fn possible(item: &Item<'_>, table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<Predict>> {
    let pair = table.need("pair", fields.findings)?;
    let text = pair.string(fields.findings)?;
    match Predict::Pair.parse_value(text.value) {
        Ok(Value::Pair(pair)) => Some(Spanned { value: Predict::Possible(pair), span: item.span.clone() }),
        Ok(_) => None,
        Err((message, suggestion)) => {
            fields.findings.error(&text.span, message).suggest(suggestion);
            None
        }
    }
}

/// How the answer is given: `typed = true`, or `pick = "diagram"`.
fn pick(table: &mut Table<'_>, predict: Option<&Spanned<Predict>>, fields: &mut Fields<'_, '_>) -> Pick {
    let typed = table.take("typed").and_then(|item| Some((item.boolean(fields.findings)?, item.span)));
    let pick = table.take("pick").and_then(|item| Some((fields.word(&item, "way to pick", &Pick::NAMES)?, item.span)));
    let asks_for = |kind: fn(Predict) -> bool| predict.is_none_or(|predict| kind(predict.value));
    match (typed, pick) {
        (Some((true, span)), _) if !asks_for(Predict::is_number) => {
            fields.findings.error(&span, "only a number can be typed");
            Pick::List
        }
        (_, Some((Pick::Diagram, span))) if !asks_for(|predict| matches!(predict, Predict::State(_))) => {
            fields.findings.error(&span, "only a state can be picked on the diagram");
            Pick::List
        }
        (Some((true, _)), _) => Pick::Typed,
        (_, Some((pick, _))) => pick,
        _ => Pick::List,
    }
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

/// Explanations of wrong answers, and of any other one.
type Whys = (Vec<(Spanned<Value>, Spanned<String>)>, Option<Spanned<String>>);

fn why(item: &Item<'_>, predict: Predict, fields: &mut Fields<'_, '_>) -> Whys {
    let Some(table) = item.table("`why`", fields.findings) else { return Whys::default() };
    let (mut whys, mut other) = Whys::default();
    for (key, item) in table.into_entries() {
        let says = item.text(fields.findings);
        if key.value == "other" {
            other = says;
            continue;
        }
        let wrong = value(&key.map(str::to_owned), predict, fields);
        let (Some(wrong), Some(says)) = (wrong, says) else { continue };
        if whys.iter().any(|(known, _)| known.value == wrong.value) {
            let message = format!("`{}` has two explanations", wrong.value);
            fields.findings.error(&wrong.span, message);
        }
        whys.push((wrong, says));
    }
    (whys, other)
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
