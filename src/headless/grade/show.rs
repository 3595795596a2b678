//! Grades as a table, as comma-separated values, and as JSON.

use std::io::{self, Write};

use super::format::GradeFormat;
use super::hand_in::HandIn;
use crate::language::Language;
use crate::say;
use crate::text::{clean_line, csv_cell, json, width};

const HEADINGS: [&str; 7] = ["session", "lesson", "goals", "moves", "par", "answers", "result"];

/// Prints all rows.
pub fn rows(rows: &[HandIn], format: GradeFormat, out: &mut impl Write, language: &Language) -> io::Result<()> {
    match format {
        GradeFormat::Table => table(rows, out, language),
        GradeFormat::Csv => csv(rows, out, language),
        GradeFormat::Json => Ok(writeln!(out, "{}", json(rows)?)?),
    }
}

/// The cells of a row, each on one line and harmless, whatever the hand-in says.
fn cells(row: &HandIn, language: &Language) -> [String; 7] {
    raw_cells(row, language).map(|cell| clean_line(&cell).into_owned())
}

fn raw_cells(row: &HandIn, language: &Language) -> [String; 7] {
    let of = |[some, all]: [usize; 2]| format!("{some}/{all}");
    let marks = row.has_marks();
    [
        row.session.clone(),
        row.lesson.clone(),
        if marks { of(row.goals) } else { String::new() },
        if marks { row.moves.to_string() } else { String::new() },
        row.par.filter(|_| marks).map_or_else(String::new, |par| par.to_string()),
        if marks { of(row.answers) } else { String::new() },
        result(row, language),
    ]
}

fn result(row: &HandIn, language: &Language) -> String {
    let words = &language.grading;
    match (&row.trouble, &row.left, row.unanswered, row.answers[1]) {
        (Some(trouble), ..) => trouble.clone(),
        (None, Some(left), ..) => say!(language, words.unfinished, why = left),
        (None, None, 0, _) => words.played.to_owned(),
        (None, None, all, of) if all == of => words.none_answered.to_owned(),
        (None, None, n, of) => say!(language, words.some_unanswered, n, of),
    }
}

fn table(rows: &[HandIn], out: &mut impl Write, language: &Language) -> io::Result<()> {
    let cells: Vec<[String; 7]> = rows.iter().map(|row| cells(row, language)).collect();
    let mut widths = HEADINGS.map(width);
    for row in &cells {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    let headings = HEADINGS.map(str::to_owned);
    for row in std::iter::once(&headings).chain(&cells) {
        let line: Vec<String> = row.iter().zip(widths).map(|(cell, widest)| padded(cell, widest)).collect();
        writeln!(out, "{}", line.join("  ").trim_end())?;
    }
    let count = |which: fn(&HandIn) -> bool| rows.iter().filter(|row| which(row)).count();
    let finished = count(|row| row.is_sound() && row.finished);
    let left = count(|row| row.is_sound() && !row.finished);
    let (words, n) = (&language.grading, rows.len());
    let total = match count(|row| !row.is_sound()) {
        0 => say!(language, words.total, n, finished, left),
        broken => say!(language, words.total_with_broken, n, finished, left, broken),
    };
    writeln!(out, "\n{total}")
}

fn padded(cell: &str, widest: usize) -> String {
    format!("{cell}{}", " ".repeat(widest.saturating_sub(width(cell))))
}

fn csv(rows: &[HandIn], out: &mut impl Write, language: &Language) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADINGS)?;
    for row in rows {
        writer.write_record(cells(row, language).map(|cell| csv_cell(&cell).into_owned()))?;
    }
    writer.flush()?;
    Ok(())
}
