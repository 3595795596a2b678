//! The keys of a session's file: how each is read into a draft, and written from a recording.

use super::super::compile::{Beginning, EXPECT, PROFILE, WORLD_KEY, check_format, expect};
use super::super::keys::{Fields, Keys, Kind, key, key_about};
use super::super::log_entry::LogEntry;
use super::super::source::{Item, Spanned};
use super::super::toml_text::{array, quoted};
use super::compact::commands;
use super::draft::{BranchDraft, PartDraft, SessionDraft};
use super::model::{Fork, Part, Recording};
use crate::say;

/// Which shape of file this is; another one would be another number.
const FORMAT: u32 = 1;

/// The key that says that a file is a session, and in which format.
pub const FORMAT_KEY: &str = "session";

/// The most commands of one part.
const MOST_COMMANDS: usize = 1 << 20;

/// The most branches of a session.
const MOST_BRANCHES: usize = 10_000;

const WHOLE: Kind = Kind::Whole(0..=u32::MAX);

/// The whole file.
pub static SESSION: Keys<SessionDraft, Recording> = Keys {
    name: "session",
    what: |words| words.session,
    written: Some(|words| words.at_the_top),
    one_of: &[],
    keys: &[
        key(
            FORMAT_KEY,
            Kind::Whole(FORMAT..=FORMAT),
            |words| words.format,
            |_: &mut SessionDraft, item, fields| check_format(item, FORMAT, fields),
        )
        .needed()
        .writes(|_: &Recording, _| Some(FORMAT.to_string())),
        key(
            "title",
            Kind::Text,
            |words| words.session_title,
            |session: &mut SessionDraft, item, fields| {
                session.title = plain_text(item, fields);
            },
        )
        .writes(|recording: &Recording, _| recording.title.as_deref().map(quoted)),
        key(
            "lesson",
            Kind::Text,
            |words| words.played,
            |session: &mut SessionDraft, item, fields| session.lesson = plain_text(item, fields),
        )
        .writes(|recording: &Recording, _| recording.played.as_ref().map(|played| quoted(&played.id))),
        key(
            "student",
            Kind::Text,
            |words| words.student,
            |session: &mut SessionDraft, item, fields| session.student = plain_text(item, fields),
        )
        .writes(|recording: &Recording, _| recording.played.as_ref()?.student.as_deref().map(quoted)),
        key(
            "answers",
            Kind::List(&Kind::Text),
            |words| words.answers,
            |session: &mut SessionDraft, item, fields| {
                session.answers = fields.texts(item).into_iter().map(|answer| answer.value).collect();
            },
        )
        .writes(|recording: &Recording, _| {
            recording.played.as_ref().map(|played| array(played.answers.iter().cloned()))
        }),
        key(
            "log",
            Kind::List(&Kind::Text),
            |words| words.log,
            |session: &mut SessionDraft, item, fields| session.log = log_entries(item, fields),
        )
        .writes(|recording: &Recording, _| {
            let log = recording.played.as_ref().map(|played| &played.log);
            log.filter(|log| !log.is_empty()).map(|log| array(log.iter().map(LogEntry::to_string)))
        }),
        key(
            "chain",
            Kind::List(&Kind::Text),
            |words| words.chain,
            |session: &mut SessionDraft, item, fields| {
                session.chain = fields.texts(item).into_iter().map(|link| link.value).collect();
            },
        )
        .writes(|recording: &Recording, _| {
            let chain = recording.played.as_ref().map(|played| &played.chain);
            chain.filter(|chain| !chain.is_empty()).map(|chain| array(chain.iter().cloned()))
        }),
        key_about(PROFILE, |session: &mut SessionDraft, item, fields| {
            session.profile = fields.profile(item).unwrap_or(session.profile);
        })
        .writes(|recording: &Recording, _| Some(quoted(recording.setup.profile.name()))),
        key(
            "name",
            Kind::Text,
            |words| words.path,
            |session: &mut SessionDraft, item, fields| {
                session.name = plain_text(item, fields);
            },
        )
        .writes(|recording: &Recording, _| recording.name.as_deref().map(quoted)),
        key(
            "at",
            WHOLE,
            |words| words.at,
            |session: &mut SessionDraft, item, fields| session.at = fields.integer(item),
        )
        .writes(|recording: &Recording, _| recording.at.map(|at| at.to_string())),
        key_about(WORLD_KEY, |session: &mut SessionDraft, item, fields| {
            session.beginning = Some(Beginning::read(item, session.profile, fields));
        }),
        key(
            "part",
            Kind::Tables(&PART),
            |words| words.parts,
            |session: &mut SessionDraft, item, fields| session.parts = parts(item, fields),
        ),
        key(
            "branch",
            Kind::Tables(&BRANCH),
            |words| words.branches,
            |session: &mut SessionDraft, item, fields| session.branches = branches(item, fields),
        ),
    ],
};

