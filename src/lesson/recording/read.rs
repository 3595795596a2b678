//! From the text of a session file to a recording, or to all that is wrong with it.

use std::ops::Range;

use super::super::check::play::report_failure;
use super::super::compile::{Beginning, parse};
use super::super::diagnostic::{Diagnostic, Findings, Places, WHOLE_FILE};
use super::super::keys::{Fields, Keys};
use super::super::script::play;
use super::super::source::{Spanned, Table};
use super::draft::{BranchDraft, PartDraft, SessionDraft};
use super::model::{Fork, Part, PlayedLesson, Recording, steps};
use super::resolve::Resolver;
use super::table::{FORMAT_KEY, SESSION};
use super::worlds::Worlds;
use crate::language::{ENGLISH, Language, ReadingWords};
use crate::say;
use crate::sim::{VERBS, Verb, World};
use crate::text::without_bom;

/// The largest file that is read as a session, in bytes.
pub const LARGEST_SESSION: usize = 1_100_000;

/// Whether a text is meant to be a session file, broken or not: a session says so before its first table.
#[must_use]
pub fn is_session(text: &str) -> bool {
    let top = without_bom(text).lines().map(str::trim_start).take_while(|line| !line.starts_with('['));
    top.filter_map(|line| line.split_once('=')).any(|(key, _)| key.trim_end() == FORMAT_KEY)
}

/// Reads a session file. `name` is the file as it was named. What is wrong is said in this language.
///
/// # Errors
/// Everything that is wrong with the text, in the order of the file: not the first thing only.
pub fn read(name: &str, text: &str, language: &Language) -> Result<Recording, Vec<Diagnostic>> {
    read_by(&SESSION, VERBS, name, text, language)
}

/// Reads a session whose file has these keys, and whose actions have these verbs.
pub(in super::super) fn read_by(
    keys: &'static Keys<SessionDraft, Recording>,
    verbs: &'static [Verb],
    name: &str,
    text: &str,
    language: &Language,
) -> Result<Recording, Vec<Diagnostic>> {
    let mut findings = Findings::new(name, text, language);
    let recording = recording(keys, verbs, text, &mut findings);
    match recording {
        Some(recording) if !findings.has_errors() => Ok(recording),
        _ => Err(findings.finish()),
    }
}

fn recording(
    keys: &'static Keys<SessionDraft, Recording>,
    verbs: &'static [Verb],
    text: &str,
    findings: &mut Findings<'_>,
) -> Option<Recording> {
    if text.len() > LARGEST_SESSION {
        let (language, size, most) = (findings.language(), text.len(), LARGEST_SESSION);
        findings.error(WHOLE_FILE, say!(language, language.reading.session_too_large, size, most));
        return None;
    }
    let table = parse(text, findings)?;
    let mut draft = SessionDraft::new();
    let mut table = Table::new(table.table(), keys.what(findings.language()), None);
    keys.read(&mut table, &mut draft, &mut Fields::new(text, verbs, findings));
    // Inputs that could not be read would make everything after them look wrong.
    if findings.has_errors() {
        return None;
    }
    let beginning = draft.beginning.unwrap_or_else(|| Beginning::new(draft.profile));
    let (student, answers, log, chain) = (draft.student, draft.answers, draft.log, draft.chain);
    let mut recording = Recording {
        title: draft.title,
        played: draft.lesson.map(|id| PlayedLesson { id, student, answers, log, chain }),
        names: beginning.names,
        setup: beginning.setup,
        start: beginning.start,
        name: draft.name,
        parts: Vec::new(),
        branches: Vec::new(),
        at: None,
    };
    start(&recording, findings);
    place(&mut recording, draft.parts, draft.branches, findings);
    recording.at = draft.at.and_then(|at| step_to_look_at(&at, steps(&recording.parts), findings));
    Some(recording)
}

/// The line of a session's file, from 1, that an input of the present path stands on; `input` is its number, from 0.
#[must_use]
pub fn line_of(text: &str, recording: &Recording, input: usize) -> Option<usize> {
    let places = places(text, recording)?;
    let place = places.first()?.get(input)?.as_ref()?.start;
    Some(Places::new(text).of(place).0)
}

/// Where in a session's file each input of each path stands, the present path first; `None` if the text is not a session file.
#[must_use]
pub fn places(text: &str, recording: &Recording) -> Option<Vec<Vec<Option<Range<usize>>>>> {
    let mut findings = Findings::new("", text, &ENGLISH);
    let table = parse(text, &mut findings)?;
    let mut draft = SessionDraft::new();
    let mut table = Table::new(table.table(), SESSION.what(&ENGLISH), None);
    SESSION.read(&mut table, &mut draft, &mut Fields::new(text, VERBS, &mut findings));
    let (mut resolver, mut worlds) = (Resolver::new(), Worlds::default());
    let mut paths = vec![places_on(&mut resolver, || recording.world(), draft.parts, &mut findings)];
    for (fork, drafts) in recording.branches.iter().zip(draft.branches) {
        let before = || worlds.at(recording, fork.of, fork.after);
        paths.push(places_on(&mut resolver, before, drafts.parts, &mut findings));
    }
    Some(paths)
}

