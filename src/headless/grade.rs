//! `grade`: handed-in sessions are played again, each in its lesson, and a table says who reached the goals.
//!
//! A grade is a function of one file alone, so that a class can be spread over threads and over machines.

mod csv;
mod format;
mod gather;
mod hand_in;
mod how;
mod html;
mod json;
mod printed;
mod result;
mod summary;
mod table;
mod when;
mod workers;

use std::io::{IsTerminal, Write, stderr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::source::find_lesson;
use super::verdict::Verdict;
use crate::headless::error::{CommandError, refuse};
use crate::language::Language;
use crate::say;
pub use format::GradeFormat;
use gather::gather;
use hand_in::HandIn;
use summary::Summary;
use workers::{Lessons, Workers};

/// Below this many files no progress bar is needed.
const FEW: usize = 50;

/// As many sessions are in memory at once.
const AT_ONCE: usize = 512;

/// As many files that are no sessions are named.
const MOST_NAMED: usize = 8;

/// What is graded, and how it is printed.
#[derive(Clone, Copy, Debug)]
pub struct GradeOptions<'a> {
    /// Sessions, and folders with sessions.
    pub what: &'a [PathBuf],
    /// The lesson that all of them were played in, whatever they say.
    pub lesson: Option<&'a str>,
    /// The folders with further lessons.
    pub folders: &'a [PathBuf],
    /// How the grades are printed.
    pub format: GradeFormat,
    /// Whether the class is summed up instead.
    pub summary: bool,
    /// How many sessions are played at once.
    pub jobs: Option<NonZeroUsize>,
}

/// Grades these sessions, and all in these folders. A broken one is reported in its row and stops nothing.
///
/// # Errors
/// If there is no session, or a lesson that was named does not exist.
pub fn grade(
    options: &GradeOptions<'_>,
    out: &mut impl Write,
    language: &'static Language,
) -> Result<Verdict, CommandError> {
    let files = gather(options.what, language)?;
    let named = options.lesson.map(|id| find_lesson(id, options.folders, language)).transpose()?.map(Arc::new);
    let mut workers = Workers::new(Lessons { named, folders: options.folders, language }, options.jobs);
    let mut class = Class::new(options, language);
    let bar = bar(files.len(), language);
    for some in files.chunks(AT_ONCE) {
        let rows = workers.grade(some, &bar);
        class.take(rows, &workers, out)?;
    }
    bar.finish_and_clear();
    class.end(out)
}

/// What has been graded so far: printed already, and counted.
struct Class<'a> {
    options: &'a GradeOptions<'a>,
    language: &'static Language,
    printer: Printer,
    summary: Summary,
    /// The first few files in folders that are no sessions.
    foreign: Vec<String>,
    of_foreign: usize,
}

/// How rows are printed while they come.
enum Printer {
    Nothing,
    Table(table::Table),
    Csv,
    Json(json::List),
    Html(html::Page),
}

impl<'a> Class<'a> {
    fn new(options: &'a GradeOptions<'a>, language: &'static Language) -> Self {
        let printer = match options.format {
            GradeFormat::Html => Printer::Html(html::Page::new()),
            _ if options.summary => Printer::Nothing,
            GradeFormat::Table => Printer::Table(table::Table::new()),
            GradeFormat::Csv => Printer::Csv,
            GradeFormat::Json => Printer::Json(json::List::new()),
        };
        Self { options, language, printer, summary: Summary::default(), foreign: Vec::new(), of_foreign: 0 }
    }

    fn take(&mut self, rows: Vec<HandIn>, workers: &Workers<'_>, out: &mut impl Write) -> Result<(), CommandError> {
        let (foreign, rows): (Vec<HandIn>, Vec<HandIn>) = rows.into_iter().partition(|row| row.is_foreign);
        self.of_foreign += foreign.len();
        let room = MOST_NAMED.saturating_sub(self.foreign.len());
        self.foreign.extend(foreign.into_iter().take(room).map(|row| row.session));
        let is_first = self.summary.sessions == 0;
        for row in &rows {
            self.summary.count(row, workers.lesson(&row.lesson).as_deref());
        }
        match &mut self.printer {
            Printer::Nothing => {}
            Printer::Table(table) if !rows.is_empty() => table.rows(&rows, out, self.language)?,
            Printer::Table(_) => {}
            Printer::Csv => {
                if is_first && !rows.is_empty() {
                    csv::heading(out)?;
                }
                rows.iter().try_for_each(|row| csv::row(row, out, self.language))?;
            }
            Printer::Json(list) => rows.iter().try_for_each(|row| list.push(row, out))?,
            Printer::Html(page) => rows.iter().for_each(|row| page.row(row, self.language)),
        }
        Ok(())
    }

    fn end(self, out: &mut impl Write) -> Result<Verdict, CommandError> {
        let (language, foreign) = (self.language, self.describe_foreign());
        if self.summary.sessions == 0 {
            let words = &language.grading;
            let nothing = |foreign: String| say!(language, words.and_more, said = words.nothing, more = &foreign);
            return refuse(foreign.map_or_else(|| words.nothing.to_owned(), nothing));
        }
        let summary = self.summary.finished();
        match (&self.printer, self.options.format) {
            (Printer::Table(_), _) => writeln!(out, "\n{}", printed::total(&summary, language))?,
            (Printer::Json(list), _) => list.end(out)?,
            (Printer::Html(page), _) => page.write(&summary, foreign.as_deref(), out, language)?,
            (Printer::Csv, _) => {}
            (Printer::Nothing, GradeFormat::Csv) => csv::summary(&summary, out)?,
            (Printer::Nothing, GradeFormat::Json) => json::summary(&summary, out)?,
            (Printer::Nothing, GradeFormat::Table | GradeFormat::Html) => printed::summary(&summary, out, language)?,
        }
        out.flush()?;
        // What reads the rows does not want to read this.
        if let Some(foreign) = foreign {
            let _ = writeln!(stderr(), "{foreign}");
        }
        Ok(if summary.broken == 0 { Verdict::Fine } else { Verdict::Failed })
    }

    /// The files in folders that are something else, in a sentence.
    fn describe_foreign(&self) -> Option<String> {
        let (language, words) = (self.language, &self.language.grading);
        let (n, more) = (self.of_foreign, self.of_foreign - self.foreign.len());
        let names = &language.in_a_row(self.foreign.iter().map(String::as_str));
        match (n, more) {
            (0, _) => None,
            (1, _) => Some(say!(language, words.foreign_one, names)),
            (_, 0) => Some(say!(language, words.foreign, n, names)),
            _ => Some(say!(language, words.foreign_more, n, names, more)),
        }
    }
}

/// On a terminal, and where it takes long enough to wonder.
fn bar(length: usize, language: &Language) -> ProgressBar {
    if length < FEW || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(language.grading.bar);
    ProgressBar::new(length as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
