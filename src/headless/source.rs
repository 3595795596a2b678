//! Files of lessons and sessions: which of them a file is, its content says.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files;
use crate::headless::error::{CommandError, refuse};
use crate::language::Language;
use crate::lesson::recording::{self, Unreadable, is_session, is_short_text};
use crate::lesson::{Diagnostic, Lesson, Recording, catalogue, compile, did_you_mean, id_of, is_id};
use crate::say;
use crate::text::{clean_line, shortened};

/// No file is read that is larger, in octets. Lessons and sessions have limits of their own below that, which they name.
const LARGEST: u64 = 16 << 20;

/// No folder with lessons holds more files; whoever names one that does meant another.
const MOST_IN_FOLDER: usize = 4000;

/// A file's text, and the name that findings give it.
pub struct Source {
    pub name: String,
    pub text: String,
}

/// What can be played.
pub enum Playable {
    Lesson(Box<Lesson>),
    Session(Box<Recording>, Source),
}

impl Source {
    /// Reads one file as text, with a limit.
    pub fn read(path: &Path, language: &Language) -> Result<Self, CommandError> {
        let name = shown(path);
        let read = files::read(path, LARGEST, language);
        let read = read.and_then(|bytes| bytes.ok_or_else(files::missing));
        let bytes = read.map_err(|error| CommandError::Unreadable(name.clone(), error))?;
        let Ok(text) = String::from_utf8(bytes) else {
            return refuse(say!(language, language.sources.not_text, name = &name));
        };
        Ok(Self { name, text })
    }

    /// Whether it is a session: a lesson otherwise.
    pub fn is_session(&self) -> bool {
        is_session(&self.text) || (!self.text.contains("[[step]]") && is_short_text(&self.text))
    }

    fn recording(self, language: &Language) -> Result<Playable, CommandError> {
        match recording::open(&self.name, &self.text, language) {
            Ok(recording) => Ok(Playable::Session(Box::new(recording), self)),
            Err(Unreadable::File(findings)) => {
                refuse(say!(language, language.sources.unplayable, findings = &self.rendered(&findings)))
            }
            Err(Unreadable::Text(broken)) => refuse(broken.describe(language)),
        }
    }

    fn rendered(&self, findings: &[Diagnostic]) -> String {
        let rendered: Vec<String> = findings.iter().map(|finding| finding.render(&self.text)).collect();
        rendered.join("\n\n")
    }
}

/// The lesson of this id, built in or in one of the folders, the file, or the text of a session that somebody means.
pub fn find(what: &str, folders: &[PathBuf], language: &Language) -> Result<Playable, CommandError> {
    if let Some(entry) = catalogue::find(what) {
        let lesson = entry.compile().map(Box::new).map(Playable::Lesson);
        return lesson.map_err(|findings| {
            let (file, finding) = (&entry.file(), &findings[0].to_string());
            CommandError::Refused(say!(language, language.sources.broken_built_in, file, finding))
        });
    }
    if let Some(file) = file_of_id(what, folders) {
        return open(&file, language);
    }
    find_file_or_text(what, language)?.ok_or_else(|| {
        let own = ids_in(folders, language);
        let ids: Vec<&str> = catalogue::ENTRIES.iter().map(|entry| entry.id).collect();
        let all = ids.iter().copied().chain(own.iter().map(String::as_str));
        let words = &language.sources;
        let mut said = vec![say!(language, words.unknown, what = &*clean_line(what))];
        said.extend(did_you_mean(what, all).map(|meant| say!(language, words.meant, meant)));
        said.push(say!(language, words.built_in, ids = &ids.join(", ")));
        if !own.is_empty() {
            said.push(say!(language, words.own, ids = &own.join(", ")));
        }
        CommandError::Refused(said.join(" "))
    })
}