fn places_on(
    resolver: &mut Resolver,
    before: impl FnOnce() -> World,
    drafts: Vec<PartDraft>,
    findings: &mut Findings<'_>,
) -> Vec<Option<Range<usize>>> {
    let alone = |command| PartDraft { commands: vec![command], ..PartDraft::default() };
    let commands: Vec<PartDraft> = drafts.into_iter().flat_map(|draft| draft.commands).map(alone).collect();
    let inputs = resolver.inputs(before, &commands, findings);
    let spans = commands.iter().zip(inputs);
    spans.flat_map(|(command, inputs)| inputs.into_iter().map(|_| command.commands[0].span.clone())).collect()
}

/// Reports what `start` cannot do.
fn start(recording: &Recording, findings: &mut Findings<'_>) {
    for (command, failure) in play(&recording.start, &mut World::new(&recording.setup), |_, _, _| {}) {
        report_failure(&recording.start[command], failure, findings);
    }
}

/// Finds out which inputs the commands are, and where the branches leave.
fn place(recording: &mut Recording, drafts: Vec<PartDraft>, forks: Vec<BranchDraft>, findings: &mut Findings<'_>) {
    let words = &findings.language().reading;
    let mut resolver = Resolver::new();
    let start = recording.world();
    recording.parts = resolve(&mut resolver, || start, drafts, None, findings);
    let mut worlds = Worlds::default();
    for fork in forks {
        let Some((of, after)) = leaves(recording, &fork, findings) else { return };
        let before = || worlds.at(recording, of, after);
        let parts = resolve(&mut resolver, before, fork.parts, Some(words.marked_elsewhere), findings);
        // What could not be played would make everything after it look wrong.
        if findings.has_errors() {
            return;
        }
        if steps(&parts) == 0 {
            findings.error(&fork.span, words.idle_branch);
            return;
        }
        recording.branches.push(Fork { name: fork.name, of, after, parts });
    }
}

/// `taken` says why the moment before the first input cannot be marked, if it cannot.
fn resolve(
    resolver: &mut Resolver,
    before: impl FnOnce() -> World,
    drafts: Vec<PartDraft>,
    mut taken: Option<&'static str>,
    findings: &mut Findings<'_>,
) -> Vec<Part> {
    let words: &ReadingWords = &findings.language().reading;
    let inputs = resolver.inputs(before, &drafts, findings);
    let mut parts: Vec<Part> = Vec::with_capacity(drafts.len());
    for (draft, inputs) in drafts.into_iter().zip(inputs) {
        taken = taken.filter(|_| inputs.is_empty());
        if let Some(mark) = &draft.mark {
            if let Some(why) = taken {
                findings.error(&mark.span, why);
            }
            taken = Some(words.marked_already);
        }
        if inputs.is_empty() && draft.mark.is_none() && draft.expect.is_none() {
            if draft.commands.is_empty() {
                findings.error(&draft.span, words.idle_part);
            }
            // Waiting for what is so already is not an input.
            continue;
        }
        parts.push(Part { inputs, mark: draft.mark.map(|mark| mark.value), expect: draft.expect });
    }
    parts
}

/// The path that a branch leaves, and after which step.
fn leaves(recording: &Recording, fork: &BranchDraft, findings: &mut Findings<'_>) -> Option<(Option<usize>, usize)> {
    let (language, words) = (findings.language(), &findings.language().reading);
    let known = recording.branches.len();
    let number = fork.of.as_ref().map(|number| (number, usize::try_from(number.value).unwrap_or(0)));
    if let Some((number, _)) = number.filter(|(_, n)| !(1..=known).contains(n)) {
        let message = say!(language, words.no_such_branch, number = &number.value.to_string());
        let note = say!(language, words.no_such_branch_note, n = known);
        findings.error(&number.span, message).note(note);
        return None;
    }
    let of = number.map(|(_, n)| n - 1);
    let steps = recording.steps_of(of);
    let said = fork.after.as_ref()?;
    let after = usize::try_from(said.value).ok().filter(|after| *after < steps);
    if after.is_none() {
        let message = say!(language, words.leaves_too_late, number = &said.value.to_string(), n = steps);
        findings.error(&said.span, message).note(words.leaves_too_late_note);
    }
    Some((of, after?))
}

fn step_to_look_at(at: &Spanned<i64>, steps: usize, findings: &mut Findings<'_>) -> Option<usize> {
    let step = usize::try_from(at.value).ok().filter(|at| *at <= steps);
    if step.is_none() {
        let (language, number) = (findings.language(), &at.value.to_string());
        findings.error(&at.span, say!(language, language.reading.no_such_step, number, steps));
    }
    step.filter(|step| *step != steps)
}
