//! `check`: everything that is wrong with lessons, all findings at once.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::Verdict;
use crate::lesson::{Diagnostic, LARGEST, Lesson, Severity, catalogue, check as check_lesson, check_together, compile};
use crate::text::clean_line;

/// A lesson's text and the name that findings give it.
struct Source {
    name: String,
    text: String,
}

/// Prints every finding in these lessons; in the built-in ones if no path is given. Errors make it fail, warnings do not.
///
/// # Errors
/// A path that cannot be read, and a directory without lessons.
pub fn check(paths: &[PathBuf], json: bool, out: &mut impl Write) -> anyhow::Result<Verdict> {
    let sources = if paths.is_empty() { built_in() } else { read_all(paths)? };
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut findings: Vec<(usize, Diagnostic)> = Vec::new();
    for (i, source) in sources.iter().enumerate() {
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
        let lessons = counted(sources.len(), "lesson");
        match (errors, findings.len() - errors) {
            (0, 0) => writeln!(out, "{lessons}: nothing to complain about")?,
            (errors, warnings) => {
                writeln!(out, "{lessons}: {}, {}", counted(errors, "error"), counted(warnings, "warning"))?;
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
            sources.push(read(path)?);
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
            sources.push(read(&file)?);
        }
    }
    Ok(sources)
}

/// Reads one file as text, with a limit: no lesson is a hundred thousand lines long.
fn read(path: &Path) -> anyhow::Result<Source> {
    let name = shown(path);
    let size = fs::metadata(path).with_context(|| format!("`{name}` cannot be read"))?.len();
    if size > LARGEST as u64 {
        bail!("`{name}` is no lesson: it has {size} bytes, and a lesson has at most {LARGEST}");
    }
    let bytes = fs::read(path).with_context(|| format!("`{name}` cannot be read"))?;
    let Ok(text) = String::from_utf8(bytes) else { bail!("`{name}` is no lesson: it is not text in UTF-8") };
    Ok(Source { name, text })
}

/// A file's lesson, compiled, or its findings as one text.
pub(super) fn lesson_from_file(path: &Path) -> anyhow::Result<Result<Lesson, String>> {
    let source = read(path)?;
    Ok(compile(&source.name, &source.text).map_err(|findings| {
        let rendered: Vec<String> = findings.iter().map(|finding| finding.render(&source.text)).collect();
        rendered.join("\n\n")
    }))
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
