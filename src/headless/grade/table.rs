//! Grades as a table to read.

use std::io::{self, Write};

use super::hand_in::HandIn;
use super::result::result;
use crate::language::Language;
use crate::text::{clean_line, padded, width};

const COLUMNS: usize = 9;

/// As many cells stand between two columns.
const BETWEEN: usize = 2;

/// What is wider than this widens its own row only: one hand-in with a long name must not draw all others apart.
const WIDEST: usize = 60;

/// A table whose first rows say how wide its columns are: it is written while it comes.
pub struct Table {
    widths: Option<[usize; COLUMNS]>,
}

impl Table {
    /// Nothing has been written.
    pub const fn new() -> Self {
        Self { widths: None }
    }

    /// Writes some rows.
    pub fn rows(&mut self, rows: &[HandIn], out: &mut impl Write, language: &Language) -> io::Result<()> {
        let cells: Vec<[String; COLUMNS]> = rows.iter().map(|row| cells(row, language)).collect();
        let headings = headings(language);
        let is_first = self.widths.is_none();
        let widths = self.widths.get_or_insert_with(|| headings.each_ref().map(|heading| width(heading)));
        for row in cells.iter().filter(|_| is_first) {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(cell).min(WIDEST));
            }
        }
        for row in is_first.then_some(&headings).into_iter().chain(&cells) {
            let apart = |(cell, widest): (&String, usize)| padded(cell, widest.max(width(cell)) + BETWEEN);
            let line: Vec<String> = row.iter().zip(*widths).map(apart).collect();
            writeln!(out, "{}", line.concat().trim_end())?;
        }
        Ok(())
    }
}

fn headings(language: &Language) -> [String; COLUMNS] {
    let words = &language.grading;
    [
        words.column_session,
        words.column_student,
        words.column_lesson,
        words.column_goals,
        words.column_moves,
        words.column_par,
        words.column_answers,
        words.column_first,
        words.column_result,
    ]
    .map(str::to_owned)
}

/// The cells of a row, each on one line and harmless, whatever the hand-in says.
fn cells(row: &HandIn, language: &Language) -> [String; COLUMNS] {
    let of = |[some, all]: [usize; 2]| format!("{some}/{all}");
    let marks = row.has_marks();
    let shown = |text: String| if marks { text } else { String::new() };
    let first = row.right_at_first().map(|n| of([n, row.answers[1]]));
    let cells = [
        row.session.clone(),
        row.student.clone().unwrap_or_default(),
        row.lesson.clone(),
        shown(of(row.goals)),
        shown(row.moves.to_string()),
        shown(row.par.map_or_else(String::new, |par| par.to_string())),
        shown(of(row.answers)),
        shown(first.unwrap_or_default()),
        result(row, language),
    ];
    cells.map(|cell| clean_line(&cell).into_owned())
}
