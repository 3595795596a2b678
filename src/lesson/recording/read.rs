//! From the text of a session file to a recording, or to all that is wrong with it.

use std::ops::Range;

use super::super::check::play::report_failure;
use super::super::command::Command;
use super::super::compile::fields::Fields;
use super::super::compile::steps::expect;
use super::super::compile::{check_format, parse, profile, world};
use super::super::diagnostic::{Diagnostic, Findings};
use super::super::model::Expect;
use super::super::script::play;
use super::super::source::{Item, Spanned, Table};
use super::resolve::Resolver;
use super::{Fork, Part, PlayedLesson, Recording, steps};
use crate::sim::{Input, World};

/// The largest file that is read as a session.
pub const LARGEST_SESSION: usize = 64 << 20;

/// Which shape of file this is; another one would be another number.
const FORMAT: i64 = 1;

/// The key that says that a file is a session, and in which format.
pub(super) const FORMAT_KEY: &str = "session";

/// The most commands of one part.
const MOST_COMMANDS: usize = 1 << 20;

/// The most branches of a session.
const MOST_BRANCHES: usize = 10_000;

/// Whether a text is meant to be a session file, broken or not: a session says so before its first table.
#[must_use]
pub fn is_session(text: &str) -> bool {
    let top = text.lines().map(str::trim_start).take_while(|line| !line.starts_with('['));
    top.filter_map(|line| line.split_once('=')).any(|(key, _)| key.trim_end() == FORMAT_KEY)
}

/// Some inputs of the file, before they have met a world.
pub(super) struct Draft {
    pub commands: Vec<Spanned<Command>>,
    mark: Option<Spanned<String>>,
    expect: Option<Expect>,
    span: Range<usize>,
}

/// A branch of the file.
struct DraftFork {
    name: Option<String>,
    of: Option<Spanned<i64>>,
    after: Spanned<i64>,
    drafts: Vec<Draft>,
    span: Range<usize>,
}

/// Reads a session file. `name` is the file as it was named.
///
/// # Errors
/// Everything that is wrong with the text, in the order of the file: not the first thing only.
pub fn read(name: &str, text: &str) -> Result<Recording, Vec<Diagnostic>> {
    let mut findings = Findings::new(name, text);
    let recording = recording(text, &mut findings);
    match recording {
        Some(recording) if !findings.has_errors() => Ok(recording),
        _ => Err(findings.finish()),
    }
}

fn recording(text: &str, findings: &mut Findings<'_>) -> Option<Recording> {
    if text.len() > LARGEST_SESSION {
        let (size, most) = (text.len() >> 20, LARGEST_SESSION >> 20);
        findings.error(&(0..0), format!("this file has {size} MiB, and a session has at most {most}"));
        return None;
    }
    let table = parse(text, findings)?;
    let mut table = Table::new(table.get_ref(), "the session", 0..0);
    let mut fields = Fields { source: text, findings };
    check_format(&mut table, FORMAT_KEY, FORMAT, fields.findings);
    let title = fields.optional_text(&mut table, "title").map(|title| title.value);
    let lesson = fields.optional_text(&mut table, "lesson").map(|lesson| lesson.value);
    let answers = table.take("answers").map(|item| fields.texts(&item)).unwrap_or_default();
    let answers = answers.into_iter().map(|answer| answer.value).collect();
    let profile = profile(&mut table, &mut fields);
    let world = table.take("world").and_then(|item| item.table("the world", fields.findings));
    let world = world::read(world, profile, &mut fields);
    let name = fields.optional_text(&mut table, "name").map(|name| name.value);
    let at = table.take("at").and_then(|item| whole(&item, fields.findings));
    let drafts = table.take("part").map(|item| parts(&item, &mut fields)).unwrap_or_default();
    let forks = table.take("branch").map(|item| branches(&item, &mut fields)).unwrap_or_default();
    table.finish(fields.findings);
    // Inputs that could not be read would make everything after them look wrong.
    if fields.findings.has_errors() {
        return None;
    }
    let mut recording = Recording {
        title,
        played: lesson.map(|id| PlayedLesson { id, answers }),
        names: world.names,
        setup: world.setup,
        start: world.start,
        name,
        parts: Vec::new(),
        branches: Vec::new(),
        at: None,
    };
    start(&recording, fields.findings);
    place(&mut recording, drafts, forks, fields.findings);
    recording.at = at.and_then(|at| step_to_look_at(&at, steps(&recording.parts), fields.findings));
    Some(recording)
}

/// The line of a session's file, from 1, that an input of the present path stands on; `input` is its number, from 0.
#[must_use]
pub fn line_of(text: &str, recording: &Recording, input: usize) -> Option<usize> {
    let mut findings = Findings::new("", text);
    let table = parse(text, &mut findings)?;
    let mut table = Table::new(table.get_ref(), "the session", 0..0);
    let mut fields = Fields { source: text, findings: &mut findings };
    let drafts = parts(&table.take("part")?, &mut fields);
    let alone = |command| Draft { commands: vec![command], mark: None, expect: None, span: 0..0 };
    let commands: Vec<Draft> = drafts.into_iter().flat_map(|draft| draft.commands).map(alone).collect();
    let inputs = Resolver::new(recording.world()).inputs(Vec::new, &commands, &mut findings);
    let mut before = 0;
    let at = inputs.iter().position(|inputs| {
        before += inputs.len();
        before > input
    })?;
    let place = commands[at].commands[0].span.start;
    Some(text.get(..place)?.matches('\n').count() + 1)
}

