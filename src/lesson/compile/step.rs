//! `[[step]]`: one screen.

use std::collections::BTreeMap;

use super::super::allow::Allow;
use super::super::command::Command;
use super::super::condition::Condition;
use super::super::expect::Expect;
use super::super::goal::GoalLine;
use super::super::id::is_id;
use super::super::keys::{Fields, Keys, Kind, key, report_stray};
use super::super::model::{CommonError, Pick, Question, Step, Task};
use super::super::source::{Item, Spanned, Table};
use super::super::toml_text::{array, quoted};
use super::act::ActDraft;
use super::code::{MOST_LINES, code};
use super::common_error::{COMMON_ERROR, common_error};
use super::expect::{EXPECT, expect};
use super::goal::LINE;
use super::question::QuestionDraft;
use super::states::{MOST_COUNTED, UNTIL};
use crate::say;

/// The most steps of one lesson.
pub const MOST_STEPS: usize = 100;

/// A step, as far as it has been read.
#[derive(Default)]
pub struct StepDraft {
    id: Option<Spanned<String>>,
    say: Option<Spanned<String>>,
    ask: Option<Spanned<String>>,
    error: Option<CommonError>,
    script: Vec<Spanned<Command>>,
    expect: Option<Expect>,
    numbers: bool,
    code: Vec<String>,
    notes: Option<Spanned<String>>,
    act: ActDraft,
    question: QuestionDraft,
    right: Option<Spanned<String>>,
}

/// Keys that belong to something to do, and to a question.
const ACT: &[&str] = &["until", "goal"];
const ASK: &[&str] = &["ask"];

