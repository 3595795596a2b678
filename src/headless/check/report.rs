//! What was found, for people and for machines.

use std::io::{self, Write};

use serde::Serialize;

use super::checked::Checked;
use super::gather::Gathered;
use super::options::CheckOptions;
use crate::headless::source::Source;
use crate::lesson::{Diagnostic, Exercise, Severity};
use crate::text::clean_line;

/// As machines read it.
#[derive(Serialize)]
struct Document<'a> {
    findings: Vec<&'a Diagnostic>,
    exercises: &'a [Exercise],
}

/// Prints all of it.
pub fn report(
    gathered: &Gathered,
    checked: &Checked,
    options: CheckOptions<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    if options.json {
        let findings = checked.findings.iter().map(|(_, finding)| finding).collect();
        let document = Document { findings, exercises: &checked.exercises };
        writeln!(out, "{}", serde_json::to_string_pretty(&document)?)?;
        return Ok(());
    }
    let texts: Vec<&Source> = gathered.sources.iter().chain(&gathered.strays).collect();
    for (at, finding) in &checked.findings {
        writeln!(out, "{}\n", finding.render(&texts[*at].text).trim_end())?;
    }
    if options.verbose {
        for exercise in &checked.exercises {
            writeln!(out, "{}", told(exercise))?;
        }
    }
    writeln!(out, "{}: {}", checked_what(&gathered.sources), verdict(checked))?;
    Ok(())
}

/// `lessons/x.toml:21: step 3 takes 2 moves (3 ways): A close, step, B close`
fn told(exercise: &Exercise) -> String {
    let Exercise { file, line, step, par, ways, way } = exercise;
    let ways = match ways {
        1 => "one way".to_owned(),
        ways => format!("{ways} ways"),
    };
    format!("{}:{line}: step {step} takes {} ({ways}): {}", clean_line(file), counted(*par, "move"), way.join(", "))
}

fn checked_what(sources: &[Source]) -> String {
    let sessions = sources.iter().filter(|source| source.is_session()).count();
    match (sources.len() - sessions, sessions) {
        (lessons, 0) => counted(lessons, "lesson"),
        (0, sessions) => counted(sessions, "session"),
        (lessons, sessions) => format!("{} and {}", counted(lessons, "lesson"), counted(sessions, "session")),
    }
}

fn verdict(checked: &Checked) -> String {
    let is_error = |(_, finding): &&(usize, Diagnostic)| finding.severity == Severity::Error;
    let errors = checked.findings.iter().filter(is_error).count();
    match (errors, checked.findings.len() - errors) {
        (0, 0) => "nothing to complain about".to_owned(),
        (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
