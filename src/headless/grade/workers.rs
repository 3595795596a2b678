//! The threads that play sessions, and the lessons that they play them in: each is compiled once, and by nobody twice.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use indicatif::ProgressBar;

use super::gather::Found;
use super::hand_in::{HandIn, LONGEST};
use crate::headless::source::find_by_id;
use crate::language::Language;
use crate::lesson::{Grader, Lesson};
use crate::text::shortened;

/// The lesson that every session is graded by, or else each by its own.
pub struct Lessons<'a> {
    pub named: Option<Arc<Lesson>>,
    pub folders: &'a [PathBuf],
    pub language: &'static Language,
}

/// Lessons by their ids; the sentence that says why there is none.
type Known = HashMap<String, Result<Arc<Lesson>, String>>;

/// As many ids without a lesson are remembered: a stranger may think of many.
const MOST_KNOWN: usize = 4096;

/// The threads with what each has worked out so far.
pub struct Workers<'a> {
    lessons: Lessons<'a>,
    known: Mutex<Known>,
    /// The graders of each thread, by the lesson's id.
    graders: Vec<HashMap<String, Grader>>,
}

impl<'a> Workers<'a> {
    /// As many threads as were asked for, or as there are processors.
    pub fn new(lessons: Lessons<'a>, jobs: Option<NonZeroUsize>) -> Self {
        let threads = jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        Self { lessons, known: Mutex::default(), graders: (0..threads).map(|_| HashMap::new()).collect() }
    }

    /// Shares files out among the threads; the rows come in the order of the files.
    pub fn grade(&mut self, files: &[Found], bar: &ProgressBar) -> Vec<HandIn> {
        let next = AtomicUsize::new(0);
        let (lessons, known) = (&self.lessons, &self.known);
        let work = |graders: &mut HashMap<String, Grader>| {
            let mut rows = Vec::new();
            while let Some((at, file)) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, files.get(at)?)))
            {
                let row = catch_unwind(AssertUnwindSafe(|| one(file, lessons, known, graders)));
                rows.push((at, row.unwrap_or_else(|_| HandIn::spoilt(file, lessons.language))));
                bar.inc(1);
            }
            rows
        };
        let mut rows: Vec<(usize, HandIn)> = thread::scope(|scope| {
            let workers = self.graders.iter_mut().take(files.len()).map(|graders| scope.spawn(|| work(graders)));
            let workers: Vec<_> = workers.collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        });
        rows.sort_by_key(|(at, _)| *at);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// A lesson that some session was played in.
    pub fn lesson(&self, id: &str) -> Option<Arc<Lesson>> {
        if let Some(named) = &self.lessons.named {
            return Some(Arc::clone(named));
        }
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(id)?.clone().ok()
    }
}

impl Lessons<'_> {
    fn find(&self, id: &str, known: &Mutex<Known>) -> Result<Arc<Lesson>, String> {
        if let Some(lesson) = &self.named {
            return Ok(Arc::clone(lesson));
        }
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(id) {
            return found.clone();
        }
        // What a stranger's file names is an id or nothing.
        let found = find_by_id(id, self.folders, self.language).map(Arc::new);
        let found = found.map_err(|error| error.describe(self.language));
        if known.len() < MOST_KNOWN {
            known.insert(id.to_owned(), found.clone());
        }
        found
    }
}

fn one(file: &Found, lessons: &Lessons<'_>, known: &Mutex<Known>, graders: &mut HashMap<String, Grader>) -> HandIn {
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
    match lessons.find(&id, known) {
        Ok(lesson) => {
            let grader = graders.entry(id).or_insert_with(|| Grader::new(Arc::clone(&lesson), lessons.language));
            row.take(grader.grade(&recording), &recording, &lesson, lessons.language);
        }
        Err(why) => row.trouble = Some(why),
    }
    row.trouble = row.trouble.map(|trouble| shortened(&trouble, LONGEST).into_owned());
    row
}