/// The lesson of this id, built in or in one of the folders: for ids that stand in a file, which may be anybody's. No file is opened
/// because its name stands there.
///
/// # Errors
/// What is not an id, or the id of no lesson; and a lesson that does not compile.
pub fn find_by_id(id: &str, folders: &[PathBuf], language: &Language) -> Result<Lesson, CommandError> {
    let words = &language.sources;
    let is_lesson = is_id(id) && (catalogue::find(id).is_some() || file_of_id(id, folders).is_some());
    if let Some(file) = file_of_id(id, folders).filter(|_| is_lesson) {
        let source = Source::read(&file, language)?;
        // It is said in a row of a table: the first fault is enough there.
        return compile(&source.name, &source.text, language).map_err(|findings| {
            let first = &findings.first().map(ToString::to_string).unwrap_or_default();
            CommandError::Refused(say!(language, words.broken_first, finding = &*clean_line(first)))
        });
    }
    if is_lesson {
        return find_lesson(id, folders, language);
    }
    let what = &*shortened(id, LONGEST_NAMED);
    refuse(if is_id(id) { say!(language, words.no_such_id, what) } else { say!(language, words.not_an_id, what) })
}

/// As much is shown of a word that stands in a file.
const LONGEST_NAMED: usize = 60;

/// The file of a lesson in one of the folders; nothing for the ids of built-in lessons, and for what is not an id.
pub fn file_of_id(id: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    if !is_id(id) || catalogue::find(id).is_some() {
        return None;
    }
    folders.iter().map(|folder| folder.join(format!("{id}.toml"))).find(|file| file.is_file())
}

/// A lesson's file that is not the one that its id opens.
pub struct Hidden {
    /// The file.
    pub file: PathBuf,
    /// Which file its id opens; none where that is a built-in lesson.
    pub by: Option<PathBuf>,
}

impl Hidden {
    /// What there is to say about it.
    pub fn describe(&self, language: &Language) -> String {
        let (words, name) = (&language.sources, &shown(&self.file));
        let id = id_of(name);
        match &self.by {
            None => say!(language, words.hidden_by_built_in, name, id),
            Some(by) => say!(language, words.hidden_by_file, name, file = &shown(by), id),
        }
    }
}

/// The files that are hidden by another one of the same id: those in these folders, and these files beside them.
pub fn hidden(folders: &[PathBuf], beside: &[PathBuf], language: &Language) -> Vec<Hidden> {
    let files_in = |folder: &PathBuf| toml_files(folder, language).unwrap_or_default();
    let in_folders: Vec<PathBuf> = folders.iter().flat_map(files_in).collect();
    let id = |file: &Path| id_of(&file.to_string_lossy()).to_owned();
    let same = |a: &Path, b: &Path| fs::canonicalize(a).ok() == fs::canonicalize(b).ok();
    let mut found = Vec::new();
    for (at, file) in in_folders.iter().enumerate() {
        let first = in_folders[..at].iter().find(|first| id(first) == id(file) && !same(first, file));
        let by = first.filter(|_| catalogue::find(&id(file)).is_none());
        if first.is_some() || catalogue::find(&id(file)).is_some() {
            found.push(Hidden { file: file.clone(), by: by.cloned() });
        }
    }
    for file in beside.iter().filter(|file| !in_folders.iter().any(|known| same(known, file))) {
        let by = in_folders.iter().find(|known| id(known) == id(file));
        found.extend(by.map(|by| Hidden { file: file.clone(), by: Some(by.clone()) }));
    }
    found
}

/// The ids of the lessons in the folders.
fn ids_in(folders: &[PathBuf], language: &Language) -> Vec<String> {
    let files = folders.iter().flat_map(|folder| toml_files(folder, language).unwrap_or_default());
    files.map(|file| id_of(&shown(&file)).to_owned()).filter(|id| is_id(id)).collect()
}

/// The lesson of this id, built in or in one of the folders, or the one in this file.
///
/// # Errors
/// What does not exist, does not compile, or is not a lesson.
pub fn find_lesson(what: &str, folders: &[PathBuf], language: &Language) -> Result<Lesson, CommandError> {
    match find(what, folders, language)? {
        Playable::Lesson(lesson) => Ok(*lesson),
        Playable::Session(..) => refuse(say!(language, language.sources.is_session, what = &*clean_line(what))),
    }
}