/// One step.
pub static STEP: Keys<StepDraft, Step> = Keys {
    name: "step",
    what: |words| words.step,
    written: Some(|_| "`[[step]]`"),
    one_of: &["say", "ask"],
    keys: &[
        key("id", Kind::Text, |words| words.id, |step: &mut StepDraft, item, fields| step.id = id(item, fields))
            .example(r#""who-closes-first""#)
            .writes(|step: &Step, _| step.id.as_ref().map(|id| quoted(id))),
        key("say", Kind::Text, |words| words.say, |step: &mut StepDraft, item, fields| step.say = fields.text(item))
            .example(r#""A closes. Watch **only** B.""#)
            .writes(|step: &Step, _| (!matches!(step.task, Task::Ask(_))).then(|| quoted(&step.text))),
        key(
            "error",
            Kind::Table(&COMMON_ERROR),
            |words| words.common_error,
            |step: &mut StepDraft, item, fields| step.error = common_error(item, fields),
        )
        .example(
            r#"{ read = "A closes, so the connection is closed.", so = "Each direction is closed by its own FIN." }"#,
        )
        .beside(&["say"]),
        key("ask", Kind::Text, |words| words.ask, |step: &mut StepDraft, item, fields| step.ask = fields.text(item))
            .example(r#""Ten minutes pass. Which state is B in?""#)
            .writes(|step: &Step, _| matches!(step.task, Task::Ask(_)).then(|| quoted(&step.text))),
        key(
            "do",
            Kind::List(&Kind::Command),
            |words| words.script,
            |step: &mut StepDraft, item, fields| step.script = fields.commands(item),
        )
        .example(r#"["A close", "run until idle"]"#)
        .writes(|step: &Step, verbs| {
            let commands = step.script.iter().map(|command| command.in_words(verbs));
            (!step.script.is_empty()).then(|| array(commands))
        }),
        key(
            "expect",
            Kind::Table(&EXPECT),
            |words| words.expect,
            |step: &mut StepDraft, item, fields| step.expect = expect(item, fields),
        )
        .example(r#"{ A = "FIN_WAIT_2", B = "CLOSE_WAIT" }"#)
        .writes(|step: &Step, verbs| step.expect.as_ref().map(|expect| EXPECT.write_inline(expect, verbs))),
        key(
            "notes",
            Kind::Text,
            |words| words.notes,
            |step: &mut StepDraft, item, fields| step.notes = fields.text(item),
        )
        .example(r#""Ask the room before you reveal it.""#),
        key(
            "until",
            Kind::Table(&UNTIL),
            |words| words.until,
            |step: &mut StepDraft, item, fields| step.act.read_until(item, fields),
        )
        .example(r#"{ B = "LAST_ACK" }"#)
        .writes(|step: &Step, verbs| until(step).map(|states| UNTIL.write_inline(states, verbs))),
        key(
            "goal",
            Kind::OneOrMore(&LINE),
            |words| words.goal,
            |step: &mut StepDraft, item, fields| step.act.read_goal(item, fields),
        )
        .example(r#"[{ A = "CLOSED" }, { never = "RST" }]"#),
        key(
            "hints",
            Kind::List(&Kind::Text),
            |words| words.hints,
            |step: &mut StepDraft, item, fields| step.act.read_hints(item, fields),
        )
        .example(r#"["Who has not closed yet?", "auto"]"#)
        .beside(ACT)
        .writes(|step: &Step, _| {
            let hints = &step.act()?.hints;
            (!hints.is_empty()).then(|| array(hints.iter().map(|hint| hint.word().to_owned())))
        }),
        key(
            "wrong",
            Kind::Named(|words| words.key_action, &Kind::Text),
            |words| words.wrong,
            |step: &mut StepDraft, item, fields| step.act.read_wrong(item, fields),
        )
        .example(r#"{ "B abort" = "That ends it with a RST." }"#)
        .beside(ACT),
        key(
            "numbers",
            Kind::Truth,
            |words| words.step_numbers,
            |step: &mut StepDraft, item, fields| step.numbers = fields.boolean(item).unwrap_or_default(),
        )
        .example("true"),
        key(
            "code",
            Kind::Text,
            |words| words.step_code,
            |step: &mut StepDraft, item, fields| {
                step.code = code(item, fields);
            },
        )
        .example(r#""n = recv(fd)\nif n == 0: close(fd)""#),
        key(
            "paused",
            Kind::Truth,
            |words| words.paused,
            |step: &mut StepDraft, item, fields| step.act.paused = fields.boolean(item).unwrap_or_default(),
        )
        .example("true")
        .beside(ACT),
        key(
            "way",
            Kind::List(&Kind::Command),
            |words| words.way,
            |step: &mut StepDraft, item, fields| step.act.way = fields.commands(item),
        )
        .example(r#"["A close", "run until idle"]"#)
        .beside(ACT)
        .writes(|step: &Step, verbs| {
            let way = &step.act()?.way;
            (!way.is_empty()).then(|| array(way.iter().map(|command| command.in_words(verbs))))
        }),
        key(
            "allow",
            Kind::List(&Kind::Word(allowed)),
            |words| words.allow,
            |step: &mut StepDraft, item, fields| step.act.read_allow(item, fields),
        )
        .example(r#"["user calls", "timers"]"#)
        .beside(ACT),
        key(
            "faults",
            Kind::Whole(0..=MOST_COUNTED),
            |words| words.faults,
            |step: &mut StepDraft, item, fields| step.act.read_faults(item, fields),
        )
        .example("1")
        .beside(&["allow"]),
        key(
            "predict",
            Kind::Prediction,
            |words| words.predict,
            |step: &mut StepDraft, item, fields| {
                step.question.read_predict(item, fields);
            },
        )
        .example(r#""B.state""#)
        .beside(ASK)
        .writes(|step: &Step, _| Some(quoted(&step.question()?.predict.to_string()))),
        key(
            "pair",
            Kind::Text,
            |words| words.pair,
            |step: &mut StepDraft, item, fields| step.question.read_pair(item, fields),
        )
        .example(r#""CLOSE_WAIT, CLOSE_WAIT""#)
        .beside(ASK),
        key(
            "line",
            Kind::Whole(1..=MOST_LINES),
            |words| words.line_of_code,
            |step: &mut StepDraft, item, fields| step.question.read_line(item, fields),
        )
        .example("2")
        .beside(ASK),
        key(
            "choices",
            Kind::List(&Kind::Answer),
            |words| words.choices,
            |step: &mut StepDraft, item, fields| step.question.read_choices(item, fields),
        )
        .example(r#"["CLOSE_WAIT", "CLOSED"]"#)
        .beside(ASK),
        key(
            "pick",
            Kind::Word(|| Pick::NAMES.map(|(word, _)| word).to_vec()),
            |words| words.pick,
            |step: &mut StepDraft, item, fields| step.question.read_pick(item, fields),
        )
        .example(r#""diagram""#)
        .beside(ASK),
        key(
            "typed",
            Kind::Truth,
            |words| words.typed,
            |step: &mut StepDraft, item, fields| step.question.read_typed(item, fields),
        )
        .example("true")
        .beside(ASK),
        key(
            "after",
            Kind::List(&Kind::Command),
            |words| words.after,
            |step: &mut StepDraft, item, fields| step.question.read_after(item, fields),
        )
        .example(r#"["run for 10m"]"#)
        .beside(ASK)
        .writes(|step: &Step, verbs| Some(array(step.question()?.after.iter().map(|command| command.in_words(verbs))))),
        key(
            "why",
            Kind::Named(|words| words.key_answer, &Kind::Text),
            |words| words.why,
            |step: &mut StepDraft, item, fields| step.question.read_why(item, fields),
        )
        .example(r#"{ CLOSED = "No timer runs in CLOSE_WAIT.", other = "B has not closed." }"#)
        .beside(ASK)
        .writes(|step: &Step, _| explanations(step.question()?)),
        key(
            "right",
            Kind::Text,
            |words| words.right,
            |step: &mut StepDraft, item, fields| step.right = fields.text(item),
        )
        .example(r#""Only `close()` moves B.""#)
        .beside(&["ask", "until", "goal"])
        .writes(|step: &Step, _| step.right().map(|right| quoted(right))),
    ],
};

/// The states of a goal that is written as `until`.
fn until(step: &Step) -> Option<&Condition> {
    let goal = step.act().map(|act| &act.goal).filter(|goal| !goal.is_puzzle)?;
    match goal.lines.as_slice() {
        [Spanned { value: GoalLine::States(states), .. }] => Some(states),
        _ => None,
    }
}

/// What is said to wrong answers, as a table on one line.
fn explanations(question: &Question) -> Option<String> {
    let answers = question.why.iter().map(|(answer, why)| (quoted(&answer.to_string()), why));
    let all = answers.chain(question.other.iter().map(|why| ("other".to_owned(), why)));
    let all: Vec<String> = all.map(|(answer, why)| format!("{answer} = {}", quoted(why))).collect();
    (!all.is_empty()).then(|| format!("{{ {} }}", all.join(", ")))
}

fn allowed() -> Vec<&'static str> {
    Allow::NAMES.map(|(word, ..)| word).to_vec()
}

/// Reads every `[[step]]`.
pub fn steps(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Step> {
    let items = fields.array(item);
    if let Some(item) = items.get(MOST_STEPS) {
        let message = say!(fields.language(), fields.sentences().too_many_steps, most = MOST_STEPS);
        fields.error(&item.span, message);
    }
    let steps: Vec<Step> = items.iter().take(MOST_STEPS).filter_map(|item| step(item, fields)).collect();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, id) in steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.id.as_ref()?))) {
        if let Some(first) = known.insert(id, at) {
            let message = say!(fields.language(), fields.sentences().id_taken, id = &id.value, step = first + 1);
            fields.error(&id.span, message);
        }
    }
    steps
}

fn id(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<String>> {
    let id = fields.text(item)?;
    if !is_id(&id) {
        fields.error(&id.span, say!(fields.language(), fields.sentences().not_an_id, id = &id.value));
    }
    Some(id)
}

fn step(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Step> {
    let mut table = fields.table_of(item, STEP.what)?;
    let mut draft = StepDraft::default();
    STEP.read(&mut table, &mut draft, fields);
    draft.finish(item, &table, fields)
}

impl StepDraft {
    /// What the step asks of the learner, by the keys that it has.
    fn finish(self, item: &Item<'_>, table: &Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Step> {
        let goal = if table.has("goal") { "goal" } else { "until" };
        let (asks, says, acts) = (table.has("ask"), table.has("say"), table.has(goal));
        if asks && (says || acts) {
            let other = if says { "say" } else { goal };
            let message = say!(fields.language(), fields.sentences().asks_and_more, key = other);
            let note = fields.sentences().asks_and_more_note;
            fields.error(&item.span, message).note(note);
        }
        let (task, text) = match (asks, acts) {
            (true, _) => (self.question.finish(self.right, table, fields).map(Task::Ask), self.ask),
            (false, true) => {
                if !says {
                    fields.missing(table, "say");
                }
                (self.act.finish(self.right, table, fields).map(Task::Act), self.say)
            }
            (false, false) => {
                if !says {
                    let sentences = fields.sentences();
                    let beginning = item.span.start..item.span.start;
                    fields.error(&beginning, sentences.says_nothing).note(sentences.says_nothing_note);
                }
                (Some(Task::Say), self.say)
            }
        };
        if acts && says {
            let (language, sentences) = (fields.language(), fields.sentences());
            let sentence = |keys: &str, n: usize| say!(language, sentences.stray_key_task, keys, n);
            report_stray(table, &["error"], sentence, fields);
        }
        let (id, error, script, expect, notes) = (self.id, self.error, self.script, self.expect, self.notes);
        Some(Step {
            id,
            task: task?,
            text: text?,
            error,
            script,
            expect,
            code: self.code,
            numbers: self.numbers,
            notes,
            span: item.span.clone(),
        })
    }
}
