//! What was done so far, lesson by lesson.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use crate::headless::error::CommandError;
use crate::headless::verdict::Verdict;
use crate::language::Language;
use crate::lesson::Lesson;
use crate::lesson::catalogue::{self, Header};
use crate::progress::{self, LessonProgress, Progress};
use crate::progress_file::ProgressFile;
use crate::say;
use crate::text::{self, clean_line, width};

/// A lesson with what was done in it.
#[derive(Serialize)]
struct Row {
    /// The lesson's key: its id, or what tells it from a built-in one with the same id.
    id: String,
    title: String,
    #[serde(skip)]
    chapter: String,
    /// About how long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<usize>,
    /// The page it was left on, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_on_page: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
    finished: bool,
    /// Of the best time from the first page to the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    predicted_right: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    predictions: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hints: Option<usize>,
    /// The fewest of all times, and how few would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    moves: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    par: Option<usize>,
    /// Of all times.
    answers: usize,
    answers_right: usize,
}

/// A chapter with its lessons.
#[derive(Serialize)]
struct Chapter<'a> {
    title: &'a str,
    finished: usize,
    lessons: &'a [Row],
}

/// Everything, for programs.
#[derive(Serialize)]
struct Report<'a> {
    file: Option<String>,
    chapters: Vec<Chapter<'a>>,
    questions_to_come_back_to: usize,
}

/// Prints what was done in every lesson, built in or one's own, and in those that are gone meanwhile.
///
/// # Errors
/// If the file cannot be read, or nothing can be written.
pub fn show(
    own: Vec<Lesson>,
    file: &mut ProgressFile,
    json: bool,
    out: &mut impl Write,
    language: &Language,
) -> Result<Verdict, CommandError> {
    let own: Vec<Arc<Lesson>> = own.into_iter().map(Arc::new).collect();
    let progress = file.read()?;
    let rows = rows(&own, progress, language);
    let missed = progress::missed(progress, &own);
    let chapters: Vec<Chapter<'_>> = rows
        .chunk_by(|one, other| one.chapter == other.chapter)
        .map(|lessons| Chapter {
            title: catalogue::chapter_title(&lessons[0].chapter, language),
            finished: lessons.iter().filter(|row| row.finished).count(),
            lessons,
        })
        .collect();
    let path = file.path().map(|path| clean_line(&path.to_string_lossy()).into_owned());
    if json {
        let report = Report { file: path, chapters, questions_to_come_back_to: missed };
        writeln!(out, "{}", text::json(&report).map_err(io::Error::from)?)?;
        return Ok(Verdict::Fine);
    }
    print(&chapters, out, language)?;
    let words = &language.progress;
    writeln!(out, "{}", words.minutes)?;
    match missed {
        0 => {}
        1 => writeln!(out, "{}", words.one_comes_back)?,
        n => writeln!(out, "{}", say!(language, words.come_back, n))?,
    }
    if let Some(path) = &path {
        writeln!(out, "{}", say!(language, words.kept_in, path))?;
    }
    Ok(Verdict::Fine)
}

fn rows(own: &[Arc<Lesson>], progress: &Progress, language: &Language) -> Vec<Row> {
    let nothing = LessonProgress::default();
    let known = |key: &str| progress.lesson(key).unwrap_or(&nothing);
    let mut rows: Vec<Row> =
        catalogue::ENTRIES.iter().map(|entry| Row::new(entry.id, entry.header(), known(entry.id))).collect();
    let is_listed = |rows: &[Row], id: &str| rows.iter().any(|row| row.id == id);
    for lesson in own {
        let key = progress::key_of(lesson);
        if !is_listed(&rows, &key) {
            let header = Header { chapter: catalogue::OWN_CHAPTER.to_owned(), ..Header::read(&lesson.source) };
            rows.push(Row::new(&key, header, known(&key)));
        }
    }
    for (id, known) in &progress.lessons {
        if !is_listed(&rows, id) {
            rows.push(Row::new(
                id,
                Header { chapter: language.progress.other_lessons.to_owned(), ..Header::default() },
                known,
            ));
        }
    }
    rows
}

impl Row {
    fn new(id: &str, header: Header, known: &LessonProgress) -> Self {
        let (place, best) = (known.waits_at(), known.finished.as_ref().map(|finish| finish.best));
        let (answers, answers_right) = known.answers();
        Self {
            id: clean_line(id).into_owned(),
            title: clean_line(&header.title).into_owned(),
            chapter: header.chapter,
            minutes: Some(header.minutes).filter(|minutes| *minutes > 0),
            left_on_page: place.map(|place| place.step + 1),
            pages: place.map(|place| place.of),
            finished: best.is_some(),
            predicted_right: best.map(|best| best.right),
            predictions: best.map(|best| best.asked),
            hints: best.map(|best| best.hints),
            moves: known.fewest_moves().map(|(moves, _)| moves),
            par: known.fewest_moves().map(|(_, par)| par),
            answers,
            answers_right,
        }
    }

    /// What was done, in words.
    fn words(&self, language: &Language) -> String {
        let texts = &language.progress;
        let mut words = Vec::new();
        if let (Some(right), Some(asked), Some(hints)) = (self.predicted_right, self.predictions, self.hints) {
            words.push(say!(language, texts.finished, right, asked, hints));
        } else if self.left_on_page.is_none() {
            words.push(match self.minutes {
                Some(minutes) => say!(language, texts.unfinished_minutes, minutes),
                None => texts.unfinished.to_owned(),
            });
        }
        if let (Some(moves), Some(par)) = (self.moves, self.par) {
            words.push(say!(language, texts.fewest_moves, moves, par));
        }
        if let (Some(page), Some(of)) = (self.left_on_page, self.pages) {
            words.push(say!(language, texts.left_on, page, of));
        }
        words.join("; ")
    }
}

fn print(chapters: &[Chapter<'_>], out: &mut impl Write, language: &Language) -> io::Result<()> {
    let rows = || chapters.iter().flat_map(|chapter| chapter.lessons);
    let ids = rows().map(|row| width(&row.id)).max().unwrap_or(0);
    for Chapter { title, finished, lessons } in chapters {
        let (title, finished) = (&*clean_line(title), *finished);
        writeln!(out, "{}", say!(language, language.progress.chapter, title, finished, of = lessons.len()))?;
        for row in *lessons {
            let gap = ids - width(&row.id);
            writeln!(out, "  {}{:gap$}  {}", row.id, "", row.words(language))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