/// Some inputs in a row.
pub static PART: Keys<PartDraft, Part> = Keys {
    name: "part",
    what: |words| words.part,
    written: Some(|_| "`[[part]]`"),
    one_of: &[],
    keys: &[
        key(
            "do",
            Kind::List(&Kind::Command),
            |words| words.happens,
            |part: &mut PartDraft, item, fields| {
                part.commands = fields.commands_up_to(MOST_COMMANDS, item);
            },
        )
        .writes(|part: &Part, verbs| (!part.inputs.is_empty()).then(|| commands(&part.inputs, verbs))),
        key(
            "mark",
            Kind::Text,
            |words| words.mark,
            |part: &mut PartDraft, item, fields| {
                part.mark = fields.text(item);
            },
        )
        .writes(|part: &Part, _| part.mark.as_deref().map(quoted)),
        key(
            "expect",
            Kind::Table(&EXPECT),
            |words| words.holds,
            |part: &mut PartDraft, item, fields| {
                part.expect = expect(item, fields);
            },
        )
        .writes(|part: &Part, verbs| part.expect.as_ref().map(|expect| EXPECT.write_inline(expect, verbs))),
    ],
};

/// A future that was left.
pub static BRANCH: Keys<BranchDraft, Fork> = Keys {
    name: "branch",
    what: |words| words.branch,
    written: Some(|_| "`[[branch]]`"),
    one_of: &[],
    keys: &[
        key(
            "name",
            Kind::Text,
            |words| words.branch_name,
            |branch: &mut BranchDraft, item, fields| {
                branch.name = plain_text(item, fields);
            },
        )
        .writes(|fork: &Fork, _| fork.name.as_deref().map(quoted)),
        key("of", WHOLE, |words| words.of, |branch: &mut BranchDraft, item, fields| branch.of = fields.integer(item))
            .writes(|fork: &Fork, _| fork.of.map(|of| (of + 1).to_string())),
        key(
            "after",
            WHOLE,
            |words| words.leaves,
            |branch: &mut BranchDraft, item, fields| {
                branch.after = fields.integer(item);
            },
        )
        .needed()
        .writes(|fork: &Fork, _| Some(fork.after.to_string())),
        key(
            "part",
            Kind::Tables(&PART),
            |words| words.branch_parts,
            |branch: &mut BranchDraft, item, fields| {
                branch.parts = parts(item, fields);
            },
        )
        .needed(),
    ],
};

fn plain_text(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<String> {
    fields.text(item).map(|text: Spanned<String>| text.value)
}

/// Reads the lines of a log. One that cannot be read is a finding: nothing is left out without a word.
fn log_entries(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<LogEntry> {
    let mut log = Vec::new();
    for line in fields.texts(item) {
        if let Some(entry) = LogEntry::read(&line.value) {
            log.push(entry);
            continue;
        }
        let language = fields.language();
        let message = say!(language, language.reading.no_log_entry, line = &line.value);
        let note = say!(language, language.reading.no_log_entry_note, words = &language.listed(LogEntry::words()));
        fields.error(&line.span, message).note(note);
    }
    log
}

/// Reads every `[[part]]`.
pub fn parts(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<PartDraft> {
    let items = fields.array(item);
    items.iter().filter_map(|item| part(item, fields)).collect()
}

fn part(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<PartDraft> {
    let mut table = fields.table_of(item, PART.what)?;
    let mut part = PartDraft { span: item.span.clone(), ..PartDraft::default() };
    PART.read(&mut table, &mut part, fields);
    if table.is_empty() {
        let sentences = fields.sentences();
        fields.error(&item.span, sentences.empty_part).note(sentences.empty_part_note);
    }
    Some(part)
}

fn branches(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<BranchDraft> {
    let items = fields.array(item);
    if let Some(item) = items.get(MOST_BRANCHES) {
        let message = say!(fields.language(), fields.sentences().too_many_branches, most = MOST_BRANCHES);
        fields.error(&item.span, message);
    }
    items.iter().take(MOST_BRANCHES).filter_map(|item| branch(item, fields)).collect()
}

fn branch(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<BranchDraft> {
    let mut table = fields.table_of(item, BRANCH.what)?;
    let mut branch = BranchDraft { span: item.span.clone(), ..BranchDraft::default() };
    BRANCH.read(&mut table, &mut branch, fields);
    branch.after.is_some().then_some(branch)
}
