//! `[[step]]`: one screen.

use std::collections::BTreeMap;

use super::super::allow::Allow;
use super::super::command::Command;
use super::super::expect::Expect;
use super::super::id::{WHAT_AN_ID_IS, is_id};
use super::super::keys::{Fields, Keys, Kind, key, report_stray};
use super::super::model::{CommonError, Pick, Step, Task};
use super::super::source::{Item, Spanned, Table};
use super::super::toml_text::{array, quoted};
use super::act::ActDraft;
use super::common_error::{COMMON_ERROR, common_error};
use super::expect::{EXPECT, expect};
use super::goal::LINE;
use super::question::QuestionDraft;
use super::states::{MOST_COUNTED, UNTIL};

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
    what: "a step",
    written: Some("`[[step]]`"),
    one_of: &["say", "ask"],
    keys: &[
        key(
            "id",
            Kind::Text,
            "The step's own name, by which what was answered in it is kept: small letters, digits and `-`.",
            |step: &mut StepDraft, item, fields| step.id = id(item, fields),
        )
        .writes(|step: &Step, _| step.id.as_ref().map(|id| quoted(id))),
        key(
            "say",
            Kind::Text,
            "What the step tells, with `**strong**`, `*emphasis*` and `` `code` ``.",
            |step: &mut StepDraft, item, fields| step.say = fields.text(item),
        )
        .writes(|step: &Step, _| (!matches!(step.task, Task::Ask(_))).then(|| quoted(&step.text))),
        key(
            "error",
            Kind::Table(&COMMON_ERROR),
            "A common error, in a box below a text that only tells.",
            |step: &mut StepDraft, item, fields| step.error = common_error(item, fields),
        )
        .beside(&["say"]),
        key(
            "ask",
            Kind::Text,
            "Instead of `say`: a question. The engine works out its answer.",
            |step: &mut StepDraft, item, fields| step.ask = fields.text(item),
        ),
        key(
            "do",
            Kind::List(&Kind::Command),
            "What happens when the step begins, on its own.",
            |step: &mut StepDraft, item, fields| step.script = fields.commands(item),
        )
        .writes(|step: &Step, verbs| {
            let commands = step.script.iter().map(|command| command.in_words(verbs));
            (!step.script.is_empty()).then(|| array(commands))
        }),
        key(
            "expect",
            Kind::Table(&EXPECT),
            "What has to hold when the step is over. `check` and `run` hold it.",
            |step: &mut StepDraft, item, fields| step.expect = expect(item, fields),
        )
        .writes(|step: &Step, verbs| step.expect.as_ref().map(|expect| EXPECT.write_inline(expect, verbs))),
        key(
            "notes",
            Kind::Text,
            "A note for the speaker; the learner does not see it.",
            |step: &mut StepDraft, item, fields| step.notes = fields.text(item),
        ),
        key(
            "until",
            Kind::Table(&UNTIL),
            "Beside `say`: the learner acts until the states are these.",
            |step: &mut StepDraft, item, fields| step.act.read_until(item, fields),
        ),
        key(
            "goal",
            Kind::OneOrMore(&LINE),
            "Instead of `until`: several lines, which have to hold at one moment; each ticks on the screen.",
            |step: &mut StepDraft, item, fields| step.act.read_goal(item, fields),
        ),
        key(
            "hints",
            Kind::List(&Kind::Text),
            "Help, from a nudge to the way; `auto` is a shortest way from here, by search.",
            |step: &mut StepDraft, item, fields| step.act.read_hints(item, fields),
        )
        .beside(ACT),
        key(
            "wrong",
            Kind::Named("an action", &Kind::Text),
            "What is likely to be tried, and what is wrong with it.",
            |step: &mut StepDraft, item, fields| step.act.read_wrong(item, fields),
        )
        .beside(ACT),
        key(
            "paused",
            Kind::Truth,
            "Whether time stands still between the learner's actions.",
            |step: &mut StepDraft, item, fields| step.act.paused = fields.boolean(item).unwrap_or_default(),
        )
        .beside(ACT),
        key(
            "way",
            Kind::List(&Kind::Command),
            "A way to the goal, where it is too long to be found by search.",
            |step: &mut StepDraft, item, fields| step.act.way = fields.commands(item),
        )
        .beside(ACT),
        key(
            "allow",
            Kind::List(&Kind::Word(allowed)),
            "What the learner may use; anything if it is left out.",
            |step: &mut StepDraft, item, fields| step.act.read_allow(item, fields),
        )
        .beside(ACT),
        key(
            "faults",
            Kind::Whole(0..=MOST_COUNTED),
            "How many faults may be used at the most: what drops, holds, doubles, forges or reboots.",
            |step: &mut StepDraft, item, fields| step.act.read_faults(item, fields),
        )
        .beside(&["allow"]),
        key("predict", Kind::Prediction, "What the question asks for.", |step: &mut StepDraft, item, fields| {
            step.question.read_predict(item, fields);
        })
        .beside(ASK),
        key(
            "pair",
            Kind::Text,
            "The pair of states that may be `possible`: `CLOSE_WAIT, CLOSE_WAIT`.",
            |step: &mut StepDraft, item, fields| step.question.read_pair(item, fields),
        )
        .beside(ASK),
        key(
            "choices",
            Kind::List(&Kind::Answer),
            "The answers that are offered; the program finds some if it is left out.",
            |step: &mut StepDraft, item, fields| step.question.read_choices(item, fields),
        )
        .beside(ASK),
        key(
            "pick",
            Kind::Word(|| Pick::NAMES.map(|(word, _)| word).to_vec()),
            "Where the answer is picked: from a list, or from all states on the diagram.",
            |step: &mut StepDraft, item, fields| step.question.read_pick(item, fields),
        )
        .beside(ASK),
        key(
            "typed",
            Kind::Truth,
            "Whether the answer is a number that is typed, and nothing is offered.",
            |step: &mut StepDraft, item, fields| step.question.read_typed(item, fields),
        )
        .beside(ASK),
        key(
            "after",
            Kind::List(&Kind::Command),
            "What happens once the learner has answered: it gives the answer.",
            |step: &mut StepDraft, item, fields| step.question.read_after(item, fields),
        )
        .beside(ASK),
        key(
            "why",
            Kind::Named("a wrong answer, or `other`", &Kind::Text),
            "What is wrong with each wrong answer.",
            |step: &mut StepDraft, item, fields| step.question.read_why(item, fields),
        )
        .beside(ASK),
        key(
            "right",
            Kind::Text,
            "Why the right answer is right, or why the way led to the goal.",
            |step: &mut StepDraft, item, fields| step.right = fields.text(item),
        )
        .beside(&["ask", "until", "goal"]),
    ],
};