/// The file that a lesson comes from, by its id or by its own name.
///
/// # Errors
/// A built-in lesson comes from none.
pub fn lesson_file(what: &str, folders: &[PathBuf], language: &Language) -> Result<PathBuf, CommandError> {
    if catalogue::find(what).is_some() {
        return refuse(say!(language, language.sources.unwatchable, what));
    }
    Ok(file_of_id(what, folders).unwrap_or_else(|| PathBuf::from(what)))
}

/// What stands in a folder, by name.
///
/// # Errors
/// When it cannot be read, or holds more than any folder with lessons does.
pub fn entries(folder: &Path, language: &Language) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut entries: Vec<PathBuf> = entries.take(MOST_IN_FOLDER + 1).collect();
    if entries.len() > MOST_IN_FOLDER {
        return Err(io::Error::other(say!(language, language.sources.crowded, most = MOST_IN_FOLDER)));
    }
    entries.sort();
    Ok(entries)
}

/// The files in a folder that may be lessons, by name.
///
/// # Errors
/// Those of [`entries`].
pub fn toml_files(folder: &Path, language: &Language) -> io::Result<Vec<PathBuf>> {
    let mut files = entries(folder, language)?;
    files.retain(|path| is_toml(path));
    Ok(files)
}

/// Whether a file may be a lesson by its name; a hidden one is some other program's.
pub fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml") && !is_hidden(path)
}

/// Whether a file is hidden.
pub fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The lessons in these folders, by name, and a sentence for each file there that is none.
#[must_use]
pub fn lessons_in(folders: &[PathBuf], language: &Language) -> (Vec<Lesson>, Vec<String>) {
    let (mut lessons, mut complaints) = (Vec::new(), Vec::new());
    for folder in folders {
        let files = match toml_files(folder, language) {
            Ok(files) => files,
            Err(error) => {
                let (name, why) = (&shown(folder), &error.to_string());
                complaints.push(say!(language, language.sources.unreadable_folder, name, why));
                continue;
            }
        };
        for file in files {
            match Source::read(&file, language).map(|source| compile(&source.name, &source.text, language)) {
                Ok(Ok(lesson)) => lessons.push(lesson),
                _ => complaints.push(say!(language, language.sources.no_lesson, name = &shown(&file))),
            }
        }
    }
    complaints.extend(hidden(folders, &[], language).iter().map(|hidden| hidden.describe(language)));
    (lessons, complaints)
}

/// The session in a file, or in its short text.
///
/// # Errors
/// What is wrong with it, or that it is none.
pub fn session(what: &str, language: &Language) -> Result<Recording, CommandError> {
    match find_file_or_text(what, language)? {
        Some(Playable::Session(recording, _)) => Ok(*recording),
        Some(Playable::Lesson(_)) => refuse(say!(language, language.sources.is_lesson, what = &*clean_line(what))),
        None => refuse(say!(language, language.sources.no_session, what = &*clean_line(what))),
    }
}

fn find_file_or_text(what: &str, language: &Language) -> Result<Option<Playable>, CommandError> {
    let path = Path::new(what);
    if path.is_dir() {
        return refuse(say!(language, language.sources.directory, name = &*clean_line(what)));
    }
    if path.exists() {
        return open(path, language).map(Some);
    }
    if !is_short_text(what) {
        return Ok(None);
    }
    let source = Source { name: language.reading.pasted.to_owned(), text: what.to_owned() };
    source.recording(language).map(Some)
}

/// The lesson or the session in a file.
fn open(path: &Path, language: &Language) -> Result<Playable, CommandError> {
    let source = Source::read(path, language)?;
    if source.is_session() {
        return source.recording(language);
    }
    match compile(&source.name, &source.text, language) {
        Ok(lesson) => Ok(Playable::Lesson(Box::new(lesson))),
        Err(findings) => refuse(say!(language, language.sources.broken, findings = &source.rendered(&findings))),
    }
}

/// A path as a person may see it.
pub fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
