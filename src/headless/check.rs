//! `check`: everything that is wrong with lessons and sessions, all findings at once.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};

use super::Verdict;
use super::source::{Source, shown};
use crate::lesson::recording::check as check_session;
use crate::lesson::{Diagnostic, Lesson, Severity, catalogue, check as check_lesson, check_together, compile};

/// Prints every finding in these lessons; in the built-in ones if no path is given. Errors make it fail, warnings do not.
///
/// # Errors
/// A path that cannot be read, and a directory without lessons.
pub fn check(paths: &[PathBuf], json: bool, out: &mut impl Write) -> anyhow::Result<Verdict> {
    let sources = if paths.is_empty() { built_in() } else { read_all(paths)? };
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut findings: Vec<(usize, Diagnostic)> = Vec::new();
    for (i, source) in sources.iter().enumerate() {
        if source.is_session() {
            findings.extend(check_session(&source.name, &source.text).into_iter().map(|finding| (i, finding)));
            continue;
        }
        match compile(&source.name, &source.text) {
            Ok(lesson) => {
                findings.extend(check_lesson(&lesson).into_iter().map(|finding| (i, finding)));
                lessons.push(lesson);
            }
            Err(found) => findings.extend(found.into_iter().map(|finding| (i, finding))),
        }
    }
    // Lessons of others may build on the built-in ones.
    let others: Vec<&str> = catalogue::ENTRIES.iter().map(|entry| entry.id).collect();
    for finding in check_together(&lessons, if paths.is_empty() { &[] } else { &others }) {
        let at = sources.iter().position(|source| source.name == finding.file).unwrap_or(0);
        findings.push((at, finding));
    }
    findings.sort_by_key(|(at, finding)| (*at, finding.line, finding.column));
    report(&sources, &findings, json, out)
}

fn report(
    sources: &[Source],
    findings: &[(usize, Diagnostic)],
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Verdict> {
    let errors = findings.iter().filter(|(_, finding)| finding.severity == Severity::Error).count();
    if json {
        let plain: Vec<&Diagnostic> = findings.iter().map(|(_, finding)| finding).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&plain)?)?;
    } else {
        for (at, finding) in findings {
            writeln!(out, "{}\n", finding.render(&sources[*at].text).trim_end())?;
        }
        let sessions = sources.iter().filter(|source| source.is_session()).count();
        let what = match (sources.len() - sessions, sessions) {
            (lessons, 0) => counted(lessons, "lesson"),
            (0, sessions) => counted(sessions, "session"),
            (lessons, sessions) => format!("{} and {}", counted(lessons, "lesson"), counted(sessions, "session")),
        };
        match (errors, findings.len() - errors) {
            (0, 0) => writeln!(out, "{what}: nothing to complain about")?,
            (errors, warnings) => {
                writeln!(out, "{what}: {}, {}", counted(errors, "error"), counted(warnings, "warning"))?;
            }
        }
    }
    Ok(if errors == 0 { Verdict::Fine } else { Verdict::Failed })
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn built_in() -> Vec<Source> {
    catalogue::ENTRIES.iter().map(|entry| Source { name: entry.file(), text: entry.text.to_owned() }).collect()
}

fn read_all(paths: &[PathBuf]) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        if !path.is_dir() {
            sources.push(Source::read(path)?);
            continue;
        }
        let mut files: Vec<PathBuf> = fs::read_dir(path)
            .with_context(|| format!("`{}` cannot be read", shown(path)))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|file| file.extension().is_some_and(|extension| extension == "toml"))
            .collect();
        if files.is_empty() {
            bail!("`{}` holds no lesson: a lesson is a file that ends in .toml", shown(path));
        }
        files.sort();
        for file in files {
            sources.push(Source::read(&file)?);
        }
    }
    Ok(sources)
}