fn allowed() -> Vec<&'static str> {
    Allow::NAMES.map(|(word, ..)| word).to_vec()
}

/// Reads every `[[step]]`.
pub fn steps(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Step> {
    let items = fields.array(item);
    if let Some(item) = items.get(MOST_STEPS) {
        fields.error(&item.span, format!("a lesson has at most {MOST_STEPS} steps, and this is one more"));
    }
    let steps: Vec<Step> = items.iter().take(MOST_STEPS).filter_map(|item| step(item, fields)).collect();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, id) in steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.id.as_ref()?))) {
        if let Some(first) = known.insert(id, at) {
            fields.error(&id.span, format!("`{}` is the id of step {} already", id.value, first + 1));
        }
    }
    steps
}

fn id(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<String>> {
    let id = fields.text(item)?;
    if !is_id(&id) {
        fields.error(&id.span, format!("`{}` is not an id: {WHAT_AN_ID_IS}", id.value));
    }
    Some(id)
}

fn step(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Step> {
    let mut table = fields.table(item, STEP.what)?;
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
            let finding = fields.error(&item.span, format!("a step with `ask` has no `{other}`"));
            finding.note("a step says something, asks something, or gives something to do: make it two steps");
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
                    let note = "`say` tells, `say` with `until` gives something to do, `ask` with `predict` asks";
                    let beginning = item.span.start..item.span.start;
                    fields.error(&beginning, "a step has neither `say` nor `ask`").note(note);
                }
                (Some(Task::Say), self.say)
            }
        };
        if acts && says {
            report_stray(table, &["error"], "`say` without a task", fields);
        }
        let (id, error, script, expect, notes) = (self.id, self.error, self.script, self.expect, self.notes);
        Some(Step { id, task: task?, text: text?, error, script, expect, notes, span: item.span.clone() })
    }
}
