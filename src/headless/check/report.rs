//! What was found, for people and for machines.

use std::io::{self, Write};

use serde::Serialize;

use super::checked::Checked;
use super::gather::Gathered;
use super::options::CheckOptions;
use crate::headless::source::Source;
use crate::language::Language;
use crate::lesson::{Diagnostic, Exercise, Pages, Severity};
use crate::say;
use crate::text::{clean_line, json};

/// As machines read it.
#[derive(Serialize)]
struct Document<'a> {
    findings: Vec<&'a Diagnostic>,
    exercises: &'a [Exercise],
    pages: Pages,
}

/// Prints all of it.
pub fn report(
    gathered: &Gathered,
    checked: &Checked,
    options: CheckOptions<'_>,
    out: &mut impl Write,
    language: &Language,
) -> io::Result<()> {
    if options.json {
        let findings = checked.findings.iter().map(|(_, finding)| finding).collect();
        let document = Document { findings, exercises: &checked.exercises, pages: checked.pages };
        writeln!(out, "{}", json(&document)?)?;
        return Ok(());
    }
    let texts: Vec<&Source> = gathered.sources.iter().chain(gathered.beside.iter().map(|(source, _)| source)).collect();
    for (at, finding) in &checked.findings {
        writeln!(out, "{}\n", finding.render(&texts[*at].text).trim_end())?;
    }
    if options.verbose {
        for exercise in &checked.exercises {
            writeln!(out, "{}", describe(exercise, language))?;
        }
        for (name, errors) in &checked.common_errors {
            writeln!(
                out,
                "{}",
                say!(language, language.checking.common_errors, file = &*clean_line(name), n = *errors)
            )?;
        }
        if checked.pages.all > 0 {
            writeln!(out, "{}", pages(checked.pages, language))?;
        }
    }
    writeln!(out, "{}", summary(gathered, checked, language))?;
    Ok(())
}

/// `lessons/x.toml:21: step 3 takes 2 moves (3 ways): A close, step, B close`
fn describe(exercise: &Exercise, language: &Language) -> String {
    let words = &language.checking;
    let Exercise { file, line, step, par, ways, way } = exercise;
    let (file, way) = (&*clean_line(file), &way.join(", "));
    match ways {
        1 => say!(language, words.exercise_one_way, file, line = *line, step = *step, par = *par, way),
        _ => {
            say!(language, words.exercise, file, line = *line, step = *step, par = *par, ways = &ways.to_string(), way)
        }
    }
}

/// How much of the lessons their learners do.
fn pages(pages: Pages, language: &Language) -> String {
    let (Pages { all, actions, predictions }, (active, acting)) = (pages, pages.hundredths());
    say!(language, language.checking.pages, all, actions, predictions, acting, active)
}

fn summary(gathered: &Gathered, checked: &Checked, language: &Language) -> String {
    let words = &language.checking;
    let verdict = &verdict(checked, language);
    let sessions = gathered.sources.iter().filter(|source| source.is_session()).count();
    match (gathered.sources.len() - sessions, sessions) {
        (lessons, 0) => say!(language, words.lessons, lessons, verdict),
        (0, sessions) => say!(language, words.sessions, sessions, verdict),
        (lessons, sessions) => say!(language, words.both, lessons, sessions, verdict),
    }
}

fn verdict(checked: &Checked, language: &Language) -> String {
    let is_error = |(_, finding): &&(usize, Diagnostic)| finding.severity == Severity::Error;
    let errors = checked.findings.iter().filter(is_error).count();
    match (errors, checked.findings.len() - errors) {
        (0, 0) => language.checking.fine.to_owned(),
        (errors, warnings) => say!(language, language.checking.faults, errors, warnings),
    }
}