/// Reports what `start` cannot do.
fn start(recording: &Recording, findings: &mut Findings<'_>) {
    for (command, failure) in play(&recording.start, &mut World::new(&recording.setup), |_, _, _| {}) {
        report_failure(&recording.start[command], failure, findings);
    }
}

fn whole(item: &Item<'_>, findings: &mut Findings<'_>) -> Option<Spanned<i64>> {
    item.integer(findings).map(|value| Spanned { value, span: item.span.clone() })
}

fn parts(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Draft> {
    item.array(fields.findings).iter().filter_map(|item| part(item, fields)).collect()
}

fn part(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Draft> {
    let mut table = item.table("a part", fields.findings)?;
    let empty = table.is_empty();
    let commands = table.take("do").map(|item| fields.commands_up_to(MOST_COMMANDS, &item)).unwrap_or_default();
    let mark = fields.optional_text(&mut table, "mark");
    let expect = table.take("expect").and_then(|item| expect(&item, fields));
    table.finish(fields.findings);
    if empty {
        let note = "`do` names what happens, `mark` the moment after it, and `expect` says what has to hold then";
        fields.findings.error(&item.span, "this part is empty").note(note);
    }
    Some(Draft { commands, mark, expect, span: item.span.clone() })
}

fn branches(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<DraftFork> {
    let items = item.array(fields.findings);
    if let Some(item) = items.get(MOST_BRANCHES) {
        fields.findings.error(&item.span, format!("a session has at most {MOST_BRANCHES} branches"));
    }
    items.iter().take(MOST_BRANCHES).filter_map(|item| branch(item, fields)).collect()
}

fn branch(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<DraftFork> {
    let mut table = item.table("a branch", fields.findings)?;
    let name = fields.optional_text(&mut table, "name").map(|name| name.value);
    let of = table.take("of").and_then(|item| whole(&item, fields.findings));
    let after = table.need("after", fields.findings).and_then(|item| whole(&item, fields.findings));
    let drafts = table.need("part", fields.findings).map(|item| parts(&item, fields)).unwrap_or_default();
    table.finish(fields.findings);
    Some(DraftFork { name, of, after: after?, drafts, span: item.span.clone() })
}

/// Finds out which inputs the commands are, and where the branches leave.
fn place(recording: &mut Recording, drafts: Vec<Draft>, forks: Vec<DraftFork>, findings: &mut Findings<'_>) {
    let mut resolver = Resolver::new(recording.world());
    recording.parts = resolve(&mut resolver, Vec::new, drafts, None, findings);
    for fork in forks {
        let Some((of, after)) = leaves(recording, &fork, findings) else { return };
        let before = || recording.inputs_before(of, after);
        let elsewhere = Some("this moment lies on the path that the branch leaves: mark it there");
        let parts = resolve(&mut resolver, before, fork.drafts, elsewhere, findings);
        // What could not be played would make everything after it look wrong.
        if findings.has_errors() {
            return;
        }
        if steps(&parts) == 0 {
            findings.error(&fork.span, "a branch on which nothing happens is none");
            return;
        }
        recording.branches.push(Fork { name: fork.name, of, after, parts });
    }
}

/// `taken` says why the moment before the first input cannot be marked, if it cannot.
fn resolve(
    resolver: &mut Resolver,
    before: impl FnOnce() -> Vec<Input>,
    drafts: Vec<Draft>,
    mut taken: Option<&'static str>,
    findings: &mut Findings<'_>,
) -> Vec<Part> {
    let inputs = resolver.inputs(before, &drafts, findings);
    let mut parts: Vec<Part> = Vec::with_capacity(drafts.len());
    for (draft, inputs) in drafts.into_iter().zip(inputs) {
        taken = taken.filter(|_| inputs.is_empty());
        if let Some(mark) = &draft.mark {
            if let Some(why) = taken {
                findings.error(&mark.span, why);
            }
            taken = Some("this moment has a name already");
        }
        if inputs.is_empty() && draft.mark.is_none() && draft.expect.is_none() {
            if draft.commands.is_empty() {
                findings.error(&draft.span, "nothing happens in this part");
            }
            // Waiting for what is so already is no input.
            continue;
        }
        parts.push(Part { inputs, mark: draft.mark.map(|mark| mark.value), expect: draft.expect });
    }
    parts
}

/// The path that a branch leaves, and after which step.
fn leaves(recording: &Recording, fork: &DraftFork, findings: &mut Findings<'_>) -> Option<(Option<usize>, usize)> {
    let known = recording.branches.len();
    let number = fork.of.as_ref().map(|number| (number, usize::try_from(number.value).unwrap_or(0)));
    if let Some((number, _)) = number.filter(|(_, n)| !(1..=known).contains(n)) {
        let message = format!("branch {} does not stand before this one", number.value);
        let note = format!("{known} branches stand before it, the first is 1; without `of` it leaves the present path");
        findings.error(&number.span, message).note(note);
        return None;
    }
    let of = number.map(|(_, n)| n - 1);
    let steps = recording.steps_of(of);
    let after = usize::try_from(fork.after.value).ok().filter(|after| *after < steps);
    if after.is_none() {
        let message = format!("no branch can leave after step {}: that path has {steps} steps", fork.after.value);
        findings.error(&fork.after.span, message).note("a branch leaves a path before its end");
    }
    Some((of, after?))
}

fn step_to_look_at(at: &Spanned<i64>, steps: usize, findings: &mut Findings<'_>) -> Option<usize> {
    let step = usize::try_from(at.value).ok().filter(|at| *at <= steps);
    if step.is_none() {
        findings.error(&at.span, format!("there is no step {}: the present path has {steps}", at.value));
    }
    step.filter(|step| *step != steps)
}
