//! `grade`: handed-in sessions are played again, each in its lesson, and a table says who reached the goals.

mod format;
mod hand_in;
mod show;

use std::collections::HashMap;
use std::io::{IsTerminal, Write, stderr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use super::source::{find_by_id, find_lesson, shown};
use super::verdict::Verdict;
use crate::headless::error::{CommandError, refuse};
use crate::language::Language;
use crate::lesson::{Grader, Lesson};
use crate::text::shortened;
pub use format::GradeFormat;
use hand_in::HandIn;

/// As much of what a hand-in says is said again.
const LONGEST: usize = 240;

/// Below this many sessions no progress bar is needed.
const FEW: usize = 50;

/// Grades these sessions, and all in these directories. A broken one is reported in its row and stops nothing.
///
/// # Errors
/// If there is no session, or a lesson that was named does not exist.
pub fn grade(
    paths: &[PathBuf],
    lesson: Option<&str>,
    folders: &[PathBuf],
    format: GradeFormat,
    out: &mut impl Write,
    language: &'static Language,
) -> Result<Verdict, CommandError> {
    let files = files(paths, language)?;
    let named = lesson.map(|id| find_lesson(id, folders, language)).transpose()?.map(Arc::new);
    let lessons = Lessons { named, folders, language };
    let bar = bar(files.len(), language);
    let rows = all(&files, &lessons, &bar);
    bar.finish_and_clear();
    show::rows(&rows, format, out, language)?;
    let fine = rows.iter().all(HandIn::is_sound);
    Ok(if fine { Verdict::Fine } else { Verdict::Failed })
}

/// The lesson that every session is graded by, or else each by its own.
struct Lessons<'a> {
    named: Option<Arc<Lesson>>,
    folders: &'a [PathBuf],
    language: &'static Language,
}

impl Lessons<'_> {
    fn find(&self, id: &str) -> Result<Arc<Lesson>, CommandError> {
        match &self.named {
            Some(lesson) => Ok(Arc::clone(lesson)),
            // What a stranger's file names is an id or nothing.
            None => find_by_id(id, self.folders, self.language).map(Arc::new),
        }
    }
}

/// The graders of one thread, by the lesson's id; the sentence that says why there is none.
type Graders = HashMap<String, Result<Grader, String>>;

/// Shares the sessions out among as many threads as there are processors; the rows come in the order of the files.
fn all(files: &[PathBuf], lessons: &Lessons<'_>, bar: &ProgressBar) -> Vec<HandIn> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(files.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut graders, mut rows) = (Graders::new(), Vec::new());
        while let Some((at, file)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, files.get(at)?)))
        {
            let row = catch_unwind(AssertUnwindSafe(|| one(file, lessons, &mut graders)));
            rows.push((at, row.unwrap_or_else(|_| HandIn::spoilt(file, lessons.language))));
            bar.inc(1);
        }
        rows
    };
    let mut rows: Vec<(usize, HandIn)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn one(file: &Path, lessons: &Lessons<'_>, graders: &mut Graders) -> HandIn {
    let mut row = HandIn::read(file, lessons.language);
    let Some(recording) = row.recording.take() else { return row };
    let id = match (&lessons.named, &recording.played) {
        (Some(lesson), _) => lesson.id.clone(),
        (None, Some(played)) => played.id.clone(),
        (None, None) => {
            row.trouble = Some(lessons.language.grading.no_lesson_named.to_owned());
            return row;
        }
    };
    row.lesson = shortened(&id, LONGEST).into_owned();
    let grader = graders.entry(id).or_insert_with_key(|id| {
        let lesson = lessons.find(id).map_err(|error| error.told(lessons.language))?;
        Ok(Grader::new(lesson, lessons.language))
    });
    match grader {
        Ok(grader) => row.take(grader.grade(&recording), &recording, lessons.language),
        Err(why) => row.trouble = Some(why.clone()),
    }
    row.trouble = row.trouble.map(|trouble| shortened(&trouble, LONGEST).into_owned());
    row
}

/// The sessions, and those of directories by name.
fn files(paths: &[PathBuf], language: &Language) -> Result<Vec<PathBuf>, CommandError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|error| CommandError::Unreadable(shown(path), error))?;
        let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inside.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
        inside.sort();
        files.extend(inside);
    }
    if files.is_empty() {
        return refuse(language.grading.nothing);
    }
    Ok(files)
}

/// On a terminal, and where it takes long enough to wonder.
fn bar(length: usize, language: &Language) -> ProgressBar {
    if length < FEW || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(language.grading.bar);
    ProgressBar::new(length as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
