//! From the text of a file to a lesson, or to all that is wrong with it.

mod act;
mod code;
mod common_error;
mod expect;
mod goal;
mod lesson;
mod observe;
mod question;
mod states;
mod step;
mod world;

use super::diagnostic::{Diagnostic, Findings, WHOLE_FILE};
use super::keys::{Fields, Keys};
use super::model::Lesson;
use super::source::{Document, Table, parse_toml};
use crate::language::Language;
use crate::say;
use crate::sim::{VERBS, Verb};

use code::offer_lines;
pub(super) use expect::EXPECT;
pub(super) use expect::expect;
pub(super) use lesson::{LESSON, LessonDraft, PROFILE, WORLD_KEY, check_format};
pub(super) use step::{MOST_STEPS, STEP};
pub(super) use world::{Beginning, WORLD};

/// The largest file that is read as a lesson, in bytes.
pub const LARGEST: usize = 128 * 1024;

/// Compiles a lesson. `name` is its file as it was named; the file's stem is the lesson's id. What is wrong is said in this
/// language.
///
/// # Errors
/// Everything that is wrong with the text, in the order of the file: not the first thing only.
pub fn compile(name: &str, text: &str, language: &Language) -> Result<Lesson, Vec<Diagnostic>> {
    compile_by(&LESSON, VERBS, name, text, language)
}

/// Compiles a lesson whose file has these keys, and whose actions have these verbs.
pub(super) fn compile_by(
    keys: &'static Keys<LessonDraft>,
    verbs: &'static [Verb],
    name: &str,
    text: &str,
    language: &Language,
) -> Result<Lesson, Vec<Diagnostic>> {
    let mut findings = Findings::new(name, text, language);
    let lesson = read(keys, verbs, name, text, &mut findings);
    match lesson {
        Some(lesson) if !findings.has_errors() => Ok(lesson),
        _ => Err(findings.finish()),
    }
}

fn read(
    keys: &'static Keys<LessonDraft>,
    verbs: &'static [Verb],
    name: &str,
    text: &str,
    findings: &mut Findings<'_>,
) -> Option<Lesson> {
    if text.len() > LARGEST {
        let (language, size, most) = (findings.language(), text.len() / 1024, LARGEST / 1024);
        findings.error(WHOLE_FILE, say!(language, language.reading.lesson_too_large, size, most));
        return None;
    }
    let table = parse(text, findings)?;
    let mut draft = LessonDraft::new();
    let mut table = Table::new(table.table(), keys.what(findings.language()), None);
    let mut fields = Fields::new(text, verbs, findings);
    keys.read(&mut table, &mut draft, &mut fields);
    offer_lines(&mut draft.steps, &draft.code, &mut fields);
    draft.finish(name, text)
}

/// Parses TOML. What a broken file lacks may well stand in the part that could not be read, so that nothing is made of it.
pub(super) fn parse<'t>(text: &'t str, findings: &mut Findings<'_>) -> Option<Document<'t>> {
    let table = parse_toml(text, findings);
    (!findings.has_errors()).then_some(table)
}
