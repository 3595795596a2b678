//! What there is to check, and what stands beside it.

use std::path::{Path, PathBuf};

use crate::headless::error::{CommandError, refuse};
use crate::headless::source::{Source, entries, file_of_id, hidden, is_hidden, is_toml, shown, toml_files};
use crate::language::Language;
use crate::lesson::{Diagnostic, Findings, Neighbour, catalogue, id_of};
use crate::say;

/// The files that may stand in a folder with lessons beside them.
const WELCOME: [&str; 3] = ["README.md", "README.zh-CN.md", "lesson.schema.json"];

/// What was asked for, read.
pub struct Gathered {
    /// Lessons and sessions.
    pub sources: Vec<Source>,
    /// What there is to say about files whose texts are not read for it: those that have no business in a folder with lessons, and
    /// those that are hidden by another one of the same id.
    pub beside: Vec<(Source, Diagnostic)>,
    /// Lessons that are not checked, and may be needed by those that are.
    pub neighbours: Vec<Neighbour>,
}

/// Reads files, folders, and lessons by their ids; the built-in lessons if nothing is asked for.
pub fn gather(what: &[PathBuf], folders: &[PathBuf], language: &Language) -> Result<Gathered, CommandError> {
    let mut gathered = Gathered { sources: Vec::new(), beside: Vec::new(), neighbours: Neighbour::built_in() };
    if what.is_empty() {
        gathered.sources = catalogue::all().map(built_in).collect();
    }
    for folder in folders {
        gathered.neighbours_in(folder, language);
    }
    for path in what {
        if path.is_dir() {
            gathered.folder(path, language)?;
        } else {
            gathered.one(path, folders, language)?;
        }
    }
    let asked: Vec<PathBuf> = gathered.sources.iter().map(|source| PathBuf::from(&source.name)).collect();
    let hidden = hidden(folders, &asked, language).into_iter().map(|hidden| {
        let name = shown(&hidden.file);
        let mut findings = Findings::new(&name, "", language);
        let finding = findings.warn(&(0..0), hidden.describe(language)).note(language.checking.same_id_note).clone();
        (Source { name, text: String::new() }, finding)
    });
    gathered.beside.extend(hidden);
    Ok(gathered)
}

fn built_in(entry: &catalogue::Entry) -> Source {
    Source { name: entry.file(), text: entry.text.to_owned() }
}

impl Gathered {
    /// A file, or the lesson of an id.
    fn one(&mut self, path: &Path, folders: &[PathBuf], language: &Language) -> Result<(), CommandError> {
        let id = path.to_str().filter(|_| !path.exists()).unwrap_or_default();
        if let Some(file) = file_of_id(id, folders) {
            self.sources.push(Source::read(&file, language)?);
        } else if let Some(entry) = catalogue::find(id) {
            self.sources.push(built_in(entry));
        } else {
            self.sources.push(Source::read(path, language)?);
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            self.neighbours_in(folder.unwrap_or(Path::new(".")), language);
        }
        Ok(())
    }

    fn folder(&mut self, folder: &Path, language: &Language) -> Result<(), CommandError> {
        let entries = entries(folder, language).map_err(|error| CommandError::Unreadable(shown(folder), error))?;
        let (files, others): (Vec<PathBuf>, Vec<PathBuf>) = entries.into_iter().partition(|path| is_toml(path));
        if files.is_empty() {
            return refuse(say!(language, language.checking.no_lessons, folder = &shown(folder)));
        }
        let before = self.sources.len();
        for file in files {
            self.sources.push(Source::read(&file, language)?);
        }
        // Sessions stand anywhere; where lessons are, everything else is a slip.
        if self.sources[before..].iter().any(|source| !source.is_session()) {
            let strays = others.iter().filter(|path| !is_welcome(path)).map(|path| shown(path));
            self.beside.extend(strays.map(|name| {
                let finding = stray(&name, language);
                (Source { name, text: String::new() }, finding)
            }));
        }
        Ok(())
    }

    /// What cannot be read is nobody's neighbour.
    fn neighbours_in(&mut self, folder: &Path, language: &Language) {
        for file in toml_files(folder, language).unwrap_or_default() {
            if let Ok(source) = Source::read(&file, language) {
                self.neighbours.push(Neighbour::read(id_of(&source.name), &source.text));
            }
        }
    }
}

/// Whether something may stand beside lessons: a folder named after a language holds translations.
fn is_welcome(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    WELCOME.contains(&name.as_str())
        || is_hidden(path)
        || (path.is_dir() && (is_language(&name) || name == catalogue::WHAT_IF))
}

/// `de`, `zh-CN`: a language, and perhaps a region.
fn is_language(name: &str) -> bool {
    let (language, region) = name.split_once('-').unwrap_or((name, "AA"));
    let is_short = (2..=3).contains(&language.len()) && (2..=4).contains(&region.len());
    is_short && language.chars().all(|c| c.is_ascii_lowercase()) && region.chars().all(char::is_alphanumeric)
}

/// The finding about a file that has no business among lessons.
fn stray(name: &str, language: &Language) -> Diagnostic {
    let mut findings = Findings::new(name, "", language);
    let words = &language.checking;
    findings.warn(&(0..0), words.stray).note(words.welcome).clone()
}
