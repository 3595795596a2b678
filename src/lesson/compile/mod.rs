//! From the text of a file to a lesson, or to all that is wrong with it.

pub(super) mod fields;
pub(super) mod goals;
pub(super) mod steps;
pub(super) mod world;

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::diagnostic::{Diagnostic, Findings};
use super::model::{Lesson, Level, Origin};
use super::source::{Spanned, Table, parse_toml};
use super::spelling::{did_you_mean, listed};
use crate::tcp::Profile;
use fields::Fields;

/// The largest file that is read as a lesson.
pub const LARGEST: usize = 128 * 1024;

/// The most steps of one lesson.
pub const MOST_STEPS: usize = 100;

/// No id is longer.
const LONGEST_ID: usize = 64;

/// Which shape of file this is; another one would be another number.
const FORMAT: i64 = 1;

/// Compiles a lesson. `name` is its file as it was named; the file's stem is the lesson's id.
///
/// # Errors
/// Everything that is wrong with the text, in the order of the file: not the first thing only.
pub fn compile(name: &str, text: &str) -> Result<Lesson, Vec<Diagnostic>> {
    let mut findings = Findings::new(name, text);
    let lesson = read(name, text, &mut findings);
    match lesson {
        Some(lesson) if !findings.has_errors() => Ok(lesson),
        _ => Err(findings.finish()),
    }
}

/// The id that a file's name gives its lesson.
#[must_use]
pub fn id_of(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

/// Whether a word is an id: everybody can type it, and every disk can keep it.
#[must_use]
pub fn is_id(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    word.len() <= LONGEST_ID && word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(plain)
}

fn read(name: &str, text: &str, findings: &mut Findings<'_>) -> Option<Lesson> {
    if text.len() > LARGEST {
        let size = text.len() / 1024;
        findings.error(&(0..0), format!("this file has {size} KiB, and a lesson has at most {}", LARGEST / 1024));
        return None;
    }
    let table = parse(text, findings)?;
    lesson(name, text, Table::new(table.get_ref(), "the lesson", 0..0), findings)
}

/// Parses TOML. What a broken file lacks may well stand in the part that could not be read, so that nothing is made of it.
pub(super) fn parse<'t>(text: &'t str, findings: &mut Findings<'_>) -> Option<toml::Spanned<DeTable<'t>>> {
    let table = parse_toml(text, findings);
    (!findings.has_errors()).then_some(table)
}

fn lesson(name: &str, text: &str, mut table: Table<'_>, findings: &mut Findings<'_>) -> Option<Lesson> {
    let mut fields = Fields { source: text, findings };
    check_format(&mut table, "format", FORMAT, fields.findings);
    let title = fields.text(&mut table, "title");
    let summary = fields.text(&mut table, "summary");
    let chapter = fields.optional_text(&mut table, "chapter");
    let level = table.take("level").and_then(|item| fields.word(&item, "level", &Level::NAMES)).unwrap_or_default();
    let needs = table.take("needs").map(|item| fields.texts(&item)).unwrap_or_default();
    let objectives = table.need("objectives", fields.findings).map(|item| fields.texts(&item)).unwrap_or_default();
    let profile = profile(&mut table, &mut fields);
    let world = table.take("world").and_then(|item| item.table("the world", fields.findings));
    let world = world::read(world, profile, &mut fields);
    let steps = steps::read(&mut table, &mut fields);
    let observe = steps::observe(&mut table, &mut fields);
    table.finish(fields.findings);
    Some(Lesson {
        origin: Origin::default(),
        id: id_of(name).to_owned(),
        file: name.to_owned(),
        source: Arc::from(text),
        title: title?,
        summary: summary?,
        chapter: chapter.unwrap_or(Spanned { value: String::new(), span: 0..0 }),
        level,
        needs,
        objectives,
        names: world.names,
        setup: world.setup,
        start: world.start,
        steps,
        observe,
    })
}

/// The key that says which shape of file this is.
pub(super) fn check_format(table: &mut Table<'_>, key: &'static str, known: i64, findings: &mut Findings<'_>) {
    let Some(item) = table.need(key, findings) else { return };
    if let Some(format) = item.integer(findings)
        && format != known
    {
        findings.error(&item.span, format!("this program reads format {known}, not {format}"));
    }
}

/// Reads `profile`.
pub(super) fn profile(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Profile {
    let Some(item) = table.take("profile") else { return Profile::rfc9293() };
    let Some(name) = item.string(fields.findings) else { return Profile::rfc9293() };
    Profile::named(name.value).unwrap_or_else(|| {
        let message = format!("`{}` is no profile: there are {}", name.value, listed(Profile::NAMES));
        fields.findings.error(&item.span, message).suggest(did_you_mean(name.value, Profile::NAMES));
        Profile::rfc9293()
    })
}

/// Every key that reading a text asks for, with the name of its table.
#[cfg(test)]
pub(super) fn keys_asked(text: &str) -> std::collections::BTreeSet<(&'static str, &'static str)> {
    let mut findings = Findings::new("x.toml", text);
    read("x.toml", text, &mut findings);
    findings.asked().clone()
}

/// A place without extent, at the beginning of another.
fn beginning(span: &Range<usize>) -> Range<usize> {
    span.start..span.start
}
